/** The operations on other people's presence in every medium over real TLS: subscriptions, their limits, what is told. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  addManyMembers,
  deletePresenceSubscription,
  extendPresenceSubscription,
  getContactLocation,
  getContactNote,
  getContactParts,
  getContactPresence,
  getMemberships,
  getMyContacts,
  getPresenceSubscription,
  getPresenceSubscriptions,
  getSubscribedContacts,
  subscribeToContacts,
  subscribeToGroupPresence,
  subscribeToManyContacts,
} from '../../main/core/ucwa/index.ts';
import type { ContactPart, Link } from '../../main/core/ucwa/index.ts';
import { createSimulator, type Simulator } from '../../simulator/index.ts';
import {
  addressesIn,
  enter,
  MEDIA,
  outcomes,
  own,
  socketsTo,
  statuses,
  statusOf,
  there,
  value,
  type Entered,
} from '../support/operations.ts';

let simulator: Simulator;
let http: ReturnType<typeof socketsTo>;
const duration = 15;

beforeEach(async () => {
  simulator = await createSimulator({ people: 20, groups: 4, seed: 5 });
  http = socketsTo(simulator);
});

afterEach(async () => {
  const offences = simulator.control.offences();
  http.close();
  await simulator.close();
  expect(offences).toEqual([]);
});

async function urisOf({ client, people }: Entered, count: number): Promise<string[]> {
  const { contacts } = value(await getMyContacts(client, there(people.myContacts)));
  return contacts.slice(0, count).map(({ uri }) => uri);
}

/** Presence, note and location of some contacts, in one request. */
async function partsOf({ client, people, batch }: Entered, count: number): Promise<ContactPart[]> {
  const { contacts } = value(await getMyContacts(client, there(people.myContacts)));
  const parts = contacts
    .slice(0, count)
    .flatMap(({ links }) => [
      { rel: 'contactPresence', link: there(links.contactPresence) } as const,
      { rel: 'contactNote', link: there(links.contactNote) } as const,
      { rel: 'contactLocation', link: there(links.contactLocation) } as const,
    ]);
  return (await getContactParts(client, batch, parts)).map(value);
}

it('what contacts show reads the same in every medium, together and one by one', async () => {
  const models = [];
  for (const medium of MEDIA) {
    const entered = await enter(simulator, http, medium);
    const parts = await partsOf(entered, 4);
    models.push(parts);
    const { client, people } = entered;
    const { links } = there(value(await getMyContacts(client, there(people.myContacts))).contacts[0]);
    expect([
      value(await getContactPresence(client, there(links.contactPresence))),
      value(await getContactNote(client, there(links.contactNote))),
      value(await getContactLocation(client, there(links.contactLocation))),
    ]).toEqual(parts.slice(0, 3).map((part) => part.value));
  }
  for (const model of models.slice(1)) expect(model).toEqual(models[0]);
  const presences = there(models[0]).flatMap((part) => (part.rel === 'contactPresence' ? [part.value] : []));
  expect(presences).toHaveLength(4);
  expect(presences.every((one) => typeof one?.availability === 'string' && typeof one.lastActive === 'number')).toBe(
    true,
  );
});

describe.each(MEDIA)('in %s', (medium) => {
  it('a subscription is made, found, extended and ended', async () => {
    const entered = await enter(simulator, http, medium);
    const { client, people } = entered;
    const all = there(people.presenceSubscriptions);
    const uris = await urisOf(entered, 3);
    const made = there(value(await subscribeToContacts(client, all, { uris, duration })));
    const { self, memberships, addToPresenceSubscription } = made.links;
    expect(addToPresenceSubscription).not.toBeNull();
    expect(value(await getPresenceSubscriptions(client, all))).toEqual([made]);
    expect(value(await getPresenceSubscription(client, self))).toEqual(made);
    const covered = value(await getMemberships(client, there(memberships))).map(({ links }) => links.contact.href);
    expect(covered).toHaveLength(3);
    const subscribed = value(await getSubscribedContacts(client, there(people.subscribedContacts)));
    expect(subscribed.map(({ href }) => href)).toEqual(covered);
    expect(value(await extendPresenceSubscription(client, self, { duration }))).toEqual(made);
    value(await deletePresenceSubscription(client, self));
    expect(statusOf(await deletePresenceSubscription(client, self))).toBe(404);
    expect(statusOf(await extendPresenceSubscription(client, self, { duration }))).toBe(404);
    expect(statusOf(await getPresenceSubscription(client, self))).toBe(404);
    expect(value(await getPresenceSubscriptions(client, all))).toEqual([]);
    expect(value(await getSubscribedContacts(client, there(people.subscribedContacts)))).toEqual([]);
  });

  it('a group is subscribed to as a whole, and nobody is added to that', async () => {
    const entered = await enter(simulator, http, medium);
    const { client } = entered;
    const group = await own(entered);
    const subscribe: Link = there(group.links.subscribeToGroupPresence);
    const { links } = there(value(await subscribeToGroupPresence(client, subscribe, { duration: 10 })));
    expect(links.addToPresenceSubscription).toBeNull();
    const covered = value(await getMemberships(client, there(links.memberships)));
    expect(covered).toHaveLength((await addressesIn(entered, group)).length);
    value(await deletePresenceSubscription(client, links.self));
  });

  it('as many contacts as fit, in as many subscriptions as there may be', async () => {
    const entered = await enter(simulator, http, medium);
    const { client, people } = entered;
    const all = there(people.presenceSubscriptions);
    const uris = await urisOf(entered, 10);
    simulator.control.setKnobs({ subscriptionLimit: 2, subscriptionContactLimit: 4 });
    expect(statusOf(await subscribeToContacts(client, all, { uris, duration }))).toBe(403);
    simulator.control.clearRequests();

    const first = value(await subscribeToManyContacts(client, all, { uris, duration }));
    expect(first.uris).toEqual(uris.slice(0, 3));
    expect(statuses(simulator, 'POST', /presenceSubscriptions$/)).toEqual([403, 403, 201]);
    const addTo = there(first.subscription?.links.addToPresenceSubscription);
    const added = await addManyMembers(client, addTo, { contactUris: uris.slice(3) });
    expect(outcomes(added)).toEqual(['done', ...Array<string>(6).fill('ucwa.limitExceeded')]);

    const second = value(await subscribeToManyContacts(client, all, { uris: uris.slice(4), duration }));
    expect(second.uris).toEqual(uris.slice(4, 7));
    const third = await subscribeToManyContacts(client, all, { uris: uris.slice(7), duration });
    expect(third).toMatchObject({ ok: false, error: { code: 'ucwa.limitExceeded', status: 403 } });
    expect(value(await getPresenceSubscriptions(client, all))).toHaveLength(2);
  });
});
