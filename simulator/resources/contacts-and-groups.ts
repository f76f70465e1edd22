/** myContactsAndGroupsSubscription with start, refresh and stop (PROTOCOL 14). */
import type { Application } from '../application/application.ts';
import { Lease } from '../application/subscriptions.ts';
import { replayGroups, tellContactsAndGroups } from '../application/tell.ts';
import { created, NO_CONTENT, ok } from '../http/reply.ts';
import { Refusal } from '../http/refusal.ts';
import type { Resource } from '../http/resource.ts';
import type { Call, Route } from '../http/router.ts';

const PATH = '/people/contactsAndGroupsSubscription';
const MINUTES = { min: 10, max: 60 };

export type SubscriptionState = 'Disconnected' | 'Connecting' | 'Connected';

export function stateOf(application: Application): SubscriptionState {
  if (!application.contactsAndGroups) return 'Disconnected';
  return application.connecting ? 'Connecting' : 'Connected';
}

function subscriptionResource(application: Application, state: SubscriptionState): Resource {
  const at = (below: string) => ({ href: application.href(PATH + below) });
  return {
    rel: 'myContactsAndGroupsSubscription',
    properties: { state },
    links: {
      self: at(''),
      startOrRefreshSubscriptionToContactsAndGroups: at('/startOrRefresh'),
      ...(state === 'Disconnected' ? {} : { stopSubscriptionToContactsAndGroups: at('/stop') }),
    },
  };
}

function startOrRefresh({ application, world, input }: Call) {
  const minutes = input().requiredInteger('duration', MINUTES);
  if (application.contactsAndGroups) {
    application.contactsAndGroups.extend(minutes);
  } else {
    application.contactsAndGroups = new Lease(
      world.clock,
      world.knobs,
      minutes,
      () => tellContactsAndGroups(application),
      () => endContactsAndGroups(application),
    );
    if (world.knobs.replayGroups) replayGroups(application, world);
    if (world.knobs.announceConnected) tellContactsAndGroups(application);
    application.connecting = true;
  }
  // The answer says Connecting, the next GET Connected (GAPS 56).
  return created(subscriptionResource(application, 'Connecting'));
}

export function endContactsAndGroups(application: Application): void {
  application.contactsAndGroups?.cancel();
  application.contactsAndGroups = null;
}

export const contactsAndGroupsRoutes: readonly Route[] = [
  {
    method: 'GET',
    pattern: PATH,
    ok: 200,
    handle: ({ application }) => {
      application.connecting = false;
      return ok(subscriptionResource(application, stateOf(application)));
    },
  },
  { method: 'POST', pattern: `${PATH}/startOrRefresh`, ok: 201, handle: startOrRefresh },
  {
    method: 'POST',
    pattern: `${PATH}/stop`,
    ok: 204,
    handle: ({ application }) => {
      if (!application.contactsAndGroups) throw new Refusal(409);
      endContactsAndGroups(application);
      return NO_CONTENT;
    },
  },
];
