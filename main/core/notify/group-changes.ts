/** Changes of the store -> changes of the contact groups as a person would tell them. Pure. */
import type { Change, Contact, Edit, EditWish, Group, GroupKind, State } from '../store/state.ts';

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
 */
export function groupChanges(changes: readonly Change[], state: State): GroupChange[] {
  const edits = editsAround(changes, state);
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
  const memberWhose = (address: string, groupIds: readonly string[]): Whose =>
    whoseOf(edits, (wish) => groupIds.some((id) => changesMember(wish, address, id, nameOf(id))));

  const found: GroupChange[] = [];
  const target = entering[0];
  const source = leaving[0];
  if (leaving.length === 1 && entering.length === 1 && target !== undefined && source !== undefined) {
    const whose = memberWhose(contact.address, [target, source]);
    const from = nameOf(source);
    return [
      { kind: 'contactMoved', ...whose, groupId: target, groupName: nameOf(target), from, fromId: source, ...who },
    ];
  }
  for (const [kind, ids] of [
    ['contactAdded', entering],
    ['contactRemoved', leaving],
  ] as const) {
    for (const groupId of ids) {
      found.push({ kind, ...memberWhose(contact.address, [groupId]), groupId, groupName: nameOf(groupId), ...who });
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

function changesMember(wish: EditWish, address: string, groupId: string, groupName: string): boolean {
  switch (wish.kind) {
    case 'memberAdd':
    case 'memberRemove':
      return wish.address === address && wish.groupId === groupId;
    case 'memberMove':
      return wish.address === address && (wish.from === groupId || wish.to === groupId);
    case 'memberRemoveAll':
      return wish.address === address;
    case 'membersAdd':
    case 'membersRemove':
      if ('leaving' in wish && wish.leaving?.groupId === groupId) return wish.leaving.addresses.includes(address);
      if (!wish.people.some((person) => person.address === address)) return false;
      return wish.groupId === null ? sameName(wish.groupName, groupName) : wish.groupId === groupId;
    case 'membersMove':
      if (!wish.people.some((person) => person.address === address)) return false;
      return wish.from === groupId || wish.to === groupId;
    default:
      return false;
  }
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
