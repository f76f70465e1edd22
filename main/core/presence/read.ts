/** Presence, note and location of a contact or of oneself, as the app knows them. Pure (PROTOCOL 8.4, 13.1). */
import type { PresencePart } from '../store/actions.ts';
import type { Availability } from '../store/state.ts';
import { date, text, type Resource } from '../ucwa/index.ts';

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

/** An unknown value is a neutral state, never an error (PROTOCOL 8.4). */
export function readAvailability(resource: Resource): Availability {
  const value = text(resource, 'availability');
  return AVAILABILITIES.find((known) => known === value) ?? 'Unknown';
}

/** One part of somebody's presence; null stands for an answer without body: nothing is set. */
export function readPart(name: PartName, resource: Resource | null): Omit<PresencePart, 'address' | 'asOf'> {
  switch (name) {
    case 'presence':
      if (!resource) return { availability: 'Unknown', activity: null, lastActive: null };
      return {
        availability: readAvailability(resource),
        activity: text(resource, 'activity'),
        lastActive: date(resource, 'lastActive'),
      };
    case 'note':
      return { note: resource && text(resource, 'message') };
    case 'location':
      return { location: resource && text(resource, 'location') };
    default:
      return name satisfies never;
  }
}

const RELS: ReadonlyMap<string, PartName> = new Map([
  ['contactPresence', 'presence'],
  ['contactNote', 'note'],
  ['contactLocation', 'location'],
]);

/** The part a rel of a contact's event names, or null. */
export function partOf(rel: string): PartName | null {
  return RELS.get(rel) ?? null;
}
