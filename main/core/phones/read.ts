/** A phone of the wire layer as the app knows it, and numbers compared. Pure (PROTOCOL 9.2). */
import type { PhoneKind, PhoneLock } from '../store/state.ts';
import type { PhoneModel } from '../ucwa/index.ts';

const KINDS: readonly PhoneKind[] = ['work', 'mobile', 'home', 'other'];

/** A number of a kind this version knows. */
export interface KnownPhone {
  readonly kind: PhoneKind;
  /** '' where none is set. */
  readonly number: string;
  readonly visible: boolean;
  /** Where it is changed; null: the server does not offer it. */
  readonly links: PhoneModel['links'];
}

/** A phone of the app; null for a type this version does not know. What the server does not say is not shown. */
export function phoneFrom({ type, number, includeInContactCard, links }: PhoneModel): KnownPhone | null {
  const kind = KINDS.find((known) => known === type);
  return kind ? { kind, number: number ?? '', visible: includeInContactCard ?? false, links } : null;
}

/**
 * Why something of a number is locked, or null. A number of the directory has no changeNumber (PROTOCOL 9.2), and the work
 * row is the directory's own; what else has no link is not offered.
 */
export function lockOf({ kind, number, links }: KnownPhone): PhoneLock | null {
  if (links.changeNumber === null) return kind === 'work' || number !== '' ? 'directory' : 'server';
  return links.changeVisibility === null ? 'server' : null;
}

/** True when two ways of writing mean one number: `+1 (425) 555-1234` and `tel:+14255551234`. */
export function sameNumber(a: string, b: string): boolean {
  return bare(a) === bare(b);
}

function bare(number: string): string {
  return number
    .toLowerCase()
    .replace(/^tel:/, '')
    .replace(/[\s().-]/g, '');
}
