/** The contact list's feature over a served list. */
import { expect } from 'vitest';
import { createPeople } from '../people/people.ts';
import { ok } from '../result.ts';
import type { UcwaEvent } from '../ucwa/index.ts';
import { drivenClock } from './clock.ts';
import { event } from './client.ts';
import { contactList, HREF } from './contact-list.ts';
import { testStore } from './entities.ts';

export const START = `POST ${HREF.startSubscription}`;

export function people() {
  const server = contactList();
  const store = testStore();
  const clock = drivenClock();
  const made = createPeople(store, clock);
  return {
    ...server,
    store,
    clock,
    people: made,
    async attached() {
      expect(await made.attach(server.application)).toEqual(ok(null));
    },
    members: () =>
      Object.fromEntries([...store.state.contacts.values()].map(({ address, groups }) => [address, groups])),
    reads: () => server.client.log.filter((line) => line.startsWith('GET') && line !== `GET ${HREF.subscription}`),
  };
}

export const added = (address: string, id: string): UcwaEvent =>
  event('added', 'contact', HREF.contact(address), { in: { rel: 'group', href: HREF.group(id) } });
