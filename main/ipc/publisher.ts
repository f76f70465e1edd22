/** Tells the attached windows what changed: few, small, in order. */
import type { Clock, Logger } from '../core/ports.ts';
import type { ReadableStore } from '../core/core.ts';
import type { Change } from '../core/store/state.ts';
import type { EventName, Events } from '../../preload/contract/commands.ts';
import type { Snapshot } from '../../preload/contract/state.ts';
import { toOps, toSnapshot } from './view.ts';

/** At most one patch in this many milliseconds: one frame at 60 Hz. */
export const FRAME_MS = 16;

/** Delivers an event to one window. May throw when the window is gone. */
export type Send = <E extends EventName>(event: E, payload: Events[E]) => void;

export interface Publisher {
  /** From now on this window gets patches; returns a function that ends it. */
  attach(send: Send): () => void;
  /**
   * The whole view. Changes that still wait for their frame go out first, so that the next patch starts exactly at the
   * snapshot's revision.
   */
  snapshot(): Snapshot;
  /**
   * Makes one window that was cut off look again: a patch whose `from` no mirror is at. A mirror that missed nothing
   * may pass over it, because `to` is the revision it has.
   */
  resync(send: Send): void;
  /** Stops listening to the store and forgets the windows. */
  stop(): void;
}

function keyOf(change: Change): string {
  return 'table' in change ? `${change.table}:${change.key}` : change.slice;
}

/** What came of several steps: of each entity one change, from its first `before` to its last `after`. */
function joined(steps: readonly (readonly Change[])[]): readonly Change[] {
  const [only] = steps;
  if (steps.length === 1 && only) return only;
  const net = new Map<string, Change>();
  for (const change of steps.flat()) {
    const key = keyOf(change);
    const first = net.get(key);
    net.set(key, first ? ({ ...change, before: first.before } as Change) : change);
  }
  return [...net.values()];
}

/**
 * Builds the publisher. The first change after a quiet time goes out at the end of the running turn; further ones are
 * gathered until the frame is over, each entity in its last state only. Without a window nothing is gathered.
 */
export function createPublisher(parts: { store: ReadableStore; clock: Clock; logger: Logger }): Publisher {
  const { store, clock, logger } = parts;
  const windows = new Set<{ send: Send }>();
  /** The steps that nobody was told of yet. */
  let waiting: (readonly Change[])[] = [];
  let sent = store.state.revision;
  let seen = sent;
  let turn: 'none' | 'queued' | 'frame' = 'none';
  let cancelFrame: () => void = () => {};

  function flush(): void {
    if (seen === sent) return;
    const patch = { from: sent, to: seen, ops: toOps(joined(waiting)) };
    waiting = [];
    sent = seen;
    for (const window of windows) {
      try {
        window.send('state.patch', patch);
      } catch (error) {
        logger.log('warn', 'a window could not be told of a change', { reason: String(error) });
      }
    }
  }

  function openFrame(): void {
    if (turn !== 'queued') return;
    flush();
    turn = 'frame';
    cancelFrame = clock.setTimer(FRAME_MS, () => {
      turn = 'none';
      if (seen !== sent) {
        turn = 'queued';
        openFrame();
      }
    });
  }

  function rest(): void {
    cancelFrame();
    turn = 'none';
    waiting = [];
  }

  const unsubscribe = store.subscribe((changes, revision) => {
    if (windows.size === 0) return;
    waiting.push(changes);
    seen = revision;
    if (turn !== 'none') return;
    turn = 'queued';
    // At the end of the turn, so that what one piece of work changes step by step travels as one patch.
    queueMicrotask(openFrame);
  });

  return {
    attach(send) {
      if (windows.size === 0) {
        sent = store.state.revision;
        seen = sent;
      }
      const window = { send };
      windows.add(window);
      return () => {
        if (windows.delete(window) && windows.size === 0) rest();
      };
    },
    snapshot() {
      flush();
      return toSnapshot(store.state);
    },
    resync(send) {
      flush();
      send('state.patch', { from: -1, to: store.state.revision, ops: [] });
    },
    stop() {
      unsubscribe();
      windows.clear();
      rest();
    },
  };
}
