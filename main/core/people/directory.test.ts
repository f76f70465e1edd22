import { expect, test } from 'vitest';
import { group } from '../testing/entities.ts';
import { resource } from '../testing/client.ts';
import { readContact } from '../ucwa/index.ts';
import { Directory } from './directory.ts';
import { contactFrom, type ReadGroup } from './read.ts';

function readGroup(id: string, self: string): ReadGroup {
  return { group: group(id), links: { self, members: `${self}/members`, follow: null }, contacts: [] };
}

test('groups: links by id, id by href however it is spelled', () => {
  const directory = new Directory();
  directory.setGroups([readGroup('wcc=', '/ucwa/people/groups/wcc=')]);
  expect(directory.group('wcc=')?.members).toBe('/ucwa/people/groups/wcc=/members');
  expect(directory.groupId('/ucwa/people/groups/wcc=')).toBe('wcc=');
  expect(directory.groupId('/ucwa/people/groups/wcc%3d')).toBe('wcc=');
  expect(directory.groupId('https://fe1.contoso.com:443/ucwa/people/groups/wcc=')).toBe('wcc=');
  expect(directory.groupId('/ucwa/people/groups/WCC=')).toBeNull();
  expect(directory.group('other')).toBeNull();
});

test('a new list of groups takes the place of the old one', () => {
  const directory = new Directory();
  directory.setGroups([readGroup('a', '/a'), readGroup('b', '/b')]);
  directory.setGroups([readGroup('b', '/b2')]);
  expect(directory.group('a')).toBeNull();
  expect(directory.groupId('/a')).toBeNull();
  expect(directory.groupId('/b')).toBeNull();
  expect(directory.groupId('/b2')).toBe('b');
});

test('contacts: links by address, address by href in any case', () => {
  const directory = new Directory();
  const contact = resource('contact', '/people/saraD@contoso.com', {
    properties: { uri: 'sip:SaraD@contoso.com' },
    links: { contactPresence: '/p' },
  });
  directory.addContact(contactFrom(readContact(contact)!));
  expect(directory.contact('sarad@contoso.com')?.presence).toBe('/p');
  expect(directory.address('/people/sarad@contoso.com')).toBe('sarad@contoso.com');
  expect(directory.address('https://pool:443/people/SARAD@contoso.com')).toBe('sarad@contoso.com');
  expect(directory.address('/people/ben@contoso.com')).toBeNull();
  expect(directory.contact('ben@contoso.com')).toBeNull();
});
