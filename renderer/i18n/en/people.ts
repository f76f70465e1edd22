/** English words for people, their presence, and the own one. */
import type { Availability, GroupKind, PreferredAvailability } from '../../../preload/contract/state.ts';
import { activityWords, type Activity } from '../activity.ts';
import { pluralOf } from '../plural.ts';

const plural = pluralOf('en');

export const people = (n: number) => plural(n, { one: (x) => `${x} person`, other: (x) => `${x} people` });

export const availability: Record<Availability, string> = {
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

export const preferred: Record<PreferredAvailability, string> = {
  Online: 'Available',
  Busy: 'Busy',
  DoNotDisturb: 'Do not disturb',
  BeRightBack: 'Be right back',
  Away: 'Away',
  Offwork: 'Off work',
};

const activities: Record<Activity, string> = {
  'in-a-meeting': 'In a meeting',
  'urgent-interruptions-only': 'Urgent interruptions only',
  'on-the-phone': 'On the phone',
  'in-a-call': 'In a call',
  'in-a-conference': 'In a conference',
  'off-work': 'Off work',
  presenting: 'Presenting',
};

export const activity = (token: string) => activityWords(activities, token);

export const groupKinds: Record<GroupKind, string> = {
  group: 'Group',
  defaultGroup: 'Other contacts',
  pinnedGroup: 'Favourites',
  delegatesGroup: 'Delegates',
  delegatorsGroup: 'People I manage calls for',
  distributionGroup: 'Distribution list',
  myOrganizationGroup: 'My organisation',
};

export const me = {
  statusMenu: (name: string, status: string) => `${name}, my status: ${status}`,
  status: 'My status',
  reset: 'Reset to automatic',
  note: 'Note',
  editNote: 'Edit note…',
  noteTitle: 'My note',
  noteHint: 'Colleagues see it next to your name. Leave it empty to clear it.',
  cannotSet: 'Your status comes from your other devices.',
};
