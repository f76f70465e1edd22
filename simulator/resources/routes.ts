/** Every operation that the server knows below an application. One more family is one more line. */
import type { Route } from '../http/router.ts';
import { applicationRoutes } from './application.ts';
import { batchRoutes } from './batch.ts';
import { callForwardingRoutes } from './call-forwarding.ts';
import { contactsAndGroupsRoutes } from './contacts-and-groups.ts';
import { contactRoutes } from './contacts.ts';
import { distributionGroupRoutes } from './distribution-groups.ts';
import { eventRoutes } from './events.ts';
import { groupMembershipRoutes } from './group-memberships.ts';
import { groupRoutes } from './groups.ts';
import { meRoutes } from './me.ts';
import { peopleRoutes } from './people.ts';
import { phoneRoutes } from './phones.ts';
import { photoRoutes } from './photos.ts';
import { presenceSubscriptionRoutes } from './presence-subscriptions.ts';
import { privacyRoutes } from './privacy.ts';

export const ROUTES: readonly Route[] = [
  ...applicationRoutes,
  ...batchRoutes,
  ...eventRoutes,
  ...meRoutes,
  ...phoneRoutes,
  ...callForwardingRoutes,
  ...photoRoutes,
  ...peopleRoutes,
  ...groupRoutes,
  ...distributionGroupRoutes,
  ...groupMembershipRoutes,
  ...contactsAndGroupsRoutes,
  ...presenceSubscriptionRoutes,
  ...privacyRoutes,
  // Last: a contact's path is any one segment below people.
  ...contactRoutes,
];
