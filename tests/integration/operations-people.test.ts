/** Reading the people side in every medium over real TLS, and writing groups, privacy and the subscription. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createGroup,
  deleteGroup,
  expandDistributionGroup,
  getContact,
  getContacts,
  getContactsAndGroupsSubscription,
  getDistributionGroup,
  getGroup,
  getGroupContacts,
  getMembersOfGroups,
  getMyContacts,
  getMyGroupMembership,
  getMyGroupMemberships,
  getMyGroups,
  getMyPrivacyRelationships,
  getPeople,
  getPrivacyRelationship,
  resetPrivacyRelationship,
  search,
  startOrRefreshContactsAndGroups,
  stopContactsAndGroups,
  updateGroup,
  updatePrivacyRelationship,
} from '../../main/core/ucwa/index.ts';
import type { AnyGroupModel, DistributionGroupModel, GroupModel, UcwaClient } from '../../main/core/ucwa/index.ts';
import { createSimulator, type Simulator } from '../../simulator/index.ts';
import {
  enter,
  found,
  MEDIA,
  outcomes,
  own,
  someone,
  socketsTo,
  statuses,
  statusOf,
  there,
  value,
  type Entered,
} from '../support/operations.ts';

let simulator: Simulator;
let http: ReturnType<typeof socketsTo>;

beforeEach(async () => {
  simulator = await createSimulator({ people: 20, groups: 6, seed: 5, knobs: { delegates: true } });
  http = socketsTo(simulator);
});

afterEach(async () => {
  const offences = simulator.control.offences();
  http.close();
  await simulator.close();
  expect(offences).toEqual([]);
});

/** The client, with somebody else doing something just before each of its first `times` PUTs. */
function outrun(client: UcwaClient, times: number, act: (time: number) => void): UcwaClient {
  let time = 0;
  return {
    ...client,
    put: (...put) => {
      if (time < times) act((time += 1));
      return client.put(...put);
    },
  };
}

/** Everything that can be read, by whatever leads to it. */
async function readAll(entered: Entered): Promise<Record<string, unknown>> {
  const { client, batch, hub, people } = entered;
  const listed = value(await getMyGroups(client, there(people.myGroups), { expand: true }));
  const named = value(await getMyGroups(client, there(people.myGroups), { expand: false }));
  const system = listed.groups.filter((group): group is GroupModel => group.rel !== 'distributionGroup');
  const directory = listed.groups.filter((group): group is DistributionGroupModel => group.rel === 'distributionGroup');
  const contactLists = system.map(({ links }) => there(links.groupContacts));
  const expansions = directory.map(({ links }) => there(links.expandDistributionGroup));
  const everybody = value(await getMyContacts(client, there(people.myContacts), { expand: true }));
  const byLink = value(await getMyContacts(client, there(people.myContacts), { expand: false }));
  const memberships = value(await getMyGroupMemberships(client, there(people.myGroupMemberships)));
  const [group] = system.filter(({ rel }) => rel === 'group');
  const ofOne = value(
    await getMyGroupMemberships(client, there(people.myGroupMemberships), { groupId: there(group?.id) }),
  );
  const contact = there(everybody.contacts[0]);
  return {
    people: value(await getPeople(client, hub)),
    listed,
    named,
    groups: await Promise.all(system.map(async ({ rel, links }) => found(await getGroup(client, links.self, { rel })))),
    distributionGroups: await Promise.all(
      directory.map(async ({ links }) => value(await getDistributionGroup(client, links.self))),
    ),
    expanded: await Promise.all(expansions.map(async (expand) => value(await expandDistributionGroup(client, expand)))),
    members: (await getMembersOfGroups(client, batch, [...contactLists, ...expansions])).map(value),
    membersByLink: value(await getGroupContacts(client, there(contactLists[0]), { expand: false })),
    everybody,
    byLink,
    contact: found(await getContact(client, contact.links.self)),
    contacts: (await getContacts(client, batch, byLink.links)).map(value),
    oneByOne: (await getContacts(client, null, byLink.links.slice(0, 3))).map(value),
    memberships,
    ofOne,
    membership: value(await getMyGroupMembership(client, there(memberships.memberships[0]).links.self)),
    found: value(await search(client, there(people.search), { query: 'e', limit: 5 })),
    byMail: value(await search(client, there(people.search), { mail: there(contact.emailAddresses[0]) })),
    privacy: found(await getPrivacyRelationship(client, there(contact.links.contactPrivacyRelationship))),
    levels: value(await getMyPrivacyRelationships(client, there(people.myPrivacyRelationships))),
    subscription: value(await getContactsAndGroupsSubscription(client, there(people.myContactsAndGroupsSubscription))),
  };
}

