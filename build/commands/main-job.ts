/**
 * The app's main job against a simulated company, step by step. The core is looked at through its store and its
 * notifications; whatever the server is said to have done is read from the company itself.
 */
import type { Core } from '../../main/core/core.ts';
import type { NotificationSpec } from '../../main/core/ports.ts';
import { followKey, type Connection, type State } from '../../main/core/store/state.ts';
import type { Step } from './steps.ts';
import { waitForState } from './waiting.ts';

/** The server's truth, and colleagues who act on it. */
export interface Company {
  groups(): { id: string; name: string; members: readonly string[] }[];
  /** Everybody in any group. */
  contactCount(): number;
  person(address: string): { name: string; availability: string } | null;
  phone(kind: string): { number: string; visible: boolean } | null;
  applications(): { polling: boolean; presenceSubscriptions: readonly { addresses: readonly string[] }[] }[];
  /** Requests that were answered with success, as method and path. */
  answered(): { method: string; path: string }[];
  addToGroup(groupId: string, address: string): void;
  setAvailability(address: string, availability: string): void;
  /** Everybody who works here. */
  addresses(): string[];
}

export interface MainJobDeps {
  core: Core;
  company: Company;
  address: string;
  /** What the app has shown so far; `next` resolves when it shows more. */
  notifications: { shown(): readonly NotificationSpec[]; next(): Promise<void> };
  deadline: AbortSignal;
}

/** A thing that must be so; throws in words when it is not. */
function check(condition: boolean, words: string): asserts condition {
  if (!condition) throw new Error(words);
}

