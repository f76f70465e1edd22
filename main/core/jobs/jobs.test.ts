import { describe, expect, test } from 'vitest';
import { createEdits } from '../edits/edits.ts';
import { appError, fail, ok, type AppError, type Result } from '../result.ts';
import { set } from '../store/actions.ts';
import type { EditWish, Follow, Job, JobStep, Person } from '../store/state.ts';
import { drivenClock, idle } from '../testing/clock.ts';
import { contactData, follow, group, testStore } from '../testing/entities.ts';
import { createJobs, type Jobs } from './jobs.ts';
import { ERRORS_LIMIT, memberSteps } from './steps.ts';

const FULL = appError('ucwa.limitExceeded', 'Full.');
const AWAY = appError('network.offline', 'Away.', { retryable: true });

const somebody = (n: number): Person => ({ address: `p${n}@x`, name: `P ${n}` });
const people = (n: number): Person[] => Array.from({ length: n }, (_, index) => somebody(index));

/** Jobs over real edits; the server puts people into groups unless it refuses them, and makes groups. */
function working(rows: readonly Job[] = []) {
  const store = testStore();
  const clock = drivenClock();
  const wishes: EditWish[] = [];
  const refuses = new Map<string, AppError>();
  const before: { each: (() => Promise<Result<null>>) | null; jobs: Jobs | null } = { each: null, jobs: null };

  const carryOut = async (wish: EditWish): Promise<Result<null>> => {
    wishes.push(wish);
    if (wish.kind !== 'membersAdd') return ok(null);
    const stopped = (await before.each?.()) ?? ok(null);
    if (!stopped.ok) return stopped;
    const id = wish.groupId ?? wish.groupName;
    const groups = [...store.state.groups.values()];
    const inside = [...store.state.contacts.values()].filter((one) => one.groups.includes(id));
    const taken = wish.people.filter(({ address }) => !refuses.has(address));
    for (const { address } of wish.people) {
      const error = refuses.get(address);
      if (error) before.jobs?.refused(wish, address, error);
    }
    store.dispatch({
      type: 'listRead',
      groups: [...groups.filter((one) => one.id !== id), group(id, { name: wish.groupName })],
      members: [{ groupId: id, contacts: [...inside, ...taken].map(({ address }) => contactData(address)) }],
    });
    return taken.length === wish.people.length ? ok(null) : fail(FULL);
  };
  const edits = createEdits(
    store,
    clock,
    carryOut,
    () => undefined,
    () => undefined,
  );
  store.dispatch(
    { type: 'listRead', groups: [group('a', { name: 'A' })], members: [] },
    set('list', { state: 'current', asOf: 1, readOnly: null }),
    set('connection', { phase: 'live', since: 1 }),
    set('jobs', rows),
  );
  const jobs = createJobs(store, clock, edits);
  before.jobs = jobs;
  edits.setLive(true);
  return {
    store,
    edits,
    jobs,
    wishes,
    refuses,
    before,
    job: () => store.state.jobs.at(-1)!,
    sizes: () => wishes.map((wish) => ('people' in wish ? wish.people.length : 0)),
    members: () => [...store.state.contacts.values()].filter((one) => one.groups.includes('a')).length,
  };
}

const summary = ({ status, total, done, failed }: Job): string => `${status} ${done}+${failed}/${total}`;

