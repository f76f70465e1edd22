/**
 * contactPresence, contactNote and contactLocation: what a contact shows of itself (PROTOCOL 13.1). They can be read
 * without a subscription; only with one do events tell of their changes (PROTOCOL 15.4). A GET answered without body
 * reads as null: nothing is set.
 */
import type { Result } from '../../result.ts';
import { date, text } from '../media/resource.ts';
import type { Link, Resource, UcwaClient } from '../types.ts';
import { modelOrNone } from './operation.ts';
import type { OperationOptions } from './operation.ts';
import { readLocation, readNote, readPresence } from './presence.ts';
import type { LocationModel, NoteModel, PresenceModel } from './presence.ts';

/** A contact's presence. */
export interface ContactPresenceModel extends PresenceModel {
  /** PC, Mobile, Web, DeskPhone, Unknown, or what later servers say. */
  readonly deviceType: string | null;
  /** Milliseconds since 1970 UTC. */
  readonly lastActive: number | null;
}

/** A contact's presence of whatever the server tells. */
export function readContactPresence(resource: Resource): ContactPresenceModel {
  return {
    ...readPresence(resource),
    deviceType: text(resource, 'deviceType'),
    lastActive: date(resource, 'lastActive'),
  };
}

/** GET contactPresence, by that link of a contact. */
export async function getContactPresence(
  client: UcwaClient,
  presence: Link,
  options: OperationOptions = {},
): Promise<Result<ContactPresenceModel | null>> {
  return modelOrNone(await client.get(presence.href, { ...options }), readContactPresence);
}

/** GET contactNote, by that link of a contact. */
export async function getContactNote(
  client: UcwaClient,
  note: Link,
  options: OperationOptions = {},
): Promise<Result<NoteModel | null>> {
  return modelOrNone(await client.get(note.href, { ...options }), readNote);
}

/** GET contactLocation, by that link of a contact. */
export async function getContactLocation(
  client: UcwaClient,
  location: Link,
  options: OperationOptions = {},
): Promise<Result<LocationModel | null>> {
  return modelOrNone(await client.get(location.href, { ...options }), readLocation);
}

/** One part of what a contact shows, by the rel of its link. */
export type ContactPart =
  | { readonly rel: 'contactPresence'; readonly value: ContactPresenceModel | null }
  | { readonly rel: 'contactNote'; readonly value: NoteModel | null }
  | { readonly rel: 'contactLocation'; readonly value: LocationModel | null };

/** The part that `rel` names, of what the server sent for it; null stands for an answer without body. */
export function readContactPart(rel: ContactPart['rel'], resource: Resource | null): ContactPart {
  switch (rel) {
    case 'contactPresence':
      return { rel, value: resource && readContactPresence(resource) };
    case 'contactNote':
      return { rel, value: resource && readNote(resource) };
    case 'contactLocation':
      return { rel, value: resource && readLocation(resource) };
    default:
      return rel satisfies never;
  }
}

/**
 * GET of many parts of many contacts with few requests, in the order of `parts` (PROTOCOL 16).
 * @param batch the application's batch link; null reads one by one
 */
export async function getContactParts(
  client: UcwaClient,
  batch: Link | null,
  parts: readonly { readonly rel: ContactPart['rel']; readonly link: Link }[],
  options: OperationOptions = {},
): Promise<Result<ContactPart>[]> {
  if (parts.length === 0) return [];
  const hrefs = parts.map(({ link }) => link.href);
  const answers = await client.getMany(batch?.href ?? null, hrefs, options);
  return parts.flatMap(({ rel }, index): Result<ContactPart>[] => {
    const answer = answers[index];
    if (answer === undefined) return [];
    return [answer.ok ? { ok: true, value: readContactPart(rel, answer.value.resource) } : answer];
  });
}
