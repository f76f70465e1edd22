/** What applications are told: changes of the truth and of their own subscriptions, as events (PROTOCOL 11.4, 15.4). */
import type { Directory } from '../directory/directory.ts';
import { holdsContacts, type Change, type Group } from '../directory/truth.ts';
import type { EventEntry, Resource } from '../http/resource.ts';
import type { Knobs } from '../knobs.ts';
import { contactResource, contactPresenceResource } from '../resources/contact-resource.ts';
import { groupResource } from '../resources/group-resource.ts';
import { presenceSubscriptionResource } from '../resources/presence-subscription-resource.ts';
import type { Application } from './application.ts';
import { contactHref, groupHref, presenceSubscriptionHref } from './hrefs.ts';
import type { PresenceSubscription } from './subscriptions.ts';

export interface Telling {
  readonly directory: Directory;
  readonly knobs: Knobs;
}

/** Where what is told about a contact lies below it. */
const BELOW_CONTACT = {
  contactPresence: '/presence',
  contactNote: '/note',
  contactLocation: '/location',
  contactPrivacyRelationship: '/privacyRelationship',
} as const;

/** Turns one change of the truth into the events that this application is subscribed to. */
export function tellChange(application: Application, change: Change, telling: Telling): void {
  switch (change.type) {
    case 'groupAdded':
    case 'groupUpdated':
    case 'groupDeleted':
      tellGroup(application, change.type, change.group, telling);
      break;
    case 'memberAdded':
    case 'memberRemoved':
      tellMember(application, change, telling);
      break;
    case 'presence':
      tellAboutContact(application, 'contactPresence', change.address, telling);
      break;
    case 'note':
      tellAboutContact(application, 'contactNote', change.address, telling);
      break;
    case 'location':
      tellAboutContact(application, 'contactLocation', change.address, telling);
      break;
    case 'relationship':
      tellAboutContact(application, 'contactPrivacyRelationship', change.address, telling);
      break;
    case 'ownPresence':
      tellOwn(application, 'presence', 'updated');
      break;
    case 'ownNote':
      tellOwn(application, 'note', 'updated');
      break;
    case 'ownLocation':
      tellOwn(application, 'location', 'updated');
      break;
    case 'phone':
      // Phones raise no events (PROTOCOL 9.5); the knob is for a server that says more.
      if (telling.knobs.emitMeUpdated) application.tell('me', 'medium', { link: meLink(application), type: 'updated' });
      break;
  }
}

/** The first package after makeMeAvailable: communication, me, then what `me` gained (GAPS 33). */
export function tellAvailable(application: Application): void {
  const communication = { rel: 'communication', href: application.href('/communication') };
  application.tell('communication', 'medium', { link: communication, type: 'updated' });
  application.tell('me', 'medium', { link: meLink(application), type: 'updated' });
  for (const rel of ['presence', 'note', 'location'] as const) tellOwn(application, rel, 'added');
}

/** After a POST: the newly subscribed contacts, the subscription, and a first presence for each (PROTOCOL 15.4). */
export function tellSubscribed(
  application: Application,
  subscription: PresenceSubscription,
  gained: readonly string[],
  addresses: readonly string[],
  isNew: boolean,
  telling: Telling,
): void {
  for (const address of gained) tellSubscribedContact(application, address, 'added');
  if (isNew) {
    const href = presenceSubscriptionHref(application, subscription.id);
    application.tell('people', 'medium', { link: { rel: 'presenceSubscription', href }, type: 'added' });
  }
  for (const address of addresses) tellAboutContact(application, 'contactPresence', address, telling);
}

/** `lost`: contacts that no other subscription covers any more. */
export function tellUnsubscribed(application: Application, id: string, lost: readonly string[]): void {
  for (const address of lost) tellSubscribedContact(application, address, 'deleted');
  const href = presenceSubscriptionHref(application, id);
  application.tell('people', 'medium', { link: { rel: 'presenceSubscription', href }, type: 'deleted' });
}

