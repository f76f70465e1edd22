/** myGroups (revision 2): every group of the user, and making one (PROTOCOL 11.1). */
import type { Result } from '../../result.ts';
import { embedded, links } from '../media/resource.ts';
import type { Link, Resource, UcwaClient } from '../types.ts';
import type { ListInput } from './contact-lists.ts';
import { readDistributionGroup } from './distribution-group.ts';
import type { DistributionGroupModel } from './distribution-group.ts';
import { readGroup } from './group.ts';
import type { GroupModel } from './group.ts';
import { modelIn, modelOrNone, REVISION_2 } from './operation.ts';
import type { OperationOptions } from './operation.ts';

/** A group of whatever kind; `rel` tells them apart. */
export type AnyGroupModel = GroupModel | DistributionGroupModel;

/** The keys of myGroups. There may be many of `group` and `distributionGroup`, and one at most of the others. */
const RELS: readonly AnyGroupModel['rel'][] = [
  'pinnedGroup',
  'group',
  'defaultGroup',
  'distributionGroup',
  'delegatesGroup',
  'delegatorsGroup',
  'myOrganizationGroup',
];

/** A group that is named but not shown. */
export interface NamedGroup {
  readonly rel: AnyGroupModel['rel'];
  readonly link: Link;
}

/** All groups of the user. */
export interface MyGroupsModel {
  /** Those that came embedded, kind by kind; what cannot be read is left out. */
  readonly groups: readonly AnyGroupModel[];
  /** All or some of them by link; with `expand=false` there are only links. */
  readonly named: readonly NamedGroup[];
}

/** The groups of a myGroups resource; a kind that is not there reads like an empty list (PROTOCOL 5.1). */
export function readMyGroups(resource: Resource): MyGroupsModel {
  return {
    groups: RELS.flatMap((rel) => embedded(resource, rel).flatMap((group) => readAnyGroup(group, rel) ?? [])),
    named: RELS.flatMap((rel) => links(resource, rel).map((link) => ({ rel, link }))),
  };
}

function readAnyGroup(resource: Resource, rel: AnyGroupModel['rel']): AnyGroupModel | null {
  return rel === 'distributionGroup' ? readDistributionGroup(resource) : readGroup(resource, rel);
}

/** GET myGroups, by the `myGroups` link of people. */
export async function getMyGroups(
  client: UcwaClient,
  myGroups: Link,
  { expand }: ListInput = {},
  options: OperationOptions = {},
): Promise<Result<MyGroupsModel>> {
  const query = expand === undefined ? {} : { query: { expand } };
  return modelIn(await client.get(myGroups.href, { ...query, ...options }), readMyGroups);
}

/**
 * POST myGroups: makes a group. Most servers answer without a body, then the value is null and the group is found by
 * reading (PROTOCOL 11.1). 409 AlreadyExists: there is one of that name; 409 TooManyGroups.
 * @param displayName 1..256 characters
 */
export async function createGroup(
  client: UcwaClient,
  myGroups: Link,
  { displayName }: { readonly displayName: string },
  options: OperationOptions = {},
): Promise<Result<GroupModel | null>> {
  const answer = await client.post(myGroups.href, { displayName }, { ...REVISION_2, ...options });
  return modelOrNone(answer, (resource) => readGroup(resource, 'group'));
}
