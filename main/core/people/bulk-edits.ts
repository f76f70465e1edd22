/** Many people put into a group or taken out of it by one edit (PROTOCOL 12.1). */
import { appError, fail, ok, type AppError, type Result } from '../result.ts';
import { set } from '../store/actions.ts';
import { followKey, type EditWish, type Person } from '../store/state.ts';
import type { Store } from '../store/store.ts';
import { isLasting } from '../timing/passing.ts';
import { addManyToGroup, getMyGroupMemberships, readPeople, removeFromGroup, type Link } from '../ucwa/index.ts';
import { changedElsewhere, gone } from './edit-errors.ts';
import type { Editing } from './editing.ts';
import { createNewGroup } from './group-edits.ts';
import { inGroup, isMember } from './member-edits.ts';

/** So many writes go out at a stretch. */
const SLICE = 5;
const SLICE_PAUSE_MS = 350;

type AddWish = Extract<EditWish, { kind: 'membersAdd' }>;
type RemoveWish = Extract<EditWish, { kind: 'membersRemove' }>;
type MoveWish = Extract<EditWish, { kind: 'membersMove' }>;

/**
 * Puts people into a group, which is made where the wish says so and there is none of its name. Whoever is in it already
 * is left alone, so that a late attempt goes on where an earlier one stopped. One who is refused stops nobody else;
 * `editing.refused` hears of each, and the outcome is the first refusal. Who is to leave another group leaves it only
 * after having arrived: nobody is lost.
 */
export async function addMany(wish: AddWish, editing: Editing): Promise<Result<null>> {
  const added = await bringIn(wish, editing);
  const { leaving } = wish;
  if (!leaving || (!added.ok && !isLasting(added.error))) return added;
  const groupId = wish.groupId ?? ownGroup(wish.groupName, editing.store);
  const arrived = wish.people.filter(
    ({ address }) =>
      groupId !== null && leaving.addresses.includes(address) && isMember(address, groupId, editing.store),
  );
  const removed = await removeMany({ groupId: leaving.groupId, people: arrived }, editing);
  return added.ok ? removed : added;
}

async function bringIn(wish: AddWish, editing: Editing): Promise<Result<null>> {
  const { application, people, store, attempt } = editing;
  const hub = readPeople(application.people).links.myGroupMemberships;
  if (!hub) return gone('The server does not let you change your groups.');
  const found = await groupFor(wish, editing);
  if (!found.ok) return found;
  const groupId = found.value;
  if (attempt.late) {
    const before = await people.reread({ members: new Set([groupId]) });
    if (!before.ok) return before;
  }
  const missing = wish.people.filter(({ address }) => !isMember(address, groupId, store));
  const errors = await addInSlices(missing, groupId, hub, editing);
  const read = await people.reread({ members: new Set([groupId]) });
  if (!read.ok) return read;
  const left = missing.filter(({ address }) => !isMember(address, groupId, store));
  return settle(left, errors, editing);
}

/** Few at a time, with pauses: a server that is asked without a break takes it for an attack. Tells who was refused. */
async function addInSlices(
  missing: readonly Person[],
  groupId: string,
  hub: Link,
  { application, wrote, pause }: Editing,
): Promise<Map<string, AppError>> {
  const { client, signal } = application;
  const errors = new Map<string, AppError>();
  for (let at = 0; at < missing.length; at += SLICE) {
    if (at > 0) await pause(SLICE_PAUSE_MS);
    const slice = missing.slice(at, at + SLICE);
    const contactUris = slice.map(({ address }) => `sip:${address}`);
    const results = await addManyToGroup(client, hub, { contactUris, groupId }, { signal });
    for (const [index, { address }] of slice.entries()) {
      const result = results[index];
      if (result && !wrote(result).ok && !result.ok && result.error.remedy !== 'takeAsDone') {
        errors.set(address, result.error);
      }
    }
    // It would be the same with the others; they have their turn when it has passed.
    if (slice.some(({ address }) => mayPassLater(errors.get(address)))) break;
  }
  return errors;
}

function mayPassLater(error: AppError | undefined): boolean {
  return error !== undefined && !isLasting(error);
}

/** Takes people out of a group; who is not in it is as wished. */
export async function removeMany(
  { groupId, people: leaving }: Pick<RemoveWish, 'groupId' | 'people'>,
  editing: Editing,
): Promise<Result<null>> {
  const { application, people, store, wrote, pause } = editing;
  const { client, signal } = application;
  const hub = readPeople(application.people).links.myGroupMemberships;
  if (!hub) return gone('The server does not let you change your groups.');
  const listed = await getMyGroupMemberships(client, hub, { groupId }, { signal });
  // A group that is gone has no members.
  if (!listed.ok && listed.error.remedy !== 'drop') return listed;
  const errors = new Map<string, AppError>();
  const wanted = new Set(leaving.map(({ address }) => address));
  let asked = 0;
  for (const membership of listed.ok ? listed.value.memberships : []) {
    const address = await people.addressOf(membership.links.contact.href);
    if (address === null || !wanted.has(address) || !inGroup(membership, groupId, people)) continue;
    if (asked > 0 && asked % SLICE === 0) await pause(SLICE_PAUSE_MS);
    asked += 1;
    const removed = wrote(await removeFromGroup(client, membership.links.self, { signal }));
    if (removed.ok || removed.error.remedy === 'drop') continue;
    if (!isLasting(removed.error)) return removed;
    errors.set(address, removed.error);
  }
  const read = await people.reread({ members: new Set([groupId]) });
  if (!read.ok) return read;
  const left = leaving.filter(({ address }) => isMember(address, groupId, store));
  return settle(left, errors, editing);
}

