/** A token of an OpenID provider that the server trusts (PROTOCOL 2.5, 3.6), made out to the origin that is called. */
import type { OpenId, OpenIdOutcome } from '../../../ports.ts';
import { appError } from '../../../result.ts';
import type { AppError, Result } from '../../../result.ts';
import { parse } from '../../client/href.ts';
import type { Trace } from '../trace.ts';
import type { Means, SignInListener, SignInRequest } from '../types.ts';
import type { Grant, Outcome } from './grant.ts';

export interface MicrosoftOptions {
  readonly openId: OpenId | null;
  readonly registration: SignInRequest['openId'];
  /** `user@domain`. */
  readonly address: string;
  readonly means: Means;
  /** Whether the user may be sent to a provider that the answer of `namedBy` named. */
  readonly approve: (provider: string, namedBy: string) => Result<null>;
  readonly onWaiting: SignInListener['onWaiting'];
  readonly trace: Trace;
}

/** Where Microsoft signs people in: its public cloud under all its names, and the national ones. */
const MICROSOFT = new Set([
  'login.microsoftonline.com',
  'login.microsoft.com',
  'login.windows.net',
  'sts.windows.net',
  'login.microsoftonline.us',
  'login.partner.microsoftonline.cn',
]);

/** Whether a provider needs nobody to vouch for it. */
export function isMicrosoft(provider: string): boolean {
  const url = parse(provider);
  return url?.protocol === 'https:' && url.username + url.password === '' && MICROSOFT.has(url.host);
}

export function microsoftGrant(options: MicrosoftOptions): Grant {
  const { openId, registration, means, trace } = options;

  async function acquire(
    authority: string,
    origin: string,
    interactive: boolean,
    signal: AbortSignal,
  ): Promise<Outcome> {
    const host = parse(authority)?.host ?? '';
    if (openId === null || registration === null) return { is: 'impossible', error: unavailable(host) };
    const how = interactive ? 'in the browser' : 'by what is remembered';
    const step = trace.begin('signingIn', host, `token for ${parse(origin)?.host ?? ''}, ${how}`);
    if (interactive) options.onWaiting({ kind: 'microsoft', host });
    const request = { authority, clientId: registration.clientId, resource: origin, address: options.address };
    const got = await openId.acquire({ ...request, interactive }, signal);
    if (interactive) options.onWaiting(null);
    if (got.ok) {
      step.answered('a token');
      step.decided('use the token');
      return { is: 'ticket', token: got.token, expiresAt: got.expiresAt };
    }
    step.answered(got.detail === '' ? got.reason : `${got.reason} (${got.detail.slice(0, 200)})`);
    const userMayHelp = !interactive && (got.reason === 'interactionRequired' || got.reason === 'failed');
    if (userMayHelp) {
      step.decided('the user has to sign in');
      return { is: 'ask', ask: (asking) => acquire(authority, origin, true, asking) };
    }
    step.decided('no token this way');
    return failed(got.reason, host, interactive);
  }

  return {
    kind: 'microsoft',
    possible: openId !== null && registration !== null,
    leave: () => means.microsoft,
    giver: ({ provider }) => (provider === null ? null : (registration?.authority ?? provider)),
    bound: ({ origin }) => origin,
    async acquire(authority, { url, origin }, signal) {
      // A provider that the registration names was chosen with it; one that the server names may be anybody.
      const approved = registration?.authority === authority ? null : options.approve(authority, url);
      if (approved !== null && !approved.ok) return { is: 'trouble', error: approved.error };
      return acquire(authority, origin, false, signal);
    },
  };
}

function failed(reason: Extract<OpenIdOutcome, { ok: false }>['reason'], host: string, interactive: boolean): Outcome {
  const because = (code: AppError['code'], message: string, retryable = false): Outcome => ({
    is: 'trouble',
    error: appError(code, message, { host, retryable }),
  });
  switch (reason) {
    case 'denied': {
      const message = `${host} does not let this account sign in to the server.`;
      return { is: 'denied', error: appError('auth.denied', message, { host }) };
    }
    case 'unreachable':
      // By itself the app tries again; the user is not sent to the browser again and again.
      return because('network.unreachable', `${host} cannot be reached.`, !interactive);
    case 'cancelled':
      return because('auth.required', `Signing in at ${host} was cancelled.`);
    case 'interactionRequired':
    case 'failed':
      return because('auth.required', `Signing in at ${host} did not succeed.`);
    default:
      return reason satisfies never;
  }
}

function unavailable(host: string): AppError {
  return appError('auth.unsupported', 'This app is not registered for Microsoft sign-in.', { host });
}
