/**
 * The app's main job against a simulated company, step by step. The core is looked at through its store and its
 * notifications; whatever the server is said to have done is read from the company itself.
 */
import type { Core } from '../../main/core/core.ts';
import type { NotificationSpec } from '../../main/core/ports.ts';
import { addressOf, followKey, type Connection, type State } from '../../main/core/store/state.ts';
import type { Simulator, SimulatorState } from '../../simulator/index.ts';
import type { Step } from './steps.ts';
import { waitFor, waitForState } from './waiting.ts';

export interface MainJobDeps {
  core: Core;
  simulator: Simulator;
  /** What the app has shown so far. */
  shown: readonly NotificationSpec[];
  deadline: AbortSignal;
}

/** A thing that must be so; throws in words when it is not. */
function check(condition: boolean, words: string): asserts condition {
  if (!condition) throw new Error(words);
}

/** The steps in their order, to be run once. */
export function mainJob({ core, simulator, shown, deadline }: MainJobDeps): Step[] {
  const { store, commands } = core;
  const { control } = simulator;
  const truth = (): SimulatorState => control.state();
  const person = (address: string) => truth().contacts.find((one) => addressOf(one.address) === address);
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

  /** The server answered a request like this with success. */
  const answered = (verb: string, words: RegExp): boolean =>
    control.requests().log.some(({ method, path, status }) => method === verb && words.test(path) && status === 200);

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
        check(answered('POST', /oauthtoken/i), 'the server issued no ticket');
        return 'issued for a password';
      },
    },
    {
      name: 'application',
      async work() {
        await until('the user', ({ me }) => me !== null);
        check(truth().applications.length === 1, 'the server has no application of ours');
        const { me } = store.state;
        check(me?.address === addressOf(simulator.address), `signed in as ${me?.address ?? 'nobody'}`);
        return `made for ${me.name}`;
      },
    },
    {
      name: 'groups and contacts read',
      async work() {
        const { groups, contacts } = await until('the list', (state) => state.list.state === 'current' && state);
        for (const { id, name, members } of truth().groups) {
          check(groups.get(id)?.name === name, `the group ${name} is missing`);
          const missing = members.find((member) => contacts.get(addressOf(member))?.groups.includes(id) !== true);
          check(missing === undefined, `${missing ?? ''} is missing in ${name}`);
        }
        check(groups.size === truth().groups.length, 'there are groups that the server does not have');
        return `${groups.size} groups, ${contacts.size} contacts`;
      },
    },
    {
      name: 'event channel live',
      async work() {
        await until('the session', ({ connection }) => connection.phase === 'live');
        await waitFor('a poll at the server', () => truth().applications[0]?.parked, deadline);
        return 'a poll waits at the server';
      },
    },
    {
      name: 'a colleague adds someone to a group',
      async work() {
        const group = ownGroup(store.state);
        const newcomer = truth().contacts.find(({ address }) => {
          return store.state.contacts.get(addressOf(address))?.groups.includes(group.id) !== true;
        });
        check(newcomer !== undefined, 'everybody is in the group already');
        const { address, name } = newcomer;
        control.act({ op: 'addMember', groupId: group.id, address });
        await until(name, ({ contacts }) => contacts.get(addressOf(address))?.groups.includes(group.id));
        const told = await waitFor('a notification', () => shown.find(({ body }) => body.includes(name)), deadline);
        check(shown.length === 1, `${shown.length} notifications were shown`);
        return `seen, and notified: ${told.body}`;
      },
    },
    {
      name: 'mobile number hidden',
      async work() {
        check(truth().phones.mobile.visible, 'the mobile number was hidden before');
        await edit(commands['phones.setVisible']({ phone: 'mobile', visible: false }));
        check(store.state.phones.get('mobile')?.visible === false, 'the app still shows it as visible');
        check(!truth().phones.mobile.visible, 'the server still shows it');
        return 'hidden on the server and read back';
      },
    },
    {
      name: 'number changed',
      async work() {
        const before = truth().phones.mobile.number;
        await edit(commands['phones.setNumber']({ phone: 'mobile', number: '+1 (425) 555-0187' }));
        const after = truth().phones.mobile.number;
        check(after !== before && after.replace(/\D/g, '') === '14255550187', `the server has ${after}`);
        const shown = store.state.phones.get('mobile');
        check(shown?.number === after, `the app shows ${shown?.number ?? 'none'}`);
        check(!shown.visible && !truth().phones.mobile.visible, 'the change made the number visible');
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
          const truth = person(one)?.availability;
          check(shown === truth, `${one} is ${truth ?? 'nobody'} and shown as ${shown ?? 'nobody'}`);
        }
        const next = person(contact.address)?.availability === 'Busy' ? 'Away' : 'Busy';
        control.act({ op: 'setPresence', address: contact.address, availability: next });
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
        const left = () => truth().applications.flatMap((one) => one.presenceSubscriptions);
        await waitFor('an end of the subscriptions', () => left().length === 0, deadline);
        return 'the server holds no presence subscription';
      },
    },
    {
      name: 'signed out',
      async work() {
        const done = await commands['session.signOut']({ forget: true });
        check(done.ok, done.ok ? '' : done.error.message);
        check(store.state.connection.phase === 'signedOut', `the session is ${store.state.connection.phase}`);
        check(truth().applications.length === 0, 'the application is still on the server');
        return 'the application is deleted';
      },
    },
  ];
}
