/** Making, renaming and deleting groups (PROTOCOL 11.1, 11.2). */
import { fail, ok, type Result } from '../result.ts';
import { createGroup, deleteGroup, linkTo, readPeople, updateGroup, type Link } from '../ucwa/index.ts';
import { changedElsewhere, gone, notChanged } from './edit-errors.ts';
import type { Editing } from './editing.ts';
import type { People } from './people.ts';

/** Makes a group, unless a late attempt finds one of that name: made by an earlier one, or by somebody with the same wish. */
export async function createNewGroup(name: string, editing: Editing): Promise<Result<null>> {
  const { application, people, store, attempt, wrote } = editing;
  const { client, signal } = application;
  const { myGroups } = readPeople(application.people).links;
  if (!myGroups) return gone('The server does not let you create groups.');
  const isThere = (): boolean => [...store.state.groups.values()].some((group) => group.name === name);
  if (attempt.late) {
    const before = await people.reread({ groups: true });
    if (!before.ok) return before;
    if (isThere()) return ok(null);
  }
  const created = wrote(await createGroup(client, myGroups, { displayName: name }, { signal }));
  if (!created.ok && created.error.remedy !== 'takeAsDone') return created;
  const read = await people.reread({ groups: true });
  if (!read.ok) return read;
  if (isThere()) return ok(null);
  // It exists under a name that reads alike: not what was wanted.
  return created.ok ? notChanged() : fail({ ...created.error, remedy: 'tell' });
}

/**
 * Renames a group. Whoever renames at the same moment is overwritten: both wrote knowing the old name, and the last one
 * wins (`updateGroup` merges). But a wish that had to wait is older than what is found now: it was made over a name that
 * is not there any more, so it is told rather than carried out, and the user, who sees both, may ask for it again.
 */
export async function renameGroup(groupId: string, name: string, editing: Editing): Promise<Result<null>> {
  const { application, people, store, attempt, wrote } = editing;
  const nameNow = (): string | undefined => store.state.groups.get(groupId)?.name;
  if (attempt.late) {
    const before = await people.reread({ groups: true });
    if (!before.ok) return before;
    if (nameNow() === name) return ok(null);
    const others = otherName(nameNow(), editing);
    if (others !== null) return changedElsewhere(`This group was renamed to ${others} meanwhile.`);
  }
  const group = groupLink(groupId, people);
  if (!group) return gone('This group does not exist any more.');
  const { client, signal } = application;
  const renamed = wrote(await updateGroup(client, group, { name }, { signal }));
  if (!renamed.ok) return renamed;
  const read = await people.reread({ groups: true });
  if (!read.ok) return read;
  return nameNow() === name ? ok(null) : notChanged();
}

/** Deletes a group. A late attempt spares one that somebody has given another name: it may not be what it was. */
export async function deleteOldGroup(groupId: string, editing: Editing): Promise<Result<null>> {
  const { application, people, store, attempt, wrote } = editing;
  if (attempt.late) {
    const before = await people.reread({ groups: true });
    if (!before.ok) return before;
    const others = otherName(store.state.groups.get(groupId)?.name, editing);
    if (others !== null)
      return changedElsewhere(`This group was renamed to ${others} meanwhile, so it was not deleted.`);
  }
  const group = groupLink(groupId, people);
  if (group) {
    const { client, signal } = application;
    const deleted = wrote(await deleteGroup(client, group, { signal }));
    if (!deleted.ok && deleted.error.remedy !== 'drop') return deleted;
  }
  // Members of no other group land in the default group (GAPS 42): read all members, they may be anywhere.
  const read = await people.reread({ groups: true, allMembers: true });
  if (!read.ok) return read;
  return store.state.groups.has(groupId) ? notChanged() : ok(null);
}

/** A name that the user had not seen when the wish was made. */
function otherName(name: string | undefined, { attempt: { seen } }: Editing): string | null {
  return name === undefined || seen === null || seen.includes(name) ? null : name;
}

function groupLink(groupId: string, people: People): Link | null {
  const href = people.directory()?.group(groupId)?.self;
  return href === undefined ? null : linkTo(href);
}
