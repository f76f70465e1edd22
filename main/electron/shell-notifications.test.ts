/** Where a click on a notification leads, and when the window's word about what it shows stops counting. */
import { join } from 'node:path';
import { beforeEach, expect, it, vi } from 'vitest';
import type { NotificationSpec } from '../core/ports.ts';
import { fakeDisk, fakeNotifier } from '../core/testing/ports.ts';
import { createDrivenClock, createFakeCore, createMemoryLogger } from '../ipc/testing/fake-core.ts';
import { fake } from '../../tests/fakes/electron.ts';
import { watchLaterStarts } from './lifecycle/later-starts.ts';
import { createShell } from './shell.ts';

const folder = join(import.meta.dirname, '../../build');
const change: NotificationSpec = { tag: 't', title: 'Sales', body: 'Ann was added to Sales.', groupId: 'g1' };

function start() {
  const clock = createDrivenClock();
  const { core, calls } = createFakeCore();
  const notifier = fakeNotifier();
  const ports = { clock, logger: createMemoryLogger(), culture: 'en', settings: fakeDisk(), notifier };
  const window = createShell(core, ports, { folder, platform: 'win32', starts: watchLaterStarts() });
  return { window, notifier, shows: () => calls.filter(({ command }) => command === 'window.shows') };
}

const loaded = () => vi.waitFor(() => expect(fake.window.isVisible()).toBe(true));
const navigated = () => fake.window.webContents.sent.filter(({ channel }) => channel === 'rollcall:navigate');

beforeEach(() => {
  fake.reset();
  fake.ready();
});

it.each<[string, NotificationSpec, object]>([
  ['of a group leads to the group', change, { view: 'groups', groupId: 'g1' }],
  ['of a group that is gone leads to the groups', { ...change, groupId: null }, { view: 'groups', groupId: null }],
  [
    'of a person leads to their card',
    { ...change, address: 'ann@x' },
    { view: 'groups', groupId: 'g1', address: 'ann@x' },
  ],
])('a notification %s, the window being closed or open', async (_, spec, target) => {
  const { notifier } = start();
  notifier.click(spec);
  await loaded();
  await vi.waitFor(() => expect(navigated()).toMatchObject([{ args: [target] }]));
  notifier.click(spec);
  await vi.waitFor(() => expect(navigated()).toHaveLength(2));
});

it('nobody looks at a window that lost the focus, or is gone', async () => {
  const { window, shows } = start();
  window.open();
  await loaded();
  expect(shows()).toEqual([]);
  fake.app.emit('browser-window-blur', {}, fake.window);
  expect(shows()).toEqual([{ command: 'window.shows', input: { groupIds: [] } }]);
  fake.window.destroy();
  expect(shows()).toHaveLength(2);
});
