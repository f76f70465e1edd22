/** The wire layer's sign-in over real sockets against a simulator, on a computer and with a user that can do everything. */
import { createNodeHttp } from '../../main/browser/http.ts';
import type { Http, HttpRequest } from '../../main/core/ports.ts';
import type { Result } from '../../main/core/result.ts';
import { signIn } from '../../main/core/ucwa/index.ts';
import type { KeptTicket, Means, SignedIn, SignInKind, SignInRequest, SignInStep } from '../../main/core/ucwa/index.ts';
import { fakeLogger } from '../../main/core/ucwa/testing.ts';
import { createSystemClock } from '../../main/system/clock.ts';
import { createMemoryTokens } from '../../main/system/memory-tokens.ts';
import type { Simulator } from '../../simulator/index.ts';
import { CLIENT_ID, createComputer } from './sign-in-help.ts';

export const clock = createSystemClock();
export const NOTHING: Means = { password: null, windows: false, passive: 'never', microsoft: 'never' };

/** SPNEGO, its object identifier, and the user in the clear: the shape that the simulator judges. */
function handshakeOf(address: string): string {
  const token = Buffer.concat([
    Buffer.from('60200606', 'hex'),
    Buffer.from('06062b0601050502', 'hex'),
    Buffer.from(address),
  ]);
  return `Negotiate ${token.toString('base64')}`;
}

/** What the system's network stack does: it answers Negotiate for those requests that are the system user's. */
function asSystemUser(http: Http, address: string): Http {
  return {
    async send(request, signal) {
      const first = await http.send(request, signal);
      const wanted = first.ok && first.response.headers['www-authenticate']?.includes('Negotiate') === true;
      if (request.as !== 'systemUser' || !wanted) return first;
      const headers = { ...request.headers, authorization: handshakeOf(address) };
      return http.send({ ...request, headers }, signal);
    },
  };
}

export interface Enrolment {
  readonly result: Result<SignedIn>;
  /** Hosts that the user was asked about and allowed. */
  readonly allowed: readonly string[];
}

export interface SignInBench {
  readonly requests: HttpRequest[];
  readonly steps: SignInStep[];
  readonly offers: (readonly SignInKind[])[];
  /** Hosts of the pages that the user was shown. */
  readonly shown: readonly string[];
  readonly tickets: () => readonly KeptTicket[];
  /** Signs in once. */
  signIn(means: Partial<Means>, more?: Partial<SignInRequest>): Promise<Result<SignedIn>>;
  /** Signs in as a user who knows the organisation's hosts: allows those that are asked about, and no other. */
  enrol(means: Partial<Means>, more?: Partial<SignInRequest>): Promise<Enrolment>;
  close(): void;
}

/** `password`: what the user enters on pages; default: the right one. */
export function signInBench(simulator: Simulator, password = simulator.password): SignInBench {
  const sockets = createNodeHttp({ clock, ca: simulator.caPem, resolve: simulator.routes });
  const computer = createComputer(simulator, password);
  const help = computer.help(asSystemUser(sockets, simulator.address), createMemoryTokens());
  const own = new Set<string>(Object.values(simulator.hosts));
  const requests: HttpRequest[] = [];
  const steps = new Map<number, SignInStep>();
  const offers: (readonly SignInKind[])[] = [];
  let tickets: readonly KeptTicket[] = [];
  const ports = {
    http: {
      send(request: HttpRequest, signal?: AbortSignal) {
        requests.push(request);
        return help.http.send(request, signal);
      },
    },
    ...{ clock, logger: fakeLogger(), userAgent: 'Rollcall/test', help: help.signInHelp },
  };

  async function once(means: Partial<Means>, more: Partial<SignInRequest> = {}): Promise<Result<SignedIn>> {
    steps.clear();
    const request: SignInRequest = {
      ...{ address: simulator.address, server: null, approval: { trustedHosts: [], only: false } },
      ...{ found: null, tickets: [], openId: { clientId: CLIENT_ID, authority: null } },
      means: { ...NOTHING, ...means },
      ...more,
    };
    return signIn(
      ports,
      request,
      {
        onStep: (step) => steps.set(step.id, step),
        onOffer: (kinds) => offers.push(kinds),
        onWaiting: () => undefined,
        onTickets: (all) => (tickets = all),
      },
      new AbortController().signal,
    );
  }

  return {
    requests,
    offers,
    shown: computer.shown,
    get steps() {
      return [...steps.values()];
    },
    tickets: () => tickets,
    signIn: once,
    async enrol(means, more = {}) {
      const allowed: string[] = [];
      for (;;) {
        const result = await once(means, { ...more, approval: { trustedHosts: [...allowed], only: false } });
        const host = result.ok || result.error.code !== 'auth.hostNotTrusted' ? null : result.error.host;
        if (host === null || !own.has(host) || allowed.includes(host)) return { result, allowed };
        allowed.push(host);
      }
    },
    close: () => sockets.close(),
  };
}

/** The code of a failure, or how it signed in. */
export function said(result: Result<SignedIn>): string {
  return result.ok ? `by ${result.value.kind ?? 'nothing'}` : result.error.code;
}

/** Makes the application, as the session does next; its status, or the code of its error. */
export async function makeApplication(result: Result<SignedIn>): Promise<number | string> {
  if (!result.ok) return result.error.code;
  const { client, applicationsUrl } = result.value;
  const body = { culture: 'en-US', endpointId: clock.uuid(), userAgent: 'Rollcall/test' };
  const made = await client.post(applicationsUrl, body);
  return made.ok ? made.value.status : made.error.code;
}
