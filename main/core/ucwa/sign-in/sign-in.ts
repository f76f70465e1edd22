/** From an address and what may be used to a client for the user's pool (PROTOCOL 2 and 3). */
import { appError, fail, ok } from '../../result.ts';
import type { AppError, Result } from '../../result.ts';
import { createClient } from '../client/client.ts';
import { exchange } from '../client/exchange.ts';
import { errorOf, isTicketRefused } from '../errors/errors.ts';
import { DEFAULT_MEDIUM, MEDIA_TYPES } from '../media/media.ts';
import { createApprovedHosts } from './approved-hosts.ts';
import { createChooser } from './chooser.ts';
import { applicationsByHand, candidatesByHand, candidatesOf, domainOf, findRoot } from './discovery.ts';
import { isMicrosoft, microsoftGrant } from './grants/microsoft.ts';
import { passiveGrant } from './grants/passive.ts';
import { passwordGrant } from './grants/password.ts';
import { createAskService } from './grants/ticket-service.ts';
import { windowsGrant } from './grants/windows.ts';
import { createTickets } from './tickets.ts';
import { createTrace } from './trace.ts';
import type { SignedIn, SignInListener, SignInPorts, SignInRequest } from './types.ts';
import { createWalk } from './walk.ts';

const PROBE_TIMEOUT_MS = 20_000;
const NEVER = new AbortController().signal;

/**
 * Finds the user's pool and signs in there; with `found` and a good ticket nothing is sent at all. The application
 * itself is created by the caller: POST `applicationsUrl`. `signal` ends this call; tickets are renewed beyond it, by
 * the means as they are then.
 *
 * Fails with `auth.required` when something offered could lead in that was not given or not allowed, `auth.denied` when
 * what was given is refused, `auth.unsupported` when nothing offered can be done here; with `auth.hostNotTrusted` and
 * `host` when the user has to allow that host first (`host` null: it may not be allowed); with `discovery.*`,
 * `network.*`, `tls.untrusted` when nobody was found or answers; with `validation` for an address that is none.
 */
