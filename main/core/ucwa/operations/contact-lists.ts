/** groupContacts and myContacts: the members of a group, and the whole contact list (PROTOCOL 10). */
import { ok } from '../../result.ts';
import type { Result } from '../../result.ts';
import type { Link, UcwaClient } from '../types.ts';
import { readContactList } from './contact.ts';
import type { ContactList } from './contact.ts';
import { modelOrNone, modelsOf } from './operation.ts';
import type { OperationOptions } from './operation.ts';

const NOBODY: ContactList = { contacts: [], links: [] };

/** How a collection is to be listed. */
export interface ListInput {
  /** False: links only, which is shorter. Default: as the server likes, which is embedded (PROTOCOL 10). */
  readonly expand?: boolean;
}

/** GET groupContacts: the members of a group, by its `groupContacts` link. No body reads as nobody. */
export function getGroupContacts(
  client: UcwaClient,
  groupContacts: Link,
  input: ListInput = {},
  options: OperationOptions = {},
): Promise<Result<ContactList>> {
  return list(client, groupContacts, input, options);
}

/** GET myContacts: everybody on the contact list, by the `myContacts` link of people. No body reads as nobody. */
export function getMyContacts(
  client: UcwaClient,
  myContacts: Link,
  input: ListInput = {},
  options: OperationOptions = {},
): Promise<Result<ContactList>> {
  return list(client, myContacts, input, options);
}

/**
 * The members of many groups with few requests, in the order of `members` (PROTOCOL 16): by `groupContacts` or, for a
 * distribution group, `expandDistributionGroup`; each fails alone.
 * @param batch the application's batch link; null reads one by one
 */
export async function getMembersOfGroups(
  client: UcwaClient,
  batch: Link | null,
  members: readonly Link[],
  options: OperationOptions = {},
): Promise<Result<ContactList>[]> {
  const lists = await modelsOf(client, batch, members, readContactList, options);
  return lists.map(orNobody);
}

async function list(
  client: UcwaClient,
  collection: Link,
  { expand }: ListInput,
  options: OperationOptions,
): Promise<Result<ContactList>> {
  const query = expand === undefined ? {} : { query: { expand } };
  return orNobody(modelOrNone(await client.get(collection.href, { ...query, ...options }), readContactList));
}

function orNobody(read: Result<ContactList | null>): Result<ContactList> {
  return read.ok ? ok(read.value ?? NOBODY) : read;
}
