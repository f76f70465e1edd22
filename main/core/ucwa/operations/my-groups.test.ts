import { describe, expect, test } from 'vitest';
import { ok } from '../../result.ts';
import { fakeClient, refusal, resource } from '../../testing/client.ts';
import { createGroup, getMyGroups, readMyGroups } from './my-groups.ts';
import { linkTo } from './operation.ts';

const HREF = '/people/groups';
const group = (rel: string, id: string) => resource(rel, `/groups/${id}`, { properties: { id, name: id } });

describe('reading', () => {
  test('every kind there is, in the same order whatever the server’s', () => {
    const kinds = [
      'pinnedGroup',
      'group',
      'defaultGroup',
      'distributionGroup',
      'delegatesGroup',
      'delegatorsGroup',
      'myOrganizationGroup',
    ];
    const embedded = Object.fromEntries([...kinds].reverse().map((rel) => [rel, group(rel, rel)]));
    const { groups } = readMyGroups(resource('myGroups', HREF, { embedded }));
    expect(groups.map(({ rel, id }) => [rel, id])).toEqual(kinds.map((rel) => [rel, rel]));
  });

  test('many of one kind in the server’s order; what cannot be read is left out', () => {
    const mine = [group('group', 'b'), resource('group', '/nameless'), group('group', 'a')];
    const { groups } = readMyGroups(resource('myGroups', HREF, { embedded: { group: mine } }));
    expect(groups.map(({ id }) => id)).toEqual(['b', 'a']);
  });

  test('by link only', () => {
    const links = { self: HREF, group: ['/g/1', '/g/2'], pinnedGroup: '/pinned', distributionGroup: ['/dl'] };
    expect(readMyGroups(resource('myGroups', HREF, { links }))).toEqual({
      groups: [],
      named: [
        { rel: 'pinnedGroup', link: linkTo('/pinned') },
        { rel: 'group', link: linkTo('/g/1') },
        { rel: 'group', link: linkTo('/g/2') },
        { rel: 'distributionGroup', link: linkTo('/dl') },
      ],
    });
  });
});

describe('GET', () => {
  test('embedded, or links only', async () => {
    const client = fakeClient();
    const { signal } = new AbortController();
    client.on(`GET ${HREF}`, resource('myGroups', HREF, { embedded: { group: group('group', 'a') } }));
    expect(await getMyGroups(client, linkTo(HREF), {}, { signal })).toMatchObject(ok({ groups: [{ id: 'a' }] }));
    await getMyGroups(client, linkTo(HREF), { expand: false });
    expect(client.calls.map(({ options }) => options)).toEqual([{ signal }, { query: { expand: false } }]);
  });

  test('no body is no list', async () => {
    const client = fakeClient();
    client.on(`GET ${HREF}`, null);
    expect(await getMyGroups(client, linkTo(HREF))).toMatchObject({ ok: false, error: { retryable: true } });
  });
});

describe('POST', () => {
  test('the name with the version header; without a body the group is found by reading', async () => {
    const client = fakeClient();
    const { signal } = new AbortController();
    client.on(`POST ${HREF}`, null, group('group', 'made'));
    const input = { displayName: 'R&D' };
    expect(await createGroup(client, linkTo(HREF), input, { signal })).toEqual(ok(null));
    expect(client.calls).toEqual([{ method: 'POST', href: HREF, body: input, options: { revision: 2, signal } }]);
    expect(await createGroup(client, linkTo(HREF), input)).toMatchObject(ok({ rel: 'group', id: 'made' }));
  });

  test.each([
    ['AlreadyExists', 'ucwa.alreadyExists'],
    ['TooManyGroups', 'ucwa.tooManyGroups'],
  ])('409 %s is for the caller to judge', async (subcode, code) => {
    const client = fakeClient();
    client.on(`POST ${HREF}`, refusal(409, subcode));
    expect(await createGroup(client, linkTo(HREF), { displayName: 'X' })).toMatchObject({ ok: false, error: { code } });
  });
});
