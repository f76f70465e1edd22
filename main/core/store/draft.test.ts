import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contact, group } from '../testing/entities.ts';
import { DEFAULT_SETTINGS } from '../settings/settings.ts';
import { Draft, sameValue } from './draft.ts';
import type { State } from './state.ts';
import { emptyState } from './store.ts';

const sales = group('sales');

function stateWith(): State {
  return { ...emptyState(DEFAULT_SETTINGS), groups: new Map([['sales', sales]]) };
}

describe('sameValue', () => {
  test('agrees with a comparison of the JSON, key order aside', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        expect(sameValue(a, structuredClone(a))).toBe(true);
        expect(sameValue(a, b)).toBe(sorted(a) === sorted(b));
        expect(sameValue(b, a)).toBe(sameValue(a, b));
      }),
    );
  });

  test.each([
    [
      [1, 2],
      [2, 1],
    ],
    [[], {}],
    [{ a: 1 }, { b: 1 }],
    [{ a: null }, {}],
    [{}, null],
    [0, ''],
  ])('tells %j from %j', (a, b) => {
    expect(sameValue(a, b)).toBe(false);
    expect(sameValue(b, a)).toBe(false);
  });
});

/** JSON with sorted keys; -0 is spelled 0 by JSON, but is another value. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (Object.is(inner, -0)) return '-0';
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

describe('a draft', () => {
  test('reads see what was put and deleted before, the state stays as it was', () => {
    const state = stateWith();
    const draft = new Draft(state);
    draft.put('groups', 'team', group('team'));
    draft.delete('groups', 'sales');
    expect(draft.keys('groups')).toEqual(['team']);
    expect(draft.get('groups', 'team')).toEqual(group('team'));
    expect(draft.get('groups', 'sales')).toBeNull();
    expect([...state.groups.keys()]).toEqual(['sales']);
  });

  test('tables do not mix', () => {
    const draft = new Draft(stateWith());
    draft.put('contacts', 'sales', contact('sales', []));
    expect(draft.keys('groups')).toEqual(['sales']);
    expect(draft.get('groups', 'sales')).toBe(sales);
    expect(draft.changes()).toHaveLength(1);
  });

  test('a put with the same content changes nothing', () => {
    const draft = new Draft(stateWith());
    draft.put('groups', 'sales', { ...sales });
    expect(draft.changes()).toEqual([]);
    expect(draft.get('groups', 'sales')).toBe(sales);
  });

  test('what comes and goes, or goes and comes back, leaves no change', () => {
    const draft = new Draft(stateWith());
    draft.put('groups', 'team', group('team'));
    draft.delete('groups', 'team');
    draft.delete('groups', 'sales');
    draft.put('groups', 'sales', { ...sales });
    draft.delete('groups', 'never');
    expect(draft.changes()).toEqual([]);
  });

  test('many steps of one row become one change from the first state to the last', () => {
    const draft = new Draft(stateWith());
    draft.put('groups', 'sales', { ...sales, name: 'One' });
    draft.put('groups', 'sales', { ...sales, name: 'Two' });
    expect(draft.changes()).toEqual([
      { table: 'groups', key: 'sales', before: sales, after: { ...sales, name: 'Two' } },
    ]);
  });

  test('slices: net as well, and read back', () => {
    const draft = new Draft(stateWith());
    draft.set('settings', { ...DEFAULT_SETTINGS, theme: 'dark' });
    expect(draft.slice('settings').theme).toBe('dark');
    expect(draft.changes()).toHaveLength(1);
    draft.set('settings', { ...DEFAULT_SETTINGS });
    expect(draft.slice('settings')).toBe(DEFAULT_SETTINGS);
    expect(draft.changes()).toEqual([]);
  });
});