describe('many people into a group', () => {
  test('go in steps that count, each an ordinary edit, and leave nothing behind but the job', async () => {
    const { jobs, job, store, sizes, members } = working();
    const seen = new Set<string>();
    store.subscribe(() => store.state.jobs.forEach((one) => seen.add(summary(one))));
    jobs.add('addMany', 'A', memberSteps('a', 'A', people(60)));
    await idle();
    expect(sizes()).toEqual([25, 25, 10]);
    expect([...seen]).toEqual([
      'waiting 0+0/60',
      'running 0+0/60',
      'running 25+0/60',
      'running 50+0/60',
      'running 60+0/60',
      'done 60+0/60',
    ]);
    expect(members()).toBe(60);
    expect(store.state.edits.size).toBe(0);
    expect(job()).toMatchObject({ kind: 'addMany', title: 'A', steps: [], editId: null, errors: [] });
  });

  test('who is refused is counted and named with the reason, and no failed edit stays', async () => {
    const { jobs, job, store, refuses } = working();
    refuses.set('p3@x', FULL);
    jobs.add('addMany', 'A', memberSteps('a', 'A', people(30)));
    await idle();
    expect(summary(job())).toBe('done 29+1/30');
    expect(job().errors).toEqual([{ address: 'p3@x', name: 'P 3', error: FULL }]);
    expect(store.state.edits.size).toBe(0);
  });

  test('of many that fail, few are named', async () => {
    const { jobs, job, refuses } = working();
    for (const { address } of people(50)) refuses.set(address, FULL);
    jobs.add('addMany', 'A', memberSteps('a', 'A', people(50)));
    await idle();
    expect(summary(job())).toBe('done 0+50/50');
    expect(job().errors).toHaveLength(ERRORS_LIMIT);
  });

  test('into a group that is made for them, or for nobody', async () => {
    const { jobs, store } = working();
    jobs.add('import', 'x.csv', [...memberSteps(null, 'New', people(2)), ...memberSteps(null, 'Empty', [])]);
    await idle();
    expect(store.state.jobs.map(summary)).toEqual(['done 3+0/3']);
    expect([...store.state.groups.keys()].sort()).toEqual(['Empty', 'New', 'a']);
  });

  test('two jobs go one after the other', async () => {
    const { jobs, store, wishes } = working();
    jobs.add('addMany', 'A', memberSteps('a', 'A', people(30)));
    jobs.add('addMany', 'B', memberSteps(null, 'B', people(1)));
    expect(store.state.jobs.map(({ status }) => status)).toEqual(['waiting', 'waiting']);
    await idle();
    expect(wishes.map((wish) => ('groupName' in wish ? wish.groupName : ''))).toEqual(['A', 'A', 'B']);
    expect(store.state.jobs.map(summary)).toEqual(['done 30+0/30', 'done 1+0/1']);
  });
});

describe('without a connection', () => {
  test('it waits, and goes on', async () => {
    const { jobs, job, edits } = working();
    edits.setLive(false);
    jobs.add('addMany', 'A', memberSteps('a', 'A', people(2)));
    await idle();
    expect(summary(job())).toBe('waiting 0+0/2');
    edits.setLive(true);
    await idle();
    expect(summary(job())).toBe('done 2+0/2');
  });

  test('what passes is waited out', async () => {
    const { jobs, job, before } = working();
    before.each = async () => fail(AWAY);
    jobs.add('addMany', 'A', memberSteps('a', 'A', people(2)));
    await idle();
    expect(summary(job())).toBe('waiting 0+0/2');
  });
});

describe('after a restart', () => {
  const begun = (more: Partial<Job>): Job => ({
    id: 'j',
    at: 1,
    kind: 'addMany',
    title: 'A',
    status: 'running',
    total: 30,
    done: 0,
    failed: 0,
    errors: [],
    steps: memberSteps('a', 'A', people(30)),
    editId: null,
    begun: false,
    ...more,
  });

  test('a job that had not begun begins', async () => {
    const { store, sizes } = working([begun({})]);
    store.dispatch(set('notice', null), set('list', { state: 'current', asOf: 2, readOnly: null }));
    await idle();
    expect(store.state.jobs.map(summary)).toEqual(['done 30+0/30']);
    expect(sizes()).toEqual([25, 5]);
  });

  test('a step whose edit was settled before is judged by the list, once that has been read', async () => {
    const { store, sizes } = working([begun({ editId: 'settled' })]);
    store.dispatch(set('list', { state: 'cached', asOf: 1, readOnly: null }));
    await idle();
    expect(store.state.jobs.map(summary)).toEqual(['waiting 0+0/30']);
    expect(sizes()).toEqual([]);
    const contacts = people(24).map(({ address }) => contactData(address));
    store.dispatch(
      { type: 'listRead', groups: null, members: [{ groupId: 'a', contacts }] },
      set('list', { state: 'current', asOf: 2, readOnly: null }),
    );
    await idle();
    expect(store.state.jobs.map(summary)).toEqual(['done 29+1/30']);
    expect(sizes()).toEqual([5]);
  });
});

describe('cancelled', () => {
  test('in the middle: what is on its way is counted, the rest is not begun', async () => {
    const { jobs, job, before, sizes, members } = working();
    const answer = Promise.withResolvers<Result<null>>();
    before.each = () => answer.promise;
    const id = jobs.add('addMany', 'A', memberSteps('a', 'A', people(60)));
    await idle();
    expect(jobs.cancel(id)).toEqual(ok(null));
    expect(summary(job())).toBe('cancelled 0+0/60');
    answer.resolve(ok(null));
    await idle();
    expect(summary(job())).toBe('cancelled 25+0/60');
    expect(sizes()).toEqual([25]);
    expect(members()).toBe(25);
    expect(jobs.cancel(id)).toMatchObject({ ok: false, error: { code: 'validation' } });
  });

  test('while it waits: its edit goes too', async () => {
    const { jobs, job, edits, store, wishes } = working();
    edits.setLive(false);
    const id = jobs.add('addMany', 'A', memberSteps('a', 'A', people(2)));
    await idle();
    jobs.cancel(id);
    edits.setLive(true);
    await idle();
    expect(summary(job())).toBe('cancelled 0+0/2');
    expect([store.state.edits.size, wishes.length]).toEqual([0, 0]);
  });
});

