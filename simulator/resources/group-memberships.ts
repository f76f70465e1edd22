/** myGroupMemberships, myGroupMembership, removeContactFromAllGroups: all revision 2 (PROTOCOL 12). */
import type { Application } from '../application/application.ts';
import { contactHref, groupHref } from '../application/hrefs.ts';
import type { Directory } from '../directory/directory.ts';
import type { Group } from '../directory/truth.ts';
import { created, NO_CONTENT, ok } from '../http/reply.ts';
import { Refusal } from '../http/refusal.ts';
import type { Resource } from '../http/resource.ts';
import type { Call, Route } from '../http/router.ts';
import { queryValue } from '../application/hrefs.ts';
import { requireWritable } from './groups.ts';
import { refusalFor } from './refused.ts';

const URI_LENGTH = 250;
const GROUP_ID_LENGTH = 256;

function membershipResource(application: Application, directory: Directory, group: Group, address: string): Resource {
  const id = directory.membershipId(group.id, address);
  return {
    rel: 'myGroupMembership',
    properties: {},
    links: {
      self: { href: application.href(`/people/groupMemberships/${id}`), revision: '2' },
      contact: { href: contactHref(application, address) },
      [group.kind]: { href: groupHref(application, group) },
    },
  };
}

/** Who lets the user act for them, and who is in the organisation, the documentation names as not to be had here. */
function isOthers({ kind }: Group): boolean {
  return kind === 'delegatorsGroup' || kind === 'myOrganizationGroup';
}

/** Nor is who is in a distribution group the user's to say. */
function hasMemberships(group: Group): boolean {
  return group.kind !== 'distributionGroup' && !isOthers(group);
}

function list(call: Call) {
  const { application, world } = call;
  const groupId = call.input().text('groupId', GROUP_ID_LENGTH);
  const one = groupId === null ? null : world.directory.group(groupId);
  if (groupId !== null && !one) throw new Refusal(404);
  if (one && !hasMemberships(one)) throw new Refusal(403, { subcode: 'OperationNotSupported' });
  const groups = one ? [one] : world.directory.groups().filter(hasMemberships);
  const query = groupId === null ? '' : `?groupId=${queryValue(groupId)}`;
  return ok({
    rel: 'myGroupMemberships',
    properties: {},
    links: {
      self: { href: application.href(`/people/groupMemberships${query}`), revision: '2' },
      removeContactFromAllGroups: {
        href: application.href('/people/groupMemberships/removeContactFromAllGroups'),
        revision: '2',
      },
    },
    embedded: {
      myGroupMembership: groups.flatMap((group) =>
        [...group.members].map((address) => membershipResource(application, world.directory, group, address)),
      ),
    },
  });
}

function add(call: Call) {
  const { application, world } = call;
  const given = call.input();
  const address = given.address('contactUri', given.requiredText('contactUri', URI_LENGTH));
  const groupId = given.text('groupId', GROUP_ID_LENGTH);
  requireWritable(call);
  const group = groupId === null ? undefined : world.directory.group(groupId);
  if (group && isOthers(group)) {
    throw new Refusal(403, { subcode: 'OperationNotSupported' });
  }
  const added = world.directory.addMember(groupId, address);
  if (!added.ok) throw refusalFor(added.why);
  if (world.knobs.emptyMembershipAnswer) return { status: 201 };
  return created(membershipResource(application, world.directory, added.value, address));
}

function requireMembership({ world, params }: Call): { readonly group: Group; readonly address: string } {
  const membership = world.directory.membership(params['id'] ?? '');
  if (!membership) throw new Refusal(404);
  return membership;
}

export const groupMembershipRoutes: readonly Route[] = [
  { method: 'GET', pattern: '/people/groupMemberships', ok: 200, handle: list },
  { method: 'POST', pattern: '/people/groupMemberships', ok: 201, revision2: true, handle: add },
  {
    method: 'POST',
    pattern: '/people/groupMemberships/removeContactFromAllGroups',
    ok: 204,
    revision2: true,
    handle: (call) => {
      const given = call.input();
      const address = given.address('contactUri', given.requiredText('contactUri', URI_LENGTH));
      requireWritable(call);
      const removed = call.world.directory.removeFromAll(address);
      if (!removed.ok) throw refusalFor(removed.why);
      return NO_CONTENT;
    },
  },
  {
    method: 'GET',
    pattern: '/people/groupMemberships/:id',
    ok: 200,
    handle: (call) => {
      const { group, address } = requireMembership(call);
      return ok(membershipResource(call.application, call.world.directory, group, address));
    },
  },
  {
    method: 'DELETE',
    pattern: '/people/groupMemberships/:id',
    ok: 204,
    revision2: true,
    handle: (call) => {
      const { group, address } = requireMembership(call);
      requireWritable(call);
      const removed = call.world.directory.removeMember(group.id, address);
      if (!removed.ok) throw refusalFor(removed.why);
      return NO_CONTENT;
    },
  },
];
