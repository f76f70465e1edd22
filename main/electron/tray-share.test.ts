import { beforeEach, expect, it } from 'vitest';
import { fakeDisk } from '../core/testing/ports.ts';
import { createMemoryLogger } from '../ipc/testing/fake-core.ts';
import { fake } from '../../tests/fakes/electron.ts';
import { remember } from './remembered.ts';
import { readTrayMemory } from './tray-memory.ts';
import { maySharePhone } from './tray-share.ts';

const open = (stored: unknown = null) =>
  remember(fakeDisk({ tray: stored }), createMemoryLogger(), 'tray', readTrayMemory);

beforeEach(() => {
  fake.reset();
  fake.ready();
});

it('asks before a private number is shared, until the user agrees', async () => {
  const memory = open();
  fake.dialog.answers = [1, 0];
  expect(await maySharePhone('home', memory)).toBe(false);
  expect(await maySharePhone('home', memory)).toBe(true);
  expect(await maySharePhone('home', memory)).toBe(true);
  expect(fake.dialog.asked).toHaveLength(2);
  expect(fake.dialog.asked[0]).toMatchObject({ message: 'Share your home number?', defaultId: 1, cancelId: 1 });
  expect(memory.value.shared).toEqual(['home']);
});

it('asks for each number, and takes a closed question for a no', async () => {
  const memory = open({ shared: ['home'] });
  expect(await maySharePhone('mobile', memory)).toBe(false);
  expect(memory.value.shared).toEqual(['home']);
});

it('does not ask for the number at work', async () => {
  expect(await maySharePhone('work', open())).toBe(true);
  expect(fake.dialog.asked).toEqual([]);
});

it.each([
  [null, { toldOfNoTray: false, shared: [] }],
  ['text', { toldOfNoTray: false, shared: [] }],
  [
    { toldOfNoTray: 1, shared: 'home' },
    { toldOfNoTray: false, shared: [] },
  ],
  [
    { toldOfNoTray: true, shared: ['home', 'toString', 7] },
    { toldOfNoTray: true, shared: ['home'] },
  ],
])('%j is read as %j', (stored, memory) => {
  expect(readTrayMemory(stored)).toEqual(memory);
});
