/** Every view in every state worth looking at, by name. */
import type { Phone, SignInKind, Snapshot, TraceStep } from '../../preload/contract/state.ts';
import { emptySnapshot, largeSnapshot, NOW, sampleSnapshot, userError } from './fixture.ts';
import type { Scene } from './scene.ts';
import { GROUP_SCENES } from './scenes-groups.ts';
import { LIST_SCENES } from './scenes-lists.ts';

const with_ = (more: Partial<Snapshot>) => () => ({ ...sampleSnapshot(), ...more });
const refused = userError('ucwa.forbidden', {
  status: 403,
  subcode: 'Forbidden',
  diagnostics: '28020',
  host: 'pool1.contoso.example',
  frontEnd: 'fe2.contoso.example',
  correlationId: 'c1f0-44a9',
});

const TWO_ACCOUNTS = [
  { address: 'robin.ellery@contoso.example', server: null, remember: true, kind: 'password' as const },
  { address: 'robin@fabrikam.example', server: 'pool.fabrikam.example', remember: true, kind: 'windows' as const },
];

const means = (offered: SignInKind[]): Snapshot => ({
  ...emptySnapshot(),
  account: sampleSnapshot().account,
  connection: { phase: 'signedOut', error: userError('auth.required') },
  signIn: { offered, waitingFor: null },
});

const step = (more: Partial<TraceStep>): TraceStep => ({
  at: NOW,
  ms: 34,
  phase: 'discovering',
  host: 'lyncdiscoverinternal.contoso.example',
  asked: 'GET root over https',
  answered: null,
  decided: null,
  status: null,
  frontEnd: null,
  correlationId: null,
  ...more,
});

const TRACE: TraceStep[] = [
  step({ answered: 'no answer (ENOTFOUND)', decided: 'try the next name' }),
  step({ host: 'lyncdiscover.contoso.example', answered: '404', decided: 'no discovery here', status: 404, ms: 81 }),
  step({
    host: 'lyncdiscover.contoso.example',
    asked: 'GET root over http',
    frontEnd: 'fe1.contoso.example',
    correlationId: '7f0c-11',
  }),
];

const OFFLINE: Snapshot['connection'] = {
  phase: 'degraded',
  since: NOW - 60_000,
  reason: userError('network.offline'),
  attempt: 1,
  nextRetryAt: null,
};

