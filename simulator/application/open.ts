/** The applications resource: where a client makes its application (PROTOCOL 4.1). */
import type { Ticket } from '../auth/tickets.ts';
import type { Input } from '../http/input.ts';
import { revisionOf, type Reply, type SimRequest } from '../http/message.ts';
import { requireAcceptable } from '../http/media.ts';
import { Refusal } from '../http/refusal.ts';
import { hrefsOf } from '../http/resource.ts';
import { originOf } from '../deployment/links.ts';
import { applicationResource } from '../resources/application.ts';
import type { World } from '../world.ts';
import { APPLICATIONS_PATH } from './application.ts';

const NAME_LENGTH = 100;

/** POST makes or finds an application. GET names the resource only. */
export function answerApplications(request: SimRequest, ticket: Ticket, world: World, input: () => Input): Reply {
  if (request.method === 'GET') {
    requireAcceptable(request.headers['accept']);
    const links = { self: { href: APPLICATIONS_PATH } };
    return { status: 200, document: { kind: 'resource', resource: { rel: 'applications', properties: {}, links } } };
  }
  if (request.method !== 'POST') {
    world.strictness.record('methodNotAllowed', `${request.method} applications`);
    throw new Refusal(405, { headers: { Allow: 'GET, POST, OPTIONS' } });
  }
  if (!request.headers['accept']) world.strictness.record('missingAccept', 'POST applications');
  requireAcceptable(request.headers['accept']);
  const given = input();
  const identity = {
    culture: given.requiredText('culture', NAME_LENGTH),
    endpointId: given.requiredText('endpointId', NAME_LENGTH),
    userAgent: given.requiredText('userAgent', NAME_LENGTH),
    type: given.text('type', NAME_LENGTH),
    // A parameter of revision 2: without the version header it may be ignored (PROTOCOL 5.6).
    instanceId: revisionOf(request) < 2 ? null : given.text('instanceId', NAME_LENGTH),
  };
  world.hops.start();
  const { application, isNew } = world.applications.open(identity, originOf(request.host));
  ticket.applicationId = application.id;
  const document = { kind: 'resource', resource: applicationResource(application, world) } as const;
  for (const href of hrefsOf(document)) application.handedOut.add(href);
  return { status: isNew ? 201 : 200, document };
}
