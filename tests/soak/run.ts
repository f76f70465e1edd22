/**
 * A month in an office, in virtual time: one app on one machine that works, sleeps, and is switched off now and then.
 * Every evening, after an hour in which nobody does anything, all must agree, and what the app holds is written down.
 */
import { HISTORY_LIMIT } from '../../main/core/store/reduce.ts';
import { createOfflineSimulator, type OfflineSimulator } from '../../simulator/index.ts';
import { Machine } from '../converge/machine.ts';
import { take, type World } from '../converge/run.ts';
import { Teller } from '../converge/teller.ts';
import { VirtualTime } from '../converge/time.ts';
import { verdict } from '../converge/verdict.ts';
import { Wire } from '../converge/wire.ts';
import { createRandom, type Random } from '../fuzz/random.ts';
import { groupChange, presenceChange, sizeOf, type Size } from './company.ts';
import { workingDay } from './day.ts';
import { heapInUse } from './heap.ts';
import { Meter, type Held, type Kind } from './meter.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const PEOPLE = 40;
const FOLLOWED = { contact: 8, group: 2 };

/** What was written down in the evening. */
export interface Evening extends Held {
  /** From 1. */
  readonly day: number;
  /** Which start of the app is running, from 1. */
  readonly run: number;
  /** Bytes in use, of app and server together. */
  readonly heap: number;
  readonly history: number;
  readonly documents: number;
  /** Bytes of all documents. */
  readonly documentBytes: number;
  /** Log lines of the day. */
  readonly lines: number;
  /** Requests in the idle hour, and whether somebody sat at the machine in it. */
  readonly idle: Readonly<Record<Kind, number>>;
  readonly attended: boolean;
  /** Requests of the whole day. */
  readonly sent: number;
  /** What the night was to the machine. */
  readonly night: Night;
}

export type Night = 'asleep' | 'off' | 'on';

/** What came of a soak. */
export interface Soaked {
  readonly evenings: readonly Evening[];
  /** What is wrong, in words. */
  readonly wrong: readonly string[];
}

/** Lives through the days. `onEvening` hears of each when it is over. */
export async function soak(days: number, seed: number, onEvening?: (evening: Evening) => void): Promise<Soaked> {
  const office = new Office(seed);
  const evenings: Evening[] = [];
  await office.open();
  for (let day = 1; day <= days; day += 1) {
    const evening = await office.live(day);
    evenings.push(evening);
    onEvening?.(evening);
    await office.sleep(day, evening.night);
  }
  await office.close();
  return { evenings, wrong: office.wrong };
}

class Office {
  readonly wrong: string[] = [];
  readonly #time = new VirtualTime();
  readonly #random: Random;
  readonly #meter = new Meter();
  readonly #server: OfflineSimulator;
  readonly #wire: Wire;
  readonly #machine: Machine;
  readonly #teller = new Teller();
  readonly #usual: Size;
  readonly #began: number;
  #runs = 0;

