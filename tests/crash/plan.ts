/** What the user does in one round and when the power goes, from a seed. */
import type { EditWish, PhoneKind } from '../../main/core/store/state.ts';
import type { Act, FaultInput, SimulatorState } from '../../simulator/index.ts';
import type { Random } from '../fuzz/random.ts';

/** Milliseconds are those of the machine. */
export interface Plan {
  /** `starting`: the edits are given as soon as the window is open, before there is a session. */
  readonly when: 'live' | 'starting';
  readonly edits: readonly { readonly wish: EditWish; readonly pauseMs: number }[];
  /** From the first edit to the kill. */
  readonly killMs: number;
  /** While the host is down, another client changes what it was about to report as done. */
  readonly meanwhile: boolean;
  /** What makes the network slow, so that the kill meets requests under way. */
  readonly faults: readonly FaultInput[];
}

const KINDS: readonly PhoneKind[] = ['mobile', 'home', 'other'];
/** Own groups that the company has about. */
const GROUPS = 8;

/** The plan of a round. `serial` makes names and numbers that were never used before. */
export function planOf(random: Random, truth: SimulatorState, serial: () => number): Plan {
  const slow = random.below(2) === 0;
  const edits = Array.from({ length: 1 + random.below(4) }, () => ({
    wish: wishOf(random, truth, serial),
    pauseMs: random.pick([0, 0, random.below(5), random.below(30)]),
  }));
  return {
    when: random.below(4) === 0 ? 'starting' : 'live',
    edits,
    killMs: random.below(random.pick([10, 40, slow ? 250 : 100, 400])),
    meanwhile: random.below(3) > 0,
    faults: slow ? [delay(random, 'POST'), delay(random, 'PUT'), delay(random, 'DELETE'), delay(random, 'GET')] : [],
  };
}

function delay(random: Random, method: string): FaultInput {
  const ms = 5 + random.below(random.pick([20, 80]));
  return { match: { method, path: '/(groups|myGroupMemberships|phones)' }, times: 8, action: { type: 'delay', ms } };
}

function wishOf(random: Random, truth: SimulatorState, serial: () => number): EditWish {
  const own = truth.groups.filter(({ kind }) => kind === 'group');
  const group = random.pick(own);
  const dice = random.below(100);
  if (dice < 15 || (dice < 30 && own.length < GROUPS)) return { kind: 'groupCreate', name: `Made ${serial()}` };
  if (dice < 30) return { kind: 'groupDelete', groupId: group.id, name: group.name };
  if (dice < 42) return { kind: 'groupRename', groupId: group.id, name: `Named ${serial()}` };
  const { address, name } = random.pick(truth.contacts);
  const outsider = { address: address.toLowerCase(), name };
  if (dice < 56 || (dice < 76 && group.members.length === 0)) {
    return { kind: 'memberAdd', ...outsider, groupId: group.id };
  }
  if (dice < 66) return { kind: 'memberRemove', address: insider(random, group), name: '', groupId: group.id };
  if (dice < 76) {
    return {
      kind: 'memberMove',
      address: insider(random, group),
      name: '',
      from: group.id,
      to: random.pick(own.filter(({ id }) => id !== group.id)).id,
    };
  }
  const phone = random.pick(KINDS);
  if (dice < 86) return { kind: 'phoneVisibility', phone, visible: random.below(2) === 0 };
  return { kind: 'phoneNumber', phone, number: numberOf(serial()) };
}

function insider(random: Random, { members }: SimulatorState['groups'][number]): string {
  return random.pick(members).toLowerCase();
}

/** What another client wants of a thing that an edit was about; null: nothing that the server could tell from the edit. */
export function meanwhile(wish: EditWish, serial: () => number): { readonly act: Act; readonly wish: EditWish } | null {
  if (wish.kind === 'phoneNumber') {
    const number = numberOf(serial());
    return { act: { op: 'setPhone', kind: wish.phone, number }, wish: { ...wish, number } };
  }
  if (wish.kind === 'groupRename') {
    const name = `Theirs ${serial()}`;
    return { act: { op: 'renameGroup', id: wish.groupId, name }, wish: { ...wish, name } };
  }
  return null;
}

function numberOf(serial: number): string {
  return `tel:+1425${String(5_550_000 + serial)}`;
}