/**
 * Adds first, removes afterwards, and only who has arrived: whatever fails in between, nobody is lost. A late attempt
 * does not bring back whom somebody else has taken away since.
 */
export async function moveMany({ from, to, people: wanted }: MoveWish, editing: Editing): Promise<Result<null>> {
  const { people, store, attempt } = editing;
  if (attempt.late) {
    const before = await people.reread({ members: new Set([from, to]) });
    if (!before.ok) return before;
  }
  const isLost = ({ address }: Person): boolean => !isMember(address, from, store) && !isMember(address, to, store);
  const lost = wanted.filter(isLost);
  const moving = wanted.filter((person) => !lost.includes(person));
  const added = await addMany({ kind: 'membersAdd', groupId: to, groupName: '', people: moving }, editing);
  if (!added.ok && !isLasting(added.error)) return added;
  const arrived = moving.filter(({ address }) => isMember(address, to, store));
  const removed = await removeMany({ groupId: from, people: arrived }, editing);
  if (!removed.ok || !added.ok) return removed.ok ? added : removed;
  if (lost.length === 0) return ok(null);
  return changedElsewhere('Some of these people were taken out of the group or moved elsewhere meanwhile.');
}

/** The group to put people into: made where it may be, found by its name otherwise. */
async function groupFor({ groupId, groupName }: AddWish, editing: Editing): Promise<Result<string>> {
  const { people, store } = editing;
  if (groupId !== null) {
    return people.directory()?.group(groupId) ? ok(groupId) : gone('This group does not exist any more.');
  }
  const known = ownGroup(groupName, store);
  if (known === null || !people.directory()?.group(known)) {
    const made = await createNewGroup(groupName, editing);
    if (!made.ok) return made;
  }
  // Also where it is there: an earlier attempt may have made it and been cut off right after.
  const id = ownGroup(groupName, store);
  if (id === null) return gone('This group does not exist any more.');
  followAgain(id, groupName, store);
  muteAgain(id, groupName, store);
  return ok(id);
}

/** The server takes names that differ by case alone for the same (GAPS 38). */
function ownGroup(name: string, { state }: Store): string | null {
  const wanted = name.trim().toLowerCase();
  const groups = [...state.groups.values()].filter(({ canChangeMembers }) => canChangeMembers);
  return groups.find((group) => group.name.trim().toLowerCase() === wanted)?.id ?? null;
}

/** A group that is made again under its name is followed again where the one before was. */
function followAgain(id: string, name: string, store: Store): void {
  const { follows, groups } = store.state;
  for (const follow of follows.values()) {
    if (follow.kind !== 'group' || follow.name !== name || groups.has(follow.target)) continue;
    store.dispatch(
      { type: 'followGone', key: followKey('group', follow.target) },
      { type: 'followPut', follow: { ...follow, target: id, status: 'pending', until: null, error: null } },
    );
  }
}

/** It is muted again as well; what the group before was called is in the history. */
function muteAgain(id: string, name: string, store: Store): void {
  const { history, groups, settings } = store.state;
  const before = new Set(
    [...history.values()].flatMap(({ kind, groupId, groupName }) =>
      kind === 'groupDeleted' && groupName === name && groupId !== null && !groups.has(groupId) ? [groupId] : [],
    ),
  );
  if (!settings.mutedGroups.some((muted) => before.has(muted.id))) return;
  const mutedGroups = settings.mutedGroups.map((muted) => (before.has(muted.id) ? { ...muted, id } : muted));
  store.dispatch(set('settings', { ...settings, mutedGroups }));
}

/** What may pass is tried again with all who are left; what lasts is told of each. */
function settle(left: readonly Person[], errors: ReadonlyMap<string, AppError>, editing: Editing): Result<null> {
  const passing = left.map(({ address }) => errors.get(address)).find(mayPassLater);
  if (passing) return fail(passing);
  const refusals = left.map(({ address }): [string, AppError] => [address, errors.get(address) ?? NOT_CHANGED]);
  for (const [address, error] of refusals) editing.refused(address, error);
  const first = refusals[0]?.[1];
  return first ? fail({ ...first, remedy: 'tell' }) : ok(null);
}

const NOT_CHANGED = appError('edit.notChanged', 'The server accepted the change but did not apply it.');
