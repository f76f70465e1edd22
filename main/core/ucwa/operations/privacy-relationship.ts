/**
 * contactPrivacyRelationship (revision 2) and myPrivacyRelationships: how much of the user a contact may see
 * (PROTOCOL 13.1, 13.3).
 */
import type { Result } from '../../result.ts';
import { embedded, link, links, text } from '../media/resource.ts';
import type { Link, Resource, UcwaClient } from '../types.ts';
import { doneBy, modelIn, modelUnlessSame, REVISION_2, selfLink } from './operation.ts';
import type { Conditional, OperationOptions } from './operation.ts';
import { updateWhole } from './update-whole.ts';

/** The documented levels, least first. Blocked sees nothing; Unknown is none at all. */
export type PrivacyLevel = 'Unknown' | 'Blocked' | 'External' | 'Colleagues' | 'Workgroup' | 'FriendsAndFamily';

/** One contact's level. */
export interface PrivacyRelationshipModel {
  /** A PrivacyLevel, or what later servers say. */
  readonly relationshipLevel: string;
  readonly etag: string | null;
  readonly links: {
    readonly self: Link;
    readonly resetContactPrivacyRelationship: Link | null;
  };
}

/** A contact's level, or null when it tells none or has no self link. */
export function readPrivacyRelationship(resource: Resource): PrivacyRelationshipModel | null {
  const self = selfLink(resource);
  const relationshipLevel = text(resource, 'relationshipLevel');
  if (self === null || relationshipLevel === null) return null;
  return {
    relationshipLevel,
    etag: resource.etag,
    links: { self, resetContactPrivacyRelationship: link(resource, 'resetContactPrivacyRelationship') },
  };
}

/**
 * GET contactPrivacyRelationship, by that link of a contact.
 * @param etag of what is known already; then the answer may be `notModified`
 */
export async function getPrivacyRelationship(
  client: UcwaClient,
  relationship: Link,
  { etag = null }: { readonly etag?: string | null } = {},
  options: OperationOptions = {},
): Promise<Result<Conditional<PrivacyRelationshipModel>>> {
  const condition = etag === null ? {} : { ifNoneMatch: etag };
  return modelUnlessSame(await client.get(relationship.href, { ...condition, ...options }), readPrivacyRelationship);
}

/** PUT contactPrivacyRelationship: sets the level, whatever others change meanwhile. 403: not allowed by policy. */
export function updatePrivacyRelationship(
  client: UcwaClient,
  relationship: Link,
  { relationshipLevel }: { readonly relationshipLevel: PrivacyLevel },
  options: OperationOptions = {},
): Promise<Result<null>> {
  return updateWhole(client, relationship, { relationshipLevel }, options);
}

/** POST resetContactPrivacyRelationship: back to the level that follows from where the contact belongs. */
export async function resetPrivacyRelationship(
  client: UcwaClient,
  reset: Link,
  options: OperationOptions = {},
): Promise<Result<null>> {
  return doneBy(await client.post(reset.href, null, { ...REVISION_2, ...options }));
}

/** All contacts of one level. */
export interface PrivacyLevelModel {
  /** A PrivacyLevel, or what later servers say. */
  readonly relationshipLevel: string;
  readonly links: {
    readonly self: Link | null;
    readonly contact: readonly Link[];
  };
}

/** The levels of a myPrivacyRelationships resource; one that does not tell its name is left out. */
export function readMyPrivacyRelationships(resource: Resource): readonly PrivacyLevelModel[] {
  return embedded(resource, 'myPrivacyRelationship').flatMap((level) => {
    const relationshipLevel = text(level, 'relationshipLevel');
    if (relationshipLevel === null) return [];
    return [{ relationshipLevel, links: { self: selfLink(level), contact: links(level, 'contact') } }];
  });
}

/** GET myPrivacyRelationships, by that link of people: who has which level. */
export async function getMyPrivacyRelationships(
  client: UcwaClient,
  myPrivacyRelationships: Link,
  options: OperationOptions = {},
): Promise<Result<readonly PrivacyLevelModel[]>> {
  return modelIn(await client.get(myPrivacyRelationships.href, { ...options }), readMyPrivacyRelationships);
}
