import { describe, expect, test } from 'vitest';
import { createAccounts, type SignInWish } from './accounts.ts';
import { signIn as wireSignIn } from '../ucwa/index.ts';
import { appError } from '../result.ts';
import { openDocuments } from '../settings/documents.ts';
import { set } from '../store/actions.ts';
import type { Account } from '../store/state.ts';
import { drivenClock, idle } from '../testing/clock.ts';
import { testStore } from '../testing/entities.ts';
import { idlePorts, fakeDisk, fakeNetwork, fakeNotifier, fakePower, fakeSecrets } from '../testing/ports.ts';
import { signInServer } from '../testing/sign-in-server.ts';
import { fakeLogger, json } from '../ucwa/testing.ts';

const ANN = 'ann@example.org';
const wish = (more: Partial<SignInWish> = {}): SignInWish => ({
  address: ANN,
  server: null,
  remember: true,
  kind: 'password',
  password: '',
  ...more,
});
const account = (more: Partial<Account> = {}): Account => ({
  address: ANN,
  server: null,
  remember: true,
  kind: null,
  ...more,
});
const MISSING = { ok: false, error: { code: 'auth.required' } };

function accounts(stored: Record<string, unknown> = {}, kept: Record<string, string> = {}) {
  const server = signInServer();
  const disk = fakeDisk({ settings: stored });
  const secrets = fakeSecrets(kept);
  const store = testStore();
  const clock = drivenClock();
  const logger = fakeLogger();
  const documents = openDocuments(store, disk, clock, logger);
  const ports = {
    ...idlePorts(),
    http: server.http,
    clock,
    secrets,
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
    policy: {},
    signIn: wireSignIn,
    open: (address) => void documents.restore(address),
  });
  return {
    ...server,
    server,
    secrets,
    store,
    disk,
    documents,
    logger,
    accounts: made,
    async signIn() {
      const result = made.signIn(() => undefined, new AbortController().signal);
      await clock.advance(60_000);
      return result;
    },
  };
}

const remembered = { account: account(), signInAtStart: true };

describe('remembering', () => {
  test('only after the server accepted the password', async () => {
    const { accounts: made, secrets, signIn } = accounts();
    expect(await made.choose(wish({ password: 'secret' }))).toMatchObject({ ok: true });
    expect(secrets.kept.size).toBe(0);
    expect((await signIn()).ok).toBe(true);
    expect(Object.fromEntries(secrets.kept)).toEqual({ [ANN]: 'secret' });
  });

  test('never a password that was refused', async () => {
    const { accounts: made, secrets, signIn } = accounts({}, { [ANN]: 'old' });
    await made.choose(wish({ password: 'wrong' }));
    expect(await signIn()).toMatchObject({ ok: false, error: { code: 'auth.denied' } });
    expect(Object.fromEntries(secrets.kept)).toEqual({ [ANN]: 'old' });
  });

  test('a wrong one typed for an account that is remembered does not cost the remembered one', async () => {
    const { accounts: made, secrets, signIn } = accounts({ account: account() }, { [ANN]: 'secret' });
    await made.choose(wish({ password: 'wrong' }));
    await signIn();
    expect(Object.fromEntries(secrets.kept)).toEqual({ [ANN]: 'secret' });
  });

  test('not where it is not wanted', async () => {
    const { accounts: made, secrets, signIn } = accounts();
    await made.choose(wish({ remember: false, password: 'secret' }));
    expect((await signIn()).ok).toBe(true);
    expect(secrets.kept.size).toBe(0);
  });

  test('no more, when it is not wanted any more', async () => {
    const { accounts: made, secrets } = accounts({ account: account() }, { [ANN]: 'secret' });
    await made.choose(wish({ remember: false, password: 'secret' }));
    expect(secrets.kept.size).toBe(0);
  });

  test('once: later sign-ins of the session do not write again', async () => {
    const { accounts: made, secrets, signIn } = accounts();
    await made.choose(wish({ password: 'secret' }));
    await signIn();
    secrets.kept.clear();
    expect((await signIn()).ok).toBe(true);
    expect(secrets.kept.size).toBe(0);
  });

  test.each([
    ['unavailable', 'no keychain'],
    ['refused', 'refused'],
    ['tooLarge', 'too long'],
  ] as const)('without a keychain (%s): signed in all the same, and the user is told', async (reason, words) => {
    const { accounts: made, secrets, store, logger, signIn } = accounts();
    secrets.failure = { ok: false, reason, detail: 'D-Bus' };
    await made.choose(wish({ password: 'secret' }));
    expect((await signIn()).ok).toBe(true);
    await idle();
    expect(store.state.notice).toMatchObject({ code: 'keychain.unavailable' });
    expect(store.state.notice?.message).toContain(words);
    expect(store.state.notice?.message).toContain('not be remembered');
    expect(logger.lines.join()).toContain('could not be remembered');
    expect(logger.lines.join()).not.toContain('secret');
  });

  test('is not disturbed by a session that was stopped for good meanwhile', async () => {
    const { accounts: made, secrets, signIn } = accounts();
    await made.choose(wish({ password: 'secret' }));
    const result = signIn();
    await made.leave(true);
    await result;
    await idle();
    expect(secrets.kept.size).toBe(0);
  });
});

