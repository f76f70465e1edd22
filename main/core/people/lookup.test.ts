import { expect, test } from 'vitest';
import { application, fakeClient, refusal, resource } from '../testing/client.ts';
import { Directory } from './directory.ts';
import { lookUp } from './lookup.ts';
import { contactFrom } from './read.ts';
import { readContact } from '../ucwa/index.ts';

const people = resource('people', '/people', { links: { search: '/people/search' } });
const person = (uri: string, name: string) =>
  resource('contact', `/people/${name}`, {
    properties: { uri, name, title: 'Chief' },
    links: { contactPresence: `/people/${name}/presence` },
  });
const ANN = person('sip:Ann@x', 'Ann');

function directory() {
  const client = fakeClient();
  const known = new Directory();
  const look = (address: string, app = application(client, { people })) => lookUp(address, app, known);
  const finds = (...contacts: (typeof ANN)[]): void =>
    client.on('GET /people/search', resource('search', '/people/search', { embedded: { contact: contacts } }));
  return { client, known, look, finds };
}

test('the one of that address is taken, with where their presence is read', async () => {
  const { client, look, finds } = directory();
  finds(person('sip:joann@x', 'Joann'), ANN);
  expect(await look('ann@x')).toMatchObject({
    ok: true,
    value: { data: { address: 'ann@x', name: 'Ann', title: 'Chief' }, links: { presence: '/people/Ann/presence' } },
  });
  expect(client.calls[0]?.options.query).toMatchObject({ query: 'ann@x' });
});

test('somebody who was met is read where they are', async () => {
  const { client, known, look } = directory();
  const model = readContact(ANN);
  if (model) known.addContact(contactFrom(model));
  client.on('GET /people/Ann', ANN);
  expect(await look('ann@x')).toMatchObject({ ok: true, value: { data: { name: 'Ann' } } });
  expect(client.log).toEqual(['GET /people/Ann']);
});

test('nobody of that address, a refusal, and no search at all are told apart', async () => {
  const { client, look, finds } = directory();
  finds(person('sip:joann@x', 'Joann'));
  expect(await look('ann@x')).toMatchObject({ ok: false, error: { code: 'ucwa.notFound' } });
  client.on('GET /people/search', refusal(503));
  expect(await look('ann@x')).toMatchObject({ ok: false, error: { code: 'ucwa.unavailable' } });
  expect(await look('ann@x', application(client))).toMatchObject({ ok: false, error: { code: 'ucwa.forbidden' } });
});
