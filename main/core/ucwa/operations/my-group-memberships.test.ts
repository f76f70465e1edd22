import { describe, expect, test } from 'vitest';
import { ok } from '../../result.ts';
import { fakeClient, noAnswer, refusal, resource, type Scripted } from '../../testing/client.ts';
import {
  addManyToGroup,
  addToGroup,
  getMyGroupMembership,
  getMyGroupMemberships,
  readMyGroupMembership,
  readMyGroupMemberships,
  removeContactFromAllGroups,
  removeFromGroup,
} from './my-group-memberships.ts';
import { linkTo } from './operation.ts';

const HUB = '/people/groupMemberships';
const REMOVE = `${HUB}/removeContactFromAllGroups`;
const { signal } = new AbortController();

const membership = resource('myGroupMembership', '/m/1', {
  revision: 2,
  links: { contact: '/people/ann', pinnedGroup: '/pinned' },
});

describe('reading', () => {
  test('a membership', () => {
    expect(readMyGroupMembership(membership)).toEqual({
      links: {
        self: { ...linkTo('/m/1'), revision: 2 },
        contact: linkTo('/people/ann'),
        group: null,
        defaultGroup: null,
        pinnedGroup: linkTo('/pinned'),
        delegatesGroup: null,
      },
    });
  });

  test('one that names several groups at once, as the samples do', () => {
    const rels = ['group', 'defaultGroup', 'pinnedGroup', 'delegatesGroup'];
    const links = Object.fromEntries(['contact', ...rels].map((rel) => [rel, `/${rel}`]));
    const read = readMyGroupMembership(resource('myGroupMembership', '/m/1', { links }))?.links;
    expect(read).toMatchObject(Object.fromEntries(rels.map((rel) => [rel, linkTo(`/${rel}`)])));
  });

  test('one that names nobody, or that cannot be ended, is none', () => {
    expect(readMyGroupMembership(resource('myGroupMembership', '/m/2', { links: { group: '/g' } }))).toBeNull();
    const nowhere = resource('myGroupMembership', null, { links: { contact: '/people/ann' } });
    expect(readMyGroupMembership(nowhere)).toBeNull();
    const list = resource('m', HUB, { embedded: { myGroupMembership: [nowhere, membership] } });
    expect(readMyGroupMemberships(list)).toEqual({
      memberships: [readMyGroupMembership(membership)],
      links: { removeContactFromAllGroups: null },
    });
  });
});

describe('GET', () => {
  const list = resource('m', HUB, {
    embedded: { myGroupMembership: membership },
    links: { removeContactFromAllGroups: REMOVE },
  });

  test('all, or those of one group', async () => {
    const client = fakeClient();
    client.on(`GET ${HUB}`, list);
    const read = ok(readMyGroupMemberships(list));
    expect(readMyGroupMemberships(list).links.removeContactFromAllGroups).toEqual(linkTo(REMOVE));
    expect(await getMyGroupMemberships(client, linkTo(HUB), {}, { signal })).toEqual(read);
    expect(await getMyGroupMemberships(client, linkTo(HUB), { groupId: 'wcc=' }, { signal })).toEqual(read);
    expect(client.calls).toEqual([
      { method: 'GET', href: HUB, body: null, options: { revision: 2, signal } },
      { method: 'GET', href: HUB, body: null, options: { revision: 2, query: { groupId: 'wcc=' }, signal } },
    ]);
  });

  test('no body is none; a refusal is a refusal', async () => {
    const client = fakeClient();
    client.on(`GET ${HUB}`, null, refusal(403, 'OperationNotSupported'));
    const none = ok({ memberships: [], links: { removeContactFromAllGroups: null } });
    expect(await getMyGroupMemberships(client, linkTo(HUB))).toEqual(none);
    expect(await getMyGroupMemberships(client, linkTo(HUB))).toMatchObject({ ok: false, error: { status: 403 } });
  });

  test('one', async () => {
    const client = fakeClient();
    client.on('GET /m/1', membership);
    expect(await getMyGroupMembership(client, linkTo('/m/1'), { signal })).toEqual(
      ok(readMyGroupMembership(membership)),
    );
    expect(client.calls[0]?.options).toEqual({ revision: 2, signal });
  });
});

