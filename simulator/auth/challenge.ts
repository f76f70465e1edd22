/** 401 with the challenge, and the refusals that look like it (PROTOCOL 3.1, 3.7). */
import { linkOrigin } from '../deployment/links.ts';
import { forHost } from '../deployment/per-host.ts';
import type { Host } from '../http/message.ts';
import { Refusal } from '../http/refusal.ts';
import type { World } from '../world.ts';
import { TOKEN_PATH } from './paths.ts';

/** The grants that the ticket service of a host takes; empty where there is no such service. */
export function grantsOf(host: Host, { knobs }: World): string {
  return forHost(knobs.grantsByHost, host.place) ?? knobs.grants;
}

/** `status`: what a ticket that is not good is told; no ticket at all is told 401. */
export function unauthorised(host: Host, world: World, status: '401' | '403'): Refusal {
  const headers = challengeHeaders(host, world);
  if (status === '401') return new Refusal(401, { headers, html: true });
  const diagnostics = { number: 28055, reason: 'The OAuth token is invalid.' };
  return new Refusal(403, { headers, html: true, diagnostics });
}

function challengeHeaders(host: Host, world: World): Record<string, string | string[]> {
  const challenges = [bearer(host, world), webTicket(host, world)].filter((challenge) => challenge !== null);
  if (challenges.length === 0) return {};
  return { 'WWW-Authenticate': world.knobs.joinedChallenge ? challenges.join(', ') : challenges };
}

function bearer(host: Host, world: World): string | null {
  const { knobs, options, topology } = world;
  if (knobs.bearer === 'none') return null;
  const plain =
    `Bearer trusted_issuers="00000002-0000-0ff1-ce00-000000000000@${options.domain}", ` +
    'client_id="00000004-0000-0ff1-ce00-000000000000"';
  if (knobs.bearer === 'plain') return plain;
  const login = linkOrigin('authorization', topology.name('login'), host, world);
  return `${plain}, authorization_uri="${login}/common/oauth2/authorize"`;
}

function webTicket(host: Host, world: World): string | null {
  const grants = grantsOf(host, world);
  if (grants === '') return null;
  const href = `${linkOrigin('ticket', host.name, host, world)}${TOKEN_PATH}`;
  return `MsRtcOAuth href=${world.knobs.unquotedChallenge ? href : `"${href}"`},grant_type="${grants}"`;
}
