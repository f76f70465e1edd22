/** The edits of one round: what they ask for, and whether the server's truth shows it. Pure. */
import type { EditWish } from '../../main/core/store/state.ts';
import { targetOf } from '../../main/core/edits/target.ts';
import type { SimulatorState } from '../../simulator/index.ts';

/** An edit that the window gave. */
export interface Asked {
  readonly wish: EditWish;
  /** The id that the host answered with; null: no answer came before the host was killed. */
  readonly id: string | null;
  /** The host refused it at once, with this code. */
  readonly refused: string | null;
}

/** One thing that an edit makes so. */
export interface Effect {
  /** What it is about: later edits of the same cell decide. */
  readonly cell: string;
  readonly shows: (truth: SimulatorState) => boolean;
}

/** What became of an acknowledged edit. */
export type Fate = 'applied' | 'failed' | 'superseded' | 'lost';

/** What a wish makes so. */
export function effectsOf(wish: EditWish): Effect[] {
  switch (wish.kind) {
    case 'groupCreate':
      return [
        {
          cell: `group ${wish.name}`,
          shows: ({ groups }) => groups.filter(({ name }) => name === wish.name).length === 1,
        },
      ];
    case 'groupRename':
      return [{ cell: `name ${wish.groupId}`, shows: (truth) => groupOf(truth, wish.groupId)?.name === wish.name }];
    case 'groupDelete':
      return [{ cell: `group ${wish.groupId}`, shows: (truth) => groupOf(truth, wish.groupId) === undefined }];
    case 'memberAdd':
      return [member(wish.groupId, wish.address, true)];
    case 'memberRemove':
      return [member(wish.groupId, wish.address, false)];
    case 'memberMove':
      return [member(wish.to, wish.address, true), member(wish.from, wish.address, false)];
    case 'phoneVisibility':
      return [{ cell: `visible ${wish.phone}`, shows: ({ phones }) => phones[wish.phone].visible === wish.visible }];
    case 'phoneNumber':
      return [
        {
          cell: `number ${wish.phone}`,
          shows: ({ phones }) => digits(phones[wish.phone].number) === digits(wish.number),
        },
      ];
    case 'memberRemoveAll':
    case 'membersAdd':
    case 'membersRemove':
    case 'membersMove':
    case 'availability':
    case 'note':
      throw new Error(`${wish.kind} is not asked for here`);
  }
}

/** What became of each acknowledged edit, once all is at rest. `failed`: ids of the edits that are shown as failed. */
export function fates(asked: readonly Asked[], failed: ReadonlySet<string>, truth: SimulatorState): Map<string, Fate> {
  const found = new Map<string, Fate>();
  asked.forEach(({ wish, id }, index) => {
    if (id === null) return;
    // What was not answered may have been heard all the same.
    const later = asked.slice(index + 1).filter(({ refused }) => refused === null);
    if (failed.has(id)) found.set(id, 'failed');
    else if (later.some((other) => targetOf(other.wish) === targetOf(wish))) found.set(id, 'superseded');
    else
      found.set(
        id,
        effectsOf(wish).every((effect) => isDecidedBy(later, effect) || effect.shows(truth)) ? 'applied' : 'lost',
      );
  });
  return found;
}

/** What nobody asked for and is different all the same, in words. */
export function strayChanges(asked: readonly Asked[], before: SimulatorState, after: SimulatorState): string[] {
  const wishes = asked.filter(({ refused }) => refused === null);
  const untouched = (cell: string): boolean => !isDecidedBy(wishes, { cell, shows: () => true });
  const wrong: string[] = [];
  for (const was of before.groups.filter(({ kind }) => kind === 'group')) {
    const is = groupOf(after, was.id);
    if (!is) {
      if (untouched(`group ${was.id}`)) wrong.push(`${was.name} is gone`);
      continue;
    }
    if (is.name !== was.name && untouched(`name ${was.id}`)) wrong.push(`${was.name} is called ${is.name}`);
    for (const address of new Set([...was.members, ...is.members].map((one) => one.toLowerCase()))) {
      const { cell } = member(was.id, address, true);
      if (has(was.members, address) !== has(is.members, address) && untouched(cell)) wrong.push(`${cell} changed`);
    }
  }
  const known = new Set(before.groups.map(({ id }) => id));
  for (const { id, name } of after.groups) {
    if (!known.has(id) && untouched(`group ${name}`)) wrong.push(`${name} was made`);
  }
  for (const kind of ['work', 'mobile', 'home', 'other'] as const) {
    const [was, is] = [before.phones[kind], after.phones[kind]];
    if (was.number !== is.number && untouched(`number ${kind}`)) wrong.push(`the number ${kind} changed`);
    if (was.visible !== is.visible && untouched(`visible ${kind}`)) wrong.push(`the visibility of ${kind} changed`);
  }
  return wrong;
}

function isDecidedBy(others: readonly Asked[], { cell }: Effect): boolean {
  return others.some(({ wish }) => {
    if (wish.kind === 'groupDelete' && cell.endsWith(` ${wish.groupId}`)) return true;
    return effectsOf(wish).some((effect) => effect.cell === cell);
  });
}

function member(groupId: string, address: string, inside: boolean): Effect {
  return {
    cell: `${address} in ${groupId}`,
    shows: (truth) => has(groupOf(truth, groupId)?.members ?? [], address) === inside,
  };
}

function groupOf({ groups }: SimulatorState, id: string): SimulatorState['groups'][number] | undefined {
  return groups.find((group) => group.id === id);
}

function has(members: readonly string[], address: string): boolean {
  return members.some((member) => member.toLowerCase() === address.toLowerCase());
}

function digits(number: string): string {
  return number.replace(/\D/g, '');
}
