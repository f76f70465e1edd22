/** The way of every request: fault, headers, host, ticket, application, operation. Batch parts take it too. */
import { setImmediate as turn } from 'node:timers/promises';
import { APPLICATIONS_PATH, type Application } from '../application/application.ts';
import { answerApplications } from '../application/open.ts';
import { PASSIVE_PATH, TOKEN_PATH } from '../auth/paths.ts';
import { requireTicket } from '../auth/require-ticket.ts';
import type { Ticket } from '../auth/tickets.ts';
import { answerToken } from '../auth/token-endpoint.ts';
import type { FaultAction } from '../control/faults.ts';
import { pathForLog } from '../control/request-log.ts';
import { requireHome } from '../deployment/require-home.ts';
import { answerStranger } from '../deployment/stranger.ts';
import { capture } from '../deployment/watch.ts';
import { answerDiscovery, asksRoot } from '../discovery/discovery.ts';
import { answerLogin } from '../openid/login.ts';
import { answerPassivePage } from '../passive/pool-page.ts';
import { answerSts } from '../passive/sts.ts';
import { ROUTES } from '../resources/routes.ts';
import type { World } from '../world.ts';
import { Input, type Judge } from './input.ts';
import { accepts, chooseMedium } from './media.ts';
import { andAfterwards, decodePath, revisionOf, type Reply, type SimRequest } from './message.ts';
import { Refusal } from './refusal.ts';
import { refusalReply } from './render.ts';
import { hrefsOf } from './resource.ts';
import { Router, type Call, type Match, type Route } from './router.ts';

const router = new Router(ROUTES);
const NEWEST_REVISION = 2;

/** Answers one request. Never throws. */
export async function answer(request: SimRequest, world: World): Promise<Reply> {
  capture(request, world);
  const reply = await withFault(request, world);
  world.log.add({
    at: request.arrivedAt,
    host: request.host.name,
    method: request.method,
    path: pathForLog(request.path, request.rawQuery),
    status: reply.cut ? 0 : reply.status,
    batched: request.inBatch,
  });
  return reply;
}

async function withFault(request: SimRequest, world: World): Promise<Reply> {
  const fault = world.faults.take(request);
  switch (fault?.type) {
    case undefined:
      return guarded(request, world, false);
    case 'delay':
      await new Promise<void>((resolve) => world.clock.after(fault.ms, resolve));
      return guarded(request, world, false);
    case 'ignore':
      return guarded(request, world, true);
    case 'html':
      return refusalReply(new Refusal(fault.status, { html: true }), world);
    case 'cut': {
      const done = fault.when === 'after' ? await guarded(request, world, false) : { status: 0 };
      return { ...done, cut: true };
    }
    case 'status': {
      const done = fault.performed ? await guarded(request, world, false) : null;
      const reply = faultReply(fault, world);
      // What refused it is not told: nobody knows of it by that.
      return done?.afterwards && done.status < 400 ? andAfterwards(reply, done.afterwards) : reply;
    }
  }
}

function faultReply(fault: Extract<FaultAction, { type: 'status' }>, world: World): Reply {
  const headers: Record<string, string> = { ...fault.headers };
  if (fault.retryAfter !== undefined) headers['Retry-After'] = String(fault.retryAfter);
  if (fault.diagnostics !== undefined) headers['X-Ms-diagnostics'] = fault.diagnostics;
  if (fault.status < 400) return { status: fault.status, headers };
  const details = {
    headers,
    subcode: fault.subcode ?? null,
    ...(fault.code === undefined ? {} : { code: fault.code }),
  };
  return refusalReply(new Refusal(fault.status, details), world);
}

async function guarded(request: SimRequest, world: World, ignore: boolean): Promise<Reply> {
  try {
    return await dispatch(request, world, ignore);
  } catch (error) {
    if (error instanceof Refusal) return refusalReply(error, world);
    // A defect of the simulator itself must be seen, not be taken for a documented error.
    console.error('simulator defect:', error);
    return refusalReply(new Refusal(500, { message: 'The simulator failed.' }), world);
  }
}

