/** What each language of the notifications fills, and what helps it. */
import type { GroupChange } from './group-changes.ts';

/** What each language fills. */
export interface Words {
  /** One change in one sentence. */
  change(change: GroupChange): string;
  /** Many changes of one group: "12 contacts changed in Sales." */
  burst(people: number, group: string): string;
  readonly groupsTitle: string;
  /** Many changes of many groups. */
  groups(changes: number, groups: number): string;
  available(name: string): string;
  manyAvailableTitle(people: number): string;
}

/** `5 contacts`, as the language counts. */
export function countIn(language: string): (n: number, one: string, other: string) => string {
  const plural = new Intl.PluralRules(language);
  return (n, one, other) => `${n} ${plural.select(n) === 'one' ? one : other}`;
}
