/** Long work and what the user has confirmed, kept for the account they belong to. */
import { expect, test } from 'vitest';
import { set } from '../store/actions.ts';
import type { Job } from '../store/state.ts';
import { drivenClock } from '../testing/clock.ts';
import { testStore } from '../testing/entities.ts';
import { fakeDisk } from '../testing/ports.ts';
import { fakeLogger } from '../ucwa/testing.ts';
import { openDocuments } from './documents.ts';
import { nameFor } from './names.ts';

const JOBS = nameFor('jobs', 'ann@x');
const account = (address: string) => set('account', { address, server: null, remember: true, kind: null });

const JOB: Job = {
  id: 'j',
  at: 1,
  kind: 'import',
  title: 'list.csv',
  status: 'running',
  total: 3,
  done: 1,
  failed: 0,
  errors: [],
  steps: [
    { kind: 'members', groupId: null, groupName: 'New', people: [{ address: 'ben@x', name: 'Ben' }] },
    { kind: 'follows', follows: [{ kind: 'group', target: null, name: 'New' }] },
  ],
  editId: 'e',
  begun: false,
};

function opened(disk = fakeDisk()) {
  const store = testStore();
  const clock = drivenClock();
  const documents = openDocuments(store, disk, clock, fakeLogger());
  store.dispatch(account('ann@x'));
  documents.restore('ann@x');
  return { disk, store, clock, documents };
}

test('a job is written with every change of it, comes back, and goes from the disk with the last one', () => {
  const { disk, store } = opened();
  store.dispatch(set('jobs', [JOB]));
  expect(disk.read(JOBS)).toEqual({ address: 'ann@x', jobs: [JOB] });
  const again = opened(disk);
  expect(again.store.state.jobs).toEqual([JOB]);
  again.store.dispatch(set('jobs', []));
  expect(disk.files.has(JOBS)).toBe(false);
});

test('jobs stay with their account', () => {
  const { disk, store, documents } = opened();
  store.dispatch(set('jobs', [JOB]));
  store.dispatch({ type: 'accountCleared' });
  expect(store.state.jobs).toEqual([]);
  store.dispatch(account('ben@x'));
  documents.restore('ben@x');
  expect(store.state.jobs).toEqual([]);
  expect(disk.read(JOBS)).toMatchObject({ jobs: [JOB] });
});

test.each<[string, object]>([
  ['without an id', { id: 1 }],
  ['with steps of another kind', { steps: [{ kind: 'else' }] }],
  ['with a step for nobody known', { steps: [{ kind: 'members', groupId: 'a', groupName: 'A', people: [{}] }] }],
  [
    'with follows of another kind',
    { steps: [{ kind: 'follows', follows: [{ kind: 'else', target: 'a', name: '' }] }] },
  ],
  ['with errors that are none', { errors: [{ address: null, name: 'A' }] }],
  ['with no count', { total: '3' }],
])('a torn job %s is left out', (_, torn) => {
  const disk = fakeDisk({ [JOBS]: { address: 'ann@x', jobs: [{ ...JOB, ...torn }, JOB] } });
  expect(opened(disk).store.state.jobs).toEqual([JOB]);
});

test('what the user confirmed is kept for the account', async () => {
  const { disk, store, clock } = opened();
  store.dispatch(set('sharingConfirmed', ['home']));
  await clock.advance(60_000);
  expect(opened(disk).store.state.sharingConfirmed).toEqual(['home']);
  store.dispatch({ type: 'accountCleared' });
  expect(store.state.sharingConfirmed).toEqual([]);
});
