import { describe, expect, test } from 'vitest';
import { appError } from '../result.ts';
import { set, type Action } from '../store/actions.ts';
import type { EditWish } from '../store/state.ts';
import { contactData, edit, group } from '../testing/entities.ts';
import { notifying } from '../testing/notify.ts';

/** A list that was read once: who is in which group; `rest` is the default group. */
function recorder(first: Record<string, readonly string[]>) {
  const { store, clock, notifier } = notifying();
  const list = (groups: Record<string, readonly string[]>): Action => ({
    type: 'listRead',
    groups: Object.keys(groups).map((id) => group(id, id === 'rest' ? { kind: 'defaultGroup', canEdit: false } : {})),
    members: Object.entries(groups).map(([groupId, addresses]) => ({
      groupId,
      contacts: addresses.map((address) => contactData(address)),
    })),
  });
  store.dispatch(list(first), set('list', { state: 'current', asOf: 1, readOnly: null }));
  return {
    store,
    clock,
    notifier,
    list,
    read: (groups: Record<string, readonly string[]>) => store.dispatch(list(groups)),
    wish: (wish: EditWish) => store.dispatch({ type: 'editPut', edit: edit('e1', wish) }),
    settle: () => store.dispatch({ type: 'editGone', id: 'e1' }),
    history: () => [...store.state.history.values()],
  };
}

const MOVE: EditWish = { kind: 'memberMove', address: 'ann@x', name: 'ann', from: 'a', to: 'b' };

test('of a group that went it is kept who was nowhere else, where the list would have kept them', () => {
  const { read, history } = recorder({ a: ['ann@x', 'ben@x', 'cid@x'], b: ['ben@x'], rest: ['cid@x'] });
  read({ b: ['ben@x'], rest: ['ann@x', 'cid@x'] });
  expect(history()).toMatchObject([{ kind: 'groupDeleted', kept: { orphans: ['ann@x'] } }]);
  read({ rest: ['ann@x', 'ben@x', 'cid@x'] });
  expect(history()[1]).toMatchObject({ kind: 'groupDeleted', kept: { orphans: ['ben@x'] } });
});

describe('an own move in two halves', () => {
  const whole = {
    kind: 'contactMoved',
    by: 'me',
    editId: 'e1',
    groupId: 'b',
    groupName: 'Group b',
    from: 'Group a',
    undo: 'possible',
    kept: { fromId: 'a' },
  };

  test.each([
    ['entering first', { a: ['ann@x'], b: ['ann@x'] }, 'contactAdded'],
    ['leaving first', { a: [], b: [] }, 'contactRemoved'],
  ])('%s is one entry in the end', (_, between, half) => {
    const { read, wish, history, settle } = recorder({ a: ['ann@x'], b: [] });
    wish(MOVE);
    read(between);
    expect(history()).toMatchObject([{ kind: half, by: 'me', editId: 'e1' }]);
    read({ a: [], b: ['ann@x'] });
    settle();
    expect(history()).toHaveLength(1);
    expect(history()).toMatchObject([whole]);
  });

  test('what another does with the same person is told by itself', () => {
    const { read, wish, settle, history } = recorder({ a: ['ann@x'], b: [] });
    wish(MOVE);
    read({ a: ['ann@x'], b: ['ann@x'] });
    settle();
    read({ a: [], b: ['ann@x'] });
    expect(history().map(({ kind, by }) => `${kind} ${by}`)).toEqual(['contactAdded me', 'contactRemoved other']);
  });
});

