/**
 * The user's edits, one after the other: journalled before anything goes out, shown as pending, settled by what the
 * server says afterwards (ARCHITECTURE section 3). An edit made without a connection waits; none is ever dropped.
 */
import type { Clock } from '../ports.ts';
import { appError, fail, ok, type AppError, type Result } from '../result.ts';
import type { Edit, EditWish } from '../store/state.ts';
import type { Store } from '../store/store.ts';
import { createTimer } from '../timing/timer.ts';
import { seenFor, type Attempt } from './attempt.ts';
import { courseOf } from './courses.ts';
import { targetOf } from './target.ts';
import { createTurns } from './turns.ts';

export interface Edits {
  /**
   * Keeps the wish and starts on it when there is a connection; answers with the edit's id.
   * @param undoes id of the history entry that the wish undoes
   */
  add(wish: EditWish, undoes?: string): string;
  retry(id: string): Result<null>;
  discard(id: string): Result<null>;
  /** Those that failed or wait for a reason that is named go out again now, in their order; false: there are none. */
  retryAll(isReason: (error: AppError) => boolean): boolean;
  /** There is a session now, or there is none any more. */
  setLive(live: boolean): void;
  /** Edits of an earlier run: what was under way is tried again. */
  restore(edits: readonly Edit[]): void;
}

/**
 * @param execute carries a wish out and reads again what it touched
 * @param journal keeps the edits on disk; returns when they are safe
 * @param reread reads again, in the background, what a wish is about: it was refused, so things are not as they are shown
 */
export function createEdits(
  store: Store,
  clock: Clock,
  execute: (wish: EditWish, attempt: Attempt) => Promise<Result<null>>,
  journal: (edits: readonly Edit[]) => void,
  reread: (wish: EditWish, error: AppError) => void,
): Edits {
  const again = createTimer(clock);
  const turns = createTurns(clock);
  /** Made while there is a session and not tried yet: nobody can have come in between. */
  const atOnce = new Set<string>();
  /** The user asks for them. */
  const asked = new Set<string>();
  let live = false;
  /** Counts the sessions that came and went: what an earlier one answers says nothing any more. */
  let session = 0;
  let working = false;

  function all(): Edit[] {
    return [...store.state.edits.values()];
  }

  function waiting(): Edit[] {
    return all().filter(({ status }) => status === 'waiting');
  }

  function put(edit: Edit, status: Edit['status'], error: AppError | null): void {
    store.dispatch({ type: 'editPut', edit: { ...edit, status, error } });
    journal(all());
  }

  function drop(id: string): void {
    store.dispatch({ type: 'editGone', id });
    turns.forget(id);
    atOnce.delete(id);
    asked.delete(id);
  }

  function remove(id: string): void {
    drop(id);
    journal(all());
  }

  /** A newer wish for the same thing came while this one was on its way. */
  function isSuperseded(edit: Edit): boolean {
    const target = targetOf(edit.wish);
    return all().some(({ id, wish }) => id !== edit.id && targetOf(wish) === target);
  }

  async function work(): Promise<void> {
    if (working) return;
    working = true;
    again.clear();
    let stopped = false;
    for (let edit = next(); edit && !stopped; edit = next()) stopped = !(await carryOut(edit));
    working = false;
    const delay = live ? turns.delay(waiting(), stopped) : null;
    if (delay !== null) again.set(delay, () => void work());
  }

  function next(): Edit | undefined {
    return live ? turns.next(waiting()) : undefined;
  }

  /** False: the others would fail alike. */
  async function carryOut(edit: Edit): Promise<boolean> {
    const attempt: Attempt = { late: !atOnce.delete(edit.id), asked: asked.delete(edit.id), seen: edit.seen ?? null };
    const begun = session;
    put(edit, 'pending', null);
    const outcome = await execute(edit.wish, attempt).catch(broken);
    const current = store.state.edits.get(edit.id);
    // Discarded meanwhile: the outcome is in the store by re-reading, there is no row to settle.
    if (!current) return true;
    const course = outcome.ok ? 'done' : courseOf(outcome.error);
    if (outcome.ok || course === 'done' || isSuperseded(current)) {
      remove(edit.id);
    } else if (course === 'fail') {
      put(current, 'failed', outcome.error);
      reread(edit.wish, outcome.error);
    } else if (begun !== session) {
      // It ended with its session, whatever it says about that; the next one, or its end, is a new start.
      put(current, 'waiting', null);
    } else {
      turns.failed(edit.id, outcome.error, course);
      put(current, 'waiting', live ? shown(outcome.error) : null);
      return course === 'retry';
    }
    return true;
  }

  /** The user knows by now how things stand. */
  function revive(edit: Edit): void {
    if (edit.status !== 'failed') return;
    const seen = seenFor(edit.wish, store.state, []);
    put(seen.length > 0 ? { ...edit, seen } : edit, 'waiting', null);
  }

  function find(id: string): Result<Edit> {
    const edit = store.state.edits.get(id);
    return edit ? ok(edit) : fail(appError('validation', 'This change is settled already.'));
  }

  return {
    add(wish, undoes) {
      const target = targetOf(wish);
      const seen = seenFor(wish, store.state, all());
      // A newer wish for the same thing takes the place of those not under way.
      for (const old of all()) {
        if (old.status !== 'pending' && targetOf(old.wish) === target) drop(old.id);
      }
      const edit: Edit = {
        id: clock.uuid(),
        at: clock.now(),
        wish,
        status: 'waiting',
        error: null,
        ...(seen.length > 0 && { seen }),
        ...(undoes !== undefined && { undoes }),
      };
      store.dispatch({ type: 'editPut', edit });
      journal(all());
      if (live) atOnce.add(edit.id);
      void work();
      return edit.id;
    },
    retry(id) {
      const edit = find(id);
      if (!edit.ok) return edit;
      revive(edit.value);
      turns.hurry(id);
      asked.add(id);
      void work();
      return ok(null);
    },
    discard(id) {
      const edit = find(id);
      if (!edit.ok) return edit;
      if (edit.value.status === 'pending')
        return fail(appError('validation', 'This change is on its way and cannot be taken back.'));
      remove(id);
      return ok(null);
    },
    retryAll(isReason) {
      const found = all().filter(({ error }) => error !== null && isReason(error));
      for (const edit of found) {
        revive(edit);
        turns.hurry(edit.id);
      }
      void work();
      return found.length > 0;
    },
    setLive(now) {
      live = now;
      session += 1;
      again.clear();
      turns.forgetAll();
      atOnce.clear();
      if (live) void work();
      // Why a session failed is told with the session; without one, an edit waits for nothing else.
      else for (const edit of waiting()) if (edit.error) put(edit, 'waiting', null);
    },
    restore(edits) {
      for (const edit of edits) {
        const { seen, ...rest } = edit;
        const kept = isTexts(seen) ? { ...rest, seen } : rest;
        const failed = edit.status === 'failed';
        store.dispatch({ type: 'editPut', edit: failed ? kept : { ...kept, status: 'waiting', error: null } });
      }
    },
  };
}

/** That a request was given up is no news for anybody. */
function shown(error: AppError): AppError | null {
  return error.code === 'internal' ? null : error;
}

/** What comes from the disk may be anything. */
function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function broken(): Result<null> {
  const message = 'Rollcall met a mistake of its own over this change.';
  return fail(appError('internal', message, { remedy: 'tell' }));
}
