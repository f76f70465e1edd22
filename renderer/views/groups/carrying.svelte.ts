/** A person on the way from one group to another: under the pointer, or cut or copied by the keyboard. */
import { t } from '../../i18n/index.ts';
import type { AppState } from '../../state/app.svelte.ts';
import { MAC } from '../../state/keys.ts';

export interface Carried {
  address: string;
  name: string;
  /** The group they are taken from. */
  from: string;
  by: 'pointer' | 'keys';
  /** They stay where they are as well. */
  copy: boolean;
}

/** What would happen in a group, or why nothing can. */
export type Verdict = { does: 'move' | 'add' } | { refused: string };

/** What carries it out. */
interface Doer {
  /** Why people cannot be added to or removed from this group, or null. */
  memberLock: (groupId: string) => string | null;
  move: (address: string, from: string, to: string) => void;
  add: (address: string, groupId: string) => void;
}

/** A closed group opens when somebody is held over it for so long, in milliseconds. */
const OPEN_MS = 700;

/** What pastes, as keys are written on this system. */
export const PASTE_KEYS = MAC ? '⌘V' : 'Ctrl+V';
/** Whether a pointer that carries somebody means to copy. */
export const meansCopy = (event: DragEvent): boolean => (MAC ? event.altKey : event.ctrlKey);

export class Carrying {
  carried = $state.raw<Carried | null>(null);
  /** The group under the pointer. */
  over = $state<string | null>(null);

  readonly #app: AppState;
  readonly #doer: Doer;
  #stopOpening = () => {};

  constructor(app: AppState, doer: Doer) {
    this.#app = app;
    this.#doer = doer;
  }

  /** Takes a person up. */
  pick(address: string, from: string, by: Carried['by'], copy: boolean): void {
    const name = this.#app.mirror.contacts.get(address)?.name ?? address;
    this.carried = { address, name, from, by, copy };
    if (by === 'pointer') return;
    const words = copy ? t.moving.copied(name) : t.moving.cut(name);
    this.#app.announcer.say(`${words}. ${t.moving.hint(PASTE_KEYS)}`);
  }

  /** What would happen if the carried person were put down in this group. */
  verdict(groupId: string): Verdict | null {
    const { carried } = this;
    if (carried === null) return null;
    const { mirror, overlay } = this.#app;
    if (groupId === carried.from) return { refused: t.moving.sameGroup };
    const inside = mirror.contacts.get(carried.address)?.groups.includes(groupId);
    if (inside || overlay.members.get(groupId)?.coming.has(carried.address)) return { refused: t.moving.already };
    const lock = this.#doer.memberLock(groupId);
    if (lock !== null) return { refused: lock };
    const stays = carried.copy || this.#doer.memberLock(carried.from) !== null;
    return { does: stays ? 'add' : 'move' };
  }

  /** The pointer is over this group now; a closed one opens after a while. */
  hover(groupId: string | null, copy: boolean): void {
    if (this.carried !== null && this.carried.copy !== copy) this.carried = { ...this.carried, copy };
    if (groupId === this.over) return;
    this.#stopOpening();
    this.over = groupId;
    if (groupId === null || this.#app.nav.open.has(groupId)) return;
    this.#stopOpening = this.#app.time.after(OPEN_MS, () => this.#app.nav.setOpen(groupId, true));
  }

  /** Puts the person down in this group. Where that is refused, they stay in the hand of the keyboard. */
  drop(groupId: string): void {
    const { carried } = this;
    const verdict = this.verdict(groupId);
    if (carried === null || verdict === null) return;
    if ('refused' in verdict) {
      const group = this.#app.mirror.groups.get(groupId)?.name ?? '';
      this.#app.announcer.say(t.moving.refused(carried.name, group, verdict.refused));
      if (carried.by === 'pointer') this.#clear();
      return;
    }
    this.#clear();
    if (verdict.does === 'move') this.#doer.move(carried.address, carried.from, groupId);
    else this.#doer.add(carried.address, groupId);
  }

  /** Gives it up: the person stays where they were. */
  letGo(): void {
    if (this.carried === null) return;
    this.#app.announcer.say(t.moving.over(this.carried.name));
    this.#clear();
  }

  #clear(): void {
    this.#stopOpening();
    this.carried = null;
    this.over = null;
  }
}