describe('a group that is deleted', () => {
  test('is kept with those who were in it', () => {
    const { read, history } = recorder({ a: ['ann@x', 'ben@x'], b: ['cid@x'] });
    read({ b: ['cid@x'] });
    const people = [
      { address: 'ann@x', name: 'ann' },
      { address: 'ben@x', name: 'ben' },
    ];
    expect(history()).toMatchObject([{ kind: 'groupDeleted', undo: 'possible', kept: { people } }]);
  });

  test('that the user could not make again is kept without', () => {
    const { read, history } = recorder({ rest: ['ann@x'], b: [] });
    read({ b: [] });
    expect(history()).toMatchObject([{ kind: 'groupDeleted', undo: 'unknown', kept: { people: null } }]);
  });

  test('and whose people turn up in the default group a moment later is told once', async () => {
    const { read, clock, notifier, history } = recorder({ a: ['ann@x'], rest: [] });
    read({ rest: [] });
    await clock.advance(5_000);
    read({ rest: ['ann@x', 'ben@x'] });
    await clock.advance(5_000);
    expect(history().map(({ kind, address }) => `${kind} ${address}`)).toEqual([
      'groupDeleted null',
      'contactAdded ben@x',
    ]);
    expect(notifier.shown.map(({ body }) => body)).toEqual([
      'The group Group a was deleted.',
      'ben was added to Group rest.',
    ]);
  });

  test('long ago tells nothing of who enters the default group now', async () => {
    const { read, clock, history } = recorder({ a: ['ann@x'], rest: [] });
    read({ rest: [] });
    await clock.advance(61_000);
    read({ rest: ['ann@x'] });
    expect(history().map(({ kind }) => kind)).toEqual(['groupDeleted', 'contactAdded']);
  });

  describe('before the app went', () => {
    const LONG = 7_200_000;
    /** The app goes and comes back with the list as it was kept, which was read whole at `asOf`; `now` is the server's. */
    async function comeBack(
      made: ReturnType<typeof recorder>,
      asOf: number,
      now: Record<string, readonly string[]> = { rest: ['ann@x', 'ben@x'] },
    ): Promise<void> {
      await made.clock.advance(LONG);
      const { groups, contacts } = made.store.state;
      made.store.dispatch({ type: 'listCached', groups: [...groups.values()], contacts: [...contacts.values()], asOf });
      made.store.dispatch(made.list(now), set('list', { state: 'current', asOf: made.clock.now(), readOnly: null }));
    }
    const told = ({ history }: ReturnType<typeof recorder>) =>
      history().map(
        ({ kind, address, changes }) => `${kind} ${address ?? changes.map((one) => one.contactName).join()}`,
      );

    test('tells by itself of its people in the default group, however long the app was off', async () => {
      const made = recorder({ a: ['ann@x'], rest: [] });
      const asOf = made.clock.now();
      await made.clock.advance(LONG);
      made.read({ rest: [] });
      await comeBack(made, asOf);
      expect(told(made)).toEqual(['groupDeleted ', 'whileAway ben']);
    });

    test('tells nothing of who enters it after the list was read whole', async () => {
      const made = recorder({ a: ['ann@x'], rest: [] });
      made.read({ rest: [] });
      await made.clock.advance(61_000);
      await comeBack(made, made.clock.now());
      expect(told(made)).toEqual(['groupDeleted ', 'whileAway ann,ben']);
    });

    test.each([
      ['removed from it', { b: [], rest: [] }, 'contactRemoved ann@x'],
      ['moved on', { b: ['ann@x'], rest: [] }, 'contactMoved ann@x'],
    ])('tells nothing of who had been seen there and was %s', async (_what, after, entry) => {
      const made = recorder({ a: ['ann@x'], b: [], rest: [] });
      const asOf = made.clock.now();
      made.read({ b: [], rest: [] });
      made.read({ b: [], rest: ['ann@x'] });
      made.read(after);
      await comeBack(made, asOf, { ...after, rest: ['ann@x'] });
      expect(told(made)).toEqual(['groupDeleted ', entry, 'whileAway ann']);
    });
  });
});

