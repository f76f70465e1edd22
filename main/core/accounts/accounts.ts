/**
 * Whose session it is: the accounts that are kept, the one in use, and all that is remembered of them for signing in
 * (ARCHITECTURE section 5). It owns the slices `account`, `accounts`, `signIn` and `trace`, and calls the wire layer's
 * sign-in for the session.
 */
import type { Ports } from '../ports.ts';
import { appError, fail, ok, type Result } from '../result.ts';
import type { Documents } from '../settings/documents.ts';
import { fingerprint } from '../settings/names.ts';
import { set } from '../store/actions.ts';
import { addressOf, domainOf, type Account, type Connection, type SignInKind } from '../store/state.ts';
import type { Store } from '../store/store.ts';
import type { Approval, Found, KeptTicket, Means, SignedIn, SignIn, SignInStep } from '../ucwa/index.ts';
import { hasMeans, meansFor, waysOf, type Wish } from './means.ts';
import { createPasswords } from './passwords.ts';
import { allowsKind, checkAddress, checkKind, type SignInPolicy } from './policy.ts';
import { createShelf } from './shelf.ts';
import { createTicketKeeper } from './ticket-keeper.ts';
import { createTrace } from './trace.ts';

/** An account given by the host. Without a password the remembered one is used, or the user is asked. */
export interface SignInAtStart {
  readonly address: string;
  readonly password: string | null;
  readonly server: string | null;
}

/** What the user entered. `kind` null: whatever needs no answer of his. An empty password stands for the remembered. */
export interface SignInWish {
  readonly address: string;
  readonly server: string | null;
  readonly remember: boolean;
  readonly kind: SignInKind | null;
  readonly password: string;
}

export interface Accounts {
  /** Takes what the host gives or who was signed in last; true when that is enough to sign in without the user. */
  prepare(given: SignInAtStart | null): Promise<boolean>;
  /** Takes what the user entered: the next sign-in of the session is for that account, in that way. */
  choose(wish: SignInWish): Promise<Result<null>>;
  /** Changes to another kept account, with what is remembered of it. Fails when it is not kept. */
  use(address: string): Promise<Result<null>>;
  /** Makes sure that there is something to sign in with again, without asking the user. */
  recall(): Promise<Result<null>>;
  /** For the session. A page is shown only for a sign-in that the user has just asked for. */
  signIn(onStep: (step: SignInStep) => void, signal: AbortSignal): Promise<Result<SignedIn>>;
  /** Allows the host that the last sign-in stopped at, for the account's domain. */
  trust(host: string): Result<null>;
  /** Signs the account in use out: drops tickets and cookies and, with `forget`, all that is kept of it. */
  leave(forget: boolean): Promise<void>;
  /** Removes all that is kept of an account that is not in use. */
  forget(address: string): Promise<Result<null>>;
  /** Resolves when everything is kept that is to be kept. */
  settled(): Promise<void>;
}

export interface AccountsDeps {
  readonly ports: Ports;
  readonly store: Store;
  readonly documents: Documents;
  readonly policy: SignInPolicy;
  /** The wire layer's. */
  readonly signIn: SignIn;
  /** Puts what is kept of an account into the store. */
  readonly open: (address: string) => void;
}

const MISSING = appError('auth.required', 'Enter your password to sign in.');

/** How the account in use is signed in, from the wish until another wish or a sign-out. */
interface Run {
  readonly wish: Wish;
  /** The user asked for a page, and it has not led in yet. */
  mayAsk: boolean;
  /** A sign-in succeeded. Another one means that its server did not do: what was found is not to be trusted. */
  entered: boolean;
  /** The last sign-in was given a password. */
  tryingPassword: boolean;
  /** Those that are good, as far as is known; null: not read yet. */
  tickets: readonly KeptTicket[] | null;
  /** The user knows that tickets cannot be kept. */
  told: boolean;
}