describe('an empty password stands for the remembered one', () => {
  test('from the keychain', async () => {
    const { accounts: made, signIn, tried } = accounts({}, { [ANN]: 'secret' });
    expect(await made.choose(wish())).toMatchObject({ ok: true });
    expect((await signIn()).ok).toBe(true);
    expect(tried).toEqual(['secret']);
  });

  test('there is none: the user has to enter one', async () => {
    const { accounts: made, signIn, tried } = accounts();
    expect(await made.choose(wish())).toMatchObject(MISSING);
    expect(await signIn()).toMatchObject(MISSING);
    expect(tried).toEqual([]);
  });

  test('the keychain cannot be read: that is said', async () => {
    const { accounts: made, secrets } = accounts();
    secrets.failure = { ok: false, reason: 'refused', detail: '' };
    expect(await made.choose(wish())).toMatchObject({ ok: false, error: { code: 'keychain.unavailable' } });
  });

  test('it is not a wrong one that was entered before', async () => {
    const { accounts: made, signIn, tried } = accounts({}, { [ANN]: 'secret' });
    await made.choose(wish({ password: 'wrong' }));
    await signIn();
    expect(await made.choose(wish())).toMatchObject({ ok: true });
    expect((await signIn()).ok).toBe(true);
    expect(tried).toEqual(['wrong', 'secret']);
  });

  test("it is not another account's", async () => {
    const { accounts: made } = accounts();
    await made.choose(wish({ password: 'secret' }));
    expect(await made.choose(wish({ address: 'ben@example.org' }))).toMatchObject(MISSING);
  });
});

describe('recall', () => {
  test('asks the keychain once', async () => {
    const { accounts: made, secrets } = accounts({ account: account() }, { [ANN]: 'secret' });
    expect(await made.recall()).toMatchObject({ ok: true });
    secrets.failure = { ok: false, reason: 'unavailable', detail: '' };
    expect(await made.recall()).toMatchObject({ ok: true });
  });

  test('nothing to recall: no account, nothing remembered, or refused', async () => {
    expect(await accounts().accounts.recall()).toMatchObject(MISSING);
    const { accounts: made } = accounts({ account: account({ remember: false }) }, { [ANN]: 'secret' });
    expect(await made.recall()).toMatchObject(MISSING);
    const one = accounts({ account: account() }, { [ANN]: 'changed elsewhere' });
    await one.accounts.recall();
    expect(await one.signIn()).toMatchObject({ error: { code: 'auth.denied' } });
    one.secrets.kept.clear();
    expect(await one.accounts.recall()).toMatchObject(MISSING);
  });
});

