/** English: every word the window shows. `Messages` is its shape, which each other language must fill. */
import type {
  Availability,
  Edit,
  GroupKind,
  HistoryEntry,
  PhoneKind,
  PreferredAvailability,
} from '../../preload/contract/state.ts';
import { enDiagnostics } from './en-diagnostics.ts';
import { enErrors } from './en-errors.ts';
import { enSettings } from './en-settings.ts';
import { enSession, enSignIn, enTrace } from './en-sign-in.ts';
import { pluralOf } from './plural.ts';

const plural = pluralOf('en');
const people = (n: number) => plural(n, { one: (x) => `${x} person`, other: (x) => `${x} people` });

const availability: Record<Availability, string> = {
  Online: 'Available',
  Busy: 'Busy',
  DoNotDisturb: 'Do not disturb',
  BeRightBack: 'Be right back',
  Away: 'Away',
  IdleOnline: 'Inactive',
  IdleBusy: 'Busy, inactive',
  Offline: 'Offline',
  Unknown: 'Presence unknown',
};

const preferred: Record<PreferredAvailability, string> = {
  Online: 'Available',
  Busy: 'Busy',
  DoNotDisturb: 'Do not disturb',
  BeRightBack: 'Be right back',
  Away: 'Away',
  Offwork: 'Off work',
};

const activities: Record<string, string> = {
  'in-a-meeting': 'In a meeting',
  'urgent-interruptions-only': 'Urgent interruptions only',
  'on-the-phone': 'On the phone',
  'in-a-call': 'In a call',
  'in-a-conference': 'In a conference',
  'off-work': 'Off work',
  presenting: 'Presenting',
};

const groupKinds: Record<GroupKind, string> = {
  group: 'Group',
  defaultGroup: 'Other contacts',
  pinnedGroup: 'Favourites',
  delegatesGroup: 'Delegates',
  delegatorsGroup: 'People I manage calls for',
  distributionGroup: 'Distribution list',
  myOrganizationGroup: 'My organisation',
};

const phoneKinds: Record<PhoneKind, string> = { work: 'Work', mobile: 'Mobile', home: 'Home', other: 'Other' };

const quoted = (name: string | null) => `“${name ?? '?'}”`;

/** What a history entry says, in one sentence. */
function historyWords(entry: HistoryEntry): string {
  const mine = entry.by === 'me';
  const who = entry.contactName ?? entry.address ?? 'Somebody';
  const group = quoted(entry.groupName);
  switch (entry.kind) {
    case 'groupAdded':
      return mine ? `You created ${group}` : `Group ${group} was created`;
    case 'groupRenamed':
      return mine
        ? `You renamed ${quoted(entry.from)} to ${group}`
        : `Group ${quoted(entry.from)} is now called ${group}`;
    case 'groupDeleted':
      return mine ? `You deleted ${group}` : `Group ${group} was deleted`;
    case 'contactAdded':
      return mine ? `You added ${who} to ${group}` : `${who} joined ${group}`;
    case 'contactRemoved':
      return mine ? `You removed ${who} from ${group}` : `${who} left ${group}`;
    case 'contactMoved':
      return mine
        ? `You moved ${who} from ${quoted(entry.from)} to ${group}`
        : `${who} moved from ${quoted(entry.from)} to ${group}`;
    case 'whileAway':
      return plural(entry.count, {
        one: (x) => `${x} change while Rollcall was off`,
        other: (x) => `${x} changes while Rollcall was off`,
      });
  }
}

/** What an edit wants, as the beginning of a sentence about its trouble. `group` names a group by its id. */
function editWords(wish: Edit['wish'], group: (id: string) => string): string {
  switch (wish.kind) {
    case 'phoneVisibility':
      return wish.visible
        ? `Share ${phoneKinds[wish.phone].toLowerCase()} number`
        : `Hide ${phoneKinds[wish.phone].toLowerCase()} number`;
    case 'phoneNumber':
      return wish.number === ''
        ? `Remove ${phoneKinds[wish.phone].toLowerCase()} number`
        : `Change ${phoneKinds[wish.phone].toLowerCase()} number to ${wish.number}`;
    case 'groupCreate':
      return `Create group ${quoted(wish.name)}`;
    case 'groupRename':
      return `Rename ${quoted(group(wish.groupId))} to ${quoted(wish.name)}`;
    case 'groupDelete':
      return `Delete group ${quoted(wish.name)}`;
    case 'memberAdd':
      return `Add ${wish.name} to ${quoted(group(wish.groupId))}`;
    case 'memberRemove':
      return `Remove ${wish.name} from ${quoted(group(wish.groupId))}`;
    case 'memberMove':
      return `Move ${wish.name} from ${quoted(group(wish.from))} to ${quoted(group(wish.to))}`;
    case 'memberRemoveAll':
      return `Remove ${wish.name} from all groups`;
    case 'availability':
      return wish.availability === null ? 'Reset my status' : `Set my status to ${preferred[wish.availability]}`;
    case 'note':
      return wish.message === '' ? 'Clear my note' : 'Change my note';
  }
}

