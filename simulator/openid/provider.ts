/**
 * What the OpenID provider remembers: sessions, codes, refresh tokens, and which access tokens live. Tokens are bound to
 * one resource host each (PROTOCOL 2.5, 3.6).
 */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Account } from '../auth/account.ts';
import type { Clock } from '../clock.ts';
import type { Topology } from '../deployment/topology.ts';
import { cookieOf } from '../http/html.ts';
import type { Knobs } from '../knobs.ts';
import { SigningKey } from './jwt.ts';

export const LOGIN_COOKIE = 'ESTSAUTH';
const CODE_MS = 600_000;
const SESSION_MS = 86_400_000;
const REFRESH_MS = 90 * 86_400_000;

/** What an authorize request asked for, as its code remembers it. */
export interface Grant {
  readonly clientId: string;
  readonly redirectUri: string;
  /** Of PKCE, S256. */
  readonly challenge: string;
  /** The host that the token is for; null for none of ours. */
  readonly resource: string | null;
  readonly scope: string;
  readonly nonce: string | null;
}

export type Verdict = { readonly state: 'good'; readonly expiresAt: number } | { readonly state: 'bad' | 'wrongHost' };

export interface ProviderParts {
  readonly clock: Clock;
  readonly knobs: Knobs;
  readonly topology: Topology;
  readonly account: Account;
  readonly domain: string;
}

export class OpenIdProvider {
  readonly key = new SigningKey();
  readonly tenantId: string;
  readonly userId: string;
  readonly #parts: ProviderParts;
  readonly #sessions = new Map<string, number>();
  readonly #codes = new Map<string, { readonly grant: Grant; readonly expiresAt: number }>();
  readonly #refresh = new Map<string, { readonly grant: Grant; readonly expiresAt: number }>();
  readonly #live = new Set<string>();

  constructor(parts: ProviderParts) {
    this.#parts = parts;
    this.tenantId = guidOf(parts.domain);
    this.userId = guidOf(parts.account.address);
  }

  signIn(): string {
    const value = randomBytes(32).toString('base64url');
    this.#sessions.set(value, this.#parts.clock.now() + SESSION_MS);
    return value;
  }

  isSignedIn(cookies: string | undefined): boolean {
    const value = cookieOf(cookies, LOGIN_COOKIE);
    return value !== null && (this.#sessions.get(value) ?? 0) > this.#parts.clock.now();
  }

  issueCode(grant: Grant): string {
    const code = `0.${randomBytes(48).toString('base64url')}`;
    this.#codes.set(code, { grant, expiresAt: this.#parts.clock.now() + CODE_MS });
    return code;
  }

  /** A code is good once, right or wrong. */
  redeemCode(code: string): Grant | null {
    const held = this.#codes.get(code);
    this.#codes.delete(code);
    return held && held.expiresAt > this.#parts.clock.now() ? held.grant : null;
  }

  issueRefreshToken(grant: Grant): string {
    const token = `1.${randomBytes(64).toString('base64url')}`;
    this.#refresh.set(token, { grant, expiresAt: this.#parts.clock.now() + REFRESH_MS });
    return token;
  }

  /** What a refresh token was given for; it is good for every resource. */
  refreshed(token: string): Grant | null {
    const held = this.#refresh.get(token);
    return held && held.expiresAt > this.#parts.clock.now() ? held.grant : null;
  }

  /** An access token for the resource of the grant; the client sees only its text. */
  accessToken(grant: Grant, issuer: string): string {
    const { address } = this.#parts.account;
    const id = randomUUID();
    this.#live.add(id);
    return this.key.sign({
      ...this.#times(),
      aud: grant.resource === null ? grant.clientId : `https://${grant.resource}`,
      iss: issuer,
      appid: grant.clientId,
      oid: this.userId,
      scp: grant.scope,
      sub: this.userId,
      tid: this.tenantId,
      unique_name: address,
      upn: address,
      uti: id,
      ver: '1.0',
    });
  }

  idToken(grant: Grant, issuer: string): string {
    const { address } = this.#parts.account;
    return this.key.sign({
      ...this.#times(),
      aud: grant.clientId,
      iss: issuer,
      ...(grant.nonce === null ? {} : { nonce: grant.nonce }),
      name: address,
      oid: this.userId,
      preferred_username: address,
      sub: this.userId,
      tid: this.tenantId,
      uti: randomUUID(),
      ver: '2.0',
    });
  }

  /** What a front end finds when it is shown a token: signature, issuer, audience and life are checked. */
  judge(token: string, host: string): Verdict {
    const claims = this.key.verify(token);
    if (!claims || hostIn(claims['iss']) !== this.#parts.topology.name('login')) return { state: 'bad' };
    if (hostIn(claims['aud']) !== host) return { state: 'wrongHost' };
    const expiresAt = Number(claims['exp']) * 1000;
    const lives = expiresAt > this.#parts.clock.now() && this.#live.has(String(claims['uti']));
    return lives ? { state: 'good', expiresAt } : { state: 'bad' };
  }

  /** No access token is good any more; refresh tokens still are. */
  expireTokens(): void {
    this.#live.clear();
  }

  /** Sessions and refresh tokens end: the user has to sign in again. */
  revoke(): void {
    this.#sessions.clear();
    this.#refresh.clear();
  }

  /** Seconds since 1970. */
  #times(): { iat: number; nbf: number; exp: number } {
    const iat = Math.floor(this.#parts.clock.now() / 1000);
    return { iat, nbf: iat, exp: iat + this.#parts.knobs.bearerSeconds };
  }
}

function hostIn(claim: unknown): string | null {
  return typeof claim === 'string' && URL.canParse(claim) ? new URL(claim).hostname : null;
}

/** Always the same id for the same text. */
function guidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
