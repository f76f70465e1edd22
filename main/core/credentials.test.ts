import { describe, expect, test } from 'vitest';
import { createCredentials } from './credentials.ts';
import { openDocuments } from './settings/documents.ts';
import { set } from './store/actions.ts';
import type { Account } from './store/state.ts';
import { drivenClock, idle } from './testing/clock.ts';
import { testStore } from './testing/entities.ts';
import { idlePorts, fakeDisk, fakeNetwork, fakeNotifier, fakePower, fakeSecrets } from './testing/ports.ts';
import { signInServer } from './testing/sign-in-server.ts';
import { fakeLogger, json } from './ucwa/testing.ts';

const ANN = 'ann@example.org';
const account = (more: Partial<Account> = {}): Account => ({
  address: ANN,
  server: null,
  remember: true,
  kind: null,
  ...more,
});
const MISSING = { ok: false, error: { code: 'auth.required' } };

function credentials(stored: Record<string, unknown> = {}, kept: Record<string, string> = {}) {
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
  const made = createCredentials(ports, store, documents);
  return {
    ...server,
    server,
    secrets,
    store,
    disk,
    documents,
    logger,
    credentials: made,
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
    const { credentials: made, secrets, signIn } = credentials();
    expect(await made.use(account(), 'secret')).toMatchObject({ ok: true });
    expect(secrets.kept.size).toBe(0);
    expect((await signIn()).ok).toBe(true);
    expect(Object.fromEntries(secrets.kept)).toEqual({ [ANN]: 'secret' });
  });

  test('never a password that was refused', async () => {
    const { credentials: made, secrets, signIn } = credentials({}, { [ANN]: 'old' });
    await made.use(account(), 'wrong');
    expect(await signIn()).toMatchObject({ ok: false, error: { code: 'auth.denied' } });
    expect(Object.fromEntries(secrets.kept)).toEqual({ [ANN]: 'old' });
  });

  test('a wrong one typed for an account that is remembered does not cost the remembered one', async () => {
    const { credentials: made, secrets, signIn } = credentials({ account: account() }, { [ANN]: 'secret' });
    await made.use(account(), 'wrong');
    await signIn();
    expect(Object.fromEntries(secrets.kept)).toEqual({ [ANN]: 'secret' });
  });

  test('not where it is not wanted', async () => {
    const { credentials: made, secrets, signIn } = credentials();
    await made.use(account({ remember: false }), 'secret');
    expect((await signIn()).ok).toBe(true);
    expect(secrets.kept.size).toBe(0);
  });

  test('no more, when it is not wanted any more', async () => {
    const { credentials: made, secrets } = credentials({ account: account() }, { [ANN]: 'secret' });
    await made.use(account({ remember: false }), 'secret');
    expect(secrets.kept.size).toBe(0);
  });

  test('once: later sign-ins of the session do not write again', async () => {
    const { credentials: made, secrets, signIn } = credentials();
    await made.use(account(), 'secret');
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
    const { credentials: made, secrets, store, logger, signIn } = credentials();
    secrets.failure = { ok: false, reason, detail: 'D-Bus' };
    await made.use(account(), 'secret');
    expect((await signIn()).ok).toBe(true);
    await idle();
    expect(store.state.notice).toMatchObject({ code: 'keychain.unavailable' });
    expect(store.state.notice?.message).toContain(words);
    expect(store.state.notice?.message).toContain('not be remembered');
    expect(logger.lines.join()).toContain('could not be remembered');
    expect(logger.lines.join()).not.toContain('secret');
  });

  test('is not disturbed by a session that was stopped for good meanwhile', async () => {
    const { credentials: made, secrets, signIn } = credentials();
    await made.use(account(), 'secret');
    const result = signIn();
    await made.clear(true);
    await result;
    await idle();
    expect(secrets.kept.size).toBe(0);
  });
});

describe('an empty password stands for the remembered one', () => {
  test('from the keychain', async () => {
    const { credentials: made, signIn, tried } = credentials({}, { [ANN]: 'secret' });
    expect(await made.use(account(), '')).toMatchObject({ ok: true });
    expect((await signIn()).ok).toBe(true);
    expect(tried).toEqual(['secret']);
  });

  test('there is none: the user has to enter one', async () => {
    const { credentials: made, signIn, tried } = credentials();
    expect(await made.use(account(), '')).toMatchObject(MISSING);
    expect(await signIn()).toMatchObject(MISSING);
    expect(tried).toEqual([]);
  });

  test('the keychain cannot be read: that is said', async () => {
    const { credentials: made, secrets } = credentials();
    secrets.failure = { ok: false, reason: 'refused', detail: '' };
    expect(await made.use(account(), '')).toMatchObject({ ok: false, error: { code: 'keychain.unavailable' } });
  });

  test('it is not a wrong one that was entered before', async () => {
    const { credentials: made, signIn, tried } = credentials({}, { [ANN]: 'secret' });
    await made.use(account(), 'wrong');
    await signIn();
    expect(await made.use(account(), '')).toMatchObject({ ok: true });
    expect((await signIn()).ok).toBe(true);
    expect(tried).toEqual(['wrong', 'secret']);
  });

  test("it is not another account's", async () => {
    const { credentials: made } = credentials();
    await made.use(account(), 'secret');
    expect(await made.use(account({ address: 'ben@example.org' }), '')).toMatchObject(MISSING);
  });
});