async function dispatch(request: SimRequest, world: World, ignore: boolean): Promise<Reply> {
  const answered = answerOthers(request, world) ?? answerPages(request, world);
  if (answered) return answered;
  judgeHeaders(request, world);
  const { host, path } = request;
  if (path.toLowerCase() === TOKEN_PATH.toLowerCase()) return answerToken(request, world);
  const found = answerDiscovery(request, world);
  if (found) return found;
  if (host.place.pool === null || !path.startsWith(APPLICATIONS_PATH)) throw new Refusal(404, { html: true });
  judgeBody(request, world);
  if (request.method === 'OPTIONS' && path === APPLICATIONS_PATH) return { status: 200 };

  const ticket = requireTicket(request, world);
  requireHome(request, world);
  judgeVersion(request);
  if (path === APPLICATIONS_PATH) {
    const input = inputOf(request, world);
    const reply = answerApplications(request, ticket, world, input.read);
    input.judge();
    return reply;
  }
  const [, id = '', below = ''] = /^\/([^/]+)(.*)$/.exec(path.slice(APPLICATIONS_PATH.length)) ?? [];
  const application = world.applications.get(id);
  if (!application) return goneReply(id, below, request, world);
  if (ticket.applicationId !== null && ticket.applicationId !== id && request.method !== 'DELETE') {
    world.strictness.record('otherApplication', describe(request));
  }
  return operate(request, world, application, ticket, below, ignore);
}

/** Strangers, and plain http, over which only the root of discovery is to be had. */
function answerOthers(request: SimRequest, world: World): Reply | null {
  const { host } = request;
  if (host.place.does === 'stranger') return answerStranger(request);
  if (host.secure) return null;
  const { lie, discoveryScheme } = world.knobs;
  const honest = asksRoot(request);
  if (lie === 'http' && !(honest && discoveryScheme !== 'https')) return answerStranger(request);
  if (honest) return null;
  throw new Refusal(403, { html: true });
}

/** What a browser window shows: there cookies, Origin and Referer are as they should be. */
function answerPages(request: SimRequest, world: World): Reply | null {
  const { does } = request.host.place;
  if (does === 'sts') return answerSts(request, world) ?? { status: 404 };
  if (does === 'login') return answerLogin(request, world) ?? { status: 404 };
  const path = request.path.toLowerCase();
  // Browsers ask for it beside every page.
  if (path === '/favicon.ico') return { status: 404 };
  return path === PASSIVE_PATH.toLowerCase() ? answerPassivePage(request, world) : null;
}

function judgeHeaders(request: SimRequest, world: World): void {
  const { headers } = request;
  const atTicketService = request.path.toLowerCase() === TOKEN_PATH.toLowerCase();
  if (headers['cookie'] !== undefined && !atTicketService) world.strictness.record('cookie', describe(request));
  const foreign = ['origin', 'x-ms-origin', 'referer'].filter((name) => headers[name] !== undefined);
  if (foreign.length > 0) world.strictness.record('browserHeader', `${foreign.join(', ')} on ${describe(request)}`);
  if (headers['origin'] !== undefined || headers['x-ms-origin'] !== undefined) {
    const reason = 'Service does not allow a cross domain request from this origin.';
    throw new Refusal(403, { html: true, diagnostics: { number: 28070, reason } });
  }
}

/** GET and DELETE take no body, and a write says how long its body is, also where there is none (PROTOCOL 5.7). */
function judgeBody(request: SimRequest, world: World): void {
  const { method, headers, inBatch, body } = request;
  if (['GET', 'DELETE'].includes(method) && body.length > 0) {
    world.strictness.record('bodyWhereNoneBelongs', describe(request));
  }
  const measured = headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
  if (['POST', 'PUT'].includes(method) && !measured && !inBatch) {
    world.strictness.record('missingLength', describe(request));
    throw new Refusal(411, { html: true });
  }
}

function judgeVersion(request: SimRequest): void {
  const wanted = revisionOf(request);
  if (!(wanted >= 1 && wanted <= NEWEST_REVISION)) {
    throw new Refusal(404, { subcode: 'APIVersionNotSupported' });
  }
}

/**
 * What is said about an application that is not there. Once it is out, the client knows; it may still ask the application
 * itself whether it lives, or leave it for good: an expired subscription is told the same (PROTOCOL 15.3).
 */
