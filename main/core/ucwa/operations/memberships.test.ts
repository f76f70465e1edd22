import { describe, expect, test } from 'vitest';
import { ok } from '../../result.ts';
import { fakeClient, noAnswer, refusal, resource, type Call, type Reply } from '../../testing/client.ts';
import {
  addManyMembers,
  addMembers,
  getMemberships,
  readMembership,
  readMemberships,
  removeMember,
} from './memberships.ts';
import { linkTo } from './operation.ts';

const HREF = '/people/presenceSubscriptionMemberships?presenceSubscriptionId=1%3d';
const { signal } = new AbortController();
const membership = resource('presenceSubscriptionMembership', `/memberships/1,ann@x`, {
  links: { contact: '/people/ann', presenceSubscription: '/subscriptions/1' },
});
const list = resource('presenceSubscriptionMemberships', HREF, {
  embedded: { presenceSubscriptionMembership: [resource('presenceSubscriptionMembership', '/m'), membership] },
});

test('reads who is covered; one that names nobody, or cannot be ended, is left out', () => {
  const one = {
    links: {
      self: linkTo('/memberships/1,ann@x'),
      contact: linkTo('/people/ann'),
      presenceSubscription: linkTo('/subscriptions/1'),
    },
  };
  expect(readMembership(membership)).toEqual(one);
  expect(readMembership(resource('m', null, { links: { contact: '/people/ann' } }))).toBeNull();
  expect(readMemberships(list)).toEqual([one]);
});

test('GET, POST of several, DELETE of one', async () => {
  const client = fakeClient();
  client.on(`GET ${HREF}`, list);
  client.on(`POST ${HREF}`, list, null);
  client.on('DELETE /memberships/1,ann@x', null, refusal(404));
  const contactUris = ['sip:ann@x', 'sip:ben@x'];
  const read = ok(readMemberships(list));
  expect(await getMemberships(client, linkTo(HREF), { signal })).toEqual(read);
  expect(await addMembers(client, linkTo(HREF), { contactUris }, { signal })).toEqual(read);
  expect(await addMembers(client, linkTo(HREF), { contactUris }, { signal })).toEqual(ok(null));
  expect(await removeMember(client, linkTo('/memberships/1,ann@x'), { signal })).toEqual(ok(null));
  expect(await removeMember(client, linkTo('/memberships/1,ann@x'))).toMatchObject({ error: { status: 404 } });
  expect(client.calls.slice(0, 4)).toEqual([
    { method: 'GET', href: HREF, body: null, options: { signal } },
    { method: 'POST', href: HREF, body: { contactUris }, options: { signal } },
    { method: 'POST', href: HREF, body: { contactUris }, options: { signal } },
    { method: 'DELETE', href: '/memberships/1,ann@x', body: null, options: { signal } },
  ]);
});

describe('many', () => {
  const uris = (count: number) => Array.from({ length: count }, (_, index) => `sip:${index}@x`);
  const sizes = (calls: readonly Call[]) => calls.map(({ body }) => (body?.['contactUris'] as string[]).length);

  async function add(count: number, reply: (contactUris: string[]) => Reply) {
    const client = fakeClient();
    const taken: string[] = [];
    client.on(`POST ${HREF}`, ({ body }) => {
      const wanted = body?.['contactUris'] as string[];
      const said = reply(wanted);
      if (said === null) taken.push(...wanted);
      return said;
    });
    const results = await addManyMembers(client, linkTo(HREF), { contactUris: uris(count) }, { signal });
    const outcome = results.map((result) => (result.ok ? 'added' : result.error.code));
    return { client, taken, outcome, sizes: sizes(client.calls) };
  }

  test('in one request where that is not too much', async () => {
    const { client, taken, outcome } = await add(5, () => null);
    expect(client.calls).toEqual([{ method: 'POST', href: HREF, body: { contactUris: uris(5) }, options: { signal } }]);
    expect([taken, outcome]).toEqual([uris(5), uris(5).map(() => 'added')]);
  });

  test('413: in halves, down to what one request may hold', async () => {
    const made = await add(10, (wanted) => (wanted.length > 3 ? refusal(413) : null));
    expect(made.sizes).toEqual([10, 5, 3, 2, 5, 3, 2]);
    expect([made.taken, made.outcome]).toEqual([uris(10), uris(10).map(() => 'added')]);
  });

  test('LimitExceeded: as many as fit, the first first, then no more is asked for', async () => {
    let room = 6;
    const made = await add(9, (wanted) => {
      if (wanted.length > room) return refusal(403, 'LimitExceeded');
      room -= wanted.length;
      return null;
    });
    expect(made.taken).toEqual(uris(6));
    expect(made.outcome).toEqual(uris(9).map((_, index) => (index < 6 ? 'added' : 'ucwa.limitExceeded')));
    expect(made.sizes).toEqual([9, 5, 4, 2, 1, 1]);
  });

  test('one that is too large alone stops nobody else', async () => {
    const made = await add(3, (wanted) => (wanted.includes('sip:1@x') ? refusal(413) : null));
    expect(made.outcome).toEqual(['added', 'ucwa.badRequest', 'added']);
  });

  test.each([
    ['gone', refusal(404), 'ucwa.notFound'],
    ['busy', refusal(503), 'ucwa.unavailable'],
    ['silent', noAnswer(), 'network.unreachable'],
  ])('a server that is %s is not asked again', async (_, error, code) => {
    const made = await add(4, (wanted) => (wanted.length > 2 ? refusal(413) : error));
    expect(made.outcome).toEqual([code, code, code, code]);
    expect(made.sizes).toEqual([4, 2]);
  });

  test('nobody: nothing is asked', async () => {
    const { client, outcome } = await add(0, () => null);
    expect([client.calls, outcome]).toEqual([[], []]);
  });
});
