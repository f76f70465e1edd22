/** presenceSubscriptions, presenceSubscription, memberships, subscribedContacts (PROTOCOL 15). */
import type { Application } from '../application/application.ts';
import { contactHref, presenceMembershipsHref } from '../application/hrefs.ts';
import { addContacts, dropContact, groupSubscription, subscribe, unsubscribe } from '../application/presence.ts';
import type { PresenceSubscription } from '../application/subscriptions.ts';
import { created, NO_CONTENT, ok } from '../http/reply.ts';
import { Refusal } from '../http/refusal.ts';
import type { Resource } from '../http/resource.ts';
import type { Call, Route } from '../http/router.ts';
import { presenceMembershipResource, presenceSubscriptionResource } from './presence-subscription-resource.ts';

const MINUTES = { min: 10, max: 30 };
const GROUP_ID_LENGTH = 256;
/** The subscription that the server makes for contacts that were added to none. */
const SYSTEM_ID = 'default';

function requireSubscription({ application, world }: Call, id: string): PresenceSubscription {
  const subscription = application.presence.get(id);
  if (subscription) return subscription;
  // Captures show the application's subcode for an expired subscription, though the application lives (GAPS 60).
  const ended = application.presence.hasEnded(id) && world.knobs.expiredSubcode;
  throw new Refusal(404, ended ? { subcode: ended } : {});
}

/** With a groupId the collection is a group's subscribeToGroupPresence. */
function create(call: Call) {
  const { application, world } = call;
  const given = call.input();
  const groupId = given.text('groupId', GROUP_ID_LENGTH);
  const minutes = given.requiredInteger('duration', MINUTES);
  if (groupId !== null) return created(subscribeToGroup(call, groupId, minutes));
  const addresses = given.requiredList('uris').map((uri) => given.address('uris', uri));
  if (addresses.length === 0) throw given.missing('uris');
  const id = application.presence.newId();
  return created(
    presenceSubscriptionResource(application, subscribe(application, world, { id, groupId: null, addresses, minutes })),
  );
}

function subscribeToGroup({ application, world }: Call, groupId: string, minutes: number): Resource {
  const group = world.directory.group(groupId);
  if (!group) throw new Refusal(404);
  const held = groupSubscription(application, group);
  held?.lease.extend(minutes);
  const subscription =
    held ?? subscribe(application, world, { id: group.id, groupId, addresses: [...group.members], minutes });
  return presenceSubscriptionResource(application, subscription);
}

function membershipsResource(
  application: Application,
  subscriptions: readonly PresenceSubscription[],
  self: string,
): Resource {
  return {
    rel: 'presenceSubscriptionMemberships',
    properties: {},
    links: { self: { href: self } },
    embedded: {
      presenceSubscriptionMembership: subscriptions.flatMap((subscription) =>
        [...subscription.addresses].map((address) => presenceMembershipResource(application, subscription, address)),
      ),
    },
  };
}

function listMemberships(call: Call) {
  const { application } = call;
  const id = call.input().text('presenceSubscriptionId');
  if (id === null) {
    const self = application.href('/people/presenceSubscriptionMemberships');
    return ok(membershipsResource(application, application.presence.all(), self));
  }
  const subscription = requireSubscription(call, id);
  return ok(membershipsResource(application, [subscription], presenceMembershipsHref(application, id)));
}

function addMemberships(call: Call) {
  const { application, world } = call;
  const given = call.input();
  const addresses = given.requiredList('contactUris').map((uri) => given.address('contactUris', uri));
  if (addresses.length === 0) throw given.missing('contactUris');
  const id = given.text('presenceSubscriptionId');
  const subscription = id === null ? application.presence.get(SYSTEM_ID) : requireSubscription(call, id);
  if (subscription && subscription.groupId !== null) throw new Refusal(403);
  if (subscription) addContacts(application, world, subscription, addresses);
  const held =
    subscription ??
    subscribe(application, world, { id: SYSTEM_ID, groupId: null, addresses, minutes: MINUTES.max, system: true });
  return created(membershipsResource(application, [held], presenceMembershipsHref(application, held.id)));
}

/** The name is the subscription's id and the address with a comma between; a group id may not hold one. */
function requireMembership(call: Call): { readonly subscription: PresenceSubscription; readonly address: string } {
  const name = call.params['name'] ?? '';
  const comma = name.indexOf(',');
  const subscription = requireSubscription(call, name.slice(0, Math.max(0, comma)));
  const address = name.slice(comma + 1).toLowerCase();
  if (!subscription.addresses.has(address)) throw new Refusal(404);
  return { subscription, address };
}

export const presenceSubscriptionRoutes: readonly Route[] = [
  {
    method: 'GET',
    pattern: '/people/presenceSubscriptions',
    ok: 200,
    handle: ({ application }) =>
      ok({
        rel: 'presenceSubscriptions',
        properties: {},
        links: { self: { href: application.href('/people/presenceSubscriptions') } },
        embedded: {
          presenceSubscription: application.presence
            .all()
            .map((subscription) => presenceSubscriptionResource(application, subscription)),
        },
      }),
  },
  { method: 'POST', pattern: '/people/presenceSubscriptions', ok: 201, handle: create },
  {
    method: 'GET',
    pattern: '/people/presenceSubscriptions/:id',
    ok: 200,
    handle: (call) =>
      ok(presenceSubscriptionResource(call.application, requireSubscription(call, call.params['id'] ?? ''))),
  },
  {
    method: 'POST',
    pattern: '/people/presenceSubscriptions/:id',
    ok: 200,
    handle: (call) => {
      const minutes = call.input().requiredInteger('duration', MINUTES);
      const subscription = requireSubscription(call, call.params['id'] ?? '');
      subscription.lease.extend(minutes);
      return ok(presenceSubscriptionResource(call.application, subscription));
    },
  },
  {
    method: 'DELETE',
    pattern: '/people/presenceSubscriptions/:id',
    ok: 204,
    handle: (call) => {
      const subscription = requireSubscription(call, call.params['id'] ?? '');
      if (subscription.system) throw new Refusal(403);
      unsubscribe(call.application, subscription);
      return NO_CONTENT;
    },
  },
  { method: 'GET', pattern: '/people/presenceSubscriptionMemberships', ok: 200, handle: listMemberships },
  { method: 'POST', pattern: '/people/presenceSubscriptionMemberships', ok: 201, handle: addMemberships },
  {
    method: 'GET',
    pattern: '/people/presenceSubscriptionMemberships/:name',
    ok: 200,
    handle: (call) => {
      const { subscription, address } = requireMembership(call);
      return ok(presenceMembershipResource(call.application, subscription, address));
    },
  },
  {
    method: 'DELETE',
    pattern: '/people/presenceSubscriptionMemberships/:name',
    ok: 204,
    handle: (call) => {
      const { subscription, address } = requireMembership(call);
      // A group's subscription has the group's members; only the group can change them.
      if (subscription.groupId !== null) throw new Refusal(403);
      dropContact(call.application, subscription, address);
      return NO_CONTENT;
    },
  },
  {
    method: 'GET',
    pattern: '/people/subscribedContacts',
    ok: 200,
    handle: ({ application }) =>
      ok({
        rel: 'subscribedContacts',
        properties: {},
        links: {
          self: { href: application.href('/people/subscribedContacts') },
          contact: [...application.presence.contacts()].map((address) => ({ href: contactHref(application, address) })),
        },
      }),
  },
];
