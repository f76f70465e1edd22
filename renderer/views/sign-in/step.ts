/** Which step of the sign-in form the session calls for. Pure. */
import type { Account, Connection, SignInKind, SignInStatus } from '../../../preload/contract/state.ts';

/** `address`: who signs in. `means`: how, from what the server offers. `busy`: nothing to do but wait or give up. */
export type Step = 'address' | 'means' | 'busy';

/** What the step depends on. */
export interface Situation {
  readonly connection: Connection;
  readonly signIn: SignInStatus;
  readonly account: Account | null;
  /** The address in the form, as it was typed. */
  readonly typed: string;
  /** A command of this form is on its way. */
  readonly sending: boolean;
  /** The user went back to the address. */
  readonly editing: boolean;
}

/** A typed address as main writes it. */
export function addressOf(typed: string): string {
  return typed.trim().replace(/^sip:/i, '').toLowerCase();
}

/** The offers are about the account in use; before there is one, or while another is typed, the address comes first. */
export function stepOf({ connection, signIn, account, typed, sending, editing }: Situation): Step {
  if (sending || ['discovering', 'signingIn', 'connecting'].includes(connection.phase)) return 'busy';
  const offered = account?.address === addressOf(typed) ? (signIn.offered ?? []) : [];
  return !editing && offered.length > 0 ? 'means' : 'address';
}

/** The kinds that a button offers; the password has a field of its own. */
export function buttonsOf(offered: readonly SignInKind[] | null): Exclude<SignInKind, 'password'>[] {
  return (offered ?? []).filter((kind) => kind !== 'password');
}
