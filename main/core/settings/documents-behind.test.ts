/** The list is written while the app goes on; what must be on the disk by then is. */
import { expect, test } from 'vitest';
import { set } from '../store/actions.ts';
import { drivenClock } from '../testing/clock.ts';
import { contactData, edit, group, historyEntry, testStore } from '../testing/entities.ts';
import { fakeDisk } from '../testing/ports.ts';
import { fakeLogger } from '../ucwa/testing.ts';
import { openDocuments } from './documents.ts';
import { nameFor } from './names.ts';

const ANN = { address: 'ann@x', server: null, remember: true, kind: null };
const CACHE = nameFor('cache', 'ann@x');

/** A list that is being written to a disk that takes its time. */
async function writing() {
  const disk = fakeDisk();
  const ends: (() => void)[] = [];
  disk.saveBehind = (name, value, isWanted) =>
    new Promise((resolve) => {
      ends.push(() => {
        if (isWanted()) disk.save(name, value);
        resolve();
      });
    });
  const store = testStore();
  const clock = drivenClock();
  const made = openDocuments(store, disk, clock, fakeLogger());
  store.dispatch(set('account', ANN));
  made.restore('ann@x');
  const list = (name: string, asOf: number): void => {
    const members = [{ groupId: 'a', contacts: [contactData('ben@x')] }];
    store.dispatch(
      { type: 'listRead', groups: [group('a', { name })], members },
      set('list', { state: 'current', asOf, readOnly: null }),
    );
  };
  list('Old', 1);
  await clock.advance(60_000);
  expect(disk.files.has(CACHE)).toBe(false);
  return { disk, store, clock, documents: made, list, end: () => ends.shift()?.() };
}

test('a flush does not wait for it: the newest list is on the disk when it returns, and stays', async () => {
  const { disk, documents, list, end, clock } = await writing();
  list('New', 2);
  documents.flush();
  expect(disk.read(CACHE)).toMatchObject({ asOf: 2, groups: [{ name: 'New' }] });
  end();
  await clock.advance(60_000);
  expect(disk.read(CACHE)).toMatchObject({ asOf: 2 });
  expect(disk.saves.filter((name) => name === CACHE)).toHaveLength(1);
});

test('an account that comes back meanwhile finds its list', async () => {
  const { store, documents } = await writing();
  store.dispatch({ type: 'accountCleared' });
  store.dispatch(set('account', ANN));
  documents.restore('ann@x');
  expect([...store.state.groups.values()].map(({ name }) => name)).toEqual(['Old']);
});

test('of an account that is forgotten meanwhile nothing comes back', async () => {
  const { disk, store, documents, end, clock } = await writing();
  store.dispatch({ type: 'accountCleared' });
  documents.forget('ann@x');
  end();
  documents.flush();
  await clock.advance(60_000);
  expect([...disk.files.keys()]).toEqual(['settings']);
});

test('what came into the history after the list was written is in the list at the next start', async () => {
  const { disk, store, documents, clock } = await writing();
  const entries = [historyEntry('1', { kind: 'groupAdded', groupId: 'b', groupName: 'B' })];
  documents.flush();
  store.dispatch(
    { type: 'listRead', groups: [group('a'), group('b')], members: [] },
    { type: 'historyAdded', entries },
  );
  await clock.advance(200);
  expect(disk.read(CACHE)).toMatchObject({ groups: [{ id: 'a' }] });
  const next = testStore();
  openDocuments(next, disk, drivenClock(), fakeLogger()).restore('ann@x');
  expect([...next.state.groups.keys()]).toEqual(['a', 'b']);
});

test('what an edit did is in the history on the disk before the edit is forgotten', async () => {
  const { disk, store, documents } = await writing();
  documents.saveJournal([edit('1', { kind: 'groupCreate', name: 'B' })]);
  store.dispatch({ type: 'historyAdded', entries: [historyEntry('1')] });
  disk.saves.length = 0;
  documents.saveJournal([]);
  expect(disk.saves).toEqual([nameFor('account-data', 'ann@x'), nameFor('journal', 'ann@x')]);
});
