import { describe, expect, test } from 'vitest';
import type { AppError } from '../result.ts';
import { ok } from '../result.ts';
import { noAnswer, refusal, resource } from '../testing/client.ts';
import { HREF } from '../testing/contact-list.ts';
import { presenceServer } from '../testing/presence-server.ts';
import { drivenClock } from '../testing/clock.ts';
import { isLimitExceeded as isLimit } from '../ucwa/index.ts';
import { createSubscriptions, justRenewed, renewAt, type Held } from './subscriptions.ts';

const MINUTE = 60_000;
const people = (n: number): string[] => Array.from({ length: n }, (_, index) => `p${index}@x`);

function subscriptions() {
  const server = presenceServer();
  const clock = drivenClock();
  const made = createSubscriptions(server.application, clock);
  return {
    ...server,
    server,
    clock,
    subscriptions: made,
    posts: () => server.client.calls.filter(({ method }) => method === 'POST'),
    /** Whose address a contact's href tells. */
    addressOf: async (href: string) => href.slice('/people/'.length),
  };
}

async function heldContacts(addresses: readonly string[]) {
  const made = subscriptions();
  await made.subscriptions.holdContacts(addresses);
  made.client.calls.length = 0;
  const [held] = made.subscriptions.held;
  return { ...made, held: held as Held };
}

const refused = (outcome: Map<string, AppError | null>): string[] =>
  [...outcome].flatMap(([address, error]) => (error ? [address] : []));

describe('holding contacts', () => {
  test('one subscription for all, for the longest time there is', async () => {
    const { subscriptions: made, posts, clock, covered } = subscriptions();
    expect(await made.holdContacts(people(3))).toEqual(new Map(people(3).map((address) => [address, null])));
    expect(posts().map(({ href, body }) => [href, body])).toEqual([
      [HREF.presenceSubscriptions, { duration: 30, uris: ['sip:p0@x', 'sip:p1@x', 'sip:p2@x'] }],
    ]);
    expect([...made.held]).toMatchObject([{ group: null, until: clock.now() + 30 * MINUTE }]);
    expect(covered()).toEqual(people(3));
  });

  test('more of them are added to the one there is', async () => {
    const { subscriptions: made, posts, held, covered } = await heldContacts(['a@x']);
    await made.holdContacts(['b@x', 'c@x']);
    expect(posts().map(({ href, body }) => [href, body])).toEqual([
      ['/sub/1/members', { contactUris: ['sip:b@x', 'sip:c@x'] }],
    ]);
    expect([...held.addresses]).toEqual(['a@x', 'b@x', 'c@x']);
    expect(covered()).toEqual(['a@x', 'b@x', 'c@x']);
  });

  test('nobody: nothing is asked', async () => {
    const { subscriptions: made, client } = subscriptions();
    expect((await made.holdContacts([])).size).toBe(0);
    expect(client.calls).toEqual([]);
  });

  test('a full subscription: another one', async () => {
    const made = subscriptions();
    made.server.limits = { subscriptions: 3, contacts: 4 };
    expect(refused(await made.subscriptions.holdContacts(people(10)))).toEqual([]);
    expect(made.covered()).toEqual(people(10));
    expect([...made.server.subscriptions.values()].map(({ members }) => members.size).every((size) => size <= 4)).toBe(
      true,
    );
  });

  test.each([
    [1, 1],
    [1, 4],
    [2, 3],
    [0, 5],
  ])('%i subscriptions of %i contacts: as many as fit, the first first, the rest is refused', async (count, size) => {
    const made = subscriptions();
    made.server.limits = { subscriptions: count, contacts: size };
    const outcome = await made.subscriptions.holdContacts(people(9));
    const left = refused(outcome);
    expect(outcome.size).toBe(9);
    expect(made.covered()).toEqual(people(9).filter((address) => !left.includes(address)));
    expect(left).toEqual(people(9).slice(9 - left.length));
    expect(made.covered().length).toBe(count * size);
    expect([...outcome.values()].every((error) => error === null || isLimit(error))).toBe(true);
    expect(made.client.calls.length).toBeLessThan(30);
  });

  test('another refusal is told for all of them and nothing more is tried', async () => {
    const { subscriptions: made, client } = subscriptions();
    client.on(`POST ${HREF.presenceSubscriptions}`, refusal(403));
    const outcome = await made.holdContacts(people(3));
    expect([...outcome.values()].map((error) => error?.code)).toEqual(Array(3).fill('ucwa.forbidden'));
    expect(client.calls).toHaveLength(1);
  });

  test('so is one for those who are to be added', async () => {
    const { subscriptions: made, client, held } = await heldContacts(['a@x']);
    client.on('POST /sub/1/members', refusal(403));
    const outcome = await made.holdContacts(['b@x', 'c@x']);
    expect([...outcome.values()].map((error) => error?.code)).toEqual(Array(2).fill('ucwa.forbidden'));
    expect(client.log).toEqual(['POST /sub/1/members']);
    expect([...held.addresses]).toEqual(['a@x']);
  });

  test('one that has lapsed without a word is let go, and a new one is made', async () => {
    const { subscriptions: made, server, covered } = await heldContacts(['a@x']);
    server.subscriptions.clear();
    expect(refused(await made.holdContacts(['b@x']))).toEqual([]);
    expect([...made.held].map(({ href, addresses }) => [href, [...addresses]])).toEqual([['/sub/2', ['b@x']]]);
    expect(covered()).toEqual(['b@x']);
  });

  test('group subscriptions take no contacts', async () => {
    const { subscriptions: made, put, posts } = subscriptions();
    put('sales', []);
    await made.holdGroup('sales', HREF.follow('sales'));
    await made.holdContacts(['a@x']);
    expect(posts().map(({ href }) => href)).toEqual([HREF.follow('sales'), HREF.presenceSubscriptions]);
  });

  test('nor where a server offers it for one, as the generated samples have it (PROTOCOL 15.2)', async () => {
    const { subscriptions: made, client, posts } = subscriptions();
    const links = { memberships: '/sub/g/members', addToPresenceSubscription: '/sub/g/members' };
    client.on(`POST ${HREF.follow('sales')}`, resource('presenceSubscription', '/sub/g', { links }));
    await made.holdGroup('sales', HREF.follow('sales'));
    await made.holdContacts(['a@x']);
    expect(posts().map(({ href }) => href)).toEqual([HREF.follow('sales'), HREF.presenceSubscriptions]);
  });

  test('not offered, or made without an address', async () => {
    const { application, client } = presenceServer();
    const bare = createSubscriptions({ ...application, people: resource('people', '/people') }, drivenClock());
    expect((await bare.holdContacts(['a@x'])).get('a@x')?.code).toBe('ucwa.forbidden');
    client.on(`POST ${HREF.presenceSubscriptions}`, null);
    const made = createSubscriptions(application, drivenClock());
    expect((await made.holdContacts(['a@x'])).get('a@x')?.code).toBe('ucwa.unexpected');
    expect(made.held.size).toBe(0);
  });
});

