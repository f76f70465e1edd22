/** A `phone` resource as the app knows it, and numbers compared. Pure (PROTOCOL 9.2). */
import type { PhoneKind } from '../store/state.ts';
import { flag, link, text, type Resource } from '../ucwa/index.ts';

const KINDS: readonly PhoneKind[] = ['work', 'mobile', 'home', 'other'];

/** Where a number is changed; null: the organisation does not allow it. */
export interface PhoneLinks {
  readonly changeNumber: string | null;
  readonly changeVisibility: string | null;
}

export interface ReadPhone {
  readonly kind: PhoneKind;
  readonly number: string;
  readonly visible: boolean;
  readonly links: PhoneLinks;
}

/** Reads a phone; null for a type this version does not know. Types come with blanks and in any case. */
export function readPhone(resource: Resource): ReadPhone | null {
  const type = text(resource, 'type')?.toLowerCase();
  const kind = KINDS.find((known) => known === type);
  if (!kind) return null;
  return {
    kind,
    number: text(resource, 'number') ?? '',
    visible: flag(resource, 'includeInContactCard') ?? false,
    links: {
      changeNumber: link(resource, 'changeNumber')?.href ?? null,
      changeVisibility: link(resource, 'changeVisibility')?.href ?? null,
    },
  };
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
