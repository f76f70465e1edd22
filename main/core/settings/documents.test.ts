import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { set } from '../store/actions.ts';
import type { HistoryEntry } from '../store/state.ts';
import { drivenClock } from '../testing/clock.ts';
import { contact, contactData, edit, follow, group, testStore } from '../testing/entities.ts';
import { fakeDisk } from '../testing/ports.ts';
import { fakeLogger } from '../ucwa/testing.ts';
import { openDocuments } from './documents.ts';
import { nameFor } from './names.ts';
import { DEFAULT_SETTINGS } from './settings.ts';

const ANN = { address: 'ann@x', server: null, remember: true, kind: null };
const entry: HistoryEntry = {
  id: '1',
  at: 1,
  kind: 'groupAdded',
  by: 'other',
  groupId: 'a',
  groupName: 'A',
  from: null,
  address: null,
  contactName: null,
  count: 1,
  details: [],
  changes: [],
  editId: null,
  undo: 'unknown',
  kept: null,
};
const unsettled = edit('1', { kind: 'note', message: 'x' }, { status: 'waiting' });

const CACHE = nameFor('cache', 'ann@x');
const DATA = nameFor('account-data', 'ann@x');
const JOURNAL = nameFor('journal', 'ann@x');
const KEPT = { signInAtStart: true, proven: true, found: null, foundUnder: null, mutedGroups: [] };

const FULL = {
  settings: {
    version: 3,
    settings: { ...DEFAULT_SETTINGS, theme: 'dark' },
    accounts: [{ ...ANN, ...KEPT }],
    account: 'ann@x',
    endpointId: 'e',
    medium: 'xml',
  },
  [CACHE]: { address: 'ann@x', asOf: 5, groups: [group('a')], contacts: [contact('ben@x', ['a'])], told: '1' },
  [DATA]: {
    address: 'ann@x',
    follows: [{ kind: 'contact', target: 'ben@x', name: 'Ben' }],
    history: [entry],
    sharingConfirmed: [],
  },
  [JOURNAL]: { address: 'ann@x', edits: [unsettled] },
};

function documents(
  contents: Record<string, unknown> = {},
  prepare: (disk: ReturnType<typeof fakeDisk>) => void = () => {},
) {
  const disk = fakeDisk(contents);
  prepare(disk);
  const store = testStore();
  const clock = drivenClock();
  const logger = fakeLogger();
  const made = openDocuments(store, disk, clock, logger);
  const signIn = (): void => {
    store.dispatch(set('account', ANN));
    made.restore('ann@x');
  };
  return { disk, store, clock, logger, documents: made, signIn };
}

const listed = () => ({
  type: 'listRead' as const,
  groups: [group('a')],
  members: [{ groupId: 'a', contacts: [contactData('ben@x')] }],
});

describe('opening', () => {
  test('shows the settings and the account, and writes nothing', async () => {
    const { store, documents: made, disk, clock } = documents(FULL);
    expect(store.state.settings.theme).toBe('dark');
    expect(store.state.account).toEqual(ANN);
    expect(made.kept).toEqual({ endpointId: 'e', trustedHosts: {}, medium: 'xml' });
    expect(made.ofAccount('ann@x')).toEqual(KEPT);
    expect(store.state.accounts).toEqual([ANN]);
    expect(store.state.notice).toBeNull();
    await clock.advance(60_000);
    expect(disk.saves).toEqual([]);
  });

  test('settings that cannot be read are reset, and the user is told', () => {
    const { store } = documents(FULL, (disk) => disk.corrupt.add('settings'));
    expect(store.state.settings).toEqual(DEFAULT_SETTINGS);
    expect(store.state.notice?.code).toBe('settings.reset');
  });
});

