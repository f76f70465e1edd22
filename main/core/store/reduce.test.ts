import { describe, expect, test } from 'vitest';
import { appError } from '../result.ts';
import {
  contact,
  contactData,
  edit,
  follow,
  group,
  historyEntry,
  phone,
  presence,
  testStore,
} from '../testing/entities.ts';
import { set, type Action } from './actions.ts';
import { HISTORY_LIMIT, KEPT_PEOPLE_LIMIT, reduce } from './reduce.ts';
import type { HistoryEntry, State } from './state.ts';
import type { Store } from './store.ts';

const ann = contactData('ann@example.org');
const ben = contactData('ben@example.org');

function stored(...actions: Action[]): Store {
  const store = testStore();
  store.dispatch(...actions);
  return store;
}

/** Ann in sales and team, Ben in sales. */
function list(): Store {
  return stored({
    type: 'listRead',
    groups: [group('sales'), group('team')],
    members: [
      { groupId: 'sales', contacts: [ann, ben] },
      { groupId: 'team', contacts: [ann] },
    ],
  });
}

function groupsOf(state: State, address: string): readonly string[] | undefined {
  return state.contacts.get(address)?.groups;
}

function history(id: string): HistoryEntry {
  return historyEntry(id, { kind: 'groupAdded', groupId: 'g', groupName: 'G' });
}

test('of the people kept for undoing, those of the oldest entries go first', () => {
  const people = Array.from({ length: KEPT_PEOPLE_LIMIT / 2 }, (_, n) => ({ address: `p${n}@x`, name: '' }));
  const store = testStore();
  const entries = ['1', '2', '3'].map((id) =>
    historyEntry(id, { kept: { fromId: 'a', people, orphans: ['p@x'], undone: false } }),
  );
  store.dispatch({ type: 'historyAdded', entries });
  expect([...store.state.history.values()].map(({ kept }) => kept?.orphans?.length)).toEqual([undefined, 1, 1]);
  expect([...store.state.history.values()].map(({ kept }) => [kept?.fromId, kept?.people?.length])).toEqual([
    ['a', undefined],
    ['a', people.length],
    ['a', people.length],
  ]);
});

test('neither state nor actions are touched', () => {
  const store = list();
  const before = structuredClone({ groups: store.state.groups, contacts: store.state.contacts });
  reduce(store.state, [{ type: 'listRead', groups: [], members: [] }]);
  expect({ groups: store.state.groups, contacts: store.state.contacts }).toEqual(before);
});

test('set: one slice gets a new value', () => {
  const store = stored(set('notice', appError('internal', 'x')));
  expect(store.state.notice?.message).toBe('x');
});

describe('listRead', () => {
  test('puts groups and people with the ids of their groups, sorted', () => {
    const { state } = list();
    expect([...state.groups.keys()]).toEqual(['sales', 'team']);
    expect(groupsOf(state, ann.address)).toEqual(['sales', 'team']);
    expect(groupsOf(state, ben.address)).toEqual(['sales']);
  });

  test('a group that is gone takes its members along, those of other groups stay', () => {
    const store = list();
    store.dispatch({ type: 'listRead', groups: [group('team')], members: [] });
    expect(groupsOf(store.state, ann.address)).toEqual(['team']);
    expect(store.state.contacts.has(ben.address)).toBe(false);
  });

  test('without a list of groups none goes', () => {
    const store = list();
    store.dispatch({ type: 'listRead', groups: null, members: [{ groupId: 'sales', contacts: [ben] }] });
    expect([...store.state.groups.keys()]).toEqual(['sales', 'team']);
    expect(groupsOf(store.state, ann.address)).toEqual(['team']);
  });

  test('members of a group that is not on the list are not taken', () => {
    const store = list();
    store.dispatch({
      type: 'listRead',
      groups: null,
      members: [{ groupId: 'strange', contacts: [contactData('x@y')] }],
    });
    expect(store.state.contacts.has('x@y')).toBe(false);
  });

  test('somebody in no group leaves with the presence, unless followed', () => {
    const store = list();
    store.dispatch(
      { type: 'followPut', follow: follow('contact', ben.address) },
      { type: 'presenceRead', presence: [ann, ben].map(({ address }) => ({ address, asOf: 5 })) },
    );
    store.dispatch({ type: 'listRead', groups: [], members: [] });
    expect([...store.state.contacts.keys()]).toEqual([ben.address]);
    expect(groupsOf(store.state, ben.address)).toEqual([]);
    expect([...store.state.presence.keys()]).toEqual([ben.address]);
  });

  test('the same list again is no change; what is untouched keeps its identity', () => {
    const store = list();
    const before = store.state.contacts.get(ann.address);
    const again = reduce(store.state, [
      {
        type: 'listRead',
        groups: [group('sales'), group('team')],
        members: [
          { groupId: 'team', contacts: [{ ...ann }] },
          { groupId: 'sales', contacts: [{ ...ben }, { ...ann }] },
        ],
      },
    ]);
    expect(again).toEqual([]);
    store.dispatch({ type: 'listRead', groups: null, members: [{ groupId: 'sales', contacts: [ann] }] });
    expect(store.state.contacts.get(ann.address)).toBe(before);
  });

  test('new facts about a person come along with the members', () => {
    const store = list();
    const renamed = { ...ann, name: 'Ann Other' };
    store.dispatch({ type: 'listRead', groups: null, members: [{ groupId: 'team', contacts: [renamed] }] });
    expect(store.state.contacts.get(ann.address)).toEqual({ ...renamed, groups: ['sales', 'team'] });
  });

  test('somebody named twice in one group is in it once', () => {
    const store = list();
    store.dispatch({ type: 'listRead', groups: null, members: [{ groupId: 'team', contacts: [ann, ann] }] });
    expect(groupsOf(store.state, ann.address)).toEqual(['sales', 'team']);
  });
});

