/** The keeper of accounts over a scripted sign-in: what it is asked for and told is noted, what it answers is set. */
import { createAccounts, type SignInWish } from '../accounts/accounts.ts';
import type { SignInPolicy } from '../accounts/policy.ts';
import type { Found, KeptTicket, SignedIn, SignInListener, SignInRequest } from '../ucwa/index.ts';
import type { OpenId, Ports, SignInHelp, SignInPages, TokenStore } from '../ports.ts';
import { appError, fail, ok, type ErrorCode, type Result } from '../result.ts';
import { openDocuments } from '../settings/documents.ts';
import { fingerprint } from '../settings/names.ts';
import { set } from '../store/actions.ts';
import type { Account, SignInKind } from '../store/state.ts';
import { fakeLogger } from '../ucwa/testing.ts';
import { drivenClock } from './clock.ts';
import { testStore } from './entities.ts';
import { fakeDisk, fakeNetwork, fakeNotifier, fakePower, fakeSecrets, idlePorts } from './ports.ts';

export const ANN = 'ann@example.org';
export const BEN = 'ben@example.org';
export const FOUND: Found = {
  applicationsUrl: 'https://pool.example.org/ucwa/applications',
  origins: ['https://pool.example.org'],
  at: 5,
};

/** What is kept of an account when FOUND was found while these hosts were approved besides. */
export function foundUnder(...trustedHosts: string[]): Record<string, unknown> {
  return { found: FOUND, foundUnder: fingerprint(JSON.stringify({ trustedHosts, only: false })) };
}

export function account(more: Partial<Account> = {}): Account {
  return { address: ANN, server: null, remember: true, kind: null, ...more };
}

/** An account as the settings document keeps it. */
export function storedAccount(more: Record<string, unknown> = {}): Record<string, unknown> {
  return { ...account(), signInAtStart: true, proven: true, found: null, foundUnder: null, ...more };
}

export function wish(more: Partial<SignInWish> = {}): SignInWish {
  return { address: ANN, server: null, remember: true, kind: 'password', password: '', ...more };
}

/** A ticket good for eight hours from the driven clock's start. */
export function ticket(more: Partial<KeptTicket> = {}): KeptTicket {
  return {
    service: 'https://pool.example.org/WebTicket/oauthtoken',
    origins: ['https://pool.example.org'],
    kind: 'password',
    token: 'cwt=AAEB',
    renewAt: 1_700_000_000_000 + 6 * 3_600_000,
    expiresAt: 1_700_000_000_000 + 8 * 3_600_000,
    ...more,
  };
}

export interface FakeTokens extends TokenStore {
  readonly kept: Map<string, string>;
  /** This system cannot keep anything. */
  refuses: boolean;
}

export function fakeTokens(kept: Record<string, string> = {}): FakeTokens {
  const texts = new Map(Object.entries(kept));
  return {
    kept: texts,
    refuses: false,
    load: async (name) => texts.get(name) ?? null,
    async save(name, text) {
      if (!this.refuses) texts.set(name, text);
      return !this.refuses;
    },
    delete: async (name) => void texts.delete(name),
  };
}

/** Notes what is forgotten; shows and gets nothing. */
export function fakeHelp(log: string[]): SignInHelp {
  const pages: SignInPages = {
    show: () => Promise.resolve('failed'),
    forget: async () => void log.push('forget cookies'),
  };
  const openId: OpenId = {
    acquire: () => Promise.resolve({ ok: false, reason: 'failed', detail: '' }),
    forget: async (address) => void log.push(`forget tokens of ${address}`),
  };
  return { systemUser: true, pages, openId };
}

export type Answer = (listener: SignInListener, request: SignInRequest) => Result<SignedIn> | Promise<Result<SignedIn>>;

/** A success in this way. */
export function lets(kind: SignInKind | null = 'password'): Answer {
  return () => ok({ applicationsUrl: FOUND.applicationsUrl, client: {} as SignedIn['client'], kind, found: FOUND });
}

export function refuses(code: ErrorCode, host: string | null = null): Answer {
  return () => fail(appError(code, code, { host }));
}

export interface AccountsOptions {
  /** The settings document. */
  readonly stored?: Record<string, unknown>;
  readonly passwords?: Record<string, string>;
  readonly tokens?: Record<string, string>;
  readonly policy?: SignInPolicy;
  /** This computer can send passwords, no more. */
  readonly helpless?: boolean;
}

export function accounts(options: AccountsOptions = {}) {
  const disk = fakeDisk(options.stored ? { settings: options.stored } : {});
  const secrets = fakeSecrets(options.passwords);
  const tokens = fakeTokens(options.tokens);
  const store = testStore();
  const clock = drivenClock();
  const logger = fakeLogger();
  const documents = openDocuments(store, disk, clock, logger);
  const log: string[] = [];
  const requests: SignInRequest[] = [];
  const listeners: SignInListener[] = [];
  const answers: Answer[] = [];
  const ports: Ports = {
    ...idlePorts(),
    http: { send: () => Promise.reject(new Error('unexpected')) },
    clock,
    secrets,
    tokens,
    signInHelp: options.helpless ? idlePorts().signInHelp : fakeHelp(log),
    settings: disk,
    logger,
    power: fakePower(),
    network: fakeNetwork(),
    notifier: fakeNotifier(),
    userAgent: 'Rollcall/test',
    culture: 'en-US',
  };
  const made = createAccounts({
    ports,
    store,
    documents,
    policy: options.policy ?? { openId: { clientId: 'rollcall', authority: null } },
    async signIn(_, request, listener) {
      // Its means are looked at as they stand now.
      requests.push({ ...request, means: { ...request.means } });
      listeners.push(listener);
      return (answers.shift() ?? lets())(listener, request);
    },
    open: (address) => void documents.restore(address),
  });
  return {
    accounts: made,
    store,
    disk,
    secrets,
    tokens,
    documents,
    clock,
    logger,
    /** What was forgotten through the ports. */
    log,
    requests,
    listeners,
    /** Answers of the sign-ins to come, in order; then all succeed. */
    answers,
    signIn: (signal = new AbortController().signal) => made.signIn(() => undefined, signal),
    live: () => store.dispatch(set('connection', { phase: 'live', since: clock.now() })),
    ended: (code: ErrorCode, host: string | null = null) =>
      store.dispatch(set('connection', { phase: 'ended', reason: appError(code, code, { host }) })),
  };
}
