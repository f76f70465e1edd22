/**
 * The user's edits, one after the other: journalled before anything goes out, shown as pending, settled by what the
 * server says afterwards (ARCHITECTURE section 3). An edit made without a connection waits; none is ever dropped.
 */
import type { Clock } from '../ports.ts';
import { appError, fail, ok, type AppError, type Result } from '../result.ts';
import type { Edit, EditWish } from '../store/state.ts';
import type { Store } from '../store/store.ts';
import { backoff } from '../timing/backoff.ts';
import { createTimer } from '../timing/timer.ts';
import { targetOf } from './target.ts';

export interface Edits {
  /** Keeps the wish and starts on it when there is a connection; answers with the edit's id. */
  add(wish: EditWish): string;
  retry(id: string): Result<null>;
  discard(id: string): Result<null>;
  /** There is a session now, or there is none any more. */
  setLive(live: boolean): void;
  /** Edits of an earlier run: what was under way is tried again. */
  restore(edits: readonly Edit[]): void;
}

/**
 * @param execute carries a wish out and reads again what it touched
 * @param journal keeps the edits on disk; returns when they are safe
 */
export function createEdits(
  store: Store,
  clock: Clock,
  execute: (wish: EditWish) => Promise<Result<null>>,
  journal: (edits: readonly Edit[]) => void,
): Edits {
  const again = createTimer(clock);
  let live = false;
  let working = false;
  let failures = 0;

  function save(): void {
    journal([...store.state.edits.values()]);
  }

  function put(edit: Edit, status: Edit['status'], error: AppError | null): void {
    store.dispatch({ type: 'editPut', edit: { ...edit, status, error } });
    save();
  }

  function remove(id: string): void {
    store.dispatch({ type: 'editGone', id });
    save();
  }

  /** A newer wish for the same thing came while this one was on its way. */
  function isSuperseded(edit: Edit): boolean {
    const target = targetOf(edit.wish);
    return [...store.state.edits.values()].some(({ id, wish }) => id !== edit.id && targetOf(wish) === target);
  }

  async function work(): Promise<void> {
    if (working) return;
    working = true;
    again.clear();
    /** Edits that must wait for a later round; they do not hold up the others. */
    const later = new Map<string, AppError>();
    const next = (): Edit | undefined =>
      [...store.state.edits.values()].find(({ id, status }) => status === 'waiting' && !later.has(id));
    for (let edit = next(); live && edit; edit = next()) {
      put(edit, 'pending', null);
      const outcome = await execute(edit.wish).catch(broken);
      const current = store.state.edits.get(edit.id);
      // Discarded meanwhile: the outcome is in the store by re-reading, there is no row to settle.
      if (!current) continue;
      if (outcome.ok || isSuperseded(current)) {
        remove(edit.id);
      } else if (outcome.error.retryable || outcome.error.code === 'session.ended') {
        later.set(edit.id, outcome.error);
        put(current, 'waiting', outcome.error);
        if (isOfConnection(outcome.error)) break;
      } else {
        put(current, 'failed', outcome.error);
      }
    }
    working = false;
    failures = later.size > 0 ? failures + 1 : 0;
    if (!live || later.size === 0) return;
    const asked = Math.max(...[...later.values()].map(({ retryAfterMs }) => retryAfterMs ?? 0));
    again.set(backoff(failures, clock.random(), asked), () => void work());
  }

  function find(id: string): Result<Edit> {
    const edit = store.state.edits.get(id);
    return edit ? ok(edit) : fail(appError('validation', 'This change is settled already.'));
  }

  return {
    add(wish) {
      const now = clock.now();
      const target = targetOf(wish);
      // A newer wish for the same thing takes the place of those not under way.
      for (const old of [...store.state.edits.values()]) {
        if (old.status !== 'pending' && targetOf(old.wish) === target) store.dispatch({ type: 'editGone', id: old.id });
      }
      const edit: Edit = { id: clock.uuid(), at: now, wish, status: 'waiting', error: null };
      store.dispatch({ type: 'editPut', edit });
      save();
      void work();
      return edit.id;
    },
    retry(id) {
      const edit = find(id);
      if (!edit.ok) return edit;
      if (edit.value.status === 'failed') put(edit.value, 'waiting', null);
      failures = 0;
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
    setLive(now) {
      live = now;
      again.clear();
      failures = 0;
      if (live) void work();
    },
    restore(edits) {
      for (const edit of edits) {
        store.dispatch({ type: 'editPut', edit: edit.status === 'pending' ? { ...edit, status: 'waiting' } : edit });
      }
    },
  };
}

/** Whatever else waits would fail alike. */
function isOfConnection({ code }: AppError): boolean {
  return code.startsWith('network.') || code === 'session.ended';
}

function broken(): Result<null> {
  return fail(appError('internal', 'Rollcall met a mistake of its own over this change.'));
}