test('listCached: shows the list from disk with its time', () => {
  const { state } = stored({
    type: 'listCached',
    groups: [group('sales')],
    contacts: [contact(ann.address, ['sales'])],
    asOf: 77,
  });
  expect(state.list).toEqual({ state: 'cached', asOf: 77, readOnly: null });
  expect(groupsOf(state, ann.address)).toEqual(['sales']);
});

test('contactsRead: changes what a person is, not where', () => {
  const store = list();
  store.dispatch({ type: 'contactsRead', contacts: [{ ...ann, title: 'Chief' }] });
  expect(store.state.contacts.get(ann.address)).toEqual({ ...ann, title: 'Chief', groups: ['sales', 'team'] });
});

describe('presenceRead', () => {
  test('parts are put together', () => {
    const store = list();
    store.dispatch({
      type: 'presenceRead',
      presence: [
        { address: ann.address, asOf: 5, availability: 'Busy', activity: 'in-a-meeting', lastActive: 3 },
        { address: ann.address, asOf: 6, note: 'Hello' },
      ],
    });
    store.dispatch({ type: 'presenceRead', presence: [{ address: ann.address, asOf: 7, location: 'Home' }] });
    expect(store.state.presence.get(ann.address)).toEqual({
      availability: 'Busy',
      activity: 'in-a-meeting',
      lastActive: 3,
      note: 'Hello',
      location: 'Home',
      asOf: 7,
      live: false,
    });
  });

  test('a live row that is read again with the same content does not change', () => {
    const store = stored(
      { type: 'presenceLive', addresses: new Set([ann.address]) },
      { type: 'presenceRead', presence: [{ address: ann.address, asOf: 5, availability: 'Busy' }] },
    );
    const { revision } = store.state;
    store.dispatch({ type: 'presenceRead', presence: [{ address: ann.address, asOf: 9, availability: 'Busy' }] });
    expect(store.state.revision).toBe(revision);
  });

  test('a snapshot read again gets its new time', () => {
    const store = stored({ type: 'presenceRead', presence: [{ address: ann.address, asOf: 5, availability: 'Busy' }] });
    store.dispatch({ type: 'presenceRead', presence: [{ address: ann.address, asOf: 9, availability: 'Busy' }] });
    expect(store.state.presence.get(ann.address)?.asOf).toBe(9);
  });

  test('the first reading counts even if it tells nothing', () => {
    const store = stored({ type: 'presenceLive', addresses: new Set([ann.address]) });
    store.dispatch({ type: 'presenceRead', presence: [{ address: ann.address, asOf: 9, availability: 'Unknown' }] });
    expect(store.state.presence.get(ann.address)).toEqual(presence({ availability: 'Unknown', asOf: 9, live: true }));
  });
});

describe('presenceLive', () => {
  test('who is covered is live, everybody else a snapshot that keeps what is known', () => {
    const store = stored({
      type: 'presenceRead',
      presence: [
        { address: ann.address, asOf: 5, availability: 'Busy' },
        { address: ben.address, asOf: 5, availability: 'Away' },
      ],
    });
    store.dispatch({ type: 'presenceLive', addresses: new Set([ann.address]) });
    expect(store.state.presence.get(ann.address)?.live).toBe(true);
    store.dispatch({ type: 'presenceLive', addresses: new Set([ben.address]) });
    expect(store.state.presence.get(ann.address)).toEqual(presence({ availability: 'Busy', asOf: 5 }));
    expect(store.state.presence.get(ben.address)).toEqual(presence({ availability: 'Away', asOf: 5, live: true }));
  });

  test('somebody not read yet gets a row that says so', () => {
    const { state } = stored({ type: 'presenceLive', addresses: new Set([ann.address]) });
    expect(state.presence.get(ann.address)).toEqual(presence({ availability: 'Unknown', asOf: 0, live: true }));
  });
});

test('phonesRead: the rows are exactly those read, and the section is ready', () => {
  const store = stored(set('phonesAccess', { state: 'failed', error: appError('internal', 'x'), asOf: null }), {
    type: 'phonesRead',
    phones: [phone('work'), phone('home')],
    at: 3,
  });
  store.dispatch({ type: 'phonesRead', phones: [phone('home', { visible: true })], at: 4 });
  expect([...store.state.phones]).toEqual([['home', phone('home', { visible: true })]]);
  expect(store.state.phonesAccess).toEqual({ state: 'ready', error: null, asOf: 4 });
});

