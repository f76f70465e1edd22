/** The truth, as the control interface shows it. */
import type { GroupKind, PhoneKind, PrivacyLevel } from '../directory/truth.ts';
import { stateOf, type SubscriptionState } from '../resources/contacts-and-groups.ts';
import type { Warning } from '../strictness.ts';
import type { World } from '../world.ts';

export interface SimulatorState {
  /** Rises with every change of the truth. */
  readonly revision: number;
  /** Clock time, milliseconds since 1970. */
  readonly now: number;
  /** The pool where the user lives, by its name. */
  readonly home: string;
  readonly me: {
    readonly address: string;
    readonly name: string;
    readonly availability: string;
    readonly activity: string | null;
    readonly note: string;
    readonly location: string;
  };
  /** Members are addresses as the company writes them. */
  readonly groups: readonly {
    readonly id: string;
    readonly name: string;
    readonly kind: GroupKind;
    readonly members: readonly string[];
  }[];
  /** Everybody the company knows; `listed`: in the user's contact list. */
  readonly contacts: readonly {
    readonly address: string;
    readonly name: string;
    readonly listed: boolean;
    readonly availability: string;
    readonly activity: string | null;
    readonly note: string;
    readonly location: string | null;
    readonly relationship: PrivacyLevel;
  }[];
  readonly phones: Readonly<
    Record<
      PhoneKind,
      {
        readonly number: string;
        readonly visible: boolean;
        readonly canChangeNumber: boolean;
        readonly canChangeVisibility: boolean;
      }
    >
  >;
  readonly applications: readonly {
    readonly id: string;
    readonly endpointId: string;
    readonly userAgent: string;
    readonly alive: true;
    readonly available: boolean;
    /** A poll waits. */
    readonly parked: boolean;
    readonly contactsAndGroups: { readonly state: SubscriptionState; readonly expiresAt: number | null };
    readonly presenceSubscriptions: readonly {
      readonly id: string;
      readonly groupId: string | null;
      readonly addresses: readonly string[];
      readonly expiresAt: number;
    }[];
  }[];
  readonly warnings: readonly Warning[];
}

export function readState(world: World): SimulatorState {
  const { directory } = world;
  const { address, name, availability, activity, note, location } = directory.me;
  const listed = new Set(directory.contactList());
  const spelled = (key: string) => directory.person(key)?.address ?? key;
  return {
    revision: directory.revision,
    now: world.clock.now(),
    home: world.topology.name(world.home.key),
    me: { address, name, availability, activity, note, location },
    groups: directory.groups().map((group) => ({
      id: group.id,
      name: group.name,
      kind: group.kind,
      members: [...group.members].map(spelled),
    })),
    contacts: directory.people().map((person) => ({
      address: person.address,
      name: person.name,
      listed: listed.has(person),
      availability: person.presence.availability,
      activity: person.presence.activity,
      note: person.note,
      location: person.location,
      relationship: person.relationship,
    })),
    phones: Object.fromEntries(
      directory.phones.map(({ kind, ...phone }) => [kind, { ...phone }]),
    ) as SimulatorState['phones'],
    applications: world.applications.living().map((application) => ({
      id: application.id,
      endpointId: application.identity.endpointId,
      userAgent: application.identity.userAgent,
      alive: true,
      available: application.available !== null,
      parked: application.channel.parked,
      contactsAndGroups: {
        state: stateOf(application),
        expiresAt: application.contactsAndGroups?.expiresAt ?? null,
      },
      presenceSubscriptions: application.presence.all().map((subscription) => ({
        id: subscription.id,
        groupId: subscription.groupId,
        addresses: [...subscription.addresses].map(spelled),
        expiresAt: subscription.lease.expiresAt,
      })),
    })),
    warnings: world.strictness.warnings(),
  };
}
