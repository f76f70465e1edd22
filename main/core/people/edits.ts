/** The user's changes of groups and memberships, carried out (PROTOCOL 11.1, 11.2, 12). Each ends with a re-read. */
import { appError, fail, ok, type Result } from '../result.ts';
import type { Application } from '../session/application.ts';
import type { EditWish } from '../store/state.ts';
import type { Store } from '../store/store.ts';
import {
  addToGroup,
  createGroup,
  deleteGroup,
  getMyGroupMemberships,
  isAlreadyExists,
  isNotFound,
  linkTo,
  readPeople,
  removeContactFromAllGroups,
  removeFromGroup,
  updateGroup,
  type Link,
  type MyGroupMembershipModel,
} from '../ucwa/index.ts';
import type { People } from './people.ts';

/** Wishes this feature carries out. */
export type PeopleWish = Extract<
  EditWish,
  {
    kind:
      'groupCreate' | 'groupRename' | 'groupDelete' | 'memberAdd' | 'memberRemove' | 'memberMove' | 'memberRemoveAll';
  }
>;

/** Carries a wish out and reads again what it touched. A thing already as wished is a success. */
export async function executePeopleEdit(
  wish: PeopleWish,
  application: Application,
  people: People,
  store: Store,
): Promise<Result<null>> {
  const { client, signal } = application;
  switch (wish.kind) {
    case 'groupCreate': {
      const { myGroups } = readPeople(application.people).links;
      if (!myGroups) return gone('The server does not let you create groups.');
      const created = await createGroup(client, myGroups, { displayName: wish.name }, { signal });
      // AlreadyExists: made by an earlier try whose answer was lost, or by somebody else.
      if (!created.ok && !isAlreadyExists(created.error)) return created;
      const read = await people.reread({ groups: true });
      if (!read.ok) return read;
      const made = [...store.state.groups.values()].some((group) => group.name === wish.name);
      if (made) return ok(null);
      return created.ok ? notChanged() : created;
    }
    case 'groupRename': {
      const group = groupLink(wish.groupId, people);
      if (!group) return gone('This group does not exist any more.');
      const renamed = await updateGroup(client, group, { name: wish.name }, { signal });
      if (!renamed.ok) return renamed;
      const read = await people.reread({ groups: true });
      if (!read.ok) return read;
      return store.state.groups.get(wish.groupId)?.name === wish.name ? ok(null) : notChanged();
    }
    case 'groupDelete': {
      const group = groupLink(wish.groupId, people);
      if (group) {
        const deleted = await deleteGroup(client, group, { signal });
        if (!deleted.ok && !isNotFound(deleted.error)) return deleted;
      }
      // Members of no other group land in the default group (GAPS 42): read all members, they may be anywhere.
      const read = await people.reread({ groups: true, allMembers: true });
      if (!read.ok) return read;
      return store.state.groups.has(wish.groupId) ? notChanged() : ok(null);
    }
    case 'memberAdd':
      return add(wish.address, wish.groupId, application, people, store);
    case 'memberRemove':
      return remove(wish.address, wish.groupId, application, people, store);
    case 'memberMove': {
      // Added first: whatever fails in between, the person is never lost (ARCHITECTURE section 3).
      const added = await add(wish.address, wish.to, application, people, store);
      if (!added.ok || wish.from === wish.to) return added;
      return remove(wish.address, wish.from, application, people, store);
    }
    case 'memberRemoveAll':
      return removeFromAll(wish.address, application, people, store);
    default:
      return wish satisfies never;
  }
}

async function add(
  address: string,
  groupId: string,
  application: Application,
  people: People,
  store: Store,
): Promise<Result<null>> {
  const { client, signal } = application;
  const hub = readPeople(application.people).links.myGroupMemberships;
  if (!hub) return gone('The server does not let you change your groups.');
  if (!people.directory()?.group(groupId)) return gone('This group does not exist any more.');
  const added = await addToGroup(client, hub, { contactUri: `sip:${address}`, groupId }, { signal });
  // AlreadyExists: the person is where the user wants them (PROTOCOL 12.1).
  if (!added.ok && !isAlreadyExists(added.error)) return added;
  const read = await people.reread({ members: new Set([groupId]) });
  if (!read.ok) return read;
  return isMember(address, groupId, store) ? ok(null) : notChanged();
}

async function remove(
  address: string,
  groupId: string,
  application: Application,
  people: People,
  store: Store,
): Promise<Result<null>> {
  const { client, signal } = application;
  const hub = readPeople(application.people).links.myGroupMemberships;
  if (!hub) return gone('The server does not let you change your groups.');
  const listed = await getMyGroupMemberships(client, hub, { groupId }, { signal });
  if (!listed.ok) return listed;
  const mine = await findMembership(listed.value.memberships, address, groupId, people);
  if (mine) {
    const removed = await removeFromGroup(client, mine.links.self, { signal });
    if (!removed.ok && !isNotFound(removed.error)) return removed;
  }
  const read = await people.reread({ members: new Set([groupId]) });
  if (!read.ok) return read;
  return isMember(address, groupId, store) ? notChanged() : ok(null);
}

function isMember(address: string, groupId: string, store: Store): boolean {
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

function inGroup({ links }: MyGroupMembershipModel, groupId: string, people: People): boolean {
  const groups = [links.group, links.defaultGroup, links.pinnedGroup, links.delegatesGroup].filter(
    (link) => link !== null,
  );
  return groups.length === 0 || groups.some(({ href }) => people.directory()?.groupId(href) === groupId);
}

async function removeFromAll(
  address: string,
  application: Application,
  people: People,
  store: Store,
): Promise<Result<null>> {
  const { client, signal } = application;
  const hub = readPeople(application.people).links.myGroupMemberships;
  if (!hub) return gone('The server does not let you change your groups.');
  const memberships = await getMyGroupMemberships(client, hub, {}, { signal });
  if (!memberships.ok) return memberships;
  const groups = store.state.contacts.get(address)?.groups ?? [];
  const changeable = (): string[] => groups.filter((id) => store.state.groups.get(id)?.canChangeMembers);
  const link = memberships.value.links.removeContactFromAllGroups;
  if (link) {
    const removed = await removeContactFromAllGroups(client, link, { contactUri: `sip:${address}` }, { signal });
    if (!removed.ok && !isNotFound(removed.error)) return removed;
    const read = await people.reread({ members: new Set(groups) });
    if (!read.ok) return read;
    return changeable().some((groupId) => isMember(address, groupId, store)) ? notChanged() : ok(null);
  }
  for (const groupId of changeable()) {
    const removed = await remove(address, groupId, application, people, store);
    if (!removed.ok) return removed;
  }
  return ok(null);
}

function groupLink(groupId: string, people: People): Link | null {
  const href = people.directory()?.group(groupId)?.self;
  return href === undefined ? null : linkTo(href);
}

function gone(message: string): Result<never> {
  return fail(appError('edit.noLongerPossible', message));
}

function notChanged(): Result<never> {
  return fail(appError('edit.notChanged', 'The server accepted the change but did not apply it.'));
}