export const en = {
  language: 'en',
  appName: 'Rollcall',
  noBridge: 'Rollcall’s window works only inside the app. Open it from the Rollcall icon.',
  loading: 'Loading…',
  failedToLoad: 'Rollcall could not read its own state.',

  views: {
    groups: 'Groups',
    phones: 'Phones',
    subscriptions: 'Subscriptions',
    history: 'History',
    settings: 'Settings',
  },
  viewsLabel: 'Views',
  notices: 'Messages',

  common: {
    save: 'Save',
    cancel: 'Cancel',
    close: 'Close',
    retry: 'Retry',
    dismiss: 'Dismiss',
    undo: 'Undo',
    copy: 'Copy',
    copied: 'Copied',
    pending: 'Saving…',
    waiting: 'Waits for a connection',
    failed: 'Not applied',
    more: (name: string) => `More for ${name}`,
    copyOf: (what: string) => `Copy ${what}`,
  },

  errors: enErrors,
  errorDetails: {
    show: 'Details',
    copy: 'Copy details',
    code: 'Code',
    message: 'Message',
    serverMessage: 'Server says',
    status: 'HTTP status',
    subcode: 'Subcode',
    diagnostics: 'Diagnostics',
    host: 'Server',
    frontEnd: 'Front end',
    correlationId: 'Correlation ID',
  },

  signIn: enSignIn,
  trace: enTrace,
  session: enSession,

  me: {
    statusMenu: (name: string, status: string) => `${name}, my status: ${status}`,
    status: 'My status',
    reset: 'Reset to automatic',
    note: 'Note',
    editNote: 'Edit note…',
    noteTitle: 'My note',
    noteHint: 'Colleagues see it next to your name. Leave it empty to clear it.',
    cannotSet: 'Your status comes from your other devices.',
  },

  availability,
  preferred,
  activity: (token: string) => activities[token] ?? token,
  groupKinds,
  people,

  groups: {
    tree: 'Contact groups',
    filter: 'Filter people and groups',
    clearFilter: 'Clear filter',
    newGroup: 'New group',
    newGroupName: 'Name of the new group',
    rename: 'Rename',
    renameLabel: (name: string) => `New name of ${name}`,
    nameNeeded: 'A group needs a name.',
    deleteGroup: 'Delete group…',
    follow: (name: string) => `Follow ${name}`,
    mute: 'Mute notifications',
    unmute: 'Unmute notifications',
    muted: 'muted',
    addContact: 'Add contact',
    addContactHere: 'Add contact…',
    showCard: 'Show details',
    move: 'Move to group…',
    addTo: 'Add to another group…',
    remove: 'Remove from this group',
    removeAll: 'Remove from all groups…',
    summary: (total: number, available: number | null) =>
      available === null ? people(total) : `${people(total)}, ${plural(available, { other: (x) => `${x} available` })}`,
    short: (total: number, available: number | null) => (available === null ? `${total}` : `${available}/${total}`),
    emptyGroup: 'Nobody in this group yet',
    emptyList: 'No groups yet',
    emptyListLead: 'Create a group, then add the people you work with.',
    noMatch: (text: string) => `Nothing matches “${text}”`,
    noMatchLead: 'Look for a person in the directory with “Add contact”.',
    matches: (n: number) => plural(n, { one: (x) => `${x} person found`, other: (x) => `${x} people found` }),
    asOf: (time: string) => `as of ${time}`,
    readOnly: 'Your contact list is read-only',
    locked: 'Set by your organisation',
    creating: 'being created',
    deleting: 'being deleted',
    adding: 'being added',
    removing: 'being removed',
    removed: (name: string, group: string) => `${name} removed from ${group}`,
    troubles: 'Changes that were not applied',
  },

  deleteGroup: {
    title: (name: string) => `Delete “${name}”?`,
    empty: 'The group is empty.',
    stay: (n: number) =>
      plural(n, {
        one: () => `1 person stays in your other groups.`,
        other: (x) => `${x} people stay in your other groups.`,
      }),
    go: (n: number) =>
      plural(n, {
        one: () => 'This person is in no other group and moves to the other contacts or leaves your list:',
        other: (x) => `These ${x} people are in no other group and move to the other contacts or leave your list:`,
      }),
    confirm: 'Delete group',
  },

  removeAll: {
    title: (name: string) => `Remove ${name} from all groups?`,
    lead: (groups: string) => `They leave ${groups} and your contact list.`,
    confirm: 'Remove from all',
  },

  chooseGroup: {
    moveTitle: (name: string) => `Move ${name}`,
    addTitle: (name: string) => `Add ${name} to a group`,
    none: 'There is no other group that can be changed.',
  },

  addContact: {
    title: 'Add contact',
    group: 'To group',
    query: 'Search the directory',
    search: 'Search',
    searching: 'Searching…',
    add: (name: string) => `Add ${name}`,
    added: 'Added',
    already: 'Already in this group',
    none: (text: string) => `Nobody found for “${text}”.`,
    found: (n: number) => plural(n, { one: (x) => `${x} person found`, other: (x) => `${x} people found` }),
    more: 'More people match. Narrow the search to see them.',
    showMore: 'Show more',
    noGroup: 'Create a group first.',
    byAddress: 'Not in the directory: added as it is typed',
  },

  card: {
    presence: 'Presence',
    note: 'Note',
    location: 'Location',
    lastActive: 'Last active',
    title: 'Title',
    department: 'Department',
    company: 'Company',
    office: 'Office',
    mail: 'Mail',
    address: 'Address',
    phones: { work: 'Work phone', mobile: 'Mobile phone', home: 'Home phone', other: 'Other phone' },
    groups: 'Groups',
    refresh: 'Read presence now',
  },

  phones: {
    title: 'My numbers',
    lead: 'Choose which numbers colleagues see in your contact card.',
    kinds: phoneKinds,
    none: 'No number',
    extension: (digits: string) => ` ext. ${digits}`,
    shared: 'Colleagues see it',
    hidden: 'Only you see it',
    sharedEmpty: 'Nothing to see yet',
    lockedVisibility: 'Who sees it is set by your organisation',
    lockedNumber: 'The number is set by your organisation',
    lockedBoth: 'Set by your organisation',
    edit: (kind: PhoneKind) => `Edit ${kind} number`,
    field: (kind: PhoneKind) => `${phoneKinds[kind]} number`,
    fieldHint: 'With country code, for example +44 20 7946 0123. Leave it empty to remove the number.',
    notChanged: 'The server accepted the change but did not apply it.',
    refresh: 'Read again',
    asOf: (time: string) => `Read ${time}`,
    notAllowed: 'Your organisation does not let you change phone numbers here',
    notAllowedLead: 'Your account is not enabled for telephony on this server. Your administrator can tell you more.',
    failed: 'Your numbers could not be read',
    preview: 'What colleagues see',
    previewNone: 'No phone number',
    askTitle: (kind: PhoneKind) => `Share your ${kind} number?`,
    askLead: (number: string) =>
      `Everyone in your organisation will see ${number} in your contact card. You can hide it again at any time.`,
    askLeadEmpty: 'Everyone in your organisation will see this number in your contact card as soon as you enter one.',
    askConfirm: 'Share number',
  },

  subscriptions: {
    title: 'Following',
    lead: 'Rollcall keeps the presence of these people and groups up to date.',
    counts: (wanted: number, held: number) =>
      `${plural(wanted, { other: (x) => `${x} followed` })}, ${plural(held, { other: (x) => `${x} held by the server` })}`,
    people: 'People',
    groups: 'Groups',
    held: (time: string) => `Up to date, renewed before ${time}`,
    heldNoTime: 'Up to date',
    pending: 'Asking the server…',
    waiting: 'Waits for a connection',
    refused: 'Not held',
    unfollow: (name: string) => `Unfollow ${name}`,
    empty: 'You follow nobody yet',
    emptyLead: 'Press the star next to a person or a group to keep their presence up to date.',
    goGroups: 'Go to groups',
  },

  history: {
    title: 'History',
    words: historyWords,
    by: { me: 'by you', other: 'by somebody else' },
    filter: 'Group',
    all: 'All groups',
    clear: 'Clear',
    clearTitle: 'Clear the history?',
    clearLead: 'The list of changes on this computer is emptied. Your groups stay as they are.',
    clearConfirm: 'Clear history',
    empty: 'No changes yet',
    emptyLead: 'When somebody joins or leaves one of your groups, you read it here.',
    emptyFiltered: 'No changes in this group',
    today: 'Today',
    yesterday: 'Yesterday',
    moreDetails: (n: number) => plural(n, { one: (x) => `and ${x} more`, other: (x) => `and ${x} more` }),
  },

  settings: enSettings,
  diagnostics: enDiagnostics,

  edit: editWords,

  announce: {
    changes: (n: number) =>
      plural(n, { one: (x) => `${x} change in your groups`, other: (x) => `${x} changes in your groups` }),
  },
};

/** What a language must bring; the compiler refuses a missing or a surplus word. */
export type Messages = typeof en;