describe('at the start', () => {
  test('the remembered account signs in', async () => {
    const { accounts: made, signIn } = accounts(remembered, { [ANN]: 'secret' });
    expect(await made.prepare(null)).toBe(true);
    expect((await signIn()).ok).toBe(true);
  });

  test('not one that the user signed out', async () => {
    const { accounts: made, store } = accounts({ ...remembered, signInAtStart: false }, { [ANN]: 'secret' });
    expect(await made.prepare(null)).toBe(false);
    expect(store.state.connection).toEqual({ phase: 'signedOut', error: null });
  });

  test('no account at all', async () => {
    expect(await accounts().accounts.prepare(null)).toBe(false);
  });

  test('what is missing is said', async () => {
    const { accounts: made, store } = accounts(remembered);
    expect(await made.prepare(null)).toBe(false);
    expect(store.state.connection).toMatchObject({ phase: 'signedOut', error: { code: 'auth.required' } });
  });

  test('an account given by the host goes before the remembered one, whose things leave', async () => {
    const { accounts: made, store, secrets, signIn } = accounts(remembered, { [ANN]: 'old' });
    store.dispatch({ type: 'historyAdded', entries: [] }, set('list', { state: 'cached', asOf: 1, readOnly: null }));
    const given = { address: 'sip:Ben@Example.org', password: 'secret', server: null };
    expect(await made.prepare(given)).toBe(true);
    expect(store.state.account).toEqual(account({ address: 'ben@example.org', remember: false }));
    expect(store.state.list.state).toBe('none');
    expect((await signIn()).ok).toBe(true);
    expect(Object.fromEntries(secrets.kept)).toEqual({ [ANN]: 'old' });
  });

  test('the same account given by the host keeps its things', async () => {
    const { accounts: made, store } = accounts(remembered);
    store.dispatch(set('list', { state: 'cached', asOf: 1, readOnly: null }));
    expect(await made.prepare({ address: ANN, password: 'secret', server: 'pool.example.org' })).toBe(true);
    expect(store.state.account).toEqual(account({ server: 'pool.example.org' }));
    expect(store.state.list.state).toBe('cached');
  });

  test('given without a password: the remembered one', async () => {
    const { accounts: made } = accounts(remembered, { [ANN]: 'secret' });
    expect(await made.prepare({ address: ANN, password: null, server: null })).toBe(true);
    const none = accounts(remembered);
    expect(await none.accounts.prepare({ address: ANN, password: null, server: null })).toBe(false);
  });
});

describe('trusted hosts', () => {
  test('are kept by the domain of the account, each once, in lower case', () => {
    const { accounts: made, store, documents, disk } = accounts({ trustedHosts: { 'other.org': ['x'] } });
    store.dispatch(set('account', account()));
    const stopAt = (host: string): void => {
      const reason = appError('auth.hostNotTrusted', 'Allow it?', { host });
      store.dispatch(set('connection', { phase: 'ended', reason }));
    };
    for (const host of ['pool.partner.com', 'pool.partner.com', 'b.partner.com']) {
      stopAt(host);
      expect(made.trust(host.replace('p', 'P'))).toMatchObject({ ok: true });
      expect(made.trust('c.partner.com')).toMatchObject({ ok: false, error: { code: 'validation' } });
    }
    const hosts = { 'other.org': ['x'], 'example.org': ['pool.partner.com', 'b.partner.com'] };
    expect(documents.kept.trustedHosts).toEqual(hosts);
    expect(disk.read('settings')).toMatchObject({ trustedHosts: hosts });
  });

  test.each([
    ['contoso.com', null],
    ['other.org', 'auth.hostNotTrusted'],
  ])('those of %s let somebody of contoso.com sign in there, or not', async (domain, refusal) => {
    const { accounts: made, http, signIn } = accounts({ trustedHosts: { [domain]: ['pool.partner.com'] } });
    const naming = (rel: string, href: string) => json(200, { _links: { [rel]: { href } } });
    // Over plain http nobody vouches for the host that is named.
    http.on('GET http://lyncdiscover.contoso.com/', naming('user', 'https://pool.partner.com/user'));
    http.on('GET https://pool.partner.com/user', naming('applications', 'https://pool.partner.com/applications'));
    http.on('GET https://pool.partner.com/applications', json(405, {}));
    await made.choose(wish({ address: 'ann@contoso.com', password: 'secret' }));
    const result = await signIn();
    expect(result.ok ? null : result.error.code).toBe(refusal);
  });

  test('without an account there is nobody to trust for', () => {
    const { accounts: made, disk } = accounts();
    made.trust('x');
    expect(disk.saves).toEqual([]);
  });
});

describe('clearing', () => {
  test('drops the password from memory; the remembered one only when asked', async () => {
    const { accounts: made, secrets, signIn } = accounts({ account: account() }, { [ANN]: 'secret' });
    await made.recall();
    await made.leave(false);
    expect(await signIn()).toMatchObject(MISSING);
    expect(secrets.kept.size).toBe(1);
    await made.leave(true);
    expect(secrets.kept.size).toBe(0);
  });
});
