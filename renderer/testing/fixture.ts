/** A small company to show and test the window with. Every time is near `NOW`. */
import type { DiagnosticsOutput, ImportPreview } from '../../preload/contract/commands.ts';
import type { HistoryEntry } from '../../preload/contract/history.ts';
import type { Job } from '../../preload/contract/jobs.ts';
import type { Contact, Group, Phone, Presence, Snapshot } from '../../preload/contract/state.ts';
import { ownError, type UserError } from '../../preload/contract/errors.ts';

/** 20 November 2026, 14:05 local time. */
export const NOW = new Date(2026, 10, 20, 14, 5).getTime();
const MINUTE = 60_000;

export function userError(code: UserError['code'], more: Partial<UserError> = {}): UserError {
  return { ...ownError(code, 'The server said no.', false), ...more };
}

export function group(id: string, name: string, more: Partial<Group> = {}): Group {
  return { id, name, kind: 'group', canEdit: true, canChangeMembers: true, canFollow: true, ...more };
}

export function contact(name: string, groups: string[], more: Partial<Contact> = {}): Contact {
  const address = `${name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll(' ', '.')}@contoso.example`;
  return {
    address,
    name,
    title: null,
    department: null,
    company: 'Contoso',
    office: null,
    emails: [address],
    workPhone: null,
    mobilePhone: null,
    homePhone: null,
    otherPhone: null,
    groups,
    ...more,
  };
}

export function presence(availability: Presence['availability'], more: Partial<Presence> = {}): Presence {
  return {
    availability,
    activity: null,
    note: null,
    location: null,
    lastActive: NOW - 4 * MINUTE,
    asOf: NOW - 3 * MINUTE,
    live: true,
    ...more,
  };
}

export function phone(kind: Phone['kind'], number: string, visible: boolean, more: Partial<Phone> = {}): Phone {
  return {
    kind,
    number,
    visible,
    canChangeNumber: true,
    canChangeVisibility: true,
    lock: null,
    notChanged: false,
    ...more,
  };
}

type Person = [name: string, groups: string[], title: string, presence: Presence | null];

const PEOPLE: Person[] = [
  ['Amara Okafor', ['fav', 'design'], 'Design lead', presence('Online', { note: 'Reviewing the spring catalogue' })],
  ['Benedikt Sørensen', ['design'], 'Illustrator', presence('Away')],
  ['Chloé Lambert', ['design', 'launch'], 'UX researcher', presence('Busy', { activity: 'in-a-meeting' })],
  ['Dmitri Volkov', ['design'], 'Motion designer', presence('Offline')],
  ['Elena Marchetti', ['fav', 'sales'], 'Account manager', presence('DoNotDisturb', { activity: 'presenting' })],
  ['Farid Haddad', ['sales'], 'Account manager', presence('Online', { location: 'Lyon office' })],
  ['Grace Nakamura', ['fav', 'launch'], 'Programme manager', presence('Online')],
  ['Hugo Almeida', ['sales'], 'Sales engineer', presence('BeRightBack', { note: 'Back at half past two' })],
  ['Ingrid Halvorsen', ['sales', 'launch'], 'Pricing', presence('IdleOnline')],
  ['Jonas Weber', ['service'], 'Service desk', presence('Online')],
  ['Keiko Tanaka', ['service'], 'Service desk', presence('IdleBusy', { activity: 'on-the-phone' })],
  ['Liam O’Connor', ['service'], 'Service desk', presence('Online')],
  ['Maya Ferreira', ['service'], 'Service desk lead', presence('Away', { live: false, asOf: NOW - 63 * MINUTE })],
  ['Noor van Dijk', ['other'], 'Procurement', null],
  ['Oskar Lindqvist', ['other'], 'Legal', null],
  ['Priya Raman', ['launch'], 'Product marketing', presence('Online', { note: 'Launch day minus 12' })],
];

const byKey = <T>(rows: T[], key: (row: T) => string): Record<string, T> =>
  Object.fromEntries(rows.map((row) => [key(row), row]));

export const entry = (id: string, minutesAgo: number, more: Partial<HistoryEntry>): HistoryEntry => ({
  id,
  at: NOW - minutesAgo * MINUTE,
  kind: 'contactAdded',
  by: 'other',
  groupId: null,
  groupName: null,
  from: null,
  address: null,
  contactName: null,
  count: 1,
  details: [],
  changes: [],
  editId: null,
  undo: 'possible',
  ...more,
});

