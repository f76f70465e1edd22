/** people, myContacts, groupContacts, search (PROTOCOL 10, 13.2). */
import type { Application } from '../application/application.ts';
import { groupContactsHref } from '../application/hrefs.ts';
import type { Person } from '../directory/truth.ts';
import { ok } from '../http/reply.ts';
import { Refusal } from '../http/refusal.ts';
import { revisionOf } from '../http/message.ts';
import type { Resource } from '../http/resource.ts';
import type { Call, Route } from '../http/router.ts';
import { contactResource } from './contact-resource.ts';
import { groupResource } from './group-resource.ts';

const SEARCH_LENGTH = 256;
const SEARCH_LIMIT = { min: 1, max: 100 };
const SEARCH_DEFAULT = 10;

export function peopleResource(application: Application): Resource {
  const at = (below: string) => ({ href: application.href(`/people${below}`) });
  return {
    rel: 'people',
    properties: {},
    links: {
      self: at(''),
      presenceSubscriptions: at('/presenceSubscriptions'),
      subscribedContacts: at('/subscribedContacts'),
      presenceSubscriptionMemberships: at('/presenceSubscriptionMemberships'),
      myGroups: { ...at('/groups'), revision: '2' },
      myGroupMemberships: { ...at('/groupMemberships'), revision: '2' },
      myContacts: at('/contacts'),
      myPrivacyRelationships: at('/privacyRelationships'),
      myContactsAndGroupsSubscription: at('/contactsAndGroupsSubscription'),
      search: { ...at('/search'), revision: '2' },
    },
  };
}

/** Contacts embedded, or as links with `expand=false` (PROTOCOL 10). */
export function contactsOf(call: Call, rel: string, self: string, people: readonly Person[]): Resource {
  const contacts = people.map((person) => contactResource(call.application, person));
  const links = { self: { href: self } };
  if (call.input().flag('expand') !== false) {
    return { rel, properties: {}, links, embedded: { contact: contacts } };
  }
  const selves = contacts.map((contact) => contact.links['self'] as { href: string });
  return { rel, properties: {}, links: { ...links, contact: selves } };
}

function contacts(call: Call) {
  const { application, world } = call;
  const groupId = call.input().text('groupId');
  if (groupId === null) {
    return ok(contactsOf(call, 'myContacts', application.href('/people/contacts'), world.directory.contactList()));
  }
  const group = world.directory.group(groupId);
  if (!group || group.kind === 'distributionGroup') throw new Refusal(404);
  const self = groupContactsHref(application, group);
  return ok(contactsOf(call, 'groupContacts', self, world.directory.membersOf(group)));
}

function search(call: Call) {
  const { application, world, request } = call;
  const given = call.input();
  const query = given.text('query', SEARCH_LENGTH);
  // A parameter of revision 2: without the version header it may be ignored (PROTOCOL 5.6).
  const mail = revisionOf(request) < 2 ? null : given.text('mail', SEARCH_LENGTH);
  const limit = given.integer('limit', SEARCH_LIMIT) ?? SEARCH_DEFAULT;
  const wanted = plain(query ?? mail ?? '');
  if (wanted === '') throw given.missing('query');
  const fits = (person: Person): boolean =>
    query === null
      ? person.emailAddresses.some((address) => plain(address) === wanted)
      : [person.name, person.address, person.department ?? ''].some((text) => plain(text).includes(wanted));
  const found = world.directory.people().filter(fits);
  const groups = world.directory
    .distributionGroups()
    .filter(({ name }) => query !== null && plain(name).includes(wanted));
  return ok({
    rel: 'search',
    properties: { moreResultsAvailable: found.length > limit },
    links: { self: { href: `${application.href('/people/search')}?${request.rawQuery}` } },
    embedded: {
      contact: found.slice(0, limit).map((person) => contactResource(application, person)),
      distributionGroup: groups.map((group) => groupResource(application, group, world.directory)),
    },
  });
}

/** Search finds Zoë by "zoe". */
function plain(text: string): string {
  return text.replace(/^sip:/i, '').normalize('NFD').replace(/\p{M}/gu, '').trim().toLowerCase();
}

export const peopleRoutes: readonly Route[] = [
  { method: 'GET', pattern: '/people', ok: 200, handle: ({ application }) => ok(peopleResource(application)) },
  { method: 'GET', pattern: '/people/contacts', ok: 200, handle: contacts },
  { method: 'GET', pattern: '/people/search', ok: 200, handle: search },
];
