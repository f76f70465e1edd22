/** Names for people and groups that tell nobody who they are, each the same throughout one report. Pure but for counting. */
import type { State } from '../store/state.ts';
import { mask } from './mask.ts';

const ADDRESS = /[^\s@<>"':;,()[\]{}=/\\]{1,64}@[a-z0-9][a-z0-9.-]*/gi;
/** What the state calls the fields in which names and words of people stand. */
const PERSONAL = new Set([
  ...['name', 'groupName', 'contactName', 'from', 'title', 'department', 'company', 'office', 'details'],
  ...['note', 'message', 'activity', 'location', 'emails', 'number'],
  ...['workPhone', 'mobilePhone', 'homePhone', 'otherPhone'],
]);
/** Shorter ones are parts of common words. */
const SHORTEST_NAME = 3;

export interface Pseudonyms {
  /** `user3@…` for an address. */
  user(address: string): string;
  /** `group2` for a group's id. */
  group(id: string): string;
  /** A text of unknown origin, without what is personal or secret. */
  text(text: string): string;
}

/** Starts a report about this state. */
export function createPseudonyms(state: State): Pseudonyms {
  const users = new Map<string, number>();
  const groups = new Map<string, number>();
  const names = personalWords(state);

  function numberOf(known: Map<string, number>, key: string): number {
    const number = known.get(key) ?? known.size + 1;
    known.set(key, number);
    return number;
  }

  const user = (address: string): string => `user${numberOf(users, address.toLowerCase())}@…`;

  function withoutNames(text: string): string {
    const lower = text.toLowerCase();
    return names
      .filter((name) => lower.includes(name.toLowerCase()))
      .reduce((left, name) => left.replaceAll(new RegExp(escaped(name), 'gi'), '(name)'), text);
  }

  return {
    user,
    group: (id) => `group${numberOf(groups, id)}`,
    text: (text) => mask(withoutNames(text.replace(ADDRESS, user))),
  };
}

/** Every name and personal word in the state, longest first, so that a part of one does not leave the rest. */
function personalWords({ groups, contacts, presence, phones, follows, edits, history, me }: State): string[] {
  const words = new Set<string>();
  const walk = (value: unknown, personal: boolean): void => {
    if (typeof value === 'string') {
      if (personal && value.length >= SHORTEST_NAME) words.add(value);
    } else if (Array.isArray(value)) {
      for (const element of value) walk(element, personal);
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) walk(inner, PERSONAL.has(key));
    }
  };
  for (const table of [groups, contacts, presence, phones, follows, edits, history]) walk([...table.values()], false);
  walk(me, false);
  return [...words].sort((a, b) => b.length - a.length);
}

/** The text for a regular expression that means it literally. */
function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