  constructor(seed: number) {
    const time = this.#time;
    this.#random = createRandom(seed, 0);
    this.#server = createOfflineSimulator(
      { people: PEOPLE, groups: 8, seed, knobs: { rateLimit: 60 } },
      { kind: 'driven', now: () => time.now(), after: (ms, task) => time.after(ms, task), advance: () => false },
    );
    this.#wire = new Wire(time, this.#server);
    this.#machine = new Machine(time, this.#wire, createRandom(seed, 1), this.#server, (ports) =>
      this.#meter.around(ports),
    );
    this.#usual = sizeOf(this.#server.control);
    this.#began = time.now();
  }

  /** The first start. */
  async open(): Promise<void> {
    await this.#start();
    await this.#time.pass(MINUTE);
  }

  /** From 8 or, on weekends, whenever it is, until 19 o'clock. */
  async live(day: number): Promise<Evening> {
    const morning = this.#began + (day - 1) * DAY;
    const sentBefore = this.#wire.requests;
    const linesBefore = this.#meter.lines;
    if (isWorkday(morning)) await this.#work(morning, day);
    await this.#until(morning + 10 * HOUR);
    const attended = day % 2 === 0;
    this.#meter.startTally();
    for (let minute = 1; minute <= 60; minute += 1) {
      if (attended) this.#meter.use(this.#time.now());
      await this.#until(morning + 10 * HOUR + minute * MINUTE);
    }
    const idle = { ...this.#meter.tally };
    this.#judge(day);
    const { history } = this.#state();
    this.#server.control.clearRequests();
    const heap = await heapInUse();
    return {
      day,
      run: this.#runs,
      heap,
      ...this.#meter.held,
      history: history.size,
      documents: this.#meter.documents.size,
      documentBytes: [...this.#meter.documents.values()].reduce((sum, bytes) => sum + bytes, 0),
      lines: this.#meter.lines - linesBefore,
      idle,
      attended,
      sent: this.#wire.requests - sentBefore,
      night: this.#night(day),
    };
  }

  /** The machine sleeps, is switched off, or is left on, until the next morning; on weekends until the late afternoon. */
  async sleep(day: number, night: Night): Promise<void> {
    const morning = this.#began + day * DAY;
    const until = isWorkday(morning) ? morning : morning + 9 * HOUR;
    switch (night) {
      case 'on':
        return this.#until(until);
      case 'asleep':
        return this.#machine.sleep(until - this.#time.now());
      case 'off':
        await this.close();
        await this.#until(until);
        return this.#start();
    }
  }

  /** The app is quit; it must let go of everything. */
  async close(): Promise<void> {
    this.#teller.leave();
    await this.#machine.quit();
    const { timers, listeners, requests } = this.#meter.held;
    if (timers + listeners + requests > 0) {
      this.wrong.push(`after quitting ${timers} timers, ${listeners} listeners and ${requests} requests are left`);
    }
    const left = this.#server.control.state().applications.length;
    if (left > 0) this.wrong.push(`${left} applications were left behind`);
  }

  async #start(): Promise<void> {
    this.#runs += 1;
    this.#teller.watch(await this.#machine.start(), this.#machine);
  }

  async #work(morning: number, day: number): Promise<void> {
    await this.#follow();
    // The first day fills whatever has a limit, so that it does not fill later and look like growth.
    for (const { at, what } of workingDay(this.#random, day === 1 ? HISTORY_LIMIT * 2 : 0)) {
      await this.#until(morning + at);
      if (typeof what === 'object') await this.#take(what);
      else this.#change(what);
    }
  }

  /** The user follows so many as ever: groups go, and what follows them goes along. */
  async #follow(): Promise<void> {
    const keys = [...this.#state().follows.keys()];
    const missing = (kind: keyof typeof FOLLOWED): number =>
      FOLLOWED[kind] - keys.filter((key) => key.startsWith(kind)).length;
    for (let left = missing('contact'); left > 0; left -= 1) {
      await this.#do({ op: 'followContact', person: this.#random.below(PEOPLE) });
    }
    for (let left = missing('group'); left > 0; left -= 1) {
      await this.#do({ op: 'followGroup', group: this.#random.below(PEOPLE) });
    }
  }

  async #take(step: Parameters<typeof take>[0]): Promise<void> {
    if (step.who === 'user') this.#meter.use(this.#time.now());
    await take(step, this.#world());
  }

  #change(what: 'presence' | 'groups'): void {
    const { control } = this.#server;
    const act =
      what === 'presence' ? presenceChange(control, this.#random) : groupChange(control, this.#random, this.#usual);
    if (act) control.act(act);
  }

  #do(does: Extract<Parameters<typeof take>[0], { who: 'user' }>['does']): Promise<void> {
    return this.#take({ who: 'user', does });
  }

  #judge(day: number): void {
    const { control } = this.#server;
    const found = [
      ...verdict(this.#machine, control, this.#teller, 0),
      ...[...this.#state().edits.values()]
        .filter(({ status }) => status !== 'failed')
        .map(({ wish }) => `${wish.kind} is not settled`),
      ...control.offences().map((offence) => `offence: ${JSON.stringify(offence)}`),
      ...this.#machine.log.map((line) => `logged: ${line}`),
    ];
    this.wrong.push(...found.map((words) => `day ${day}: ${words}`));
    control.clearOffences();
    this.#teller.wrong.length = this.#machine.log.length = 0;
    for (const { id, status } of this.#state().edits.values()) {
      if (status === 'failed') void this.#machine.core?.commands['edits.discard']({ id });
    }
  }

  #night(day: number): Night {
    const dice = this.#random.below(100);
    // The first one, so that what a quit and a start run is compiled before anything is compared.
    if (dice < 12 || day === 1) return 'off';
    return dice < 30 ? 'on' : 'asleep';
  }

  #state() {
    if (!this.#machine.core) throw new Error('there is no app');
    return this.#machine.core.store.state;
  }

  async #until(moment: number): Promise<void> {
    await this.#time.pass(Math.max(0, moment - this.#time.now()));
  }

  #world(): World {
    return {
      time: this.#time,
      server: this.#server,
      wire: this.#wire,
      machine: this.#machine,
      teller: this.#teller,
    };
  }
}

function isWorkday(moment: number): boolean {
  const weekday = new Date(moment).getUTCDay();
  return weekday > 0 && weekday < 6;
}
