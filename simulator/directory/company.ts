/** Builds the company of one seed: the people, the user's groups, the user's phones. */
import { createHash } from 'node:crypto';
import { createRandom, type Random } from '../random.ts';
import {
  DEPARTMENTS,
  FAMILY_NAMES,
  GIVEN_NAMES,
  LOCATIONS,
  MORE_GROUPS,
  NOTES,
  OFFICES,
  OWN_GROUPS,
  PRESENCES,
} from './names.ts';
import { keyOf, type Group, type GroupKind, type Me, type Person, type Phone } from './truth.ts';

export interface CompanyPlan {
  readonly seed: number;
  /** People in the user's contact list, at least 1. */
  readonly people: number;
  /** Groups of all kinds, at least 3: pinned, default and one distribution group come first. */
  readonly groups: number;
  readonly domain: string;
  /** Milliseconds since 1970: "now" for the dates in the data. */
  readonly now: number;
}

export interface Company {
  readonly me: Me;
  readonly people: readonly Person[];
  readonly groups: readonly Group[];
  /** What there is beside: delegates and delegators, and distribution groups that are not in the user's list. */
  readonly otherGroups: readonly Group[];
  readonly phones: readonly Phone[];
}

const COMPANY_NAME = 'Contoso';

/** A group id as captures have it: 32 bytes in base64, so that it ends in one `=` (GAPS 43). */
export function groupIdFor(...parts: readonly (string | number)[]): string {
  for (let attempt = 0; ; attempt += 1) {
    const id = createHash('sha256')
      .update([...parts, attempt].join('\n'))
      .digest('base64');
    // A slash would end the path segment that the raw id is part of.
    if (!id.includes('/')) return id;
  }
}

export function createCompany(plan: CompanyPlan): Company {
  const random = createRandom(plan.seed);
  // Colleagues outside the list are what search finds and what a lively day adds.
  const strangers = Math.max(12, Math.ceil(plan.people / 5));
  const taken = new Set(['alex.morgan']);
  const people: Person[] = [];
  for (let index = 0; index < plan.people + strangers; index += 1) {
    people.push(createPerson(random, plan, taken, index));
  }
  const listed = people.slice(0, plan.people);
  const { groups, otherGroups } = createGroups(random, plan, listed);
  return { me: createMe(plan.domain), people, groups, otherGroups, phones: createPhones() };
}

function createMe(domain: string): Me {
  return {
    address: `alex.morgan@${domain}`,
    name: 'Alex Morgan',
    title: 'Programme Manager',
    department: 'Operations',
    company: COMPANY_NAME,
    office: '20/2107',
    availability: 'Online',
    activity: null,
    note: '',
    location: '',
  };
}

function createPerson(random: Random, plan: CompanyPlan, taken: Set<string>, index: number): Person {
  const given = random.pick(GIVEN_NAMES);
  const family = random.pick(FAMILY_NAMES);
  const base = `${plain(given)}.${plain(family)}`;
  let local = base;
  for (let more = 2; taken.has(local.toLowerCase()); more += 1) local = `${base}${more}`;
  taken.add(local.toLowerCase());
  const [department, titles] = random.pick(DEPARTMENTS);
  const [availability, activity, deviceType] = random.pick(PRESENCES);
  // Some addresses keep capitals: real directories do, and hrefs have them in lower case.
  const address = `${random.below(3) === 0 ? local : local.toLowerCase()}@${plan.domain}`;
  const lastFour = String(1000 + (index % 9000));
  return {
    address,
    name: `${given} ${family}`,
    title: random.pick(titles),
    department,
    company: COMPANY_NAME,
    office: random.pick(OFFICES),
    emailAddresses: [address],
    workPhone: random.below(5) === 0 ? null : `tel:+1425555${lastFour};ext=${lastFour}`,
    mobilePhone: random.below(3) === 0 ? `tel:+1206555${lastFour}` : null,
    sourceNetwork: 'SameEnterprise',
    modalities: random.below(4) === 0 ? ['Messaging', 'PhoneAudio'] : ['Audio', 'Video', 'Messaging', 'PhoneAudio'],
    presence: { availability, activity, deviceType, lastActive: plan.now - random.below(5_400_000) },
    note: random.below(4) === 0 ? random.pick(NOTES) : '',
    location: random.below(3) === 0 ? random.pick(LOCATIONS) : null,
    relationship: 'Colleagues',
  };
}

/** A name as it stands in an address: no accents, ASCII letters only. */
function plain(name: string): string {
  return name
    .replaceAll('ß', 'ss')
    .replaceAll('ø', 'o')
    .replaceAll('Ø', 'O')
    .replaceAll('ł', 'l')
    .replaceAll('Ł', 'L')
    .replaceAll('ı', 'i')
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '');
}

function createGroups(
  random: Random,
  plan: CompanyPlan,
  listed: readonly Person[],
): Pick<Company, 'groups' | 'otherGroups'> {
  const make = (kind: GroupKind, name: string, more: Partial<Group> = {}): Group => ({
    id: groupIdFor(plan.seed, kind, name),
    kind,
    name,
    members: new Set(),
    nested: [],
    listed: true,
    revision: 1,
    ...more,
  });
  const every = (step: number): Set<string> =>
    new Set(listed.filter((_, index) => index % step === 0).map(({ address }) => keyOf(address)));
  const pinned = make('pinnedGroup', 'Pinned Contacts');
  const other = make('defaultGroup', 'Other Contacts');
  const own = Array.from({ length: Math.max(0, plan.groups - 3) }, (_, index) => make('group', ownGroupName(index)));
  const leadership = make('distributionGroup', 'Leadership', { listed: false, members: every(10) });
  const building = make('distributionGroup', 'Building 20', { listed: false, members: every(4) });
  const distribution = make('distributionGroup', 'All Hands', { nested: [leadership.id] });
  const delegates = make('delegatesGroup', 'Delegates', { members: every(25) });
  const delegators = make('delegatorsGroup', 'Delegators', { members: every(30) });
  const organization = make('myOrganizationGroup', 'My Organization', { members: every(7) });

  // Everyone is in one group, weighted so that the first groups are the large ones; the last own group is left small.
  const homes = [...own, other];
  for (const [index, person] of listed.entries()) {
    const home = homes[Math.min(random.below(homes.length), random.below(homes.length))] ?? other;
    home.members.add(keyOf(person.address));
    const second = homes[random.below(homes.length)];
    if (second && index % 5 === 0) second.members.add(keyOf(person.address));
    if (index % 12 === 0) pinned.members.add(keyOf(person.address));
    if (index % 3 === 0) distribution.members.add(keyOf(person.address));
  }
  return {
    groups: [pinned, other, ...own, distribution],
    otherGroups: [delegates, delegators, organization, leadership, building],
  };
}

function ownGroupName(index: number): string {
  return [...OWN_GROUPS, ...MORE_GROUPS][index] ?? `Project ${String(index + 1).padStart(3, '0')}`;
}

function createPhones(): Phone[] {
  return [
    {
      kind: 'work',
      number: 'tel:+14255550100;ext=100',
      visible: true,
      canChangeNumber: false,
      canChangeVisibility: false,
    },
    { kind: 'mobile', number: 'tel:+12065550142', visible: true, canChangeNumber: true, canChangeVisibility: true },
    { kind: 'home', number: '', visible: false, canChangeNumber: true, canChangeVisibility: true },
    { kind: 'other', number: 'tel:+12065550177', visible: false, canChangeNumber: true, canChangeVisibility: true },
  ];
}
