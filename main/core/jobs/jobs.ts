/**
 * Long work as state: each job goes through its steps, one edit or one set of follows at a time, through the same queue
 * as every other edit. All that a job has left to do is in the state and on the disk, so that a restart goes on with it.
 */
import type { Edits } from '../edits/edits.ts';
import { appError, fail, ok, type AppError, type Result } from '../result.ts';
import type { Clock } from '../ports.ts';
import { set, type Action } from '../store/actions.ts';
import { followKey, type EditWish, type Job, type JobStep } from '../store/state.ts';
import type { Store } from '../store/store.ts';
import {
  beginFollows,
  counted,
  followsOutcome,
  membersOutcome,
  sizeOf,
  type FollowsStep,
  type MembersStep,
  type StepOutcome,
} from './steps.ts';

export interface Jobs {
  /** Begins a job when those before it are over; answers with its id. */
  add(kind: Job['kind'], title: string, steps: readonly JobStep[]): string;
  /** Ends a job: what is done stays done, what is on its way is still counted. */
  cancel(id: string): Result<null>;
  /** Takes a finished job off the list. */
  dismiss(id: string): Result<null>;
  /** An edit could not place somebody. */
  refused(wish: EditWish, address: string, error: AppError): void;
}

/** How many jobs are kept; the oldest finished ones go. */
const KEPT_JOBS = 20;

/** Makes the jobs; those that the state holds go on by themselves. */
export function createJobs(store: Store, clock: Clock, edits: Pick<Edits, 'add' | 'discard'>): Jobs {
  /** Why people of the step under way were refused, by address. */
  const refusals = new Map<string, AppError>();
  let scheduled = false;

  // A listener must not decide on a state that other actions are about to change: one turn later.
  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    void Promise.resolve().then(() => {
      scheduled = false;
      const job = store.state.jobs.find(isActive);
      if (job) advance(job);
    });
  }

  function put(job: Job): void {
    const { jobs } = store.state;
    const rest = jobs.some(({ id }) => id === job.id)
      ? jobs.map((one) => (one.id === job.id ? job : one))
      : [...jobs, job];
    const surplus = rest.filter((one) => !isActive(one)).slice(0, Math.max(0, rest.length - KEPT_JOBS));
    store.dispatch(
      set(
        'jobs',
        rest.filter((one) => !surplus.includes(one)),
      ),
    );
  }

  function advance(job: Job): void {
    const step = job.steps[0];
    if (!step) put({ ...job, status: job.status === 'cancelled' ? 'cancelled' : 'done' });
    else if (step.kind === 'members') advanceMembers(job, step);
    else advanceFollows(job, step);
  }

  function settle(job: Job, outcome: StepOutcome): void {
    refusals.clear();
    put(counted(job, outcome));
  }

  function show(job: Job, status: 'running' | 'waiting'): void {
    if (job.status !== 'cancelled' && job.status !== status) put({ ...job, status });
  }

  function advanceMembers(job: Job, step: MembersStep): void {
    if (job.editId === null) {
      refusals.clear();
      const { kind: _kind, ...members } = step;
      put({ ...job, editId: edits.add({ kind: 'membersAdd', ...members }), status: 'running' });
      return;
    }
    const edit = store.state.edits.get(job.editId);
    if (edit?.status === 'failed') {
      settle(job, membersOutcome(step, store.state, refusals, edit.error));
      edits.discard(edit.id);
    } else if (edit) {
      show(job, edit.status === 'waiting' ? 'waiting' : 'running');
    } else if (store.state.list.state !== 'current') {
      // Settled in an earlier run: the list tells what came of it once it has been read.
      show(job, 'waiting');
    } else {
      settle(job, membersOutcome(step, store.state, refusals, null));
    }
  }

  function advanceFollows(job: Job, step: FollowsStep): void {
    if (!job.begun) {
      const { rows, rest } = beginFollows(step, store.state);
      store.dispatch(...rows.map((follow): Action => ({ type: 'followPut', follow })));
      const steps = [{ ...step, follows: rows.map(({ kind, target, name }) => ({ kind, target, name })) }];
      put({ ...counted(job, rest, [...steps, ...job.steps.slice(1)]), begun: true, status: 'running' });
      return;
    }
    const outcome = followsOutcome(step, store.state);
    if (outcome) settle(job, outcome);
    else show(job, store.state.connection.phase === 'live' ? 'running' : 'waiting');
  }

  /** Nobody is asked any more for those whom the step began to follow and who are not held yet. */
  function giveUp(step: FollowsStep): void {
    const keys = step.follows.flatMap(({ kind, target }) => (target === null ? [] : [followKey(kind, target)]));
    const open = keys.filter((key) => {
      const status = store.state.follows.get(key)?.status;
      return status === 'pending' || status === 'waiting';
    });
    store.dispatch(...open.map((key): Action => ({ type: 'followGone', key })));
  }

  function find(id: string): Job | undefined {
    return store.state.jobs.find((job) => job.id === id);
  }

  store.subscribeTo(['jobs', 'edits', 'follows', 'list', 'connection'], schedule);

  return {
    add(kind, title, steps) {
      const job: Job = {
        id: clock.uuid(),
        at: clock.now(),
        kind,
        title,
        status: 'waiting',
        total: steps.reduce((sum, step) => sum + sizeOf(step), 0),
        done: 0,
        failed: 0,
        errors: [],
        steps,
        editId: null,
        begun: false,
      };
      put(job);
      return job.id;
    },
    cancel(id) {
      const job = find(id);
      if (!job || !isActive(job)) return fail(appError('validation', 'This work is over already.'));
      const [step] = job.steps;
      const edit = job.editId === null ? undefined : store.state.edits.get(job.editId);
      const underWay = edit?.status === 'pending';
      if (edit && !underWay) edits.discard(edit.id);
      if (step?.kind === 'follows' && job.begun) giveUp(step);
      put({ ...job, status: 'cancelled', steps: underWay && step ? [step] : [], editId: underWay ? job.editId : null });
      return ok(null);
    },
    dismiss(id) {
      const job = find(id);
      if (job && isActive(job)) return fail(appError('validation', 'This work is still going on.'));
      store.dispatch(
        set(
          'jobs',
          store.state.jobs.filter((one) => one.id !== id),
        ),
      );
      return ok(null);
    },
    refused(wish, address, error) {
      const job = store.state.jobs.find(
        ({ editId }) => editId !== null && store.state.edits.get(editId)?.wish === wish,
      );
      if (job) refusals.set(address, error);
    },
  };
}

/** There is something left to do or to wait for. */
function isActive({ status, steps }: Job): boolean {
  return status === 'running' || status === 'waiting' || (status === 'cancelled' && steps.length > 0);
}
