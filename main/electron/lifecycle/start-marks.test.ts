import { beforeEach, expect, it } from 'vitest';
import { set } from '../../core/store/actions.ts';
import { testStore } from '../../core/testing/entities.ts';
import { markLive, markStart } from './start-marks.ts';

const marks = () => performance.getEntriesByType('mark').map(({ name }) => name);

beforeEach(() => performance.clearMarks());

it('marks a phase by its name', () => {
  markStart('tray');
  expect(marks()).toEqual(['start:tray']);
});

it('marks the first time that the session is live, and no later one', () => {
  const store = testStore();
  markLive(store);
  store.dispatch(set('connection', { phase: 'signedOut', error: null }));
  expect(marks()).toEqual([]);
  store.dispatch(set('connection', { phase: 'live', since: 0 }));
  store.dispatch(set('connection', { phase: 'signedOut', error: null }));
  store.dispatch(set('connection', { phase: 'live', since: 0 }));
  expect(marks()).toEqual(['start:live']);
});