describe('follows', () => {
  test('are kept by kind and target', () => {
    const { state } = stored(
      { type: 'followPut', follow: follow('contact', ann.address) },
      { type: 'followPut', follow: follow('group', 'sales') },
    );
    expect([...state.follows.keys()]).toEqual([`contact:${ann.address}`, 'group:sales']);
  });

  test('taken back, somebody in no group leaves; somebody in a group stays', () => {
    const store = list();
    store.dispatch(
      { type: 'followPut', follow: follow('contact', ben.address) },
      { type: 'followPut', follow: follow('contact', ann.address) },
      { type: 'listRead', groups: [group('team')], members: [] },
      { type: 'followGone', key: `contact:${ben.address}` },
      { type: 'followGone', key: `contact:${ann.address}` },
    );
    expect([...store.state.contacts.keys()]).toEqual([ann.address]);
  });

  test('taken back, presence of somebody who was only followed leaves too', () => {
    const store = stored(
      { type: 'followPut', follow: follow('contact', ben.address) },
      { type: 'presenceLive', addresses: new Set([ben.address]) },
    );
    store.dispatch({ type: 'followGone', key: `contact:${ben.address}` });
    expect(store.state.presence.size).toBe(0);
  });

  test('a group taken back leaves its people alone', () => {
    const store = list();
    store.dispatch({ type: 'followPut', follow: follow('group', 'sales') });
    store.dispatch({ type: 'followGone', key: 'group:sales' });
    expect(store.state.follows.size).toBe(0);
    expect(store.state.contacts.size).toBe(2);
  });
});

test('edits are put, replaced and taken away', () => {
  const store = stored({ type: 'editPut', edit: edit('1', { kind: 'note', message: 'x' }) });
  store.dispatch({ type: 'editPut', edit: edit('1', { kind: 'note', message: 'x' }, { status: 'failed' }) });
  expect(store.state.edits.get('1')?.status).toBe('failed');
  store.dispatch({ type: 'editGone', id: '1' });
  expect(store.state.edits.size).toBe(0);
});

describe('history', () => {
  test('keeps the newest entries and lets the oldest go', () => {
    const ids = Array.from({ length: HISTORY_LIMIT + 3 }, (_, index) => String(index).padStart(6, '0'));
    // The newest come first, as a document written by hand may have them: age is told by the id.
    const { state } = stored({ type: 'historyAdded', entries: ids.toReversed().map(history) });
    expect(state.history.size).toBe(HISTORY_LIMIT);
    expect([...state.history.keys()].sort()).toEqual(ids.slice(3));
  });

  test('cleared it is empty', () => {
    const store = stored({ type: 'historyAdded', entries: [history('1'), history('2')] });
    store.dispatch({ type: 'historyCleared' });
    expect(store.state.history.size).toBe(0);
  });
});

test('accountCleared: everything of the account goes, settings and connection stay', () => {
  const store = list();
  store.dispatch(
    set('account', { address: ann.address, server: null, remember: true, kind: null }),
    set('me', {
      ...{ address: ann.address, name: 'Ann', title: null, department: null },
      ...{ availability: 'Online', activity: null, note: null, canSetAvailability: true },
    }),
    set('list', { state: 'current', asOf: 3, readOnly: null }),
    set('connection', { phase: 'connecting' }),
    set('settings', { ...store.state.settings, theme: 'dark' }),
    { type: 'presenceLive', addresses: new Set([ann.address]) },
    { type: 'phonesRead', phones: [phone('work')], at: 3 },
    { type: 'followPut', follow: follow('group', 'sales') },
    { type: 'editPut', edit: edit('1', { kind: 'note', message: 'x' }) },
    { type: 'historyAdded', entries: [history('1')] },
  );
  store.dispatch({ type: 'accountCleared' });
  const { state } = store;
  const rows = (['groups', 'contacts', 'presence', 'phones', 'follows', 'edits', 'history'] as const).map(
    (table) => state[table].size,
  );
  expect(rows).toEqual([0, 0, 0, 0, 0, 0, 0]);
  expect(state).toMatchObject({
    account: null,
    me: null,
    list: { state: 'none', asOf: null },
    phonesAccess: { state: 'unknown', asOf: null },
    connection: { phase: 'connecting' },
    settings: { theme: 'dark' },
  });
});

test('the account in use is one of the accounts, in the same words, and stays one when it is left', () => {
  const account = { address: ann.address, server: null, remember: true, kind: null };
  const other = { ...account, address: ben.address };
  const store = stored(set('accounts', [account, other]), set('account', { ...account, kind: 'windows' }));
  expect(store.state.accounts).toEqual([{ ...account, kind: 'windows' }, other]);
  store.dispatch({ type: 'accountCleared' }, set('account', { ...account, address: 'cid@example.org' }));
  expect(store.state.accounts.map(({ address }) => address)).toEqual([ann.address, ben.address, 'cid@example.org']);
});
