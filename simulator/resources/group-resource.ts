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
    const at = (below: string) => ({ href: `${self.href}/${below}` });
    return {
      rel: group.kind,
      properties: { uri: `sip:${distributionAddress(group, directory)}`, id: group.id, name: group.name },
      links: {
        self,
        // Only the one that is possible now.
        ...(group.listed
          ? { removeFromContactList: at('removeFromContactList') }
          : { addToContactList: at('addToContactList') }),
        expandDistributionGroup: at('expandDistributionGroup'),
        subscribeToGroupPresence,
      },
      ...(withMembers
        ? {
            embedded: {
              contact: directory.membersOf(group).map((person) => contactResource(application, person)),
              // Each has a link of its own to be expanded by.
              distributionGroup: directory.nestedIn(group).map((inner) => groupResource(application, inner, directory)),
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

/** `all.hands@domain` of "All Hands": where the group gets its mail. */
export function distributionAddress(group: Group, directory: Directory): string {
  const name = group.name.toLowerCase().replace(/[^a-z0-9]+/g, '.');
  return `${name}@${directory.me.address.split('@')[1] ?? ''}`;
}
