/** English words for what changed, by others and by the user, and for what is followed. */
import type { Edit } from '../../../preload/contract/state.ts';
import { pluralOf } from '../plural.ts';
import type { Told } from '../told.ts';
import { preferred } from './people.ts';
import { phoneKinds } from './phones.ts';

const plural = pluralOf('en');

const quoted = (name: string | null) => `“${name ?? '?'}”`;

/** What a history entry says, in one sentence. */
function historyWords(entry: Told): string {
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
    case 'contactsAdded':
      return plural(entry.count, {
        one: (x) => `You added ${x} person to ${group}`,
        other: (x) => `You added ${x} people to ${group}`,
      });
    case 'contactsRemoved':
      return plural(entry.count, {
        one: (x) => `You removed ${x} person from ${group}`,
        other: (x) => `You removed ${x} people from ${group}`,
      });
    case 'whileAway':
      return plural(entry.count, {
        one: (x) => `${x} change while Rollcall was off`,
        other: (x) => `${x} changes while Rollcall was off`,
      });
  }
}

/** What an edit wants, as the beginning of a sentence about its trouble. `group` names a group by its id. */
export function editWords(wish: Edit['wish'], group: (id: string) => string): string {
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
    case 'membersAdd':
      return plural(wish.people.length, {
        one: (x) => `Add ${x} person to ${quoted(wish.groupName)}`,
        other: (x) => `Add ${x} people to ${quoted(wish.groupName)}`,
      });
    case 'membersRemove':
      return plural(wish.people.length, {
        one: (x) => `Remove ${x} person from ${quoted(wish.groupName)}`,
        other: (x) => `Remove ${x} people from ${quoted(wish.groupName)}`,
      });
    case 'membersMove': {
      const to = quoted(group(wish.to));
      return plural(wish.people.length, {
        one: (x) => `Move ${x} person to ${to}`,
        other: (x) => `Move ${x} people to ${to}`,
      });
    }
    case 'availability':
      return wish.availability === null ? 'Reset my status' : `Set my status to ${preferred[wish.availability]}`;
    case 'note':
      return wish.message === '' ? 'Clear my note' : 'Change my note';
  }
}

export const history = {
  title: 'History',
  words: historyWords,
  by: { me: 'by you', other: 'by somebody else' },
  filter: 'Group',
  topic: 'Kind',
  topics: { all: 'Everything', people: 'People', groups: 'Groups', away: 'While Rollcall was off' },
  showAll: 'Show everything',
  list: 'Changes',
  undo: (words: string) => `Undo: ${words}`,
  readOnly: 'Nothing can be undone now: your contact list is read-only.',
  all: 'All groups',
  clear: 'Clear',
  clearTitle: 'Clear the history?',
  clearLead: 'The list of changes on this computer is emptied. Your groups stay as they are.',
  clearConfirm: 'Clear history',
  empty: 'No changes yet',
  emptyLead: 'When somebody joins or leaves one of your groups, you read it here.',
  emptyFiltered: 'No changes of this kind',
  today: 'Today',
  yesterday: 'Yesterday',
  moreDetails: (n: number) => plural(n, { one: (x) => `and ${x} more`, other: (x) => `and ${x} more` }),
};

export const subscriptions = {
  title: 'Subscriptions',
  lead: 'Rollcall keeps the presence of these people and groups up to date.',
  counts: (wanted: number, held: number) =>
    `${plural(wanted, { other: (x) => `${x} followed` })}, ${plural(held, { other: (x) => `${x} held by the server` })}`,
  people: 'People',
  groups: 'Groups',
  /** `left`: such as "in 9 minutes"; null: any moment now. */
  held: (time: string, left: string | null) => `Up to date, renewed before ${time}${left === null ? '' : ` (${left})`}`,
  asGroup: (people: string) => `${people}, held as one group`,
  heldNoTime: 'Up to date',
  pending: 'Asking the server…',
  waiting: 'Waits for a connection',
  refused: 'Not held',
  groupGone: 'This group does not exist any more.',
  personGone: 'The server does not know this person any more.',
  notOffered: 'The server does not offer to follow this group.',
  unfollowGone: 'Unfollow',
  unfollow: (name: string) => `Unfollow ${name}`,
  unfollowed: (name: string) => `You no longer follow ${name}`,
  unfollowedMany: (n: number) => plural(n, { other: (x) => `You no longer follow ${x} of them` }),
  followMany: 'Follow several',
  unfollowMany: 'Unfollow several',
  followSo: (n: number) => (n === 0 ? 'Follow' : plural(n, { other: (x) => `Follow ${x}` })),
  unfollowSo: (n: number) => (n === 0 ? 'Unfollow' : plural(n, { other: (x) => `Unfollow ${x}` })),
  filter: 'Filter by name',
  all: (n: number) => plural(n, { other: (x) => `All ${x} shown` }),
  chosen: (n: number) => plural(n, { other: (x) => `${x} chosen` }),
  tooMany: (most: number) => plural(most, { other: (x) => `Choose ${x} at most` }),
  notDrawn: (n: number) => plural(n, { other: (x) => `${x} more: filter to see them.` }),
  nobodyLeft: 'You follow everybody on your list.',
  limitPeople: (n: number) =>
    plural(n, {
      one: (x) => `The server holds no more than ${x} person at a time.`,
      other: (x) => `The server holds no more than ${x} people at a time.`,
    }),
  limitGroups: (n: number) =>
    plural(n, {
      one: (x) => `The server holds no more than ${x} group at a time.`,
      other: (x) => `The server holds no more than ${x} groups at a time.`,
    }),
  didNotFit: (n: number) => plural(n, { other: (x) => `${x} did not fit.` }),
  limitAdvice: 'Unfollow somebody, or follow a whole group: its people do not count one by one.',
  empty: 'You follow nobody yet',
  emptyLead: 'Press the star next to a person or a group to keep their presence up to date.',
  goGroups: 'Go to groups',
};
