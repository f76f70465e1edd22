/** What a job does one after the other, and how its count goes on. Pure. */
import { appError, type AppError } from '../result.ts';
import {
  followKey,
  type Follow,
  type Job,
  type JobError,
  type JobStep,
  type Person,
  type State,
} from '../store/state.ts';

/** So many people go out as one edit: other edits of the user come in between, and little is done twice after a crash. */
const CHUNK = 25;
/** How many errors a job keeps; it counts all. */
export const ERRORS_LIMIT = 20;

const NOT_DONE = appError('edit.notChanged', 'The server did not apply this change.');
const NO_GROUP = appError('edit.noLongerPossible', 'There is no group of this name.');

export type MembersStep = Extract<JobStep, { kind: 'members' }>;
export type FollowsStep = Extract<JobStep, { kind: 'follows' }>;

/** Steps that put people into a group. `groupId` null: the own group of that name, made if need be, even for nobody. */
export function memberSteps(groupId: string | null, groupName: string, people: readonly Person[]): JobStep[] {
  const chunks: JobStep[] = [];
  for (let at = 0; at < people.length; at += CHUNK) {
    chunks.push({ kind: 'members', groupId, groupName, people: people.slice(at, at + CHUNK) });
  }
  if (chunks.length === 0 && groupId === null) chunks.push({ kind: 'members', groupId, groupName, people: [] });
  return chunks;
}

/** How many things a step does: a group that is made for nobody is one. */
export function sizeOf(step: JobStep): number {
  return step.kind === 'members' ? Math.max(1, step.people.length) : step.follows.length;
}

/** What came of a step: how many are as wished, and why the others are not. */
export interface StepOutcome {
  readonly done: number;
  readonly errors: readonly JobError[];
}

/**
 * What came of a step of people, by the list as it is now.
 * @param refused why the server did not take them, by address
 * @param error why the edit as a whole failed, or null
 */
export function membersOutcome(
  step: MembersStep,
  { groups, contacts }: Pick<State, 'groups' | 'contacts'>,
  refused: ReadonlyMap<string, AppError>,
  error: AppError | null,
): StepOutcome {
  const groupId = step.groupId ?? groupNamed(step.groupName, groups);
  if (step.people.length === 0) {
    if (groupId !== null) return { done: 1, errors: [] };
    return { done: 0, errors: [{ address: null, name: step.groupName, error: error ?? NOT_DONE }] };
  }
  const left = step.people.filter(
    ({ address }) => groupId === null || !contacts.get(address)?.groups.includes(groupId),
  );
  return {
    done: step.people.length - left.length,
    errors: left.map(({ address, name }) => ({
      address,
      name,
      error: refused.get(address) ?? error ?? NOT_DONE,
    })),
  };
}

/** A step of follows as it begins: who is new, with targets, and what is known of the rest at once. */
export function beginFollows(
  step: FollowsStep,
  { follows, groups }: Pick<State, 'follows' | 'groups'>,
): { readonly rows: readonly Follow[]; readonly rest: StepOutcome } {
  const rows = new Map<string, Follow>();
  let done = 0;
  const errors: JobError[] = [];
  for (const { kind, name, ...wish } of step.follows) {
    const target = wish.target ?? groupNamed(name, groups);
    if (target === null) errors.push({ address: null, name, error: NO_GROUP });
    else if (follows.has(followKey(kind, target)) || rows.has(followKey(kind, target))) done += 1;
    else rows.set(followKey(kind, target), { kind, target, name, status: 'pending', until: null, error: null });
  }
  return { rows: [...rows.values()], rest: { done, errors } };
}

/** What came of follows that were asked for; null while the server has not decided on all of them. */
export function followsOutcome(step: FollowsStep, { follows }: Pick<State, 'follows'>): StepOutcome | null {
  let done = 0;
  const errors: JobError[] = [];
  for (const { kind, target, name } of step.follows) {
    const follow = target === null ? undefined : follows.get(followKey(kind, target));
    if (follow?.status === 'held') done += 1;
    else if (follow && follow.status !== 'refused') return null;
    // One that is not there any more was given up meanwhile.
    else errors.push({ address: kind === 'contact' ? target : null, name, error: follow?.error ?? NOT_DONE });
  }
  return { done, errors };
}

/** The job after its first step, or with `steps` still to go. */
export function counted(job: Job, { done, errors }: StepOutcome, steps: readonly JobStep[] = job.steps.slice(1)): Job {
  return {
    ...job,
    done: job.done + done,
    failed: job.failed + errors.length,
    errors: [...job.errors, ...errors].slice(0, ERRORS_LIMIT),
    steps,
    editId: null,
    begun: false,
  };
}

/** The server takes names that differ by case alone for the same (GAPS 38). */
function groupNamed(name: string, groups: State['groups']): string | null {
  const wanted = name.trim().toLowerCase();
  return [...groups.values()].find((group) => group.name.trim().toLowerCase() === wanted)?.id ?? null;
}
