/** What an edit is about: a newer wish for the same target takes the place of an older one. Pure. */
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
