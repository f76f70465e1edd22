import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contact, edit, group } from '../testing/entities.ts';
import {
  commonOf,
  DEFAULT_SETTINGS,
  readFor,
  readSettings,
  type StoredAccountData,
  type StoredJournal,
  type StoredList,
  type StoredSettings,
} from './settings.ts';

const NOTHING: StoredSettings = {
  version: 3,
  settings: commonOf(DEFAULT_SETTINGS),
  accounts: [],
  account: null,
  endpointId: null,
  trustedHosts: {},
  medium: 'json',
};

const almostAccount = fc.record(
  {
    address: fc.oneof(fc.constantFrom('ann@x', 'ben@x', 'Ann@X'), fc.string(), fc.jsonValue()),
    server: fc.jsonValue(),
    remember: fc.jsonValue(),
    mutedGroups: fc.oneof(
      fc.jsonValue(),
      fc.array(
        fc.oneof(
          fc.string(),
          fc.record({ id: fc.oneof(fc.constantFrom('a', 'b'), fc.jsonValue()), until: fc.jsonValue() }),
        ),
      ),
    ),
    found: fc.oneof(
      fc.jsonValue(),
      fc.record({
        applicationsUrl: fc.oneof(fc.constant('https://pool.x/a'), fc.jsonValue()),
        origins: fc.oneof(fc.array(fc.constantFrom('https://pool.x', 'http://pool.x')), fc.jsonValue()),
        at: fc.oneof(fc.integer(), fc.jsonValue()),
      }),
    ),
  },
  { requiredKeys: ['address'] },
);

/** JSON that looks like settings often enough to get past the first checks. */
const almostSettings = fc.oneof(
  fc.jsonValue(),
  fc.record(
    {
      settings: fc.oneof(
        fc.jsonValue(),
        fc.record(
          {
            theme: fc.oneof(fc.constantFrom('dark', 'light', 'Dark'), fc.jsonValue()),
            notifyGroupChanges: fc.oneof(fc.boolean(), fc.jsonValue()),
            pausedUntil: fc.oneof(fc.integer(), fc.jsonValue()),
            mutedGroups: fc.oneof(fc.array(fc.string()), fc.jsonValue()),
            startAtLogin: fc.jsonValue(),
            language: fc.oneof(fc.constantFrom('de', 'DE'), fc.jsonValue()),
            logLevel: fc.oneof(fc.constantFrom('warn', 'Warn'), fc.jsonValue()),
            unknown: fc.jsonValue(),
          },
          { requiredKeys: [] },
        ),
      ),
      account: fc.oneof(fc.jsonValue(), almostAccount),
      accounts: fc.oneof(fc.jsonValue(), fc.array(fc.oneof(fc.jsonValue(), almostAccount))),
      endpointId: fc.oneof(fc.uuid(), fc.jsonValue()),
      signInAtStart: fc.jsonValue(),
      medium: fc.oneof(fc.constantFrom('xml', 'XML'), fc.jsonValue()),
      trustedHosts: fc.oneof(fc.jsonValue(), fc.dictionary(fc.string(), fc.jsonValue())),
    },
    { requiredKeys: [] },
  ),
);

function isValid({ settings, accounts, account, endpointId, trustedHosts, medium }: StoredSettings): boolean {
  return (
    ['system', 'light', 'dark'].includes(settings.theme) &&
    ['system', 'en', 'de', 'fr'].includes(settings.language) &&
    ['error', 'warn', 'info', 'debug'].includes(settings.logLevel) &&
    [1, 1.1, 1.25, 1.5, 1.75, 2].includes(settings.zoom) &&
    [
      settings.notifyGroupChanges,
      settings.notifyPresence,
      settings.startAtLogin,
      settings.publishPresence,
      settings.openSipLinks,
      ...accounts.flatMap(({ remember, signInAtStart, proven }) => [remember, signInAtStart, proven]),
    ].every((value) => typeof value === 'boolean') &&
    (settings.pausedUntil === null || typeof settings.pausedUntil === 'number') &&
    Object.keys(settings).sort().join() === Object.keys(commonOf(DEFAULT_SETTINGS)).sort().join() &&
    accounts.every(({ mutedGroups }) =>
      mutedGroups.every(({ id, until }) => typeof id === 'string' && (until === null || typeof until === 'number')),
    ) &&
    accounts.every(({ mutedGroups }) => new Set(mutedGroups.map(({ id }) => id)).size === mutedGroups.length) &&
    accounts.every(({ server }) => server === null || typeof server === 'string') &&
    accounts.every(
      ({ found }) =>
        found === null || [found.applicationsUrl, ...found.origins].every((url) => url.startsWith('https://')),
    ) &&
    new Set(accounts.map(({ address }) => address)).size === accounts.length &&
    accounts.every(({ address }) => address === address.toLowerCase()) &&
    (account === null || accounts.some(({ address }) => address === account)) &&
    (endpointId === null || typeof endpointId === 'string') &&
    ['json', 'xml', 'ucwa+json', 'ucwa+xml'].includes(medium) &&
    Object.values(trustedHosts).every((hosts) => hosts.every((host) => typeof host === 'string'))
  );
}

