/** What an organisation lays down about accounts and their server. */
import { describe, expect, test } from 'vitest';
import { accounts, ANN, foundUnder, storedAccount, wish } from '../testing/accounts.ts';

const REFUSED = { ok: false, error: { code: 'policy.refused' } };
const BEN = 'ben@other.org';

describe('the server', () => {
  test('is the organisation’s, whatever the user or an earlier day entered; what was entered stays', async () => {
    const { accounts: made, requests, signIn, store } = accounts({ policy: { server: 'https://ours.example.org' } });
    await made.choose(wish({ password: 'secret', server: 'mine.example.org' }));
    await signIn();
    expect(requests[0]?.server).toBe('https://ours.example.org');
    expect(store.state.account?.server).toBe('mine.example.org');
  });

  test('is found by the address where the organisation wants that', async () => {
    const { accounts: made, requests, signIn } = accounts({ policy: { server: null } });
    await made.choose(wish({ password: 'secret', server: 'mine.example.org' }));
    await signIn();
    expect(requests[0]?.server).toBeNull();
  });

  test('what was found before it was laid down is not used, what was found since is', async () => {
    const policy = { server: 'https://ours.example.org' };
    const stored = { version: 2, account: ANN, accounts: [storedAccount(foundUnder())] };
    const { accounts: made, requests, signIn, disk } = accounts({ stored, policy });
    await made.choose(wish({ password: 'secret' }));
    await signIn();
    expect(requests[0]?.found).toBeNull();
    const later = accounts({ stored: disk.read('settings') as Record<string, unknown>, policy });
    await later.accounts.choose(wish({ password: 'secret' }));
    await later.signIn();
    expect(later.requests[0]?.found).not.toBeNull();
  });
});

describe('accounts of other domains', () => {
  const policy = { accountDomains: ['example.org'] };

  test('cannot be entered; those of the listed ones can, below them not', async () => {
    const { accounts: made, store } = accounts({ policy });
    for (const address of [BEN, 'ann@sub.example.org']) {
      expect(await made.choose(wish({ address, password: 'secret' }))).toMatchObject(REFUSED);
    }
    expect(store.state.account).toBeNull();
    expect(await made.choose(wish({ password: 'secret' }))).toMatchObject({ ok: true });
  });

  test('that are kept are not changed to', async () => {
    const stored = { version: 2, account: ANN, accounts: [storedAccount(), storedAccount({ address: BEN })] };
    const { accounts: made, store } = accounts({ stored, policy });
    expect(await made.use(BEN)).toMatchObject(REFUSED);
    expect(store.state.account?.address).toBe(ANN);
  });

  test.each([null, 'secret'])(
    'do not sign in at start (password %j), nor when they are tried again',
    async (password) => {
      const stored = { version: 2, account: BEN, accounts: [storedAccount({ address: BEN, signInAtStart: true })] };
      const { accounts: made, store, requests } = accounts({ stored, policy, passwords: { [BEN]: 'secret' } });
      expect(await made.prepare(password === null ? null : { address: BEN, password, server: null })).toBe(false);
      expect(store.state.connection).toMatchObject({ phase: 'signedOut', error: { code: 'policy.refused' } });
      expect(await made.recall()).toMatchObject(REFUSED);
      expect(requests).toEqual([]);
    },
  );

  test('none listed: nobody signs in', async () => {
    const { accounts: made } = accounts({ policy: { accountDomains: [] } });
    expect(await made.choose(wish({ password: 'secret' }))).toMatchObject(REFUSED);
  });
});
