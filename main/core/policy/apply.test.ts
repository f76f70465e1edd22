import { expect, test } from 'vitest';
import { testStore } from '../testing/entities.ts';
import { fakeLogger } from '../ucwa/testing.ts';
import { applyPolicy } from './apply.ts';

test('without policies nothing is said', () => {
  const store = testStore();
  const logger = fakeLogger();
  applyPolicy({}, store, logger);
  expect(store.state.policy).toEqual({ managed: [], server: null, problems: [] });
  expect([store.state.notice, logger.lines]).toEqual([null, []]);
});

test('the window learns what is set; problems go into the log', () => {
  const store = testStore();
  const logger = fakeLogger();
  const problems = ['file: Theme is not one of system, light, dark; it is ignored'];
  applyPolicy({ settings: { language: 'de', logLevel: 'warn' }, server: null, problems }, store, logger);
  expect(store.state.policy).toEqual({ managed: ['language', 'logLevel'], server: { url: null }, problems });
  expect(logger.lines).toEqual([expect.stringContaining('Theme is not one of')]);
  expect(store.state.notice).toBeNull();
});

test('policies that cannot be read: the user is told why he cannot sign in', () => {
  const store = testStore();
  applyPolicy({ unreadable: true }, store, fakeLogger());
  expect(store.state.notice?.code).toBe('policy.unreadable');
});
