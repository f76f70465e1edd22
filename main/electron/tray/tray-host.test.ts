import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { drivenClock } from '../../core/testing/clock.ts';
import { fakeDisk } from '../../core/testing/ports.ts';
import type { NotificationSpec } from '../../core/ports.ts';
import { createMemoryLogger } from '../../ipc/testing/fake-core.ts';
import { remember } from '../remembered.ts';
import { RECORDED, startFakeBus } from '../testing/bus.ts';
import type { FakeBus } from '../testing/bus.ts';
import { followTrayHost } from './tray-fallback.ts';
import { desktopOf, GRACE_MS, hasDarkBar, showsOldIcons } from './tray-host.ts';
import { readTrayMemory } from './tray-memory.ts';

describe('the desktop', () => {
  it.each([
    ['GNOME on Wayland', { XDG_CURRENT_DESKTOP: 'ubuntu:GNOME', XDG_SESSION_TYPE: 'wayland' }, false, true],
    ['GNOME on X11', { XDG_CURRENT_DESKTOP: 'GNOME', XDG_SESSION_TYPE: 'x11' }, false, true],
    ['GNOME Classic', { XDG_CURRENT_DESKTOP: 'GNOME-Classic:GNOME', XDG_SESSION_TYPE: 'x11' }, false, false],
    ['GNOME Flashback', { XDG_CURRENT_DESKTOP: 'GNOME-Flashback:GNOME', XDG_SESSION_TYPE: 'x11' }, true, false],
    ['Budgie', { XDG_CURRENT_DESKTOP: 'Budgie:GNOME', XDG_SESSION_TYPE: 'x11' }, true, false],
    ['KDE on Wayland', { XDG_CURRENT_DESKTOP: 'KDE', WAYLAND_DISPLAY: 'wayland-0' }, false, false],
    ['i3', { XDG_CURRENT_DESKTOP: 'i3', WAYLAND_DISPLAY: '' }, true, false],
    ['one that says nothing', {}, true, false],
  ])('%s', (_name, environment, oldIcons, darkBar) => {
    const desktop = desktopOf(environment);
    expect([showsOldIcons(desktop), hasDarkBar(desktop)]).toEqual([oldIcons, darkBar]);
  });
});

describe('following the tray', () => {
  let bus: FakeBus;
  const stops: (() => void)[] = [];
  const clock = drivenClock();
  const disk = fakeDisk();

  function follow(environment: NodeJS.ProcessEnv) {
    const seen: string[] = [];
    const shown: NotificationSpec[] = [];
    const told: string[] = [];
    const stop = followTrayHost({
      clock,
      environment,
      notifier: { show: (spec) => shown.push(spec) },
      tellInWindow: () => told.push('in the window'),
      memory: remember(disk, createMemoryLogger(), 'tray', readTrayMemory),
      renewTray: () => seen.push('renew'),
      setTray: (isShown) => seen.push(isShown ? 'tray' : 'window'),
    });
    stops.push(stop);
    return { seen, shown, told };
  }
  const gnome = (more: NodeJS.ProcessEnv = {}) => ({
    XDG_CURRENT_DESKTOP: 'GNOME',
    DBUS_SESSION_BUS_ADDRESS: `unix:path=${bus.socket}`,
    ...more,
  });
  const asked = () => vi.waitFor(() => expect(bus.received()).toContain('NameHasOwner'));
  /** The answer to the question has been read. */
  const answered = async () => {
    await asked();
    await vi.waitFor(() => expect(clock.timers).toBe(1));
  };

  beforeEach(async () => {
    bus = await startFakeBus();
    disk.files.clear();
  });
  afterEach(async () => {
    for (const stop of stops.splice(0)) stop();
    await bus.close();
  });

  it('lets the window stand in once no icon has been shown for a while, and says so once', async () => {
    const { seen, shown, told } = follow(gnome());
    await answered();
    await clock.advance(GRACE_MS - 1);
    expect([seen, shown, told]).toEqual([[], [], []]);
    await clock.advance(1);
    expect(seen).toEqual(['window']);
    expect(shown).toHaveLength(1);
    expect(shown[0]?.body).toContain('closing the window quits it');
    expect(told).toEqual(['in the window']);
    const again = follow({ XDG_CURRENT_DESKTOP: 'GNOME' });
    await clock.advance(GRACE_MS);
    expect(again.seen).toEqual(['window']);
    expect([again.shown, again.told]).toEqual([[], []]);
  });

  it('says nothing more when the panel goes once more', async () => {
    const { seen, shown, told } = follow(gnome());
    await answered();
    await clock.advance(GRACE_MS);
    bus.send(RECORDED.came + RECORDED.went);
    await vi.waitFor(() => expect(clock.timers).toBe(1));
    await clock.advance(GRACE_MS);
    expect(seen).toEqual(['window', 'renew', 'tray', 'window']);
    expect([shown.length, told.length]).toEqual([1, 1]);
  });

  it('makes the icon anew for a panel that comes late, without a word', async () => {
    const { seen, shown } = follow(gnome());
    await answered();
    bus.send(RECORDED.came);
    await vi.waitFor(() => expect(seen).toEqual(['renew', 'tray']));
    await clock.advance(2 * GRACE_MS);
    expect([seen, shown]).toEqual([['renew', 'tray'], []]);
  });

  it('bears a panel that is away for a moment, as at a locked screen', async () => {
    const { seen, shown } = follow(gnome());
    await answered();
    bus.send(RECORDED.came);
    await vi.waitFor(() => expect(seen).toHaveLength(2));
    bus.send(RECORDED.went);
    await vi.waitFor(() => expect(clock.timers).toBe(1));
    await clock.advance(GRACE_MS - 1);
    bus.send(RECORDED.came);
    await vi.waitFor(() => expect(seen).toHaveLength(4));
    await clock.advance(GRACE_MS);
    expect([seen, shown]).toEqual([['renew', 'tray', 'renew', 'tray'], []]);
  });

  it('trusts the panels of X11 to show older icons', async () => {
    const { seen } = follow(gnome({ XDG_CURRENT_DESKTOP: 'i3' }));
    await asked();
    bus.send(RECORDED.came);
    await vi.waitFor(() => expect(seen).toEqual(['renew', 'tray']));
    follow({ XDG_CURRENT_DESKTOP: 'i3' });
    expect(clock.timers).toBe(0);
  });

  it('ends', async () => {
    const { seen } = follow(gnome());
    await answered();
    for (const stop of stops.splice(0)) stop();
    await clock.advance(GRACE_MS);
    expect(seen).toEqual([]);
  });
});