describe('recall', () => {
  test('asks the keychain once', async () => {
    const { credentials: made, secrets } = credentials({ account: account() }, { [ANN]: 'secret' });
    expect(await made.recall()).toMatchObject({ ok: true });
    secrets.failure = { ok: false, reason: 'unavailable', detail: '' };
    expect(await made.recall()).toMatchObject({ ok: true });
  });

  test('nothing to recall: no account, nothing remembered, or refused', async () => {
    expect(await credentials().credentials.recall()).toMatchObject(MISSING);
    const { credentials: made } = credentials({ account: account({ remember: false }) }, { [ANN]: 'secret' });
    expect(await made.recall()).toMatchObject(MISSING);
    const one = credentials({ account: account() }, { [ANN]: 'changed elsewhere' });
    await one.credentials.recall();
    expect(await one.signIn()).toMatchObject({ error: { code: 'auth.denied' } });
    one.secrets.kept.clear();
    expect(await one.credentials.recall()).toMatchObject(MISSING);
  });
});

describe('at the start', () => {
  test('the remembered account signs in', async () => {
    const { credentials: made, signIn } = credentials(remembered, { [ANN]: 'secret' });
    expect(await made.prepare(null)).toBe(true);
    expect((await signIn()).ok).toBe(true);
  });

  test('not one that the user signed out', async () => {
    const { credentials: made, store } = credentials({ ...remembered, signInAtStart: false }, { [ANN]: 'secret' });
    expect(await made.prepare(null)).toBe(false);
    expect(store.state.connection).toEqual({ phase: 'signedOut', error: null });
  });

  test('no account at all', async () => {
    expect(await credentials().credentials.prepare(null)).toBe(false);
  });

  test('what is missing is said', async () => {
    const { credentials: made, store } = credentials(remembered);
    expect(await made.prepare(null)).toBe(false);
    expect(store.state.connection).toMatchObject({ phase: 'signedOut', error: { code: 'auth.required' } });
  });

  test('an account given by the host goes before the remembered one, whose things leave', async () => {
    const { credentials: made, store, secrets, signIn } = credentials(remembered, { [ANN]: 'old' });
    store.dispatch({ type: 'historyAdded', entries: [] }, set('list', { state: 'cached', asOf: 1, readOnly: null }));
    const given = { address: 'sip:Ben@Example.org', password: 'secret', server: null };
    expect(await made.prepare(given)).toBe(true);
    expect(store.state.account).toEqual(account({ address: 'ben@example.org', remember: false }));
    expect(store.state.list.state).toBe('none');
    expect((await signIn()).ok).toBe(true);
    expect(Object.fromEntries(secrets.kept)).toEqual({ [ANN]: 'old' });
  });

  test('the same account given by the host keeps its things', async () => {
    const { credentials: made, store } = credentials(remembered);
    store.dispatch(set('list', { state: 'cached', asOf: 1, readOnly: null }));
    expect(await made.prepare({ address: ANN, password: 'secret', server: 'pool.example.org' })).toBe(true);
    expect(store.state.account).toEqual(account({ server: 'pool.example.org' }));
    expect(store.state.list.state).toBe('cached');
  });

  test('given without a password: the remembered one', async () => {
    const { credentials: made } = credentials(remembered, { [ANN]: 'secret' });
    expect(await made.prepare({ address: ANN, password: null, server: null })).toBe(true);
    const none = credentials(remembered);
    expect(await none.credentials.prepare({ address: ANN, password: null, server: null })).toBe(false);
  });
});

describe('trusted hosts', () => {
  test('are kept by the domain of the account, each once, in lower case', () => {
    const { credentials: made, store, documents, disk } = credentials({ trustedHosts: { 'other.org': ['x'] } });
    store.dispatch(set('account', account()));
    made.trust('Pool.Partner.com');
    made.trust('pool.partner.com');
    made.trust('b.partner.com');
    const hosts = { 'other.org': ['x'], 'example.org': ['pool.partner.com', 'b.partner.com'] };
    expect(documents.kept.trustedHosts).toEqual(hosts);
    expect(disk.read('settings')).toMatchObject({ trustedHosts: hosts });
  });

  test.each([
    ['contoso.com', null],
    ['other.org', 'auth.hostNotTrusted'],
  ])('those of %s let somebody of contoso.com sign in there, or not', async (domain, refusal) => {
    const { credentials: made, http, signIn } = credentials({ trustedHosts: { [domain]: ['pool.partner.com'] } });
    const naming = (rel: string, href: string) => json(200, { _links: { [rel]: { href } } });
    // Over plain http nobody vouches for the host that is named.
    http.on('GET http://lyncdiscover.contoso.com/', naming('user', 'https://pool.partner.com/user'));
    http.on('GET https://pool.partner.com/user', naming('applications', 'https://pool.partner.com/applications'));
    await made.use(account({ address: 'ann@contoso.com' }), 'secret');
    const result = await signIn();
    expect(result.ok ? null : result.error.code).toBe(refusal);
  });

  test('without an account there is nobody to trust for', () => {
    const { credentials: made, disk } = credentials();
    made.trust('x');
    expect(disk.saves).toEqual([]);
  });
});

describe('clearing', () => {
  test('drops the password from memory; the remembered one only when asked', async () => {
    const { credentials: made, secrets, signIn } = credentials({ account: account() }, { [ANN]: 'secret' });
    await made.recall();
    await made.clear(false);
    expect(await signIn()).toMatchObject(MISSING);
    expect(secrets.kept.size).toBe(1);
    await made.clear(true);
    expect(secrets.kept.size).toBe(0);
  });
});