const HISTORY: HistoryEntry[] = [
  entry('h5', 6, { contactName: 'Priya Raman', groupId: 'launch', groupName: 'Spring launch' }),
  entry('h4', 38, {
    kind: 'contactMoved',
    by: 'me',
    contactName: 'Grace Nakamura',
    groupId: 'launch',
    groupName: 'Spring launch',
    from: 'Sales',
  }),
  entry('h3', 190, { kind: 'groupRenamed', groupId: 'service', groupName: 'Service desk', from: 'Help desk' }),
  entry('h2', 1500, { kind: 'contactRemoved', contactName: 'Tom Brandt', groupId: 'sales', groupName: 'Sales' }),
  entry('h1', 1525, { kind: 'groupAdded', by: 'me', groupId: 'launch', groupName: 'Spring launch' }),
  entry('h0', 4400, {
    kind: 'whileAway',
    undo: 'unknown',
    count: 5,
    changes: [
      { kind: 'contactAdded', by: 'other', groupName: 'Sales', from: null, contactName: 'Hugo Almeida' },
      { kind: 'contactAdded', by: 'other', groupName: 'Sales', from: null, contactName: 'Ingrid Halvorsen' },
      { kind: 'groupDeleted', by: 'other', groupName: 'Offsite', from: null, contactName: null },
    ],
  }),
];

/** The signed-in, connected, ordinary case. */
export function sampleSnapshot(): Snapshot {
  const people = PEOPLE.map(([name, groups, title]) =>
    contact(name, groups, {
      title,
      department: title.includes('esign') ? 'Design' : 'Commercial',
      office: '4.212',
      workPhone: 'tel:+441632960100;ext=4212',
      mobilePhone: 'tel:+447700900123',
    }),
  );
  const known = PEOPLE.flatMap(([name, , , seen]) => (seen ? [[contact(name, []).address, seen] as const] : []));
  return {
    revision: 1,
    groups: byKey(
      [
        group('fav', 'Favourites', { kind: 'pinnedGroup', canEdit: false }),
        group('design', 'Design'),
        group('launch', 'Spring launch'),
        group('sales', 'Sales'),
        group('service', 'Service desk'),
        group('other', 'Other contacts', { kind: 'defaultGroup', canEdit: false }),
        group('all', 'All staff Lyon', {
          kind: 'distributionGroup',
          canEdit: false,
          canChangeMembers: false,
          canFollow: false,
        }),
      ],
      (one) => one.id,
    ),
    contacts: byKey(people, (one) => one.address),
    presence: Object.fromEntries(known),
    phones: byKey(
      [
        phone('work', 'tel:+441632960100;ext=4100', true, {
          canChangeNumber: false,
          canChangeVisibility: false,
          lock: 'directory',
        }),
        phone('mobile', 'tel:+447700900456', true),
        phone('home', 'tel:+441632960777', false),
        phone('other', '', false),
      ],
      (one) => one.kind,
    ),
    follows: {
      'group:service': {
        kind: 'group',
        target: 'service',
        name: 'Service desk',
        status: 'held',
        until: NOW + 22 * MINUTE,
        error: null,
      },
      'contact:amara.okafor@contoso.example': {
        kind: 'contact',
        target: 'amara.okafor@contoso.example',
        name: 'Amara Okafor',
        status: 'held',
        until: NOW + 9 * MINUTE,
        error: null,
      },
      'contact:elena.marchetti@contoso.example': {
        kind: 'contact',
        target: 'elena.marchetti@contoso.example',
        name: 'Elena Marchetti',
        status: 'pending',
        until: null,
        error: null,
      },
      'contact:noor.van.dijk@contoso.example': {
        kind: 'contact',
        target: 'noor.van.dijk@contoso.example',
        name: 'Noor van Dijk',
        status: 'refused',
        until: null,
        error: userError('ucwa.limitExceeded', {
          status: 403,
          subcode: 'LimitExceeded',
          message: 'Too many subscriptions.',
        }),
      },
    },
    edits: {},
    history: byKey(HISTORY, (one) => one.id),
    connection: { phase: 'live', since: NOW - 90 * MINUTE },
    account: { address: 'robin.ellery@contoso.example', server: null, remember: true, kind: 'password' },
    accounts: [{ address: 'robin.ellery@contoso.example', server: null, remember: true, kind: 'password' }],
    signIn: { offered: ['windows', 'password'], waitingFor: null },
    trace: [],
    me: {
      address: 'robin.ellery@contoso.example',
      name: 'Robin Ellery',
      title: 'Commercial director',
      department: 'Sales',
      availability: 'Online',
      activity: null,
      note: null,
      canSetAvailability: true,
    },
    phonesAccess: { state: 'ready', error: null, asOf: NOW - 12 * MINUTE },
    list: { state: 'current', asOf: NOW - 3 * MINUTE, readOnly: null },
    jobs: [],
    followLimits: { contacts: null, groups: null },
    sharingConfirmed: [],
    settings: {
      theme: 'system',
      notifyGroupChanges: true,
      notifyPresence: false,
      pausedUntil: null,
      mutedGroups: [{ id: 'sales', until: null }],
      startAtLogin: true,
      publishPresence: false,
      openSipLinks: false,
      language: 'system',
      logLevel: 'info',
      zoom: 1,
    },
    hostSettings: ['startAtLogin', 'openSipLinks', 'zoom'],
    policy: { managed: [], server: null, problems: [] },
    notice: null,
    update: { phase: 'off' },
    recentErrors: [],
  };
}

