/** The user's edits against outcomes from a script. */
import { createEdits } from '../edits/edits.ts';
import type { Attempt } from '../edits/attempt.ts';
import { ok, type AppError, type Result } from '../result.ts';
import type { Edit, EditWish } from '../store/state.ts';
import { drivenClock } from './clock.ts';
import { testStore } from './entities.ts';

export const show = (visible: boolean): EditWish => ({ kind: 'phoneVisibility', phone: 'home', visible });
export const note = (message: string): EditWish => ({ kind: 'note', message });
export const create = (name: string): EditWish => ({ kind: 'groupCreate', name });

const spell = (wish: EditWish): string =>
  'visible' in wish ? `show ${String(wish.visible)}` : 'message' in wish ? `note ${wish.message}` : wish.kind;

type Outcome = Result<null> | Promise<Result<null>>;

/** Edits without a session. A wish whose outcome is not in the script succeeds. */
export function edits() {
  const store = testStore();
  const clock = drivenClock();
  const log: string[] = [];
  const outcomes = new Map<string, Outcome[]>();
  const journals: Edit[][] = [];
  const attempts: Attempt[] = [];
  const reread: [EditWish, AppError][] = [];
  const made = createEdits(
    store,
    clock,
    async (wish, attempt) => {
      log.push(spell(wish));
      attempts.push(attempt);
      if (log.length > 1_000) throw new Error('The server is asked without end.');
      const queue = outcomes.get(spell(wish)) ?? [];
      return (queue.length > 1 ? queue.shift() : queue[0]) ?? ok(null);
    },
    (unsettled) => {
      journals.push(structuredClone([...unsettled]));
      log.push(`journal ${unsettled.map(({ wish, status }) => `${spell(wish)} ${status}`).join(', ')}`);
    },
    (wish, error) => void reread.push([wish, error]),
  );
  return {
    store,
    clock,
    log,
    journals,
    attempts,
    /** What was read again since it was refused, and why. */
    reread,
    edits: made,
    answer: (wish: string, ...list: Outcome[]) => outcomes.set(wish, list),
    sent: () => log.filter((line) => !line.startsWith('journal')),
    rows: () => [...store.state.edits.values()].map(({ wish, status }) => `${spell(wish)} ${status}`),
    row: (id: string) => store.state.edits.get(id),
  };
}

/** The same with a session. */
export function liveEdits() {
  const made = edits();
  made.edits.setLive(true);
  return made;
}
