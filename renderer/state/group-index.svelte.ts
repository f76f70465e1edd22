/**
 * Which people are in a group, in the order they are shown, and how many of them are available. Kept up to date by
 * differences: a presence change costs one step per group of the person, whatever the size of the list.
 */
import { SvelteMap } from 'svelte/reactivity';
import type { Availability, Contact, Presence } from '../../preload/contract/state.ts';
import { plain, wordsIn } from './plain.ts';

/** How people are ordered within a group. */
export type Order = 'name' | 'availability';

/** Counts of a group; `known`: people whose presence was read at least once. */
export interface Tally {
  readonly total: number;
  readonly known: number;
  readonly available: number;
}

const NOBODY: Tally = { total: 0, known: 0, available: 0 };

type Weight = { known: number; available: number };

function weightOf(availability: Availability | undefined): Weight {
  if (availability === undefined || availability === 'Unknown') return { known: 0, available: 0 };
  return { known: 1, available: availability === 'Online' ? 1 : 0 };
}

/** Who can be reached first, first. */
const RANK: Record<Availability, number> = {
  Online: 0,
  IdleOnline: 1,
  Busy: 2,
  IdleBusy: 3,
  DoNotDisturb: 4,
  BeRightBack: 5,
  Away: 6,
  Offline: 7,
  Unknown: 8,
};

export class GroupIndex {
  readonly #compare: (a: string, b: string) => number;
  readonly #members = new Map<string, Set<string>>();
  readonly #contacts = new Map<string, Contact>();
  readonly #presence = new Map<string, Presence>();
  readonly #haystacks = new Map<string, string>();
  readonly #weights = new Map<string, Weight>();
  readonly #counts = new Map<string, Weight & { total: number }>();
  readonly #byName = new Map<string, string[]>();
  readonly #sorted = new Map<string, string[]>();
  readonly #versions = new SvelteMap<string, number>();
  readonly #tallies = new SvelteMap<string, Tally>();
  #order: Order = 'name';
  #textVersion = $state(0);
  #dirtyText = false;
  /** Groups in which people or names changed, and those in which only the presence did. */
  readonly #dirtyOrder = new Set<string>();
  readonly #dirtyRanks = new Set<string>();
  readonly #dirtyTally = new Set<string>();

  /** `compare` orders names. */
  constructor(compare: (a: string, b: string) => number) {
    this.#compare = compare;
  }

  /** The addresses of a group's people in the order in use. Reactive: only a change of members or order wakes readers. */
  members(groupId: string): readonly string[] {
    this.#versions.get(groupId);
    const cached = this.#sorted.get(groupId);
    if (cached !== undefined) return cached;
    const byName = this.#namesOf(groupId);
    const sorted = this.#order === 'name' ? byName : [...byName].sort((a, b) => this.#rank(a) - this.#rank(b));
    this.#sorted.set(groupId, sorted);
    return sorted;
  }

  /** A group's counts. Reactive. */
  tally(groupId: string): Tally {
    return this.#tallies.get(groupId) ?? NOBODY;
  }

  /** The people in whose name, address, title, department or note all words of `text` occur. Reactive. */
  search(text: string): ReadonlySet<string> {
    void this.#textVersion;
    const words = wordsIn(text);
    const found = new Set<string>();
    for (const address of this.#contacts.keys()) {
      const haystack = this.#haystack(address);
      if (words.every((word) => haystack.includes(word))) found.add(address);
    }
    return found;
  }

  /** Takes note of a contact as it now is; `undefined`: gone. */
  setContact(address: string, contact: Contact | undefined): void {
    const known = this.#contacts.get(address);
    const before = known?.groups ?? [];
    const after = contact?.groups ?? [];
    const renamed = known?.name !== contact?.name;
    if (contact === undefined) this.#contacts.delete(address);
    else this.#contacts.set(address, contact);
    this.#dropText(address);
    for (const group of before) if (!after.includes(group)) this.#leave(group, address);
    for (const group of after) {
      if (!before.includes(group)) this.#join(group, address);
      else if (renamed) this.#dirtyOrder.add(group);
    }
  }

