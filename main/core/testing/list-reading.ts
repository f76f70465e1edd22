/** Reading a served contact list. */
import { contactList } from './contact-list.ts';
import { testStore } from './entities.ts';
import { drivenClock } from './clock.ts';
import { createListReader } from '../people/list-reader.ts';
import { fresh, type Stale } from '../people/stale.ts';

export function reading() {
  const server = contactList();
  const store = testStore();
  const clock = drivenClock();
  const reader = createListReader(server.application, store, clock);
  return {
    ...server,
    store,
    clock,
    reader,
    all: () => reader.read(everything()),
    shown: () => ({
      groups: Object.fromEntries([...store.state.groups.values()].map(({ id, name }) => [id, name])),
      people: Object.fromEntries([...store.state.contacts.values()].map(({ address, groups }) => [address, groups])),
    }),
  };
}

export function everything(): Stale {
  return { ...fresh(), groups: true, allMembers: true };
}