it('reads the same in every medium', async () => {
  const read: Record<string, unknown>[] = [];
  for (const medium of MEDIA) {
    const entered = await enter(simulator, http, medium);
    const all = await readAll(entered);
    // Hrefs of different applications of one user differ by the number in them.
    read.push(JSON.parse(JSON.stringify(all).replace(/applications\/\d+/g, 'applications/1')) as typeof all);
    value(await entered.client.delete(entered.self.href));
  }
  const [first, ...others] = read;
  expect(first).toMatchObject({
    membership: { links: { contact: { title: null } } },
    byMail: { contacts: [{ type: 'User', sourceNetwork: 'SameEnterprise' }] },
    found: { moreResultsAvailable: true },
    subscription: { state: 'Disconnected' },
  });
  const kinds = (first?.['listed'] as { groups: AnyGroupModel[] }).groups.map(({ rel }) => rel);
  expect(new Set(kinds)).toEqual(
    new Set(['pinnedGroup', 'group', 'defaultGroup', 'distributionGroup', 'delegatesGroup', 'delegatorsGroup']),
  );
  expect(first?.['contacts']).toEqual((first?.['everybody'] as { contacts: unknown }).contacts);
  for (const other of others) expect(other).toEqual(first);
});

describe.each(MEDIA)('in %s', (medium) => {
  it('asks only for what changed', async () => {
    const entered = await enter(simulator, http, medium);
    const { client } = entered;
    const group = await own(entered);
    const contact = await someone(entered);
    const address = contact.uri.replace('sip:', '');
    const privacy = there(contact.links.contactPrivacyRelationship);
    const { etag, relationshipLevel } = found(await getPrivacyRelationship(client, privacy));
    const again = async () => [
      value(await getGroup(client, group.links.self, { rel: 'group', etag: group.etag })),
      value(await getContact(client, contact.links.self, { etag: contact.etag })),
      value(await getPrivacyRelationship(client, privacy, { etag })),
    ];
    const same = { notModified: true };
    expect(await again()).toEqual([same, same, same]);

    simulator.control.act({ op: 'renameGroup', id: there(group.id), name: 'Renamed elsewhere' });
    const level = relationshipLevel === 'Workgroup' ? 'Colleagues' : 'Workgroup';
    simulator.control.act({ op: 'setRelationship', address, level });
    expect(await again()).toMatchObject([
      { notModified: false, value: { id: group.id, name: 'Renamed elsewhere' } },
      same,
      { notModified: false, value: { relationshipLevel: level } },
    ]);
  });

  it('makes, renames and deletes a group', async () => {
    const entered = await enter(simulator, http, medium);
    const { client, people } = entered;
    const myGroups = there(people.myGroups);
    const make = (displayName: string) => createGroup(client, myGroups, { displayName });
    expect(value(await make('R&D <"\'>'))).toBeNull();
    expect(outcomes([await make('R&D <"\'>')])).toEqual(['ucwa.alreadyExists']);
    const made = await own(entered, 'R&D <"\'>');
    expect(made.revision).toBe(2);
    value(await updateGroup(client, made.links.self, { name: 'Größe 2' }));
    expect((await own(entered, 'Größe 2')).id).toBe(made.id);
    value(await deleteGroup(client, made.links.self));
    expect(statusOf(await deleteGroup(client, made.links.self))).toBe(404);
    expect(statusOf(await updateGroup(client, made.links.self, { name: 'x' }))).toBe(404);

    simulator.control.setKnobs({ createGroupAnswer: '201' });
    expect(value(await make('Told at once'))).toMatchObject({ rel: 'group', name: 'Told at once' });
    simulator.control.setKnobs({ groupLimit: 1 });
    expect(outcomes([await make('One more')])).toEqual(['ucwa.tooManyGroups']);
  });

  it('writes over what another client wrote meanwhile, three times at most', async () => {
    const entered = await enter(simulator, http, medium);
    const group = await own(entered);
    const rename = (name: string) => simulator.control.act({ op: 'renameGroup', id: there(group.id), name });
    const put = /groups\//;

    const twice = outrun(entered.client, 2, (time) => rename(`Theirs ${time}`));
    expect(value(await updateGroup(twice, group.links.self, { name: 'Ours' }))).toBeNull();
    expect(statuses(simulator, 'PUT', put)).toEqual([412, 412, 200]);
    expect((await own(entered, 'Ours')).id).toBe(group.id);

    simulator.control.clearRequests();
    const always = outrun(entered.client, Infinity, (time) => rename(`Faster ${time}`));
    expect(await updateGroup(always, group.links.self, { name: 'Too late' })).toMatchObject({
      ok: false,
      error: { code: 'ucwa.preconditionFailed', retryable: false },
    });
    expect(statuses(simulator, 'PUT', put)).toEqual([412, 412, 412]);
    expect((await own(entered, 'Faster 3')).id).toBe(group.id);

    const contact = await someone(entered);
    const address = contact.uri.replace('sip:', '');
    const privacy = there(contact.links.contactPrivacyRelationship);
    const once = outrun(entered.client, 1, () =>
      simulator.control.act({ op: 'setRelationship', address, level: 'External' }),
    );
    value(await updatePrivacyRelationship(once, privacy, { relationshipLevel: 'Blocked' }));
    expect(statuses(simulator, 'PUT', /privacyRelationship/)).toEqual([412, 200]);
    const blocked = found(await getPrivacyRelationship(entered.client, privacy));
    expect(blocked.relationshipLevel).toBe('Blocked');
    const levels = value(await getMyPrivacyRelationships(entered.client, there(entered.people.myPrivacyRelationships)));
    const [level] = levels.filter(({ relationshipLevel }) => relationshipLevel === 'Blocked');
    expect(level?.links.contact.map(({ href }) => href)).toEqual([contact.links.self.href]);
    value(await resetPrivacyRelationship(entered.client, there(blocked.links.resetContactPrivacyRelationship)));
    expect(found(await getPrivacyRelationship(entered.client, privacy)).relationshipLevel).toBe('Colleagues');
  });

  it('starts, refreshes and stops the events of contacts and groups', async () => {
    const { client, people } = await enter(simulator, http, medium);
    const read = async () =>
      value(await getContactsAndGroupsSubscription(client, there(people.myContactsAndGroupsSubscription)));
    const before = await read();
    expect(before.links.stopSubscriptionToContactsAndGroups).toBeNull();
    const start = there(before.links.startOrRefreshSubscriptionToContactsAndGroups);
    expect(value(await startOrRefreshContactsAndGroups(client, start, { duration: 30 }))?.state).toBe('Connecting');
    const started = await read();
    expect(started.state).toBe('Connected');
    const refresh = there(started.links.startOrRefreshSubscriptionToContactsAndGroups);
    value(await startOrRefreshContactsAndGroups(client, refresh, { duration: 30 }));
    const stop = there(started.links.stopSubscriptionToContactsAndGroups);
    value(await stopContactsAndGroups(client, stop));
    expect((await read()).state).toBe('Disconnected');
    expect(statusOf(await stopContactsAndGroups(client, stop))).toBe(409);
  });
});
