/**
 * The browser host, its documents on a disk, a server with real sockets; the user gives edits, and at some instant the
 * power goes. Started again, the host must have kept every edit that it had acknowledged.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { targetOf } from '../../main/core/edits/target.ts';
import type { EditWish } from '../../main/core/store/state.ts';
import type { Envelope } from '../../preload/contract/errors.ts';
import type { Snapshot } from '../../preload/contract/state.ts';
import { createSimulator, type Simulator, type SimulatorState } from '../../simulator/index.ts';
import { createRandom, type Random } from '../fuzz/random.ts';
import { effectsOf, fates, strayChanges, type Asked, type Fate } from './asked.ts';
import { readDisk } from './disk.ts';
import { startHost, type Host } from './host.ts';
import { meanwhile, planOf, type Plan } from './plan.ts';
import { differences } from './shown.ts';
import { openTab, type Tab } from './tab.ts';

/** A start removes what a kill this long ago cut off in the writing. */
const KEPT_MS = 15_000;
/** How far an edit had come when the power went. */
export type Instant =
  | 'not journalled'
  | 'journalled, not answered'
  | 'waiting'
  | 'under way, not carried out'
  | 'under way, carried out'
  | 'settled'
  | 'refused';

/** What came of one kill. */
export interface Round {
  readonly seed: number;
  readonly number: number;
  readonly plan: Plan;
  readonly instants: readonly Instant[];
  readonly acknowledged: number;
  /** Another client had changed what an edit had just changed. */
  readonly overtaken: boolean;
  readonly fates: Readonly<Record<Fate, number>>;
  /** What the window says of those that failed: kind of the edit and code of the error. */
  readonly reasons: readonly string[];
  /** Files that the kill cut off in the writing. */
  readonly leftovers: number;
  /** What is wrong, in words. */
  readonly wrong: readonly string[];
  /** From the kill until all was at rest again (ms). */
  readonly ms: number;
}

/** Kills the host so many times. `onRound` hears of each. */
export async function crash(kills: number, seed: number, onRound?: (round: Round) => void): Promise<Round[]> {
  const simulator = await createSimulator({
    ...{ people: 20, groups: 8, seed },
    // One second sees the end of one run and all readings of the next.
    knobs: { rateLimit: 60 },
  });
  const folder = await mkdtemp(path.join(tmpdir(), 'rollcall-crash-'));
  const bench = new Bench(simulator, folder, seed);
  const rounds: Round[] = [];
  try {
    await bench.open();
    for (let number = 1; number <= kills; number += 1) {
      const round = await bench.kill(number);
      rounds.push(round);
      onRound?.(round);
    }
  } finally {
    await bench.close();
    await simulator.close();
    await rm(folder, { recursive: true, force: true });
  }
  return rounds;
}

class Bench {
  readonly #simulator: Simulator;
  readonly #folder: string;
  readonly #seed: number;
  readonly #random: Random;
  #serial = 0;
  #host: Host | null = null;
  #tab: Tab | null = null;

  constructor(simulator: Simulator, folder: string, seed: number) {
    this.#simulator = simulator;
    this.#folder = folder;
    this.#seed = seed;
    this.#random = createRandom(seed, 0);
  }

