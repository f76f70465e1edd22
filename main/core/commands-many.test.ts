/** Commands about many things at once, and about what is kept for the user. */
import { expect, test } from 'vitest';
import { createCommands, type CommandDeps } from './commands.ts';
import { ok } from './result.ts';
import type { EditWish, Job, JobStep } from './store/state.ts';
import { contact, group, testStore } from './testing/entities.ts';

/** Sales of the user's own with Ann in it, a team, and a locked group. */
function commands() {
  const store = testStore();
  const added: [Job['kind'], string, readonly JobStep[]][] = [];
  store.dispatch({
    type: 'listCached',
    groups: [group('sales', { name: 'Sales' }), group('team'), group('all', { canChangeMembers: false })],
    contacts: [contact('ann@x', ['sales'], { name: 'Ann' })],
    asOf: 1,
  });
  const wishes: EditWish[] = [];
  const edits = { add: (wish: EditWish) => `edit-${wishes.push(wish)}` };
  const jobs = { add: (...job: (typeof added)[number]) => `job-${added.push(job)}` };
  const deps = {
    store,
    jobs,
    edits,
    application: () => null,
    people: { directory: () => null },
  } as unknown as CommandDeps;
  return { store, added, wishes, made: createCommands(deps) };
}

test('many people become a job, each once, with the names that are known', async () => {
  const { made, added } = commands();
  const people = [
    { address: 'ann@x', name: '' },
    { address: 'ben@x', name: 'Ben' },
    { address: 'ben@x', name: 'Ben' },
    { address: 'cid@x', name: '' },
  ];
  expect(await made['contacts.addMany']({ people, groupId: 'sales' })).toEqual(ok('job-1'));
  const named = [
    { address: 'ann@x', name: 'Ann' },
    { address: 'ben@x', name: 'Ben' },
    { address: 'cid@x', name: 'cid@x' },
  ];
  expect(added).toEqual([
    ['addMany', 'Sales', [{ kind: 'members', groupId: 'sales', groupName: 'Sales', people: named }]],
  ]);
});

test.each([
  ['all', 'ucwa.notEditable'],
  ['old', 'edit.noLongerPossible'],
])('not into %s', async (groupId, code) => {
  const { made, added } = commands();
  const people = [{ address: 'ben@x', name: 'Ben' }];
  expect(await made['contacts.addMany']({ people, groupId })).toMatchObject({ ok: false, error: { code } });
  expect(added).toEqual([]);
});

test('many are taken out of a group, or moved, by one edit, each once, with the names that are known', async () => {
  const { made, wishes } = commands();
  const people = ['ann@x', 'ann@x', 'ben@x'].map((address) => ({ address, name: '' }));
  expect(await made['contacts.removeMany']({ people, groupId: 'sales' })).toEqual(ok('edit-1'));
  expect(await made['contacts.moveMany']({ people, from: 'sales', to: 'team' })).toEqual(ok('edit-2'));
  const named = [
    { address: 'ann@x', name: 'Ann' },
    { address: 'ben@x', name: 'ben@x' },
  ];
  expect(wishes).toEqual([
    { kind: 'membersRemove', groupId: 'sales', groupName: 'Sales', people: named },
    { kind: 'membersMove', from: 'sales', to: 'team', people: named },
  ]);
  expect(await made['contacts.moveMany']({ people, from: 'sales', to: 'all' })).toMatchObject({
    error: { code: 'ucwa.notEditable' },
  });
  expect(await made['contacts.removeMany']({ people, groupId: 'all' })).toMatchObject({
    error: { code: 'ucwa.notEditable' },
  });
  expect(wishes).toHaveLength(2);
});

test('many follows become a job, each once', async () => {
  const { made, added } = commands();
  const ann = { kind: 'contact', target: 'ann@x' } as const;
  const follows = [ann, ann, { kind: 'group', target: 'sales' } as const];
  expect(await made['follows.addMany']({ follows })).toEqual(ok('job-1'));
  const named = [
    { ...ann, name: 'Ann' },
    { kind: 'group', target: 'sales', name: 'Sales' },
  ];
  expect(added).toEqual([['followMany', '', [{ kind: 'follows', follows: named }]]]);
});

test('a confirmation is remembered once', async () => {
  const { made, store } = commands();
  await made['phones.confirmSharing']({ phone: 'home' });
  await made['phones.confirmSharing']({ phone: 'home' });
  expect(store.state.sharingConfirmed).toEqual(['home']);
});

test('nobody is looked up without a connection', async () => {
  expect(await commands().made['contacts.lookup']({ address: 'ann@x' })).toMatchObject({
    error: { code: 'network.offline' },
  });
});
