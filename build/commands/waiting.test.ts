import { expect, test } from 'vitest';
import { appError } from '../../main/core/result.ts';
import { DEFAULT_SETTINGS } from '../../main/core/settings/settings.ts';
import { set } from '../../main/core/store/actions.ts';
import { createStore, emptyState } from '../../main/core/store/store.ts';
import { waitFor, waitForState } from './waiting.ts';

const never = new AbortController().signal;
const newStore = () => createStore(emptyState(DEFAULT_SETTINGS), { log: () => undefined });
const live = { phase: 'live', since: 5 } as const;
const isLive = ({ connection }: ReturnType<typeof newStore>['state']) => connection.phase === 'live';

test('what is there already is found at once', async () => {
  const store = newStore();
  store.dispatch(set('connection', live));
  expect(await waitForState(store, 'a session', (state) => state.connection.phase, never)).toBe('live');
});

test('what comes later is found when it comes', async () => {
  const store = newStore();
  const waiting = waitForState(store, 'a session', isLive, never);
  store.dispatch(set('connection', { phase: 'connecting' }));
  store.dispatch(set('connection', live));
  expect(await waiting).toBe(true);
});

test('the deadline ends the wait and names what did not come', async () => {
  const deadline = new AbortController();
  const waiting = waitForState(newStore(), 'a session', isLive, deadline.signal);
  deadline.abort();
  await expect(waiting).rejects.toThrow('waited in vain for a session; the session is signedOut');
  await expect(waitForState(newStore(), 'a session', isLive, deadline.signal)).rejects.toThrow('in vain');
});

test.each([
  { phase: 'ended', reason: appError('auth.denied', 'Wrong password.') } as const,
  { phase: 'signedOut', error: appError('auth.denied', 'Wrong password.') } as const,
])('a session that is over ($phase) ends the wait with its reason', async (connection) => {
  const store = newStore();
  const waiting = waitForState(store, 'a session', isLive, never);
  store.dispatch(set('connection', connection));
  await expect(waiting).rejects.toThrow('auth.denied: Wrong password.');
});

test('what cannot be listened to is asked until it answers or the deadline passes', async () => {
  let asked = 0;
  expect(await waitFor('three', () => ++asked === 3 && asked, never)).toBe(3);
  await expect(waitFor('nothing', () => null, AbortSignal.abort())).rejects.toThrow('waited in vain for nothing');
});
