/**
 * myGroupMemberships, myGroupMembership and removeContactFromAllGroups (revision 2): who is in which group, and changing
 * it (PROTOCOL 12). A contact is moved by adding it to one group and then removing it from the other.
 */
import { fail, ok } from '../../result.ts';
import type { AppError, Result } from '../../result.ts';
import { embedded, link } from '../media/resource.ts';
import type { Link, Resource, UcwaClient } from '../types.ts';
import { doneBy, isLimitExceeded, isNotFound, modelIn, modelOrNone, REVISION_2, selfLink } from './operation.ts';
import type { OperationOptions } from './operation.ts';

/** One contact's place in one group. */
export interface MyGroupMembershipModel {
  readonly links: {
    readonly self: Link;
    readonly contact: Link;
    /** One of these names the group. Samples name several at once and a server might name none (PROTOCOL 12.1). */
    readonly group: Link | null;
    readonly defaultGroup: Link | null;
    readonly pinnedGroup: Link | null;
    readonly delegatesGroup: Link | null;
  };
}

/** A membership, or null without self link or contact. */
export function readMyGroupMembership(resource: Resource): MyGroupMembershipModel | null {
  const self = selfLink(resource);
  const contact = link(resource, 'contact');
  if (self === null || contact === null) return null;
  return {
    links: {
      self,
      contact,
      group: link(resource, 'group'),
      defaultGroup: link(resource, 'defaultGroup'),
      pinnedGroup: link(resource, 'pinnedGroup'),
      delegatesGroup: link(resource, 'delegatesGroup'),
    },
  };
}

/** Memberships, of one group or of all. */
export interface MyGroupMembershipsModel {
  readonly memberships: readonly MyGroupMembershipModel[];
  readonly links: {
    /** Not documented as a link, but servers have it here (PROTOCOL 12.3). */
    readonly removeContactFromAllGroups: Link | null;
  };
}

/** The memberships of a myGroupMemberships resource; what cannot be read is left out. */
export function readMyGroupMemberships(resource: Resource): MyGroupMembershipsModel {
  return {
    memberships: embedded(resource, 'myGroupMembership').flatMap((one) => readMyGroupMembership(one) ?? []),
    links: { removeContactFromAllGroups: link(resource, 'removeContactFromAllGroups') },
  };
}

const NONE: MyGroupMembershipsModel = { memberships: [], links: { removeContactFromAllGroups: null } };

/**
 * GET myGroupMemberships, by that link of people. No body reads as none.
 * @param groupId of one group only, up to 256 characters; a server may ignore it. 403 OperationNotSupported: of a
 *   group whose members are not the user's to say
 */
export async function getMyGroupMemberships(
  client: UcwaClient,
  myGroupMemberships: Link,
  { groupId }: { readonly groupId?: string } = {},
  options: OperationOptions = {},
): Promise<Result<MyGroupMembershipsModel>> {
  const query = groupId === undefined ? {} : { query: { groupId } };
  const answer = await client.get(myGroupMemberships.href, { ...REVISION_2, ...query, ...options });
  const read = modelOrNone(answer, readMyGroupMemberships);
  return read.ok ? ok(read.value ?? NONE) : read;
}

/** GET myGroupMembership, by its self link. */
export async function getMyGroupMembership(
  client: UcwaClient,
  membership: Link,
  options: OperationOptions = {},
): Promise<Result<MyGroupMembershipModel>> {
  return modelIn(await client.get(membership.href, { ...REVISION_2, ...options }), readMyGroupMembership);
}

/** Who goes where. */
export interface AddToGroupInput {
  /** `sip:user@domain`, up to 250 characters. */
  readonly contactUri: string;
  /** Up to 256 characters. Left out: the default group. */
  readonly groupId?: string;
}

/**
 * POST myGroupMemberships: adds one contact to one group. The value is null where the answer has no body. 409
 * AlreadyExists: is in it; 409 LimitExceeded: the contact list is full; 403 LimitExceeded: so is the group of delegates;
 * 500 MigrationInProgress: the list cannot be changed for now (PROTOCOL 12.1).
 */
export async function addToGroup(
  client: UcwaClient,
  myGroupMemberships: Link,
  { contactUri, groupId }: AddToGroupInput,
  options: OperationOptions = {},
): Promise<Result<MyGroupMembershipModel | null>> {
  const body = groupId === undefined ? { contactUri } : { contactUri, groupId };
  const answer = await client.post(myGroupMemberships.href, body, { ...REVISION_2, ...options });
  return modelOrNone(answer, readMyGroupMembership);
}

/**
 * Adds many contacts to one group, one after the other, since each takes a request of its own (PROTOCOL 12.1). Results
 * in the order of `contactUris`. A refusal that is the contact's own, AlreadyExists and a full contact list among them,
 * stops nobody else (who is on a full list already fits). Once the group is full or gone, or no answer comes or one that
 * may pass, the rest is not asked for and ends alike.
 */
export async function addManyToGroup(
  client: UcwaClient,
  myGroupMemberships: Link,
  { contactUris, groupId }: { readonly contactUris: readonly string[]; readonly groupId?: string },
  options: OperationOptions = {},
): Promise<Result<MyGroupMembershipModel | null>[]> {
  const group = groupId === undefined ? {} : { groupId };
  const results: Result<MyGroupMembershipModel | null>[] = [];
  let stopped: AppError | null = null;
  for (const contactUri of contactUris) {
    const result: Result<MyGroupMembershipModel | null> =
      stopped === null
        ? await addToGroup(client, myGroupMemberships, { contactUri, ...group }, options)
        : fail(stopped);
    if (!result.ok && endsTheRun(result.error)) stopped = result.error;
    results.push(result);
  }
  return results;
}

/** DELETE myGroupMembership: out of this group alone. 404: was not in it. */
export async function removeFromGroup(
  client: UcwaClient,
  membership: Link,
  options: OperationOptions = {},
): Promise<Result<null>> {
  return doneBy(await client.delete(membership.href, { ...REVISION_2, ...options }));
}

/**
 * POST removeContactFromAllGroups: out of every group that the user can change. 404: was in none.
 * @param contactUri `sip:user@domain`, up to 250 characters
 */
export async function removeContactFromAllGroups(
  client: UcwaClient,
  remove: Link,
  { contactUri }: { readonly contactUri: string },
  options: OperationOptions = {},
): Promise<Result<null>> {
  return doneBy(await client.post(remove.href, { contactUri }, { ...REVISION_2, ...options }));
}

/** 403 LimitExceeded is about the group of delegates; 409 LimitExceeded about contacts that are new to the list. */
function endsTheRun(error: AppError): boolean {
  return (
    error.retryable || error.status === null || isNotFound(error) || (isLimitExceeded(error) && error.status === 403)
  );
}
