/**
 * group (revision 2) and the groups the system keeps: defaultGroup, pinnedGroup, delegatesGroup, delegatorsGroup,
 * myOrganizationGroup (page group2; PROTOCOL 11.2, 11.3). All have one shape; only a `group` can be changed.
 */
import type { Result } from '../../result.ts';
import { link, text } from '../media/resource.ts';
import type { Link, Resource, UcwaClient } from '../types.ts';
import { doneBy, modelUnlessSame, REVISION_2, selfLink } from './operation.ts';
import type { Conditional, OperationOptions } from './operation.ts';
import { updateWhole } from './update-whole.ts';

/** What a link to such a group, or its key, is called. */
export type GroupRel =
  'group' | 'defaultGroup' | 'pinnedGroup' | 'delegatesGroup' | 'delegatorsGroup' | 'myOrganizationGroup';

/** A group of contacts. */
export interface GroupModel {
  /** By which link or key it came: that counts, not what the resource calls itself (PROTOCOL 18, no. 9). */
  readonly rel: GroupRel;
  /** Opaque, often base64 with `=` at its end. Null is possible for kinds that there is one of. */
  readonly id: string | null;
  readonly name: string | null;
  /** 2 or more: PUT and DELETE may be there (PROTOCOL 5.6). */
  readonly revision: number;
  readonly etag: string | null;
  readonly links: {
    readonly self: Link;
    readonly groupContacts: Link | null;
    readonly subscribeToGroupPresence: Link | null;
  };
}

/** A group, or null without self link, or without id where there are many of its kind. */
export function readGroup(resource: Resource, rel: GroupRel): GroupModel | null {
  const self = selfLink(resource);
  const id = text(resource, 'id');
  if (self === null || (id === null && rel === 'group')) return null;
  return {
    rel,
    id,
    name: text(resource, 'name'),
    revision: resource.revision,
    etag: resource.etag,
    links: {
      self,
      groupContacts: link(resource, 'groupContacts'),
      subscribeToGroupPresence: link(resource, 'subscribeToGroupPresence'),
    },
  };
}

/**
 * GET of a group of any of these kinds (page group2).
 * @param input `rel`: of the link that is followed. `etag`: of what is known already; then the answer may be
 *   `notModified`
 */
export async function getGroup(
  client: UcwaClient,
  group: Link,
  { rel, etag = null }: { readonly rel: GroupRel; readonly etag?: string | null },
  options: OperationOptions = {},
): Promise<Result<Conditional<GroupModel>>> {
  const condition = etag === null ? {} : { ifNoneMatch: etag };
  const answer = await client.get(group.href, { ...condition, ...options });
  return modelUnlessSame(answer, (resource) => readGroup(resource, rel));
}

/**
 * PUT group: gives it another name, whatever others change meanwhile (page group2; PROTOCOL 5.5). Nothing is written
 * when it has that name already.
 * @param name 1..256 characters
 */
export function updateGroup(
  client: UcwaClient,
  group: Link,
  { name }: { readonly name: string },
  options: OperationOptions = {},
): Promise<Result<null>> {
  return updateWhole(client, group, { name }, options);
}

/** DELETE group (page group2). 404: it was gone already. Where its members go is the server's to say. */
export async function deleteGroup(
  client: UcwaClient,
  group: Link,
  options: OperationOptions = {},
): Promise<Result<null>> {
  return doneBy(await client.delete(group.href, { ...REVISION_2, ...options }));
}
