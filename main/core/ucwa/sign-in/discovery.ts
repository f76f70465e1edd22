/** Autodiscovery (PROTOCOL 2): which addresses to try, in which order, and what an answer there names next. */
import type { Cancel, Clock } from '../../ports.ts';
import { appError, fail } from '../../result.ts';
import type { AppError, Result } from '../../result.ts';
import { cancelled } from '../errors/errors.ts';
import { parse } from '../client/href.ts';
import { link } from '../media/resource.ts';
import { hostOf } from './approval.ts';
import type { Resource } from '../types.ts';

/** An answer on the way, and the URL that gave it. */
export interface Visited {
  readonly url: string;
  readonly resource: Resource;
  /** Says in the trace what is made of it. */
  decide(words: string): void;
}

/** Asks one URL. Fails with the reason why it is no step of discovery. */
export type Visit = (url: string, signal: AbortSignal) => Promise<Result<Visited>>;

/** Rounds of candidates: in one round the first is preferred, and the next is asked if it fails or is slow; a later round only if all fail. */
export type Candidates = readonly (readonly string[])[];

/** How long a preferred candidate may be silent before the next one is asked too. */
const HEAD_START_MS = 300;
/** How long it may lag behind another one's answer. */
const GRACE_MS = 1000;

/** Where web-service pools answer as a discovery root; their bare address does not (PROTOCOL 2.2, 2.5). */
const ROOT_PATH = '/Autodiscover/AutodiscoverService.svc/root';

/** The candidates for a SIP domain (PROTOCOL 2.1): https before http, internal before external. */
export function candidatesOf(domain: string): Candidates {
  const hosts = [`lyncdiscoverinternal.${domain}`, `lyncdiscover.${domain}`];
  return [hosts.map((host) => `https://${host}/`), hosts.map((host) => `http://${host}/`)];
}

/**
 * The candidates for a server entered by hand: as it is and, where no path was given, the root of a pool.
 * `host` is what this input vouches for (`host` or `host:port`). Null when it is no address.
 */
export function candidatesByHand(server: string): { host: string; candidates: Candidates } | null {
  const entered = server.trim();
  const url = parse(/^https?:\/\//i.test(entered) ? entered : `https://${entered}`);
  if (url === null || url.hostname === '' || url.username !== '' || url.password !== '') return null;
  url.hash = '';
  const candidates = [[url.href]];
  if (url.pathname === '/' && url.search === '') candidates.push([new URL(ROOT_PATH, url).href]);
  return { host: url.host, candidates };
}

/** Where pools have their applications (PROTOCOL 4.4). */
const APPLICATIONS_PATH = '/ucwa/oauth/v1/applications';

/**
 * The applications URL of a pool entered by hand that answers no discovery: the one place where nothing on the wire
 * names the address. Null when the address has a path that says otherwise.
 */
export function applicationsByHand(server: string): string | null {
  const url = parse(candidatesByHand(server)?.candidates[0]?.[0] ?? '');
  if (url?.protocol !== 'https:') return null;
  if (/\/applications\/?$/.test(url.pathname)) return url.href;
  return url.pathname === '/' && url.search === '' ? new URL(APPLICATIONS_PATH, url).href : null;
}

/** The domain of `user@domain` or `sip:user@domain`, in canonical form; null when there is none. */
export function domainOf(address: string): string | null {
  const match = /^(?:sip:)?[^@\s]+@([^@\s:]+)$/i.exec(address.trim());
  return match === null ? null : hostOf((match[1] ?? '').replace(/\.$/, ''));
}

/** What an answer names next (PROTOCOL 2.2, 2.4): the goal before a detour, a detour before signing in here. */
export function nextStep(resource: Resource): { rel: 'applications' | 'redirect' | 'user'; href: string } | null {
  for (const rel of ['applications', 'redirect', 'user'] as const) {
    const href = link(resource, rel)?.href;
    if (href !== undefined) return { rel, href };
  }
  return null;
}

/** Finds the discovery root among the candidates. */
export async function findRoot(
  candidates: Candidates,
  visit: Visit,
  clock: Clock,
  signal: AbortSignal,
): Promise<Result<Visited>> {
  const errors: AppError[] = [];
  for (const round of candidates) {
    const found = await race(round, visit, clock, signal);
    if (found.ok) return found;
    if (signal.aborted) return fail(cancelled());
    errors.push(...found.errors);
  }
  return fail(explain(errors));
}

/**
 * Asks one URL after the other (PROTOCOL 2.1): the next one when those before it have failed, or are slow. An answer
 * waits a short while for URLs named before it; the rest are then given up.
 */
function race(
  urls: readonly string[],
  visit: Visit,
  clock: Clock,
  signal: AbortSignal,
): Promise<{ ok: true; value: Visited } | { ok: false; errors: AppError[] }> {
  const stop = new AbortController();
  const results = new Map<number, Result<Visited>>();
  const cancels: Cancel[] = [];
  let begun = 0;
  return new Promise((resolve) => {
    const settle = (graceOver: boolean): void => {
      for (let at = 0; at < urls.length; at += 1) {
        const result = results.get(at);
        if (result?.ok === true) {
          finish();
          resolve(result);
          return;
        }
        if (result === undefined && !graceOver) return;
      }
      if (results.size < urls.length) return;
      finish();
      resolve({ ok: false, errors: [...results.values()].flatMap((result) => (result.ok ? [] : [result.error])) });
    };
    const finish = (): void => {
      cancels.forEach((cancel) => cancel());
      stop.abort();
    };
    const begin = (): void => {
      const at = begun;
      const url = urls[at];
      if (url === undefined) return;
      begun += 1;
      let headStart: Cancel = () => undefined;
      const given = AbortSignal.any([signal, stop.signal]);
      void (given.aborted ? Promise.resolve(fail(cancelled())) : visit(url, given)).then((result) => {
        results.set(at, result);
        headStart();
        if (result.ok) cancels.push(clock.setTimer(GRACE_MS, () => settle(true)));
        else if (at === begun - 1) begin();
        settle(false);
      });
      headStart = clock.setTimer(HEAD_START_MS, () => {
        if (at === begun - 1 && !results.has(at)) begin();
      });
      cancels.push(headStart);
    };
    begin();
  });
}

/** One error for many failed candidates: what the user can do something about comes first. */
function explain(errors: readonly AppError[]): AppError {
  const telling = ['auth.denied', 'auth.unsupported', 'auth.hostNotTrusted', 'tls.untrusted'] as const;
  for (const code of telling) {
    const found = errors.find((error) => error.code === code);
    if (found !== undefined) return found;
  }
  const [first] = errors;
  if (first !== undefined && errors.every((error) => error.code === 'network.offline')) return first;
  return appError(
    'discovery.notFound',
    'No Skype for Business server was found. Check the address, or enter the server by hand.',
    {
      host: first?.host ?? null,
      retryable: errors.some((error) => error.retryable),
    },
  );
}