function goneReply(id: string, below: string, request: SimRequest, world: World): Reply {
  const { applications } = world;
  const { knew, deletedByClient } = applications.knewBefore(id, request.sentAt);
  const asksItself = ['GET', 'DELETE'].includes(request.method) && below === '' && !deletedByClient;
  if (knew && !asksItself) world.strictness.record('deadApplication', describe(request));
  if (!applications.isKnown(id)) world.strictness.record('inventedUrl', describe(request));
  const overflow = below === '/events' ? applications.takeOverflow(id) : null;
  const reply = refusalReply(overflow ?? applications.refusalFor(id), world);
  return andAfterwards(reply, () => applications.markKnown(id));
}

async function operate(
  request: SimRequest,
  world: World,
  application: Application,
  ticket: Ticket,
  below: string,
  ignore: boolean,
): Promise<Reply> {
  const match = router.match(request.method, below);
  judgeUrl(request, world, application, below);
  const { route, params } = requireRoute(match, request, world);
  judgeOperation(request, world, route);
  if (ignore) return { status: route.ok };
  const release = request.method === 'GET' ? () => undefined : application.channel.hold();
  const input = inputOf(request, world);
  const reply = await handled(route, {
    request,
    world,
    application,
    ticket,
    params,
    input: input.read,
    nested: (inner) => answer(inner, world),
  });
  if (request.method === 'POST' && route.media === undefined && reply.status < 300) input.judge();
  if (reply.document) for (const href of hrefsOf(reply.document)) application.handedOut.add(href);
  // What was refused has nothing of its own to tell, and what others did waits for no answer.
  if (reply.status >= 400) release();
  if (world.knobs.echoBefore && request.method !== 'GET') {
    release();
    // Gives the parked poll the time to be answered, and its client the time to read it.
    for (let turns = 0; turns < 5; turns += 1) await turn();
  }
  return andAfterwards(reply, () => {
    release();
    if (!world.applications.get(application.id)) world.applications.markKnown(application.id);
  });
}

async function handled(route: Route, call: Call): Promise<Reply> {
  try {
    return await route.handle(call);
  } catch (error) {
    if (error instanceof Refusal) return refusalReply(error, call.world);
    throw error;
  }
}

function judgeUrl(request: SimRequest, world: World, application: Application, below: string): void {
  // The channel itself knows which acks were handed out.
  if (below === '/events') return;
  if (!application.handedOut.covers(request.path, request.query)) {
    world.strictness.record('inventedUrl', describe(request));
  }
}

function requireRoute(
  match: Match | null,
  request: SimRequest,
  world: World,
): { route: Route; params: Readonly<Record<string, string>> } {
  if (!match) throw new Refusal(404);
  if ('route' in match) return match;
  world.strictness.record('methodNotAllowed', describe(request));
  throw new Refusal(405, { headers: { Allow: match.allow.join(', ') } });
}

function judgeOperation(request: SimRequest, world: World, route: Route): void {
  if (route.revision2 && revisionOf(request) < 2) {
    world.strictness.record('missingVersionHeader', describe(request));
    if (!world.knobs.lenientVersion) throw new Refusal(405);
  }
  const hasBody = route.ok !== 204 && route.method !== 'PUT';
  if (request.headers['accept'] === undefined && hasBody) world.strictness.record('missingAccept', describe(request));
  const { accept } = request.headers;
  if (route.media === undefined ? chooseMedium(accept) : accepts(accept, route.media)) return;
  world.strictness.record('wrongAccept', describe(request));
  throw new Refusal(406);
}

interface RequestInput {
  /** Reads query and body, once. */
  readonly read: () => Input;
  /** After an operation: what came along that it does not take. */
  readonly judge: () => void;
}

function inputOf(request: SimRequest, world: World): RequestInput {
  const { strictness, knobs } = world;
  const on = (detail: string): string => `${detail} on ${describe(request)}`;
  const judge: Judge = {
    complain: (rule, detail) => strictness.record(rule, on(detail)),
    warn: (rule, detail) => strictness.warn(rule, on(detail)),
  };
  let input: Input | null = null;
  return {
    read: () => (input ??= new Input(request, judge, knobs.clampParameters)),
    judge: () => {
      if (input === null && request.body.length > 0) strictness.record('bodyWhereNoneBelongs', describe(request));
      for (const name of input?.unknown() ?? []) strictness.record('unknownParameter', on(name));
    },
  };
}

/** Method and decoded path, for the list of offences. */
export function describe(request: SimRequest): string {
  return `${request.method} ${decodePath(request.path)}`;
}
