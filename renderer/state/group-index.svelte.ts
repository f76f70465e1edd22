/**
 * Which people are in a group, in the order they are shown, and how many of them are available. Kept up to date by
 * differences: a presence change costs one step per group of the person, whatever the size of the list.
 */
import { SvelteMap } from 'svelte/reactivity';
import type { Availability, Contact } from '../../preload/contract/state.ts';
import { plain } from './plain.ts';

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

export class GroupIndex {
  readonly #compare: (a: string, b: string) => number;
  readonly #members = new Map<string, Set<string>>();
  readonly #contacts = new Map<string, Contact>();
  readonly #haystacks = new WeakMap<Contact, string>();
  readonly #weights = new Map<string, Weight>();
  readonly #counts = new Map<string, Weight & { total: number }>();
  readonly #sorted = new Map<string, string[]>();
  readonly #versions = new SvelteMap<string, number>();
  readonly #tallies = new SvelteMap<string, Tally>();
  #contactsVersion = $state(0);
  #dirtyContacts = false;
  readonly #dirtyOrder = new Set<string>();
  readonly #dirtyTally = new Set<string>();

  /** `compare` orders names. */
  constructor(compare: (a: string, b: string) => number) {
    this.#compare = compare;
  }

  /** The addresses of a group's people, sorted by name. Reactive: only a change of members or names wakes readers. */
  members(groupId: string): readonly string[] {
    this.#versions.get(groupId);
    const cached = this.#sorted.get(groupId);
    if (cached !== undefined) return cached;
    const name = (address: string) => this.#contacts.get(address)?.name ?? address;
    const sorted = [...(this.#members.get(groupId) ?? [])].sort(
      (a, b) => this.#compare(name(a), name(b)) || (a < b ? -1 : 1),
    );
    this.#sorted.set(groupId, sorted);
    return sorted;
  }

  /** A group's counts. Reactive. */
  tally(groupId: string): Tally {
    return this.#tallies.get(groupId) ?? NOBODY;
  }

  /** The addresses of the people in whose name, address, title or department all words of `text` occur. Reactive. */
  search(text: string): ReadonlySet<string> {
    void this.#contactsVersion;
    const words = plain(text).split(/\s+/).filter(Boolean);
    const found = new Set<string>();
    for (const [address, contact] of this.#contacts) {
      const haystack = this.#haystack(contact);
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
    this.#dirtyContacts = true;
    for (const group of before) if (!after.includes(group)) this.#leave(group, address);
    for (const group of after) {
      if (!before.includes(group)) this.#join(group, address);
      else if (renamed) this.#dirtyOrder.add(group);
    }
  }

  /** Takes note of a person's availability; `undefined`: never read. */
  setAvailability(address: string, availability: Availability | undefined): void {
    const before = this.#weights.get(address) ?? weightOf(undefined);
    const after = weightOf(availability);
    if (before.known === after.known && before.available === after.available) return;
    this.#weights.set(address, after);
    for (const group of this.#contacts.get(address)?.groups ?? []) {
      this.#count(group, 0, after.known - before.known, after.available - before.available);
    }
  }

  /** Shows readers what changed since the last call; once per patch. */
  flush(): void {
    for (const group of this.#dirtyOrder) {
      this.#sorted.delete(group);
      this.#versions.set(group, (this.#versions.get(group) ?? 0) + 1);
    }
    for (const group of this.#dirtyTally) {
      const counts = this.#counts.get(group);
      if (counts === undefined || counts.total === 0) this.#tallies.delete(group);
      else this.#tallies.set(group, { ...counts });
    }
    if (this.#dirtyContacts) this.#contactsVersion += 1;
    this.#dirtyContacts = false;
    this.#dirtyOrder.clear();
    this.#dirtyTally.clear();
  }

  /** Sorts every group again: names are compared in another way from now on. */
  sortAnew(): void {
    for (const group of this.#members.keys()) this.#dirtyOrder.add(group);
    this.flush();
  }

  #haystack(contact: Contact): string {
    let haystack = this.#haystacks.get(contact);
    if (haystack === undefined) {
      haystack = plain([contact.name, contact.address, contact.title, contact.department].join(' '));
      this.#haystacks.set(contact, haystack);
    }
    return haystack;
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