describe('adding one', () => {
  test('to a group, or to the default group', async () => {
    const client = fakeClient();
    client.on(`POST ${HUB}`, membership, null);
    const ann = { contactUri: 'sip:ann@x' };
    expect(await addToGroup(client, linkTo(HUB), { ...ann, groupId: 'wcc=' }, { signal })).toEqual(
      ok(readMyGroupMembership(membership)),
    );
    expect(await addToGroup(client, linkTo(HUB), ann, { signal })).toEqual(ok(null));
    expect(client.calls).toEqual([
      { method: 'POST', href: HUB, body: { ...ann, groupId: 'wcc=' }, options: { revision: 2, signal } },
      { method: 'POST', href: HUB, body: ann, options: { revision: 2, signal } },
    ]);
  });

  test('409 AlreadyExists is for the caller to judge', async () => {
    const client = fakeClient();
    client.on(`POST ${HUB}`, refusal(409, 'AlreadyExists'));
    expect(await addToGroup(client, linkTo(HUB), { contactUri: 'sip:ann@x' })).toMatchObject({
      ok: false,
      error: { code: 'ucwa.alreadyExists' },
    });
  });
});

describe('adding many', () => {
  const contactUris = ['sip:a@x', 'sip:b@x', 'sip:c@x'];

  async function add(...replies: Scripted[]) {
    const client = fakeClient();
    client.on(`POST ${HUB}`, ...replies);
    const input = { contactUris, groupId: 'g' };
    const results = await addManyToGroup(client, linkTo(HUB), input, { signal });
    return { client, outcome: results.map((result) => (result.ok ? 'added' : result.error.code)) };
  }

  test('one request each, in order', async () => {
    const { client, outcome } = await add(null);
    expect(outcome).toEqual(['added', 'added', 'added']);
    expect(client.calls).toEqual(
      contactUris.map((contactUri) => ({
        method: 'POST',
        href: HUB,
        body: { contactUri, groupId: 'g' },
        options: { revision: 2, signal },
      })),
    );
  });

  test('without a group: to the default group', async () => {
    const client = fakeClient();
    client.on(`POST ${HUB}`, null);
    await addManyToGroup(client, linkTo(HUB), { contactUris: ['sip:a@x'] });
    expect(client.calls[0]?.body).toEqual({ contactUri: 'sip:a@x' });
  });

  test.each([
    ['is in it already', refusal(409, 'AlreadyExists'), 'ucwa.alreadyExists'],
    ['is new to a full list', refusal(409, 'LimitExceeded'), 'ucwa.limitExceeded'],
    ['is a distribution group', refusal(403), 'ucwa.forbidden'],
    ['is no address', refusal(400), 'ucwa.badRequest'],
  ])('who %s stops nobody else', async (_, error, code) => {
    const { client, outcome } = await add(null, error, null);
    expect(outcome).toEqual(['added', code, 'added']);
    expect(client.calls).toHaveLength(3);
  });

  test.each([
    ['the group is full', refusal(403, 'LimitExceeded'), 'ucwa.limitExceeded'],
    ['the group is gone', refusal(404), 'ucwa.notFound'],
    ['the list is being moved', refusal(500, 'MigrationInProgress'), 'ucwa.readOnly'],
    ['it is too much', refusal(429), 'ucwa.tooManyRequests'],
    ['no answer comes', noAnswer(), 'network.unreachable'],
  ])('when %s, the rest is not asked for', async (_, error, code) => {
    const { client, outcome } = await add(null, error, null);
    expect(outcome).toEqual(['added', code, code]);
    expect(client.calls).toHaveLength(2);
  });

  test('given up: the rest is not asked for', async () => {
    const client = fakeClient();
    const life = new AbortController();
    client.on(`POST ${HUB}`, () => {
      life.abort();
      return null;
    });
    const results = await addManyToGroup(client, linkTo(HUB), { contactUris }, { signal: life.signal });
    expect(results.map((result) => result.ok)).toEqual([false, false, false]);
    expect(client.calls).toHaveLength(1);
  });
});

describe('removing', () => {
  test('from one group, with the version header', async () => {
    const client = fakeClient();
    client.on('DELETE /m/1', null, refusal(404));
    expect(await removeFromGroup(client, linkTo('/m/1'), { signal })).toEqual(ok(null));
    expect(client.calls).toEqual([{ method: 'DELETE', href: '/m/1', body: null, options: { revision: 2, signal } }]);
    expect(await removeFromGroup(client, linkTo('/m/1'))).toMatchObject({ ok: false, error: { status: 404 } });
  });

  test('from all groups, with the version header', async () => {
    const client = fakeClient();
    client.on(`POST ${REMOVE}`, null, refusal(404));
    const ann = { contactUri: 'sip:ann@x' };
    expect(await removeContactFromAllGroups(client, linkTo(REMOVE), ann, { signal })).toEqual(ok(null));
    expect(client.calls).toEqual([{ method: 'POST', href: REMOVE, body: ann, options: { revision: 2, signal } }]);
    expect(await removeContactFromAllGroups(client, linkTo(REMOVE), ann)).toMatchObject({ error: { status: 404 } });
  });
});
