/** Signing in: what it is given, what it tells on the way, and what it leaves for the next time (PROTOCOL 2 and 3). */
import type { SignInHelp } from '../../ports.ts';
import type { Result } from '../../result.ts';
import type { ExchangePorts } from '../client/exchange.ts';
import type { Medium, UcwaClient } from '../types.ts';

/**
 * A way of signing in (PROTOCOL 3.2, 3.4, 3.6): as the system's user (NTLM, Kerberos), with a password, on the
 * organisation's own page (ADFS), at an OpenID provider (hybrid pools).
 */
export type SignInKind = 'windows' | 'password' | 'passive' | 'microsoft';

/** What signing in stands on. */
export interface SignInPorts extends ExchangePorts {
  readonly help: SignInHelp;
}

/** What may be used for signing in. `ask`: the user may be asked; `silent`: only what is remembered is used. */
export interface Means {
  /** As given by the user or the keychain; sent once, never again after a refusal. */
  readonly password: string | null;
  readonly windows: boolean;
  readonly passive: 'never' | 'silent' | 'ask';
  readonly microsoft: 'never' | 'silent' | 'ask';
}

/** Which hosts somebody vouches for, besides the SIP domain and what approved answers name. Entries: `host[:port]`. */
export interface Approval {
  /** Allowed by the user for this SIP domain, or by policy. Without a port: the default port only. */
  readonly trustedHosts: readonly string[];
  /** Nothing but these and the server entered by hand may be given credentials, and the user is never asked. */
  readonly only: boolean;
}

/** Where an earlier sign-in led, so that the next one needs no discovery. */
export interface Found {
  /** Absolute URL to POST applications to. */
  readonly applicationsUrl: string;
  /** Origins that were approved. */
  readonly origins: readonly string[];
  /** When it was found (ms since 1970). */
  readonly at: number;
}

/** A ticket, to be kept encrypted or not at all. */
export interface KeptTicket {
  /** URL of the ticket service or of the OpenID provider that gave it. */
  readonly service: string;
  /** Where it may be sent. */
  readonly origins: readonly string[];
  readonly kind: SignInKind;
  readonly token: string;
  /** Milliseconds since 1970. */
  readonly renewAt: number;
  readonly expiresAt: number;
}

export interface SignInRequest {
  /** `user@domain`. */
  readonly address: string;
  /** Discovery root or pool address entered by hand, or null. */
  readonly server: string | null;
  /** Default: `json`. */
  readonly medium?: Medium;
  readonly approval: Approval;
  readonly means: Means;
  /**
   * What an earlier sign-in with the same address, server and approval found. It is given up here when the pool does
   * not answer as it should. It is good for one attempt: after 403, 404, 502 or repeated failures of the application,
   * and after a sign-out, sign in with null, which discovers (PROTOCOL 2.1).
   */
  readonly found: Found | null;
  /** Tickets of earlier sign-ins, used while they are good. */
  readonly tickets: readonly KeptTicket[];
  /**
   * The app's registration with the OpenID provider, and the provider where it is not left to the server; null:
   * `microsoft` is not possible.
   */
  readonly openId: { readonly clientId: string; readonly authority: string | null } | null;
}

/** Is told of the sign-in as it goes, and of tickets for as long as the client lives. */
export interface SignInListener {
  /** A step began, or one of the same `id` has come further. */
  readonly onStep: (step: SignInStep) => void;
  /** What the server asked last offers and this host can do; what asks the user least first. */
  readonly onOffer: (kinds: readonly SignInKind[]) => void;
  /** A page outside the app waits for the user; null: no longer. */
  readonly onWaiting: (waiting: { readonly kind: SignInKind; readonly host: string } | null) => void;
  /** All tickets that are good now, whenever that changes. */
  readonly onTickets: (tickets: readonly KeptTicket[]) => void;
}

export interface SignedIn {
  /** Absolute URL to POST applications to. */
  readonly applicationsUrl: string;
  readonly client: UcwaClient;
  /** How the ticket was had; null: the pool has wanted none so far. */
  readonly kind: SignInKind | null;
  /** For the next sign-in. */
  readonly found: Found;
}

/** One request of a sign-in, for the trace. English, as logs are; holds no secret, no href, no address of a person. */
export interface SignInStep {
  /** Counts from 1 in the order of beginning. */
  readonly id: number;
  readonly at: number;
  /** How long it took (ms); null: it is under way, or nothing was sent. */
  readonly ms: number | null;
  readonly phase: 'discovering' | 'signingIn' | 'connecting';
  readonly host: string;
  /** Such as `GET root over https`. */
  readonly asked: string;
  /** Such as `401, offers password and windows`; null: nothing yet. */
  readonly answered: string | null;
  /** What was made of it; null: nothing yet. */
  readonly decided: string | null;
  readonly status: number | null;
  readonly frontEnd: string | null;
  readonly correlationId: string | null;
}

export type SignIn = (
  ports: SignInPorts,
  request: SignInRequest,
  listener: SignInListener,
  signal: AbortSignal,
) => Promise<Result<SignedIn>>;
