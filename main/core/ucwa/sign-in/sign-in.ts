/** From an address and a password to a client for the user's pool (PROTOCOL 2 and 3). */
import type { HttpResponse } from '../../ports.ts';
import { appError, fail, ok } from '../../result.ts';
import type { AppError, Result } from '../../result.ts';
import { readChallenges, webTicketOf } from './challenge.ts';
import { createClient } from '../client/client.ts';
import {
  applicationsByHand,
  asStep,
  candidatesByHand,
  candidatesOf,
  domainOf,
  findRoot,
  nextStep,
} from './discovery.ts';
import type { Found } from './discovery.ts';
import { cancelled, errorOf } from '../errors/errors.ts';
import { exchange } from '../client/exchange.ts';
import { contentTypeOf, header } from '../client/headers.ts';
import { originOf, parse, resolveHref } from '../client/href.ts';
import { DEFAULT_MEDIUM, MEDIA_TYPES, readResource } from '../media/media.ts';
import { unplaced } from '../media/misread.ts';
import { createTickets } from './tickets.ts';
import type { Tickets } from './tickets.ts';
import { judgeUrl } from './trust.ts';
import type { Resource } from '../types.ts';
import type { SignedIn, SignInListener, SignInPorts, SignInRequest } from './types.ts';

const MAX_HOPS = 10;
const TIMEOUT_MS = 20_000;

/**
 * Finds the user's pool and signs in there. `onStep` is told what is tried, for the trace that a failure shows.
 * Fails with `auth.hostNotTrusted` and `host` when the user has to allow that host first; `host` null: it may not be
 * allowed. The application itself is created by the caller: POST `applicationsUrl`.
 */