export async function signIn(
  ports: SignInPorts,
  request: SignInRequest,
  listener: SignInListener,
  signal: AbortSignal,
): Promise<Result<SignedIn>> {
  const domain = domainOf(request.address);
  if (domain === null) return fail(appError('validation', 'Enter an address such as name@example.com.'));
  const server = request.server?.trim() ?? '';
  const byHand = server === '' ? null : candidatesByHand(server);
  if (byHand === null && server !== '') {
    return fail(appError('validation', 'Enter the server as a host name or an https address.'));
  }

  const { found } = request;
  const medium = request.medium ?? DEFAULT_MEDIUM;
  const trace = createTrace(ports.clock, listener.onStep);
  const hosts = createApprovedHosts(
    { ...request.approval, domain, server: byHand?.host ?? null },
    found?.origins ?? [],
  );
  let inProgress: AbortSignal = signal;
  const tickets = createTickets({
    clock: ports.clock,
    chooser: createChooser({
      grants: grantsFor(),
      hosts,
      onOffer: listener.onOffer,
      signal: () => inProgress,
    }),
    kept: request.tickets,
    onTickets: listener.onTickets,
  });
  const walk = createWalk({ ports, medium, hosts, tickets, trace });

  function grantsFor() {
    const { help } = ports;
    const { means, openId: registration, approval } = request;
    const address = request.address.trim().replace(/^sip:/i, '');
    const ask = createAskService(ports, trace);
    const asking = { means, trace, onWaiting: listener.onWaiting };
    const approvePage = (url: string, namedBy: string): Result<null> => hosts.approve(url, 'secret', namedBy);
    const approveProvider = (url: string, namedBy: string): Result<null> =>
      isMicrosoft(url) && !approval.only ? ok(null) : approvePage(url, namedBy);
    return [
      passwordGrant(ask, address, means),
      windowsGrant(ask, help.systemUser, means),
      passiveGrant({ ...asking, ask, pages: help.pages, approve: approvePage }),
      microsoftGrant({ ...asking, openId: help.openId, registration, address, approve: approveProvider }),
    ];
  }

  /** Makes sure of a ticket for the pool, asking the pool itself where none is at hand (PROTOCOL 3.7). */
  async function enter(applicationsUrl: string, foundAt: number): Promise<Result<SignedIn>> {
    if (tickets.kindFor(applicationsUrl) === null) {
      const entered = await getTicket(applicationsUrl);
      if (!entered.ok) return entered;
    }
    const origins = hosts.origins();
    const http = { send: tracedSend(applicationsUrl) };
    const client = createClient({ ...ports, http, tickets, base: applicationsUrl, allowedOrigins: origins, medium });
    const kind = tickets.kindFor(applicationsUrl);
    return ok({ applicationsUrl, client, kind, found: { applicationsUrl, origins, at: foundAt } });
  }

  async function getTicket(applicationsUrl: string): Promise<Result<null>> {
    const watch = trace.watch(ports.http, 'signingIn', 'applications');
    const headers = { accept: MEDIA_TYPES[medium] };
    const asked = { method: 'GET', url: applicationsUrl, headers, body: null, timeoutMs: PROBE_TIMEOUT_MS } as const;
    const exchanged = await exchange({ ...ports, http: watch }, null, asked, signal);
    if (!exchanged.ok) {
      watch.decide(`go no further: ${exchanged.error.message}`);
      return exchanged;
    }
    const { response, host, correlationId } = exchanged.value;
    if (isTicketRefused(response)) {
      const got = await tickets.renew(applicationsUrl, response, null, signal);
      watch.decide(got.ok ? 'the ticket is there' : `go no further: ${got.error.message}`);
      if (!got.ok) return got;
      if (got.value !== null) return ok(null);
      const words = 'The server offers no way of signing in that this app knows.';
      return fail(appError('auth.unsupported', words, { status: response.status, host, correlationId }));
    }
    // A refusal of the method says that applications are there; a page that is not found, that they are not.
    if (response.status < 500 && response.status !== 404) {
      watch.decide('go on without a ticket');
      return ok(null);
    }
    const error =
      response.status === 404 ? notAPool(host) : errorOf(response, { host, correlationId, now: ports.clock.now() });
    watch.decide(`go no further: ${error.message}`);
    return fail(error);
  }

  /** Making the application is the last step of the trace. */
  function tracedSend(applicationsUrl: string): SignInPorts['http']['send'] {
    const traced: SignInPorts['http']['send'] = async (asked, stop) => {
      const watch = trace.watch(ports.http, 'connecting', 'applications');
      const outcome = await watch.send(asked, stop);
      if (outcome.ok && outcome.response.status < 300) watch.decide('use the application');
      return outcome;
    };
    return (asked, stop) => (asked.url === applicationsUrl ? traced(asked, stop) : ports.http.send(asked, stop));
  }

  /** Why what was found cannot be entered any more. */
  let lost: AppError | null = null;

  /** Null: it does not answer as it should, so look for the user anew. */
  async function enterFound(): Promise<Result<SignedIn> | null> {
    if (found === null || !hosts.isApproved(found.applicationsUrl)) return null;
    const entered = await enter(found.applicationsUrl, found.at);
    if (entered.ok || signal.aborted) return entered;
    const isOfSignIn = entered.error.code.startsWith('auth.') && entered.error.code !== 'auth.unsupported';
    if (isOfSignIn || entered.error.code === 'network.offline') return entered;
    lost = entered.error;
    return null;
  }

  /** Where a server was found before and now nobody answers anywhere, it is the network and not the address. */
  function blame(discovered: Result<SignedIn>): Result<SignedIn> {
    const nobody = !discovered.ok && discovered.error.code === 'discovery.notFound' && discovered.error.retryable;
    return nobody && lost?.code === 'network.unreachable' ? fail(lost) : discovered;
  }

  async function discover(): Promise<Result<SignedIn>> {
    const candidates = byHand?.candidates ?? candidatesOf(domain ?? '');
    for (const url of candidates.flat()) hosts.approve(url, 'bound', null);
    const root = await findRoot(candidates, walk.visit, ports.clock, signal);
    if (!root.ok) {
      const direct = byHand === null ? null : applicationsByHand(server);
      // Somebody answered there, only not as a discovery root: the user named the pool itself.
      if (direct !== null && root.error.code === 'discovery.notFound' && !root.error.retryable) {
        const entered = hosts.approve(direct, 'bound', null);
        const pool = entered.ok ? await enter(direct, ports.clock.now()) : entered;
        return pool.ok || pool.error.status !== 404 ? pool : notThere(root.error, byHand?.host ?? '');
      }
      return byHand === null ? root : notThere(root.error, byHand.host);
    }
    const applications = await walk.follow(root.value, signal);
    if (applications.ok) return enter(applications.value, ports.clock.now());
    // PROTOCOL 2.4: a user unknown to the server gets a 404 with an empty body.
    return applications.error.status === 404 ? unknownUser(applications.error, request.address) : applications;
  }

  const result = (await enterFound()) ?? blame(await discover());
  inProgress = NEVER;
  return result;
}

function unknownUser(error: AppError, address: string): Result<never> {
  const message = `The server does not know ${address.trim()}. Check the address.`;
  return fail({
    ...appError('discovery.notFound', message, { status: 404, host: error.host }),
    frontEnd: error.frontEnd,
  });
}

function notAPool(host: string): AppError {
  const message = `${host} answered, but it is not a Skype for Business server.`;
  return appError('discovery.notFound', message, { status: 404, host });
}

/** What was entered by hand is at fault, not the address. */
function notThere(error: AppError, host: string): Result<never> {
  if (error.code !== 'discovery.notFound') return fail(error);
  return fail({ ...error, host, message: `No Skype for Business server answers at ${host}. Check what you entered.` });
}
