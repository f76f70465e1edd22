/** The presence feature over a served contact list. */
import { HREF } from './contact-list.ts';
import { contactData, follow, group, testStore } from './entities.ts';
import { presenceServer } from './presence-server.ts';
import { drivenClock, idle } from './clock.ts';
import { createPresence } from '../presence/presence.ts';

export const MINUTE = 60_000;

/** Sales: Ann and Ben; team: Ben and Cid. */
export function presence() {
  const server = presenceServer();
  const store = testStore();
  const clock = drivenClock();
  const followable = new Set(['sales', 'team']);
  for (const id of followable) server.put(id, []);
  for (const address of ['ann@x', 'ben@x', 'cid@x']) {
    server.present(address, { availability: 'Online' });
    server.contact(address);
  }
  /** People on no list whom the server was asked for. */
  const met = new Set<string>();
  const made = createPresence(store, clock, {
    contact: (address) =>
      store.state.contacts.has(address) || met.has(address)
        ? {
            presence: HREF.part(address, 'presence'),
            note: HREF.part(address, 'note'),
            location: HREF.part(address, 'location'),
          }
        : null,
    followHref: (id) => (followable.has(id) ? HREF.follow(id) : null),
    knownAddress: () => null,
    async addressOf(href) {
      const address = href.slice('/people/'.length);
      if (!store.state.contacts.has(address)) met.add(address);
      return address;
    },
  });
  const members = (id: string, ...addresses: string[]) =>
    store.dispatch({
      type: 'listRead',
      groups: null,
      members: [{ groupId: id, contacts: addresses.map((address) => contactData(address)) }],
    });
  store.dispatch({ type: 'listRead', groups: [group('sales'), group('team')], members: [] });
  members('sales', 'ann@x', 'ben@x');
  members('team', 'ben@x', 'cid@x');
  return {
    ...server,
    server,
    store,
    clock,
    followable,
    members,
    presence: made,
    want(kind: 'contact' | 'group', target: string) {
      store.dispatch({ type: 'followPut', follow: follow(kind, target) });
      made.reconcile();
    },
    drop(kind: 'contact' | 'group', target: string) {
      store.dispatch({ type: 'followGone', key: `${kind}:${target}` });
      made.reconcile();
    },
    async attach() {
      await made.attach(server.application);
      await idle();
    },
    follow: (key: string) => store.state.follows.get(key),
    live: () =>
      [...store.state.presence]
        .filter(([, row]) => row.live)
        .map(([address]) => address)
        .sort(),
    writes: () => server.client.log.filter((line) => !line.startsWith('GET')),
  };
}
