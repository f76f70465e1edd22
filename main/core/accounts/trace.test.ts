import { describe, expect, test } from 'vitest';
import { set } from '../store/actions.ts';
import { account } from '../testing/accounts.ts';
import { testStore } from '../testing/entities.ts';
import type { SignInStep } from '../ucwa/index.ts';
import { createTrace, MOST_STEPS, traceFile } from './trace.ts';

function step(id: number, more: Partial<SignInStep> = {}): SignInStep {
  return {
    id,
    at: 1_700_000_000_000,
    ms: null,
    phase: 'discovering',
    host: 'lyncdiscover.example.org',
    asked: `GET ${id}`,
    answered: null,
    decided: null,
    status: null,
    frontEnd: null,
    correlationId: null,
    ...more,
  };
}

describe('the trace', () => {
  test('shows a step once, as it was told last', () => {
    const store = testStore();
    const note = createTrace(store).begin();
    note(step(1));
    note(step(2));
    note(step(1, { ms: 12, status: 200, answered: '200' }));
    expect(store.state.trace).toMatchObject([
      { asked: 'GET 1', ms: 12, status: 200, answered: '200' },
      { asked: 'GET 2', ms: null },
    ]);
    expect(store.state.trace[0]).not.toHaveProperty('id');
  });

  test('goes on with the next sign-in, whose ids are its own', () => {
    const store = testStore();
    const trace = createTrace(store);
    trace.begin()(step(1));
    const note = trace.begin();
    note(step(1, { asked: 'again' }));
    note(step(1, { asked: 'again', ms: 5 }));
    expect(store.state.trace).toMatchObject([{ asked: 'GET 1' }, { asked: 'again', ms: 5 }]);
    trace.reset();
    expect(store.state.trace).toEqual([]);
    note(step(1, { asked: 'late' }));
    note(step(2));
    expect(store.state.trace).toMatchObject([{ asked: 'late' }, { asked: 'GET 2' }]);
  });

  test('keeps the latest hundred, each still to be replaced', () => {
    const store = testStore();
    const note = createTrace(store).begin();
    for (let id = 1; id <= MOST_STEPS + 20; id += 1) note(step(id));
    note(step(MOST_STEPS, { ms: 7 }));
    expect(store.state.trace).toHaveLength(100);
    expect(store.state.trace[0]?.asked).toBe('GET 21');
    expect(store.state.trace.filter(({ ms }) => ms === 7)).toMatchObject([{ asked: `GET ${MOST_STEPS}` }]);
  });
});

test('as a file it names times and the domain, no person', () => {
  const store = testStore();
  store.dispatch(set('account', account()));
  createTrace(store).begin()(step(1, { ms: 12, status: 200 }));
  const text = traceFile(store.state);
  expect(JSON.parse(text)).toMatchObject({
    what: 'sign-in trace',
    domain: 'example.org',
    steps: [{ time: '2023-11-14T22:13:20.000Z', host: 'lyncdiscover.example.org', ms: 12, status: 200 }],
  });
  expect(text).not.toContain('ann');
  expect(text.endsWith('}\n')).toBe(true);
});
