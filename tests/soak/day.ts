/** What happens on one day in the office, as a timetable. */
import type { PhoneKind, PreferredAvailability } from '../../main/core/store/state.ts';
import type { Step, UserStep } from '../converge/steps.ts';
import type { Random } from '../fuzz/random.ts';

const MINUTE = 60_000;
/** From 8 to 18. */
const WORK_MS = 10 * 60 * MINUTE;

/** Something at a time of the working day. */
export interface Happening {
  /** Milliseconds since 8 in the morning. */
  readonly at: number;
  /** A colleague's presence, a change of the groups by another client, or a step of the convergence model. */
  readonly what: 'presence' | 'groups' | Step;
}

/** On average this often in a day. */
const TIMES = { presence: 600, groups: 40, edits: 12, looks: 15, cutPolls: 2, networks: 1, slow: 4 };

const KINDS: readonly PhoneKind[] = ['mobile', 'home', 'other'];
const AVAILABILITIES: readonly (PreferredAvailability | null)[] = ['Online', 'Busy', 'DoNotDisturb', null];

/** The timetable of a working day, in order. `busy`: so many changes of the groups by others besides the usual ones. */
export function workingDay(random: Random, busy: number): Happening[] {
  const happenings: Happening[] = [];
  const plan = (times: number, what: () => Happening['what']): void => {
    for (let left = times; left > 0; left -= 1) happenings.push({ at: random.below(WORK_MS), what: what() });
  };
  const about = (times: number): number => Math.round(times * (0.5 + random.below(100) / 100));
  plan(about(TIMES.presence), () => 'presence');
  plan(about(TIMES.groups) + busy, () => 'groups');
  plan(about(TIMES.edits), () => ({ who: 'user', does: edit(random) }));
  plan(about(TIMES.looks), () => ({ who: 'user', does: { op: 'refreshPhones' } }));
  plan(about(TIMES.cutPolls), () => ({ who: 'server', does: { op: 'cutPoll' } }));
  plan(about(TIMES.networks), () => ({
    who: 'network',
    does: { op: 'offline', ms: random.pick([2_000, 30_000, 10 * MINUTE]) },
  }));
  plan(about(TIMES.slow), () => ({
    who: 'network',
    does: { on: 'any', times: 3, trouble: { kind: 'slow', ms: random.pick([500, 5_000]) } },
  }));
  return happenings.sort((a, b) => a.at - b.at);
}

/** An edit of the user that leaves the list about as large as it is. */
function edit(random: Random): UserStep {
  const choice = (): number => random.below(1 << 30);
  const edits: (() => UserStep)[] = [
    () => ({ op: 'renameGroup', group: choice(), name: `Mine ${1000 + random.below(9000)}` }),
    () => ({ op: 'addContact', group: choice(), person: choice() }),
    () => ({ op: 'removeContact', group: choice(), person: choice() }),
    () => ({ op: 'moveContact', group: choice(), person: choice(), to: choice() }),
    () => ({ op: 'setVisible', kind: random.pick(KINDS), visible: choice() % 2 === 0 }),
    () => ({ op: 'setNumber', kind: random.pick(KINDS), number: `tel:+1425555${1000 + random.below(9000)}` }),
    () => ({ op: 'setAvailability', availability: random.pick(AVAILABILITIES) }),
    () => ({ op: 'setNote', message: `Mine ${random.below(10)}` }),
  ];
  return random.pick(edits)();
}
