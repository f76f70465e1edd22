/** The data of truth: what the server knows, whoever asks. No application's state is in here. */

/** Availability values of PROTOCOL 8.4; control may set any text, as servers do. */
export type Availability = string;

export interface Presence {
  availability: Availability;
  /** Absent for plain states. */
  activity: string | null;
  deviceType: 'PC' | 'Mobile' | 'Web' | 'DeskPhone' | 'Unknown';
  /** Milliseconds since 1970. */
  lastActive: number;
}

export interface Person {
  /** `user@domain`, case as the company writes it. */
  readonly address: string;
  name: string;
  readonly title: string | null;
  readonly department: string | null;
  readonly company: string | null;
  readonly office: string | null;
  readonly emailAddresses: readonly string[];
  /** `tel:` texts, or null where the person shows none. */
  readonly workPhone: string | null;
  readonly mobilePhone: string | null;
  readonly sourceNetwork: 'SameEnterprise' | 'Federated';
  readonly modalities: readonly string[];
  readonly presence: Presence;
  note: string;
  location: string | null;
  relationship: PrivacyLevel;
}

export const PRIVACY_LEVELS = [
  'Unknown',
  'External',
  'Colleagues',
  'Workgroup',
  'FriendsAndFamily',
  'Blocked',
] as const;
export type PrivacyLevel = (typeof PRIVACY_LEVELS)[number];

export type GroupKind =
  | 'group'
  | 'defaultGroup'
  | 'pinnedGroup'
  | 'delegatesGroup'
  | 'delegatorsGroup'
  | 'myOrganizationGroup'
  | 'distributionGroup';

/** Whether being in such a group is being in the contact list. */
export function holdsContacts({ kind }: Group): boolean {
  return kind === 'group' || kind === 'defaultGroup' || kind === 'pinnedGroup';
}

export interface Group {
  readonly id: string;
  readonly kind: GroupKind;
  name: string;
  /** Lower-case addresses, in the order of joining. */
  readonly members: Set<string>;
  /** Ids of the distribution groups inside this one. */
  readonly nested: readonly string[];
  /** Whether the user sees it among the groups; only distribution groups exist without that. */
  listed: boolean;
  /** Rises with every change of the group itself; its ETag follows. */
  revision: number;
}

export const PHONE_KINDS = ['work', 'mobile', 'home', 'other'] as const;
export type PhoneKind = (typeof PHONE_KINDS)[number];

export interface Phone {
  readonly kind: PhoneKind;
  /** Raw text, empty when unset. */
  number: string;
  /** `includeInContactCard`. */
  visible: boolean;
  /** Whether the link is offered. */
  canChangeNumber: boolean;
  canChangeVisibility: boolean;
}

/** The signed-in user. Presence, note and location are those of all endpoints together. */
export interface Me {
  readonly address: string;
  readonly name: string;
  readonly title: string;
  readonly department: string;
  readonly company: string;
  readonly office: string;
  availability: Availability;
  activity: string | null;
  note: string;
  location: string;
}

/** What changed; applications turn it into events. */
export type Change =
  | { readonly type: 'groupAdded' | 'groupUpdated' | 'groupDeleted'; readonly group: Group }
  | {
      readonly type: 'memberAdded' | 'memberRemoved';
      readonly group: Group;
      readonly address: string;
      /** The contact list as a whole gained or lost this contact. */
      readonly listChanged: boolean;
    }
  | { readonly type: 'presence' | 'note' | 'location' | 'relationship'; readonly address: string }
  | { readonly type: 'ownPresence' | 'ownNote' | 'ownLocation' | 'phone' };

/** Addresses are compared without regard to case (PROTOCOL 5.3). */
export function keyOf(address: string): string {
  return address.trim().toLowerCase();
}
