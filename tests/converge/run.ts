/** One run: a company, a server, a machine, a list of steps; then the weather clears, and all must agree. */
import type { State } from '../../main/core/store/state.ts';
import { createRandom } from '../fuzz/random.ts';
import type { OfflineSimulator } from '../../simulator/index.ts';
import { openServer } from './door.ts';
import { Machine } from './machine.ts';
import { stepsOf, type CompanyStep, type ServerStep, type Step, type UserStep } from './steps.ts';
import { VirtualTime } from './time.ts';
import { Teller } from './teller.ts';
import { verdict } from './verdict.ts';
import { Wire } from './wire.ts';

/** What came of a run. */
export interface Outcome {
  /** What is wrong, in words; none when all agree. */
  readonly wrong: readonly string[];
  readonly requests: number;
  /** Virtual milliseconds. */
  readonly time: number;
  /** Milliseconds of virtual time from clear weather to rest. */
  readonly rest: number;
}

/** How long the app may take to come to rest in clear weather (ms): a server's longest hold, a back-off, and some. */
const REST_MS = 45 * 60_000;
/** The longest that a server holds a poll: what it merged away is found when the channel has answered (PROTOCOL 7.3). */
const HOLD_MS = 180_000;
/** More requests than this in one hold are no rest: a poll, a sign of life, renewals, and one look at what was merged. */
const AT_REST_LIMIT = 20;
/** Within this time subscriptions are renewed. */
const RENEWAL_MS = 20 * 60_000;
/** Within this time all is read again, whatever events told. */
const DOUBT_MS = 4.5 * 60 * 60_000;
const LOOK_MS = 20_000;
const LENGTH = 40;

/** The steps of a seed. */
export function planOf(seed: number): Step[] {
  const random = createRandom(seed, 0);
  return stepsOf(random, 5 + random.below(LENGTH));
}

/** Takes the steps and judges, at rest unless told otherwise. Never throws: a defect is a finding. */
export async function run(
  seed: number,
  steps: readonly Step[],
  { untilAtRest = true }: { untilAtRest?: boolean } = {},
): Promise<Outcome> {
  const time = new VirtualTime();
  const began = time.now();
  const server = openServer(time, seed);
  const wire = new Wire(time, server);
  const machine = new Machine(time, wire, createRandom(seed, 1), server);
  const teller = new Teller();
  const wrong: string[] = [];
  let rest = 0;
  try {
    await begin(machine, teller);
    await time.pass(5_000);
    for (const step of steps) {
      await take(step, { time, server, wire, machine, teller });
      await time.pass(step.who === 'time' ? step.ms : 20);
    }
    if (untilAtRest) {
      wire.clear();
      machine.setOnline(true);
      const cleared = time.now();
      const last = await untilRest(machine, time);
      rest = time.now() - cleared;
      wrong.push(...last);
      const asked = wire.requests;
      await time.pass(HOLD_MS);
      const restless = wire.requests - asked;
      if (restless > AT_REST_LIMIT) wrong.push(`${restless} requests in ${HOLD_MS / 1000} s at rest`);
      // What was lost without a trace is found when all is read again, which happens every few hours.
      if (steps.some((step) => isServer(step, 'loseEvents'))) await time.pass(DOUBT_MS);
      if (steps.some((step) => isServer(step, 'expireSubscriptions'))) await time.pass(RENEWAL_MS);
    }
    // No event tells of numbers changed elsewhere (PROTOCOL 9.5): the user looks.
    void machine.core?.commands['phones.refresh'](null);
    await time.pass(LOOK_MS);
    const others = steps.filter((step) => isServer(step, 'replaceChannel'));
    wrong.push(...verdict(machine, server.control, teller, others.length));
    await machine.quit();
    const left = server.control.state().applications.length;
    if (left > others.length) wrong.push(`${left} applications were left behind`);
  } catch (defect) {
    wrong.push(`broke: ${defect instanceof Error ? (defect.stack ?? defect.message) : String(defect)}`);
  }
  wrong.push(...server.control.offences().map((offence) => `offence: ${JSON.stringify(offence)}`));
  wrong.push(...machine.log.map((line) => `logged: ${line}`));
  return { wrong, requests: wire.requests, time: time.now() - began, rest };
}

