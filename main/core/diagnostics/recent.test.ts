import { expect, test } from 'vitest';
import type { CoreCommands } from '../core.ts';
import { appError, fail, ok } from '../result.ts';
import { set } from '../store/actions.ts';
import { drivenClock } from '../testing/clock.ts';
import { edit, follow, testStore } from '../testing/entities.ts';
import { createRecent, MOST_ERRORS, withError } from './recent.ts';

function recent() {
  const store = testStore();
  const clock = drivenClock();
  const made = createRecent(store, clock);
  const stop = made.start();
  return {
    store,
    clock,
    made,
    stop,
    codes: () => store.state.recentErrors.map(({ error, count }) => `${error.code} ${count}`),
  };
}
const error = (code: 'network.offline' | 'ucwa.conflict' | 'update.refused' | 'auth.denied') => appError(code, code);

test('what the user saw is kept with its time, wherever it was seen', () => {
  const { store, clock, codes } = recent();
  store.dispatch(set('connection', { phase: 'ended', reason: error('auth.denied') }));
  store.dispatch(set('notice', error('network.offline')));
  store.dispatch(set('update', { phase: 'failed', at: 0, error: error('update.refused') }));
  store.dispatch({
    type: 'editPut',
    edit: edit('1', { kind: 'note', message: '' }, { status: 'failed', error: error('ucwa.conflict') }),
  });
  store.dispatch({
    type: 'followPut',
    follow: follow('group', 'g', { status: 'refused', error: error('auth.denied') }),
  });
  store.dispatch(set('phonesAccess', { state: 'failed', error: error('network.offline'), asOf: null }));
  store.dispatch(set('list', { state: 'none', asOf: null, readOnly: error('ucwa.conflict') }));
  expect(codes()).toEqual([
    'auth.denied 1',
    'network.offline 1',
    'update.refused 1',
    'ucwa.conflict 1',
    'auth.denied 1',
    'network.offline 1',
    'ucwa.conflict 1',
  ]);
  expect(store.state.recentErrors[0]?.at).toBe(clock.now());
});

test('what stays as it was is not told again, the same trouble anew is counted', async () => {
  const { store, clock, codes } = recent();
  const reason = error('network.offline');
  store.dispatch(set('connection', { phase: 'degraded', since: 0, reason, attempt: 1, nextRetryAt: null }));
  store.dispatch(set('connection', { phase: 'degraded', since: 0, reason, attempt: 2, nextRetryAt: null }));
  expect(codes()).toEqual(['network.offline 1']);
  await clock.advance(1_000);
  const again = error('network.offline');
  store.dispatch(set('connection', { phase: 'degraded', since: 0, reason: again, attempt: 3, nextRetryAt: null }));
  expect(codes()).toEqual(['network.offline 2']);
  expect(store.state.recentErrors[0]?.at).toBe(clock.now());
});

test('only the last ones are kept', () => {
  const many = Array.from({ length: MOST_ERRORS + 3 }, (_, index) =>
    appError('ucwa.unexpected', 'x', { status: index }),
  );
  const list = many.reduce<ReturnType<typeof withError>>((before, one) => withError(before, one, 1), []);
  expect(list).toHaveLength(MOST_ERRORS);
  expect(list.at(-1)?.error.status).toBe(MOST_ERRORS + 2);
});

test('a command’s failure is noted and still answered', async () => {
  const { made, codes } = recent();
  const inputs: unknown[] = [];
  const commands = made.noting({
    'groups.create': async (input: unknown) => {
      inputs.push(input);
      return fail(error('ucwa.conflict'));
    },
    'history.clear': async () => ok(null),
  } as unknown as CoreCommands);
  expect(await commands['groups.create']({ name: 'x' })).toMatchObject({ ok: false, error: { code: 'ucwa.conflict' } });
  expect(await commands['history.clear'](null)).toEqual(ok(null));
  expect(inputs).toEqual([{ name: 'x' }]);
  expect(codes()).toEqual(['ucwa.conflict 1']);
});

test('a phase lasts since it began, whatever changes within it', async () => {
  const { made, store, clock, stop } = recent();
  const start = clock.now();
  await clock.advance(10);
  store.dispatch(set('connection', { phase: 'discovering', host: null }));
  await clock.advance(10);
  store.dispatch(set('connection', { phase: 'discovering', host: 'x' }));
  expect(made.phaseSince()).toBe(start + 10);
  stop();
  store.dispatch(set('connection', { phase: 'connecting' }));
  expect(made.phaseSince()).toBe(start + 10);
});
