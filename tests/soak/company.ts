/** What others do during office hours. The company keeps its size, so that nothing grows for a good reason. */
import type { Act, Control } from '../../simulator/index.ts';
import type { Random } from '../fuzz/random.ts';

const AVAILABILITIES = ['Online', 'Online', 'Busy', 'DoNotDisturb', 'BeRightBack', 'Away', 'Offline'];

/** The size of the contact list that changes pull towards. */
export interface Size {
  readonly groups: number;
  readonly memberships: number;
}

/** How large the contact list is: the user's own groups, and all who are in them. */
export function sizeOf(control: Control): Size {
  const own = control.state().groups.filter(({ kind }) => kind === 'group');
  return { groups: own.length, memberships: own.reduce((sum, { members }) => sum + members.length, 0) };
}

/** Somebody comes, goes, or writes a note. */
export function presenceChange(control: Control, random: Random): Act {
  const { address } = random.pick(control.state().contacts);
  const note = random.below(5) === 0 ? { note: `Note ${random.below(10)}` } : {};
  return { op: 'setPresence', address, availability: random.pick(AVAILABILITIES), ...note };
}

/** Another client of the same user changes the groups; null: there is nothing of the kind to change. */
export function groupChange(control: Control, random: Random, usual: Size): Act | null {
  const { groups, contacts } = control.state();
  const own = groups.filter(({ kind }) => kind === 'group');
  const size = sizeOf(control);
  const group = own.length > 0 ? random.pick(own) : null;
  const dice = random.below(100);
  if (dice < 10 || group === null) {
    return group === null || size.groups <= usual.groups
      ? { op: 'addGroup', name: freeName(groups, random) }
      : { op: 'deleteGroup', id: group.id };
  }
  if (dice < 25) return { op: 'renameGroup', id: group.id, name: freeName(groups, random) };
  if (dice < 45) {
    const to = random.pick(own);
    const able = group.members.filter((address) => !to.members.includes(address));
    return able.length > 0 ? { op: 'moveMember', address: random.pick(able), from: group.id, to: to.id } : null;
  }
  if (size.memberships > usual.memberships || (size.memberships === usual.memberships && dice < 70)) {
    return group.members.length > 0
      ? { op: 'removeMember', groupId: group.id, address: random.pick(group.members) }
      : null;
  }
  const outside = contacts.filter(({ address }) => !group.members.includes(address));
  return outside.length > 0 ? { op: 'addMember', groupId: group.id, address: random.pick(outside).address } : null;
}

function freeName(groups: readonly { readonly name: string }[], random: Random): string {
  for (;;) {
    const name = `Team ${1000 + random.below(9000)}`;
    if (!groups.some((group) => group.name === name)) return name;
  }
}
