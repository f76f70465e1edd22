/** Several accounts: what is kept of each, and what goes when one leaves, is forgotten or was mistyped. */
import { describe, expect, test } from 'vitest';
import { nameFor } from '../settings/names.ts';
import {
  account,
  accounts,
  ANN,
  BEN,
  FOUND,
  foundUnder,
  lets,
  storedAccount,
  ticket,
  wish,
} from '../testing/accounts.ts';
import { follow } from '../testing/entities.ts';

const ANNS = account({ kind: 'passive' });
const BENS = account({ address: BEN, kind: 'windows' });
const TICKETS = nameFor('tickets', ANN);

/** Ann is in use, Ben is kept besides. */
function two(more: Parameters<typeof accounts>[0] = {}) {
  const stored = {
    version: 3,
    accounts: [
      storedAccount({ kind: 'passive', ...foundUnder('pool.partner.com') }),
      storedAccount({ ...BENS, ...foundUnder('pool.partner.com') }),
    ],
    account: ANN,
    trustedHosts: { 'example.org': ['pool.partner.com'] },
  };
  return accounts({
    stored,
    passwords: { [ANN]: 'of ann', [BEN]: 'of ben' },
    tokens: { [TICKETS]: JSON.stringify([ticket({ kind: 'passive' })]) },
    ...more,
  });
}

describe('using another account', () => {
  test('signs in with what is remembered of that one alone', async () => {
    const { accounts: made, store, requests, answers, signIn } = two();
    answers.push(lets('windows'));
    await made.prepare(null);
    expect(await made.use(BEN)).toMatchObject({ ok: true });
    await signIn();
    expect(store.state).toMatchObject({ account: BENS, accounts: [ANNS, BENS] });
    expect(requests).toMatchObject([
      { address: BEN, found: FOUND, tickets: [], means: { windows: true, passive: 'never', password: null } },
    ]);
  });

  test('and back: the tickets of the first are still there', async () => {
    const { accounts: made, requests, signIn } = two();
    await made.prepare(null);
    await made.use(BEN);
    await signIn();
    await made.use(ANN);
    await signIn();
    expect(requests[1]).toMatchObject({ address: ANN, found: FOUND, tickets: [{ kind: 'passive' }] });
  });

  test("the pages' cookies of the first must not sign the other in", async () => {
    const { accounts: made, log } = two();
    await made.prepare(null);
    expect(log).toEqual([]);
    await made.use(ANN);
    expect(log).toEqual([]);
    await made.use(BEN);
    expect(log).toEqual(['forget cookies']);
    await made.choose(wish({ password: 'x' }));
    expect(log).toEqual(['forget cookies', 'forget cookies']);
  });

  test('what each follows stays its own, also what was not written yet', async () => {
    const { accounts: made, store } = two();
    await made.prepare(null);
    store.dispatch({ type: 'followPut', follow: follow('contact', 'cid@x') });
    await made.use(BEN);
    expect(store.state.follows.size).toBe(0);
    await made.use(ANN);
    expect([...store.state.follows.keys()]).toEqual(['contact:cid@x']);
  });

  test('the next start is for the one that was used last', async () => {
    const { accounts: made, disk } = two();
    await made.prepare(null);
    await made.use(BEN);
    expect(disk.read('settings')).toMatchObject({ account: BEN });
    const again = accounts({ stored: disk.read('settings') as Record<string, unknown> });
    expect(await again.accounts.prepare(null)).toBe(true);
    expect(again.store.state.account).toEqual(BENS);
  });

  test('not one that is not kept', async () => {
    const { accounts: made, store } = two();
    await made.prepare(null);
    expect(await made.use('cid@example.org')).toMatchObject({ ok: false, error: { code: 'validation' } });
    expect(store.state.account).toEqual(ANNS);
  });

  test('a keychain that cannot be read is told; the session asks the server all the same', async () => {
    const {
      accounts: made,
      store,
      secrets,
      signIn,
      requests,
    } = accounts({
      stored: { version: 2, accounts: [storedAccount({ kind: 'password' })] },
    });
    secrets.failure = { ok: false, reason: 'refused', detail: '' };
    expect(await made.use(ANN)).toMatchObject({ ok: true });
    expect(store.state.notice?.message).toContain('could not be read: access was refused');
    await signIn();
    expect(requests).toHaveLength(1);
  });
});

describe('which accounts are kept', () => {
  test('one that signed in', async () => {
    const { accounts: made, store, signIn } = accounts();
    await made.choose(wish({ password: 'secret' }));
    await signIn();
    await made.choose(wish({ address: BEN, password: 'secret' }));
    expect(store.state.accounts.map(({ address }) => address)).toEqual([ANN, BEN]);
  });

  test('not a mistyped address; the hosts that were allowed for its domain stay for the right one', async () => {
    const { accounts: made, store, documents, ended } = accounts();
    await made.choose(wish({ address: 'amn@example.org', password: 'secret' }));
    ended('auth.hostNotTrusted', 'pool.partner.com');
    expect(made.trust('pool.partner.com')).toMatchObject({ ok: true });
    await made.choose(wish({ password: 'secret' }));
    expect(store.state.accounts.map(({ address }) => address)).toEqual([ANN]);
    expect(documents.kept.trustedHosts).toEqual({ 'example.org': ['pool.partner.com'] });
  });

  test('one with edits that wait, whether it ever signed in or not', async () => {
    const { accounts: made, store, documents } = accounts();
    await made.choose(wish({ password: 'secret' }));
    documents.saveJournal([]);
    await made.choose(wish({ address: BEN, password: 'secret' }));
    expect(store.state.accounts).toHaveLength(2);
  });
});

