import { describe, expect, test } from 'vitest';
import { ok } from '../../result.ts';
import { fakeClient, noAnswer, refusal, resource, type Reply } from '../../testing/client.ts';
import { linkTo } from './operation.ts';
import {
  deletePresenceSubscription,
  extendPresenceSubscription,
  getPresenceSubscription,
  getPresenceSubscriptions,
  getSubscribedContacts,
  PRESENCE_SUBSCRIPTION_MINUTES,
  readPresenceSubscription,
  subscribeToContacts,
  subscribeToGroupPresence,
  subscribeToManyContacts,
} from './presence-subscriptions.ts';

const ALL = '/people/presenceSubscriptions';
const HREF = '/people/presenceSubscriptions/a%3d';
const { signal } = new AbortController();
const duration = PRESENCE_SUBSCRIPTION_MINUTES.max;
const one = resource('presenceSubscription', HREF, {
  properties: { id: 'a=' },
  links: { memberships: '/m', addToPresenceSubscription: '/add' },
});
const group = resource('presenceSubscription', '/g');
const model = {
  id: 'a=',
  links: { self: linkTo(HREF), memberships: linkTo('/m'), addToPresenceSubscription: linkTo('/add') },
};
const uris = (count: number) => Array.from({ length: count }, (_, index) => `sip:${index}@x`);

test('reads a subscription; one without self link cannot be worked with', () => {
  expect(readPresenceSubscription(one)).toEqual(model);
  expect(readPresenceSubscription(group)).toEqual({
    id: null,
    links: { self: linkTo('/g'), memberships: null, addToPresenceSubscription: null },
  });
  expect(readPresenceSubscription(resource('presenceSubscription', null))).toBeNull();
});

test('GET all', async () => {
  const client = fakeClient();
  const nameless = resource('presenceSubscription', null);
  const list = resource('s', ALL, { embedded: { presenceSubscription: [nameless, one] } });
  client.on(`GET ${ALL}`, list, null, refusal(403));
  const get = () => getPresenceSubscriptions(client, linkTo(ALL), { signal });
  expect(await get()).toEqual(ok([model]));
  expect(client.calls).toEqual([{ method: 'GET', href: ALL, body: null, options: { signal } }]);
  expect(await get()).toEqual(ok([]));
  expect(await get()).toMatchObject({ ok: false, error: { status: 403 } });
});

test('GET one', async () => {
  const client = fakeClient();
  client.on(`GET ${HREF}`, one, refusal(404, 'ApplicationNotFound'));
  expect(await getPresenceSubscription(client, linkTo(HREF), { signal })).toEqual(ok(model));
  expect(client.calls).toEqual([{ method: 'GET', href: HREF, body: null, options: { signal } }]);
  expect(await getPresenceSubscription(client, linkTo(HREF))).toMatchObject({ ok: false, error: { status: 404 } });
});

test('POST of contacts: all of them and the minutes in the body', async () => {
  const client = fakeClient();
  client.on(`POST ${ALL}`, one, null, refusal(403, 'LimitExceeded'));
  const post = () => subscribeToContacts(client, linkTo(ALL), { uris: uris(2), duration }, { signal });
  expect(await post()).toEqual(ok(model));
  expect(client.calls).toEqual([
    { method: 'POST', href: ALL, body: { duration: 30, uris: ['sip:0@x', 'sip:1@x'] }, options: { signal } },
  ]);
  expect(await post()).toEqual(ok(null));
  expect(await post()).toMatchObject({ ok: false, error: { code: 'ucwa.limitExceeded' } });
});

describe('POST of as many contacts as fit', () => {
  async function subscribe(count: number, reply: (uris: string[]) => Reply) {
    const client = fakeClient();
    client.on(`POST ${ALL}`, ({ body }) => reply(body?.['uris'] as string[]));
    const result = await subscribeToManyContacts(client, linkTo(ALL), { uris: uris(count), duration }, { signal });
    return { result, sizes: client.calls.map(({ body }) => (body?.['uris'] as string[]).length) };
  }
  const atMost = (limit: number) => (asked: string[]) => (asked.length > limit ? refusal(403, 'LimitExceeded') : one);

  test.each([
    [9, 9, [9]],
    [9, 4, [9, 5, 3]],
    [9, 1, [9, 5, 3, 2, 1]],
    [1, 1, [1]],
  ])('%i where %i fit', async (count, limit, sizes) => {
    const subscribed = await subscribe(count, atMost(limit));
    expect(subscribed.sizes).toEqual(sizes);
    expect(subscribed.result).toEqual(ok({ subscription: model, uris: uris(sizes.at(-1) ?? 0) }));
  });

  test('413 is too much as well', async () => {
    const { result, sizes } = await subscribe(4, (asked) => (asked.length > 2 ? refusal(413) : null));
    expect(sizes).toEqual([4, 2]);
    expect(result).toEqual(ok({ subscription: null, uris: uris(2) }));
  });

  test('not even one: that is told', async () => {
    const { result, sizes } = await subscribe(3, atMost(0));
    expect(sizes).toEqual([3, 2, 1]);
    expect(result).toMatchObject({ ok: false, error: { code: 'ucwa.limitExceeded' } });
  });

  test.each([refusal(403), noAnswer()])('another failure is told at once', async (error) => {
    const { result, sizes } = await subscribe(3, () => error);
    expect(sizes).toEqual([3]);
    expect(result).toEqual({ ok: false, error });
  });
});

test('POST of a group: the minutes in the query, behind what the link carries', async () => {
  const client = fakeClient();
  const href = '/people/presenceSubscriptions?groupId=7%3d';
  client.on(`POST ${href}`, group, null);
  const post = () => subscribeToGroupPresence(client, linkTo(href), { duration: 10 }, { signal });
  expect(await post()).toEqual(ok(readPresenceSubscription(group)));
  expect(client.calls).toEqual([{ method: 'POST', href, body: null, options: { query: { duration: 10 }, signal } }]);
  expect(await post()).toEqual(ok(null));
});

test('extending posts to the subscription itself', async () => {
  const client = fakeClient();
  client.on(`POST ${HREF}`, one, null, refusal(404));
  const extend = () => extendPresenceSubscription(client, linkTo(HREF), { duration: 20 }, { signal });
  expect(await extend()).toEqual(ok(model));
  expect(client.calls).toEqual([{ method: 'POST', href: HREF, body: { duration: 20 }, options: { signal } }]);
  expect(await extend()).toEqual(ok(null));
  expect(await extend()).toMatchObject({ ok: false, error: { status: 404 } });
});

test('DELETE', async () => {
  const client = fakeClient();
  client.on(`DELETE ${HREF}`, null, refusal(404));
  expect(await deletePresenceSubscription(client, linkTo(HREF), { signal })).toEqual(ok(null));
  expect(client.calls).toEqual([{ method: 'DELETE', href: HREF, body: null, options: { signal } }]);
  expect(await deletePresenceSubscription(client, linkTo(HREF))).toMatchObject({ ok: false, error: { status: 404 } });
});

test('GET subscribedContacts: links', async () => {
  const client = fakeClient();
  client.on('GET /s', resource('subscribedContacts', '/s', { links: { contact: ['/a', '/b'] } }));
  expect(await getSubscribedContacts(client, linkTo('/s'), { signal })).toEqual(ok([linkTo('/a'), linkTo('/b')]));
  expect(client.calls).toEqual([{ method: 'GET', href: '/s', body: null, options: { signal } }]);
});
