import { describe, expect, test } from 'vitest';
import { resource, type Parts } from '../testing/client.ts';
import { readContact as contactIn, readMyGroups, type Resource } from '../ucwa/index.ts';
import { contactFrom, GROUP_KINDS, groupsFrom, rightsOf, type ListRights } from './read.ts';

const ALL = { editGroups: true, changeMembers: true };
const NONE = { editGroups: false, changeMembers: false };

const readGroups = (groups: Resource, rights: ListRights) => groupsFrom(readMyGroups(groups), rights);

function readContact(contact: Resource) {
  const model = contactIn(contact);
  return model && contactFrom(model);
}

function myGroups(embedded: NonNullable<Parts['embedded']>) {
  return resource('myGroups', '/groups', { embedded });
}

describe('rightsOf', () => {
  test.each([
    [{ href: '/g', revision: 2 }, { href: '/m', revision: 2 }, true, true],
    [{ href: '/g', revision: 1 }, { href: '/m', revision: 2 }, false, true],
    [{ href: '/g', revision: 2 }, { href: '/m', revision: 1 }, true, false],
    [{ href: '/g', revision: 3 }, { href: '/m', revision: 2.5 }, true, true],
  ])('revision 2 of the links brings writing: %j %j', (groups, memberships, editGroups, changeMembers) => {
    const people = resource('people', '/people', { links: { myGroups: groups, myGroupMemberships: memberships } });
    expect(rightsOf(people)).toEqual({ editGroups, changeMembers });
  });

  test('a missing link allows nothing', () => {
    expect(rightsOf(resource('people', '/people'))).toEqual(NONE);
  });
});

describe('readGroups', () => {
  test('reads a group with what its links allow', () => {
    const groups = myGroups({
      group: resource('group', '/groups/a', {
        properties: { id: 'a=', name: ' Sales ' },
        links: { groupContacts: '/contacts?groupId=a%3d', subscribeToGroupPresence: '/groups/a/subscribe' },
      }),
    });
    expect(readGroups(groups, ALL)).toEqual([
      {
        group: { id: 'a=', name: 'Sales', kind: 'group', canEdit: true, canChangeMembers: true, canFollow: true },
        links: { self: '/groups/a', members: '/contacts?groupId=a%3d', follow: '/groups/a/subscribe' },
        contacts: [],
      },
    ]);
  });

  test('without rights nothing can be edited; a group of revision 2 tells its own', () => {
    const groups = myGroups({
      group: [
        resource('group', '/1', { properties: { id: '1' } }),
        resource('group', '/2', { properties: { id: '2' }, revision: 2 }),
      ],
    });
    expect(readGroups(groups, NONE).map(({ group }) => [group.canEdit, group.canChangeMembers])).toEqual([
      [false, false],
      [true, false],
    ]);
  });

  test.each(GROUP_KINDS)('%s: its own kind, and only own groups are renamed and deleted', (kind) => {
    const groups = myGroups({ [kind]: resource(kind, `/${kind}`, { properties: { id: 'x', name: 'X' } }) });
    const changeable = ['group', 'defaultGroup', 'pinnedGroup', 'delegatesGroup'];
    expect(readGroups(groups, ALL).map(({ group }) => group)).toEqual([
      {
        id: 'x',
        name: 'X',
        kind,
        canEdit: kind === 'group',
        canChangeMembers: changeable.includes(kind),
        canFollow: false,
      },
    ]);
  });

  test('a group there is one of may lack id and name', () => {
    const [read] = readGroups(myGroups({ pinnedGroup: resource('pinnedGroup', '/pinned') }), ALL);
    expect(read?.group).toMatchObject({ id: 'pinnedGroup', name: 'Pinned Contacts' });
  });

  test.each<[string, NonNullable<Parts['embedded']>]>([
    ['a group without id', { group: resource('group', '/g', { properties: { name: 'X' } }) }],
    ['a distribution group without id', { distributionGroup: resource('distributionGroup', '/g') }],
    ['a group without self link', { group: resource('group', null, { properties: { id: 'x' } }) }],
  ])('%s cannot be worked with', (_, embedded) => {
    expect(readGroups(myGroups(embedded), ALL)).toEqual([]);
  });

  test('a distribution group: members by expanding, those that came along kept', () => {
    const member = resource('contact', '/ann', { properties: { uri: 'sip:ann@x' } });
    const groups = myGroups({
      distributionGroup: resource('distributionGroup', '/dl', {
        properties: { id: 'dl' },
        links: { expandDistributionGroup: '/dl/expand' },
        embedded: { contact: member },
      }),
    });
    const [read] = readGroups(groups, ALL);
    expect(read?.links.members).toBe('/dl/expand');
    expect(read?.contacts).toEqual([contactIn(member)]);
  });

  test('nothing at all', () => {
    expect(readGroups(myGroups({}), ALL)).toEqual([]);
  });
});

describe('readContact', () => {
  test('reads everything there is', () => {
    const contact = resource('contact', '/people/ann', {
      properties: {
        uri: 'sip:Ann@Example.org',
        name: 'Ann Other',
        title: 'Chief',
        department: 'Sales',
        company: 'Contoso',
        office: 'B2',
        emailAddresses: ['ann@example.org', 'ann@contoso.com'],
        workPhoneNumber: 'tel:+14255550100',
        mobilePhoneNumber: 'TEL:+14255550101',
        homePhoneNumber: '4255550102',
        otherPhoneNumber: ' tel:+14255550103;ext=3 ',
      },
      links: { contactPresence: '/p', contactNote: '/n', contactLocation: '/l' },
    });
    expect(readContact(contact)).toEqual({
      data: {
        address: 'ann@example.org',
        name: 'Ann Other',
        title: 'Chief',
        department: 'Sales',
        company: 'Contoso',
        office: 'B2',
        emails: ['ann@example.org', 'ann@contoso.com'],
        workPhone: '+14255550100',
        mobilePhone: '+14255550101',
        homePhone: '4255550102',
        otherPhone: '+14255550103;ext=3',
      },
      links: { self: '/people/ann', presence: '/p', note: '/n', location: '/l' },
    });
  });

  test('everything but the address may be missing or empty', () => {
    const contact = resource('contact', '/people/ann', { properties: { uri: 'sip:ann@x', workPhoneNumber: '' } });
    expect(readContact(contact)).toEqual({
      data: {
        address: 'ann@x',
        name: 'ann@x',
        title: null,
        department: null,
        company: null,
        office: null,
        emails: [],
        workPhone: null,
        mobilePhone: null,
        homePhone: null,
        otherPhone: null,
      },
      links: { self: '/people/ann', presence: null, note: null, location: null },
    });
  });

  test('one without address or self link is nobody', () => {
    expect(readContact(resource('contact', '/people/ann', { properties: { name: 'Ann' } }))).toBeNull();
    expect(readContact(resource('contact', null, { properties: { uri: 'sip:ann@x' } }))).toBeNull();
  });
});
