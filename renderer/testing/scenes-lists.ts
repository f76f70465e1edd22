/** The subscriptions and the history in every state worth looking at. */
import type { HistoryEntry, UndoState } from '../../preload/contract/history.ts';
import type { Follow, Snapshot } from '../../preload/contract/state.ts';
import { NOW, sampleSnapshot, userError } from './fixture.ts';
import type { Scene } from './scene.ts';

const with_ = (more: Partial<Snapshot>) => () => ({ ...sampleSnapshot(), ...more });

/** Everybody on the list is followed, but the server holds only so many. */
function overLimit(held: number): Snapshot {
  const snapshot = sampleSnapshot();
  const error = userError('ucwa.limitExceeded', { status: 403, subcode: 'LimitExceeded' });
  const follows = Object.values(snapshot.contacts).map(({ address, name }, i): Follow => {
    const fits = i < held;
    return {
      kind: 'contact',
      target: address,
      name,
      status: fits ? 'held' : 'refused',
      until: fits ? NOW + (i + 4) * 60_000 : null,
      error: fits ? null : error,
    };
  });
  return {
    ...snapshot,
    follows: Object.fromEntries(follows.map((follow) => [`contact:${follow.target}`, follow])),
    followLimits: { contacts: held, groups: null },
  };
}

const UNDONE: UndoState[] = ['possible', 'underWay', 'done', 'changed', 'groupGone', 'nameTaken', 'unknown'];

/** One entry for each way an undo may stand. */
function undoStates(): Record<string, HistoryEntry> {
  const entry = sampleSnapshot().history['h4'];
  if (entry === undefined) throw new Error('the sample has no such entry');
  return Object.fromEntries(UNDONE.map((undo, i) => [`u${i}`, { ...entry, id: `u${i}`, at: NOW - i * 60_000, undo }]));
}

export const LIST_SCENES: Record<string, Scene> = {
  subscriptions: { snapshot: sampleSnapshot, view: 'subscriptions' },
  subscriptionsEmpty: { snapshot: with_({ follows: {} }), view: 'subscriptions' },
  subscriptionsLimit: { snapshot: () => overLimit(2), view: 'subscriptions' },
  subscriptionsMany: {
    snapshot: sampleSnapshot,
    view: 'subscriptions',
    press: ['Follow several…', 'type:sa', 'check:Sales 4 people'],
  },
  subscriptionsUnfollow: { snapshot: sampleSnapshot, view: 'subscriptions', press: ['Unfollow several…'] },
  subscriptionsOffer: { snapshot: sampleSnapshot, view: 'subscriptions', press: ['Unfollow Service desk'] },
  history: { snapshot: sampleSnapshot, view: 'history' },
  historyEmpty: { snapshot: with_({ history: {} }), view: 'history' },
  historyUndo: { snapshot: with_({ history: undoStates() }), view: 'history' },
  historyReadOnly: {
    snapshot: () => ({
      ...sampleSnapshot(),
      history: Object.fromEntries(
        Object.entries(sampleSnapshot().history).map(([id, entry]) => [id, { ...entry, undo: 'readOnly' }]),
      ),
      list: { state: 'current', asOf: NOW, readOnly: userError('ucwa.readOnly', { status: 403 }) },
    }),
    view: 'history',
  },
  historyFailed: {
    snapshot: sampleSnapshot,
    view: 'history',
    arrange: (fake) =>
      fake.putEdit(
        { kind: 'groupDelete', groupId: 'launch', name: 'Spring launch' },
        { status: 'failed', error: userError('ucwa.forbidden', { status: 403 }) },
      ),
  },
  historyClear: { snapshot: sampleSnapshot, view: 'history', press: ['Clear'] },
};
