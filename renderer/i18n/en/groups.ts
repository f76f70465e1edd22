/** English words for the groups, and for adding, moving and removing people. */
import { pluralOf } from '../plural.ts';
import { people } from './people.ts';

const plural = pluralOf('en');

export const groups = {
  tree: 'Contact groups',
  filter: 'Filter people and groups',
  clearFilter: 'Clear filter',
  newGroup: 'New group',
  newGroupName: 'Name of the new group',
  rename: 'Rename',
  renameLabel: (name: string) => `New name of ${name}`,
  nameNeeded: 'A group needs a name.',
  nameTaken: (name: string) => `There is a group called “${name}” already.`,
  nameLong: (most: number) => `A name has at most ${most} characters.`,
  options: 'List options',
  sortByName: 'Sort by name',
  sortByAvailability: 'Sort by availability',
  deleteGroup: 'Delete group…',
  follow: (name: string) => `Follow ${name}`,
  mute: 'Mute always',
  muteHour: 'Mute for 1 hour',
  muteTomorrow: 'Mute until tomorrow',
  unmute: 'Unmute notifications',
  muted: 'muted',
  mutedUntil: (time: string) => `muted until ${time}`,
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
  unread: 'A part of your contact list cannot be read',
  locked: 'Set by your organisation',
  creating: 'being created',
  deleting: 'being deleted',
  adding: 'being added',
  removing: 'being removed',
  removed: (name: string, group: string) => `${name} removed from ${group}`,
  troubles: 'Changes that were not applied',
};

export const deleteGroup = {
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
};

export const removeAll = {
  title: (name: string) => `Remove ${name} from all groups?`,
  lead: (groups: string) => `They leave ${groups} and your contact list.`,
  confirm: 'Remove from all',
};

export const chooseGroup = {
  moveTitle: (name: string) => `Move ${name}`,
  addTitle: (name: string) => `Add ${name} to a group`,
  none: 'There is no other group that can be changed.',
};

export const addContact = {
  title: 'Add contact',
  group: 'To group',
  chooseGroup: 'Choose a group',
  groupGone: (name: string | null) =>
    `Nobody can be added to ${name === null ? 'this group' : `“${name}”`} any more. Choose another group.`,
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
  hint: 'Name, mail address or number, from 2 characters on',
  choose: (name: string) => `Choose ${name}`,
  addChosen: (n: number) => plural(n, { one: (x) => `Add ${x} person`, other: (x) => `Add ${x} people` }),
  about: (name: string) => `Details of ${name}`,
};

export const card = {
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
  follow: 'Follow',
  refresh: 'Read presence now',
};