describe('saving', () => {
  test('settings and account at once, with what is kept besides', () => {
    const { store, disk, signIn } = documents(FULL);
    store.dispatch(set('settings', { ...store.state.settings, theme: 'light' }));
    expect(disk.read('settings')).toMatchObject({
      settings: { theme: 'light' },
      account: 'ann@x',
      accounts: [{ ...ANN, ...KEPT }],
      endpointId: 'e',
    });
    signIn();
    expect(disk.saves).toEqual(['settings']);
  });

  test('what is kept besides, at once', () => {
    const { documents: made, disk } = documents(FULL);
    made.keep({ endpointId: 'new' });
    expect(made.kept).toEqual({ endpointId: 'new', trustedHosts: {}, medium: 'xml' });
    expect(disk.read('settings')).toMatchObject({ endpointId: 'new', medium: 'xml', settings: { theme: 'dark' } });
  });

  test('the list a while after it last changed', async () => {
    const { store, disk, signIn, clock } = documents();
    signIn();
    disk.saves.length = 0;
    store.dispatch(listed(), set('list', { state: 'current', asOf: 7, readOnly: null }));
    await clock.advance(1_000);
    store.dispatch({ type: 'contactsRead', contacts: [contactData('ben@x', { title: 'Chief' })] });
    await clock.advance(1_500);
    expect(disk.saves).toEqual([]);
    await clock.advance(1_000);
    expect(disk.saves).toEqual([CACHE]);
    expect(disk.read(CACHE)).toEqual({
      address: 'ann@x',
      asOf: 7,
      groups: [group('a')],
      contacts: [contact('ben@x', ['a'], { title: 'Chief' })],
      told: null,
    });
    expect(clock.timers).toBe(0);
  });

  test('the list for a group alone, or for when it was read', async () => {
    const { store, disk, signIn, clock } = documents();
    signIn();
    store.dispatch(listed(), set('list', { state: 'current', asOf: 7, readOnly: null }));
    await clock.advance(2_000);
    store.dispatch({ type: 'listRead', groups: [group('a', { name: 'Renamed' })], members: [] });
    await clock.advance(2_000);
    expect(disk.read(CACHE)).toMatchObject({ asOf: 7, groups: [{ name: 'Renamed' }] });
    store.dispatch(set('list', { state: 'current', asOf: 8, readOnly: null }));
    await clock.advance(2_000);
    expect(disk.read(CACHE)).toMatchObject({ asOf: 8 });
  });

  test('a list that was never read in full is not kept', async () => {
    const { store, disk, signIn, clock } = documents();
    signIn();
    store.dispatch(listed());
    await clock.advance(60_000);
    expect(disk.files.has(CACHE)).toBe(false);
  });

  test('wishes and history, without how they stand on the server', async () => {
    const { store, disk, signIn, clock } = documents();
    signIn();
    store.dispatch({
      type: 'followPut',
      follow: follow('contact', 'ben@x', { status: 'held', until: 9, name: 'Ben' }),
    });
    store.dispatch({ type: 'historyAdded', entries: [entry] });
    await clock.advance(1_000);
    expect(disk.read(DATA)).toEqual(FULL[DATA]);
  });

  test('a change that is told is on the disk with the list it led to, before anybody is notified', async () => {
    const { store, clock, disk, signIn } = documents();
    signIn();
    disk.saves.length = 0;
    store.dispatch(listed(), set('list', { state: 'current', asOf: 5, readOnly: null }));
    for (const id of ['1', '2']) {
      store.dispatch({ type: 'historyAdded', entries: [{ ...entry, id }] });
      // What goes on changing must not put the writing off for ever.
      await clock.advance(150);
    }
    expect(disk.saves).toEqual([DATA, CACHE]);
  });

  test('how a wish stands is no reason to write', async () => {
    const { store, disk, signIn, clock } = documents();
    signIn();
    store.dispatch({ type: 'followPut', follow: follow('contact', 'ben@x') });
    await clock.advance(60_000);
    disk.saves.length = 0;
    store.dispatch({ type: 'followPut', follow: follow('contact', 'ben@x', { status: 'held', until: 9 }) });
    store.dispatch({ type: 'presenceRead', presence: [{ address: 'ben@x', asOf: 1 }] });
    await clock.advance(60_000);
    expect(disk.saves).toEqual([]);
    store.dispatch({ type: 'followGone', key: 'contact:ben@x' });
    await clock.advance(60_000);
    expect(disk.read(DATA)).toMatchObject({ follows: [] });
  });

  test('the journal before it returns', () => {
    const { documents: made, disk, signIn } = documents();
    signIn();
    made.saveJournal([unsettled]);
    expect(disk.read(JOURNAL)).toEqual({ address: 'ann@x', edits: [unsettled] });
  });

  test('nothing of an account while there is none', async () => {
    const { store, documents: made, disk, clock } = documents();
    store.dispatch(listed(), set('list', { state: 'current', asOf: 7, readOnly: null }));
    store.dispatch({ type: 'historyAdded', entries: [entry] });
    made.saveJournal([unsettled]);
    await clock.advance(60_000);
    expect(disk.files.size).toBe(0);
  });

  test('flush writes at once what is due, once', async () => {
    const { store, documents: made, disk, signIn, clock } = documents();
    signIn();
    store.dispatch(listed(), set('list', { state: 'current', asOf: 7, readOnly: null }));
    store.dispatch({ type: 'historyAdded', entries: [entry] });
    disk.saves.length = 0;
    made.flush();
    made.flush();
    expect(disk.saves).toEqual([DATA, CACHE]);
    expect(clock.timers).toBe(0);
    await clock.advance(60_000);
    expect(disk.saves).toHaveLength(2);
  });
});

describe('a full disk', () => {
  test('the user is told, once, and nothing breaks', async () => {
    const { store, documents: made, disk, signIn, clock, logger } = documents();
    disk.full = true;
    signIn();
    expect(store.state.notice?.message).toContain('disk');
    const { revision } = store.state;
    made.saveJournal([unsettled]);
    made.keep({ endpointId: 'x' });
    expect(store.state.revision).toBe(revision);
    store.dispatch({ type: 'historyAdded', entries: [entry] });
    await clock.advance(60_000);
    expect(logger.lines.length).toBeGreaterThan(2);
    expect(logger.lines.join()).not.toContain('ann@x');
    disk.full = false;
    made.keep({ endpointId: 'y' });
    expect(disk.read('settings')).toMatchObject({ account: 'ann@x', accounts: [ANN], endpointId: 'y' });
  });
});