function newRun(wish: Wish, tickets: readonly KeptTicket[] | null = null): Run {
  return {
    wish,
    mayAsk: wish === 'passive' || wish === 'microsoft',
    entered: false,
    tryingPassword: false,
    tickets,
    told: false,
  };
}

/** Makes the keeper of accounts. */
export function createAccounts(deps: AccountsDeps): Accounts {
  const { ports, store, documents, policy } = deps;
  const { logger, signInHelp: help } = ports;
  const passwords = createPasswords(ports.secrets, logger, (error) => store.dispatch(set('notice', error)));
  const keeper = createTicketKeeper(ports.tokens, ports.clock, logger);
  const shelf = createShelf({ store, documents, passwords, tickets: keeper, help, open: deps.open });
  const trace = createTrace(store);
  const allows = (kind: SignInKind): boolean => allowsKind(kind, policy, help);
  let run: Run | null = null;

  store.subscribeTo(['connection'], (changes) => {
    for (const change of changes) {
      if ('slice' in change && change.slice === 'connection') connectionIs(change.after);
    }
  });

  function connectionIs(connection: Connection): void {
    const reason = connection.phase === 'ended' ? connection.reason.code : null;
    // A live session renewed its ticket with a password that has been changed meanwhile.
    if (reason === 'auth.denied' && run?.tryingPassword === true) passwords.refused();
    // The page was shown, or is not needed; only a host that the user has yet to allow leaves his request standing.
    const settled = connection.phase === 'live' || (reason !== null && reason !== 'auth.hostNotTrusted');
    if (run && settled) run.mayAsk = false;
  }

  /** Also when there is nothing to sign in with: then the session learns what the server offers. */
  async function begin(mine: Run, account: Account): Promise<void> {
    const ready = await getReady(mine, account);
    if (!ready.ok && ready.error.code === 'keychain.unavailable') store.dispatch(set('notice', ready.error));
    run = mine;
  }

  function means(mine: Run, account: Account): Means {
    const known = { password: passwords.current(), lastKind: account.kind, mayAsk: mine.mayAsk };
    return meansFor(mine.wish, known, allows);
  }

  /** As they are whenever they are looked at: the client renews its tickets long after this sign-in. */
  function livingMeans(mine: Run, account: Account): Means {
    return {
      get password() {
        return means(mine, account).password;
      },
      get windows() {
        return means(mine, account).windows;
      },
      get passive() {
        return means(mine, account).passive;
      },
      get microsoft() {
        return means(mine, account).microsoft;
      },
    };
  }

  /** What the window shows of signing in is about the sign-in to come. */
  function startAfresh(): void {
    trace.reset();
    store.dispatch(set('signIn', { offered: null, waitingFor: null }));
  }

  async function enter(account: Account): Promise<void> {
    run = null;
    await shelf.enter(account);
  }

  /** Takes the remembered password into memory where it can be of use. */
  async function recallPassword({ wish }: Run, account: Account): Promise<Result<null>> {
    const ways = waysOf(wish, account.kind);
    if (!ways.includes('password') || !allows('password') || !account.remember) return ok(null);
    const recalled = await passwords.recall(account.address);
    return recalled.ok ? ok(null) : recalled;
  }

  /** Fails when the user has to say something first. */
  async function getReady(mine: Run, account: Account): Promise<Result<null>> {
    const recalled = await recallPassword(mine, account);
    if (hasMeans(means(mine, account)) || (await ticketsOf(mine, account)).length > 0) return ok(null);
    return recalled.ok ? fail(MISSING) : recalled;
  }

  async function signInAgain(account: Account): Promise<Result<null>> {
    const allowed = checkAddress(account.address, policy);
    if (!allowed.ok) return allowed;
    const mine = run ?? newRun('again');
    const ready = await getReady(mine, account);
    if (ready.ok) run = mine;
    return ready;
  }

  /** Tickets that serve the wish: not those of another way, none beside a password that is yet to be proven. */
  async function ticketsOf(mine: Run, account: Account): Promise<readonly KeptTicket[]> {
    const { wish } = mine;
    mine.tickets ??= account.remember ? await keeper.load(account.address) : [];
    return mine.tickets.filter(({ kind }) => allows(kind) && (wish === 'any' || wish === 'again' || wish === kind));
  }

  function approvalOf({ address }: Account): Approval {
    const { trustedHosts: byPolicy = [], trustedHostsOnly: only = false } = policy;
    const byUser = documents.kept.trustedHosts[domainOf(address)] ?? [];
    return { trustedHosts: only ? byPolicy : [...byPolicy, ...byUser], only };
  }

  /** What was found holds hosts that were approved then; a policy may have come that does not. */
  function foundUnder(approval: Approval, { address }: Account): Found | null {
    const kept = documents.ofAccount(address);
    return kept.foundUnder === markOf(approval, policy) ? kept.found : null;
  }

  function keepTickets(mine: Run, address: string, tickets: readonly KeptTicket[]): void {
    const before = mine.tickets ?? [];
    mine.tickets = tickets;
    // With what was found earlier the pool is entered without a request: only now it is known what leads in.
    const kind = tickets.find(({ token }) => !before.some((known) => known.token === token))?.kind;
    if (kind !== undefined) ledIn(kind);
    if (store.state.account?.remember !== true) return;
    void keeper.save(address, tickets).then((kept) => {
      // A password is remembered on its own, and the system's user needs nothing.
      if (kept || mine.told || !tickets.some(({ kind }) => kind === 'passive' || kind === 'microsoft')) return;
      mine.told = true;
      const message = 'Your sign-in could not be remembered: there is no keychain. You will be asked again next time.';
      store.dispatch(set('notice', appError('keychain.unavailable', message)));
    });
  }

  function ledIn(kind: SignInKind): void {
    const { account } = store.state;
    if (account && account.kind !== kind) store.dispatch(set('account', { ...account, kind }));
    if (kind === 'password') passwords.accepted();
  }

  function succeeded(mine: Run, { address }: Account, approval: Approval, { kind, found }: SignedIn): void {
    mine.entered = true;
    documents.keepOfAccount(address, { found, foundUnder: markOf(approval, policy), proven: true });
    if (kind !== null) ledIn(kind);
  }

  return {
    async prepare(given) {
      const last = store.state.account;
      if (given) {
        const address = addressOf(given.address);
        const known = shelf.find(address);
        const { remember, kind } = known ?? { remember: false, kind: null };
        await enter({ address, server: given.server, remember, kind });
        if (given.password !== null && checkAddress(address, policy).ok) {
          passwords.give(address, given.password, false);
          run = newRun('password', []);
          return true;
        }
      } else if (last) {
        await enter(last);
      }
      const { account } = store.state;
      if (!account || !documents.ofAccount(account.address).signInAtStart) return false;
      const ready = await signInAgain(account);
      if (!ready.ok) store.dispatch(set('connection', { phase: 'signedOut', error: ready.error }));
      return ready.ok;
    },

    async choose({ address, server, remember, kind, password }) {
      const allowed = checkAddress(address, policy);
      if (!allowed.ok) return allowed;
      const possible = kind === null ? ok(null) : checkKind(kind, policy, help);
      if (!possible.ok) return possible;
      const known = shelf.find(address);
      const account: Account = { address, server, remember, kind: known?.kind ?? null };
      startAfresh();
      await enter(account);
      documents.keepOfAccount(address, { signInAtStart: remember });
      // Who does not want it remembered any more does not want the old one kept either.
      if (known?.remember === true && !remember) {
        await shelf.forgetSecrets(address);
      }
      if (password !== '' && (kind === null || kind === 'password')) {
        passwords.give(address, password, remember);
        // A ticket would lead in with any password, and that one would then be remembered.
        run = newRun('password', []);
        return ok(null);
      }
      const mine = newRun(kind ?? 'any');
      if (kind === 'password') {
        const ready = await getReady(mine, account);
        if (!ready.ok) return ready;
      }
      await begin(mine, account);
      return ok(null);
    },

    async use(address) {
      const account = shelf.find(address);
      if (!account) return unknown(address);
      const allowed = checkAddress(address, policy);
      if (!allowed.ok) return allowed;
      startAfresh();
      await enter(account);
      documents.keepOfAccount(address, { signInAtStart: account.remember });
      await begin(newRun('again'), account);
      return ok(null);
    },

    async recall() {
      const { account } = store.state;
      return account ? signInAgain(account) : fail(MISSING);
    },

    async signIn(onStep, signal) {
      const { account } = store.state;
      const mine = run;
      if (!account || !mine) return fail(MISSING);
      const isCurrent = (): boolean => run === mine && !signal.aborted;
      const note = trace.begin();
      const approval = approvalOf(account);
      const show = (change: Partial<typeof store.state.signIn>): void =>
        store.dispatch(set('signIn', { ...store.state.signIn, ...change }));
      if (mine.entered) documents.keepOfAccount(account.address, { found: null });
      const tickets = await ticketsOf(mine, account);
      mine.tryingPassword = means(mine, account).password !== null;
      const result = await deps.signIn(
        { ...ports, help },
        {
          address: account.address,
          server: policy.server === undefined ? account.server : policy.server,
          approval,
          means: livingMeans(mine, account),
          found: foundUnder(approval, account),
          tickets,
          openId: policy.openId ?? null,
        },
        {
          onStep(step) {
            if (run !== mine) return;
            note(step);
            onStep(step);
          },
          onOffer: (kinds) => isCurrent() && show({ offered: kinds.filter(allows) }),
          onWaiting: (waitingFor) => isCurrent() && show({ waitingFor }),
          onTickets: (tickets) => run === mine && keepTickets(mine, account.address, tickets),
        },
        signal,
      );
      if (run === mine) show({ waitingFor: null });
      if (!isCurrent()) return result;
      if (result.ok) succeeded(mine, account, approval, result.value);
      // A password that was refused is not tried again, nor taken for the remembered one.
      else if (result.error.code === 'auth.denied' && mine.tryingPassword) passwords.refused();
      return result;
    },

    trust(host) {
      const { account, connection } = store.state;
      const reason = connection.phase === 'ended' ? connection.reason : null;
      const asked = reason?.code === 'auth.hostNotTrusted' ? reason.host?.toLowerCase() : null;
      if (!account || asked !== host.toLowerCase() || policy.trustedHostsOnly === true) {
        return fail(appError('validation', 'This host is not one that signing in has asked about.'));
      }
      const domain = domainOf(account.address);
      const { trustedHosts } = documents.kept;
      const hosts = new Set([...(trustedHosts[domain] ?? []), asked]);
      documents.keep({ trustedHosts: { ...trustedHosts, [domain]: [...hosts] } });
      return ok(null);
    },

    async leave(forget) {
      const { account } = store.state;
      run = null;
      passwords.drop();
      documents.flush();
      startAfresh();
      if (!account) return;
      documents.keepOfAccount(account.address, { signInAtStart: false, found: null });
      if (forget) store.dispatch({ type: 'accountCleared' });
      await Promise.all([
        help.pages?.forget(),
        forget ? shelf.forget(account.address) : keeper.forget(account.address),
      ]);
    },

    async forget(address) {
      if (store.state.account?.address === address) {
        return fail(appError('validation', 'This account is in use. Sign out of it to forget it.'));
      }
      if (!shelf.find(address)) return unknown(address);
      await shelf.forget(address);
      return ok(null);
    },

    settled: () => keeper.settled(),
  };
}

function markOf(approval: Approval, { server }: SignInPolicy): string {
  return fingerprint(JSON.stringify({ ...approval, server }));
}

function unknown(address: string): Result<never> {
  return fail(appError('validation', `There is no account ${address}.`));
}
