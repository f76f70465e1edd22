/** What can be done with presence subscriptions, and what each step tells the application (PROTOCOL 15). */
import { keyOf, type Change, type Group } from '../directory/truth.ts';
import { Refusal } from '../http/refusal.ts';
import type { Clock } from '../clock.ts';
import type { Application } from './application.ts';
import { Lease, type PresenceSubscription } from './subscriptions.ts';
import { tellExpiring, tellSubscribed, tellSubscribedContact, tellUnsubscribed, type Telling } from './tell.ts';

export interface PresenceWorld extends Telling {
  readonly clock: Clock;
}

export interface NewSubscription {
  readonly id: string;
  readonly groupId: string | null;
  readonly addresses: readonly string[];
  readonly minutes: number;
  readonly system?: boolean;
}

/** Makes a subscription. Throws 403 LimitExceeded beyond the limits (GAPS 61). */
export function subscribe(
  application: Application,
  world: PresenceWorld,
  wanted: NewSubscription,
): PresenceSubscription {
  const { knobs, clock } = world;
  if (application.presence.all().length >= knobs.subscriptionLimit)
    throw new Refusal(403, { subcode: 'LimitExceeded' });
  const addresses = new Set(wanted.addresses.map(keyOf));
  if (wanted.groupId === null) checkContacts(addresses.size, world);
  const gained = [...addresses].filter((address) => !application.presence.covers(address));
  const subscription: PresenceSubscription = {
    id: wanted.id,
    groupId: wanted.groupId,
    system: wanted.system ?? false,
    addresses,
    lease: new Lease(
      clock,
      knobs,
      wanted.minutes,
      () => tellExpiring(application, subscription),
      () => expire(application, subscription, world),
    ),
  };
  application.presence.add(subscription);
  tellSubscribed(application, subscription, gained, [...addresses], true, world);
  return subscription;
}

/** Adds contacts to a subscription that names its contacts one by one. */
export function addContacts(
  application: Application,
  world: PresenceWorld,
  subscription: PresenceSubscription,
  wanted: readonly string[],
): void {
  const fresh = [...new Set(wanted.map(keyOf))].filter((address) => !subscription.addresses.has(address));
  checkContacts(subscription.addresses.size + fresh.length, world);
  const gained = fresh.filter((address) => !application.presence.covers(address));
  for (const address of fresh) subscription.addresses.add(address);
  tellSubscribed(application, subscription, gained, fresh, false, world);
}

/** Takes one contact out. The subscription stays, even empty. */
export function dropContact(application: Application, subscription: PresenceSubscription, address: string): void {
  subscription.addresses.delete(address);
  if (!application.presence.covers(address)) tellSubscribedContact(application, address, 'deleted');
}

/** Ends a subscription and says so. */
export function unsubscribe(application: Application, subscription: PresenceSubscription): void {
  application.presence.remove(subscription.id);
  const lost = [...subscription.addresses].filter((address) => !application.presence.covers(address));
  tellUnsubscribed(application, subscription.id, lost);
}

export function expire(application: Application, subscription: PresenceSubscription, { knobs }: Telling): void {
  if (knobs.silentExpiry) application.presence.remove(subscription.id);
  else unsubscribe(application, subscription);
}

/** Group subscriptions follow their group (GAPS 63). */
export function followGroup(application: Application, change: Change, world: PresenceWorld): void {
  if (change.type === 'groupDeleted') {
    const subscription = groupSubscription(application, change.group);
    if (subscription) unsubscribe(application, subscription);
  }
  if (change.type !== 'memberAdded' && change.type !== 'memberRemoved') return;
  const subscription = groupSubscription(application, change.group);
  if (!subscription) return;
  if (change.type === 'memberAdded') {
    const gained = application.presence.covers(change.address) ? [] : [change.address];
    subscription.addresses.add(change.address);
    tellSubscribed(application, subscription, gained, [change.address], false, world);
  } else if (subscription.addresses.has(change.address)) {
    dropContact(application, subscription, change.address);
  }
}

export function groupSubscription(application: Application, group: Group): PresenceSubscription | undefined {
  return application.presence.all().find(({ groupId }) => groupId === group.id);
}

function checkContacts(count: number, { knobs }: Telling): void {
  if (count > knobs.subscriptionContactLimit) throw new Refusal(403, { subcode: 'LimitExceeded' });
}
