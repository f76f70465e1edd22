import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AppFacts } from '../ports.ts';
import { appError, type AppError } from '../result.ts';
import type { Action } from '../store/actions.ts';
import { set } from '../store/actions.ts';
import type { EditWish, State, TraceStep } from '../store/state.ts';
import { contactData, edit, follow, group, historyEntry, phone, presence, testStore } from '../testing/entities.ts';
import { documentKinds, makeReport, serverOf } from './report.ts';

const NOW = 1_700_000_000_000;
const FACTS: AppFacts = {
  version: '1.2.3',
  host: 'electron',
  components: { electron: '45.4.1' },
  system: 'Linux 6.1 x64',
};

function step(more: Partial<TraceStep> = {}): TraceStep {
  return {
    at: NOW,
    ms: 34,
    phase: 'connecting',
    host: 'pool.example.org',
    asked: 'GET root over https',
    answered: '200',
    decided: null,
    status: 200,
    frontEnd: 'fe2.example.org',
    correlationId: 'c1f0-44a9',
    ...more,
  };
}

function stateOf(...actions: Action[]): State {
  const store = testStore();
  store.dispatch(...actions);
  return store.state;
}

const report = (state: State, more: Partial<Parameters<typeof makeReport>[0]> = {}) =>
  makeReport({ at: NOW, facts: FACTS, state, phaseSince: NOW - 5, documents: [], policies: [], ...more });

/** What must be in no report: words that nothing else in it can hold. */
interface Private {
  names: string[];
  addresses: string[];
  phones: string[];
  hrefs: string[];
  secrets: string[];
}
const word = fc.stringMatching(/^[a-z]{5,12}$/).map((text) => `q${text}z`);
const aPrivate: fc.Arbitrary<Private> = fc.record({
  names: fc.array(
    fc.tuple(word, word).map((two) => `Q${two.join(' X')}`),
    { minLength: 6, maxLength: 6 },
  ),
  addresses: fc.array(
    word.map((name) => `${name}.x@example.org`),
    { minLength: 4, maxLength: 4 },
  ),
  phones: fc.array(
    fc.stringMatching(/^[2-9]\d{9}$/).map((digits) => `+1${digits}`),
    { minLength: 4, maxLength: 4 },
  ),
  hrefs: fc.array(
    word.map((id) => `/ucwa/oauth/v1/applications/${id}/people`),
    { minLength: 2, maxLength: 2 },
  ),
  secrets: fc.array(fc.stringMatching(/^Q[A-Za-z0-9]{20,60}$/), { minLength: 2, maxLength: 2 }),
});

