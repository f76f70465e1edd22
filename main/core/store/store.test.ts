import { describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../settings/settings.ts';
import { group, testStore } from '../testing/entities.ts';
import { fakeLogger } from '../ucwa/testing.ts';
import type { Action } from './actions.ts';
import { set } from './actions.ts';
import { addressOf, type Change } from './state.ts';
import { createStore, emptyState } from './store.ts';

const groups = (...ids: string[]): Action => ({ type: 'listRead', groups: ids.map((id) => group(id)), members: [] });

describe('the store', () => {
  test('one dispatch is one step: one revision, one call, however many actions', () => {
    const store = testStore();
    const calls: [number, number][] = [];
    store.subscribe((changes, revision) => calls.push([changes.length, revision]));
    store.dispatch(groups('a', 'b'), set('connection', { phase: 'connecting' }));
    store.dispatch(groups('a'));
    expect(calls).toEqual([
      [3, 1],
      [1, 2],
    ]);
    expect(store.state.revision).toBe(2);
  });

  test('no change: no revision, no call', () => {
    const store = testStore();
    store.dispatch(groups('a'));
    let calls = 0;
    store.subscribe(() => (calls += 1));
    store.dispatch(groups('a'), groups(), groups('a'));
    store.dispatch();
    expect(calls).toBe(0);
    expect(store.state.revision).toBe(1);
  });

  test('the state shows the step when listeners are told of it', () => {
    const store = testStore();
    const seen: string[] = [];
    store.subscribe(() => seen.push([...store.state.groups.keys()].join()));
    store.dispatch(groups('a', 'b'));
    expect(seen).toEqual(['a,b']);
  });

  test('what a listener dispatches comes after all have seen the present step, in order', () => {
    const store = testStore();
    const seen: string[] = [];
    store.subscribe((_, revision) => {
      seen.push(`first ${revision} ${[...store.state.groups.keys()].join()}`);
      if (revision === 1) {
        store.dispatch(groups('a', 'b'));
        store.dispatch(groups('a', 'b', 'c'));
        seen.push(`still ${store.state.revision}`);
      }
    });
    store.subscribe((_, revision) => seen.push(`second ${revision} ${[...store.state.groups.keys()].join()}`));
    store.dispatch(groups('a'));
    expect(seen).toEqual([
      'first 1 a',
      'still 1',
      'second 1 a',
      'first 2 a,b',
      'second 2 a,b',
      'first 3 a,b,c',
      'second 3 a,b,c',
    ]);
  });

  test('a listener that throws is logged without what it spoke of, and disturbs neither others nor the next step', () => {
    const logger = fakeLogger();
    const store = createStore(emptyState(DEFAULT_SETTINGS), logger);
    let calls = 0;
    store.subscribe(() => {
      throw new Error('broken');
    });
    store.subscribe(() => (calls += 1));
    store.dispatch(groups('a'));
    store.dispatch(groups('b'));
    expect(calls).toBe(2);
    expect(logger.lines).toHaveLength(2);
    expect(logger.lines[0]).toContain('broken');
  });

  test('who stopped listening is not told any more, not even of the step in which it stopped', () => {
    const store = testStore();
    const told: string[] = [];
    store.subscribe(() => {
      told.push('first');
      stop();
    });
    const stop = store.subscribe(() => told.push('second'));
    store.dispatch(groups('a'));
    store.dispatch(groups('b'));
    expect(told).toEqual(['first', 'first']);
  });

  test('who asked for some parts is told of the steps that change one of them, whole', () => {
    const store = testStore();
    const told: [string[], number][] = [];
    const nameOf = (change: Change): string => ('slice' in change ? change.slice : change.table);
    const stop = store.subscribeTo(['groups', 'me'], (changes, revision) => told.push([changes.map(nameOf), revision]));
    store.dispatch(set('connection', { phase: 'connecting' }));
    store.dispatch(groups('a'), set('connection', { phase: 'signedOut', error: null }));
    stop();
    store.dispatch(groups('b'));
    expect(told).toEqual([[['groups', 'connection'], 2]]);
  });

  test('who begins to listen in a step is told from the next one on', () => {
    const store = testStore();
    const told: number[] = [];
    let begun = false;
    store.subscribe(() => {
      if (!begun) store.subscribe((_, revision) => told.push(revision));
      begun = true;
    });
    store.dispatch(groups('a'));
    store.dispatch(groups('b'));
    expect(told).toEqual([2]);
  });
});

test.each([
  ['sip:Ann@Example.org', 'ann@example.org'],
  ['SIP:ann@example.org', 'ann@example.org'],
  ['  Ann@example.org ', 'ann@example.org'],
])('addressOf %j', (uri, address) => {
  expect(addressOf(uri)).toBe(address);
});
