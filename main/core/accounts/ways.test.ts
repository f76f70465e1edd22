/** In which ways a sign-in may try to get in: what the user wants, what the app does by itself, what is allowed. */
import { describe, expect, test } from 'vitest';
import { account, accounts, ANN, lets, refuses, storedAccount, ticket, wish } from '../testing/accounts.ts';
import { idle } from '../testing/clock.ts';
import { nameFor } from '../settings/names.ts';

const NOTHING = { password: null, windows: false, passive: 'never', microsoft: 'never' };
const SILENT = { password: null, windows: true, passive: 'silent', microsoft: 'silent' };

describe('what the user wants', () => {
  test.each([
    ['windows', '', { ...NOTHING, windows: true }],
    ['password', 'secret', { ...NOTHING, password: 'secret' }],
    ['passive', '', { ...NOTHING, passive: 'ask' }],
    ['microsoft', '', { ...NOTHING, microsoft: 'ask' }],
    [null, '', SILENT],
    [null, 'secret', { ...NOTHING, password: 'secret' }],
    ['windows', 'typed by mistake', { ...NOTHING, windows: true }],
  ] as const)('%s with %j', async (kind, password, means) => {
    const { accounts: made, requests, signIn } = accounts();
    expect(await made.choose(wish({ kind, password }))).toMatchObject({ ok: true });
    await signIn();
    expect(requests).toMatchObject([{ address: ANN, means }]);
  });

  test('whatever leads in without asking includes the remembered password', async () => {
    const { accounts: made, requests, signIn } = accounts({ passwords: { [ANN]: 'secret' } });
    await made.choose(wish({ kind: null }));
    await signIn();
    expect(requests[0]?.means).toEqual({ ...SILENT, password: 'secret' });
  });

  test('without anything to try, the server is asked all the same what it offers', async () => {
    const { accounts: made, answers, store, signIn } = accounts({ helpless: true });
    expect(await made.choose(wish({ kind: null }))).toMatchObject({ ok: true });
    answers.push((listener) => {
      listener.onOffer(['password']);
      return refuses('auth.required')(listener, {} as never);
    });
    expect(await signIn()).toMatchObject({ error: { code: 'auth.required' } });
    expect(store.state.signIn).toEqual({ offered: ['password'], waitingFor: null });
  });
});

describe('a page is shown to somebody who has just asked for it', () => {
  test.each(['passive', 'microsoft'] as const)('%s: until the session is live, and never again', async (kind) => {
    const { accounts: made, requests, signIn, live } = accounts();
    await made.choose(wish({ kind }));
    await signIn();
    await signIn();
    live();
    await signIn();
    expect(requests.map(({ means }) => means[kind])).toEqual(['ask', 'ask', 'silent']);
  });

  test('not again after it was refused or closed', async () => {
    const { accounts: made, requests, answers, signIn, ended } = accounts();
    await made.choose(wish({ kind: 'passive' }));
    answers.push(refuses('auth.required'));
    await signIn();
    ended('auth.required');
    await made.recall();
    await signIn();
    expect(requests.map(({ means }) => means.passive)).toEqual(['ask', 'silent']);
  });

  test('a host that is to be allowed first does not cost it', async () => {
    const { accounts: made, requests, answers, signIn, ended } = accounts();
    await made.choose(wish({ kind: 'passive' }));
    answers.push(refuses('auth.hostNotTrusted', 'adfs.partner.com'));
    await signIn();
    ended('auth.hostNotTrusted', 'adfs.partner.com');
    expect(await made.recall()).toMatchObject({ ok: true });
    expect(made.trust('adfs.partner.com')).toMatchObject({ ok: true });
    await signIn();
    expect(requests.map(({ means }) => means.passive)).toEqual(['ask', 'ask']);
    expect(requests[1]?.approval.trustedHosts).toEqual(['adfs.partner.com']);
  });

  test('the client that lives on looks at the means as they are now', async () => {
    const { accounts: made, answers, signIn, live } = accounts();
    let means: { passive: string } | null = null;
    answers.push((listener, request) => {
      means = request.means;
      return lets('passive')(listener, request);
    });
    await made.choose(wish({ kind: 'passive' }));
    await signIn();
    expect(means).toMatchObject({ passive: 'ask' });
    live();
    expect(means).toMatchObject({ passive: 'silent' });
  });
});

