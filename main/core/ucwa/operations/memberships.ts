/**
 * memberships of a presence subscription: whose presence it covers (page memberships; PROTOCOL 15.2). The same
 * operations serve `addToPresenceSubscription` and `presenceSubscriptionMemberships`, which take and answer the same.
 */
import { fail, ok } from '../../result.ts';
import type { AppError, Result } from '../../result.ts';
import { embedded, link } from '../media/resource.ts';
import type { Link, Resource, UcwaClient } from '../types.ts';
import { doneBy, isLimitExceeded, isNotFound, isTooMuch, modelIn, modelOrNone, selfLink } from './operation.ts';
import type { OperationOptions } from './operation.ts';

/** One contact covered by one presence subscription. */
export interface MembershipModel {
  readonly links: {
    readonly self: Link;
    readonly contact: Link;
    readonly presenceSubscription: Link | null;
  };
}

/** A membership, or null without self link or contact. */
export function readMembership(resource: Resource): MembershipModel | null {
  const self = selfLink(resource);
  const contact = link(resource, 'contact');
  if (self === null || contact === null) return null;
  return { links: { self, contact, presenceSubscription: link(resource, 'presenceSubscription') } };
}

/** The memberships of such a resource; what cannot be read is left out. */
export function readMemberships(resource: Resource): readonly MembershipModel[] {
  return embedded(resource, 'presenceSubscriptionMembership').flatMap((one) => readMembership(one) ?? []);
}

/** GET memberships, by that link of a presence subscription. */
export async function getMemberships(
  client: UcwaClient,
  memberships: Link,
  options: OperationOptions = {},
): Promise<Result<readonly MembershipModel[]>> {
  return modelIn(await client.get(memberships.href, { ...options }), readMemberships);
}

/** Who is to be covered. */
export interface AddMembersInput {
  /** `sip:user@domain` each. */
  readonly contactUris: readonly string[];
}

/**
 * POST memberships: covers these contacts as well, all or none. The value is null where the answer has no body. 403
 * LimitExceeded: more than the subscription may cover; 413: more than one request may hold.
 */
export async function addMembers(
  client: UcwaClient,
  memberships: Link,
  { contactUris }: AddMembersInput,
  options: OperationOptions = {},
): Promise<Result<readonly MembershipModel[] | null>> {
  return modelOrNone(await client.post(memberships.href, { contactUris }, { ...options }), readMemberships);
}

/**
 * Covers as many contacts as the server takes, the first first. How many that is nobody tells (PROTOCOL 17): what is too
 * much at once is halved, until even one is refused. What became of each, in the order of `contactUris`; once the
 * subscription is full or gone, or no answer comes or one that may pass, the rest is not asked for and ends alike.
 */
export async function addManyMembers(
  client: UcwaClient,
  memberships: Link,
  { contactUris }: AddMembersInput,
  options: OperationOptions = {},
): Promise<Result<null>[]> {
  const results: Result<null>[] = [];
  const parts = contactUris.length === 0 ? [] : [contactUris];
  let stopped: AppError | null = null;
  for (let part = parts.shift(); part !== undefined; part = parts.shift()) {
    const added: Result<unknown> =
      stopped === null ? await addMembers(client, memberships, { contactUris: part }, options) : fail(stopped);
    if (!added.ok && stopped === null) {
      if (isTooMuch(added.error) && part.length > 1) {
        const middle = Math.ceil(part.length / 2);
        parts.unshift(part.slice(0, middle), part.slice(middle));
        continue;
      }
      if (endsTheRun(added.error)) stopped = added.error;
    }
    results.push(...part.map(() => (added.ok ? ok(null) : added)));
  }
  return results;
}

/** DELETE presenceSubscriptionMembership: this contact is not covered any more. 404: it was not. */
export async function removeMember(
  client: UcwaClient,
  membership: Link,
  options: OperationOptions = {},
): Promise<Result<null>> {
  return doneBy(await client.delete(membership.href, { ...options }));
}

function endsTheRun(error: AppError): boolean {
  return error.retryable || error.status === null || isNotFound(error) || isLimitExceeded(error);
}
