import { expect, test } from 'vitest';
import { ok } from '../../result.ts';
import { fakeClient, resource } from '../../testing/client.ts';
import { linkTo } from './operation.ts';
import { getPeople, readPeople } from './people.ts';

const RELS = [
  'myContacts',
  'myGroups',
  'myGroupMemberships',
  'myContactsAndGroupsSubscription',
  'myPrivacyRelationships',
  'presenceSubscriptions',
  'presenceSubscriptionMemberships',
  'search',
  'subscribedContacts',
];

test('every link is read under its own name', () => {
  const links = Object.fromEntries(RELS.map((rel) => [rel, `/people/${rel}`]));
  expect(readPeople(resource('people', '/people', { links })).links).toEqual(
    Object.fromEntries(RELS.map((rel) => [rel, linkTo(`/people/${rel}`)])),
  );
});

test('a link that is missing is not offered; one that tells its revision keeps it', () => {
  const { links } = readPeople(
    resource('people', '/people', { links: { myGroups: { href: '/groups', revision: 2 } } }),
  );
  expect(links.myGroups?.revision).toBe(2);
  expect(Object.values(links).filter((link) => link !== null)).toHaveLength(1);
});

test('GET', async () => {
  const client = fakeClient();
  const { signal } = new AbortController();
  client.on('GET /people', resource('people', '/people', { links: { search: '/s' } }), null);
  expect(await getPeople(client, linkTo('/people'), { signal })).toMatchObject(ok({ links: { search: linkTo('/s') } }));
  expect(client.calls).toEqual([{ method: 'GET', href: '/people', body: null, options: { signal } }]);
  expect(await getPeople(client, linkTo('/people'))).toMatchObject({ ok: false });
});
