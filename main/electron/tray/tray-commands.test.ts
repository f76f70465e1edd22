import { beforeEach, expect, it } from 'vitest';
import { createDrivenClock, createFakeCore } from '../../ipc/testing/fake-core.ts';
import { runMenuCommand } from './tray-commands.ts';
import type { MenuCommand } from './tray-menu.ts';

let core: ReturnType<typeof createFakeCore>;
let seen: string[];
const clock = createDrivenClock(1_000);
const run = (command: MenuCommand) =>
  runMenuCommand(command, {
    commands: core.core.commands,
    clock,
    mayShare: (phone) => {
      seen.push(`share ${phone}`);
      return Promise.resolve(phone !== 'other');
    },
    open: (view) => seen.push(`open ${view}`),
    quit: () => seen.push('quit'),
  });

beforeEach(() => {
  core = createFakeCore();
  seen = [];
});

it.each<[MenuCommand, string, unknown]>([
  [{ kind: 'setAvailability', availability: 'Busy' }, 'me.setAvailability', { availability: 'Busy' }],
  [{ kind: 'setPhoneVisible', phone: 'home', visible: true }, 'phones.setVisible', { phone: 'home', visible: true }],
  [{ kind: 'pause', span: 'hour' }, 'settings.update', { pausedUntil: 3_601_000 }],
  [{ kind: 'resume' }, 'settings.update', { pausedUntil: null }],
  [{ kind: 'retry' }, 'session.retry', null],
  [{ kind: 'signOut' }, 'session.signOut', { forget: false }],
])('%j calls %s', async (command, name, input) => {
  await run(command);
  expect(core.calls).toEqual([{ command: name, input }]);
});

it('opens and quits', async () => {
  await run({ kind: 'open', view: 'settings' });
  await run({ kind: 'quit' });
  expect(seen).toEqual(['open settings', 'quit']);
  expect(core.calls).toEqual([]);
});

it('shares a number only if it may, and hides it without asking', async () => {
  await run({ kind: 'setPhoneVisible', phone: 'other', visible: true });
  expect(core.calls).toEqual([]);
  await run({ kind: 'setPhoneVisible', phone: 'other', visible: false });
  expect(seen).toEqual(['share other']);
  expect(core.calls).toEqual([{ command: 'phones.setVisible', input: { phone: 'other', visible: false } }]);
});
