/** people: the hub that the contact list hangs on (PROTOCOL 10). It comes embedded in the application. */
import type { Result } from '../../result.ts';
import { link } from '../media/resource.ts';
import type { Link, Resource, UcwaClient } from '../types.ts';
import { modelIn } from './operation.ts';
import type { OperationOptions } from './operation.ts';

/** The hub. A link that is null is not offered: to this user, by this server, or now. */
export interface PeopleModel {
  readonly links: {
    readonly myContacts: Link | null;
    readonly myGroups: Link | null;
    readonly myGroupMemberships: Link | null;
    readonly myContactsAndGroupsSubscription: Link | null;
    readonly myPrivacyRelationships: Link | null;
    readonly presenceSubscriptions: Link | null;
    readonly presenceSubscriptionMemberships: Link | null;
    readonly search: Link | null;
    readonly subscribedContacts: Link | null;
  };
}

/** The hub of whatever the server offers. */
export function readPeople(resource: Resource): PeopleModel {
  return {
    links: {
      myContacts: link(resource, 'myContacts'),
      myGroups: link(resource, 'myGroups'),
      myGroupMemberships: link(resource, 'myGroupMemberships'),
      myContactsAndGroupsSubscription: link(resource, 'myContactsAndGroupsSubscription'),
      myPrivacyRelationships: link(resource, 'myPrivacyRelationships'),
      presenceSubscriptions: link(resource, 'presenceSubscriptions'),
      presenceSubscriptionMemberships: link(resource, 'presenceSubscriptionMemberships'),
      search: link(resource, 'search'),
      subscribedContacts: link(resource, 'subscribedContacts'),
    },
  };
}

/** GET people, by its self link: what is offered now. */
export async function getPeople(
  client: UcwaClient,
  people: Link,
  options: OperationOptions = {},
): Promise<Result<PeopleModel>> {
  return modelIn(await client.get(people.href, { ...options }), readPeople);
}
