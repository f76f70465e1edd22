/**
 * What a user who read every entry of the history would believe about the groups, and where an entry tells something
 * that cannot be: the second half of convergence. Members of the default group are left out: the server moves people
 * there and away by itself when a group goes (GAPS 42), and that is told by the group's going.
 */
import type { HistoryEntry, State } from '../../main/core/store/state.ts';

interface Believed {
  name: string;
  readonly members: Set<string>;
}

/** Groups by id, members by address. */
export type Belief = Map<string, Believed>;

/** What the store shows. */
export function shownBy(state: State): Belief {
  const belief: Belief = new Map();
  for (const group of state.groups.values()) belief.set(group.id, { name: group.name, members: new Set() });
  for (const contact of state.contacts.values()) {
    for (const id of contact.groups) belief.get(id)?.members.add(contact.address);
  }
  return belief;
}

/** Believes one entry. Returns what is wrong with it, or null. */
export function believe(belief: Belief, entry: HistoryEntry, isDefault: (id: string) => boolean): string | null {
  const id = entry.groupId ?? '';
  const group = belief.get(id);
  const address = entry.address ?? '';
  switch (entry.kind) {
    case 'groupAdded':
      if (group) return `${entry.groupName} was told to be new, but was known`;
      belief.set(id, { name: entry.groupName ?? '', members: new Set() });
      return null;
    case 'groupDeleted':
      if (!group) return `${entry.groupName} was told to be gone, but was not known`;
      belief.delete(id);
      return null;
    case 'groupRenamed':
      if (!group) return `${entry.from} was told to be renamed, but was not known`;
      if (group.name !== entry.from) return `${group.name} was told to be renamed from ${entry.from}`;
      group.name = entry.groupName ?? '';
      return null;
    case 'contactAdded':
    case 'contactMoved':
      if (entry.kind === 'contactMoved') {
        for (const other of belief.values()) if (other.name === entry.from) other.members.delete(address);
      }
      if (isDefault(id)) return null;
      if (!group) return `${address} was told to enter ${entry.groupName}, which was not known`;
      if (group.members.has(address)) return `${address} was told to enter ${entry.groupName}, but was in it`;
      group.members.add(address);
      return null;
    case 'contactRemoved':
      if (isDefault(id)) return null;
      if (!group?.members.has(address)) return `${address} was told to leave ${entry.groupName}, but was not in it`;
      group.members.delete(address);
      return null;
    case 'contactsAdded':
    case 'contactsRemoved':
      for (const person of entry.kept?.people ?? []) {
        const kind = entry.kind === 'contactsAdded' ? 'contactAdded' : 'contactRemoved';
        const wrong = believe(belief, { ...entry, kind, address: person.address }, isDefault);
        if (wrong !== null) return wrong;
      }
      return null;
    case 'whileAway':
      return null;
  }
}

/** Believes what an entry tells beyond what it told before: the other half of an own move, more people of one edit. */
export function believeMore(
  belief: Belief,
  before: HistoryEntry,
  after: HistoryEntry,
  isDefault: (id: string) => boolean,
): string | null {
  if (before.kind !== after.kind && after.kind === 'contactMoved') {
    const address = after.address ?? '';
    // The half that was told before is no news: somebody else may have moved the person on by now.
    if (before.kind === 'contactAdded') {
      for (const other of belief.values()) if (other.name === after.from) other.members.delete(address);
    } else if (!isDefault(after.groupId ?? '')) belief.get(after.groupId ?? '')?.members.add(address);
    return null;
  }
  const known = new Set([before.address, ...(before.kept?.people ?? []).map(({ address }) => address)]);
  const people = (after.kept?.people ?? []).filter(({ address }) => !known.has(address));
  if (people.length === 0 || (after.kind !== 'contactsAdded' && after.kind !== 'contactsRemoved')) return null;
  return believe(belief, { ...after, kept: { fromId: null, undone: false, people } }, isDefault);
}

/** Where belief and what is shown differ, in words. */
export function differences(belief: Belief, shown: Belief, isDefault: (id: string) => boolean): string[] {
  const found: string[] = [];
  for (const [id, { name, members }] of shown) {
    const believed = belief.get(id);
    if (!believed) {
      found.push(`nobody told of ${name}`);
      continue;
    }
    if (believed.name !== name) found.push(`nobody told that ${believed.name} is ${name}`);
    if (isDefault(id)) continue;
    for (const address of members)
      if (!believed.members.has(address)) found.push(`nobody told that ${address} is in ${name}`);
    for (const address of believed.members)
      if (!members.has(address)) found.push(`nobody told that ${address} left ${name}`);
  }
  for (const [id, { name }] of belief) if (!shown.has(id)) found.push(`nobody told that ${name} is gone`);
  return found;
}