describe('holding a group', () => {
  test('the duration goes in the query, behind what the link carries', async () => {
    const { subscriptions: made, put, posts, clock } = subscriptions();
    put('sales', []);
    const outcome = await made.holdGroup('sales', HREF.follow('sales'));
    expect(outcome).toMatchObject({ ok: true, value: { group: 'sales', href: '/sub/1' } });
    expect(posts()[0]).toMatchObject({ href: HREF.follow('sales'), body: null, options: { query: { duration: 30 } } });
    expect([...made.held][0]?.until).toBe(clock.now() + 30 * MINUTE);
  });

  test('refused', async () => {
    const { subscriptions: made, put, client } = subscriptions();
    put('sales', []);
    client.on(`POST ${HREF.follow('sales')}`, refusal(403, 'LimitExceeded'));
    expect(await made.holdGroup('sales', HREF.follow('sales'))).toMatchObject({
      ok: false,
      error: { code: 'ucwa.limitExceeded' },
    });
    expect(made.held.size).toBe(0);
  });
});

describe('letting a contact go', () => {
  test('one of many: its membership alone', async () => {
    const { subscriptions: made, client, held, addressOf, covered } = await heldContacts(people(3));
    expect(await made.releaseContact('p1@x', addressOf)).toEqual(ok(null));
    expect(client.log).toEqual(['GET /sub/1/members', 'DELETE /sub/1,p1@x']);
    expect([...held.addresses]).toEqual(['p0@x', 'p2@x']);
    expect(covered()).toEqual(['p0@x', 'p2@x']);
  });

  test('the last one takes the subscription along', async () => {
    const { subscriptions: made, client, addressOf } = await heldContacts(['a@x']);
    expect(await made.releaseContact('a@x', addressOf)).toEqual(ok(null));
    expect(client.log).toEqual(['DELETE /sub/1']);
    expect(made.held.size).toBe(0);
  });

  test('without a list of memberships the subscription goes as a whole', async () => {
    const { application, client, subscriptions: served } = presenceServer();
    client.on(`POST ${HREF.presenceSubscriptions}`, resource('presenceSubscription', '/bare'));
    client.on('DELETE /bare', null);
    const made = createSubscriptions(application, drivenClock());
    await made.holdContacts(['a@x', 'b@x']);
    expect(await made.releaseContact('a@x', async () => null)).toEqual(ok(null));
    expect(client.log.at(-1)).toBe('DELETE /bare');
    expect(made.held.size + served.size).toBe(0);
  });

  test('somebody in several subscriptions leaves all of them', async () => {
    const { subscriptions: made, server, addressOf, covered } = await heldContacts(['a@x']);
    server.limits = { subscriptions: 10, contacts: 1 };
    await made.holdContacts(['b@x']);
    [...made.held][1]!.addresses.add('a@x');
    server.subscriptions.get('/sub/2')!.members.add('a@x');
    await made.releaseContact('a@x', addressOf);
    expect(covered()).toEqual(['b@x']);
  });

  test('404 is a success', async () => {
    const one = await heldContacts(people(2));
    one.client.on('GET /sub/1/members', () =>
      resource('m', '/m', {
        embedded: {
          presenceSubscriptionMembership: resource('m', '/gone', { links: { contact: HREF.contact('p0@x') } }),
        },
      }),
    );
    expect(await one.subscriptions.releaseContact('p0@x', one.addressOf)).toEqual(ok(null));
    expect([...one.held.addresses]).toEqual(['p1@x']);
    const last = await heldContacts(['a@x']);
    last.server.subscriptions.clear();
    expect(await last.subscriptions.releaseContact('a@x', last.addressOf)).toEqual(ok(null));
    expect(last.subscriptions.held.size).toBe(0);
  });

  test('one that has lapsed without a word is let go with all whom it covered', async () => {
    const { subscriptions: made, server, client, held, addressOf } = await heldContacts(people(2));
    server.subscriptions.clear();
    expect(await made.releaseContact('p0@x', addressOf)).toEqual(ok(null));
    expect(client.log).toEqual(['GET /sub/1/members']);
    expect(made.held.has(held)).toBe(false);
  });

  test('a failure is told, and the contact counts as held', async () => {
    const { subscriptions: made, client, held, addressOf } = await heldContacts(people(2));
    client.on('DELETE /sub/1,p0@x', refusal(500));
    client.on('GET /sub/1/members', noAnswer());
    expect(await made.releaseContact('p0@x', addressOf)).toMatchObject({ ok: false });
    expect([...held.addresses]).toEqual(people(2));
  });

  test('somebody not held: nothing is asked', async () => {
    const { subscriptions: made, client, addressOf } = await heldContacts(['a@x']);
    expect(await made.releaseContact('b@x', addressOf)).toEqual(ok(null));
    expect(client.calls).toEqual([]);
  });
});