export function tellSubscribedContact(application: Application, address: string, type: 'added' | 'deleted'): void {
  application.tell('people', 'medium', {
    link: { rel: 'contact', href: contactHref(application, address) },
    in: { rel: 'subscribedContacts', href: application.href('/people/subscribedContacts') },
    type,
  });
}

/** A presence subscription is about to expire; this event embeds it (GAPS 27). */
export function tellExpiring(application: Application, subscription: PresenceSubscription): void {
  application.tell('people', 'medium', {
    link: { rel: 'presenceSubscription', href: presenceSubscriptionHref(application, subscription.id) },
    type: 'updated',
    embedded: presenceSubscriptionResource(application, subscription),
  });
}

/** The contacts-and-groups subscription is about to expire. */
export function tellContactsAndGroups(application: Application): void {
  const href = application.href('/people/contactsAndGroupsSubscription');
  application.tell('people', 'medium', { link: { rel: 'myContactsAndGroupsSubscription', href }, type: 'updated' });
}

/** `added` for every group there is (GAPS 57). */
export function replayGroups(application: Application, telling: Telling): void {
  for (const group of telling.directory.groups()) tellGroup(application, 'groupAdded', group, telling);
}

function tellGroup(
  application: Application,
  type: 'groupAdded' | 'groupUpdated' | 'groupDeleted',
  group: Group,
  { directory, knobs }: Telling,
): void {
  if (!application.contactsAndGroups) return;
  const link = { rel: group.kind, href: groupHref(application, group) };
  const myGroups = { rel: 'myGroups', href: application.href('/people/groups') };
  const embedded = () => groupResource(application, group, directory);
  if (type === 'groupUpdated') {
    application.tell('people', 'high', { link, type: 'updated', ...when(knobs.embedInEvents, embedded) });
  } else if (type === 'groupAdded') {
    application.tell('people', 'high', { link, in: myGroups, type: 'added', ...when(knobs.embedInEvents, embedded) });
  } else {
    application.tell('people', 'high', { link, in: myGroups, type: 'deleted' });
  }
}

function tellMember(
  application: Application,
  change: Extract<Change, { type: 'memberAdded' | 'memberRemoved' }>,
  { directory, knobs }: Telling,
): void {
  if (!application.contactsAndGroups) return;
  const type = change.type === 'memberAdded' ? 'added' : 'deleted';
  const link = { rel: 'contact', href: contactHref(application, change.address) };
  const person = directory.person(change.address);
  const embedded = () => (person && type === 'added' ? contactResource(application, person) : null);
  const inList = holdsContacts(change.group);
  const tell = (inside: { rel: string; href: string }): void => {
    const entry: EventEntry = { link, in: inside, type, ...when(knobs.embedInEvents, embedded) };
    application.tell('people', inList ? 'high' : 'low', entry);
  };
  const list = { rel: 'myContacts', href: application.href('/people/contacts') };
  const listOnly = inList && knobs.myContactsOnly;
  if (!listOnly) tell({ rel: change.group.kind, href: groupHref(application, change.group) });
  if (change.listChanged || listOnly) tell(list);
}

function tellAboutContact(
  application: Application,
  rel: keyof typeof BELOW_CONTACT,
  address: string,
  { directory, knobs }: Telling,
): void {
  if (!application.presence.covers(address)) return;
  const person = directory.person(address);
  const embedded = () => (person && rel === 'contactPresence' ? contactPresenceResource(application, person) : null);
  application.tell('people', 'medium', {
    link: { rel, href: contactHref(application, address, BELOW_CONTACT[rel]) },
    in: { rel: 'contact', href: contactHref(application, address) },
    type: 'updated',
    ...when(knobs.embedInEvents, embedded),
  });
}

function tellOwn(application: Application, rel: 'presence' | 'note' | 'location', type: 'added' | 'updated'): void {
  if (!application.available) return;
  application.tell('me', 'medium', { link: { rel, href: application.href(`/me/${rel}`) }, type });
}

function meLink(application: Application): { rel: string; href: string } {
  return { rel: 'me', href: application.href('/me') };
}

function when(wanted: boolean, make: () => Resource | null): { embedded?: Resource } {
  const embedded = wanted ? make() : null;
  return embedded ? { embedded } : {};
}
