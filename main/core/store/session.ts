/** The part of the state that tells of the session: its phase, whose it is, and how it was signed in. */
import type { AppError } from '../result.ts';
import type { SignInKind, SignInStep } from '../ucwa/index.ts';

export type { SignInKind };

/** The session, as everybody shows it (ARCHITECTURE section 4). */
export type Connection =
  | { readonly phase: 'signedOut'; readonly error: AppError | null }
  | { readonly phase: 'discovering'; readonly host: string | null }
  | { readonly phase: 'signingIn'; readonly host: string | null }
  | { readonly phase: 'connecting' }
  | { readonly phase: 'live'; readonly since: number }
  | {
      readonly phase: 'degraded';
      readonly since: number;
      readonly reason: AppError;
      readonly attempt: number;
      readonly nextRetryAt: number | null;
    }
  | { readonly phase: 'replaced'; readonly since: number }
  | { readonly phase: 'ended'; readonly reason: AppError };

export interface Account {
  readonly address: string;
  readonly server: string | null;
  readonly remember: boolean;
  /** How it signed in last; null: not yet. */
  readonly kind: SignInKind | null;
}

export interface SignInStatus {
  /** What the server offers and this host can do, what asks the user least first; null: not known yet. */
  readonly offered: readonly SignInKind[] | null;
  /** A page outside the window waits for the user. */
  readonly waitingFor: { readonly kind: SignInKind; readonly host: string } | null;
}

/** One request of a sign-in, as it is shown. */
export type TraceStep = Omit<SignInStep, 'id'>;
