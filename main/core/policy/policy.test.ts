import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { POLICIES, type PolicyName } from './policies.ts';
import { readPolicy, type PolicySource } from './policy.ts';

const from = (values: PolicySource['values'], name = 'file') => readPolicy([{ name, values }]);
const NOTHING = {
  settings: {},
  updates: { allowed: true, feed: null, channel: null },
  unreadable: false,
  problems: [],
};
/** What remains open of nothing at all. */
const CLOSED = {
  server: null,
  accountDomains: [],
  signInKinds: [],
  trustedHosts: [],
  trustedHostsOnly: true,
  updates: { allowed: false, feed: null, channel: null },
};
const EVERYTHING = {
  Server: 'https://pool.example.com',
  AccountDomains: ['Example.com'],
  SignInKinds: ['windows', 'password'],
  TrustedHosts: ['Pool.example.com', 'adfs.example.com:4443'],
  TrustedHostsOnly: true,
  MicrosoftClientId: '2f1b6d9c-7c3c',
  MicrosoftAuthority: 'https://login.example.com/organizations',
  Medium: 'xml',
  Updates: true,
  UpdateFeed: 'https://updates.example.com/rollcall',
  UpdateChannel: 'beta',
  StartAtLogin: true,
  NotifyGroupChanges: false,
  NotifyPresence: true,
  PublishPresence: false,
  OpenSipLinks: true,
  Theme: 'dark',
  Language: 'de',
  LogLevel: 'debug',
} satisfies Record<PolicyName, unknown>;

test('no policies: everything is the user’s to choose', () => {
  expect(readPolicy([])).toEqual(NOTHING);
  expect(from({})).toEqual(NOTHING);
});

test('every policy', () => {
  expect(from(EVERYTHING)).toEqual({
    server: 'https://pool.example.com',
    accountDomains: ['example.com'],
    signInKinds: ['windows', 'password'],
    trustedHosts: ['pool.example.com', 'adfs.example.com:4443'],
    trustedHostsOnly: true,
    openId: { clientId: '2f1b6d9c-7c3c', authority: 'https://login.example.com/organizations' },
    medium: 'xml',
    settings: {
      startAtLogin: true,
      notifyGroupChanges: false,
      notifyPresence: true,
      publishPresence: false,
      openSipLinks: true,
      theme: 'dark',
      language: 'de',
      logLevel: 'debug',
    },
    updates: { allowed: true, feed: 'https://updates.example.com/rollcall', channel: 'beta' },
    unreadable: false,
    problems: [],
  });
});

test('names count in whatever case, and on and off as numbers: so some tools write them', () => {
  expect(from({ startatlogin: 1, NOTIFYPRESENCE: 0 })).toMatchObject({
    settings: { startAtLogin: true, notifyPresence: false },
    problems: [],
  });
});

test('the fields of a profile itself are none', () => {
  expect(from({ PayloadUUID: 'x', PayloadVersion: 1 })).toEqual(NOTHING);
});

test('an authority belongs to a registration; without one the server names it', () => {
  expect(from({ MicrosoftClientId: 'x' }).openId).toEqual({ clientId: 'x', authority: null });
  expect(from({ MicrosoftAuthority: 'https://login.example.com' })).not.toHaveProperty('openId');
});

describe('several places', () => {
  test('the first that says something of a policy holds', () => {
    const policy = readPolicy([
      { name: 'computer', values: { Theme: 'dark', TrustedHosts: ['a.example.com'] } },
      { name: 'user', values: { Theme: 'light', Language: 'fr', TrustedHosts: ['b.example.com'] } },
    ]);
    expect(policy).toMatchObject({ settings: { theme: 'dark', language: 'fr' }, trustedHosts: ['a.example.com'] });
  });

  test('what an earlier one says and cannot be read is not left to a later one', () => {
    const policy = readPolicy([
      { name: 'computer', values: { TrustedHosts: 'oops', Updates: 'oops' } },
      { name: 'file', values: { TrustedHosts: ['b.example.com'], Updates: true } },
    ]);
    expect(policy).toMatchObject({ trustedHosts: [], updates: { allowed: false } });
  });

  test('one that cannot be read closes what no earlier one has said', () => {
    const policy = readPolicy([
      { name: 'computer', values: { SignInKinds: ['windows'], Theme: 'dark' } },
      { name: 'file', values: 'unreadable' },
    ]);
    expect(policy).toMatchObject({
      ...CLOSED,
      signInKinds: ['windows'],
      settings: { theme: 'dark' },
      unreadable: true,
    });
    expect(policy.problems).toEqual(['file cannot be read: what it may restrict is closed']);
  });

  test('one that could not be asked is as one that is not there', () => {
    expect(from('unasked')).toEqual(NOTHING);
  });

  test('one that others than administrators can write counts for nothing', () => {
    const policy = from('foreign');
    expect(policy).toEqual({ ...NOTHING, problems: [expect.stringContaining('passed over')] });
  });
});