export const SCENES: Record<string, Scene> = {
  starting: {
    snapshot: emptySnapshot,
    arrange: (fake) => fake.answer('state.snapshot', () => new Promise(() => {})),
    stateless: true,
  },
  startFailed: {
    snapshot: emptySnapshot,
    arrange: (fake) => fake.answer('state.snapshot', async () => ({ ok: false, error: userError('internal') })),
    stateless: true,
  },
  signIn: { snapshot: emptySnapshot },
  signInAccounts: { snapshot: () => ({ ...emptySnapshot(), accounts: TWO_ACCOUNTS }) },
  signInMeans: { snapshot: () => means(['password']) },
  signInAllMeans: { snapshot: () => means(['windows', 'password', 'passive', 'microsoft']) },
  signInWithoutPassword: { snapshot: () => means(['microsoft']) },
  signInPage: {
    snapshot: () => ({
      ...means(['passive']),
      connection: { phase: 'signingIn', host: 'pool1.contoso.example' },
      signIn: { offered: ['passive'], waitingFor: { kind: 'passive', host: 'adfs.contoso.example' } },
    }),
  },
  signInTrace: {
    snapshot: () => ({
      ...emptySnapshot(),
      account: sampleSnapshot().account,
      signIn: { offered: null, waitingFor: null },
      connection: { phase: 'signedOut', error: userError('discovery.notFound') },
      trace: TRACE,
    }),
    press: ['fold:What was tried (3 steps)'],
  },
  signInProgress: {
    snapshot: () => ({
      ...emptySnapshot(),
      account: sampleSnapshot().account,
      connection: { phase: 'discovering', host: 'lyncdiscover.contoso.example' },
    }),
  },
  signInDenied: {
    snapshot: () => ({
      ...emptySnapshot(),
      account: sampleSnapshot().account,
      connection: {
        phase: 'signedOut',
        error: userError('auth.denied', { status: 401, diagnostics: '28047', host: 'pool1.contoso.example' }),
      },
      signIn: { offered: ['password'], waitingFor: null },
    }),
  },
  signInTrust: {
    snapshot: () => ({
      ...emptySnapshot(),
      account: sampleSnapshot().account,
      connection: { phase: 'signedOut', error: userError('auth.hostNotTrusted', { host: 'pool.fabrikam.example' }) },
    }),
  },
  groups: { snapshot: sampleSnapshot, open: ['fav', 'service'] },
  groupsLoading: {
    snapshot: () => ({ ...emptySnapshot(), connection: { phase: 'connecting' }, account: sampleSnapshot().account }),
  },
  groupsEmpty: {
    snapshot: () => ({
      ...emptySnapshot(),
      me: sampleSnapshot().me,
      connection: { phase: 'live', since: NOW },
      list: sampleSnapshot().list,
    }),
  },
  groupsFilter: { snapshot: sampleSnapshot, filter: 'ma' },
  groupsNoMatch: { snapshot: sampleSnapshot, filter: 'zzz' },
  groupsEdits: {
    snapshot: sampleSnapshot,
    open: ['design'],
    arrange(fake) {
      fake.putEdit({ kind: 'groupCreate', name: 'Board meeting' });
      fake.putEdit({ kind: 'groupRename', groupId: 'launch', name: 'Summer launch' });
      fake.putEdit({ kind: 'memberAdd', address: 'zoe.baker@contoso.example', name: 'Zoe Baker', groupId: 'design' });
      fake.putEdit(
        { kind: 'memberRemove', address: 'dmitri.volkov@contoso.example', name: 'Dmitri Volkov', groupId: 'design' },
        { status: 'waiting' },
      );
      fake.putEdit(
        { kind: 'memberAdd', address: 'x@contoso.example', name: 'Xavier Roy', groupId: 'sales' },
        { status: 'failed', error: refused },
      );
    },
  },
  groupsDegraded: {
    snapshot: with_({
      connection: {
        phase: 'degraded',
        since: NOW - 20_000,
        reason: userError('network.unreachable', { host: 'pool1.contoso.example' }),
        attempt: 3,
        nextRetryAt: NOW + 12_000,
      },
    }),
    open: ['fav'],
  },
  groupsOffline: { snapshot: with_({ connection: OFFLINE }), open: ['fav'] },
  groupsOutdated: {
    snapshot: with_({ list: { state: 'outdated', asOf: NOW - 26 * 60_000, readOnly: null } }),
    open: ['fav'],
  },
  groupsReplaced: { snapshot: with_({ connection: { phase: 'replaced', since: NOW } }), open: ['fav'] },
  groupsEnded: {
    snapshot: with_({ connection: { phase: 'ended', reason: userError('session.ended') } }),
    open: ['fav'],
  },
  groupsCached: {
    snapshot: with_({
      connection: { phase: 'signingIn', host: 'pool1.contoso.example' },
      list: { state: 'cached', asOf: NOW - 3 * 3_600_000, readOnly: null },
    }),
    open: ['fav'],
  },
  groupsReadOnly: {
    snapshot: with_({ list: { state: 'current', asOf: NOW, readOnly: userError('ucwa.readOnly', { status: 403 }) } }),
    open: ['fav'],
  },
  groupsLarge: { snapshot: () => largeSnapshot(10_000, 200), open: Array.from({ length: 200 }, (_, i) => `g${i}`) },
  groupMenu: { snapshot: sampleSnapshot, open: ['fav'], press: ['More for Design'] },
  statusMenu: { snapshot: sampleSnapshot, open: ['fav'], press: ['Robin Ellery, my status: Available'] },
  newGroup: { snapshot: sampleSnapshot, open: ['fav'], press: ['New group'] },
  ...GROUP_SCENES,
  phones: { snapshot: sampleSnapshot, view: 'phones' },
  phonesTrouble: {
    snapshot: sampleSnapshot,
    view: 'phones',
    arrange(fake) {
      fake.push(['merge', 'phones', 'home', { notChanged: true }]);
      fake.putEdit({ kind: 'phoneVisibility', phone: 'other', visible: true });
      fake.putEdit({ kind: 'phoneVisibility', phone: 'mobile', visible: false }, { status: 'failed', error: refused });
    },
  },
  phonesEdit: { snapshot: sampleSnapshot, view: 'phones', press: ['Edit mobile number'] },
  phonesCheck: {
    snapshot: sampleSnapshot,
    view: 'phones',
    press: ['Edit mobile number', 'type:call me'],
  },
  phonesSaved: {
    snapshot: sampleSnapshot,
    view: 'phones',
    arrange: (fake) =>
      fake.answer('phones.setNumber', async ({ phone }) => {
        const edit = fake.putEdit({ kind: 'phoneNumber', phone, number: '0044 7700 900999' });
        fake.push(['merge', 'phones', phone, { number: 'tel:+447700900999' }]);
        // The window has seen the edit before it is settled.
        requestAnimationFrame(() => fake.push(['delete', 'edits', edit.id]));
        return { ok: true, value: edit.id };
      }),
    press: ['Edit mobile number', 'type:0044 7700 900999', 'key:Enter'],
  },
  phonesWaiting: {
    snapshot: with_({ connection: OFFLINE }),
    view: 'phones',
    arrange(fake) {
      fake.putEdit({ kind: 'phoneNumber', phone: 'home', number: '+44 1632 960778' }, { status: 'waiting' });
      fake.putEdit({ kind: 'phoneVisibility', phone: 'mobile', visible: false }, { status: 'waiting' });
    },
  },
  phonesUnread: {
    snapshot: with_({
      connection: OFFLINE,
      phones: {},
      phonesAccess: { state: 'unknown', error: null, asOf: null },
    }),
    view: 'phones',
  },
  phonesLocked: {
    snapshot: () => {
      const { phones, ...rest } = sampleSnapshot();
      const both = { canChangeNumber: false, canChangeVisibility: false };
      // One of each: by whom, and what of it.
      const locks: Record<string, Partial<Phone>> = {
        work: { ...both, lock: 'directory' },
        mobile: { canChangeNumber: false, lock: 'directory' },
        home: { ...both, lock: 'server' },
        other: { canChangeVisibility: false, lock: 'server' },
      };
      const rows = Object.entries(phones).map(([kind, row]) => [kind, { ...row, visible: false, ...locks[kind] }]);
      return { ...rest, phones: Object.fromEntries(rows) };
    },
    view: 'phones',
  },
  phonesAsk: { snapshot: sampleSnapshot, view: 'phones', press: ['switch:Home'] },
  phonesLoading: {
    snapshot: with_({ phones: {}, phonesAccess: { state: 'unknown', error: null, asOf: null } }),
    view: 'phones',
  },
  phonesFailed: {
    snapshot: with_({
      phonesAccess: { state: 'failed', error: userError('ucwa.serviceFailure'), asOf: NOW - 600_000 },
    }),
    view: 'phones',
  },
  phonesNotAllowed: {
    snapshot: with_({ phones: {}, phonesAccess: { state: 'notAllowed', error: refused, asOf: NOW } }),
    view: 'phones',
  },
  ...LIST_SCENES,
  settings: { snapshot: sampleSnapshot, view: 'settings' },
  settingsManaged: {
    snapshot: with_({
      policy: {
        managed: ['language', 'theme', 'notifyGroupChanges', 'startAtLogin'],
        server: { url: 'https://pool1.contoso.example' },
        problems: [],
      },
    }),
    view: 'settings',
  },
  settingsPaused: {
    snapshot: () => {
      const snapshot = sampleSnapshot();
      return { ...snapshot, settings: { ...snapshot.settings, pausedUntil: NOW + 3_600_000 } };
    },
    view: 'settings',
  },
  settingsAccounts: { snapshot: with_({ accounts: TWO_ACCOUNTS, trace: TRACE }), view: 'settings' },
  diagnostics: {
    snapshot: with_({
      trace: TRACE,
      recentErrors: [
        { at: NOW - 3_600_000, count: 1, error: refused },
        { at: NOW - 60_000, count: 4, error: userError('network.unreachable', { host: 'pool1.contoso.example' }) },
      ],
    }),
    view: 'diagnostics',
  },
  diagnosticsReport: {
    snapshot: sampleSnapshot,
    view: 'diagnostics',
    arrange(fake) {
      const value = 'Rollcall diagnostics report, 2026-11-20T14:00:00.000Z\n\nApp\n  version: 1.1.0\n';
      fake.answer('diagnostics.report', async () => ({ ok: true, value }));
    },
    press: ['Make a report'],
  },
  diagnosticsSignedOut: { snapshot: () => means(['password']), view: 'diagnostics' },
  updateReady: { snapshot: with_({ update: { phase: 'ready', version: '1.2.0' } }), view: 'settings' },
  updateFailed: {
    snapshot: with_({ update: { phase: 'failed', at: NOW - 60_000, error: userError('update.unreachable') } }),
    view: 'settings',
  },
  notices: {
    snapshot: with_({ notice: userError('keychain.unavailable') }),
    open: ['fav'],
    arrange: (fake) =>
      fake.answer('groups.create', async () => ({ ok: false, error: userError('ucwa.tooManyGroups') })),
    press: ['New group', 'type:Board', 'key:Enter'],
  },
};
