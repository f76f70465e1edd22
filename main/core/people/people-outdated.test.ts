import { describe, expect, test } from 'vitest';
import { appError, fail } from '../result.ts';
import { refusal } from '../testing/client.ts';
import { idle } from '../testing/clock.ts';
import { HREF } from '../testing/contact-list.ts';
import { added, people, START } from '../testing/people.ts';
import { REST_MS } from '../timing/passing.ts';

describe('when only the user or another session can mend it', () => {
  const denied = appError('auth.denied', 'No.');

  test('the list says of when it is, until all of it was read again after a long pause', async () => {
    const { put, attached, groups, client, clock, people: made, members, store, reads } = people();
    put('sales', ['ann@x']);
    put('team', []);
    await attached();
    groups.get('sales')!.members.push('cid@x');
    client.on(`GET ${HREF.members('sales')}`, fail(denied));
    await clock.advance(60_000);
    made.onEvents([added('cid@x', 'sales')]);
    await idle();
    expect(store.state.list).toMatchObject({ state: 'outdated', asOf: clock.now() });

    put('sales', ['ann@x', 'cid@x']);
    const before = reads().length;
    await clock.advance(REST_MS);
    expect(reads().slice(before)).toContain(`GET ${HREF.members('team')}`);
    expect(members()).toEqual({ 'ann@x': ['sales'], 'cid@x': ['sales'] });
    expect(store.state.list).toMatchObject({ state: 'current', asOf: clock.now() });
  });

  test('a subscription that cannot be renewed leaves the list outdated: no event will come', async () => {
    const { put, attached, client, clock, store } = people();
    put('sales', ['ann@x']);
    await attached();
    client.on(START, fail(denied));
    await clock.advance(15 * 60_000);
    expect(store.state.list.state).toBe('outdated');
  });

  test('what passes by itself leaves it as it is', async () => {
    const { put, attached, client, clock, people: made, store } = people();
    put('sales', ['ann@x']);
    await attached();
    client.on(`GET ${HREF.members('sales')}`, refusal(503));
    made.onEvents([added('cid@x', 'sales')]);
    await clock.advance(30_000);
    expect(store.state.list.state).toBe('current');
  });
});
