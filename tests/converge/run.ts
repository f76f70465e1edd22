/** One run: a company, a server, a machine, a list of steps; then the weather clears, and all must agree. */
import type { State } from '../../main/core/store/state.ts';
import { createRandom } from '../fuzz/random.ts';
import type { OfflineSimulator } from '../../simulator/index.ts';
import { act, use } from './doing.ts';
import { openServer } from './door.ts';
import { Machine } from './machine.ts';
import { PORTAL, stepsOf, type MachineStep, type ServerStep, type Step } from './steps.ts';
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
  machine.onPowerCut = () => teller.leave(true);
  wire.onSent = (request) => teller.overwrites.sent(request, time.now());
  const habits = server.control.knobs();
  const wrong: string[] = [];
  let rest = 0;
  try {
    await begin(machine, teller);
    await time.pass(5_000);
    for (const step of steps) {
      await take(step, { time, server, wire, machine, teller });
      await time.pass(step.who === 'time' ? step.ms : 20);
      if (machine.core === null) await restart(machine, teller, time);
    }
    machine.keepPower();
    if (untilAtRest) {
      wire.clear();
      server.control.clearFaults();
      server.control.setKnobs(habits);
      machine.setOnline(true);
      const cleared = time.now();
      const last = await untilRest(machine, time);
      rest = time.now() - cleared;
      wrong.push(...last);
      // That the clock was set is found out with the next answer, and then all is read again.
      if (steps.some((step) => step.who === 'machine' && step.does.op === 'setClock')) await time.pass(HOLD_MS);
      const asked = wire.requests;
      await time.pass(HOLD_MS);
      const restless = wire.requests - asked;
      if (restless > AT_REST_LIMIT) wrong.push(`${restless} requests in ${HOLD_MS / 1000} s at rest`);
      // What was lost without a trace is found when all is read again, which happens every few hours.
      if (steps.some((step) => isServer(step, 'loseEvents'))) await time.pass(DOUBT_MS);
      if (steps.some((step) => isServer(step, 'expireSubscriptions') || isServer(step, 'limits')))
        await time.pass(RENEWAL_MS);
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
  if (step.who === 'machine' && step.does.op === 'sleep' && step.does.meanwhile)
    return isServer(step.does.meanwhile, op);
  return step.who === 'server' && step.does.op === op;
}

/** Until the app stands: the power may go again while it starts. */
async function restart(machine: Machine, teller: Teller, time: VirtualTime): Promise<void> {
  while (machine.core === null) {
    await time.pass(1_000);
    await begin(machine, teller);
  }
}

async function begin(machine: Machine, teller: Teller): Promise<void> {
  const core = await machine.start();
  if (machine.core === core) teller.watch(core, machine);
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
  const { machine, wire, server, time } = world;
  switch (step.who) {
    case 'time':
      return;
    case 'company':
      try {
        act(step.does, server);
        if (step.does.op === 'setPhone') world.teller.overwrites.changed(step.does.kind, step.does.number, time.now());
      } catch (refused) {
        // The truth does not allow it (a limit, a member already): then it did not happen.
        if (!(refused instanceof Error) || !refused.message.startsWith('refused')) throw refused;
      }
      return;
    case 'user':
      if (machine.core) await use(step.does, machine.core.store.state, world);
      return;
    case 'server':
      return serve(step.does, server);
    case 'network':
      if (!('op' in step.does)) return wire.forecast(step.does);
      if (step.does.op === 'offline') {
        machine.setOnline(false);
        await time.pass(step.does.ms);
        return machine.setOnline(true);
      }
      wire.overcast(step.does.op === 'portal' ? { kind: 'answered', answer: PORTAL } : { kind: 'lostRequest' });
      wire.breakAll();
      await time.pass(step.does.ms);
      return wire.overcast(null);
    case 'machine':
      return handle(step.does, world);
  }
}

async function handle(does: MachineStep, world: World): Promise<void> {
  const { machine, teller } = world;
  switch (does.op) {
    case 'sleep': {
      const { meanwhile } = does;
      return machine.sleep(does.ms, () => (meanwhile ? take(meanwhile, world) : Promise.resolve()));
    }
    case 'cutPowerAtSave':
      return machine.cutPowerAtSave(does.skip, does.written);
    case 'setClock':
      return machine.setClock(does.ms);
    case 'kill':
    case 'quit':
      if (machine.core === null) return;
      teller.leave();
      if (does.op === 'kill') return machine.kill();
      return machine.quit();
  }
}

function serve(does: ServerStep, { control }: OfflineSimulator): void {
  switch (does.op) {
    case 'limits':
      control.setKnobs({ subscriptionLimit: does.subscriptions, subscriptionContactLimit: does.contacts });
      return;
    case 'lockList':
      control.setKnobs({ migrationInProgress: does.locked });
      return;
    case 'fault': {
      const { path, skip, times, status, performed } = does;
      control.fault({ match: { path }, skip, times, action: { type: 'status', status, performed } });
      return;
    }
    default:
      control.session(does);
  }
}
