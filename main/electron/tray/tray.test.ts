import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { createDrivenClock } from '../../ipc/testing/fake-core.ts';
import { fake, Tray } from '../../../tests/fakes/electron.ts';
import type { MenuCommand, MenuEntry } from './tray-menu.ts';
import { RENDER_MS, TrayController } from './tray.ts';

const icons = join(import.meta.dirname, '../../../build/icons/tray');
const entry = (id: string, more: Partial<MenuEntry> = {}): MenuEntry => ({
  ...{ id, type: 'normal', label: id, enabled: true, checked: false, submenu: [], command: null },
  ...more,
});

function open(platform: NodeJS.Platform) {
  const clock = createDrivenClock();
  const commands: MenuCommand[] = [];
  let opened = 0;
  const tray = new TrayController({
    clock,
    platform,
    icons,
    onOpen: () => (opened += 1),
    onCommand: (command) => commands.push(command),
  });
  return { clock, tray, commands, opened: () => opened };
}

beforeEach(() => {
  fake.reset();
  fake.ready();
});

describe('rendering', () => {
  it('makes the icon once, with all that was set in the same turn', () => {
    const { clock, tray } = open('win32');
    tray.setIcon('busy');
    tray.setPlace({ dark: true, scaleFactor: 1 });
    tray.setToolTip('Rollcall: Busy');
    expect(Tray.all).toHaveLength(0);
    clock.advance(0);
    expect(Tray.all).toHaveLength(1);
    expect(fake.tray.image.path).toBe(join(icons, 'busy-dark.ico'));
    expect(fake.tray.toolTip).toBe('Rollcall: Busy');
    // macOS would wait with the first click whether a second one follows.
    expect(fake.tray.ignoresDoubleClick).toBe(true);
  });

  it('renders at most once in its time, and the last state wins', () => {
    const { clock, tray } = open('win32');
    tray.setIcon('busy');
    clock.advance(0);
    for (const icon of ['away', 'dnd', 'available'] as const) tray.setIcon(icon);
    clock.advance(RENDER_MS - 1);
    expect(fake.tray.images).toBe(0);
    clock.advance(1);
    expect(fake.tray.images).toBe(1);
    expect(fake.tray.image.path).toContain('available-light.ico');
  });

  it('touches nothing when nothing differs', () => {
    const { clock, tray } = open('linux');
    tray.setMenu([entry('a')]);
    clock.advance(0);
    const menu = fake.tray.contextMenu;
    tray.setIcon('offline');
    tray.setMenu([entry('a')]);
    clock.advance(RENDER_MS);
    expect(fake.tray.images).toBe(0);
    expect(fake.tray.contextMenu).toBe(menu);
  });

  it('uses template images on macOS', () => {
    const { clock, tray } = open('darwin');
    tray.setIcon('trouble');
    clock.advance(0);
    expect(fake.tray.image.isTemplateImage()).toBe(true);
  });

  it('gives Linux one whole bitmap of scale factor 1', () => {
    const { clock, tray } = open('linux');
    tray.setPlace({ dark: false, scaleFactor: 2 });
    clock.advance(0);
    expect(fake.tray.image).toMatchObject({ path: null, scaleFactor: 1 });
  });

  it('renders nothing after its end', () => {
    const { clock, tray } = open('win32');
    tray.setIcon('busy');
    clock.advance(0);
    tray.setIcon('away');
    tray.destroy();
    tray.setIcon('dnd');
    clock.advance(10 * RENDER_MS);
    expect(Tray.all).toHaveLength(1);
    expect(fake.tray.isDestroyed()).toBe(true);
  });
});

it('makes no icon after its end', () => {
  const { clock, tray } = open('win32');
  tray.setIcon('busy');
  clock.advance(RENDER_MS);
  tray.destroy();
  tray.setIcon('dnd');
  clock.advance(RENDER_MS);
  expect(Tray.all).toHaveLength(1);
});

describe('clicks', () => {
  it('open the window, and a right click the menu, where the menu is not the tray’s own', () => {
    const { clock, tray, opened } = open('win32');
    tray.setMenu([entry('a')]);
    clock.advance(0);
    expect(fake.tray.contextMenu).toBeNull();
    fake.tray.press('click');
    expect(opened()).toBe(1);
    expect(fake.tray.popped).toBeNull();
    fake.tray.press('right-click');
    expect(fake.tray.popped?.find('a')).not.toBeNull();
    expect(opened()).toBe(1);
  });

  it('set the menu on Linux, which knows no right click', () => {
    const { clock, tray } = open('linux');
    tray.setMenu([entry('a', { command: { kind: 'quit' } })]);
    clock.advance(0);
    fake.tray.press('right-click');
    expect(fake.tray.popped).toBeNull();
    expect(fake.tray.contextMenu?.find('a')).not.toBeNull();
  });

  it('give commands, also from a submenu, and not when disabled', () => {
    const { clock, tray, commands } = open('linux');
    tray.setMenu([
      entry('below', { type: 'submenu', submenu: [entry('one', { command: { kind: 'retry' } })] }),
      entry('off', { enabled: false, command: { kind: 'quit' } }),
      entry('none', { enabled: false }),
    ]);
    clock.advance(0);
    fake.tray.contextMenu!.click('one');
    fake.tray.contextMenu!.click('off');
    fake.tray.contextMenu!.click('none');
    expect(commands).toEqual([{ kind: 'retry' }]);
  });

  it('build a ticked item anew, since Electron ticks it before the state says so', () => {
    const { clock, tray } = open('linux');
    tray.setMenu([entry('a', { type: 'checkbox', command: { kind: 'retry' } })]);
    clock.advance(0);
    const before = fake.tray.contextMenu!;
    before.click('a');
    clock.advance(RENDER_MS);
    expect(fake.tray.contextMenu).not.toBe(before);
    expect(fake.tray.contextMenu!.find('a')).toMatchObject({ type: 'checkbox', checked: false });
  });
});

it('knows where the icon is, or that the system does not say', () => {
  const { clock, tray } = open('win32');
  expect(tray.bounds()).toBeNull();
  tray.setIcon('busy');
  clock.advance(0);
  expect(tray.bounds()).toBeNull();
  fake.tray.bounds = { x: 1800, y: 1040, width: 24, height: 40 };
  expect(tray.bounds()).toEqual({ x: 1800, y: 1040, width: 24, height: 40 });
});

it('is made anew with all it shows', () => {
  const { clock, tray } = open('linux');
  tray.setToolTip('Rollcall: Busy');
  tray.setMenu([entry('a')]);
  clock.advance(0);
  const before = fake.tray;
  tray.renew();
  clock.advance(RENDER_MS);
  expect(before.isDestroyed()).toBe(true);
  expect(fake.tray).not.toBe(before);
  expect(fake.tray.toolTip).toBe('Rollcall: Busy');
  expect(fake.tray.contextMenu?.find('a')).not.toBeNull();
});

it('gives Windows its words with every render, since a new Explorer has forgotten them', () => {
  const { clock, tray } = open('win32');
  tray.setToolTip('Rollcall: Busy');
  clock.advance(0);
  fake.tray.toolTip = '';
  tray.setPlace({ dark: false, scaleFactor: 1 });
  clock.advance(RENDER_MS);
  expect(fake.tray.toolTip).toBe('Rollcall: Busy');
});
