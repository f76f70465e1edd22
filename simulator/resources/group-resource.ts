/** How a group is written (PROTOCOL 11.2, 11.3). */
import type { Application } from '../application/application.ts';
import { groupContactsHref, groupHref, groupPresenceHref } from '../application/hrefs.ts';
import type { Directory } from '../directory/directory.ts';
import type { Group } from '../directory/truth.ts';
import { etagFor, GROUP_GUARD, GUARD_VALUE } from '../http/conditional.ts';
import type { Resource } from '../http/resource.ts';
import { contactResource } from './contact-resource.ts';

/** Members do not influence the tag (PROTOCOL 5.5). */
export function groupEtag(group: Group): string {
  return etagFor([group.id, group.name, group.revision]);
}

/** `withMembers` is for distribution groups alone; the other kinds have the groupContacts link. */
export function groupResource(
  application: Application,
  group: Group,
  directory: Directory,
  withMembers = false,
): Resource {
  const self = { href: groupHref(application, group) };
  const subscribeToGroupPresence = { href: groupPresenceHref(application, group) };
  if (group.kind === 'distributionGroup') {
    return {
      rel: group.kind,
      properties: { uri: `sip:all.hands@${domainOf(directory)}`, id: group.id, name: group.name },
      links: {
        self,
        expandDistributionGroup: { href: application.href(`/people/groups/${group.id}/expandDistributionGroup`) },
        subscribeToGroupPresence,
      },
      ...(withMembers
        ? {
            embedded: {
              contact: directory.membersOf(group).map((person) => contactResource(application, person)),
              distributionGroup: [],
            },
          }
        : {}),
      etag: groupEtag(group),
    };
  }
  const links = { groupContacts: { href: groupContactsHref(application, group) }, subscribeToGroupPresence };
  const own = group.kind === 'group';
  return {
    rel: group.kind,
    properties: { ...(own ? { [GROUP_GUARD]: GUARD_VALUE } : {}), id: group.id, name: group.name },
    links: { self: own ? { ...self, revision: '2' } : self, ...links },
    etag: groupEtag(group),
  };
}

function domainOf(directory: Directory): string {
  return directory.me.address.split('@')[1] ?? '';
}
