/**
 * An answer of the event channel, from its bytes to the patch that is handed to the window, against JSON.parse of the
 * same bytes alone. The changed resources come along with their events, so that nothing is asked in between.
 */
import { randomUUID } from 'node:crypto';
import type { HttpOutcome, Ports } from '../../main/core/ports.ts';
import { createPublisher, type Publisher, type Send } from '../../main/ipc/publisher.ts';
import type { Figure, Measure } from './figure.ts';
import { Office } from './office.ts';
import { median, rounded } from './statistics.ts';

const PEOPLE = 1_500;
const WARM_UPS = 60;
const RUNS = 60;
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
  bytes: Uint8Array = new Uint8Array();
  #answer: (() => void) | null = null;
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

  /** The answer that waits is given. */
  answer(): void {
    const answer = this.#answer;
    if (!answer) throw new Error('no answer of the event channel waits');
    this.#answer = null;
    answer();
  }

  /** The poll that was sent upon it goes on to the server. */
  goOn(): void {
    this.#goOn?.();
    this.#goOn = null;
  }

  #hold(send: () => Promise<HttpOutcome>, resolve: (outcome: HttpOutcome) => void): void {
    this.#goOn = () => {
      void send().then((outcome) => {
        if (outcome.ok) this.bytes = outcome.response.body;
        this.#answer = () => resolve(outcome);
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
  gate.goOn();
  const clock = { now: () => office.time.now(), random: () => 0, uuid: () => '', setTimer: () => () => undefined };
  const people = [...store.state.contacts.values()]
    .filter(({ groups }) => groups.includes(group.id))
    .map(({ address }) => address);
  const figures: Figure[] = [];
  for (const events of [1, 100, 1_000]) {
    const ratios: number[] = [];
    const parsed: number[] = [];
    for (let run = 0; run < WARM_UPS + RUNS; run += 1) {
      for (const address of people.slice(0, events)) {
        const availability = AVAILABILITIES[run % 2] ?? 'Busy';
        office.server.control.act({ op: 'setPresence', address, availability });
      }
      await office.time.pass(20_000);
      // A publisher of its own for each run: its first patch waits for no frame.
      const publisher = createPublisher({ store, clock, logger: { log: () => undefined } });
      const whole = await published(gate, publisher, events);
      const bare = parse(gate.bytes);
      publisher.stop();
      gate.goOn();
      await office.time.settle();
      if (run < WARM_UPS) continue;
      ratios.push(whole / bare);
      parsed.push(bare);
    }
    const name = `event package to patch by JSON.parse, ${events.toLocaleString('en-US')} events`;
    const note = `JSON.parse ${rounded(median(parsed))} ms`;
    figures.push({ name, value: rounded(median(ratios)), unit: 'times', target: 3, note });
  }
  return figures;
};

/** Milliseconds until the patch with all these rows is handed over. */
function published(gate: Gate, publisher: Publisher, rows: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const send: Send = (event, payload) => {
      const ended = performance.now();
      const told = event === 'state.patch' && 'ops' in payload ? payload.ops.length : 0;
      if (told === rows) resolve(ended - began);
      else reject(new Error(`the patch tells of ${told} rows, not of ${rows}`));
    };
    publisher.attach(send);
    const began = performance.now();
    gate.answer();
  });
}

function parse(bytes: Uint8Array): number {
  const began = performance.now();
  JSON.parse(new TextDecoder().decode(bytes));
  return performance.now() - began;
}
