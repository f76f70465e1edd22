/** A contact list as a file holds it, whatever its format. */
import type { GroupKind, Person } from '../store/state.ts';

/** A group in a file. */
export interface FileGroup {
  readonly name: string;
  /** Null: the file does not say. */
  readonly kind: GroupKind | null;
  readonly followed: boolean;
  /** Each address once. */
  readonly members: readonly Person[];
}

export interface ContactFile {
  readonly groups: readonly FileGroup[];
  /** People who are followed by themselves. */
  readonly follows: readonly Person[];
}

export type FileFormat = 'json' | 'csv';

/** What a file says that cannot be used. */
export interface Unreadable {
  /** Counted from 1; null in formats without lines. */
  readonly line: number | null;
  /** The beginning of it. */
  readonly text: string;
  /** No address, no usable name of a group, or a quote that is never closed. */
  readonly reason: 'address' | 'group' | 'quotes';
}

/** A file as it was read: what can be used of it, and what cannot. */
export interface ReadFile {
  readonly format: FileFormat;
  readonly file: ContactFile;
  readonly unreadable: readonly Unreadable[];
}

/** Names and addresses that the server takes (PROTOCOL 17). */
export const GROUP_NAME_MAX = 256;
const ADDRESS_MAX = 246;
/** So much of what cannot be read is shown. */
const SHOWN = 80;

export function unreadable(line: number | null, text: string, reason: Unreadable['reason']): Unreadable {
  return { line, text: text.slice(0, SHOWN), reason };
}

/** The address in `sip:Ann@Example.org`, `Ann <ann@example.org>` or the like; null: there is none. */
export function addressIn(text: string): string | null {
  const inside = /<([^<>]*)>\s*$/.exec(text)?.[1] ?? text;
  const address = inside
    .trim()
    .toLowerCase()
    .replace(/^(sip|mailto|im):/, '');
  return address.length <= ADDRESS_MAX && /^[^\s@<>"';:]+@[^\s@<>"';:/]+$/.test(address) ? address : null;
}

/** Puts together what a file says in many places: groups by name and kind, people by address. */
export class FileBuilder {
  readonly #groups = new Map<string, { group: FileGroup; members: Map<string, Person> }>();
  readonly #follows = new Map<string, Person>();

  /** Names a group; one that differs by case alone is the same (GAPS 38). */
  group(name: string, kind: GroupKind | null, followed: boolean): void {
    const found = this.#entry(name, kind);
    if (followed) found.group = { ...found.group, followed };
  }

  member(name: string, kind: GroupKind | null, person: Person): void {
    keep(this.#entry(name, kind).members, person);
  }

  follow(person: Person): void {
    keep(this.#follows, person);
  }

  build(): ContactFile {
    const groups = [...this.#groups.values()].map(({ group, members }) => ({
      ...group,
      members: [...members.values()],
    }));
    return { groups, follows: [...this.#follows.values()] };
  }

  #entry(name: string, kind: GroupKind | null): { group: FileGroup; members: Map<string, Person> } {
    const key = `${kind ?? ''} ${name.toLowerCase()}`;
    const known = this.#groups.get(key);
    if (known) return known;
    const made = { group: { name, kind, followed: false, members: [] }, members: new Map<string, Person>() };
    this.#groups.set(key, made);
    return made;
  }
}

/** The first name that is told counts. */
function keep(people: Map<string, Person>, person: Person): void {
  const known = people.get(person.address);
  if (!known || (known.name === '' && person.name !== '')) people.set(person.address, person);
}