describe('forgetting an account that is not in use', () => {
  test('removes all that is kept of it, and nothing of the other', async () => {
    const { accounts: made, store, disk, secrets, tokens, log } = two();
    await made.prepare(null);
    disk.save(nameFor('journal', BEN), { address: BEN, edits: [] });
    tokens.kept.set(nameFor('tickets', BEN), '[]');
    expect(await made.forget(BEN)).toMatchObject({ ok: true });
    expect(store.state.accounts).toEqual([ANNS]);
    expect(Object.fromEntries(secrets.kept)).toEqual({ [ANN]: 'of ann' });
    expect([...tokens.kept.keys()]).toEqual([TICKETS]);
    expect([...disk.files.keys()]).toEqual(['settings']);
    expect(JSON.stringify(disk.read('settings'))).not.toContain(BEN);
    expect(log).toEqual([`forget tokens of ${BEN}`]);
  });

  test('not the one in use, not one that is not kept', async () => {
    const { accounts: made, store, secrets } = two();
    await made.prepare(null);
    for (const address of [ANN, 'cid@example.org']) {
      expect(await made.forget(address)).toMatchObject({ ok: false, error: { code: 'validation' } });
    }
    expect(store.state.accounts).toHaveLength(2);
    expect(secrets.kept.size).toBe(2);
  });

  test('hosts allowed for a domain go with its last account', async () => {
    const { accounts: made, documents } = two();
    await made.prepare(null);
    await made.forget(BEN);
    expect(documents.kept.trustedHosts).toEqual({ 'example.org': ['pool.partner.com'] });
    await made.leave(true);
    expect(documents.kept.trustedHosts).toEqual({});
  });
});

describe('signing out', () => {
  test('drops what would sign in without a question, and keeps what is remembered', async () => {
    const { accounts: made, store, disk, secrets, tokens, log, signIn } = two();
    await made.prepare(null);
    await made.leave(false);
    expect(await signIn()).toMatchObject({ ok: false, error: { code: 'auth.required' } });
    expect(tokens.kept.size).toBe(0);
    expect(log).toEqual(['forget cookies']);
    expect(secrets.kept.size).toBe(2);
    expect(store.state.account).toEqual(ANNS);
    expect(disk.read('settings')).toMatchObject({
      accounts: [{ signInAtStart: false, found: null }, { found: FOUND }],
    });
  });

  test('and forgetting: nothing of the account is left anywhere', async () => {
    const { accounts: made, store, disk, secrets, tokens, log } = two();
    await made.prepare(null);
    store.dispatch({ type: 'followPut', follow: follow('contact', 'cid@x') });
    await made.leave(true);
    expect(store.state).toMatchObject({ account: null, accounts: [BENS] });
    expect(store.state.follows.size).toBe(0);
    expect([...secrets.kept.keys()]).toEqual([BEN]);
    expect(tokens.kept.size).toBe(0);
    expect([...disk.files.keys()]).toEqual(['settings']);
    expect(disk.files.get('settings')).not.toContain(ANN);
    expect(log.sort()).toEqual(['forget cookies', `forget tokens of ${ANN}`]);
  });

  test('a keychain that does not let go is told', async () => {
    const { accounts: made, store, secrets } = two();
    await made.prepare(null);
    secrets.failure = { ok: false, reason: 'refused', detail: 'locked' };
    await made.leave(true);
    expect(store.state.account).toBeNull();
    expect(store.state.notice).toMatchObject({ code: 'keychain.unavailable' });
    expect(store.state.notice?.message).toContain('could not be removed from the keychain: access was refused');
  });
});

describe('what was found', () => {
  test('is used at the next start, and once only', async () => {
    const { accounts: made, requests, documents, answers, signIn } = two();
    answers.push(lets('passive'), (listener, request) => {
      expect(documents.ofAccount(ANN).found).toBeNull();
      return lets('passive')(listener, request);
    });
    await made.prepare(null);
    await signIn();
    // The session comes back: the server that was found did not do.
    await signIn();
    expect(requests.map(({ found }) => found)).toEqual([FOUND, null]);
    expect(documents.ofAccount(ANN).found).toEqual(FOUND);
  });

  test('is no more than a hint as long as nothing answered', async () => {
    const { accounts: made, requests, answers, signIn } = two();
    answers.push(() => Promise.resolve({ ok: false, error: { code: 'network.offline' } as never }));
    await made.prepare(null);
    await signIn();
    await signIn();
    expect(requests.map(({ found }) => found)).toEqual([FOUND, FOUND]);
  });

  test('is nothing once other hosts are approved, or fewer', async () => {
    const { accounts: made, requests, documents, signIn } = two({ policy: { trustedHostsOnly: true } });
    await made.prepare(null);
    await signIn();
    expect(requests[0]).toMatchObject({ found: null, approval: { trustedHosts: [], only: true } });
    expect(documents.ofAccount(ANN).found).toEqual(FOUND);
  });

  test('is nothing for another server', async () => {
    const { accounts: made, requests, signIn } = two();
    await made.choose(wish({ kind: 'passive', server: 'pool.example.org' }));
    await signIn();
    expect(requests[0]).toMatchObject({ server: 'pool.example.org', found: null });
  });
});

test('an account given by the host is not remembered, nor forgotten for that', async () => {
  const { accounts: made, store, disk } = two();
  expect(await made.prepare({ address: BEN, password: 'given', server: null })).toBe(true);
  expect(store.state.account).toEqual(BENS);
  expect(disk.read('settings')).toMatchObject({ accounts: [{ address: ANN }, { address: BEN, remember: true }] });
});
