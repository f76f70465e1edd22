/** The URL layout of captures (PROTOCOL 4.4), in one place. */
import { keyOf, type Group } from '../directory/truth.ts';
import type { Application } from './application.ts';

/** An id inside a query: percent-encoded with lower-case digits, `=` as `%3d`. */
export function queryValue(text: string): string {
  return encodeURIComponent(text).replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
}

export function groupHref(application: Application, group: Group): string {
  return application.href(`/people/groups/${group.id}`);
}

export function groupContactsHref(application: Application, group: Group): string {
  return application.href(`/people/contacts?groupId=${queryValue(group.id)}`);
}

export function groupPresenceHref(application: Application, group: Group): string {
  return application.href(`/people/presenceSubscriptions?groupId=${queryValue(group.id)}`);
}

/** `below` begins with a slash: `/presence`, `/note` and so on. */
export function contactHref(application: Application, address: string, below = ''): string {
  return application.href(`/people/${keyOf(address)}${below}`);
}

/** Photos keep the case of the address. */
export function photoHref(application: Application, address: string): string {
  return application.href(`/photos/${address}`);
}

export function presenceSubscriptionHref(application: Application, id: string): string {
  return application.href(`/people/presenceSubscriptions/${id}`);
}

/** The memberships of a subscription, and the place to add to it: one URL (PROTOCOL 15.2). */
export function presenceMembershipsHref(application: Application, id: string): string {
  return application.href(`/people/presenceSubscriptionMemberships?presenceSubscriptionId=${queryValue(id)}`);
}
