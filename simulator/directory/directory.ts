/** The only writer of the truth: every operation changes it, counts a revision and tells who listens. */
import { createHash } from 'node:crypto';
import type { Knobs } from '../knobs.ts';
import { groupIdFor, type Company } from './company.ts';
import {
  holdsContacts,
  keyOf,
  type Change,
  type Group,
  type GroupKind,
  type Me,
  type Person,
  type Phone,
  type PhoneKind,
  type PrivacyLevel,
} from './truth.ts';

/** Why an operation was refused; each is one documented answer. */
export type Refused = 'unknown' | 'exists' | 'tooMany' | 'notAllowed' | 'limit' | 'delegateLimit' | 'notMember';
export type Done<T = undefined> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: Refused };

const done: Done = { ok: true, value: undefined };
const refuse = (why: Refused) => ({ ok: false, why }) as const;

export interface PresenceChange {
  readonly availability?: string | undefined;
  /** Null or empty removes it. */
  readonly activity?: string | null | undefined;
  readonly note?: string | undefined;
  readonly location?: string | undefined;
}

export class Directory {
  readonly me: Me;
  readonly phones: readonly Phone[];
  readonly #people = new Map<string, Person>();
  readonly #groups = new Map<string, Group>();
  readonly #memberships = new Map<string, readonly [groupId: string, address: string]>();
  readonly #listeners = new Set<(change: Change) => void>();
  readonly #knobs: Knobs;
  readonly #now: () => number;
  #made = 0;
  #revision = 1;

