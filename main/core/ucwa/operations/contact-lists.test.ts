import { describe, expect, test } from 'vitest';
import { ok } from '../../result.ts';
import { fakeClient, refusal, resource } from '../../testing/client.ts';
import { getGroupContacts, getMembersOfGroups, getMyContacts } from './contact-lists.ts';
import { linkTo } from './operation.ts';

const HREF = '/people/contacts?groupId=wcc%3d';
const ann = resource('contact', '/people/ann', { properties: { uri: 'sip:ann@x' } });
const list = resource('groupContacts', HREF, { embedded: { contact: ann } });
const NOBODY = { contacts: [], links: [] };

describe.each([
  ['groupContacts', getGroupContacts],
  ['myContacts', getMyContacts],
])('%s', (_, get) => {
  test('as the server likes', async () => {
    const client = fakeClient();
    const { signal } = new AbortController();
    client.on(`GET ${HREF}`, list);
    expect(await get(client, linkTo(HREF), {}, { signal })).toMatchObject(
      ok({ contacts: [{ uri: 'sip:ann@x' }], links: [] }),
    );
    expect(client.calls).toEqual([{ method: 'GET', href: HREF, body: null, options: { signal } }]);
  });

  test('links only', async () => {
    const client = fakeClient();
    client.on(`GET ${HREF}`, resource('groupContacts', HREF, { links: { contact: ['/people/ann'] } }));
    expect(await get(client, linkTo(HREF), { expand: false })).toEqual(
      ok({ contacts: [], links: [linkTo('/people/ann')] }),
    );
    expect(client.calls[0]?.options).toEqual({ query: { expand: false } });
  });

  test('no body is nobody; a refusal is a refusal', async () => {
    const client = fakeClient();
    client.on(`GET ${HREF}`, null, refusal(403));
    expect(await get(client, linkTo(HREF))).toEqual(ok(NOBODY));
    expect(await get(client, linkTo(HREF))).toMatchObject({ ok: false, error: { status: 403 } });
  });
});

test('many groups at once, each failing alone', async () => {
  const client = fakeClient();
  const expanded = resource('distributionGroup', '/dl', { embedded: { contact: ann } });
  client.on(`GET ${HREF}`, list);
  client.on('GET /dl/expand', expanded, refusal(403, 'TooManyContacts'));
  client.on('GET /empty', null);
  const links = [HREF, '/dl/expand', '/empty'].map(linkTo);
  const one = { contacts: [{ uri: 'sip:ann@x' }] };
  expect(await getMembersOfGroups(client, linkTo('/batch'), links)).toMatchObject([ok(one), ok(one), ok(NOBODY)]);
  expect(await getMembersOfGroups(client, null, links)).toMatchObject([
    ok(one),
    { ok: false, error: { code: 'ucwa.limitExceeded' } },
    ok(NOBODY),
  ]);
  expect(client.batches).toEqual([links, links].map((all) => all.map(({ href }) => href)));
});
