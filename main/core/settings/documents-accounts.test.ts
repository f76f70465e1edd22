/** Several accounts beside each other on one disk, and the documents of the version that knew only one. */
import { describe, expect, test } from 'vitest';
import { set } from '../store/actions.ts';
import type { Account } from '../store/state.ts';
import { drivenClock } from '../testing/clock.ts';
import { contact, edit, follow, group, testStore } from '../testing/entities.ts';
import { fakeDisk } from '../testing/ports.ts';
import { fakeLogger } from '../ucwa/testing.ts';
import { openDocuments } from './documents.ts';
import { nameFor } from './names.ts';
import { DEFAULT_SETTINGS } from './settings.ts';

const ANN: Account = { address: 'ann@x', server: null, remember: true, kind: null };
const BEN: Account = { address: 'ben@x', server: null, remember: false, kind: 'windows' };
const NOTHING = { signInAtStart: false, proven: false, found: null, foundUnder: null, mutedGroups: [] };
const unsettled = (id: string) => edit(id, { kind: 'note', message: id }, { status: 'waiting' });

/** As the first version wrote them. */
const OLD = {
  settings: { settings: { ...DEFAULT_SETTINGS, theme: 'dark' }, account: ANN, endpointId: 'e', signInAtStart: true },
  cache: { address: 'ann@x', asOf: 5, groups: [group('a')], contacts: [contact('ben@x', ['a'])] },
  'account-data': { address: 'ann@x', follows: [{ kind: 'contact', target: 'ben@x', name: 'Ben' }], history: [] },
  journal: { address: 'ann@x', edits: [unsettled('1')] },
};
const OWN = (['cache', 'account-data', 'journal'] as const).map((what) => nameFor(what, 'ann@x'));

function documents(
  contents: Record<string, unknown> = {},
  prepare: (disk: ReturnType<typeof fakeDisk>) => void = () => {},
) {
  const disk = fakeDisk(contents);
  prepare(disk);
  const store = testStore();
  const clock = drivenClock();
  const made = openDocuments(store, disk, clock, fakeLogger());
  const enter = (account: Account) => {
    store.dispatch({ type: 'accountCleared' });
    store.dispatch(set('account', account));
    return made.restore(account.address);
  };
  return { disk, store, clock, documents: made, enter };
}

describe('documents of the version with one account', () => {
  test('belong to that account from then on, under its name', () => {
    const { documents: made, disk, store } = documents(OLD);
    expect(store.state).toMatchObject({ account: ANN, accounts: [ANN], settings: { theme: 'dark' } });
    expect(made.ofAccount('ann@x')).toEqual({ ...NOTHING, signInAtStart: true, proven: true });
    expect(made.restore('ann@x')).toEqual([unsettled('1')]);
    expect(store.state.follows.size + store.state.groups.size).toBe(2);
    expect([...disk.files.keys()].sort()).toEqual(['settings', ...OWN].sort());
    const again = documents(Object.fromEntries([...disk.files.keys()].map((name) => [name, disk.read(name)])));
    expect(again.documents.restore('ann@x')).toEqual([unsettled('1')]);
  });

  test('are no concern of another account, which leaves them where they are', () => {
    const { disk, enter } = documents(OLD);
    expect(enter(BEN)).toEqual([]);
    expect(disk.read('journal')).toEqual(OLD.journal);
    expect(enter(ANN)).toEqual([unsettled('1')]);
  });

  test('do not come back over newer ones', () => {
    const newer = { address: 'ann@x', edits: [unsettled('2')] };
    const { documents: made } = documents({ ...OLD, [nameFor('journal', 'ann@x')]: newer });
    expect(made.restore('ann@x')).toEqual([unsettled('2')]);
  });

  test('stay while the disk takes no others', () => {
    const { documents: made, disk } = documents(OLD, (full) => (full.full = true));
    expect(made.restore('ann@x')).toEqual([unsettled('1')]);
    expect(disk.read('journal')).toEqual(OLD.journal);
  });

  test('that cannot be read: the user is told', () => {
    const { documents: made, store } = documents(OLD, (disk) => disk.corrupt.add('journal'));
    expect(made.restore('ann@x')).toEqual([]);
    expect(store.state.notice?.message).toContain('not sent');
  });

  test('are forgotten with their account, opened or not', () => {
    const { documents: made, disk } = documents(OLD);
    made.forget('ben@x');
    expect(disk.files.size).toBe(4);
    made.forget('ann@x');
    expect([...disk.files.keys()]).toEqual(['settings']);
  });
});

