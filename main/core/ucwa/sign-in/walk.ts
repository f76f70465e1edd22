/** The way from a discovery root to the applications, hop by hop, each host checked before it is followed (PROTOCOL 2). */
import type { HttpResponse } from '../../ports.ts';
import { appError, fail, ok } from '../../result.ts';
import type { Result } from '../../result.ts';
import { exchange } from '../client/exchange.ts';
import type { ExchangePorts } from '../client/exchange.ts';
import { contentTypeOf, header } from '../client/headers.ts';
import { parse, resolveHref } from '../client/href.ts';
import { cancelled, errorOf } from '../errors/errors.ts';
import { MEDIA_TYPES, readResource } from '../media/media.ts';
import { unplaced } from '../media/misread.ts';
import type { Medium, Resource } from '../types.ts';
import type { ApprovedHosts } from './approved-hosts.ts';
import { nextStep } from './discovery.ts';
import type { Visited } from './discovery.ts';
import { readLegacy } from './legacy.ts';
import { readOffer } from './offer.ts';
import type { Tickets } from '../client/tickets.ts';
import type { Trace } from './trace.ts';

export interface WalkOptions {
  readonly ports: ExchangePorts;
  readonly medium: Medium;
  readonly hosts: ApprovedHosts;
  readonly tickets: Tickets;
  readonly trace: Trace;
}

export interface Walk {
  /** Asks an address without credentials. Fails with the reason why it is no step of discovery. */
  readonly visit: (url: string, signal: AbortSignal) => Promise<Result<Visited>>;
  /** Goes on from a root to the applications URL; signs in where a `user` resource wants it. */
  follow(root: Visited, signal: AbortSignal): Promise<Result<string>>;
}

/** More answers than any organisation gives in a row before the applications are named, the root's included. */
const MAX_ANSWERS = 10;
const TIMEOUT_MS = 20_000;
const REDIRECTS = [301, 302, 303, 307, 308];

/** Makes the walker; it keeps nothing between calls. */
export function createWalk({ ports, medium, hosts, tickets, trace }: WalkOptions): Walk {
  async function visit(url: string, rel: 'root' | 'redirect' | 'user', signal: AbortSignal): Promise<Result<Visited>> {
    const watch = trace.watch(ports.http, 'discovering', rel === 'redirect' ? 'root' : rel);
    const asked = {
      method: 'GET',
      url,
      headers: { accept: MEDIA_TYPES[medium] },
      body: null,
      timeoutMs: TIMEOUT_MS,
    } as const;
    const exchanged = await exchange({ ...ports, http: watch }, rel === 'user' ? tickets : null, asked, signal);
    if (!exchanged.ok) {
      watch.decide(`go no further: ${exchanged.error.message}`);
      return exchanged;
    }
    const { response, host, correlationId } = exchanged.value;
    const read = response.status === 200 ? readStep(response) : (moved(response, url) ?? refused(response, url, rel));
    if (read !== null && read.ok && nextStep(read.value) !== null) {
      return ok({ url, resource: read.value, decide: (words) => watch.decide(words) });
    }
    const error =
      read === null
        ? errorOf(response, { host, correlationId, now: ports.clock.now() })
        : { ...(read.ok ? leadsNowhere(host) : read.error), status: response.status, host, correlationId };
    watch.decide(`go no further: ${error.message}`);
    return fail(error);
  }

  function readStep(response: HttpResponse): Result<Resource> {
    const legacy = readLegacy(response.body, contentTypeOf(response));
    if (legacy !== null) return ok(legacy);
    const read = readResource(response.body, contentTypeOf(response));
    return read.ok ? read : fail(unplaced(read.error));
  }

  /** An HTTP redirect reads like a `redirect` link, but only within what is trusted anyway (PROTOCOL 2.1). */
  function moved(response: HttpResponse, url: string): Result<Resource> | null {
    const location = REDIRECTS.includes(response.status) ? header(response.headers, 'location') : null;
    const href = location === null ? null : resolveHref(location, url);
    return href !== null && hosts.approve(href, 'secret', null).ok ? ok(pointer('redirect', href)) : null;
  }

  /** A root that wants a ticket is a `user` resource; who offers no way in at all is no use. */
  function refused(response: HttpResponse, url: string, rel: string): Result<Resource> | null {
    if (response.status !== 401) return null;
    if (readOffer(url, response) === null) {
      return fail(appError('auth.unsupported', 'The server offers no way of signing in that this app knows.'));
    }
    return rel !== 'user' && hosts.isApproved(url) ? ok(pointer('user', url)) : null;
  }

  return {
    visit: (url, signal) => visit(url, 'root', signal),

    async follow(root, signal) {
      let at = root;
      const seen = new Set([`root ${keyOf(at.url)}`]);
      for (let answers = 1; ; answers += 1) {
        const step = nextStep(at.resource);
        const url = step === null ? null : resolveHref(step.href, at.url);
        const host = parse(at.url)?.host ?? '';
        if (step === null || url === null) {
          at.decide('go no further: the address named cannot be used');
          return fail(appError('discovery.notFound', `${host} named an address that cannot be used.`, { host }));
        }
        const approved = hosts.approve(url, 'bound', at.url);
        if (!approved.ok) {
          at.decide(`go no further: ${approved.error.message}`);
          return approved;
        }
        const place = `${step.rel} at ${parse(url)?.host ?? ''}`;
        if (step.rel === 'applications') {
          at.decide(`go on to ${place}`);
          return ok(url);
        }
        // A root is asked again as `user` where it wants a ticket.
        const key = `${step.rel === 'user' ? 'user' : 'root'} ${keyOf(url)}`;
        if (seen.has(key) || answers >= MAX_ANSWERS) {
          at.decide('go no further: it leads in a circle');
          return circle(host);
        }
        seen.add(key);
        at.decide(`go on to ${place}`);
        const visited = await visit(url, step.rel, signal);
        if (signal.aborted) return fail(cancelled());
        if (!visited.ok) return visited;
        at = visited.value;
      }
    },
  };
}

/** A resource that does nothing but point to another. */
function pointer(rel: 'redirect' | 'user', href: string): Resource {
  const links = { [rel]: [{ href, title: null, revision: 1 }] };
  return { rel: '', href: null, revision: 1, etag: null, properties: {}, links, embedded: {} };
}

function circle(host: string): Result<never> {
  const message = 'The servers of your organisation point to one another in a circle.';
  return fail(appError('discovery.loop', message, { host }));
}

function leadsNowhere(host: string) {
  return appError('discovery.notFound', `${host} answered, but it is not a Skype for Business server.`, { host });
}

function keyOf(url: string): string {
  return parse(url)?.href ?? url;
}
