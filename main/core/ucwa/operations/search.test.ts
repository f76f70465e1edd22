import { expect, test } from 'vitest';
import { ok } from '../../result.ts';
import { fakeClient, refusal, resource } from '../../testing/client.ts';
import { linkTo } from './operation.ts';
import { readSearch, search } from './search.ts';

const HREF = '/people/search';
const found = resource('search', HREF, {
  properties: { moreResultsAvailable: 'True' },
  embedded: {
    contact: [resource('contact', '/people/nobody'), resource('contact', '/ann', { properties: { uri: 'sip:ann@x' } })],
    distributionGroup: resource('distributionGroup', '/dl', { properties: { id: 'dl', name: 'Sales' } }),
  },
});

test('reads people and distribution groups; what cannot be read is left out', () => {
  expect(readSearch(found)).toMatchObject({
    contacts: [{ uri: 'sip:ann@x' }],
    distributionGroups: [{ id: 'dl' }],
    moreResultsAvailable: true,
  });
  expect(readSearch(resource('search', HREF))).toEqual({
    contacts: [],
    distributionGroups: [],
    moreResultsAvailable: false,
  });
});

test('asks by words or by mail address, with and without a limit', async () => {
  const client = fakeClient();
  const { signal } = new AbortController();
  client.on(`GET ${HREF}`, found);
  expect(await search(client, linkTo(HREF), { query: 'ann & co', limit: 5 }, { signal })).toEqual(
    ok(readSearch(found)),
  );
  await search(client, linkTo(HREF), { mail: 'ann@x' });
  expect(client.calls).toEqual([
    { method: 'GET', href: HREF, body: null, options: { query: { query: 'ann & co', limit: 5 }, signal } },
    { method: 'GET', href: HREF, body: null, options: { query: { mail: 'ann@x' }, revision: 2 } },
  ]);
});

test('no body is nothing found; a refusal is a refusal', async () => {
  const client = fakeClient();
  client.on(`GET ${HREF}`, null, refusal(403));
  expect(await search(client, linkTo(HREF), { query: 'x' })).toMatchObject(ok({ contacts: [] }));
  expect(await search(client, linkTo(HREF), { query: 'x' })).toMatchObject({ ok: false, error: { status: 403 } });
});
