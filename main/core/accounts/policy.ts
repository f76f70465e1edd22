/** What the organisation lets its people do when they sign in. Plain data; everything that is not said is allowed. */
import type { SignInHelp } from '../ports.ts';
import { appError, fail, ok, type Result } from '../result.ts';
import { domainOf, type SignInKind } from '../store/state.ts';

export interface SignInPolicy {
  /** The server that is used whatever the user entered; null: the one found by the address. Default: the user's. */
  readonly server?: string | null;
  /** The only domains whose addresses may be signed in; default: all. */
  readonly accountDomains?: readonly string[];
  /** `host` or `host:port` that may be given credentials without asking the user. */
  readonly trustedHosts?: readonly string[];
  /** No other host than those and the server entered by hand, not even of the sign-in domain: the user is never asked. */
  readonly trustedHostsOnly?: boolean;
  /** The only ways of signing in; default: all. */
  readonly signInKinds?: readonly SignInKind[];
  /** The app's registration for Microsoft sign-in; authority null: the one that the server names. Default: none. */
  readonly openId?: { readonly clientId: string; readonly authority: string | null };
}

/** Whether this address may be signed in. */
export function checkAddress(address: string, { accountDomains }: SignInPolicy): Result<null> {
  if (!accountDomains || accountDomains.includes(domainOf(address))) return ok(null);
  const message = `Your organisation does not allow accounts of ${domainOf(address)} in this app.`;
  return fail(appError('policy.refused', message));
}

/** Whether this kind may be used, or why not: by the organisation's wish or for want of what it needs here. */
export function checkKind(kind: SignInKind, policy: SignInPolicy, help: SignInHelp): Result<null> {
  if (policy.signInKinds && !policy.signInKinds.includes(kind)) {
    return fail(appError('auth.unsupported', 'Your organisation does not allow this way of signing in.'));
  }
  return canDo(kind, policy, help)
    ? ok(null)
    : fail(appError('auth.unsupported', 'This way of signing in is not available on this computer.'));
}

/** Whether this kind may be used. */
export function allowsKind(kind: SignInKind, policy: SignInPolicy, help: SignInHelp): boolean {
  return checkKind(kind, policy, help).ok;
}

function canDo(kind: SignInKind, policy: SignInPolicy, help: SignInHelp): boolean {
  switch (kind) {
    case 'password':
      return true;
    case 'windows':
      return help.systemUser;
    case 'passive':
      return help.pages !== null;
    case 'microsoft':
      return help.openId !== null && policy.openId !== undefined;
    default:
      return kind satisfies never;
  }
}
