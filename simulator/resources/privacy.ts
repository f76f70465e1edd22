/** contactPrivacyRelationship (revision 2) and myPrivacyRelationships (PROTOCOL 13.1, 13.3). */
import type { Application } from '../application/application.ts';
import { contactHref } from '../application/hrefs.ts';
import { PRIVACY_LEVELS, type Person, type PrivacyLevel } from '../directory/truth.ts';
import { etagFor, GUARD_VALUE, PRIVACY_GUARD, requirePut } from '../http/conditional.ts';
import { NO_CONTENT, ok } from '../http/reply.ts';
import { Refusal } from '../http/refusal.ts';
import type { Resource } from '../http/resource.ts';
import type { Call, Route } from '../http/router.ts';
import { requirePerson } from './contact-resource.ts';

const CONTACT_PATH = '/people/:address/privacyRelationship';
const LIST_PATH = '/people/privacyRelationships';

function relationshipResource(application: Application, person: Person): Resource {
  const self = contactHref(application, person.address, '/privacyRelationship');
  return {
    rel: 'contactPrivacyRelationship',
    properties: { [PRIVACY_GUARD]: GUARD_VALUE, relationshipLevel: person.relationship },
    links: {
      self: { href: self, revision: '2' },
      resetContactPrivacyRelationship: { href: `${self}/resetContactPrivacyRelationship` },
    },
    etag: relationshipEtag(person),
  };
}

function relationshipEtag(person: Person): string {
  return etagFor([person.address, person.relationship]);
}

function isLevel(text: string): text is PrivacyLevel {
  return (PRIVACY_LEVELS as readonly string[]).includes(text);
}

function change(call: Call) {
  const person = requirePerson(call);
  const given = requirePut(call, relationshipEtag(person), PRIVACY_GUARD, 'PUT contactPrivacyRelationship');
  const level = given.requiredText('relationshipLevel');
  if (!isLevel(level)) throw given.refuse('relationshipLevel', 'is no level');
  call.world.directory.setRelationship(person.address, level);
  return { status: 200, headers: { ETag: `"${relationshipEtag(person)}"` } };
}

/** The contacts of the list that have one level; always a list of links, even of one (PROTOCOL 5.1). */
function levelResource({ application, world }: Call, level: PrivacyLevel): Resource {
  const people = world.directory.contactList().filter(({ relationship }) => relationship === level);
  return {
    rel: 'myPrivacyRelationship',
    properties: { relationshipLevel: level },
    links: {
      self: { href: application.href(`${LIST_PATH}/${level}`) },
      contact: people.map((person) => ({ href: contactHref(application, person.address), title: person.name })),
    },
  };
}

function listLevels(call: Call) {
  const used = new Set(call.world.directory.contactList().map(({ relationship }) => relationship));
  const levels = PRIVACY_LEVELS.filter((level) => used.has(level));
  return ok({
    rel: 'myPrivacyRelationships',
    properties: {},
    links: { self: { href: call.application.href(LIST_PATH) } },
    embedded: { myPrivacyRelationship: levels.map((level) => levelResource(call, level)) },
  });
}

export const privacyRoutes: readonly Route[] = [
  { method: 'GET', pattern: LIST_PATH, ok: 200, handle: listLevels },
  {
    method: 'GET',
    pattern: `${LIST_PATH}/:level`,
    ok: 200,
    handle: (call) => {
      const level = call.params['level'] ?? '';
      if (!isLevel(level)) throw new Refusal(404);
      return ok(levelResource(call, level));
    },
  },
  {
    method: 'GET',
    pattern: CONTACT_PATH,
    ok: 200,
    handle: (call) => ok(relationshipResource(call.application, requirePerson(call))),
  },
  { method: 'PUT', pattern: CONTACT_PATH, ok: 200, revision2: true, handle: change },
  {
    method: 'POST',
    pattern: `${CONTACT_PATH}/resetContactPrivacyRelationship`,
    ok: 204,
    handle: (call) => {
      call.world.directory.resetRelationship(requirePerson(call).address);
      return NO_CONTENT;
    },
  },
];
