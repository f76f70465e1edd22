/** application, policies, communication (PROTOCOL 4.2). */
import type { Application } from '../application/application.ts';
import { COMMUNICATION_GUARD, etagFor, GUARD_VALUE } from '../http/conditional.ts';
import { NO_CONTENT, ok } from '../http/reply.ts';
import type { Resource } from '../http/resource.ts';
import type { Route } from '../http/router.ts';
import type { World } from '../world.ts';
import { meResource } from './me.ts';
import { peopleResource } from './people.ts';

export function applicationResource(application: Application, world: World): Resource {
  const { culture, endpointId, userAgent, type, instanceId } = application.identity;
  const properties = { culture, userAgent, type, endpointId, instanceId, id: application.id };
  const at = (below: string) => ({ href: application.href(below) });
  return {
    rel: 'application',
    properties,
    links: {
      self: at(''),
      policies: at('/policies'),
      batch: at('/batch'),
      events: at(`/events?ack=${application.channel.expected}`),
    },
    embedded: {
      me: meResource(application, world),
      people: peopleResource(application),
      communication: communicationResource(application),
    },
    etag: etagFor(properties),
  };
}

function communicationResource(application: Application): Resource {
  const properties = {
    supportedModalities: application.available?.modalities ?? [],
    supportedMessageFormats: ['Plain'],
  };
  return {
    rel: 'communication',
    properties: { [COMMUNICATION_GUARD]: GUARD_VALUE, ...properties },
    links: { self: { href: application.href('/communication') } },
    etag: etagFor(properties),
  };
}

function policiesResource(application: Application, world: World): Resource {
  return {
    rel: 'policies',
    properties: {
      telephonyMode: world.knobs.enterpriseVoice === 'yes' ? 'Uc' : 'None',
      exchangeUnifiedMessaging: 'Enabled',
      logging: 'Enabled',
      loggingLevel: 'Light',
      photos: 'Enabled',
    },
    links: { self: { href: application.href('/policies') } },
  };
}

export const applicationRoutes: readonly Route[] = [
  {
    method: 'GET',
    pattern: '',
    ok: 200,
    handle: ({ application, world }) => ok(applicationResource(application, world)),
  },
  {
    method: 'DELETE',
    pattern: '',
    ok: 204,
    handle: ({ application, world }) => {
      world.applications.end(application, '404', 'ApplicationNotFound', true);
      return NO_CONTENT;
    },
  },
  {
    method: 'GET',
    pattern: '/policies',
    ok: 200,
    handle: ({ application, world }) => ok(policiesResource(application, world)),
  },
  {
    method: 'GET',
    pattern: '/communication',
    ok: 200,
    handle: ({ application }) => ok(communicationResource(application)),
  },
];
