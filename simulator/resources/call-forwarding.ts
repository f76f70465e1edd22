/** callForwardingSettings and what it embeds, for reading alone: policy leaves out the operations (PROTOCOL 8.5). */
import type { Application } from '../application/application.ts';
import { etagFor } from '../http/conditional.ts';
import { ok } from '../http/reply.ts';
import { Refusal } from '../http/refusal.ts';
import type { Resource } from '../http/resource.ts';
import type { Call, Route } from '../http/router.ts';

const PATH = '/me/callForwardingSettings';
/** Seconds before an unanswered call goes to voicemail. */
const VOICEMAIL_DELAY = 20;

/** Calls ring here, and go to voicemail when nobody answers. */
const PARTS: Readonly<Record<string, Resource['properties']>> = {
  immediateForwardSettings: { target: 'None' },
  simultaneousRingSettings: { ringDelay: 0, target: 'None' },
  unansweredCallSettings: { ringDelay: VOICEMAIL_DELAY, target: 'Voicemail' },
};

function partResource(application: Application, rel: string, properties: Resource['properties']): Resource {
  return {
    rel,
    properties,
    links: { self: { href: application.href(`${PATH}/${rel}`) } },
    etag: etagFor(properties),
  };
}

function settingsResource(application: Application): Resource {
  const properties = { activePeriod: 'Always', activeSetting: 'None', unansweredCallHandling: 'Enabled' };
  const parts = Object.entries(PARTS).map(([rel, part]) => [rel, partResource(application, rel, part)] as const);
  return {
    rel: 'callForwardingSettings',
    properties,
    links: { self: { href: application.href(PATH) } },
    embedded: Object.fromEntries(parts),
    etag: etagFor(properties),
  };
}

/** 403 for a user without Enterprise Voice. */
function voiced(handle: (application: Application) => Resource) {
  return ({ application, world }: Call) => {
    if (world.knobs.enterpriseVoice !== 'yes') throw new Refusal(403);
    return ok(handle(application));
  };
}

export const callForwardingRoutes: readonly Route[] = [
  { method: 'GET', pattern: PATH, ok: 200, handle: voiced(settingsResource) },
  ...Object.entries(PARTS).map(([rel, part]): Route => ({
    method: 'GET',
    pattern: `${PATH}/${rel}`,
    ok: 200,
    handle: voiced((application) => partResource(application, rel, part)),
  })),
];
