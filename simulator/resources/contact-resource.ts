/** How a contact and what hangs on it is written (PROTOCOL 13.1). */
import type { Application } from '../application/application.ts';
import { contactHref, photoHref } from '../application/hrefs.ts';
import type { Person } from '../directory/truth.ts';
import { etagFor } from '../http/conditional.ts';
import { Refusal } from '../http/refusal.ts';
import type { Resource } from '../http/resource.ts';
import type { Call } from '../http/router.ts';

export function contactResource(application: Application, person: Person): Resource {
  const properties = {
    uri: `sip:${person.address}`,
    sourceNetwork: person.sourceNetwork,
    company: person.company,
    department: person.department,
    office: person.office,
    title: person.title,
    emailAddresses: person.emailAddresses,
    workPhoneNumber: person.workPhone,
    mobilePhoneNumber: person.mobilePhone,
    type: 'User',
    name: person.name,
  };
  const at = (below: string) => ({ href: contactHref(application, person.address, below) });
  return {
    rel: 'contact',
    properties,
    links: {
      self: at(''),
      contactPhoto: { href: photoHref(application, person.address) },
      contactPresence: at('/presence'),
      contactLocation: at('/location'),
      contactNote: at('/note'),
      contactSupportedModalities: at('/supportedMedia'),
      contactPrivacyRelationship: { ...at('/privacyRelationship'), revision: '2' },
    },
    etag: etagFor(properties),
  };
}

export function contactPresenceResource(application: Application, person: Person): Resource {
  const { availability, activity, deviceType, lastActive } = person.presence;
  return {
    rel: 'contactPresence',
    properties: { availability, activity, deviceType, lastActive: new Date(Math.round(lastActive)) },
    links: { self: { href: contactHref(application, person.address, '/presence') } },
  };
}

export function contactNoteResource(application: Application, person: Person): Resource {
  return {
    rel: 'contactNote',
    properties: { message: person.note, type: 'Personal' },
    links: { self: { href: contactHref(application, person.address, '/note') } },
  };
}

export function contactLocationResource(application: Application, person: Person): Resource {
  return {
    rel: 'contactLocation',
    properties: { location: person.location },
    links: { self: { href: contactHref(application, person.address, '/location') } },
  };
}

export function contactModalitiesResource(application: Application, person: Person): Resource {
  return {
    rel: 'contactSupportedModalities',
    properties: { modalities: person.modalities },
    links: { self: { href: contactHref(application, person.address, '/supportedMedia') } },
  };
}

/** The person that the path names, or 404. */
export function requirePerson({ world, params }: Call): Person {
  const person = world.directory.person(params['address'] ?? '');
  if (!person) throw new Refusal(404);
  return person;
}