/** The steps in their order, to be run once. */
export function mainJob({ core, company, address, notifications, deadline }: MainJobDeps): Step[] {
  const { store, commands } = core;
  const until = <T>(what: string, look: (state: State) => T | null | undefined | false): Promise<T> =>
    waitForState(store, what, look, deadline);

  const seen = new Set<Connection['phase']>();
  const hosts = new Set<string>();
  store.subscribe(() => {
    const { connection } = store.state;
    seen.add(connection.phase);
    if ('host' in connection && connection.host !== null) hosts.add(connection.host);
  });

  /** Runs a command that becomes an edit, and waits until the edit is settled. */
  async function edit(given: ReturnType<(typeof commands)['phones.setVisible']>): Promise<void> {
    const accepted = await given;
    check(accepted.ok, accepted.ok ? '' : accepted.error.message);
    const id = accepted.value;
    await until('the edit', ({ edits }) => {
      const row = edits.get(id);
      check(row?.status !== 'failed', `the edit failed: ${row?.error?.message ?? ''}`);
      return row === undefined;
    });
  }

  async function notification(about: string): Promise<NotificationSpec> {
    for (;;) {
      const found = notifications.shown().find(({ body }) => body.includes(about));
      if (found) return found;
      deadline.throwIfAborted();
      await notifications.next();
    }
  }

  const posted = (words: RegExp): boolean =>
    company.answered().some(({ method, path }) => method === 'POST' && words.test(path));

  /** A group of the user's own with at least two people in it. */
  function ownGroup(state: State): { id: string; name: string } {
    const members = (id: string) => [...state.contacts.values()].filter(({ groups }) => groups.includes(id)).length;
    const group = [...state.groups.values()].find(({ id, kind, canFollow }) => {
      return kind === 'group' && canFollow && members(id) >= 2;
    });
    check(group !== undefined, 'there is no group of two people or more');
    return group;
  }

  function heldBy(state: State, key: string): boolean {
    const follow = state.follows.get(key);
    check(follow?.status !== 'refused', `following was refused: ${follow?.error?.message ?? ''}`);
    return follow?.status === 'held';
  }

  return [
    {
      name: 'discovery',
      async work() {
        await core.start();
        await until('a server', () => seen.has('signingIn') || seen.has('connecting'));
        return [...hosts].join(', ');
      },
    },
    {
      name: 'ticket',
      async work() {
        await until('a ticket', () => seen.has('connecting'));
        check(posted(/webticket/i), 'the server issued no ticket');
        return 'issued for a password';
      },
    },
    {
      name: 'application',
      async work() {
        await until('the user', ({ me }) => me !== null);
        check(company.applications().length === 1, 'the server has no application of ours');
        const { me } = store.state;
        check(me?.address === address, `signed in as ${me?.address ?? 'nobody'}`);
        return `signed in as ${me.name}`;
      },
    },
    {
      name: 'groups and contacts read',
      async work() {
        const { groups, contacts } = await until('the list', (state) => state.list.state === 'current' && state);
        for (const { id, name, members } of company.groups()) {
          check(groups.get(id)?.name === name, `the group ${name} is missing`);
          const missing = members.find((member) => contacts.get(member)?.groups.includes(id) !== true);
          check(missing === undefined, `${missing ?? ''} is missing in ${name}`);
        }
        check(contacts.size === company.contactCount(), `${contacts.size} contacts of ${company.contactCount()}`);
        return `${groups.size} groups, ${contacts.size} contacts`;
      },
    },
    {
      name: 'event channel live',
      async work() {
        await until('the session', ({ connection }) => connection.phase === 'live');
        check(company.applications()[0]?.polling === true, 'no poll waits at the server');
        return 'a poll waits at the server';
      },
    },
    {
      name: 'a colleague adds someone to a group',
      async work() {
        const group = ownGroup(store.state);
        const newcomer = company.addresses().find((one) => {
          return one !== address && store.state.contacts.get(one)?.groups.includes(group.id) !== true;
        });
        check(newcomer !== undefined, 'everybody is in the group already');
        const name = company.person(newcomer)?.name ?? newcomer;
        company.addToGroup(group.id, newcomer);
        await until(name, ({ contacts }) => contacts.get(newcomer)?.groups.includes(group.id));
        return (await notification(name)).body;
      },
    },
    {
      name: 'mobile number hidden',
      async work() {
        check(company.phone('mobile')?.visible === true, 'the mobile number was hidden before');
        await edit(commands['phones.setVisible']({ phone: 'mobile', visible: false }));
        check(store.state.phones.get('mobile')?.visible === false, 'the app still shows it as visible');
        check(company.phone('mobile')?.visible === false, 'the server still shows it');
        return 'hidden on the server and read back';
      },
    },
    {
      name: 'number changed',
      async work() {
        const before = company.phone('mobile')?.number;
        await edit(commands['phones.setNumber']({ phone: 'mobile', number: '+1 (425) 555-0187' }));
        const after = company.phone('mobile')?.number;
        check(after !== before && after?.replace(/\D/g, '') === '14255550187', `the server has ${after ?? 'none'}`);
        const shown = store.state.phones.get('mobile');
        check(shown?.number === after, `the app shows ${shown?.number ?? 'none'}`);
        check(!shown.visible && company.phone('mobile')?.visible === false, 'the change made the number visible');
        return `now ${after}, still hidden`;
      },
    },
    {
      name: 'a contact and a group followed',
      async work() {
        const group = ownGroup(store.state);
        const members = [...store.state.contacts.values()].filter(({ groups }) => groups.includes(group.id));
        const contact = [...store.state.contacts.values()].find(({ groups }) => !groups.includes(group.id));
        check(contact !== undefined, 'everybody is in one group');
        await commands['follows.add']({ kind: 'contact', target: contact.address });
        await commands['follows.add']({ kind: 'group', target: group.id });
        await until('both subscriptions', (state) => {
          return heldBy(state, followKey('contact', contact.address)) && heldBy(state, followKey('group', group.id));
        });
        const followed = [contact, ...members].map((one) => one.address);
        await until('their presence', ({ presence }) => followed.every((one) => presence.get(one)?.live));
        for (const one of followed) {
          const shown = store.state.presence.get(one)?.availability;
          const truth = company.person(one)?.availability;
          check(shown === truth, `${one} is ${truth ?? 'nobody'} and shown as ${shown ?? 'nobody'}`);
        }
        const next = company.person(contact.address)?.availability === 'Busy' ? 'Away' : 'Busy';
        company.setAvailability(contact.address, next);
        await until('a change', ({ presence }) => presence.get(contact.address)?.availability === next);
        return `${followed.length} people of ${group.name} and ${contact.name}, who then became ${next}`;
      },
    },
    {
      name: 'unfollowed',
      async work() {
        for (const { kind, target } of store.state.follows.values()) await commands['follows.remove']({ kind, target });
        await until('an end of live presence', ({ follows, presence }) => {
          return follows.size === 0 && ![...presence.values()].some(({ live }) => live);
        });
        return 'nothing is followed';
      },
    },
    {
      name: 'signed out',
      async work() {
        const left = company.applications()[0]?.presenceSubscriptions.length ?? 0;
        check(left === 0, `${left} presence subscriptions were left on the server`);
        const done = await commands['session.signOut']({ forget: true });
        check(done.ok, done.ok ? '' : done.error.message);
        check(store.state.connection.phase === 'signedOut', `the session is ${store.state.connection.phase}`);
        check(company.applications().length === 0, 'the application is still on the server');
        return 'the application is deleted';
      },
    },
  ];
}
