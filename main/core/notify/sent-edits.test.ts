/** An answer is lost, or what an edit did is read late: it is the user's own all the same, and told to nobody. */
import { expect, test } from 'vitest';
import { set, type Action } from '../store/actions.ts';
import type { Edit } from '../store/state.ts';
import { contact, contactData, edit, group } from '../testing/entities.ts';
import { notifying } from '../testing/notify.ts';

const ADD = { kind: 'memberAdd', address: 'ann@x', name: 'Ann', groupId: 'a' } as const;

const members = (...addresses: readonly string[]): Action => ({
  type: 'listRead',
  groups: [group('a')],
  members: [{ groupId: 'a', contacts: addresses.map((address) => contactData(address)) }],
});
const whole = (asOf: number): Action => set('list', { state: 'current', asOf, readOnly: null });
const put = (status: Edit['status']): Action => ({ type: 'editPut', edit: edit('1', ADD, { status }) });
const GONE: Action = { type: 'editGone', id: '1' };

/** Whose the changes are after these steps from an empty group, and how many notifications there were. */
async function told(...steps: readonly Action[]): Promise<string> {
  const { store, clock, bodies } = notifying();
  store.dispatch(members(), whole(1));
  for (const step of steps) store.dispatch(step);
  await clock.advance(10_000);
  const entries = [...store.state.history.values()].map(({ kind, by }) => `${kind} by ${by}`);
  return [...entries, `notified ${bodies().length}`].join(', ');
}

const MINE = 'contactAdded by me, notified 0';
const THEIRS = 'contactAdded by other, notified 1';

test.each<[string, readonly Action[], string]>([
  ['the answer was lost, and it waits for the next try', [put('pending'), put('waiting')], MINE],
  ['it is settled before it is read', [put('pending'), GONE], MINE],
  ['it was done all the same, and refused when it was tried again', [put('pending'), put('failed')], MINE],
  ['it never went out', [put('waiting')], THEIRS],
  ['it never went out, and was taken back', [put('waiting'), GONE], THEIRS],
  ['the whole list was read since it was settled', [put('pending'), GONE, whole(2)], THEIRS],
  ['the whole list was read while it waits', [put('pending'), put('waiting'), whole(2)], MINE],
  [
    'the list is no longer current',
    [put('pending'), GONE, set('list', { state: 'outdated', asOf: 2, readOnly: null })],
    MINE,
  ],
])('%s', async (_what, steps, expected) => {
  expect(await told(...steps, members('ann@x'))).toBe(expected);
});

test('the reading of the whole list that brings it counts', async () => {
  const { store } = notifying();
  store.dispatch(members(), whole(1));
  store.dispatch(put('pending'));
  store.dispatch(GONE);
  store.dispatch(members('ann@x'), whole(2));
  expect([...store.state.history.values()]).toMatchObject([{ by: 'me', editId: '1' }]);
});

test('what was told once is not claimed again: somebody else does the same', async () => {
  const settled = [put('pending'), GONE, members('ann@x')];
  expect(await told(...settled, members(), members('ann@x'))).toBe(
    'contactAdded by me, contactRemoved by other, contactAdded by other, notified 1',
  );
});

test('what was wished in another account is not', () => {
  const { store } = notifying();
  store.dispatch(members(), whole(1));
  store.dispatch(put('pending'));
  store.dispatch({ type: 'accountCleared' });
  store.dispatch({ type: 'listCached', groups: [group('a')], contacts: [], asOf: 1 });
  store.dispatch(members('ann@x'), whole(2));
  expect([...store.state.history.values()].flatMap(({ changes }) => changes)).toMatchObject([{ by: 'other' }]);
});

test('at the first reading after a start what waits may have been on its way', () => {
  const { store } = notifying();
  store.dispatch({ type: 'listCached', groups: [group('a')], contacts: [contact('ben@x', ['a'])], asOf: 1 });
  store.dispatch(put('waiting'));
  store.dispatch(members('ann@x'), whole(2));
  const changes = [...store.state.history.values()].flatMap((entry) => entry.changes);
  expect(changes.map(({ kind, by }) => `${kind} by ${by}`).sort()).toEqual([
    'contactAdded by me',
    'contactRemoved by other',
  ]);
});