/** Nobody signed in, nothing known. */
export function emptySnapshot(): Snapshot {
  return {
    ...sampleSnapshot(),
    groups: {},
    contacts: {},
    presence: {},
    phones: {},
    follows: {},
    edits: {},
    history: {},
    connection: { phase: 'signedOut', error: null },
    account: null,
    accounts: [],
    signIn: { offered: null, waitingFor: null },
    me: null,
    phonesAccess: { state: 'unknown', error: null, asOf: null },
    list: { state: 'none', asOf: null, readOnly: null },
  };
}

/** What main tells of the app besides the state. */
export function sampleDiagnostics(): DiagnosticsOutput {
  return {
    version: '1.1.0',
    host: 'electron',
    components: { electron: '45.4.1', chrome: '150.0.1', node: '24.21.0' },
    system: 'Windows_NT 10.0.26100 x64',
    phaseSince: NOW - 40 * 60_000,
    server: { host: 'pool1.contoso.example', frontEnd: 'fe2.contoso.example' },
    documents: [
      { kind: 'settings', count: 1, bytes: 1_204 },
      { kind: 'cache', count: 2, bytes: 48_900 },
    ],
    policies: ['logLevel', 'server'],
    canOpenLogs: true,
  };
}

/** What an import would do, with something of everything. */
export function samplePreview(): ImportPreview {
  const who = (name: string) => ({ address: contact(name, []).address, name });
  return {
    id: 'i1',
    name: 'contacts-2026.csv',
    format: 'csv',
    groups: [
      {
        name: 'Sales',
        groupId: 'sales',
        create: false,
        add: [who('Anna Berg'), who('Tom Brandt')],
        there: 4,
        cannot: [],
        reason: null,
      },
      {
        name: 'Works council',
        groupId: null,
        create: true,
        add: [who('Noor van Dijk'), who('Oskar Lindqvist'), who('Yusuf Demir')],
        there: 0,
        cannot: [],
        reason: null,
      },
      {
        name: 'All staff Lyon',
        groupId: 'all',
        create: false,
        add: [],
        there: 0,
        cannot: [who('Anna Berg')],
        reason: 'fixedGroup',
      },
    ],
    follows: [{ kind: 'contact', target: who('Anna Berg').address, name: 'Anna Berg' }],
    unreadable: [
      { line: 7, text: 'Sales;;Nobody in particular', reason: 'address' },
      { line: 31, text: ';anna.berg@contoso.example', reason: 'group' },
    ],
    totals: { create: 1, add: 5, there: 4, cannot: 1, follows: 1, unreadable: 2 },
  };
}

export function job(id: string, more: Partial<Job>): Job {
  return {
    id,
    at: NOW,
    kind: 'addMany',
    title: 'Sales',
    status: 'running',
    total: 60,
    done: 0,
    failed: 0,
    errors: [],
    ...more,
  };
}

/** A list of the given size, every person in one group, groups filled evenly. */
export function largeSnapshot(people: number, groups: number): Snapshot {
  const ids = Array.from({ length: groups }, (_, i) => `g${i}`);
  const all = Array.from({ length: people }, (_, i) => contact(`Person ${i}`, [`g${i % groups}`]));
  return {
    ...sampleSnapshot(),
    groups: byKey(
      ids.map((id, i) => group(id, `Team ${i}`)),
      (one) => one.id,
    ),
    contacts: byKey(all, (one) => one.address),
    presence: Object.fromEntries(all.map((one, i) => [one.address, presence(i % 2 === 0 ? 'Online' : 'Away')])),
  };
}
