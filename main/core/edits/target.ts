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
    case 'membersAdd':
    case 'membersRemove': {
      const group = wish.groupId ?? `named ${wish.groupName.trim().toLowerCase()}`;
      return `${wish.kind} ${group} ${wish.people.map(({ address }) => address).join(' ')}`;
    }
    case 'membersMove':
      return `membersMove ${wish.from} ${wish.people.map(({ address }) => address).join(' ')}`;
    case 'availability':
    case 'note':
      return wish.kind;
    default:
      return wish satisfies never;
  }
}

/**
 * True when two wishes concern the same thing, so that their order matters: one phone, a person, or a group that one of
 * them is about. Who is to come into one group and to leave another could be in none in between.
 */
export function concern(a: EditWish, b: EditWish): boolean {
  if ('phone' in a && 'phone' in b) return a.phone === b.phone;
  if ('address' in a && 'address' in b) return a.address === b.address;
  const people = peopleOf(a);
  if (peopleOf(b).some((address) => people.includes(address))) return true;
  const groups = groupsOf(a);
  const made = madeBy(a);
  if (made !== null && made === madeBy(b)) return true;
  return targetOf(a) === targetOf(b) || groupsOf(b).some((id) => groups.includes(id));
}

/** Ids of the groups that a wish names. */
function groupsOf(wish: EditWish): readonly string[] {
  if ('groupId' in wish) return wish.groupId === null ? [] : [wish.groupId];
  return 'from' in wish ? [wish.from, wish.to] : [];
}

/** Addresses of the people that a wish names. */
function peopleOf(wish: EditWish): readonly string[] {
  if ('people' in wish) return wish.people.map(({ address }) => address);
  return 'address' in wish ? [wish.address] : [];
}

/** The name of the group that a wish makes, as the server compares names (GAPS 38). */
function madeBy(wish: EditWish): string | null {
  if (wish.kind === 'groupCreate') return wish.name.trim().toLowerCase();
  return wish.kind === 'membersAdd' && wish.groupId === null ? wish.groupName.trim().toLowerCase() : null;
}
