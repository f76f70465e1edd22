/** Who signs in: the account, its password in memory and in the keychain, and the hosts it may be sent to. */
import type { Ports } from './ports.ts';
import { appError, fail, ok, type AppError, type Result } from './result.ts';
import type { Documents } from './settings/documents.ts';
import { set } from './store/actions.ts';
import { addressOf, type Account } from './store/state.ts';
import type { Store } from './store/store.ts';
import { signIn, type SignedIn, type SignInStep } from './ucwa/index.ts';

/** An account given by the host. Without a password the remembered one is used, or the user is asked. */
export interface SignInAtStart {
  readonly address: string;
  readonly password: string | null;
  readonly server: string | null;
}

export interface Credentials {
  /** Takes what the host gives or what the keychain remembers; true when it is enough to sign in. */
  prepare(given: SignInAtStart | null): Promise<boolean>;
  /** Takes what the user gave. An empty password stands for the remembered one. */
  use(account: Account, password: string): Promise<Result<null>>;
  /** Fetches the remembered password unless there is one in memory. */
  recall(): Promise<Result<null>>;
  signIn(onStep: (step: SignInStep) => void, signal: AbortSignal): Promise<Result<SignedIn>>;
  /** Allows a host for the account's domain. */
  trust(host: string): void;
  /** Drops the password from memory and, with `forget`, from the keychain. */
  clear(forget: boolean): Promise<void>;
}

const MISSING = appError('auth.required', 'Enter your password to sign in.');

/** Makes the keeper of credentials. */
export function createCredentials(ports: Ports, store: Store, documents: Documents): Credentials {
  const { secrets, logger } = ports;
  let password: string | null = null;
  let keep: { address: string; password: string } | null = null;

  async function recall(): Promise<Result<null>> {
    const { account } = store.state;
    if (!account) return fail(MISSING);
    if (password !== null) return ok(null);
    if (!account.remember) return fail(MISSING);
    const found = await secrets.get(account.address);
    if (!found.ok) return fail(keychainError('read', found.reason));
    if (found.secret === null) return fail(MISSING);
    password = found.secret;
    return ok(null);
  }

  /** Only a password the server accepted is worth remembering. */
  async function remember(): Promise<void> {
    if (!keep) return;
    const { address, password: secret } = keep;
    keep = null;
    const kept = await secrets.set(address, secret);
    if (kept.ok) return;
    logger.log('warn', 'the password could not be remembered', { reason: kept.reason });
    store.dispatch(set('notice', keychainError('write', kept.reason)));
  }

  return {
    async prepare(given) {
      if (given) {
        const address = addressOf(given.address);
        const before = store.state.account;
        if (before?.address !== address) store.dispatch({ type: 'accountCleared' });
        const remember = before?.address === address && before.remember;
        store.dispatch(
          set('account', {
            address,
            server: given.server,
            remember,
            kind: before?.address === address ? before.kind : null,
          }),
        );
        password = given.password;
        if (password !== null) return true;
      }
      if (!store.state.account || !documents.kept.signInAtStart) return false;
      const recalled = await recall();
      if (!recalled.ok) store.dispatch(set('connection', { phase: 'signedOut', error: recalled.error }));
      return recalled.ok;
    },
    async use(account, given) {
      const same = store.state.account?.address === account.address;
      if (!same) password = null;
      store.dispatch(set('account', account));
      if (given === '') return recall();
      password = given;
      keep = account.remember ? { address: account.address, password: given } : null;
      // Who does not want it remembered any more does not want the old one kept either.
      if (!account.remember && same) await secrets.delete(account.address);
      return ok(null);
    },
    recall,
    async signIn(onStep, signal) {
      const { account } = store.state;
      if (!account || password === null) return fail(MISSING);
      const request = {
        address: account.address,
        password,
        server: account.server,
        trustedHosts: documents.kept.trustedHosts[domainOf(account.address)] ?? [],
      };
      const signedIn = await signIn(ports, request, onStep, signal);
      if (signedIn.ok) void remember();
      // A password that was refused is not tried again, nor taken for the remembered one.
      else if (signedIn.error.code === 'auth.denied') password = keep = null;
      return signedIn;
    },
    trust(host) {
      const { account } = store.state;
      if (!account) return;
      const domain = domainOf(account.address);
      const { trustedHosts } = documents.kept;
      const hosts = new Set([...(trustedHosts[domain] ?? []), host.toLowerCase()]);
      documents.keep({ trustedHosts: { ...trustedHosts, [domain]: [...hosts] } });
    },
    async clear(forget) {
      password = null;
      keep = null;
      const { account } = store.state;
      if (forget && account) await secrets.delete(account.address);
    },
  };
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}

function keychainError(what: 'read' | 'write', reason: string): AppError {
  const why =
    reason === 'refused' ? 'access was refused' : reason === 'tooLarge' ? 'it is too long' : 'there is no keychain';
  const message =
    what === 'write'
      ? `Your password could not be remembered: ${why}. You will be asked again next time.`
      : `Your remembered password could not be read: ${why}. Enter it to sign in.`;
  return appError('keychain.unavailable', message);
}
