import { describe, expect, test } from 'vitest';
import { ok } from '../../result.ts';
import { fakeClient, refusal, resource } from '../../testing/client.ts';
import { deleteGroup, getGroup, readGroup, updateGroup, type GroupRel } from './group.ts';
import { linkTo } from './operation.ts';

const HREF = '/people/groups/wcc=';
const group = resource('group', HREF, {
  etag: '2758999089',
  revision: 2,
  properties: { id: 'wcc=', name: ' Sales ', '7e0f2b6c-3d51': 'please pass this in a PUT request' },
  links: { groupContacts: '/people/contacts?groupId=wcc%3d', subscribeToGroupPresence: '/subscribe' },
});

describe('reading', () => {
  test('everything there is', () => {
    expect(readGroup(group, 'group')).toEqual({
      rel: 'group',
      id: 'wcc=',
      name: 'Sales',
      revision: 2,
      etag: '2758999089',
      links: {
        self: { ...linkTo(HREF), revision: 2 },
        groupContacts: linkTo('/people/contacts?groupId=wcc%3d'),
        subscribeToGroupPresence: linkTo('/subscribe'),
      },
    });
  });

  test('how it was reached counts, not what it calls itself', () => {
    expect(readGroup(resource('delegatorsGroup', '/o', { properties: { id: 'o' } }), 'myOrganizationGroup')?.rel).toBe(
      'myOrganizationGroup',
    );
  });

  test.each<[GroupRel, boolean]>([
    ['group', false],
    ['defaultGroup', true],
    ['pinnedGroup', true],
    ['delegatesGroup', true],
    ['delegatorsGroup', true],
    ['myOrganizationGroup', true],
  ])('%s without id: readable %s, for there is one of the system ones at most', (rel, readable) => {
    const bare = readGroup(resource(rel, '/g', { properties: { id: '' } }), rel);
    expect(bare !== null).toBe(readable);
    if (readable) expect(bare).toMatchObject({ id: null, name: null, etag: null });
  });

  test('without self link there is nothing to work with', () => {
    expect(readGroup(resource('group', null, { properties: { id: 'x' } }), 'group')).toBeNull();
  });
});

describe('GET', () => {
  test('by the href as it is', async () => {
    const client = fakeClient();
    const { signal } = new AbortController();
    client.on(`GET ${HREF}`, group);
    expect(await getGroup(client, linkTo(HREF), { rel: 'group' }, { signal })).toEqual(
      ok({ notModified: false, value: readGroup(group, 'group') }),
    );
    expect(client.calls).toEqual([{ method: 'GET', href: HREF, body: null, options: { signal } }]);
  });

  test('with a tag: 304 says that nothing changed', async () => {
    const client = fakeClient();
    client.on(`GET ${HREF}`, ok({ status: 304, resource: null, etag: null }));
    expect(await getGroup(client, linkTo(HREF), { rel: 'group', etag: '1' })).toEqual(ok({ notModified: true }));
    expect(client.calls[0]?.options).toEqual({ ifNoneMatch: '1' });
  });
});

describe('PUT', () => {
  test('the whole body with the new name, the guard, the tag and the version header', async () => {
    const client = fakeClient();
    const { signal } = new AbortController();
    client.on(`GET ${HREF}`, group);
    client.on(`PUT ${HREF}`, null);
    expect(await updateGroup(client, linkTo(HREF), { name: 'Selling' }, { signal })).toEqual(ok(null));
    expect(client.calls).toEqual([
      { method: 'GET', href: HREF, body: null, options: { revision: 2, signal } },
      {
        method: 'PUT',
        href: HREF,
        body: { ...group.properties, name: 'Selling' },
        options: { revision: 2, signal, ifMatch: '2758999089' },
      },
    ]);
  });
});

describe('DELETE', () => {
  test('with the version header', async () => {
    const client = fakeClient();
    const { signal } = new AbortController();
    client.on(`DELETE ${HREF}`, null);
    expect(await deleteGroup(client, linkTo(HREF), { signal })).toEqual(ok(null));
    expect(client.calls).toEqual([{ method: 'DELETE', href: HREF, body: null, options: { revision: 2, signal } }]);
  });

  test('404 is for the caller to judge', async () => {
    const client = fakeClient();
    client.on(`DELETE ${HREF}`, refusal(404));
    expect(await deleteGroup(client, linkTo(HREF))).toMatchObject({ ok: false, error: { status: 404 } });
  });
});
