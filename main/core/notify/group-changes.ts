/** Changes of the store -> changes of the contact groups as a person would tell them. Pure. */
import type { Change, Contact, Edit, EditWish, Group, GroupKind, Person, State } from '../store/state.ts';

/** One change of the groups, with the names people know. */
export type GroupChange = {
  readonly by: 'me' | 'other';
  /** By me: the id of the edit it came from. */
  readonly editId?: string;
} & (
  | { readonly kind: 'groupAdded' | 'groupDeleted'; readonly groupId: string; readonly groupName: string }
  | { readonly kind: 'groupRenamed'; readonly groupId: string; readonly groupName: string; readonly from: string }
  | {
      readonly kind: 'contactAdded' | 'contactRemoved';
      readonly groupId: string;
      readonly groupName: string;
      readonly address: string;
      readonly contactName: string;
    }
  | {
      readonly kind: 'contactMoved';
      readonly groupId: string;
      readonly groupName: string;
      /** Name and id of the group left. */
      readonly from: string;
      readonly fromId: string;
      readonly address: string;
      readonly contactName: string;
    }
);

/**
 * What happened to the groups in one step of the store.
 * @param state the state after the step
 * @param sent edits that may have led to it, besides those on their way
 */
export function groupChanges(changes: readonly Change[], state: State, sent: readonly Edit[] = []): GroupChange[] {
  const edits = [...editsAround(changes, state), ...sent];
  const groups = new Map<string, { before: Group | null; after: Group | null }>();
  for (const change of changes) if ('table' in change && change.table === 'groups') groups.set(change.key, change);

  const nameOf = (id: string): string => state.groups.get(id)?.name ?? groups.get(id)?.before?.name ?? id;
  const kindOf = (id: string): GroupKind | null => state.groups.get(id)?.kind ?? null;
  const found: GroupChange[] = [];
  for (const [groupId, { before, after }] of groups) {
    if (!before && after) {
      const whose = whoseOf(edits, (wish) => makes(wish, after.name));
      found.push({ kind: 'groupAdded', ...whose, groupId, groupName: after.name });
    } else if (before && !after) {
      const whose = whoseOf(edits, (wish) => wish.kind === 'groupDelete' && wish.groupId === groupId);
      found.push({ kind: 'groupDeleted', ...whose, groupId, groupName: before.name });
    } else if (before && after && before.name !== after.name) {
      const whose = whoseOf(edits, (wish) => wish.kind === 'groupRename' && wish.groupId === groupId);
      found.push({ kind: 'groupRenamed', ...whose, groupId, groupName: after.name, from: before.name });
    }
  }
  for (const change of changes) {
    if (!('table' in change) || change.table !== 'contacts') continue;
    found.push(...contactChanges(change.before, change.after, groups, nameOf, kindOf, edits));
  }
  return found;
}

function contactChanges(
  before: Contact | null,
  after: Contact | null,
  groups: ReadonlyMap<string, { before: Group | null; after: Group | null }>,
  nameOf: (id: string) => string,
  kindOf: (id: string) => GroupKind | null,
  edits: readonly Edit[],
): GroupChange[] {
  const contact = after ?? before;
  if (!contact) return [];
  const old = before?.groups ?? [];
  const now = after?.groups ?? [];
  const isGone = (id: string): boolean => groups.get(id)?.after === null;
  const left = old.filter((id) => !now.includes(id));
  const entered = now.filter((id) => !old.includes(id));
  // Who leaves because the group itself went is told by the group's going. The server may then put them into the
  // default group (GAPS 42); whoever enters another one did not get there by that.
  const orphaned = left.some(isGone);
  const leaving = left.filter((id) => !isGone(id));
  const entering = orphaned && leaving.length === 0 ? entered.filter((id) => kindOf(id) !== 'defaultGroup') : entered;
  const who = { address: contact.address, contactName: contact.name };
  // What an edit is on its way to undo, another client did.
  const enters = (id: string) => (wish: EditWish) => putsInto(wish, contact.address, id, nameOf(id));
  const leaves = (id: string) => (wish: EditWish) => takesOut(wish, contact.address, id);

  const found: GroupChange[] = [];
  const target = entering[0];
  const source = leaving[0];
  if (leaving.length === 1 && entering.length === 1 && target !== undefined && source !== undefined) {
    const whose = whoseOf(edits, (wish) => enters(target)(wish) || leaves(source)(wish));
    const from = nameOf(source);
    return [
      { kind: 'contactMoved', ...whose, groupId: target, groupName: nameOf(target), from, fromId: source, ...who },
    ];
  }
  for (const [kind, ids, does] of [
    ['contactAdded', entering, enters],
    ['contactRemoved', leaving, leaves],
  ] as const) {
    for (const groupId of ids) {
      found.push({ kind, ...whoseOf(edits, does(groupId)), groupId, groupName: nameOf(groupId), ...who });
    }
  }
  return found;
}

type Whose = Pick<GroupChange, 'by' | 'editId'>;

/** Mine, by the first edit that wishes it; otherwise of another. */
function whoseOf(edits: readonly Edit[], isWish: (wish: EditWish) => boolean): Whose {
  const edit = edits.find(({ wish }) => isWish(wish));
  return edit ? { by: 'me', editId: edit.id } : { by: 'other' };
}

function makes(wish: EditWish, groupName: string): boolean {
  if (wish.kind === 'groupCreate') return sameName(wish.name, groupName);
  return wish.kind === 'membersAdd' && wish.groupId === null && sameName(wish.groupName, groupName);
}

/** True of a wish that puts somebody into a group. */
function putsInto(wish: EditWish, address: string, groupId: string, groupName: string): boolean {
  switch (wish.kind) {
    case 'memberAdd':
      return wish.address === address && wish.groupId === groupId;
    case 'memberMove':
      return wish.address === address && wish.to === groupId;
    case 'membersAdd':
      if (!isAmong(address, wish.people)) return false;
      return wish.groupId === null ? sameName(wish.groupName, groupName) : wish.groupId === groupId;
    case 'membersMove':
      return isAmong(address, wish.people) && wish.to === groupId;
    default:
      return false;
  }
}

/** True of a wish that takes somebody out of a group. */
function takesOut(wish: EditWish, address: string, groupId: string): boolean {
  switch (wish.kind) {
    case 'memberRemove':
      return wish.address === address && wish.groupId === groupId;
    case 'memberMove':
      return wish.address === address && wish.from === groupId;
    case 'memberRemoveAll':
      return wish.address === address;
    case 'membersAdd':
      return wish.leaving?.groupId === groupId && wish.leaving.addresses.includes(address);
    case 'membersRemove':
      return isAmong(address, wish.people) && wish.groupId === groupId;
    case 'membersMove':
      return isAmong(address, wish.people) && wish.from === groupId;
    default:
      return false;
  }
}

function isAmong(address: string, people: readonly Person[]): boolean {
  return people.some((person) => person.address === address);
}

/** Edits under way while the step happened, one settled by the very step included. */
function editsAround(changes: readonly Change[], state: State): Edit[] {
  const edits: Edit[] = [...state.edits.values()].filter((edit) => edit.status === 'pending');
  for (const change of changes)
    if ('table' in change && change.table === 'edits' && change.before) edits.push(change.before);
  return edits;
}

function sameName(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}
