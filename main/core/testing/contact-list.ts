/** A contact list as a server keeps it, served through a fake client. Tests change `groups` and let the app read. */
import type { GroupKind } from '../store/state.ts';
import type { Resource } from '../ucwa/index.ts';
import { application, fakeClient, refusal, resource, type FakeClient, type LivingApplication } from './client.ts';

export interface ServedGroup {
  name: string;
  kind: GroupKind;
  members: string[];
  /** The group can be followed. */
  follow: boolean;
}

export interface ContactList {
  readonly client: FakeClient;
  readonly application: LivingApplication;
  readonly groups: Map<string, ServedGroup>;
  /** Facts about people beyond their address; key: address. */
  readonly facts: Map<string, Record<string, string>>;
  /** Adds a group, or replaces it. */
  put(id: string, members: readonly string[], more?: Partial<ServedGroup>): void;
  contact(address: string): Resource;
  membership(id: string, address: string): Resource;
}

export const HREF = {
  groups: '/people/groups',
  memberships: '/people/memberships',
  subscription: '/people/subscription',
  startSubscription: '/people/subscription/start',
  presenceSubscriptions: '/people/presenceSubscriptions',
  group: (id: string) => `/people/groups/${id}`,
  members: (id: string) => `/people/contacts?groupId=${id}`,
  contact: (address: string) => `/people/${address}`,
  part: (address: string, part: 'presence' | 'note' | 'location') => `/people/${address}/${part}`,
  follow: (id: string) => `/people/groups/${id}/subscribe`,
  membership: (id: string, address: string) => `/people/memberships/${id},${address}`,
};

/** An application with that list. Reads of groups, members and contacts answer from `groups` as it is then. */
export function contactList(): ContactList {
  const client = fakeClient();
  const groups: ContactList['groups'] = new Map();
  const facts: ContactList['facts'] = new Map();

  const contact = (address: string): Resource => {
    client.on(`GET ${HREF.contact(address)}`, () => contact(address));
    return resource('contact', HREF.contact(address), {
      properties: { uri: `sip:${address}`, name: address.split('@')[0] ?? '', ...facts.get(address) },
      links: {
        contactPresence: HREF.part(address, 'presence'),
        contactNote: HREF.part(address, 'note'),
        contactLocation: HREF.part(address, 'location'),
      },
    });
  };

  const groupResource = (id: string, { name, kind, follow }: ServedGroup): Resource =>
    resource(kind, HREF.group(id), {
      properties: { id, name },
      revision: 2,
      links: { groupContacts: HREF.members(id), ...(follow ? { subscribeToGroupPresence: HREF.follow(id) } : {}) },
    });

  client.on(`GET ${HREF.groups}`, () => {
    const embedded: Record<string, Resource[]> = {};
    for (const [id, group] of groups) (embedded[group.kind] ??= []).push(groupResource(id, group));
    return resource('myGroups', HREF.groups, { embedded });
  });
  client.on(`GET ${HREF.subscription}`, () =>
    resource('myContactsAndGroupsSubscription', HREF.subscription, {
      properties: { state: 'Connected' },
      links: { startOrRefreshSubscriptionToContactsAndGroups: HREF.startSubscription },
    }),
  );
  client.on(`POST ${HREF.startSubscription}`, null);

  return {
    client,
    groups,
    facts,
    contact,
    application: application(client, {
      people: resource('people', '/people', {
        links: {
          myGroups: { href: HREF.groups, revision: 2 },
          myGroupMemberships: { href: HREF.memberships, revision: 2 },
          myContactsAndGroupsSubscription: HREF.subscription,
          presenceSubscriptions: HREF.presenceSubscriptions,
          search: '/people/search',
        },
      }),
    }),
    put(id, members, more = {}) {
      groups.set(id, { name: `Group ${id}`, kind: 'group', follow: true, ...more, members: [...members] });
      client.on(`GET ${HREF.members(id)}`, () => {
        const group = groups.get(id);
        if (!group) return refusal(404);
        return resource('groupContacts', HREF.members(id), { embedded: { contact: group.members.map(contact) } });
      });
    },
    membership: (id, address) =>
      resource('myGroupMembership', HREF.membership(id, address), {
        links: { contact: HREF.contact(address), [groups.get(id)?.kind ?? 'group']: HREF.group(id) },
      }),
  };
}