/** A state with everything private in every place where the world could put it. */
function stateWith({ names, addresses, phones, hrefs, secrets }: Private): State {
  const at = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;
  const spill = [
    at(names, 0),
    `sip:${at(addresses, 1)}`,
    `tel:${at(phones, 2)}`,
    at(phones, 3),
    `https://pool.example.org${at(hrefs, 0)}?x=${at(secrets, 1)}`,
    at(hrefs, 1),
    `cwt=${at(secrets, 0)}`,
    `Bearer ${at(secrets, 1)}`,
  ].join(', ');
  const error: AppError = appError('ucwa.forbidden', spill, {
    serverMessage: spill,
    status: 403,
    subcode: at(names, 1),
    diagnostics: `28020;reason=${at(addresses, 0)}`,
    host: `pool.example.org${at(hrefs, 1)}`,
    frontEnd: `cwt=${at(secrets, 0)}`,
    correlationId: at(phones, 1),
  });
  const wishes: EditWish[] = [
    { kind: 'phoneNumber', phone: 'mobile', number: at(phones, 0) },
    { kind: 'groupRename', groupId: hrefs[0] ?? '', name: at(names, 2) },
    { kind: 'memberMove', address: at(addresses, 0), name: at(names, 3), from: at(secrets, 0), to: at(secrets, 1) },
    {
      kind: 'membersAdd',
      groupId: null,
      groupName: at(names, 4),
      people: [{ address: at(addresses, 1), name: at(names, 5) }],
    },
    { kind: 'note', message: spill },
  ];
  return stateOf(
    set('account', {
      address: at(addresses, 0),
      server: `https://pool.example.org${at(hrefs, 0)}`,
      remember: true,
      kind: 'password',
    }),
    set('connection', { phase: 'degraded', since: NOW, reason: error, attempt: 2, nextRetryAt: null }),
    set('trace', [
      step({
        asked: `GET ${spill}`,
        answered: `403, ${spill}`,
        decided: `follow ${spill}`,
        correlationId: at(phones, 0),
      }),
      step({ host: at(names, 0), frontEnd: at(addresses, 0), answered: null }),
    ]),
    set('notice', error),
    set('recentErrors', [{ at: NOW, count: 2, error }]),
    set('policy', {
      managed: [],
      server: { url: `https://x.example.org${at(hrefs, 0)}` },
      problems: [`the file: ${spill}`],
    }),
    set('me', {
      address: at(addresses, 0),
      name: at(names, 1),
      title: at(names, 2),
      department: null,
      availability: 'Online',
      activity: spill,
      note: spill,
      canSetAvailability: true,
    }),
    {
      type: 'listRead',
      groups: names.map((name, index) => group(`${at(hrefs, index)}${index}`, { name })),
      members: [
        {
          groupId: `${at(hrefs, 0)}0`,
          contacts: addresses.map((address, index) =>
            contactData(address, { name: at(names, index), workPhone: at(phones, index) }),
          ),
        },
      ],
    },
    {
      type: 'presenceRead',
      presence: addresses.map((address) => ({
        ...presence({ note: spill, location: at(names, 0) }),
        address,
        asOf: NOW,
      })),
    },
    { type: 'phonesRead', phones: [phone('mobile', { number: at(phones, 0) })], at: NOW },
    ...addresses.map((target): Action => ({
      type: 'followPut',
      follow: follow('contact', target, { name: at(names, 4), status: 'refused', error }),
    })),
    { type: 'followPut', follow: follow('group', at(hrefs, 0), { name: at(names, 2), status: 'refused', error }) },
    ...wishes.map((wish, index): Action => ({
      type: 'editPut',
      edit: edit(`e${index}`, wish, { status: 'failed', error }),
    })),
    {
      type: 'historyAdded',
      entries: [
        historyEntry('h1', {
          groupName: at(names, 5),
          contactName: at(names, 0),
          address: at(addresses, 2),
          details: [spill],
          changes: [
            {
              kind: 'contactMoved',
              by: 'other',
              groupName: at(names, 5),
              from: at(names, 6),
              contactName: at(names, 0),
            },
          ],
        }),
      ],
    },
  );
}

test('whatever the state holds, no secret, href, number, address or name is in the report', () => {
  fc.assert(
    fc.property(aPrivate, (given) => {
      const text = report(stateWith(given), { documents: [{ name: given.names[0] ?? '', bytes: 5 }] });
      const lower = text.toLowerCase();
      for (const secret of [...given.names, ...given.secrets, ...given.hrefs])
        expect(lower).not.toContain(secret.toLowerCase());
      for (const address of given.addresses) expect(lower).not.toContain(address.split('@')[0]);
      for (const number of given.phones) expect(text.replace(/[ ().-]/g, '')).not.toContain(number.slice(2));
      expect(text).not.toContain('/applications');
    }),
  );
});

