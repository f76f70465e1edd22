/** distributionGroup: a group of the directory, which can be expanded and kept in the contact list (PROTOCOL 11.3). */
import type { Result } from '../../result.ts';
import { embedded, link, links, text } from '../media/resource.ts';
import type { Link, Resource, UcwaClient } from '../types.ts';
import { readContactList } from './contact.ts';
import type { ContactList } from './contact.ts';
import { doneBy, modelIn, selfLink } from './operation.ts';
import type { OperationOptions } from './operation.ts';

/** A distribution group. */
export interface DistributionGroupModel {
  readonly rel: 'distributionGroup';
  /** `sip:group@domain`. */
  readonly uri: string | null;
  readonly id: string;
  readonly name: string | null;
  readonly etag: string | null;
  /** The members that came along: all of them after an expansion, often none before. */
  readonly members: ContactList;
  /** The distribution groups that are members themselves; those that came by link only are in `nestedLinks`. */
  readonly nested: readonly DistributionGroupModel[];
  readonly nestedLinks: readonly Link[];
  readonly links: {
    readonly self: Link;
    readonly expandDistributionGroup: Link | null;
    /** Not documented for this kind; where a server has it, it lists the members as for any other. */
    readonly groupContacts: Link | null;
    readonly subscribeToGroupPresence: Link | null;
    readonly addToContactList: Link | null;
    readonly removeFromContactList: Link | null;
  };
}

/** A distribution group, or null without self link or id. */
export function readDistributionGroup(resource: Resource): DistributionGroupModel | null {
  const self = selfLink(resource);
  const id = text(resource, 'id');
  if (self === null || id === null) return null;
  return {
    rel: 'distributionGroup',
    uri: text(resource, 'uri'),
    id,
    name: text(resource, 'name'),
    etag: resource.etag,
    members: readContactList(resource),
    nested: embedded(resource, 'distributionGroup').flatMap((group) => readDistributionGroup(group) ?? []),
    nestedLinks: links(resource, 'distributionGroup'),
    links: {
      self,
      expandDistributionGroup: link(resource, 'expandDistributionGroup'),
      groupContacts: link(resource, 'groupContacts'),
      subscribeToGroupPresence: link(resource, 'subscribeToGroupPresence'),
      addToContactList: link(resource, 'addToContactList'),
      removeFromContactList: link(resource, 'removeFromContactList'),
    },
  };
}

/** GET distributionGroup, by its self link. */
export async function getDistributionGroup(
  client: UcwaClient,
  group: Link,
  options: OperationOptions = {},
): Promise<Result<DistributionGroupModel>> {
  return modelIn(await client.get(group.href, { ...options }), readDistributionGroup);
}

/** GET expandDistributionGroup: the group with its members. 403 TooManyContacts: it is too large for the server. */
export async function expandDistributionGroup(
  client: UcwaClient,
  expand: Link,
  options: OperationOptions = {},
): Promise<Result<DistributionGroupModel>> {
  return modelIn(await client.get(expand.href, { ...options }), readDistributionGroup);
}

/**
 * POST addToContactList: keeps the group in the contact list.
 * @param displayName 1..256 characters
 * @param smtpAddress where the group gets its mail, `group@domain`
 */
export async function addToContactList(
  client: UcwaClient,
  add: Link,
  { displayName, smtpAddress }: { readonly displayName: string; readonly smtpAddress: string },
  options: OperationOptions = {},
): Promise<Result<null>> {
  return doneBy(await client.post(add.href, { displayName, smtpAddress }, { ...options }));
}

/**
 * POST removeFromContactList: takes the group out of the contact list.
 * @param groupId 1..256 characters
 */
export async function removeFromContactList(
  client: UcwaClient,
  remove: Link,
  { groupId }: { readonly groupId: string },
  options: OperationOptions = {},
): Promise<Result<null>> {
  return doneBy(await client.post(remove.href, { groupId }, { ...options }));
}