  constructor(company: Company, knobs: Knobs, now: () => number) {
    this.me = company.me;
    this.phones = company.phones;
    this.#knobs = knobs;
    this.#now = now;
    for (const person of company.people) this.#people.set(keyOf(person.address), person);
    const groups = [...company.groups, ...company.otherGroups];
    const idOf = new Map(groups.map(({ id }) => [id, knobs.shortIds ? String(++this.#made) : id]));
    for (const group of groups) {
      const id = idOf.get(group.id) ?? group.id;
      this.#groups.set(id, { ...group, id, nested: group.nested.flatMap((inner) => idOf.get(inner) ?? []) });
    }
  }

  /** Rises by one with every change. */
  get revision(): number {
    return this.#revision;
  }

  listen(listener: (change: Change) => void): void {
    this.#listeners.add(listener);
  }

  people(): Person[] {
    return [...this.#people.values()];
  }

  person(address: string): Person | undefined {
    return this.#people.get(keyOf(address));
  }

  /** What the user sees among the groups. */
  groups(): Group[] {
    return [...this.#groups.values()].filter((group) => group.listed && this.#exists(group));
  }

  group(id: string): Group | undefined {
    const group = this.#groups.get(id);
    return group && this.#exists(group) ? group : undefined;
  }

  /** All of them, in the user's list or not. */
  distributionGroups(): Group[] {
    return [...this.#groups.values()].filter(({ kind }) => kind === 'distributionGroup');
  }

  nestedIn(group: Group): Group[] {
    return group.nested.flatMap((id) => this.#groups.get(id) ?? []);
  }

  #exists({ kind }: Group): boolean {
    if (kind === 'pinnedGroup') return !this.#knobs.noPinnedGroup;
    if (kind === 'myOrganizationGroup') return this.#knobs.organizationGroup;
    if (kind === 'delegatesGroup' || kind === 'delegatorsGroup') return this.#knobs.delegates;
    return true;
  }

  groupOfKind(kind: GroupKind): Group | undefined {
    return this.groups().find((group) => group.kind === kind);
  }

  /** Members in order of joining; people that no longer exist are left out. */
  membersOf(group: Group): Person[] {
    return [...group.members].flatMap((address) => this.#people.get(address) ?? []);
  }

  /** The contact list: everyone in any group but delegates, delegators and distribution groups. */
  contactList(): Person[] {
    const addresses = new Set<string>();
    for (const group of this.#groups.values()) {
      if (holdsContacts(group)) for (const address of group.members) addresses.add(address);
    }
    return [...addresses].flatMap((address) => this.#people.get(address) ?? []);
  }

  isListed(address: string): boolean {
    const key = keyOf(address);
    return [...this.#groups.values()].some((group) => holdsContacts(group) && group.members.has(key));
  }

  addGroup(name: string): Done<Group> {
    if (this.#named(name)) return refuse('exists');
    const own = this.groups().filter((group) => group.kind === 'group');
    if (own.length >= this.#knobs.groupLimit) return refuse('tooMany');
    const serial = ++this.#made;
    const id = this.#knobs.shortIds ? String(serial) : groupIdFor('made', name, serial, this.me.address);
    const group: Group = {
      id,
      kind: 'group',
      name: name.trim(),
      members: new Set(),
      nested: [],
      listed: true,
      revision: 1,
    };
    this.#groups.set(id, group);
    this.#tell({ type: 'groupAdded', group });
    return { ok: true, value: group };
  }

  renameGroup(id: string, name: string): Done<Group> {
    const group = this.#groups.get(id);
    if (!group) return refuse('unknown');
    if (group.kind !== 'group') return refuse('notAllowed');
    const other = this.#named(name);
    if (other && other !== group) return refuse('exists');
    group.name = name.trim();
    group.revision += 1;
    this.#tell({ type: 'groupUpdated', group });
    return { ok: true, value: group };
  }

  /** Members that are in no other group move to the default group, unless the knob makes them vanish (GAPS 42). */
  deleteGroup(id: string): Done {
    const group = this.#groups.get(id);
    if (!group) return refuse('unknown');
    if (group.kind !== 'group') return refuse('notAllowed');
    this.#groups.delete(id);
    for (const [name, [groupId]] of this.#memberships) if (groupId === id) this.#memberships.delete(name);
    this.#tell({ type: 'groupDeleted', group });
    const home = this.groupOfKind('defaultGroup');
    for (const address of group.members) {
      if (this.isListed(address)) continue;
      if (this.#knobs.membersVanish || !home) {
        this.#tell({ type: 'memberRemoved', group, address, listChanged: true });
      } else {
        home.members.add(address);
        this.#tell({ type: 'memberAdded', group: home, address, listChanged: false });
      }
    }
    return done;
  }

  /** `groupId` null: the default group. An address that the company does not know becomes a federated contact. */
  addMember(groupId: string | null, address: string): Done<Group> {
    const group = groupId === null ? this.groupOfKind('defaultGroup') : this.group(groupId);
    if (!group) return refuse('unknown');
    if (group.kind === 'distributionGroup') return refuse('notAllowed');
    const key = keyOf(address);
    if (group.members.has(key)) return refuse('exists');
    if (group.kind === 'delegatesGroup' && group.members.size >= this.#knobs.delegateLimit) {
      return refuse('delegateLimit');
    }
    const joins = holdsContacts(group) && !this.isListed(key);
    if (joins && this.contactList().length >= this.#knobs.contactLimit) return refuse('limit');
    if (!this.#people.has(key)) this.#people.set(key, federatedPerson(address, this.#now()));
    group.members.add(key);
    this.#tell({ type: 'memberAdded', group, address: key, listChanged: joins });
    return { ok: true, value: group };
  }

  removeMember(groupId: string, address: string): Done {
    const group = this.group(groupId);
    if (!group) return refuse('unknown');
    if (group.kind === 'distributionGroup') return refuse('notAllowed');
    const key = keyOf(address);
    if (!group.members.delete(key)) return refuse('notMember');
    const listChanged = holdsContacts(group) && !this.isListed(key);
    this.#tell({ type: 'memberRemoved', group, address: key, listChanged });
    return done;
  }

  /** Deleted in one group and added to the other, in this order; the contact list keeps the contact throughout. */
  moveMember(address: string, fromId: string, toId: string): Done {
    const from = this.#groups.get(fromId);
    const to = this.#groups.get(toId);
    const key = keyOf(address);
    if (!from || !to) return refuse('unknown');
    if (!holdsContacts(from) || !holdsContacts(to)) return refuse('notAllowed');
    if (!from.members.has(key)) return refuse('notMember');
    if (to.members.has(key)) return refuse('exists');
    from.members.delete(key);
    to.members.add(key);
    this.#tell({ type: 'memberRemoved', group: from, address: key, listChanged: false });
    this.#tell({ type: 'memberAdded', group: to, address: key, listChanged: false });
    return done;
  }

  /** From every group that the user can take a contact out of. */
  removeFromAll(address: string): Done {
    const key = keyOf(address);
    const holding = this.groups().filter(
      (group) => (holdsContacts(group) || group.kind === 'delegatesGroup') && group.members.has(key),
    );
    if (holding.length === 0) return refuse('notMember');
    for (const group of holding) {
      group.members.delete(key);
      const listChanged = holdsContacts(group) && !this.isListed(key);
      this.#tell({ type: 'memberRemoved', group, address: key, listChanged });
    }
    return done;
  }

  /** Puts a distribution group into the user's list, or takes it out. */
  listGroup(id: string, listed: boolean): Done {
    const group = this.#groups.get(id);
    if (group?.kind !== 'distributionGroup') return refuse('unknown');
    if (group.listed === listed) return refuse(listed ? 'exists' : 'notMember');
    group.listed = listed;
    this.#tell({ type: listed ? 'groupAdded' : 'groupDeleted', group });
    return done;
  }

  addPerson(address: string, name: string): Done<Person> {
    const key = keyOf(address);
    if (this.#people.has(key)) return refuse('exists');
    const person: Person = {
      ...federatedPerson(address, this.#now()),
      name,
      sourceNetwork: 'SameEnterprise',
      relationship: 'Colleagues',
    };
    this.#people.set(key, person);
    this.#revision += 1;
    return { ok: true, value: person };
  }

  setPresence(address: string, change: PresenceChange): Done {
    if (keyOf(address) === keyOf(this.me.address)) {
      this.setOwn(change);
      return done;
    }
    const person = this.#people.get(keyOf(address));
    if (!person) return refuse('unknown');
    if (change.availability !== undefined || change.activity !== undefined) {
      if (change.availability !== undefined) person.presence.availability = change.availability;
      // A new availability without an activity is a plain state.
      person.presence.activity = change.activity || null;
      person.presence.lastActive = this.#now();
      this.#tell({ type: 'presence', address: keyOf(address) });
    }
    if (change.note !== undefined) {
      person.note = change.note;
      this.#tell({ type: 'note', address: keyOf(address) });
    }
    if (change.location !== undefined) {
      person.location = change.location || null;
      this.#tell({ type: 'location', address: keyOf(address) });
    }
    return done;
  }

  setOwn(change: PresenceChange): void {
    if (change.availability !== undefined || change.activity !== undefined) {
      if (change.availability !== undefined) this.me.availability = change.availability;
      this.me.activity = change.activity || null;
      this.#tell({ type: 'ownPresence' });
    }
    if (change.note !== undefined) {
      this.me.note = change.note;
      this.#tell({ type: 'ownNote' });
    }
    if (change.location !== undefined) {
      this.me.location = change.location;
      this.#tell({ type: 'ownLocation' });
    }
  }

  setRelationship(address: string, level: PrivacyLevel): Done {
    const person = this.#people.get(keyOf(address));
    if (!person) return refuse('unknown');
    person.relationship = level;
    this.#tell({ type: 'relationship', address: keyOf(address) });
    return done;
  }

  /** Back to what follows from the company that somebody belongs to. */
  resetRelationship(address: string): Done {
    const own = this.person(address)?.sourceNetwork === 'SameEnterprise';
    return this.setRelationship(address, own ? 'Colleagues' : 'External');
  }

  phone(kind: string): Phone | undefined {
    return this.phones.find((phone) => phone.kind === kind);
  }

  setPhone(kind: PhoneKind, change: { readonly [K in keyof Omit<Phone, 'kind'>]?: Phone[K] | undefined }): Done {
    const phone = this.phone(kind);
    if (!phone) return refuse('unknown');
    if (change.number !== undefined) phone.number = change.number;
    if (change.visible !== undefined) phone.visible = change.visible;
    if (change.canChangeNumber !== undefined) phone.canChangeNumber = change.canChangeNumber;
    if (change.canChangeVisibility !== undefined) phone.canChangeVisibility = change.canChangeVisibility;
    this.#tell({ type: 'phone' });
    return done;
  }

  /** The opaque name of "this contact in this group"; the same pair always has the same one. */
  membershipId(groupId: string, address: string): string {
    const id = createHash('sha256')
      .update(`${groupId}\n${keyOf(address)}`)
      .digest('hex')
      .slice(0, 24);
    this.#memberships.set(id, [groupId, keyOf(address)]);
    return id;
  }

  /** The pair behind an opaque name, while the contact is in that group. */
  membership(id: string): { readonly group: Group; readonly address: string } | undefined {
    const pair = this.#memberships.get(id);
    const group = pair && this.#groups.get(pair[0]);
    return pair && group?.members.has(pair[1]) ? { group, address: pair[1] } : undefined;
  }

  #named(name: string): Group | undefined {
    const wanted = name.trim().toLowerCase();
    return this.groups().find((group) => group.name.toLowerCase() === wanted);
  }

  #tell(change: Change): void {
    this.#revision += 1;
    for (const listener of this.#listeners) listener(change);
  }
}

function federatedPerson(address: string, now: number): Person {
  return {
    address: address.trim(),
    name: address.trim(),
    title: null,
    department: null,
    company: null,
    office: null,
    emailAddresses: [address.trim()],
    workPhone: null,
    mobilePhone: null,
    sourceNetwork: 'Federated',
    modalities: ['Messaging'],
    presence: { availability: 'Offline', activity: null, deviceType: 'Unknown', lastActive: now },
    note: '',
    location: null,
    relationship: 'External',
  };
}
