/** myContactsAndGroupsSubscription: without it no event of groups and contacts comes (PROTOCOL 14). */
import type { Result } from '../../result.ts';
import { link, text } from '../media/resource.ts';
import type { Link, Resource, UcwaClient } from '../types.ts';
import { doneBy, modelIn, modelOrNone } from './operation.ts';
import type { OperationOptions } from './operation.ts';

/**
 * Minutes that may be asked for. A refresh adds to what is left, and the sum ends at `refreshCap`: asking for more than
 * that gains nothing that lasts (PROTOCOL 14; 18, no. 15).
 */
export const CONTACTS_AND_GROUPS_MINUTES = { min: 10, max: 60, refreshCap: 30 } as const;

/** The subscription. */
export interface ContactsAndGroupsSubscriptionModel {
  /** Disconnected, Connecting, Connected, Disconnecting, or what later servers say. */
  readonly state: string | null;
  /** Null: not in this state; it comes back with a later one. */
  readonly links: {
    readonly startOrRefreshSubscriptionToContactsAndGroups: Link | null;
    readonly stopSubscriptionToContactsAndGroups: Link | null;
  };
}

/** The subscription as it stands. */
export function readContactsAndGroupsSubscription(resource: Resource): ContactsAndGroupsSubscriptionModel {
  return {
    state: text(resource, 'state'),
    links: {
      startOrRefreshSubscriptionToContactsAndGroups: link(resource, 'startOrRefreshSubscriptionToContactsAndGroups'),
      stopSubscriptionToContactsAndGroups: link(resource, 'stopSubscriptionToContactsAndGroups'),
    },
  };
}

/** GET myContactsAndGroupsSubscription, by that link of people. */
export async function getContactsAndGroupsSubscription(
  client: UcwaClient,
  subscription: Link,
  options: OperationOptions = {},
): Promise<Result<ContactsAndGroupsSubscriptionModel>> {
  return modelIn(await client.get(subscription.href, { ...options }), readContactsAndGroupsSubscription);
}

/**
 * POST startOrRefreshSubscriptionToContactsAndGroups. The value is null where the answer has no body. 409: the
 * subscription is in another state by now; read it and try again.
 * @param duration minutes, see CONTACTS_AND_GROUPS_MINUTES
 */
export async function startOrRefreshContactsAndGroups(
  client: UcwaClient,
  startOrRefresh: Link,
  { duration }: { readonly duration: number },
  options: OperationOptions = {},
): Promise<Result<ContactsAndGroupsSubscriptionModel | null>> {
  const answer = await client.post(startOrRefresh.href, { duration }, { ...options });
  return modelOrNone(answer, readContactsAndGroupsSubscription);
}

/** POST stopSubscriptionToContactsAndGroups. 409: it was not started. */
export async function stopContactsAndGroups(
  client: UcwaClient,
  stop: Link,
  options: OperationOptions = {},
): Promise<Result<null>> {
  return doneBy(await client.post(stop.href, null, { ...options }));
}
