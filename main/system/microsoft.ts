/**
 * The OpenId port: Microsoft sign-in in the system's browser, by @azure/msal-node (PROTOCOL 3.6). The library is loaded
 * when a server first asks for it; it gets our network, our store and no log.
 */
import { randomBytes } from 'node:crypto';
import type { AuthenticationResult, PublicClientApplication } from '@azure/msal-node';
import type { Clock, Http, OpenId, OpenIdOutcome, OpenIdRequest, TokenStore } from '../core/ports.ts';
import { openLoopback } from './openid/loopback.ts';
import { createOpenIdNetwork } from './openid/network.ts';
import type { OpenIdNetwork } from './openid/network.ts';
import { failureOf, refusalOf } from './openid/outcome.ts';
import { createRemembered } from './openid/remembered.ts';
import { targetOf } from './openid/target.ts';
import type { Target } from './openid/target.ts';

/** How long the user may take in the browser: a second factor, a forgotten password. */
export const BROWSER_MS = 10 * 60_000;

type Library = typeof import('./openid/msal.ts');

export interface OpenIdParts {
  http: Http;
  clock: Clock;
  tokens: TokenStore;
  /** Shows an https address in the system's browser; false when it cannot. */
  openBrowser: (url: string) => Promise<boolean>;
}

/** One acquisition: what was asked, and what it goes through. */
interface Attempt {
  request: OpenIdRequest;
  target: Target;
  library: Library;
  app: PublicClientApplication;
  network: OpenIdNetwork;
  signal: AbortSignal;
}

/**
 * Builds the port. Every token given out is a new one: what is still good is kept by who asked for it, so that asking
 * again means that the last one was refused or grows old. One acquisition per account at a time; a second one waits,
 * and then mostly needs nobody's answer.
 */
export function createOpenId(parts: OpenIdParts): OpenId {
  const remembered = createRemembered(parts.tokens);
  const lines = new Map<string, { last: Promise<unknown>; stop: AbortController }>();

  function inLine<T>(address: string, work: (stopped: AbortSignal) => Promise<T>): Promise<T> {
    const key = address.toLowerCase();
    const line = lines.get(key) ?? { last: Promise.resolve(), stop: new AbortController() };
    const next = line.last.then(() => work(line.stop.signal));
    lines.set(key, { last: next, stop: line.stop });
    return next;
  }

  async function acquire(request: OpenIdRequest, signal: AbortSignal): Promise<OpenIdOutcome> {
    const target = targetOf(request);
    if (target === null) return { ok: false, reason: 'failed', detail: 'the provider has no https address' };
    if (signal.aborted) return cancelled();
    const network = createOpenIdNetwork(parts.http, signal);
    try {
      const library = await import('./openid/msal.ts');
      const app = new library.PublicClientApplication({
        auth: {
          clientId: request.clientId,
          authority: request.authority,
          knownAuthorities: target.knownAuthorities,
        },
        cache: { cachePlugin: remembered.plugin(request.address) },
        system: {
          networkClient: network.client,
          protocolMode: target.protocol,
          loggerOptions: { loggerCallback: () => {}, piiLoggingEnabled: false },
        },
      });
      const attempt = { request, target, library, app, network, signal };
      const outcome = await acquireSilently(attempt);
      const mayAsk = request.interactive && !outcome.ok && outcome.reason === 'interactionRequired';
      return mayAsk ? await acquireInBrowser(attempt, parts) : outcome;
    } catch (error) {
      return failureOf(error, network.trouble(), false);
    }
  }

  return {
    acquire: (request, signal) =>
      inLine(request.address, (stopped) => acquire(request, AbortSignal.any([signal, stopped]))),
    async forget(address) {
      const key = address.toLowerCase();
      const line = lines.get(key);
      // What is under way would remember again.
      line?.stop.abort();
      await line?.last;
      lines.delete(key);
      await remembered.forget(address);
    },
  };
}

async function acquireSilently({ request, target, app, network }: Attempt): Promise<OpenIdOutcome> {
  try {
    const accounts = await app.getTokenCache().getAllAccounts();
    // The entry is of this address alone; the provider may know the same user by another name.
    const account = accounts.find(({ username }) => username.toLowerCase() === request.address.toLowerCase());
    const known = account ?? accounts[0];
    if (known === undefined) return { ok: false, reason: 'interactionRequired', detail: 'nothing is remembered' };
    return outcomeOf(await app.acquireTokenSilent({ ...target.audience, account: known, forceRefresh: true }));
  } catch (error) {
    return failureOf(error, network.trouble(), true);
  }
}

async function acquireInBrowser(attempt: Attempt, parts: OpenIdParts): Promise<OpenIdOutcome> {
  const { request, target, library, app, signal } = attempt;
  const state = randomBytes(32).toString('base64url');
  const { verifier, challenge } = await new library.CryptoProvider().generatePkceCodes();
  const loopback = await openLoopback(state);
  try {
    const { redirectUri } = loopback;
    const url = await app.getAuthCodeUrl({
      ...target.audience,
      redirectUri,
      state,
      loginHint: request.address,
      // Posted rather than in the address: the browser's history is no place for a code.
      responseMode: 'form_post',
      codeChallenge: challenge,
      codeChallengeMethod: 'S256',
    });
    if (!url.startsWith('https://')) return { ok: false, reason: 'failed', detail: 'the sign-in page is not https' };
    if (signal.aborted) return cancelled();
    if (!(await parts.openBrowser(url))) return { ok: false, reason: 'failed', detail: 'no browser could be opened' };
    const answer = await firstOf(loopback.answer, signal, parts.clock);
    if (answer === 'aborted') return cancelled();
    if (answer === 'late') return { ok: false, reason: 'cancelled', detail: 'nobody signed in within ten minutes' };
    if ('error' in answer) return refusalOf(answer);
    const result = await app.acquireTokenByCode({
      ...target.audience,
      redirectUri,
      code: answer.code,
      codeVerifier: verifier,
    });
    await forgetOthers(app, result);
    return outcomeOf(result);
  } finally {
    loopback.close();
  }
}

/** Who signed in now is who this address means; an account from before would be taken for it the next time. */
async function forgetOthers(app: PublicClientApplication, { account }: AuthenticationResult): Promise<void> {
  const cache = app.getTokenCache();
  for (const other of await cache.getAllAccounts()) {
    if (other.homeAccountId !== account?.homeAccountId) await cache.removeAccount(other);
  }
}

/** The answer, or why it is no longer waited for. */
function firstOf<T>(answer: Promise<T>, signal: AbortSignal, clock: Clock): Promise<T | 'aborted' | 'late'> {
  return new Promise((resolve) => {
    const end = (how: T | 'aborted' | 'late'): void => {
      stopTimer();
      signal.removeEventListener('abort', onAbort);
      resolve(how);
    };
    const onAbort = (): void => end('aborted');
    const stopTimer = clock.setTimer(BROWSER_MS, () => end('late'));
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort);
    void answer.then(end);
  });
}

function outcomeOf({ accessToken, expiresOn }: AuthenticationResult): OpenIdOutcome {
  const expiresAt = expiresOn?.getTime() ?? NaN;
  if (accessToken === '' || Number.isNaN(expiresAt)) {
    return { ok: false, reason: 'failed', detail: 'the provider gave no token with an end' };
  }
  return { ok: true, token: accessToken, expiresAt };
}

function cancelled(): OpenIdOutcome {
  return { ok: false, reason: 'cancelled', detail: 'given up' };
}