export async function signIn(
  ports: SignInPorts,
  request: SignInRequest,
  listener: SignInListener,
  signal: AbortSignal,
): Promise<Result<SignedIn>> {
  const domain = domainOf(request.address);
  if (domain === null) return fail(appError('validation', 'Enter an address such as name@example.com.'));
  const byHand = request.server === null || request.server.trim() === '' ? null : candidatesByHand(request.server);
  if (byHand === null && request.server !== null && request.server.trim() !== '') {
    return fail(appError('validation', 'Enter the server as a host name or an https address.'));
  }

  const medium = request.medium ?? DEFAULT_MEDIUM;
  const { password } = request.means;
  if (password === null) return fail(appError('auth.required', 'Enter your password to sign in.'));
  const approvedOrigins = new Set<string>();
  let steps = 0;
  const onStep = ({ phase, host, what }: { phase: 'discovering' | 'signingIn'; host: string; what: string }): void =>
    listener.onStep({
      ...{ id: (steps += 1), at: ports.clock.now(), ms: null, phase, host, asked: what },
      ...{ answered: null, decided: null, status: null, frontEnd: null, correlationId: null },
    });
  const trust = { domain, server: byHand?.host ?? null, trustedHosts: request.approval.trustedHosts, approvedOrigins };

  /** Notes the URL's origin as one that may be given credentials, or says why it may not. */
  function approve(url: string, namedBy: string | null): Result<null> {
    const verdict = judgeUrl(url, { ...trust, namedBy });
    const target = parse(url);
    if (verdict === 'approved' && target !== null) {
      approvedOrigins.add(target.origin);
      return ok(null);
    }
    const host = target?.host ?? null;
    if (verdict === 'ask') {
      const message = `Signing in leads to ${host ?? ''}, which does not belong to ${domain}. Allow it only if you know it.`;
      return fail(appError('auth.hostNotTrusted', message, { host }));
    }
    return fail(appError('auth.hostNotTrusted', `Signing in leads to ${host ?? 'an address'}, which is not secure.`));
  }

  const tickets = createTickets({
    ...ports,
    username: request.address.trim().replace(/^sip:/i, ''),
    password,
    approve,
    onStep: (host, what) => onStep({ phase: 'signingIn', host, what }),
  });

  /** Sends a ticket only when challenged. */
  const unasked: Tickets = { ...tickets, current: async () => ok(null) };

  /** `user` wants a ticket; a root is asked without one, but may challenge. */
  async function visit(url: string, visitSignal: AbortSignal, rel = 'root'): Promise<Result<Found>> {
    const host = parse(url)?.host ?? '';
    const note = (what: string): void => onStep({ phase: 'discovering', host, what });
    const approved = approvedOrigins.has(originOf(url) ?? '');
    note(`Asking ${url.startsWith('http:') ? 'over http' : 'over https'}`);
    const asked = {
      method: 'GET',
      url,
      headers: { accept: MEDIA_TYPES[medium] },
      body: null,
      timeoutMs: TIMEOUT_MS,
    } as const;
    const exchanged = await exchange(ports, approved ? (rel === 'user' ? tickets : unasked) : null, asked, visitSignal);
    if (!exchanged.ok) {
      if (!visitSignal.aborted) note(exchanged.error.message);
      return exchanged;
    }
    const { response, correlationId } = exchanged.value;
    const resource = response.status === 200 ? readStep(response) : moved(response, url);
    const found = resource?.ok === true ? asStep({ url, resource: resource.value }) : resource;
    if (found === null) {
      note(`Answered ${response.status}`);
      if (response.status === 401 && webTicketOf(readChallenges(response.headers['www-authenticate'] ?? [])) === null) {
        const message = 'The server offers no way of signing in that this app knows.';
        return fail(appError('auth.unsupported', message, { status: 401, host, correlationId }));
      }
      return fail(errorOf(response, { host, correlationId, now: ports.clock.now() }));
    }
    if (!found.ok) {
      note(found.error.message);
      return fail({ ...found.error, status: response.status, host, correlationId });
    }
    note(`Answered ${response.status}: ${nextStep(found.value.resource)?.rel ?? ''}`);
    return found;
  }

  function readStep(response: HttpResponse): Result<Resource> {
    const read = readResource(response.body, contentTypeOf(response));
    return read.ok ? read : fail(unplaced(read.error));
  }

  /** An HTTP redirect reads like a `redirect` link, but only within what is trusted anyway (PROTOCOL 2.1). */
  function moved(response: HttpResponse, url: string): Result<Resource> | null {
    const location = [301, 302, 303, 307, 308].includes(response.status) ? header(response.headers, 'location') : null;
    const href = location === null ? null : resolveHref(location, url);
    if (href === null || judgeUrl(href, { ...trust, namedBy: null }) !== 'approved') return null;
    const redirect = [{ href, title: null, revision: 1 }];
    return ok({ rel: '', href: null, revision: 1, etag: null, properties: {}, links: { redirect }, embedded: {} });
  }

  function enter(applicationsUrl: string): Result<SignedIn> {
    const allowedOrigins = [...approvedOrigins];
    return ok({
      applicationsUrl,
      kind: 'password',
      found: { applicationsUrl, origins: allowedOrigins, at: ports.clock.now() },
      client: createClient({ ...ports, tickets, base: applicationsUrl, allowedOrigins, medium }),
    });
  }

  const candidates = byHand?.candidates ?? candidatesOf(domain);
  for (const url of candidates.flat()) approve(url, null);
  const root = await findRoot(candidates, visit, ports.clock, signal);
  if (!root.ok) {
    const direct = byHand === null ? null : applicationsByHand(request.server ?? '');
    // Somebody answered there, only not as a discovery root: the user named the pool itself.
    if (direct !== null && root.error.code === 'discovery.notFound' && !root.error.retryable) {
      onStep({
        phase: 'discovering',
        host: parse(direct)?.host ?? '',
        what: 'No discovery here, taking it for a pool',
      });
      approve(direct, null);
      return enter(direct);
    }
    return byHand === null ? root : notThere(root.error, byHand.host);
  }

  let at = root.value;
  const seen = new Set([keyOf(at.url)]);
  for (let hop = 0; hop < MAX_HOPS; hop += 1) {
    const step = nextStep(at.resource);
    const url = step === null ? null : resolveHref(step.href, at.url);
    const host = parse(at.url)?.host ?? '';
    if (step === null || url === null) {
      return fail(appError('discovery.notFound', `${host} named an address that cannot be used.`, { host }));
    }
    const approved = approve(url, at.url);
    if (!approved.ok) {
      onStep({ phase: 'discovering', host, what: approved.error.message });
      return approved;
    }
    if (step.rel === 'applications') return enter(url);
    if (seen.has(keyOf(url))) break;
    seen.add(keyOf(url));
    const found = await visit(url, signal, step.rel);
    if (signal.aborted) return fail(cancelled());
    if (!found.ok) return found.error.status === 404 ? unknownUser(found.error.host, request.address) : found;
    at = found.value;
  }
  const host = parse(at.url)?.host ?? null;
  return fail(
    appError('discovery.loop', 'The servers of your organisation point to one another in a circle.', { host }),
  );
}

function keyOf(url: string): string {
  return parse(url)?.href ?? url;
}

/** PROTOCOL 2.4: a user unknown to the server gets a 404 with an empty body. */
function unknownUser(host: string | null, address: string): Result<never> {
  const message = `The server does not know ${address}. Check the address.`;
  return fail(appError('discovery.notFound', message, { status: 404, host }));
}

/** What was entered by hand is at fault, not the address. */
function notThere(error: AppError, host: string): Result<never> {
  if (error.code !== 'discovery.notFound') return fail(error);
  return fail({ ...error, host, message: `No Skype for Business server answers at ${host}. Check what you entered.` });
}
