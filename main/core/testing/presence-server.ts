/** Presence and its subscriptions as a server keeps them, over a served contact list. */
import type { Resource } from '../ucwa/index.ts';
import { refusal, resource, type Call } from './client.ts';
import { contactList, HREF, type ContactList } from './contact-list.ts';

export interface ServedSubscription {
  readonly group: string | null;
  readonly members: Set<string>;
}

export interface PresenceServer extends ContactList {
  /** Living subscriptions by href. */
  readonly subscriptions: Map<string, ServedSubscription>;
  /** How many subscriptions there may be, and how many contacts in each. */
  limits: { subscriptions: number; contacts: number };
  /** Serves presence, note and location of somebody; a missing part is 404. */
  present(address: string, parts: { availability?: string; note?: string; location?: string }): void;
  /** Who is covered by a subscription for single contacts. */
  covered(): string[];
}

/** Subscriptions are `/sub/1`, `/sub/2` ...; their memberships `/sub/1/members`. */
export function presenceServer(): PresenceServer {
  const list = contactList();
  const { client } = list;
  const subscriptions: PresenceServer['subscriptions'] = new Map();
  let count = 0;

  function urisOf(call: Call, name: string): string[] {
    return (call.body?.[name] as string[]).map((uri) => uri.replace('sip:', ''));
  }

  function open(group: string | null, members: string[]): Resource {
    count += 1;
    const href = `/sub/${count}`;
    const sub: ServedSubscription = { group, members: new Set(members) };
    subscriptions.set(href, sub);
    const alive = (reply: (call: Call) => ReturnType<typeof refusal> | Resource | null) => (call: Call) =>
      subscriptions.has(href) ? reply(call) : refusal(404, 'ApplicationNotFound');
    client.on(
      `POST ${href}`,
      alive(() => null),
    );
    client.on(
      `DELETE ${href}`,
      alive(() => {
        subscriptions.delete(href);
        return null;
      }),
    );
    client.on(
      `GET ${href}/members`,
      alive(() => {
        const memberships = [...sub.members].map((address) => {
          client.on(`DELETE ${href},${address}`, () => {
            sub.members.delete(address);
            return null;
          });
          return resource('presenceSubscriptionMembership', `${href},${address}`, {
            links: { contact: HREF.contact(address) },
          });
        });
        return resource('memberships', `${href}/members`, {
          embedded: { presenceSubscriptionMembership: memberships },
        });
      }),
    );
    client.on(
      `POST ${href}/members`,
      alive((call) => {
        const added = urisOf(call, 'contactUris');
        if (sub.members.size + added.length > server.limits.contacts) return refusal(403, 'LimitExceeded');
        for (const address of added) sub.members.add(address);
        return null;
      }),
    );
    const links = { memberships: `${href}/members` };
    return resource('presenceSubscription', href, {
      properties: { id: group ?? String(count) },
      links: group === null ? { ...links, addToPresenceSubscription: `${href}/members` } : links,
    });
  }

  client.on(`POST ${HREF.presenceSubscriptions}`, (call) => {
    const uris = urisOf(call, 'uris');
    const { limits } = server;
    if (subscriptions.size >= limits.subscriptions || uris.length > limits.contacts)
      return refusal(403, 'LimitExceeded');
    return open(null, uris);
  });
  client.on(`GET ${HREF.presenceSubscriptions}`, () =>
    resource('presenceSubscriptions', HREF.presenceSubscriptions, {
      embedded: {
        presenceSubscription: [...subscriptions.keys()].map((href) => resource('presenceSubscription', href)),
      },
    }),
  );
  client.on('GET /app', resource('application', '/app'));

  const server: PresenceServer = {
    ...list,
    subscriptions,
    limits: { subscriptions: 100, contacts: 100 },
    put(id, members, more) {
      list.put(id, members, more);
      client.on(`POST ${HREF.follow(id)}`, () =>
        subscriptions.size >= server.limits.subscriptions ? refusal(403, 'LimitExceeded') : open(id, []),
      );
    },
    present(address, { availability, note, location }) {
      const parts = [
        ['presence', availability === undefined ? undefined : { availability }],
        ['note', note === undefined ? undefined : { message: note }],
        ['location', location === undefined ? undefined : { location }],
      ] as const;
      for (const [part, properties] of parts) {
        const href = HREF.part(address, part);
        client.on(`GET ${href}`, properties ? resource(part, href, { properties }) : refusal(404));
      }
    },
    covered: () => [...subscriptions.values()].flatMap(({ members }) => [...members]).sort(),
  };
  return server;
}
