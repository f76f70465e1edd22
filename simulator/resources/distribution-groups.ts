/** What can be done with a distribution group: expand it, and have it in the list or not (PROTOCOL 11.3). */
import type { Group } from '../directory/truth.ts';
import { NO_CONTENT, ok } from '../http/reply.ts';
import { Refusal } from '../http/refusal.ts';
import type { Call, Route } from '../http/router.ts';
import { distributionAddress, groupResource } from './group-resource.ts';
import { requireGroup, requireWritable } from './groups.ts';
import { refusalFor } from './refused.ts';

const NAME_LENGTH = 256;

function requireDistributionGroup(call: Call): Group {
  const group = requireGroup(call);
  if (group.kind !== 'distributionGroup') throw new Refusal(404);
  return group;
}

function expand(call: Call) {
  const group = requireDistributionGroup(call);
  const { application, world } = call;
  if (group.members.size > world.knobs.expansionLimit) throw new Refusal(403, { subcode: 'TooManyContacts' });
  return ok(groupResource(application, group, world.directory, true));
}

/** The display name is required, but the list shows the group under its own. */
function add(call: Call) {
  const group = requireDistributionGroup(call);
  const { directory } = call.world;
  const given = call.input();
  given.requiredText('displayName', NAME_LENGTH);
  const mail = given.requiredText('smtpAddress').trim().toLowerCase();
  if (mail !== distributionAddress(group, directory)) {
    throw given.refuse('smtpAddress', 'is not the address of this group');
  }
  return listed(call, group, true);
}

function remove(call: Call) {
  const group = requireDistributionGroup(call);
  const given = call.input();
  if (given.requiredText('groupId', NAME_LENGTH) !== group.id) {
    throw given.refuse('groupId', 'is not the id of this group');
  }
  return listed(call, group, false);
}

function listed(call: Call, group: Group, wanted: boolean) {
  requireWritable(call);
  const changed = call.world.directory.listGroup(group.id, wanted);
  if (!changed.ok) throw refusalFor(changed.why);
  return NO_CONTENT;
}

const PATH = '/people/groups/:id';

export const distributionGroupRoutes: readonly Route[] = [
  { method: 'GET', pattern: `${PATH}/expandDistributionGroup`, ok: 200, handle: expand },
  { method: 'POST', pattern: `${PATH}/addToContactList`, ok: 204, handle: add },
  { method: 'POST', pattern: `${PATH}/removeFromContactList`, ok: 204, handle: remove },
];
