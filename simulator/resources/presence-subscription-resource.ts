/** How a presence subscription and its memberships are written (PROTOCOL 15). */
import type { Application } from '../application/application.ts';
import { contactHref, presenceMembershipsHref, presenceSubscriptionHref } from '../application/hrefs.ts';
import type { PresenceSubscription } from '../application/subscriptions.ts';
import type { Resource } from '../http/resource.ts';

/** A group subscription takes no further contacts: it lacks addToPresenceSubscription (GAPS 64). */
export function presenceSubscriptionResource(application: Application, subscription: PresenceSubscription): Resource {
  const memberships = { href: presenceMembershipsHref(application, subscription.id) };
  return {
    rel: 'presenceSubscription',
    properties: { id: subscription.id },
    links: {
      self: { href: presenceSubscriptionHref(application, subscription.id) },
      memberships,
      ...(subscription.groupId === null ? { addToPresenceSubscription: memberships } : {}),
    },
  };
}

export function presenceMembershipResource(
  application: Application,
  subscription: PresenceSubscription,
  address: string,
): Resource {
  return {
    rel: 'presenceSubscriptionMembership',
    properties: {},
    links: {
      self: { href: application.href(`/people/presenceSubscriptionMemberships/${subscription.id},${address}`) },
      contact: { href: contactHref(application, address) },
      presenceSubscription: { href: presenceSubscriptionHref(application, subscription.id) },
    },
  };
}
