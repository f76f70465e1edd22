/** State and actions -> changes. Pure; the only place that decides what a reading means for what is shown. */
import type { Action, ContactData, Members, PresencePart } from './actions.ts';
import { Draft, sameValue } from './draft.ts';
import { followKey, type Account, type Change, type Contact, type Group, type Presence, type State } from './state.ts';

/** How many history entries are kept. */
export const HISTORY_LIMIT = 500;
/** How many people are kept in all with history entries, so that these can be undone; the oldest are forgotten first. */
export const KEPT_PEOPLE_LIMIT = 5_000;

/** Somebody of whom nothing has been read yet. */
export const NO_PRESENCE: Presence = {
  availability: 'Unknown',
  activity: null,
  note: null,
  location: null,
  lastActive: null,
  asOf: 0,
  live: false,
};

/** What the actions, taken in order as one step, change in the state. Neither is modified. */
export function reduce(state: State, actions: readonly Action[]): Change[] {
  const draft = new Draft(state);
  for (const action of actions) step(draft, action);
  return draft.changes();
}

function step(draft: Draft, action: Action): void {
  switch (action.type) {
    case 'set':
      // The pairing of name and value is checked where the action is made.
      draft.set(action.slice.name, action.slice.value);
      if (action.slice.name === 'account' && action.slice.value) keepAccount(draft, action.slice.value);
      return;
    case 'listRead':
      return listRead(draft, action.groups, action.members);
    case 'listCached':
      for (const group of action.groups) draft.put('groups', group.id, group);
      for (const contact of action.contacts) draft.put('contacts', contact.address, contact);
      draft.set('list', { state: 'cached', asOf: action.asOf, readOnly: null });
      return;
    case 'contactsRead':
      for (const data of action.contacts) {
        draft.put('contacts', data.address, { ...data, groups: draft.get('contacts', data.address)?.groups ?? [] });
      }
      return;
    case 'presenceRead':
      for (const part of action.presence) presenceRead(draft, part);
      return;
    case 'presenceLive':
      for (const address of draft.keys('presence')) {
        const presence = draft.get('presence', address);
        const live = action.addresses.has(address);
        if (presence && presence.live !== live) draft.put('presence', address, { ...presence, live });
      }
      for (const address of action.addresses) {
        if (!draft.get('presence', address)) draft.put('presence', address, { ...NO_PRESENCE, live: true });
      }
      return;
    case 'phonesRead': {
      const read = new Map(action.phones.map((phone) => [phone.kind as string, phone]));
      for (const kind of draft.keys('phones')) if (!read.has(kind)) draft.delete('phones', kind);
      for (const [kind, phone] of read) draft.put('phones', kind, phone);
      draft.set('phonesAccess', { state: 'ready', error: null, asOf: action.at });
      return;
    }
    case 'followPut':
      draft.put('follows', followKey(action.follow.kind, action.follow.target), action.follow);
      return;
    case 'followGone':
      draft.delete('follows', action.key);
      if (action.key.startsWith('contact:')) dropIfUnreferenced(draft, action.key.slice('contact:'.length));
      return;
    case 'editPut':
      draft.put('edits', action.edit.id, action.edit);
      return;
    case 'editGone':
      draft.delete('edits', action.id);
      return;
    case 'historyAdded': {
      for (const entry of action.entries) draft.put('history', entry.id, entry);
      const ids = draft.keys('history').sort();
      for (const id of ids.slice(0, Math.max(0, ids.length - HISTORY_LIMIT))) draft.delete('history', id);
      limitKeptPeople(draft, ids);
      return;
    }
    case 'historyCleared':
      for (const id of draft.keys('history')) draft.delete('history', id);
      return;
    case 'accountCleared':
      for (const table of ['groups', 'contacts', 'presence', 'phones', 'follows', 'edits', 'history'] as const) {
        for (const key of draft.keys(table)) draft.delete(table, key);
      }
      draft.set('account', null);
      draft.set('me', null);
      draft.set('phonesAccess', { state: 'unknown', error: null, asOf: null });
      draft.set('list', { state: 'none', asOf: null, readOnly: null });
      draft.set('jobs', []);
      draft.set('followLimits', { contacts: null, groups: null });
      draft.set('sharingConfirmed', []);
      return;
    default:
      return action satisfies never;
  }
}