describe('by itself the app', () => {
  const at = (kind: string | null, passwords = {}) =>
    accounts({ stored: { version: 2, accounts: [storedAccount({ kind })], account: ANN }, passwords });

  test.each([
    ['windows', { ...NOTHING, windows: true }],
    ['passive', { ...NOTHING, passive: 'silent' }],
    ['microsoft', { ...NOTHING, microsoft: 'silent' }],
    ['password', { ...NOTHING, password: 'secret' }],
    [null, { ...SILENT, password: 'secret' }],
  ])('repeats %s, and shows no page', async (kind, means) => {
    const { accounts: made, requests, signIn } = at(kind, { [ANN]: 'secret' });
    expect(await made.prepare(null)).toBe(true);
    await signIn();
    expect(requests[0]?.means).toEqual(means);
  });

  test('leaves the keychain alone where no password is of use', async () => {
    const { accounts: made, secrets, store } = at('windows');
    secrets.failure = { ok: false, reason: 'unavailable', detail: '' };
    expect(await made.prepare(null)).toBe(true);
    expect(store.state.notice).toBeNull();
  });

  test('does not start with nothing to try', async () => {
    const { accounts: made, store, requests } = at('password');
    expect(await made.prepare(null)).toBe(false);
    expect(store.state.connection).toMatchObject({ phase: 'signedOut', error: { code: 'auth.required' } });
    expect(requests).toEqual([]);
  });

  test('starts with a live ticket alone', async () => {
    const {
      accounts: made,
      requests,
      signIn,
    } = accounts({
      stored: { version: 2, accounts: [storedAccount({ kind: 'password' })], account: ANN },
      tokens: { [nameFor('tickets', ANN)]: JSON.stringify([ticket()]) },
    });
    expect(await made.prepare(null)).toBe(true);
    await signIn();
    expect(requests).toMatchObject([{ means: NOTHING, tickets: [ticket()] }]);
  });
});

describe('what led in', () => {
  test('is known of the account, in the window and on the disk', async () => {
    const { accounts: made, store, disk, answers, signIn } = accounts();
    answers.push(lets('passive'));
    await made.choose(wish({ kind: null }));
    expect(store.state.account?.kind).toBeNull();
    await signIn();
    expect(store.state.account).toEqual(account({ kind: 'passive' }));
    expect(store.state.accounts).toEqual([account({ kind: 'passive' })]);
    expect(disk.read('settings')).toMatchObject({ accounts: [{ kind: 'passive', proven: true }] });
  });

  test('a server that asked for nothing leaves it as it was', async () => {
    const {
      accounts: made,
      store,
      answers,
      signIn,
    } = accounts({
      stored: { version: 2, accounts: [storedAccount({ kind: 'windows' })], account: ANN },
    });
    answers.push(lets(null));
    await made.prepare(null);
    await signIn();
    expect(store.state.account?.kind).toBe('windows');
  });

  test('a typed password that was not needed is not taken for a proven one', async () => {
    const { accounts: made, secrets, answers, signIn } = accounts();
    answers.push(lets('windows'));
    await made.choose(wish({ kind: null, password: 'whatever' }));
    await signIn();
    await idle();
    expect(secrets.kept.size).toBe(0);
  });
});

describe('a refused password', () => {
  test('is not tried again, and leaves the keychain', async () => {
    const {
      accounts: made,
      secrets,
      answers,
      requests,
      signIn,
      ended,
    } = accounts({
      stored: { version: 2, accounts: [storedAccount({ kind: 'password' })], account: ANN },
      passwords: { [ANN]: 'changed elsewhere' },
    });
    answers.push(refuses('auth.denied'));
    await made.prepare(null);
    await signIn();
    ended('auth.denied');
    expect(await made.recall()).toMatchObject({ ok: false, error: { code: 'auth.required' } });
    await signIn();
    expect(requests.map(({ means }) => means.password)).toEqual(['changed elsewhere', null]);
    expect(secrets.kept.size).toBe(0);
  });

  test('also when the live session met the refusal at a renewal', async () => {
    const { accounts: made, secrets, signIn, live, ended } = accounts({ passwords: { [ANN]: 'secret' } });
    await made.choose(wish());
    await signIn();
    live();
    ended('auth.denied');
    expect(await made.recall()).toMatchObject({ ok: false });
    expect(secrets.kept.size).toBe(0);
  });

  test('typed again though the keychain has the same: that one goes too', async () => {
    const { accounts: made, secrets, answers, signIn } = accounts({ passwords: { [ANN]: 'old' } });
    answers.push(refuses('auth.denied'));
    await made.choose(wish({ password: 'old' }));
    await signIn();
    await idle();
    expect(secrets.kept.size).toBe(0);
  });

  test("is not the password's fault when another way was refused", async () => {
    const { accounts: made, secrets, answers, signIn, ended } = accounts({ passwords: { [ANN]: 'good' } });
    await made.choose(wish());
    await signIn();
    answers.push(refuses('auth.denied'));
    await made.choose(wish({ kind: 'windows' }));
    await signIn();
    ended('auth.denied');
    await idle();
    expect(secrets.kept.get(ANN)).toBe('good');
  });
});