describe('extending', () => {
  test('posts to the subscription itself and counts from now', async () => {
    const { subscriptions: made, client, held, clock } = await heldContacts(['a@x']);
    await clock.advance(18 * MINUTE);
    expect(await made.extend(held)).toBe('extended');
    expect(client.calls).toMatchObject([{ method: 'POST', href: '/sub/1', body: { duration: 30 } }]);
    expect(held.until).toBe(clock.now() + 30 * MINUTE);
  });

  test('404, of which the session knows that the application lives: lost', async () => {
    const { subscriptions: made, server, client, held } = await heldContacts(['a@x']);
    server.subscriptions.clear();
    expect(await made.extend(held)).toBe('lost');
    expect(client.log).toEqual(['POST /sub/1']);
    expect(made.held.size).toBe(0);
  });

  test('other failures leave it as it is', async () => {
    const { subscriptions: made, client, held } = await heldContacts(['a@x']);
    const { until } = held;
    client.on('POST /sub/1', refusal(503));
    expect(await made.extend(held)).toMatchObject({ code: 'ucwa.unavailable' });
    expect(held.until).toBe(until);
    expect(made.held.has(held)).toBe(true);
  });
});

describe('leftovers of an earlier run', () => {
  test('are deleted, whatever each answers', async () => {
    const { application, client } = await heldContacts(['a@x']);
    client.on(
      `GET ${HREF.presenceSubscriptions}`,
      resource('s', '/s', {
        embedded: { presenceSubscription: ['/sub/8', '/sub/9', null].map((href) => resource('s', href)) },
      }),
    );
    client.on('DELETE /sub/8', refusal(403));
    const made = createSubscriptions(application, drivenClock());
    await made.clearLeftovers();
    expect(client.log).toEqual([`GET ${HREF.presenceSubscriptions}`, 'DELETE /sub/8', 'DELETE /sub/9']);
  });

  test('are left where they cannot be listed', async () => {
    const { application, client } = presenceServer();
    client.on(`GET ${HREF.presenceSubscriptions}`, refusal(500));
    await createSubscriptions(application, drivenClock()).clearLeftovers();
    await createSubscriptions({ ...application, people: resource('people', '/p') }, drivenClock()).clearLeftovers();
    expect(client.log).toEqual([`GET ${HREF.presenceSubscriptions}`]);
  });
});

test('renewal is due at 60 % of the time; a renewal is fresh for 20 % of it', async () => {
  const { held, clock } = await heldContacts(['a@x']);
  expect(renewAt(held) - clock.now()).toBe(18 * MINUTE);
  await clock.advance(6 * MINUTE - 1);
  expect(justRenewed(held, clock.now())).toBe(true);
  await clock.advance(1);
  expect(justRenewed(held, clock.now())).toBe(false);
});