describe('the report', () => {
  const BEN = 'ben@example.org';
  const gone = appError('ucwa.limitExceeded', 'x', { status: 409, host: 'pool.example.org', correlationId: 'c-1' });

  test('calls one person by one name throughout, and two by two', () => {
    const text = report(
      stateOf(
        set('account', { address: 'ann@example.org', server: null, remember: true, kind: 'password' }),
        set('trace', [step({ asked: `asked for ${BEN} once more` })]),
        { type: 'followPut', follow: follow('contact', BEN, { status: 'refused', error: gone }) },
        {
          type: 'editPut',
          edit: edit(
            '1',
            { kind: 'memberAdd', address: BEN, name: 'Ben', groupId: 'g' },
            { status: 'failed', error: gone },
          ),
        },
        { type: 'editPut', edit: edit('2', { kind: 'memberAdd', address: 'eve@x', name: 'Eve', groupId: 'g' }) },
      ),
    );
    expect(text).toContain('account: user1@… of example.org, password, remembered, server by discovery');
    expect(text).toMatch(/memberAdd user2@… group1: failed, ucwa.limitExceeded, HTTP 409, host pool.example.org/);
    expect(text).toMatch(/memberAdd user3@… group1: /);
    expect(text).toContain('  user2@…: ucwa.limitExceeded');
    expect(text).toContain('asked for user2@… once more');
  });

  test('tells versions, session, counts, documents, policies, errors and the trace', () => {
    const text = report(
      stateOf(
        set('connection', { phase: 'live', since: NOW }),
        set('trace', [step({ answered: '401, offers password', decided: 'ask for a ticket' })]),
        set('recentErrors', [{ at: NOW, count: 3, error: gone }]),
        { type: 'followPut', follow: follow('contact', BEN, { status: 'held' }) },
        { type: 'followPut', follow: follow('group', 'g', { status: 'waiting' }) },
      ),
      { documents: [{ name: 'settings', bytes: 12 }], policies: ['server', 'logLevel'] },
    );
    for (const line of [
      'version: 1.2.3',
      'runs on: electron 45.4.1, Linux 6.1 x64',
      'update: off',
      'state: live since 2023-11-14T22:13:19.995Z',
      'server: pool.example.org',
      'front end: fe2.example.org',
      'follows wanted: 2 (held 1, waiting 1)',
      'settings: 1, 12 bytes',
      'logLevel',
      '3 times, last: ucwa.limitExceeded, HTTP 409, host pool.example.org, correlation c-1',
      'GET root over https: 401, offers password · ask for a ticket · 34 ms',
    ])
      expect(text).toContain(line);
  });

  test('says where there is nothing', () => {
    const text = report(stateOf());
    expect(text).toContain('account: none');
    expect(text).toMatch(/Last errors\n {2}none/);
    expect(text).toContain('server: not known');
  });
});

test('documents are told by kind, without the mark of the account', () => {
  const mark = '0123456789abcdef0123456789abcdef';
  expect(
    documentKinds([
      { name: 'settings', bytes: 1 },
      { name: `cache-${mark}`, bytes: 2 },
      { name: `cache-${mark.slice(1)}0`, bytes: 3 },
      { name: `jobs-${mark}`, bytes: 6 },
      { name: 'window', bytes: 7 },
      { name: 'Ann Smith', bytes: 4 },
    ]),
  ).toEqual([
    { kind: 'settings', count: 1, bytes: 1 },
    { kind: 'cache', count: 2, bytes: 5 },
    { kind: 'jobs', count: 1, bytes: 6 },
    { kind: 'window', count: 1, bytes: 7 },
    { kind: 'other', count: 1, bytes: 4 },
  ]);
});

test('the server is the one that the application lives on, else the last that answered', () => {
  const discovery = step({ phase: 'discovering', host: 'lyncdiscover.example.org', frontEnd: null });
  expect(serverOf({ trace: [] })).toBeNull();
  expect(serverOf({ trace: [step({ status: null })] })).toBeNull();
  expect(serverOf({ trace: [discovery] })).toEqual({ host: 'lyncdiscover.example.org', frontEnd: null });
  expect(serverOf({ trace: [step(), discovery] })?.host).toBe('pool.example.org');
});