describe('changing from one account to another and back', () => {
  test('nothing of either is lost or mixed up', async () => {
    const { store, documents: made, clock, enter, disk } = documents();
    enter(ANN);
    store.dispatch({ type: 'followPut', follow: follow('contact', 'cid@x') });
    made.saveJournal([unsettled('1')]);
    made.flush();
    expect(enter(BEN)).toEqual([]);
    store.dispatch({ type: 'followPut', follow: follow('contact', 'dee@x') });
    made.saveJournal([unsettled('2')]);
    made.flush();
    expect(enter(ANN)).toEqual([unsettled('1')]);
    expect([...store.state.follows.keys()]).toEqual(['contact:cid@x']);
    await clock.advance(60_000);
    expect(enter(BEN)).toEqual([unsettled('2')]);
    expect([...store.state.follows.keys()]).toEqual(['contact:dee@x']);
    expect(disk.read('settings')).toMatchObject({ account: 'ben@x', accounts: [ANN, BEN] });
  });

  test('while an account is in use whose things were not read yet, they are not written over', async () => {
    const { store, documents: made, clock, enter, disk } = documents();
    enter(ANN);
    store.dispatch({ type: 'followPut', follow: follow('contact', 'cid@x') });
    made.saveJournal([unsettled('1')]);
    made.flush();
    enter(BEN);
    store.dispatch({ type: 'accountCleared' });
    store.dispatch(set('account', ANN));
    expect(made.opened).toBeNull();
    made.saveJournal([]);
    store.dispatch({ type: 'followGone', key: 'contact:cid@x' }, { type: 'historyCleared' });
    made.flush();
    await clock.advance(60_000);
    expect(disk.read(nameFor('account-data', 'ann@x'))).toMatchObject({ follows: [{ target: 'cid@x' }] });
    expect(made.restore('ann@x')).toEqual([unsettled('1')]);
  });

  test('what is kept of each is its own', () => {
    const { documents: made, enter, disk } = documents();
    const found = { applicationsUrl: 'https://pool.x/a', origins: ['https://pool.x'], at: 5 };
    enter(ANN);
    made.keepOfAccount('ann@x', { signInAtStart: true });
    enter(BEN);
    made.keepOfAccount('ben@x', { found, proven: true });
    expect(made.ofAccount('ann@x')).toEqual({ ...NOTHING, signInAtStart: true });
    expect(disk.read('settings')).toMatchObject({
      version: 3,
      accounts: [
        { address: 'ann@x', signInAtStart: true, found: null },
        { address: 'ben@x', signInAtStart: false, found },
      ],
    });
    disk.saves.length = 0;
    made.keepOfAccount('ben@x', { found: { ...found }, proven: true });
    expect(disk.saves).toEqual([]);
  });

  test('so are its muted groups: the same id may be another group elsewhere', () => {
    const { documents: made, store, enter, disk } = documents();
    const mute = (id: string) =>
      store.dispatch(set('settings', { ...store.state.settings, mutedGroups: [{ id, until: null }] }));
    const kept = () => (disk.read('settings') as { accounts: unknown }).accounts;
    enter(ANN);
    mute('a');
    enter(BEN);
    expect(store.state.settings.mutedGroups).toEqual([]);
    mute('b');
    expect(kept()).toMatchObject([{ mutedGroups: [{ id: 'a' }] }, { mutedGroups: [{ id: 'b' }] }]);
    expect((disk.read('settings') as { settings: object }).settings).not.toHaveProperty('mutedGroups');
    enter(ANN);
    expect(store.state.settings.mutedGroups).toEqual([{ id: 'a', until: null }]);
    made.forget('ben@x');
    enter(BEN);
    expect(store.state.settings.mutedGroups).toEqual([]);
  });

  test('has tells whether anything lies on the disk', () => {
    const { documents: made, enter } = documents(OLD);
    expect([made.has('ann@x'), made.has('ben@x')]).toEqual([true, false]);
    enter(BEN);
    made.saveJournal([unsettled('2')]);
    expect(made.has('ben@x')).toBe(true);
    made.keepOfAccount('ben@x', { proven: true });
    made.forget('ben@x');
    expect(made.has('ben@x')).toBe(false);
    expect(made.ofAccount('ben@x').proven).toBe(false);
  });
});
