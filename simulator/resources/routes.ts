/** Every operation that the server knows below an application. One more family is one more line. */
import type { Route } from '../http/router.ts';
import { applicationRoutes } from './application.ts';
import { batchRoutes } from './batch.ts';
import { contactsAndGroupsRoutes } from './contacts-and-groups.ts';
import { contactRoutes } from './contacts.ts';
import { eventRoutes } from './events.ts';
import { groupMembershipRoutes } from './group-memberships.ts';
import { groupRoutes } from './groups.ts';
import { meRoutes } from './me.ts';
import { peopleRoutes } from './people.ts';
import { phoneRoutes } from './phones.ts';
import { presenceSubscriptionRoutes } from './presence-subscriptions.ts';

export const ROUTES: readonly Route[] = [
  ...applicationRoutes,
  ...batchRoutes,
  ...eventRoutes,
  ...meRoutes,
  ...phoneRoutes,
  ...peopleRoutes,
  ...groupRoutes,
  ...groupMembershipRoutes,
  ...contactsAndGroupsRoutes,
  ...presenceSubscriptionRoutes,
  // Last: a contact's path is any one segment below people.
  ...contactRoutes,
];
