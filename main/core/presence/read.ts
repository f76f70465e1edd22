/** Presence, note and location of a contact or of oneself, as the app knows them. Pure (PROTOCOL 8.4, 13.1). */
import type { PresencePart } from '../store/actions.ts';
import type { Availability } from '../store/state.ts';
import { readContactPart } from '../ucwa/index.ts';
import type { ContactPart, PresenceModel, Resource } from '../ucwa/index.ts';

const AVAILABILITIES: readonly Availability[] = [
  'Online',
  'Busy',
  'DoNotDisturb',
  'BeRightBack',
  'Away',
  'IdleOnline',
  'IdleBusy',
  'Offline',
];

/** The parts presence comes in, each a resource of its own. */
export type PartName = 'presence' | 'note' | 'location';

/** What a contact's link to each part is called. */
export const REL_OF: Readonly<Record<PartName, ContactPart['rel']>> = {
  presence: 'contactPresence',
  note: 'contactNote',
  location: 'contactLocation',
};

/** An unknown value is a neutral state, never an error (PROTOCOL 8.4); so is none at all. */
export function availabilityFrom(presence: PresenceModel | null): Availability {
  return AVAILABILITIES.find((known) => known === presence?.availability) ?? 'Unknown';
}

/** One part of somebody's presence as the store takes it; without a value nothing is set. */
export function partFrom({ rel, value }: ContactPart): Omit<PresencePart, 'address' | 'asOf'> {
  switch (rel) {
    case 'contactPresence':
      return {
        availability: availabilityFrom(value),
        activity: value?.activity ?? null,
        lastActive: value?.lastActive ?? null,
      };
    case 'contactNote':
      return { note: value?.message ?? null };
    case 'contactLocation':
      return { location: value?.location ?? null };
    default:
      return rel satisfies never;
  }
}

/** The same of a resource that came with an event; null stands for an answer without body. */
export function readPart(name: PartName, resource: Resource | null): Omit<PresencePart, 'address' | 'asOf'> {
  return partFrom(readContactPart(REL_OF[name], resource));
}

const PARTS: ReadonlyMap<string, PartName> = new Map([
  ['contactPresence', 'presence'],
  ['contactNote', 'note'],
  ['contactLocation', 'location'],
]);

/** The part a rel of a contact's event names, or null. */
export function partOf(rel: string): PartName | null {
  return PARTS.get(rel) ?? null;
}
