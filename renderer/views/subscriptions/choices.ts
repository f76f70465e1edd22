/** Whom there is to follow, and what of it a filter shows. Pure. */
import type { Commands } from '../../../preload/contract/commands.ts';
import type { Contact, Follow, Group } from '../../../preload/contract/state.ts';
import { plain } from '../../state/plain.ts';

export interface Choice {
  /** As in the table of follows. */
  key: string;
  kind: Follow['kind'];
  target: string;
  name: string;
  /** How many people a group has, or what a person does. */
  about: string;
}

/** As many as one job takes (contract: `follows.addMany`). */
export const MOST_AT_ONCE = 1000;

const keyOf = (kind: Follow['kind'], target: string) => `${kind}:${target}`;

/** What is not followed yet and can be: groups first, then people, each by name. */
export function notFollowed(
  { groups, contacts, follows }: { groups: Iterable<Group>; contacts: Iterable<Contact>; follows: ReadonlySet<string> },
  aboutGroup: (group: Group) => string,
  compare: (a: string, b: string) => number,
): Choice[] {
  const rows = (choices: Choice[]) =>
    choices.filter(({ key }) => !follows.has(key)).sort((a, b) => compare(a.name, b.name));
  return [
    ...rows(
      [...groups]
        .filter(({ canFollow }) => canFollow)
        .map((group) => choice('group', group.id, group.name, aboutGroup(group))),
    ),
    ...rows(
      [...contacts].map(({ address, name, title, department }) =>
        choice('contact', address, name || address, [title, department].filter(Boolean).join(' · ') || address),
      ),
    ),
  ];
}

/** What is followed, as choices in the order given. */
export function followed(follows: readonly Follow[], nameOf: (follow: Follow) => string): Choice[] {
  return follows.map((follow) => choice(follow.kind, follow.target, nameOf(follow), ''));
}

/** The choices in whose name or description all words of the text occur. */
export function matching(choices: readonly Choice[], text: string): readonly Choice[] {
  const words = plain(text).split(/\s+/).filter(Boolean);
  if (words.length === 0) return choices;
  return choices.filter(({ name, about, target }) => {
    const haystack = plain(`${name} ${about} ${target}`);
    return words.every((word) => haystack.includes(word));
  });
}

/** What `follows.addMany` takes. */
export function asInput(choices: readonly Choice[]): Commands['follows.addMany']['input'] {
  return { follows: choices.map(({ kind, target }) => ({ kind, target })) };
}

function choice(kind: Follow['kind'], target: string, name: string, about: string): Choice {
  return { key: keyOf(kind, target), kind, target, name, about };
}