describe('many follows', () => {
  const step: JobStep = {
    kind: 'follows',
    follows: [
      { kind: 'contact', target: 'p1@x', name: 'P 1' },
      { kind: 'group', target: null, name: 'a' },
      { kind: 'contact', target: 'p2@x', name: 'P 2' },
    ],
  };
  const put = (key: Pick<Follow, 'kind' | 'target'>, more: Partial<Follow>) =>
    ({ type: 'followPut', follow: follow(key.kind, key.target, more) }) as const;

  test('are asked for at once and counted when the server has decided on all', async () => {
    const { jobs, job, store } = working();
    jobs.add('followMany', '', [step]);
    await idle();
    expect([...store.state.follows.keys()].sort()).toEqual(['contact:p1@x', 'contact:p2@x', 'group:a']);
    expect(summary(job())).toBe('running 0+0/3');
    store.dispatch(put({ kind: 'contact', target: 'p1@x' }, { status: 'held' }), {
      ...put({ kind: 'group', target: 'a' }, { status: 'held' }),
    });
    await idle();
    expect(summary(job())).toBe('running 0+0/3');
    store.dispatch(put({ kind: 'contact', target: 'p2@x' }, { status: 'refused', error: FULL }));
    await idle();
    expect(summary(job())).toBe('done 2+1/3');
    expect(job().errors).toEqual([{ address: 'p2@x', name: 'P 2', error: FULL }]);
  });

  test('who is followed already counts, a group that is not there fails', async () => {
    const { jobs, job, store } = working();
    store.dispatch(put({ kind: 'contact', target: 'p1@x' }, { status: 'waiting' }));
    const more = [...step.follows.slice(0, 2), { kind: 'group', target: null, name: 'gone' } as const];
    const id = jobs.add('followMany', '', [{ kind: 'follows', follows: more }]);
    await idle();
    expect(summary(job())).toBe('running 1+1/3');
    expect(job().errors).toMatchObject([{ address: null, name: 'gone', error: { code: 'edit.noLongerPossible' } }]);
    jobs.cancel(id);
    expect([...store.state.follows.keys()]).toEqual(['contact:p1@x']);
  });

  test('wait where there is no connection, and go on with it', async () => {
    const { jobs, job, store } = working();
    jobs.add('followMany', '', [step]);
    await idle();
    store.dispatch(set('connection', { phase: 'connecting' }));
    await idle();
    expect(summary(job())).toBe('waiting 0+0/3');
    store.dispatch(set('connection', { phase: 'live', since: 1 }));
    await idle();
    expect(summary(job())).toBe('running 0+0/3');
  });

  test('cancelled: those held stay, the others go', async () => {
    const { jobs, job, store } = working();
    const id = jobs.add('followMany', '', [step]);
    await idle();
    store.dispatch(put({ kind: 'contact', target: 'p1@x' }, { status: 'held' }));
    jobs.cancel(id);
    await idle();
    expect([...store.state.follows.keys()]).toEqual(['contact:p1@x']);
    expect(job().status).toBe('cancelled');
  });
});

test('finished jobs are dismissed, and the oldest go by themselves; one that goes on stays', async () => {
  const { jobs, store, edits } = working();
  const first = jobs.add('addMany', 'first', memberSteps('a', 'A', people(1)));
  await idle();
  expect(jobs.dismiss(first)).toEqual(ok(null));
  expect(store.state.jobs).toEqual([]);
  for (let n = 0; n < 25; n += 1) {
    jobs.add('addMany', String(n), memberSteps('a', 'A', people(1)));
    await idle();
  }
  expect(store.state.jobs.map(({ title }) => title)).toEqual(Array.from({ length: 20 }, (_, n) => String(n + 5)));
  edits.setLive(false);
  const open = jobs.add('addMany', 'open', memberSteps('a', 'A', people(30)));
  await idle();
  expect(jobs.dismiss(open)).toMatchObject({ ok: false, error: { code: 'validation' } });
});
