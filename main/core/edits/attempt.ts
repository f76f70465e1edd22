/**
 * What a wish was made upon, kept with it on disk. Whoever tries it later - because it had to wait, because the answer got
 * lost, because the app died over it - can so tell whether somebody else was there meanwhile. Pure.
 */
import type { Edit, EditWish, State } from '../store/state.ts';
import { concern } from './target.ts';

/** The circumstances under which a wish is carried out. */
export interface Attempt {
  /**
   * It may have been carried out already, or the user has made it some time ago: look before writing. False where it goes
   * out for the first time, at once.
   */
  readonly late: boolean;
  /** The user has just asked for it, knowing how things stand. */
  readonly asked: boolean;
  /** The values that are no surprise: what was shown when the wish was made, and what we wrote since. Null: not known. */
  readonly seen: readonly string[] | null;
}

/** The first try of a wish that was just made. */
export const AT_ONCE: Attempt = { late: false, asked: false, seen: null };

/**
 * The values that a wish is made upon: the number of a phone, the name of a group. None where it does not matter.
 * @param edits unsettled ones: what they write is no surprise either
 */
export function seenFor(wish: EditWish, state: Pick<State, 'phones' | 'groups'>, edits: Iterable<Edit>): string[] {
  const shown = shownTo(wish, state);
  if (shown === null) return [];
  const earlier = [...edits].filter((edit) => concern(wish, edit.wish));
  return [...new Set([shown, ...earlier.flatMap((edit) => [...(edit.seen ?? []), ...writtenBy(edit.wish)])])];
}

function shownTo(wish: EditWish, { phones, groups }: Pick<State, 'phones' | 'groups'>): string | null {
  switch (wish.kind) {
    case 'phoneNumber':
    case 'phoneVisibility':
      return phones.get(wish.phone)?.number ?? null;
    case 'groupRename':
    case 'groupDelete':
      return groups.get(wish.groupId)?.name ?? null;
    default:
      return null;
  }
}

function writtenBy(wish: EditWish): string[] {
  if (wish.kind === 'phoneNumber') return [wish.number];
  return wish.kind === 'groupRename' ? [wish.name] : [];
}
