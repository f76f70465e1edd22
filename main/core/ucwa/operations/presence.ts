/**
 * presence, note and location of the user, there once makeMeAvailable has been followed (PROTOCOL 8.4). Every operation
 * may end with 409 MakeMeAvailableRequired. A GET answered without body reads as null: nothing is set.
 */
import type { Result } from '../../result.ts';
import { text } from '../media/resource.ts';
import type { Link, Resource, UcwaClient } from '../types.ts';
import { doneBy, modelOrNone } from './operation.ts';
import type { OperationOptions } from './operation.ts';

/** What the user may set. `Offwork` is shown to others as an availability with an activity. */
export type PreferredPresence = 'Online' | 'Busy' | 'DoNotDisturb' | 'BeRightBack' | 'Away' | 'Offwork';

/** The user's presence: what all of the user's devices make together. */
export interface PresenceModel {
  /** Online, Busy, DoNotDisturb, BeRightBack, Away, IdleOnline, IdleBusy, Offline, or what later servers say. */
  readonly availability: string | null;
  /** Such as `in-a-meeting`, or words of the organisation's own. */
  readonly activity: string | null;
}

/** The user's presence of whatever the server tells. */
export function readPresence(resource: Resource): PresenceModel {
  return { availability: text(resource, 'availability'), activity: text(resource, 'activity') };
}

/** GET presence, by that link of me. */
export async function getPresence(
  client: UcwaClient,
  presence: Link,
  options: OperationOptions = {},
): Promise<Result<PresenceModel | null>> {
  return modelOrNone(await client.get(presence.href, { ...options }), readPresence);
}

/** POST presence. */
export async function changePresence(
  client: UcwaClient,
  presence: Link,
  { availability }: { readonly availability: PreferredPresence },
  options: OperationOptions = {},
): Promise<Result<null>> {
  return doneBy(await client.post(presence.href, { availability }, { ...options }));
}

/** POST presence with an empty body: back to what the user's devices say. */
export async function resetPresence(
  client: UcwaClient,
  presence: Link,
  options: OperationOptions = {},
): Promise<Result<null>> {
  return doneBy(await client.post(presence.href, null, { ...options }));
}

/** What the user says about the day. */
export interface NoteModel {
  readonly message: string | null;
  /** Personal, OutOfOffice (from Exchange), or what later servers say. */
  readonly type: string | null;
}

/** The note of whatever the server tells; a contact's has the same properties. */
export function readNote(resource: Resource): NoteModel {
  return { message: text(resource, 'message'), type: text(resource, 'type') };
}

/** GET note, by that link of me. */
export async function getNote(
  client: UcwaClient,
  note: Link,
  options: OperationOptions = {},
): Promise<Result<NoteModel | null>> {
  return modelOrNone(await client.get(note.href, { ...options }), readNote);
}

/** POST note. A blank message clears the personal note; one of Exchange then shows again. */
export async function changeNote(
  client: UcwaClient,
  note: Link,
  { message }: { readonly message: string },
  options: OperationOptions = {},
): Promise<Result<null>> {
  return doneBy(await client.post(note.href, { message }, { ...options }));
}

/** Where the user is. */
export interface LocationModel {
  readonly location: string | null;
}

/** The location of whatever the server tells; a contact's has the same property. */
export function readLocation(resource: Resource): LocationModel {
  return { location: text(resource, 'location') };
}

/** GET location, by that link of me. */
export async function getLocation(
  client: UcwaClient,
  location: Link,
  options: OperationOptions = {},
): Promise<Result<LocationModel | null>> {
  return modelOrNone(await client.get(location.href, { ...options }), readLocation);
}

/**
 * POST location.
 * @param input `location`: up to 60 characters; null clears it
 */
export async function changeLocation(
  client: UcwaClient,
  place: Link,
  { location }: { readonly location: string | null },
  options: OperationOptions = {},
): Promise<Result<null>> {
  return doneBy(await client.post(place.href, location === null ? null : { location }, { ...options }));
}
