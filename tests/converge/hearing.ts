/**
 * What the user was notified of, against what the history says that others changed: the groups of the one are the groups
 * of the other, and nothing that the user did is told back.
 */
import type { NotificationSpec } from '../../main/core/ports.ts';
import type { HistoryEntry } from '../../main/core/store/state.ts';

/** Changes that follow one another within 30 s are told together, at most every 5 s, and a burst tells no number twice. */
const TOGETHER_MS = 45_000;
/** The longest that a change is kept back to be told with others (ms). */
const KEPT_BACK_MS = 6_000;

/** One thing in the order of time. `at`: milliseconds in which the machine was awake. */
interface Heard {
  readonly at: number;
  /** The group, or null for a notification about many. */
  readonly group: string | null;
  readonly name: string;
}

/** Listens in one run of the app. */
export class Hearing {
  #changes: Heard[] = [];
  #shown: Heard[] = [];
  /** Up to here (ms awake) all was judged. */
  #judged = -Infinity;

  /** An entry came into the history. */
  changed({ by, kind, groupId, groupName }: HistoryEntry, at: number): void {
    if (by === 'me' || kind === 'whileAway' || groupId === null) return;
    this.#changes.push({ at, group: groupId, name: `${kind} ${groupName}` });
  }

  /** A notification was shown. */
  shown({ tag, body }: NotificationSpec, at: number): void {
    const group = /^group (\S+)/.exec(tag)?.[1] ?? null;
    if (group !== null || tag === 'groups') this.#shown.push({ at, group, name: body });
  }

  /** What is wrong since this was asked last. `at`: when the app goes away or is looked at. */
  wrong(at: number): string[] {
    const fits = (change: Heard, shown: Heard): boolean => shown.group === null || shown.group === change.group;
    const due = this.#changes.filter((change) => change.at > this.#judged && at - change.at > KEPT_BACK_MS);
    const missed = due.filter(
      (change) =>
        !this.#shown.some(
          (shown) => fits(change, shown) && shown.at >= change.at - TOGETHER_MS && shown.at <= change.at + KEPT_BACK_MS,
        ),
    );
    const surplus = this.#shown.filter(
      (shown) =>
        shown.at > this.#judged &&
        !this.#changes.some(
          (change) => fits(change, shown) && change.at <= shown.at && change.at >= shown.at - TOGETHER_MS,
        ),
    );
    this.#judged = at - KEPT_BACK_MS;
    const isRecent = (one: Heard): boolean => one.at > this.#judged - TOGETHER_MS - KEPT_BACK_MS;
    this.#changes = this.#changes.filter(isRecent);
    this.#shown = this.#shown.filter(isRecent);
    return [
      ...missed.map(({ name }) => `no notification of ${name}`),
      ...surplus.map(({ name }) => `a notification of what nobody else did: ${name}`),
    ];
  }
}
