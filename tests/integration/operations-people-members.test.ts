/** Who is in which group, changed by the operations in every medium over real TLS. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  addManyMembers,
  addManyToGroup,
  addMembers,
  addToContactList,
  addToGroup,
  createGroup,
  expandDistributionGroup,
  getContact,
  getMemberships,
  getMyContacts,
  getMyGroupMemberships,
  link,
  removeContactFromAllGroups,
  removeFromContactList,
  removeFromGroup,
  removeMember,
  search,
} from '../../main/core/ucwa/index.ts';
import type { AnyGroupModel, DistributionGroupModel, GroupModel } from '../../main/core/ucwa/index.ts';
import { createSimulator, type Simulator } from '../../simulator/index.ts';
import {
  addressesIn,
  enter,
  found,
  groupsOf,
  MEDIA,
  ofKind,
  outcomes,
  own,
  socketsTo,
  statuses,
  statusOf,
  there,
  value,
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

describe.each(MEDIA)('in %s', (medium) => {
  it('adds, moves and removes a contact', async () => {
    const entered = await enter(simulator, http, medium);
    const { client, people } = entered;
    const hub = there(people.myGroupMemberships);
    const [from, to] = (await groupsOf(entered)).filter((group): group is GroupModel => group.rel === 'group');
    const contactUri = 'sip:new.comer@elsewhere.example';
    const address = 'new.comer@elsewhere.example';
    const groupId = there(from?.id);
    const { links } = there(value(await addToGroup(client, hub, { contactUri, groupId })));
    expect(links.group?.href).toBe(from?.links.self.href);
    expect(found(await getContact(client, links.contact))).toMatchObject({
      uri: contactUri,
      sourceNetwork: 'Federated',
    });
    expect(outcomes([await addToGroup(client, hub, { contactUri, groupId })])).toEqual(['ucwa.alreadyExists']);

    simulator.control.setKnobs({ emptyMembershipAnswer: true });
    expect(value(await addToGroup(client, hub, { contactUri, groupId: there(to?.id) }))).toBeNull();
    value(await removeFromGroup(client, links.self));
    expect(statusOf(await removeFromGroup(client, links.self))).toBe(404);
    expect(await addressesIn(entered, there(from))).not.toContain(address);
    expect(await addressesIn(entered, there(to))).toContain(address);

    value(await addToGroup(client, hub, { contactUri: 'sip:by.default@elsewhere.example' }));
    expect(await addressesIn(entered, await ofKind(entered, 'defaultGroup'))).toContain('by.default@elsewhere.example');

    const { removeContactFromAllGroups: remove } = value(await getMyGroupMemberships(client, hub)).links;
    value(await removeContactFromAllGroups(client, there(remove), { contactUri }));
    expect(await addressesIn(entered, there(to))).not.toContain(address);
    expect(statusOf(await removeContactFromAllGroups(client, there(remove), { contactUri }))).toBe(404);

    simulator.control.setKnobs({ migrationInProgress: true });
    expect(outcomes([await addToGroup(client, hub, { contactUri, groupId })])).toEqual(['ucwa.readOnly']);
  });

  it('adds many, as many as the server takes', async () => {
    const entered = await enter(simulator, http, medium);
    const { client, people } = entered;
    const hub = there(people.myGroupMemberships);
    const everybody = value(await getMyContacts(client, there(people.myContacts))).contacts;
    value(await createGroup(client, there(people.myGroups), { displayName: 'Many' }));
    const many = await own(entered, 'Many');
    simulator.control.setKnobs({ contactLimit: everybody.length + 2 });
    const strangers = [1, 2, 3, 4].map((number) => `sip:stranger${number}@elsewhere.example`);
    const contactUris = [...strangers, there(everybody[0]).uri, there(strangers[0])];
    const results = await addManyToGroup(client, hub, { contactUris, groupId: there(many.id) });
    expect(outcomes(results)).toEqual([
      'done',
      'done',
      'ucwa.limitExceeded',
      'ucwa.limitExceeded',
      'done',
      'ucwa.alreadyExists',
    ]);
    expect(await addressesIn(entered, many)).toEqual([
      'stranger1@elsewhere.example',
      'stranger2@elsewhere.example',
      there(everybody[0]).uri.replace('sip:', ''),
    ]);
  });

  it('reads and fills the delegates; who lets the user act is not the user’s to say', async () => {
    const entered = await enter(simulator, http, medium);
    const { client, people } = entered;
    const hub = there(people.myGroupMemberships);
    const delegates = await ofKind(entered, 'delegatesGroup');
    const before = await addressesIn(entered, delegates);
    simulator.control.setKnobs({ delegateLimit: before.length + 1 });
    simulator.control.clearRequests();
    const contactUris = [1, 2, 3].map((number) => `sip:deputy${number}@elsewhere.example`);
    const results = await addManyToGroup(client, hub, { contactUris, groupId: there(delegates.id) });
    expect(outcomes(results)).toEqual(['done', 'ucwa.limitExceeded', 'ucwa.limitExceeded']);
    expect(statuses(simulator, 'POST', /groupMemberships/)).toEqual([201, 403]);
    expect(await addressesIn(entered, delegates)).toEqual([...before, 'deputy1@elsewhere.example']);
    const added = value(await getMyGroupMemberships(client, hub, { groupId: there(delegates.id) })).memberships.at(-1);
    expect(added?.links.delegatesGroup?.href).toBe(delegates.links.self.href);
    value(await removeFromGroup(client, there(added).links.self));
    expect(await addressesIn(entered, delegates)).toEqual(before);

    const delegators = await ofKind(entered, 'delegatorsGroup');
    expect((await addressesIn(entered, delegators)).length).toBeGreaterThan(0);
    const groupId = there(delegators.id);
    expect(await getMyGroupMemberships(client, hub, { groupId })).toMatchObject({
      error: { status: 403, subcode: 'OperationNotSupported' },
    });
    expect(await addToGroup(client, hub, { contactUri: there(contactUris[0]), groupId })).toMatchObject({
      error: { status: 403, subcode: 'OperationNotSupported' },
    });
  });

  it('covers as many contacts by a presence subscription as the server takes', async () => {
    const { client, people } = await enter(simulator, http, medium);
    const { contacts } = value(await getMyContacts(client, there(people.myContacts)));
    const [first, ...others] = contacts.map(({ uri }) => uri);
    simulator.control.setKnobs({ subscriptionContactLimit: 6 });
    const body = { duration: 15, uris: [there(first)] };
    const subscribed = value(await client.post(there(people.presenceSubscriptions).href, body)).resource;
    const memberships = there(link(there(subscribed), 'memberships'));
    simulator.control.clearRequests();
    const results = await addManyMembers(client, memberships, { contactUris: others.slice(0, 8) });
    expect(outcomes(results)).toEqual(
      others.slice(0, 8).map((_, index) => (index < 5 ? 'done' : 'ucwa.limitExceeded')),
    );
    expect(statuses(simulator, 'POST', /Memberships/)).toEqual([403, 201, 403, 403, 201, 403]);

    const covered = value(await getMemberships(client, memberships));
    const hrefs = new Map(contacts.map(({ uri, links }) => [links.self.href, uri]));
    expect(covered.map(({ links }) => hrefs.get(links.contact.href))).toEqual([first, ...others.slice(0, 5)]);
    expect(covered.map(({ links }) => links.presenceSubscription?.href)).toContain(subscribed?.href);
    const gone = there(covered.at(-1)).links.self;
    value(await removeMember(client, gone));
    expect(statusOf(await removeMember(client, gone))).toBe(404);
    expect(value(await addMembers(client, memberships, { contactUris: others.slice(6, 7) }))).toHaveLength(6);
  });

  it('expands a distribution group, lists it and takes it off the list', async () => {
    const entered = await enter(simulator, http, medium);
    const { client, people } = entered;
    const isDistribution = (group: AnyGroupModel): group is DistributionGroupModel => group.rel === 'distributionGroup';
    const listed = there((await groupsOf(entered)).find(isDistribution));
    const name = there(listed.name);
    const groupId = listed.id;
    const now = async () => {
      const { distributionGroups } = value(await search(client, there(people.search), { query: name }));
      return there(distributionGroups.find(({ id }) => id === groupId));
    };
    const expand = there(listed.links.expandDistributionGroup);
    const { members, nested } = value(await expandDistributionGroup(client, expand));
    const counted = simulator.control.state().groups.find(({ id }) => id === groupId);
    expect(members.contacts.map(({ uri }) => uri.replace('sip:', ''))).toEqual(counted?.members);
    for (const inner of nested) {
      const { id } = value(await expandDistributionGroup(client, there(inner.links.expandDistributionGroup)));
      expect(id).toBe(inner.id);
    }

    expect(listed.links.addToContactList).toBeNull();
    value(await removeFromContactList(client, there(listed.links.removeFromContactList), { groupId }));
    expect((await groupsOf(entered)).map(({ id }) => id)).not.toContain(groupId);
    const unlisted = await now();
    expect(unlisted.links.removeFromContactList).toBeNull();
    const add = there(unlisted.links.addToContactList);
    const smtpAddress = there(unlisted.uri).replace('sip:', '');
    value(await addToContactList(client, add, { displayName: name, smtpAddress }));
    expect((await groupsOf(entered)).map(({ id }) => id)).toContain(groupId);
    expect(outcomes([await addToContactList(client, add, { displayName: name, smtpAddress })])).toEqual([
      'ucwa.alreadyExists',
    ]);

    simulator.control.setKnobs({ expansionLimit: 0 });
    expect(await expandDistributionGroup(client, expand)).toMatchObject({
      error: { code: 'ucwa.limitExceeded', subcode: 'TooManyContacts' },
    });
  });
});