/** @param ids of the entries, oldest first */
function limitKeptPeople(draft: Draft, ids: readonly string[]): void {
  let left = KEPT_PEOPLE_LIMIT;
  for (const id of [...ids].reverse()) {
    const entry = draft.get('history', id);
    left -= entry?.kept?.people?.length ?? 0;
    if (left >= 0 || !entry?.kept?.people) continue;
    const { orphans: _orphans, ...kept } = entry.kept;
    draft.put('history', id, { ...entry, kept: { ...kept, people: null } });
  }
}

/** The account in use is always one of the accounts, in the same words. */
function keepAccount(draft: Draft, account: Account): void {
  const accounts = draft.slice('accounts');
  const at = accounts.findIndex(({ address }) => address === account.address);
  draft.set('accounts', at < 0 ? [...accounts, account] : accounts.with(at, account));
}

function listRead(draft: Draft, groups: readonly Group[] | null, members: readonly Members[]): void {
  const gone = new Set<string>();
  if (groups) {
    const present = new Set(groups.map((group) => group.id));
    for (const id of draft.keys('groups')) {
      if (present.has(id)) continue;
      gone.add(id);
      draft.delete('groups', id);
    }
    for (const group of groups) draft.put('groups', group.id, group);
  }
  const read = new Map<string, Set<string>>();
  const data = new Map<string, ContactData>();
  for (const { groupId, contacts } of members) {
    if (!draft.get('groups', groupId)) continue;
    read.set(groupId, new Set(contacts.map((contact) => contact.address)));
    for (const contact of contacts) data.set(contact.address, contact);
  }
  if (read.size === 0 && gone.size === 0) return;
  for (const address of new Set([...draft.keys('contacts'), ...data.keys()])) {
    const before = draft.get('contacts', address);
    if (!data.has(address) && !before?.groups.some((id) => gone.has(id) || read.has(id))) continue;
    const kept = (before?.groups ?? []).filter((id) => !gone.has(id) && !read.has(id));
    const entered = [...read].filter(([, addresses]) => addresses.has(address)).map(([id]) => id);
    const own = data.get(address) ?? before;
    if (!own) continue;
    draft.put('contacts', address, { ...own, groups: sortedIds([...kept, ...entered], before) });
    dropIfUnreferenced(draft, address);
  }
}

function sortedIds(ids: readonly string[], before: Contact | null): readonly string[] {
  // A copy is exactly as long as its content: an array that was put together keeps room for 16 more, for each contact.
  const sorted = ids.toSorted();
  const old = before?.groups;
  return old?.length === sorted.length && old.every((id, index) => id === sorted[index]) ? old : sorted;
}

/** Somebody in no group stays only while followed. */
function dropIfUnreferenced(draft: Draft, address: string): void {
  const contact = draft.get('contacts', address);
  if ((contact?.groups.length ?? 0) > 0 || draft.get('follows', followKey('contact', address))) return;
  draft.delete('contacts', address);
  draft.delete('presence', address);
}

function presenceRead(draft: Draft, part: PresencePart): void {
  const { address, asOf } = part;
  const before = draft.get('presence', address) ?? NO_PRESENCE;
  // What was not read stays as it is.
  const { availability = before.availability, activity = before.activity, lastActive = before.lastActive } = part;
  const { note = before.note, location = before.location } = part;
  const after: Presence = { availability, activity, note, location, lastActive, asOf, live: before.live };
  // A re-read that tells nothing new is no change for a live row; a snapshot's time is what it is shown with.
  if (before.live && before.asOf !== 0 && sameValue(before, { ...after, asOf: before.asOf })) return;
  draft.put('presence', address, after);
}
