/** What every way to a ticket has in common: one file each in this folder (PROTOCOL 3.2 to 3.6). */
import type { AppError } from '../../../result.ts';
import type { Offer } from '../offer.ts';
import type { SignInKind } from '../types.ts';

/** What came of trying. */
export type Outcome =
  | { readonly is: 'ticket'; readonly token: string; /** Milliseconds since 1970. */ readonly expiresAt: number }
  /** It takes the user; `ask` goes on with him. */
  | { readonly is: 'ask'; readonly ask: (signal: AbortSignal) => Promise<Outcome> }
  /** Not at this service, or not with this computer: another way may do. */
  | { readonly is: 'impossible'; readonly error: AppError }
  /** What was given is refused. Trying it again is useless, or locks the account. */
  | { readonly is: 'denied'; readonly error: AppError }
  /** It may be tried again: no answer, a failing service, a host to be allowed first. */
  | { readonly is: 'trouble'; readonly error: AppError };

/** How far a grant may go now. */
export type Leave = 'never' | 'silent' | 'ask';

export interface Grant {
  readonly kind: SignInKind;
  /** Looked at each time: what the user has given and allowed changes. */
  readonly leave: () => Leave;
  /** Whether this computer can do it at all. */
  readonly possible: boolean;
  /** Who would give the ticket that is offered; null: nobody. */
  giver(offer: Offer): string | null;
  /** The origin that the ticket is bound to, or null when it is good wherever its service says. */
  bound(offer: Offer): string | null;
  /** Without showing anything to the user. */
  acquire(giver: string, offer: Offer, signal: AbortSignal): Promise<Outcome>;
}
