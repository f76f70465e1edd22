/**
 * An answer of the event channel, from its bytes to the patch that is handed to the window, against JSON.parse of the
 * same bytes alone. The changed resources come along with their events, so that nothing is asked in between. Measured
 * where the app has been at it for a while, and after pauses, as a quiet company has them.
 */
import { randomUUID } from 'node:crypto';
import type { HttpOutcome, Ports } from '../../main/core/ports.ts';
import { createPublisher, type Publisher, type Send } from '../../main/ipc/publisher.ts';
import type { Figure, Measure } from './figure.ts';
import { Office } from './office.ts';
import { median, rounded } from './statistics.ts';

const PEOPLE = 1_500;
/** With a pause before each. */
const PAUSES = { warmUps: 60, runs: 60 } as const;
/** Without: how many until all is compiled as it will be, and then as many again that count. Even numbers. */
const IN_A_ROW: Readonly<Record<number, number>> = { 1: 20_000, 100: 2_000, 1_000: 300 };
const PAUSE_MS = 20_000;
/** Milliseconds of both sides. */
interface Times {
  readonly whole: number;
  readonly bare: number;
}

type Answered = Extract<HttpOutcome, { ok: true }>;

/** Longer than the server holds a poll (ms). */
const POLL_MS = 240_000;
const AVAILABILITIES = ['Busy', 'Away'] as const;

/**
 * Stands between the app and the network of the test. Once it is shut, it gives the poll's answer when it is told to, and
 * lets the next poll go on to the simulated server only then: sending it is the app's work, what the test's network and
 * server do with it is not.
 */
class Gate {
  shut = false;
  /** What the server has answered last. */
  last: Answered | null = null;
  #answer: ((outcome: HttpOutcome) => void) | null = null;
  #goOn: (() => void) | null = null;

  around(ports: Ports): Ports {
    return {
      ...ports,
      // As the app has it: the test's own comes from the chance of its seed, digit by digit.
      clock: { ...ports.clock, uuid: () => randomUUID() },
      http: {
        send: (request, signal) =>
          this.shut && request.url.includes('/events?')
            ? new Promise((resolve) => this.#hold(() => ports.http.send(request, signal), resolve))
            : ports.http.send(request, signal),
      },
    };
  }

  /** The poll that waits is answered; the next one is held. */
  answer(outcome: Answered): void {
    const answer = this.#answer;
    if (!answer) throw new Error('no poll waits for an answer');
    this.#answer = null;
    answer(outcome);
  }

  /** The poll that was sent upon it goes on to the server. */
  goOn(): void {
    this.#goOn?.();
    this.#goOn = null;
  }

  #hold(send: () => Promise<HttpOutcome>, resolve: (outcome: HttpOutcome) => void): void {
    this.#answer = resolve;
    this.#goOn = () => {
      this.last = null;
      void send().then((outcome) => {
        if (outcome.ok) this.last = outcome;
      });
    };
  }
}

export const measure: Measure = async () => {
  const gate = new Gate();
  const office = new Office({
    people: PEOPLE,
    groups: 3,
    knobs: { embedInEvents: true },
    around: (ports) => gate.around(ports),
  });
  await office.open();
  const { commands, store } = office.core;
  const group = [...store.state.groups.values()].find(({ kind }) => kind === 'defaultGroup');
  if (!group) throw new Error('there is no group');
  await Promise.all([commands['follows.add']({ kind: 'group', target: group.id }), office.time.pass(30_000)]);
  gate.shut = true;
  // The poll that was parked before is answered past the gate; the one that follows it is the first to be held.
  await office.time.pass(POLL_MS);
  const clock = { now: () => office.time.now(), random: () => 0, uuid: () => '', setTimer: () => () => undefined };
  const people = [...store.state.contacts.values()]
    .filter(({ groups }) => groups.includes(group.id))
    .map(({ address }) => address);

  /** One answer on its way through the app, and then through a bare parse (ms). */
  async function take(answer: Answered, events: number): Promise<Times> {
    // A publisher of its own for each: its first patch waits for no frame.
    const publisher = createPublisher({ store, clock, logger: { log: () => undefined } });
    const whole = await published(gate, answer, publisher, events);
    publisher.stop();
    return { whole, bare: parse(answer.response.body) };
  }

  const figures: Figure[] = [];
  for (const events of [1, 100, 1_000]) {
    let answers: readonly Answered[] = [];
    const afterPauses: Times[] = [];
    for (let run = 0; run < PAUSES.warmUps + PAUSES.runs; run += 1) {
      gate.goOn();
      await office.time.settle();
      const availability = AVAILABILITIES[run % 2] ?? 'Busy';
      for (const address of people.slice(0, events)) {
        office.server.control.act({ op: 'setPresence', address, availability });
      }
      await office.time.pass(PAUSE_MS);
      const answer = gate.last;
      if (!answer) throw new Error('the server tells of nothing');
      answers = [...answers.slice(-1), answer];
      const times = await take(answer, events);
      if (run >= PAUSES.warmUps) afterPauses.push(times);
    }
    const inARow: Times[] = [];
    const runs = IN_A_ROW[events] ?? 0;
    // The last two once more and again, each of which changes what the other told; the server's last one comes last.
    for (let run = 0; run < 2 * runs; run += 1) {
      const answer = answers[run % 2];
      if (answer) inARow.push(await take(answer, events));
    }
    const name = `event package to patch by JSON.parse, ${events.toLocaleString('en-US')} events`;
    figures.push(figureOf(name, 3, inARow.slice(runs)), figureOf(`${name}, after a pause`, null, afterPauses));
  }
  return figures;
};

function figureOf(name: string, target: number | null, times: readonly Times[]): Figure {
  const value = rounded(median(times.map(({ whole, bare }) => whole / bare)));
  const [whole, bare] = [median(times.map((one) => one.whole)), median(times.map((one) => one.bare))];
  return { name, value, unit: 'times', target, note: `${rounded(whole)} by ${rounded(bare)} ms` };
}

/** Milliseconds until the patch with all these rows is handed over. */
function published(gate: Gate, answer: Answered, publisher: Publisher, rows: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const send: Send = (event, payload) => {
      const ended = performance.now();
      const told = event === 'state.patch' && 'ops' in payload ? payload.ops.length : 0;
      if (told !== rows) reject(new Error(`the patch tells of ${told} rows, not of ${rows}`));
      // What follows upon it, such as sending the next poll to its end, is over before the next answer.
      else setImmediate(() => resolve(ended - began));
    };
    publisher.attach(send);
    const began = performance.now();
    gate.answer(answer);
  });
}

function parse(bytes: Uint8Array): number {
  const began = performance.now();
  JSON.parse(new TextDecoder().decode(bytes));
  return performance.now() - began;
}
