/** What an edit is about: what takes the place of an older wish, and what has to follow it. Pure. */
import type { EditWish } from '../store/state.ts';

/** A key that is equal for wishes about the same thing. */
export function targetOf(wish: EditWish): string {
  switch (wish.kind) {
    case 'phoneVisibility':
    case 'phoneNumber':
      return `${wish.kind} ${wish.phone}`;
    case 'groupCreate':
      return `groupCreate ${wish.name.trim().toLowerCase()}`;
    case 'groupRename':
    case 'groupDelete':
      return `${wish.kind} ${wish.groupId}`;
    case 'memberAdd':
    case 'memberRemove':
      // Adding and removing one person to one group undo each other.
      return `member ${wish.groupId} ${wish.address}`;
    case 'memberMove':
      return `memberMove ${wish.from} ${wish.address}`;
    case 'memberRemoveAll':
      return `memberRemoveAll ${wish.address}`;
    case 'availability':
    case 'note':
      return wish.kind;
    default:
      return wish satisfies never;
  }
}

/**
 * True when two wishes concern the same thing, so that their order matters: one phone, one person, or a group that one of
 * them is about.
 */
export function concern(a: EditWish, b: EditWish): boolean {
  if ('phone' in a && 'phone' in b) return a.phone === b.phone;
  if ('address' in a && 'address' in b) return a.address === b.address;
  const groups = groupsOf(a);
  return targetOf(a) === targetOf(b) || groupsOf(b).some((id) => groups.includes(id));
}

/** Ids of the groups that a wish names. */
function groupsOf(wish: EditWish): readonly string[] {
  if ('groupId' in wish) return [wish.groupId];
  return wish.kind === 'memberMove' ? [wish.from, wish.to] : [];
}