describe('a value that cannot be used', () => {
  test.each([
    ['Server', { server: null }],
    ['AccountDomains', { accountDomains: [] }],
    ['SignInKinds', { signInKinds: [] }],
    ['TrustedHosts', { trustedHosts: [] }],
    ['TrustedHostsOnly', { trustedHostsOnly: true }],
    ['Updates', { updates: CLOSED.updates }],
    ['UpdateFeed', { updates: CLOSED.updates }],
  ])('of %s closes what it would restrict', (name, closed) => {
    expect(from({ [name]: { no: 'such' } })).toMatchObject(closed);
  });

  test('of the authority: nobody is asked', () => {
    expect(from({ MicrosoftClientId: 'x', MicrosoftAuthority: 'http://login.example.com' })).not.toHaveProperty(
      'openId',
    );
  });

  test.each(['Medium', 'UpdateChannel', 'StartAtLogin', 'PublishPresence', 'Theme', 'Language', 'LogLevel'])(
    'of %s is ignored, and the others hold',
    (name) => {
      const policy = from({ [name]: ['?'], NotifyPresence: true }, 'HKLM');
      expect(policy).toMatchObject({ ...NOTHING, settings: { notifyPresence: true }, problems: expect.anything() });
      expect(policy.problems).toEqual([expect.stringContaining(`HKLM: ${name} is not`)]);
    },
  );

  test.each([
    ['TrustedHosts', ['https://a.example.com', 'a.example.com/x', '*.example.com', 'a b', '', '.example.com', 7, null]],
    ['AccountDomains', ['*', 'a@example.com', 'example.com:443', 'exam ple.com']],
    ['SignInKinds', ['Password', 'ticket', '']],
  ])('in the list of %s is left out, and the others stay', (name, bad) => {
    const good = name === 'SignInKinds' ? 'password' : 'example.com';
    const policy = from({ [name]: [...bad, good] });
    expect(Object.values(policy)).toContainEqual([good]);
    expect(policy.problems).toEqual([expect.stringContaining(`lists ${bad.length} that are not`)]);
  });

  test.each([
    'http://pool.example.com',
    'pool.example.com',
    'https://user@pool.example.com',
    'https://pool.example.com\\@evil.example',
    'javascript:alert(1)',
    '',
  ])('%j is no server', (server) => {
    expect(from({ Server: server })).toMatchObject({ server: null, problems: [expect.any(String)] });
  });

  test('that is no policy at all is named, and not repeated', () => {
    const { problems } = from({ Servr: 'https://secret.example.com', ['x'.repeat(500)]: 1 });
    expect(problems).toHaveLength(2);
    expect(problems?.join()).toContain('"Servr" is not a policy');
    expect(problems?.join()).not.toContain('secret');
    expect(problems?.join().length).toBeLessThan(200);
  });
});

test('whatever the places hold, it does not throw, and nothing is open that a good value would have closed', () => {
  const names = Object.keys(POLICIES) as PolicyName[];
  const value = fc.oneof(fc.jsonValue(), fc.constantFrom(...(Object.values(EVERYTHING) as unknown[])));
  const source = fc.oneof(
    fc.dictionary(fc.oneof(fc.constantFrom(...names), fc.string()), value),
    fc.constantFrom('unreadable' as const, 'foreign' as const),
  );
  fc.assert(
    fc.property(fc.array(source, { maxLength: 3 }), (given) => {
      const policy = readPolicy(given.map((values, place) => ({ name: `place ${place}`, values })));
      const says = (name: PolicyName) =>
        given.some((values) => values === 'unreadable' || (typeof values === 'object' && Object.hasOwn(values, name)));
      for (const [name, field] of [
        ['Server', 'server'],
        ['AccountDomains', 'accountDomains'],
        ['SignInKinds', 'signInKinds'],
        ['TrustedHosts', 'trustedHosts'],
        ['TrustedHostsOnly', 'trustedHostsOnly'],
      ] as const) {
        if (says(name)) expect(policy).toHaveProperty(field);
      }
      for (const host of policy.trustedHosts ?? []) expect(host).toMatch(/^[a-z0-9.-]+(:\d+)?$/);
      if (policy.server) expect(new URL(policy.server).protocol).toBe('https:');
    }),
    { numRuns: 300 },
  );
});