describe('many people by one edit', () => {
  const people = ['ann@x', 'ben@x', 'cid@x'].map((address) => ({ address, name: address.slice(0, 3) }));

  test('are one entry, mine, without a notification', async () => {
    const { read, wish, clock, notifier, history } = recorder({ a: [] });
    wish({ kind: 'membersAdd', groupId: 'a', groupName: 'Group a', people });
    read({ a: people.map(({ address }) => address) });
    await clock.advance(5_000);
    expect(history()).toMatchObject([
      {
        kind: 'contactsAdded',
        by: 'me',
        editId: 'e1',
        count: 3,
        details: ['ann', 'ben', 'cid'],
        address: null,
        contactName: null,
        undo: 'possible',
        kept: { people },
      },
    ]);
    expect(notifier.shown).toEqual([]);
  });

  test('moved are mine in the group they left and in the one they came to', () => {
    const { read, wish, history } = recorder({ a: ['ann@x', 'ben@x'], b: [] });
    wish({ kind: 'membersMove', from: 'a', to: 'b', people });
    read({ a: ['ann@x', 'ben@x'], b: ['ann@x', 'ben@x'] });
    read({ a: [], b: ['ann@x', 'ben@x'] });
    expect(history().map(({ kind, by, editId, groupId, count }) => [kind, by, editId, groupId, count])).toEqual([
      ['contactsAdded', 'me', 'e1', 'b', 2],
      ['contactsRemoved', 'me', 'e1', 'a', 2],
    ]);
  });

  test('that are read bit by bit are one entry in the end', () => {
    const { read, wish, settle, history } = recorder({ a: [] });
    wish({ kind: 'membersAdd', groupId: 'a', groupName: 'Group a', people });
    read({ a: ['ann@x'] });
    expect(history()).toMatchObject([{ kind: 'contactAdded', address: 'ann@x', editId: 'e1' }]);
    read({ a: ['ann@x', 'ben@x'] });
    read({ a: ['ann@x', 'ben@x', 'cid@x'] });
    settle();
    expect(history()).toHaveLength(1);
    expect(history()).toMatchObject([{ kind: 'contactsAdded', count: 3, address: null, kept: { people } }]);
  });

  test('whom somebody takes out meanwhile and the edit puts in again is told once more, by itself', () => {
    const { read, wish, history } = recorder({ a: [] });
    wish({ kind: 'membersAdd', groupId: 'a', groupName: 'Group a', people });
    read({ a: ['ann@x', 'ben@x'] });
    read({ a: ['ann@x'] });
    read({ a: ['ann@x', 'ben@x'] });
    read({ a: ['ann@x', 'ben@x', 'cid@x'] });
    expect(history().map(({ kind, address, count }) => [kind, address, count])).toEqual([
      ['contactsAdded', null, 3],
      ['contactRemoved', 'ben@x', 1],
      ['contactAdded', 'ben@x', 1],
    ]);
    expect(history()[0]?.kept?.people).toEqual(people);
  });

  test('into a group made for them: the group, and they', () => {
    const { read, wish, history } = recorder({});
    wish({ kind: 'membersAdd', groupId: null, groupName: 'group A', people });
    read({ a: people.map(({ address }) => address) });
    expect(history().map(({ kind, by }) => `${kind} ${by}`)).toEqual(['groupAdded me', 'contactsAdded me']);
  });

  test('of others are told one by one', () => {
    const { read, history } = recorder({ a: [] });
    read({ a: people.map(({ address }) => address) });
    expect(history().map(({ kind }) => kind)).toEqual(['contactAdded', 'contactAdded', 'contactAdded']);
  });
});

test('how undoing stands follows the list', () => {
  const { read, history } = recorder({ a: [] });
  const stands = () => history().map(({ undo }) => undo);
  read({ a: ['ann@x'] });
  expect(stands()).toEqual(['possible']);
  read({ a: [] });
  expect(stands()).toEqual(['changed', 'possible']);
  read({});
  expect(stands()).toEqual(['groupGone', 'groupGone', 'possible']);
});

test('how undoing stands follows the edits and whether the list may be changed', () => {
  const { store, read, history } = recorder({ a: [] });
  const stands = () => history().map(({ undo }) => undo);
  read({ a: ['ann@x'] });
  read({ a: ['ann@x', 'ben@x'] });
  const undoing = edit('e1', { kind: 'memberRemove', address: 'ann@x', name: 'Ann', groupId: 'a' });
  store.dispatch({ type: 'editPut', edit: { ...undoing, undoes: history()[0]?.id ?? '' } });
  expect(stands()).toEqual(['underWay', 'possible']);
  store.dispatch({ type: 'editGone', id: 'e1' });
  expect(stands()).toEqual(['possible', 'possible']);
  const { list } = store.state;
  store.dispatch(set('list', { ...list, readOnly: appError('ucwa.readOnly', 'Not now.') }));
  expect(stands()).toEqual(['readOnly', 'readOnly']);
  store.dispatch(set('list', list));
  expect(stands()).toEqual(['possible', 'possible']);
});
