/** What a file would change of the list as it is now. Pure. */
import { followKey, type Group, type Person, type State } from '../store/state.ts';
import type { ContactFile, FileGroup } from './contact-file.ts';

/** The part of the state that decides. */
export type ListView = Pick<State, 'groups' | 'contacts' | 'follows' | 'list'>;

/** What happens to one group of the file. */
export interface PlannedGroup {
  /** As it is called on the list, or in the file where it is new. */
  readonly name: string;
  /** Null: there is none yet. */
  readonly groupId: string | null;
  readonly create: boolean;
  readonly add: readonly Person[];
  /** How many are in it already. */
  readonly there: number;
  readonly cannot: readonly Person[];
  /** Why those in `cannot` are not added, or the group is not made: the list, or groups of this kind, cannot be changed. */
  readonly reason: 'readOnlyList' | 'fixedGroup' | null;
}

/** A follow that is not there yet; `target` null: of a group that the import makes. */
export interface PlannedFollow {
  readonly kind: 'contact' | 'group';
  readonly target: string | null;
  readonly name: string;
}

export interface ImportPlan {
  readonly groups: readonly PlannedGroup[];
  readonly follows: readonly PlannedFollow[];
}

/** The plan: groups in the order of the file. */
export function planImport(file: ContactFile, state: ListView): ImportPlan {
  const groups = new Map<string, PlannedGroup>();
  const follows: PlannedFollow[] = [];
  for (const group of file.groups) {
    const planned = planGroup(group, state);
    const key = planned.groupId ?? ` ${planned.name.toLowerCase()}`;
    groups.set(key, joined(groups.get(key), planned));
    if (!group.followed) continue;
    const target = planned.groupId;
    const possible = target === null ? planned.create : state.groups.get(target)?.canFollow === true;
    if (possible && !(target !== null && state.follows.has(followKey('group', target)))) {
      follows.push({ kind: 'group', target, name: planned.name });
    }
  }
  for (const { address, name } of file.follows) {
    if (state.follows.has(followKey('contact', address))) continue;
    follows.push({ kind: 'contact', target: address, name: nameOf({ address, name }, state) });
  }
  return { groups: [...groups.values()], follows };
}

/** Groups that a file tells apart may be one on the list. */
function joined(before: PlannedGroup | undefined, more: PlannedGroup): PlannedGroup {
  if (!before) return more;
  const isNew = ({ address }: Person): boolean =>
    ![...before.add, ...before.cannot].some((one) => one.address === address);
  return {
    ...before,
    add: [...before.add, ...more.add.filter(isNew)],
    there: before.there + more.there,
    cannot: [...before.cannot, ...more.cannot.filter(isNew)],
    reason: before.reason ?? more.reason,
  };
}

/** What of a new plan an older one showed as well: nobody is added who was not shown, nobody twice. */
export function within(plan: ImportPlan, shown: ImportPlan): ImportPlan {
  const key = (name: string): string => name.trim().toLowerCase();
  const added = new Map<string, Set<string>>();
  for (const { name, add } of shown.groups) {
    const addresses = added.get(key(name)) ?? new Set();
    for (const { address } of add) addresses.add(address);
    added.set(key(name), addresses);
  }
  const made = new Set(shown.groups.filter(({ create }) => create).map(({ name }) => key(name)));
  const followed = new Set(shown.follows.map(({ kind, target, name }) => `${kind} ${target ?? ''} ${key(name)}`));
  return {
    groups: plan.groups.map((group) => {
      const add = group.add.filter(({ address }) => added.get(key(group.name))?.has(address));
      return { ...group, add, create: group.create && (made.has(key(group.name)) || add.length > 0) };
    }),
    // A group that was to be made may be there by now.
    follows: plan.follows.filter(
      ({ kind, target, name }) =>
        followed.has(`${kind} ${target ?? ''} ${key(name)}`) || followed.has(`${kind}  ${key(name)}`),
    ),
  };
}

function planGroup(group: FileGroup, state: ListView): PlannedGroup {
  const found = match(group, state);
  const inside = (address: string): boolean =>
    found !== null && (state.contacts.get(address)?.groups.includes(found.id) ?? false);
  const missing = group.members
    .filter(({ address }) => !inside(address))
    .map((person) => ({ address: person.address, name: nameOf(person, state) }));
  const there = group.members.length - missing.length;
  const isNew = found === null && (group.kind === 'group' || group.kind === null);
  const changeable = found === null ? isNew : found.canChangeMembers;
  const reason = state.list.readOnly ? 'readOnlyList' : changeable ? null : 'fixedGroup';
  const wanted = isNew || missing.length > 0;
  return {
    name: found?.name ?? group.name,
    groupId: found?.id ?? null,
    create: isNew && reason === null,
    add: reason === null ? missing : [],
    there,
    cannot: reason === null ? [] : missing,
    reason: wanted ? reason : null,
  };
}

/** The group of the list that a group of the file stands for. */
function match({ name, kind }: FileGroup, { groups }: ListView): Group | null {
  const all = [...groups.values()];
  const alike = (group: Group): boolean => group.name.trim().toLowerCase() === name.toLowerCase();
  if (kind === 'group' || kind === 'distributionGroup')
    return all.find((one) => one.kind === kind && alike(one)) ?? null;
  // There is one of each other kind, and servers name it in the language of the user.
  if (kind !== null) return all.find((one) => one.kind === kind) ?? null;
  const named = all.filter(alike);
  return named.find(({ canChangeMembers }) => canChangeMembers) ?? named[0] ?? null;
}

function nameOf({ address, name }: Person, { contacts }: ListView): string {
  return name || (contacts.get(address)?.name ?? address);
}