function isServer(step: Step, op: ServerStep['op']): boolean {
  return step.who === 'server' && step.does.op === op;
}

async function begin(machine: Machine, teller: Teller): Promise<void> {
  teller.watch(await machine.start(), machine);
}

/** Waits until there is nothing more to wait for; the user presses the button where one is offered. */
async function untilRest(machine: Machine, time: VirtualTime): Promise<string[]> {
  let calm = 0;
  for (let waited = 0; waited < REST_MS; waited += LOOK_MS) {
    await time.pass(LOOK_MS);
    const core = machine.core;
    if (!core) return ['there is no app'];
    const { connection } = core.store.state;
    if (connection.phase === 'replaced' || connection.phase === 'ended' || connection.phase === 'signedOut') {
      if (connection.phase === 'ended' && connection.reason.code === 'internal')
        return [`broke: ${connection.reason.message}`];
      // Who was told that the password is wrong types it again.
      const denied = connection.phase === 'ended' && connection.reason.code.startsWith('auth.');
      void (denied ? machine.signIn() : core.commands['session.retry'](null));
    }
    calm = isCalm(core.store.state) ? calm + 1 : 0;
    if (calm >= 3) return [];
  }
  const state = machine.core?.store.state;
  return [
    `no rest: ${JSON.stringify(state && { connection: state.connection, edits: [...state.edits.values()], follows: [...state.follows.values()], list: state.list })}`,
  ];
}

function isCalm(state: State): boolean {
  return (
    state.connection.phase === 'live' &&
    state.list.state === 'current' &&
    [...state.edits.values()].every(({ status }) => status === 'failed') &&
    [...state.follows.values()].every(({ status }) => status === 'held' || status === 'refused')
  );
}

/** All that a step can touch. */
export interface World {
  readonly time: VirtualTime;
  readonly server: OfflineSimulator;
  readonly wire: Wire;
  readonly machine: Machine;
  readonly teller: Teller;
}

/** Takes one step. */
export async function take(step: Step, world: World): Promise<void> {
  const { machine, wire, server, teller, time } = world;
  switch (step.who) {
    case 'time':
      return;
    case 'company':
      try {
        act(step.does, server);
      } catch (refused) {
        // The truth does not allow it (a limit, a member already): then it did not happen.
        if (!(refused instanceof Error) || !refused.message.startsWith('refused')) throw refused;
      }
      return;
    case 'user':
      if (machine.core) await use(step.does, machine.core.store.state, world);
      return;
    case 'server':
      server.control.session(step.does);
      return;
    case 'network':
      if (!('op' in step.does)) return wire.forecast(step.does);
      machine.setOnline(false);
      await time.pass(step.does.ms);
      machine.setOnline(true);
      return;
    case 'machine':
      if (step.does.op === 'sleep') return machine.sleep(step.does.ms);
      teller.leave();
      if (step.does.op === 'kill') machine.kill();
      else await machine.quit();
      await time.pass(1_000);
      return begin(machine, teller);
  }
}

function pick<T>(items: readonly T[], choice: number): T | null {
  return items.length === 0 ? null : (items[choice % items.length] ?? null);
}