  /** Takes note of a person's presence; `undefined`: never read. */
  setPresence(address: string, presence: Presence | undefined): void {
    const known = this.#presence.get(address);
    if (presence === undefined) this.#presence.delete(address);
    else this.#presence.set(address, presence);
    if (known?.note !== presence?.note) this.#dropText(address);
    if (known?.availability === presence?.availability) return;
    const before = this.#weights.get(address) ?? weightOf(undefined);
    const after = weightOf(presence?.availability);
    this.#weights.set(address, after);
    const counted = before.known !== after.known || before.available !== after.available;
    for (const group of this.#contacts.get(address)?.groups ?? []) {
      if (counted) this.#count(group, 0, after.known - before.known, after.available - before.available);
      if (this.#order === 'availability') this.#dirtyRanks.add(group);
    }
  }

  /** Shows readers what changed since the last call; once per patch. */
  flush(): void {
    for (const group of this.#dirtyOrder) this.#byName.delete(group);
    for (const group of new Set([...this.#dirtyOrder, ...this.#dirtyRanks])) {
      this.#sorted.delete(group);
      this.#versions.set(group, (this.#versions.get(group) ?? 0) + 1);
    }
    for (const group of this.#dirtyTally) {
      const counts = this.#counts.get(group);
      if (counts === undefined || counts.total === 0) this.#tallies.delete(group);
      else this.#tallies.set(group, { ...counts });
    }
    if (this.#dirtyText) this.#textVersion += 1;
    this.#dirtyText = false;
    this.#dirtyOrder.clear();
    this.#dirtyRanks.clear();
    this.#dirtyTally.clear();
  }

  /** Sorts every group again: names are compared in another way from now on. */
  sortAnew(): void {
    for (const group of this.#members.keys()) this.#dirtyOrder.add(group);
    this.flush();
  }

  /** Orders everybody in another way from now on. */
  orderBy(order: Order): void {
    if (order === this.#order) return;
    this.#order = order;
    this.sortAnew();
  }

  /** All that a search looks at, plain. */
  #haystack(address: string): string {
    let haystack = this.#haystacks.get(address);
    if (haystack === undefined) {
      const { name = null, title = null, department = null } = this.#contacts.get(address) ?? {};
      const note = this.#presence.get(address)?.note;
      haystack = plain([name, address, title, department, note].filter(Boolean).join('\n'));
      this.#haystacks.set(address, haystack);
    }
    return haystack;
  }

  /** Sorted by name, which costs most: a change of presence does not ask for it again. */
  #namesOf(groupId: string): string[] {
    const known = this.#byName.get(groupId);
    if (known !== undefined) return known;
    const byName = [...(this.#members.get(groupId) ?? [])].sort(
      (a, b) => this.#compare(this.#name(a), this.#name(b)) || (a < b ? -1 : 1),
    );
    this.#byName.set(groupId, byName);
    return byName;
  }

  #name(address: string): string {
    return this.#contacts.get(address)?.name ?? address;
  }

  #rank(address: string): number {
    return RANK[this.#presence.get(address)?.availability ?? 'Unknown'];
  }

  #dropText(address: string): void {
    this.#haystacks.delete(address);
    this.#dirtyText = true;
  }

  #join(group: string, address: string): void {
    let members = this.#members.get(group);
    if (members === undefined) this.#members.set(group, (members = new Set()));
    members.add(address);
    this.#dirtyOrder.add(group);
    const weight = this.#weights.get(address) ?? weightOf(undefined);
    this.#count(group, 1, weight.known, weight.available);
  }

  #leave(group: string, address: string): void {
    const members = this.#members.get(group);
    members?.delete(address);
    if (members?.size === 0) this.#members.delete(group);
    this.#dirtyOrder.add(group);
    const weight = this.#weights.get(address) ?? weightOf(undefined);
    this.#count(group, -1, -weight.known, -weight.available);
  }

  #count(group: string, total: number, known: number, available: number): void {
    const counts = this.#counts.get(group) ?? { total: 0, known: 0, available: 0 };
    counts.total += total;
    counts.known += known;
    counts.available += available;
    if (counts.total === 0) this.#counts.delete(group);
    else this.#counts.set(group, counts);
    this.#dirtyTally.add(group);
  }
}