describe('the policy', () => {
  test('a way that is not allowed is refused, and not offered', async () => {
    const { accounts: made, store, answers, signIn, requests } = accounts({ policy: { signInKinds: ['password'] } });
    for (const kind of ['windows', 'passive', 'microsoft'] as const) {
      expect(await made.choose(wish({ kind }))).toMatchObject({ ok: false, error: { code: 'auth.unsupported' } });
    }
    expect(store.state.account).toBeNull();
    answers.push((listener, request) => {
      listener.onOffer(['windows', 'password', 'passive']);
      return refuses('auth.required')(listener, request);
    });
    await made.choose(wish({ kind: null }));
    await signIn();
    expect(requests[0]?.means).toEqual(NOTHING);
    expect(store.state.signIn.offered).toEqual(['password']);
  });

  test('a remembered password that is not allowed any more stays in the keychain', async () => {
    const {
      accounts: made,
      requests,
      signIn,
    } = accounts({
      policy: { signInKinds: ['windows'] },
      passwords: { [ANN]: 'secret' },
    });
    await made.choose(wish({ kind: null }));
    await signIn();
    expect(requests[0]?.means).toEqual({ ...NOTHING, windows: true });
  });

  test('a ticket of a way that is not allowed any more is not used', async () => {
    const {
      accounts: made,
      requests,
      signIn,
    } = accounts({
      policy: { signInKinds: ['windows'] },
      tokens: { [nameFor('tickets', ANN)]: JSON.stringify([ticket(), ticket({ kind: 'windows' })]) },
    });
    await made.choose(wish({ kind: null }));
    await signIn();
    expect(requests[0]?.tickets).toEqual([ticket({ kind: 'windows' })]);
  });

  test('Microsoft sign-in needs a registration, which the wire layer is given', async () => {
    const without = accounts({ policy: {} });
    expect(await without.accounts.choose(wish({ kind: 'microsoft' }))).toMatchObject({
      error: { code: 'auth.unsupported' },
    });
    const openId = { clientId: 'rollcall', authority: 'https://login.example.com/organizations' };
    const { accounts: made, requests, signIn } = accounts({ policy: { openId } });
    await made.choose(wish({ kind: 'microsoft' }));
    await signIn();
    expect(requests[0]?.openId).toEqual(openId);
  });

  test.each(['windows', 'passive', 'microsoft'] as const)('%s needs a computer that can', async (kind) => {
    const { accounts: made } = accounts({ helpless: true });
    expect(await made.choose(wish({ kind }))).toMatchObject({ error: { code: 'auth.unsupported' } });
  });

  test('hosts: those of the policy beside those that the user allowed', async () => {
    const stored = { version: 2, trustedHosts: { 'example.org': ['mine.com'], 'other.org': ['theirs.com'] } };
    const { accounts: made, requests, signIn } = accounts({ stored, policy: { trustedHosts: ['ours.com'] } });
    await made.choose(wish({ password: 'secret' }));
    await signIn();
    expect(requests[0]?.approval).toEqual({ trustedHosts: ['ours.com', 'mine.com'], only: false });
  });

  test('hosts: those of the policy only; nobody is asked', async () => {
    const stored = { version: 2, trustedHosts: { 'example.org': ['mine.com'] } };
    const policy = { trustedHosts: ['ours.com'], trustedHostsOnly: true };
    const { accounts: made, requests, answers, signIn, ended, documents } = accounts({ stored, policy });
    answers.push(refuses('auth.hostNotTrusted', 'pool.partner.com'));
    await made.choose(wish({ password: 'secret' }));
    await signIn();
    expect(requests[0]?.approval).toEqual({ trustedHosts: ['ours.com'], only: true });
    ended('auth.hostNotTrusted', 'pool.partner.com');
    expect(made.trust('pool.partner.com')).toMatchObject({ ok: false, error: { code: 'validation' } });
    expect(documents.kept.trustedHosts).toEqual({ 'example.org': ['mine.com'] });
  });
});