function act(does: CompanyStep, { control }: OfflineSimulator): void {
  const { groups, contacts } = control.state();
  const own = groups.filter(({ kind }) => kind === 'group');
  const group = 'group' in does ? pick(own, does.group) : null;
  const person = 'person' in does ? pick(contacts, does.person) : null;
  switch (does.op) {
    case 'addGroup':
      return void control.act({ op: 'addGroup', name: does.name });
    case 'renameGroup':
      return group ? void control.act({ op: 'renameGroup', id: group.id, name: does.name }) : undefined;
    case 'deleteGroup':
      return group ? void control.act({ op: 'deleteGroup', id: group.id }) : undefined;
    case 'addMember':
    case 'removeMember':
      return group && person
        ? void control.act({ op: does.op, groupId: group.id, address: person.address })
        : undefined;
    case 'moveMember': {
      const to = pick(own, does.to);
      if (!group || !to) return;
      const member = pick(group.members, does.person);
      return member === null
        ? undefined
        : void control.act({ op: 'moveMember', address: member, from: group.id, to: to.id });
    }
    case 'removeFromAll':
      return person ? void control.act({ op: 'removeFromAll', address: person.address }) : undefined;
    case 'setPresence':
      if (!person) return;
      return void control.act({
        op: 'setPresence',
        address: person.address,
        availability: does.availability,
        note: does.note,
      });
    case 'setPhone':
      return void control.act(does);
  }
}

async function use(does: UserStep, state: State, { machine, server, time }: World): Promise<void> {
  const commands = machine.core?.commands;
  if (!commands) return;
  const groups = [...state.groups.values()].filter((group) => group.kind === 'group');
  const listed = [...state.contacts.values()];
  const group = 'group' in does ? pick(groups, does.group) : null;
  const contact = 'person' in does ? pick(listed, does.person) : null;
  // A command ends when the server has answered, which may take long: it is not waited for.
  const began: Promise<unknown>[] = [];
  switch (does.op) {
    case 'createGroup':
      began.push(commands['groups.create']({ name: does.name }));
      break;
    case 'renameGroup':
      if (group) began.push(commands['groups.rename']({ groupId: group.id, name: does.name }));
      break;
    case 'deleteGroup':
      if (group) began.push(commands['groups.delete']({ groupId: group.id }));
      break;
    case 'addContact': {
      const person = pick(server.control.state().contacts, does.person);
      if (group && person) {
        const { name } = person;
        began.push(commands['contacts.add']({ address: person.address.toLowerCase(), name, groupId: group.id }));
      }
      break;
    }
    case 'removeContact': {
      const inside = group ? listed.filter((one) => one.groups.includes(group.id)) : [];
      const member = pick(inside, does.person);
      if (group && member) began.push(commands['contacts.remove']({ address: member.address, groupId: group.id }));
      break;
    }
    case 'moveContact': {
      const inside = group ? listed.filter((one) => one.groups.includes(group.id)) : [];
      const member = pick(inside, does.person);
      const to = pick(groups, does.to);
      if (group && member && to) {
        began.push(commands['contacts.move']({ address: member.address, from: group.id, to: to.id }));
      }
      break;
    }
    case 'removeFromAll':
      if (contact) began.push(commands['contacts.removeFromAll']({ address: contact.address }));
      break;
    case 'setVisible':
      began.push(commands['phones.setVisible']({ phone: does.kind, visible: does.visible }));
      break;
    case 'setNumber':
      began.push(commands['phones.setNumber']({ phone: does.kind, number: does.number }));
      break;
    case 'followContact':
    case 'unfollowContact':
      if (contact) {
        const name = does.op === 'followContact' ? 'follows.add' : 'follows.remove';
        began.push(commands[name]({ kind: 'contact', target: contact.address }));
      }
      break;
    case 'followGroup':
    case 'unfollowGroup':
      if (group) {
        const name = does.op === 'followGroup' ? 'follows.add' : 'follows.remove';
        began.push(commands[name]({ kind: 'group', target: group.id }));
      }
      break;
    case 'setAvailability':
      began.push(commands['me.setAvailability']({ availability: does.availability }));
      break;
    case 'setNote':
      began.push(commands['me.setNote']({ message: does.message }));
      break;
    case 'retryEdit':
    case 'discardEdit': {
      const failed = pick(
        [...state.edits.values()].filter((edit) => edit.status === 'failed'),
        does.edit,
      );
      if (failed) began.push(commands[does.op === 'retryEdit' ? 'edits.retry' : 'edits.discard']({ id: failed.id }));
      break;
    }
    case 'refreshPhones':
      began.push(commands['phones.refresh'](null));
      break;
  }
  void Promise.all(began);
  await time.settle();
}