  /** The first start. */
  async open(): Promise<void> {
    await atRest(await this.#start());
  }

  async close(): Promise<void> {
    await this.#end();
  }

  /** Lets the user edit, kills the host, starts it again, and judges. It runs and is at rest before and afterwards. */
  async kill(number: number): Promise<Round> {
    const { control } = this.#simulator;
    const before = control.state();
    const plan = planOf(this.#random, before, () => (this.#serial += 1));
    if (plan.when === 'starting') await this.#end();
    const tab = this.#tab ?? (await this.#start());
    for (const fault of plan.faults) control.fault(fault);
    const asked = await this.#edit(tab, plan);
    const disk = readDisk(this.#folder);
    const instants = instantsOf(asked, disk.journal, control.state());
    control.clearFaults();
    const theirs = plan.meanwhile ? this.#meanwhile(asked, instants) : null;
    const all = theirs ? [...asked, { wish: theirs, id: null, refused: null }] : asked;
    const began = Date.now();
    const after = await this.#start();
    const state = await atRest(after);
    const truth = control.state();
    const failed = Object.values(state.edits);
    const found = fates(all, new Set(failed.map(({ id }) => id)), truth);
    const count = (fate: Fate): number => [...found.values()].filter((one) => one === fate).length;
    const wrong = [
      ...disk.wrong,
      ...lost(asked, found),
      ...(theirs && !effectsOf(theirs).every(({ shows }) => shows(truth))
        ? [`put back: ${JSON.stringify(theirs)}`]
        : []),
      ...failed.filter(({ error }) => !error?.message).map(({ wish }) => `${wish.kind} failed without a reason`),
      ...strayChanges(all, before, truth),
      ...differences(state, truth),
      ...control.offences().map((offence) => `offence: ${JSON.stringify(offence)}`),
      ...complaints(this.#host),
      ...readDisk(this.#folder)
        .leftovers.filter(({ at }) => began - at > KEPT_MS)
        .map(({ file }) => `${file} is left behind`),
    ];
    control.clearOffences();
    const ms = Date.now() - began;
    for (const { id } of failed) await after.invoke('edits.discard', { id });
    return {
      ...{ seed: this.#seed, number, plan, instants, wrong, ms },
      acknowledged: asked.filter(({ id }) => id !== null).length,
      fates: {
        applied: count('applied'),
        failed: count('failed'),
        superseded: count('superseded'),
        lost: count('lost'),
      },
      overtaken: theirs !== null,
      reasons: failed.map(({ wish, error }) => `${wish.kind} ${error?.code ?? 'without a reason'}`),
      leftovers: disk.leftovers.length,
    };
  }

  async #start(): Promise<Tab> {
    this.#host = await startHost(this.#simulator, this.#folder);
    this.#tab = await openTab(this.#host.page);
    return this.#tab;
  }

  /** The host goes without being asked: an orderly end is not what is proved here. */
  async #end(): Promise<void> {
    await this.#host?.kill();
    this.#host = this.#tab = null;
  }

  /** Gives the edits and kills. Returns when the host is gone and nothing more is heard of it. */
  async #edit(tab: Tab, plan: Plan): Promise<Asked[]> {
    const answers: Promise<Asked>[] = [];
    const giving = (async () => {
      for (const { wish, pauseMs } of plan.edits) {
        answers.push(give(tab, wish));
        if (pauseMs > 0) await pause(pauseMs);
      }
    })();
    await pause(plan.killMs);
    await this.#end();
    await tab.closed;
    await giving;
    return Promise.all(answers);
  }

  /** Another client changes what an edit had just changed when the power went. Returns what that client wants. */
  #meanwhile(asked: readonly Asked[], instants: readonly Instant[]): EditWish | null {
    const carriedOut = asked.filter((_, index) => instants[index] === 'under way, carried out');
    const wish = carriedOut.find((one) => one.wish.kind === 'phoneNumber' || one.wish.kind === 'groupRename')?.wish;
    const other = wish && meanwhile(wish, () => (this.#serial += 1));
    // What the user wants of the same thing besides is for later: then there is nothing to tell.
    if (!wish || !other || asked.filter((one) => targetOf(one.wish) === targetOf(wish)).length > 1) return null;
    if (
      asked.some((one) => one.wish.kind === 'groupDelete' && 'groupId' in wish && one.wish.groupId === wish.groupId)
    ) {
      return null;
    }
    this.#simulator.control.act(other.act);
    return other.wish;
  }
}

function lost(asked: readonly Asked[], found: ReadonlyMap<string, Fate>): string[] {
  return asked
    .filter(({ id }) => id !== null && found.get(id) === 'lost')
    .map(({ wish }) => `lost: ${JSON.stringify(wish)}`);
}

/** Live, all read, no edit under way. */
function atRest(tab: Tab): Promise<Snapshot> {
  return tab.until('all is at rest', ({ connection, list, phonesAccess, edits }) => {
    const settled = Object.values(edits).every(({ status }) => status === 'failed');
    return connection.phase === 'live' && list.state === 'current' && phonesAccess.state === 'ready' && settled;
  });
}

async function give(tab: Tab, wish: EditWish): Promise<Asked> {
  const answer = await command(tab, wish);
  if (answer === null) return { wish, id: null, refused: null };
  return answer.ok ? { wish, id: answer.value, refused: null } : { wish, id: null, refused: answer.error.code };
}

function command(tab: Tab, wish: EditWish): Promise<Envelope<string> | null> {
  switch (wish.kind) {
    case 'groupCreate':
      return tab.invoke('groups.create', { name: wish.name });
    case 'groupRename':
      return tab.invoke('groups.rename', { groupId: wish.groupId, name: wish.name });
    case 'groupDelete':
      return tab.invoke('groups.delete', { groupId: wish.groupId });
    case 'memberAdd':
      return tab.invoke('contacts.add', { address: wish.address, name: wish.name, groupId: wish.groupId });
    case 'memberRemove':
      return tab.invoke('contacts.remove', { address: wish.address, groupId: wish.groupId });
    case 'memberMove':
      return tab.invoke('contacts.move', { address: wish.address, from: wish.from, to: wish.to });
    case 'phoneVisibility':
      return tab.invoke('phones.setVisible', { phone: wish.phone, visible: wish.visible });
    case 'phoneNumber':
      return tab.invoke('phones.setNumber', { phone: wish.phone, number: wish.number });
    case 'memberRemoveAll':
    case 'membersAdd':
    case 'membersRemove':
    case 'membersMove':
    case 'availability':
    case 'note':
      throw new Error(`${wish.kind} is not asked for here`);
  }
}

/** How far each edit had come, from the journal on the disk and the server's truth. */
function instantsOf(
  asked: readonly Asked[],
  journal: readonly { readonly id: string; readonly status: string; readonly wish: EditWish }[],
  truth: SimulatorState,
): Instant[] {
  return asked.map(({ wish, id, refused }): Instant => {
    if (refused !== null) return 'refused';
    const row = journal.find((one) => (id === null ? isSame(one.wish, wish) : one.id === id));
    if (id === null) return row ? 'journalled, not answered' : 'not journalled';
    if (!row) return 'settled';
    if (row.status !== 'pending') return 'waiting';
    return effectsOf(wish).every(({ shows }) => shows(truth)) ? 'under way, carried out' : 'under way, not carried out';
  });
}

/** The host knows the names of people and of groups that go. */
function isSame(ours: EditWish, given: EditWish): boolean {
  const named = given.kind === 'groupCreate' || given.kind === 'groupRename';
  return isDeepStrictEqual({ ...ours, ...(named ? {} : { name: '' }) }, { ...given, ...(named ? {} : { name: '' }) });
}

/** Errors that the host wrote: there are none, whatever was cut off. */
function complaints(host: Host | null): string[] {
  const lines = host?.output().split('\n') ?? [];
  return lines.filter((line) => /^\S+Z error /.test(line)).map((line) => `logged: ${line}`);
}
