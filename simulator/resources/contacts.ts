/** contact and what hangs on it (PROTOCOL 13.1). Readable without any subscription. */
import type { Application } from '../application/application.ts';
import type { Person } from '../directory/truth.ts';
import { ok } from '../http/reply.ts';
import type { Resource } from '../http/resource.ts';
import type { Route } from '../http/router.ts';
import {
  contactLocationResource,
  contactModalitiesResource,
  contactNoteResource,
  contactPresenceResource,
  contactResource,
  requirePerson,
} from './contact-resource.ts';

type Write = (application: Application, person: Person) => Resource;

const READABLE: readonly (readonly [below: string, write: Write])[] = [
  ['', contactResource],
  ['/presence', contactPresenceResource],
  ['/note', contactNoteResource],
  ['/location', contactLocationResource],
  ['/supportedMedia', contactModalitiesResource],
];

/** The patterns take any segment below people: they stand last in the list of routes. */
export const contactRoutes: readonly Route[] = READABLE.map(([below, write]) => ({
  method: 'GET',
  pattern: `/people/:address${below}`,
  ok: 200,
  handle: (call) => ok(write(call.application, requirePerson(call))),
}));