describe('readSettings', () => {
  test('whatever is on the disk, settings come out', () => {
    fc.assert(
      fc.property(almostSettings, (value) => {
        expect(isValid(readSettings(value))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('what was written is read', () => {
    const ann = { address: 'ann@x', server: 'https://pool.x/', remember: true, kind: 'passive' } as const;
    const found = { applicationsUrl: 'https://pool.x/a', origins: ['https://pool.x'], at: 5 };
    const ben = { address: 'ben@x', server: null, remember: false, kind: null };
    const muted = [
      { id: 'a', until: null },
      { id: 'b', until: 5 },
    ];
    const stored: StoredSettings = {
      version: 3,
      settings: { ...commonOf(DEFAULT_SETTINGS), theme: 'dark', notifyPresence: true, pausedUntil: 5 },
      accounts: [
        { ...ann, signInAtStart: true, proven: true, found, foundUnder: 'f', mutedGroups: [] },
        { ...ben, signInAtStart: false, proven: false, found: null, foundUnder: null, mutedGroups: muted },
      ],
      account: 'ann@x',
      endpointId: 'e',
      trustedHosts: { x: ['pool.y'] },
      medium: 'ucwa+xml',
    };
    expect(readSettings(JSON.parse(JSON.stringify(stored)))).toEqual(stored);
  });

  test('the one account of version 1 becomes the first of several, in use', () => {
    const ann = { address: 'ann@x', server: 'pool.x', remember: true };
    const old = { settings: {}, account: ann, endpointId: 'e', signInAtStart: true, trustedHosts: { x: ['pool.y'] } };
    expect(readSettings(old)).toEqual({
      ...NOTHING,
      accounts: [
        { ...ann, kind: null, signInAtStart: true, proven: true, found: null, foundUnder: null, mutedGroups: [] },
      ],
      account: 'ann@x',
      endpointId: 'e',
      trustedHosts: { x: ['pool.y'] },
      medium: 'json',
    });
    expect(readSettings({ account: null, signInAtStart: true })).toEqual(NOTHING);
  });

  test('what version 2 muted for all accounts alike stays muted for each', () => {
    const old = {
      version: 2,
      settings: { ...DEFAULT_SETTINGS, mutedGroups: ['a', 5, 'b', 'a'] },
      accounts: [{ address: 'ann@x' }, { address: 'ben@x', mutedGroups: [] }],
    };
    const forEver = [
      { id: 'a', until: null },
      { id: 'b', until: null },
    ];
    expect(readSettings(old).accounts.map(({ mutedGroups }) => mutedGroups)).toEqual([forEver, []]);
  });

  test('of a group that is muted twice the last word counts, of nonsense nothing', () => {
    const mutedGroups = [{ id: 'a', until: 5 }, { id: 'b', until: 'noon' }, { id: 7 }, null, { id: 'a', until: 6 }];
    const [ann] = readSettings({ accounts: [{ address: 'ann@x', mutedGroups }] }).accounts;
    expect(ann?.mutedGroups).toEqual([{ id: 'a', until: 6 }]);
  });

  test('what was found counts only whole', () => {
    const found = { applicationsUrl: 'https://pool.x/a', origins: ['https://pool.x'], at: 5 };
    const read = (given: unknown) =>
      readSettings({ accounts: [{ address: 'ann@x', found: given }] }).accounts.map((account) => account.found);
    expect(read(found)).toEqual([found]);
    for (const torn of [
      { ...found, applicationsUrl: 'http://pool.x/a' },
      { ...found, origins: ['https://pool.x', 'http://pool.x'] },
      { ...found, at: null },
      null,
    ]) {
      expect(read(torn)).toEqual([null]);
    }
  });

  test.each([undefined, null, 'text', 5, [], {}])('%j: all defaults', (value) => {
    expect(readSettings(value)).toEqual(NOTHING);
  });

  test('a wrong field gets its default, the others stay', () => {
    const settings = { theme: 'blue', notifyGroupChanges: false, mutedGroups: ['a', 5], pausedUntil: 'noon' };
    expect(readSettings({ settings }).settings).toEqual({ ...commonOf(DEFAULT_SETTINGS), notifyGroupChanges: false });
  });

  test('the defaults', () => {
    expect(readSettings({}).settings).toEqual({
      theme: 'system',
      notifyGroupChanges: true,
      notifyPresence: false,
      pausedUntil: null,
      startAtLogin: false,
      publishPresence: true,
      openSipLinks: false,
      language: 'system',
      logLevel: 'info',
      zoom: 1,
    });
  });

  test.each(['json', 'xml', 'ucwa+json', 'ucwa+xml'])('medium %s', (medium) => {
    expect(readSettings({ medium }).medium).toBe(medium);
  });

  test.each(['XML', 'toString', '', null, ['xml']])('medium %j: the default', (medium) => {
    expect(readSettings({ medium }).medium).toBe('json');
  });

  test.each(['system', 'light', 'dark'])('theme %s', (theme) => {
    expect(readSettings({ settings: { theme } }).settings.theme).toBe(theme);
  });

  test.each([1, 1.1, 1.25, 1.5, 1.75, 2])('zoom %d', (zoom) => {
    expect(readSettings({ settings: { zoom } }).settings.zoom).toBe(zoom);
  });

  test.each([1.2, 3, '2', null])('zoom %j: as designed', (zoom) => {
    expect(readSettings({ settings: { zoom } }).settings.zoom).toBe(1);
  });

  test.each(['system', 'en', 'de', 'fr'])('language %s', (language) => {
    expect(readSettings({ settings: { language } }).settings.language).toBe(language);
  });

  test.each(['error', 'warn', 'info', 'debug'])('log level %s', (logLevel) => {
    expect(readSettings({ settings: { logLevel } }).settings.logLevel).toBe(logLevel);
  });
});

describe('readFor', () => {
  const list = { address: 'ann@x', asOf: 5, groups: [group('a')], contacts: [contact('ben@x', ['a'])] };

  test('a document of this account', () => {
    expect(readFor<StoredList>('ann@x', list, ['groups', 'contacts'])).toEqual(list);
  });

  test.each([
    ["another's", { ...list, address: 'ben@x' }],
    ['torn', { ...list, contacts: null }],
    ['absent', undefined],
    ['something else', [list]],
  ])('%s: none', (_, value) => {
    expect(readFor<StoredList>('ann@x', value, ['groups', 'contacts'])).toBeNull();
  });

  test('rows that cannot be read are left out', () => {
    const edits = [
      edit('1', { kind: 'note', message: '' }),
      null,
      {},
      { ...edit('2', { kind: 'note', message: '' }), status: 'unheard of' },
      { ...edit('3', { kind: 'note', message: '' }), wish: { kind: 'ofTheFuture' } },
    ];
    expect(readFor<StoredJournal>('ann@x', { address: 'ann@x', edits }, ['edits'])).toMatchObject({
      edits: [{ id: '1' }],
    });
    const ann = contact('ann@x', []);
    const broken = {
      ...list,
      groups: [null, 5, { id: 'a' }, group('b')],
      contacts: [{ address: 'x' }, { ...ann, groups: null }, { ...ann, emails: [5] }, { ...ann, name: 5 }],
    };
    expect(readFor<StoredList>('ann@x', broken, ['groups', 'contacts'])).toMatchObject({
      groups: [{ id: 'b' }],
      contacts: [],
    });
    const follows = [
      { kind: 'contact', target: 'x' },
      { kind: 'robot', target: 'x', name: 'x' },
    ];
    const history = [
      { id: '1', kind: 'groupAdded', at: 'noon', details: [] },
      { id: '1', kind: 'groupAdded', at: 5 },
      { id: 1, kind: 'groupAdded', at: 5, details: [] },
    ];
    const data = { address: 'ann@x', follows, history };
    expect(readFor<StoredAccountData>('ann@x', data, ['follows', 'history'])).toEqual({
      address: 'ann@x',
      follows: [],
      history: [],
    });
  });
});