describe('restoring', () => {
  test('brings list, wishes and history back, and hands out what is unsettled', () => {
    const { store, documents: made } = documents(FULL);
    expect(made.restore('ann@x')).toEqual([unsettled]);
    expect(store.state.list).toEqual({ state: 'cached', asOf: 5, readOnly: null });
    expect([...store.state.groups.keys()]).toEqual(['a']);
    expect([...store.state.contacts.keys()]).toEqual(['ben@x']);
    expect([...store.state.follows.values()]).toEqual([
      follow('contact', 'ben@x', { name: 'Ben', status: 'waiting', until: null, error: null }),
    ]);
    expect([...store.state.history.values()]).toEqual([entry]);
  });

  test('nothing of another account', () => {
    const { store, documents: made } = documents(FULL);
    expect(made.restore('ben@x')).toEqual([]);
    expect(store.state.list.state).toBe('none');
    expect(store.state.groups.size + store.state.follows.size + store.state.history.size).toBe(0);
  });

  test.each([
    [JOURNAL, 'not sent'],
    [DATA, 'follow'],
  ])('%s cannot be read: the user is told, the rest is there', (name, words) => {
    const { store, documents: made } = documents(FULL, (disk) => disk.corrupt.add(name));
    const edits = made.restore('ann@x');
    expect(store.state.notice).toMatchObject({ code: 'data.reset' });
    expect(store.state.notice?.message).toContain(words);
    expect(store.state.groups.size).toBe(1);
    expect([edits.length, store.state.follows.size]).toEqual(name === JOURNAL ? [0, 1] : [1, 0]);
  });

  test('a list that cannot be read is no matter: it is read again', () => {
    const { store, documents: made } = documents(FULL, (disk) => disk.corrupt.add(CACHE));
    expect(made.restore('ann@x')).toHaveLength(1);
    expect(store.state.notice).toBeNull();
    expect(store.state.list.state).toBe('none');
  });

  test('whatever the documents hold, it does not throw, and the store can go on with it', () => {
    const row = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom(group('a'), contact('ben@x', ['a']), entry, unsettled, {
        kind: 'contact',
        target: 'ben@x',
        name: 'Ben',
      }),
    );
    const rows = fc.oneof(fc.array(row), fc.jsonValue());
    const told = fc.constantFrom(null, '1', undefined);
    const whole = fc.record({ address: fc.constant('ann@x'), asOf: fc.integer(), groups: rows, contacts: rows, told });
    const data = fc.record({ address: fc.constant('ann@x'), follows: rows, history: rows });
    const journal = fc.record({ address: fc.constant('ann@x'), edits: rows });
    fc.assert(
      fc.property(whole, data, journal, (cache, accountData, edits) => {
        const { store, documents: made } = documents({
          ...FULL,
          [CACHE]: cache,
          [DATA]: accountData,
          [JOURNAL]: edits,
        });
        for (const one of made.restore('ann@x')) expect(typeof one.wish.kind).toBe('string');
        store.dispatch(listed(), { type: 'presenceLive', addresses: new Set(['ben@x']) });
        store.dispatch({ type: 'historyAdded', entries: [entry] });
        expect(store.state.contacts.get('ben@x')?.groups).toEqual(['a']);
      }),
      { numRuns: 300 },
    );
  });
});

describe('several accounts', () => {
  test('a mistyped address does not overwrite what the right one has kept', async () => {
    const { store, documents: made, disk, clock } = documents(FULL);
    made.restore('ann@x');
    await clock.advance(60_000);
    made.flush();
    store.dispatch({ type: 'accountCleared' });
    store.dispatch(set('account', { ...ANN, address: 'amn@x' }));
    made.restore('amn@x');
    await clock.advance(60_000);
    expect(disk.read(DATA)).toEqual(FULL[DATA]);
    expect(disk.read(JOURNAL)).toEqual(FULL[JOURNAL]);
    expect(disk.read(CACHE)).toEqual(FULL[CACHE]);
  });

  test('an own list of wishes that became empty is written', async () => {
    const { store, documents: made, disk, clock } = documents(FULL);
    made.restore('ann@x');
    store.dispatch({ type: 'followGone', key: 'contact:ben@x' }, { type: 'historyCleared' });
    await clock.advance(60_000);
    expect(disk.read(DATA)).toEqual({ address: 'ann@x', follows: [], history: [], sharingConfirmed: [] });
  });
});

test('forgetting removes everything of the account, and nothing of it comes back', async () => {
  const { store, documents: made, disk, clock } = documents(FULL);
  made.restore('ann@x');
  store.dispatch({ type: 'accountCleared' });
  made.forget('ann@x');
  expect([...disk.files.keys()]).toEqual(['settings']);
  expect(clock.timers).toBe(0);
  made.flush();
  await clock.advance(60_000);
  expect([...disk.files.keys()]).toEqual(['settings']);
  expect(disk.read('settings')).toMatchObject({ account: null, settings: { theme: 'dark' } });
});
