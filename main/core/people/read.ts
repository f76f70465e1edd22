/** Groups and contacts of the wire layer -> as the app knows them. Pure (PROTOCOL 11, 13.1). */
import { addressOf, type Group, type GroupKind } from '../store/state.ts';
import type { ContactData } from '../store/actions.ts';
import {
  readPeople,
  type AnyGroupModel,
  type ContactModel,
  type MyGroupsModel,
  type PeopleModel,
  type Resource,
} from '../ucwa/index.ts';

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
  readonly contacts: readonly ContactModel[];
}

/** What the links of `people` allow: revision 2 brings writing (PROTOCOL 5.6). */
export interface ListRights {
  readonly editGroups: boolean;
  readonly changeMembers: boolean;
}

/** What the hub's links allow. */
export function rightsOf(people: Resource): ListRights {
  return rightsIn(readPeople(people));
}

/** The same of a hub that was read again. */
export function rightsIn({ links: { myGroups, myGroupMemberships } }: PeopleModel): ListRights {
  return {
    editGroups: (myGroups?.revision ?? 1) >= 2,
    changeMembers: (myGroupMemberships?.revision ?? 1) >= 2,
  };
}

/** The groups of the list, kind by kind. */
export function groupsFrom({ groups }: MyGroupsModel, rights: ListRights): ReadGroup[] {
  return groups.map((group) => groupFrom(group, rights));
}

function groupFrom(model: AnyGroupModel, rights: ListRights): ReadGroup {
  const { rel: kind, links } = model;
  const follow = links.subscribeToGroupPresence?.href ?? null;
  const expand = model.rel === 'distributionGroup' ? model.links.expandDistributionGroup : null;
  const members = links.groupContacts ?? expand;
  return {
    group: {
      // Groups there is one of may come without id; their kind names them as well.
      id: model.id ?? kind,
      name: model.name ?? KINDS[kind],
      kind,
      canEdit: kind === 'group' && (rights.editGroups || links.self.revision >= 2),
      canChangeMembers: rights.changeMembers && CHANGEABLE.includes(kind),
      canFollow: follow !== null,
    },
    links: { self: links.self.href, members: members?.href ?? null, follow },
    contacts: model.rel === 'distributionGroup' ? model.members.contacts : [],
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

/** A contact as the app shows it, and where its parts are. */
export function contactFrom(contact: ContactModel): ReadContact {
  const { links } = contact;
  const address = addressOf(contact.uri);
  return {
    data: {
      address,
      name: contact.name ?? address,
      title: contact.title,
      department: contact.department,
      company: contact.company,
      office: contact.office,
      emails: contact.emailAddresses,
      workPhone: plainNumber(contact.workPhoneNumber),
      mobilePhone: plainNumber(contact.mobilePhoneNumber),
      homePhone: plainNumber(contact.homePhoneNumber),
      otherPhone: plainNumber(contact.otherPhoneNumber),
    },
    links: {
      self: links.self.href,
      presence: links.contactPresence?.href ?? null,
      note: links.contactNote?.href ?? null,
      location: links.contactLocation?.href ?? null,
    },
  };
}

function plainNumber(number: string | null): string | null {
  return number?.replace(/^tel:/i, '') ?? null;
}
