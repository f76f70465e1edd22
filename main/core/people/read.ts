/** Groups and contacts as UCWA sends them -> as the app knows them. Pure (PROTOCOL 11, 13.1). */
import { addressOf, type Group, type GroupKind } from '../store/state.ts';
import type { ContactData } from '../store/actions.ts';
import { embedded, link, text, texts, type Resource } from '../ucwa/index.ts';

/** Every kind of group, and what it is called where the server gives no name. */
const KINDS: Readonly<Record<GroupKind, string>> = {
  pinnedGroup: 'Pinned Contacts',
  group: 'Group',
  defaultGroup: 'Other Contacts',
  distributionGroup: 'Distribution group',
  delegatesGroup: 'Delegates',
  delegatorsGroup: 'People I act for',
  myOrganizationGroup: 'My organisation',
};
export const GROUP_KINDS = Object.keys(KINDS) as GroupKind[];

/** Membership of the others is kept by the directory or refused (PROTOCOL 12.1). */
const CHANGEABLE: readonly GroupKind[] = ['group', 'defaultGroup', 'pinnedGroup', 'delegatesGroup'];

export interface GroupLinks {
  readonly self: string;
  /** Where the members are listed: groupContacts, or expandDistributionGroup. */
  readonly members: string | null;
  readonly follow: string | null;
}

export interface ReadGroup {
  readonly group: Group;
  readonly links: GroupLinks;
  /** Members that came along with a distribution group. */
  readonly contacts: readonly Resource[];
}

/** What the links of `people` allow: revision 2 brings writing (PROTOCOL 5.6). */
export interface ListRights {
  readonly editGroups: boolean;
  readonly changeMembers: boolean;
}

/** What the hub's links allow. */
export function rightsOf(people: Resource): ListRights {
  return {
    editGroups: (link(people, 'myGroups')?.revision ?? 1) >= 2,
    changeMembers: (link(people, 'myGroupMemberships')?.revision ?? 1) >= 2,
  };
}

/** The groups of a `myGroups` answer. One without self link or id cannot be worked with and is left out. */
export function readGroups(myGroups: Resource, rights: ListRights): ReadGroup[] {
  const read: ReadGroup[] = [];
  for (const kind of GROUP_KINDS) {
    for (const resource of embedded(myGroups, kind)) {
      const group = readGroup(resource, kind, rights);
      if (group) read.push(group);
    }
  }
  return read;
}

function readGroup(resource: Resource, kind: GroupKind, rights: ListRights): ReadGroup | null {
  // Groups there is one of may come without id; their kind names them as well.
  const id = text(resource, 'id') ?? (kind === 'group' || kind === 'distributionGroup' ? null : kind);
  if (!resource.href || id === null) return null;
  const follow = link(resource, 'subscribeToGroupPresence')?.href ?? null;
  const members = link(resource, 'groupContacts') ?? link(resource, 'expandDistributionGroup');
  return {
    group: {
      id,
      name: text(resource, 'name') ?? KINDS[kind],
      kind,
      canEdit: kind === 'group' && (rights.editGroups || resource.revision >= 2),
      canChangeMembers: rights.changeMembers && CHANGEABLE.includes(kind),
      canFollow: follow !== null,
    },
    links: { self: resource.href, members: members?.href ?? null, follow },
    contacts: embedded(resource, 'contact'),
  };
}

export interface ContactLinks {
  readonly self: string;
  readonly presence: string | null;
  readonly note: string | null;
  readonly location: string | null;
}

export interface ReadContact {
  readonly data: ContactData;
  readonly links: ContactLinks;
}

/** A contact resource, or null when it tells no address. */
export function readContact(resource: Resource): ReadContact | null {
  const uri = text(resource, 'uri');
  if (uri === null || !resource.href) return null;
  const address = addressOf(uri);
  const phone = (name: string): string | null => text(resource, name)?.replace(/^tel:/i, '') ?? null;
  return {
    data: {
      address,
      name: text(resource, 'name') ?? address,
      title: text(resource, 'title'),
      department: text(resource, 'department'),
      company: text(resource, 'company'),
      office: text(resource, 'office'),
      emails: texts(resource, 'emailAddresses'),
      workPhone: phone('workPhoneNumber'),
      mobilePhone: phone('mobilePhoneNumber'),
      homePhone: phone('homePhoneNumber'),
      otherPhone: phone('otherPhoneNumber'),
    },
    links: {
      self: resource.href,
      presence: link(resource, 'contactPresence')?.href ?? null,
      note: link(resource, 'contactNote')?.href ?? null,
      location: link(resource, 'contactLocation')?.href ?? null,
    },
  };
}
