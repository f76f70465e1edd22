import { beforeEach, expect, it } from 'vitest';
import { createFakeCore } from '../../ipc/testing/fake-core.ts';
import type { FakeCore } from '../../ipc/testing/fake-core.ts';
import { fake } from '../../../tests/fakes/electron.ts';
import { maySharePhone } from './tray-share.ts';

let made: FakeCore;
const account = (address: string) => ({ address, server: null, remember: true, kind: null });
const ask = (phone: 'work' | 'mobile' | 'home') => maySharePhone(phone, made.core);

beforeEach(() => {
  fake.reset();
  fake.ready();
  made = createFakeCore();
  made.change((set) => set.slice('account', account('ann@example.org')));
});

it('asks before a private number is shared, and has an agreement kept with the account', async () => {
  fake.dialog.answers = [1, 0];
  expect(await ask('home')).toBe(false);
  expect(made.calls).toEqual([]);
  expect(await ask('home')).toBe(true);
  expect(made.calls).toEqual([{ command: 'phones.confirmSharing', input: { phone: 'home' } }]);
  expect(fake.dialog.asked[0]).toMatchObject({ message: 'Share your home number?', defaultId: 1, cancelId: 1 });
});

it('asks for each number once, whether that was here or in the window, and takes a closed question for a no', async () => {
  made.change((set) => set.slice('sharingConfirmed', ['home']));
  expect(await ask('home')).toBe(true);
  expect(fake.dialog.asked).toEqual([]);
  expect(await ask('mobile')).toBe(false);
  expect(fake.dialog.asked).toHaveLength(1);
});

it('does not ask for the number at work', async () => {
  expect(await ask('work')).toBe(true);
  expect(fake.dialog.asked).toEqual([]);
});

it('takes no answer for another account than the one that was asked', async () => {
  fake.dialog.answers = [0];
  const answer = ask('home');
  made.change((set) => set.slice('account', account('bob@example.org')));
  expect(await answer).toBe(false);
  expect(made.calls).toEqual([]);
});
