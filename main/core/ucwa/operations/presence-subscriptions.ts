/**
 * presenceSubscriptions, presenceSubscription and subscribeToGroupPresence: being told of other people's presence
 * (PROTOCOL 15). Subscriptions end with their time and with the application. Whom one covers: memberships.ts.
 */
import { ok } from '../../result.ts';
import type { Result } from '../../result.ts';
import { embedded, link, links, text } from '../media/resource.ts';
import type { Link, Resource, UcwaClient } from '../types.ts';
import { doneBy, isTooMuch, modelIn, modelOrNone, selfLink } from './operation.ts';
import type { OperationOptions } from './operation.ts';

/** Minutes that may be asked for; an extension adds to what is left, and the sum ends at `max` (PROTOCOL 15.2). */
export const PRESENCE_SUBSCRIPTION_MINUTES = { min: 10, max: 30 } as const;

/** A subscription that the server holds. */
export interface PresenceSubscriptionModel {
  /** Never to be compared with ids found elsewhere (PROTOCOL 18, no. 16). */
  readonly id: string | null;
  readonly links: {
    readonly self: Link;
    readonly memberships: Link | null;
    /** Null: follows a group, whose members are not this subscription's to say. */
    readonly addToPresenceSubscription: Link | null;
  };
}

/** A subscription, or null without self link: it could be neither extended nor ended. */
export function readPresenceSubscription(resource: Resource): PresenceSubscriptionModel | null {
  const self = selfLink(resource);
  if (self === null) return null;
  return {
    id: text(resource, 'id'),
    links: {
      self,
      memberships: link(resource, 'memberships'),
      addToPresenceSubscription: link(resource, 'addToPresenceSubscription'),
    },
  };
}

/** The subscriptions of a presenceSubscriptions resource; what cannot be read is left out. */
export function readPresenceSubscriptions(resource: Resource): readonly PresenceSubscriptionModel[] {
  return embedded(resource, 'presenceSubscription').flatMap((one) => readPresenceSubscription(one) ?? []);
}

/** GET presenceSubscriptions, by that link of people. No body reads as none. */
export async function getPresenceSubscriptions(
  client: UcwaClient,
  presenceSubscriptions: Link,
  options: OperationOptions = {},
): Promise<Result<readonly PresenceSubscriptionModel[]>> {
  const read = modelOrNone(await client.get(presenceSubscriptions.href, { ...options }), readPresenceSubscriptions);
  return read.ok ? ok(read.value ?? []) : read;
}

/** GET presenceSubscription, by its self link. 404: it has ended, though the subcode may speak of the application. */
export async function getPresenceSubscription(
  client: UcwaClient,
  subscription: Link,
  options: OperationOptions = {},
): Promise<Result<PresenceSubscriptionModel>> {
  return modelIn(await client.get(subscription.href, { ...options }), readPresenceSubscription);
}

/** Whom to subscribe to and for how long. */
export interface SubscribeInput {
  /** `sip:user@domain` each. */
  readonly uris: readonly string[];
  /** Minutes, see PRESENCE_SUBSCRIPTION_MINUTES. */
  readonly duration: number;
}

/**
 * POST presenceSubscriptions: one subscription for these contacts, all or none. The value is null where the answer
 * names none that can be used. 403 LimitExceeded: too many subscriptions, or too many contacts for one.
 */
export async function subscribeToContacts(
  client: UcwaClient,
  presenceSubscriptions: Link,
  { uris, duration }: SubscribeInput,
  options: OperationOptions = {},
): Promise<Result<PresenceSubscriptionModel | null>> {
  const answer = await client.post(presenceSubscriptions.href, { duration, uris }, { ...options });
  return modelOrNone(answer, readPresenceSubscription);
}

/** A subscription and for whom it is. */
export interface SubscribedContacts {
  readonly subscription: PresenceSubscriptionModel | null;
  /** The first of those that were asked for. */
  readonly uris: readonly string[];
}

/**
 * One subscription for as many of these contacts as the server takes at once, the first first. How many that is nobody
 * tells (PROTOCOL 17): what is too much is halved. Fails with LimitExceeded when there is no room for a single one.
 */
export async function subscribeToManyContacts(
  client: UcwaClient,
  presenceSubscriptions: Link,
  { uris, duration }: SubscribeInput,
  options: OperationOptions = {},
): Promise<Result<SubscribedContacts>> {
  for (let first = uris; ; first = first.slice(0, Math.ceil(first.length / 2))) {
    const made = await subscribeToContacts(client, presenceSubscriptions, { uris: first, duration }, options);
    if (made.ok) return ok({ subscription: made.value, uris: first });
    if (first.length <= 1 || !isTooMuch(made.error)) return made;
  }
}

/**
 * POST subscribeToGroupPresence, by that link of a group: one subscription for all who are in it, now and later. The
 * duration goes into the query, behind the group's id. The value is null where the answer names none that can be used.
 * 403 LimitExceeded: too many subscriptions.
 * @param duration minutes, see PRESENCE_SUBSCRIPTION_MINUTES
 */
export async function subscribeToGroupPresence(
  client: UcwaClient,
  subscribe: Link,
  { duration }: { readonly duration: number },
  options: OperationOptions = {},
): Promise<Result<PresenceSubscriptionModel | null>> {
  const answer = await client.post(subscribe.href, null, { query: { duration }, ...options });
  return modelOrNone(answer, readPresenceSubscription);
}

/**
 * POST presenceSubscription, by its self link: lets it live longer. 404: it has ended; whether the application has, too,
 * only the application tells (PROTOCOL 15.3).
 * @param duration minutes that are added, see PRESENCE_SUBSCRIPTION_MINUTES
 */
export async function extendPresenceSubscription(
  client: UcwaClient,
  subscription: Link,
  { duration }: { readonly duration: number },
  options: OperationOptions = {},
): Promise<Result<PresenceSubscriptionModel | null>> {
  return modelOrNone(await client.post(subscription.href, { duration }, { ...options }), readPresenceSubscription);
}

/** DELETE presenceSubscription. 404: it had ended; 403: the server made it and keeps it. */
export async function deletePresenceSubscription(
  client: UcwaClient,
  subscription: Link,
  options: OperationOptions = {},
): Promise<Result<null>> {
  return doneBy(await client.delete(subscription.href, { ...options }));
}

/** GET subscribedContacts, by that link of people: everybody whom a subscription covers, each once (PROTOCOL 10). */
export async function getSubscribedContacts(
  client: UcwaClient,
  subscribedContacts: Link,
  options: OperationOptions = {},
): Promise<Result<readonly Link[]>> {
  return modelIn(await client.get(subscribedContacts.href, { ...options }), (resource) => links(resource, 'contact'));
}
