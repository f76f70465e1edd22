import { expect, test } from 'vitest';
import { application, fakeClient, refusal, resource } from '../testing/client.ts';
import { searchPeople } from './search.ts';

const people = resource('people', '/people', { links: { search: '/people/search' } });
const ann = resource('contact', '/people/ann', {
  properties: { uri: 'sip:Ann@x', name: 'Ann', title: 'Chief', department: 'Sales' },
});

test('asks for what was typed and lists who was found', async () => {
  const client = fakeClient();
  const found = resource('search', '/people/search', {
    properties: { moreResultsAvailable: 'True' },
    embedded: { contact: [ann, resource('contact', '/people/nobody')] },
  });
  client.on('GET /people/search', found);
  expect(await searchPeople(application(client, { people }), 'ann & co', 5)).toEqual({
    ok: true,
    value: { people: [{ address: 'ann@x', name: 'Ann', title: 'Chief', department: 'Sales' }], more: true },
  });
  expect(client.calls[0]?.options.query).toEqual({ query: 'ann & co', limit: 5 });
});

test('nobody found', async () => {
  const client = fakeClient();
  client.on('GET /people/search', resource('search', '/s'), null);
  const nobody = { ok: true, value: { people: [], more: false } };
  expect(await searchPeople(application(client, { people }), 'x', 5)).toEqual(nobody);
  expect(await searchPeople(application(client, { people }), 'x', 5)).toEqual(nobody);
});

test('refused, or not offered at all', async () => {
  const client = fakeClient();
  client.on('GET /people/search', refusal(403));
  expect(await searchPeople(application(client, { people }), 'x', 5)).toMatchObject({ error: { status: 403 } });
  expect(await searchPeople(application(client), 'x', 5)).toMatchObject({ error: { code: 'ucwa.forbidden' } });
  expect(client.calls).toHaveLength(1);
});
