/** Who is in which group, changed (PROTOCOL 12). */
import { ok, type Result } from '../result.ts';
import type { Store } from '../store/store.ts';
import {
  addToGroup,
  getMyGroupMemberships,
  readPeople,
  removeContactFromAllGroups,
  removeFromGroup,
  type MyGroupMembershipModel,
} from '../ucwa/index.ts';
import { changedElsewhere, gone, notChanged } from './edit-errors.ts';
import type { Editing } from './editing.ts';
import type { People } from './people.ts';

/** Puts somebody into a group. A late attempt that finds them there writes nothing. */
export async function add(address: string, groupId: string, editing: Editing): Promise<Result<null>> {
  const { application, people, store, attempt, wrote } = editing;
  const { client, signal } = application;
  const hub = readPeople(application.people).links.myGroupMemberships;
  if (!hub) return gone('The server does not let you change your groups.');
  if (!people.directory()?.group(groupId)) return gone('This group does not exist any more.');
  if (attempt.late) {
    const before = await people.reread({ members: new Set([groupId]) });
    if (!before.ok) return before;
    if (isMember(address, groupId, store)) return ok(null);
  }
  const added = wrote(await addToGroup(client, hub, { contactUri: `sip:${address}`, groupId }, { signal }));
  // AlreadyExists: the person is where the user wants them (PROTOCOL 12.1).
  if (!added.ok && added.error.remedy !== 'takeAsDone') return added;
  const read = await people.reread({ members: new Set([groupId]) });
  if (!read.ok) return read;
  return isMember(address, groupId, store) ? ok(null) : notChanged();
}

/** Takes somebody out of a group. It looks first in any case: only a membership that is there can be deleted. */
export async function remove(address: string, groupId: string, editing: Editing): Promise<Result<null>> {
  const { application, people, store, wrote } = editing;
  const { client, signal } = application;
  const hub = readPeople(application.people).links.myGroupMemberships;
  if (!hub) return gone('The server does not let you change your groups.');
  const listed = await getMyGroupMemberships(client, hub, { groupId }, { signal });
  // A group that is gone has no members.
  if (!listed.ok && listed.error.remedy !== 'drop') return listed;
  const mine = listed.ok ? await findMembership(listed.value.memberships, address, groupId, people) : null;
  if (mine) {
    const removed = wrote(await removeFromGroup(client, mine.links.self, { signal }));
    if (!removed.ok && removed.error.remedy !== 'drop') return removed;
  }
  const read = await people.reread({ members: new Set([groupId]) });
  if (!read.ok) return read;
  return isMember(address, groupId, store) ? notChanged() : ok(null);
}

/**
 * Adds first, removes afterwards: whatever fails in between, the person is never lost (ARCHITECTURE section 3). A late
 * attempt finishes what an earlier one began. Whom somebody else has taken away since, it does not bring back.
 */
export async function move(address: string, from: string, to: string, editing: Editing): Promise<Result<null>> {
  const { people, store, attempt } = editing;
  if (attempt.late) {
    const before = await people.reread({ members: new Set([from, to]) });
    if (!before.ok) return before;
    if (!isMember(address, from, store) && !isMember(address, to, store)) {
      return changedElsewhere('This person was taken out of the group or moved elsewhere meanwhile.');
    }
  }
  const added = await add(address, to, editing);
  if (!added.ok || from === to) return added;
  return remove(address, from, editing);
}

/** Takes somebody out of every group whose members the user may change. */
export async function removeFromAll(address: string, editing: Editing): Promise<Result<null>> {
  const { application, people, store, wrote } = editing;
  const { client, signal } = application;
  const hub = readPeople(application.people).links.myGroupMemberships;
  if (!hub) return gone('The server does not let you change your groups.');
  const memberships = await getMyGroupMemberships(client, hub, {}, { signal });
  if (!memberships.ok) return memberships;
  const groups = store.state.contacts.get(address)?.groups ?? [];
  const changeable = (): string[] => groups.filter((id) => store.state.groups.get(id)?.canChangeMembers);
  const link = memberships.value.links.removeContactFromAllGroups;
  if (link) {
    const contactUri = `sip:${address}`;
    const removed = wrote(await removeContactFromAllGroups(client, link, { contactUri }, { signal }));
    if (!removed.ok && removed.error.remedy !== 'drop') return removed;
    const read = await people.reread({ members: new Set(groups) });
    if (!read.ok) return read;
    return changeable().some((groupId) => isMember(address, groupId, store)) ? notChanged() : ok(null);
  }
  for (const groupId of changeable()) {
    const removed = await remove(address, groupId, editing);
    if (!removed.ok) return removed;
  }
  return ok(null);
}

/** Whether the list as it is shown has somebody in a group. */
export function isMember(address: string, groupId: string, store: Store): boolean {
  return store.state.contacts.get(address)?.groups.includes(groupId) ?? false;
}

async function findMembership(
  memberships: readonly MyGroupMembershipModel[],
  address: string,
  groupId: string,
  people: People,
): Promise<MyGroupMembershipModel | null> {
  for (const membership of memberships) {
    if ((await people.addressOf(membership.links.contact.href)) !== address) continue;
    // The list was asked for one group; a server that ignores that is read with care.
    if (inGroup(membership, groupId, people)) return membership;
  }
  return null;
}

/** Whether a membership is of this group; one that names none is taken to be of the group that was asked for. */
export function inGroup({ links }: MyGroupMembershipModel, groupId: string, people: People): boolean {
  const groups = [links.group, links.defaultGroup, links.pinnedGroup, links.delegatesGroup].filter(
    (link) => link !== null,
  );
  return groups.length === 0 || groups.some(({ href }) => people.directory()?.groupId(href) === groupId);
}
