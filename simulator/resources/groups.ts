/** myGroups, group (revision 2) and the groups that the system keeps (PROTOCOL 11). */
import type { Application } from '../application/application.ts';
import type { Group, GroupKind } from '../directory/truth.ts';
import { GROUP_GUARD, requirePut } from '../http/conditional.ts';
import { created, NO_CONTENT, ok } from '../http/reply.ts';
import { Refusal } from '../http/refusal.ts';
import type { Link, Resource } from '../http/resource.ts';
import type { Call, Route } from '../http/router.ts';
import type { World } from '../world.ts';
import { groupEtag, groupResource } from './group-resource.ts';
import { refusalFor } from './refused.ts';

const NAME_LENGTH = 256;
/** These may occur more than once, and are lists even when empty (PROTOCOL 5.1). */
const LISTED: readonly GroupKind[] = ['group', 'distributionGroup'];
const SINGLE: readonly GroupKind[] = [
  'pinnedGroup',
  'defaultGroup',
  'delegatesGroup',
  'delegatorsGroup',
  'myOrganizationGroup',
];

function myGroups(application: Application, { directory, knobs }: World, expand: boolean): Resource {
  // A group that is too large to be expanded comes without its members.
  const groups = directory
    .groups()
    .map((group) => groupResource(application, group, directory, group.members.size <= knobs.expansionLimit));
  const of = (kind: GroupKind) => groups.filter(({ rel }) => rel === kind);
  const self = { href: application.href('/people/groups'), revision: '2' };
  const embedded: Record<string, Resource | Resource[]> = {};
  const links: Record<string, Link | Link[]> = { self };
  for (const kind of SINGLE) {
    const [group] = of(kind);
    if (!group) continue;
    embedded[kind] = group;
    links[kind] = selfOf(group);
  }
  for (const kind of LISTED) {
    embedded[kind] = of(kind);
    links[kind] = of(kind).map(selfOf);
  }
  return expand
    ? { rel: 'myGroups', properties: {}, links: { self }, embedded }
    : { rel: 'myGroups', properties: {}, links };
}

function selfOf(resource: Resource): Link {
  return resource.links['self'] as Link;
}

export function requireGroup({ world, params }: Call): Group {
  const group = world.directory.group(params['id'] ?? '');
  if (!group) throw new Refusal(404);
  return group;
}

/** Only groups of the user's own can be changed; the others have GET alone (GAPS 41). */
function requireOwn(call: Call): Group {
  const group = requireGroup(call);
  if (group.kind !== 'group') {
    call.world.strictness.record('methodNotAllowed', `${call.request.method} ${group.kind}`);
    throw new Refusal(405, { headers: { Allow: 'GET' } });
  }
  requireWritable(call);
  return group;
}

/** The contact list is being moved: everything that writes it fails (GAPS 51). */
export function requireWritable({ world }: Call): void {
  if (world.knobs.migrationInProgress) throw new Refusal(500, { subcode: 'MigrationInProgress' });
}

function createGroup(call: Call) {
  const name = call.input().requiredText('displayName', NAME_LENGTH);
  requireWritable(call);
  const made = call.world.directory.addGroup(name);
  if (!made.ok) throw refusalFor(made.why);
  if (call.world.knobs.createGroupAnswer === '204') return NO_CONTENT;
  const resource = groupResource(call.application, made.value, call.world.directory);
  return { ...created(resource), headers: { Location: selfOf(resource).href } };
}

function renameGroup(call: Call) {
  const group = requireOwn(call);
  const { world } = call;
  const given = requirePut(call, groupEtag(group), GROUP_GUARD, 'PUT group');
  const id = given.text('id', NAME_LENGTH);
  if (id !== null && id !== group.id) throw given.refuse('id', 'is not the id of this group');
  const renamed = world.directory.renameGroup(group.id, given.requiredText('name', NAME_LENGTH));
  if (!renamed.ok) throw refusalFor(renamed.why);
  return { status: 200, headers: { ETag: `"${groupEtag(renamed.value)}"` } };
}

export const groupRoutes: readonly Route[] = [
  {
    method: 'GET',
    pattern: '/people/groups',
    ok: 200,
    handle: ({ application, world, input }) => ok(myGroups(application, world, input().flag('expand') !== false)),
  },
  { method: 'POST', pattern: '/people/groups', ok: 204, revision2: true, handle: createGroup },
  {
    method: 'GET',
    pattern: '/people/groups/:id',
    ok: 200,
    handle: (call) => ok(groupResource(call.application, requireGroup(call), call.world.directory, true)),
  },
  { method: 'PUT', pattern: '/people/groups/:id', ok: 200, revision2: true, handle: renameGroup },
  {
    method: 'DELETE',
    pattern: '/people/groups/:id',
    ok: 204,
    revision2: true,
    handle: (call) => {
      call.world.directory.deleteGroup(requireOwn(call).id);
      return NO_CONTENT;
    },
  },
];
