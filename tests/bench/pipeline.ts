/**
 * An answer of the event channel, from its bytes to the patch that is handed to the window, against JSON.parse of the
 * same bytes alone. The changed resources come along with their events, so that nothing is asked in between.
 */
import type { HttpOutcome, HttpRequest, Ports } from '../../main/core/ports.ts';
import { createPublisher, type Publisher, type Send } from '../../main/ipc/publisher.ts';
import type { Figure, Measure } from './figure.ts';
import { Office } from './office.ts';
import { kindOf } from '../soak/meter.ts';
import { median, rounded } from './statistics.ts';

const PEOPLE = 1_500;
const WARM_UPS = 60;
const RUNS = 60;
const AVAILABILITIES = ['Busy', 'Away'] as const;

/** Holds the poll's answer back until it is asked for. */
class Gate {
  #open: (() => void) | null = null;
  bytes: Uint8Array = new Uint8Array();

  around(ports: Ports): Ports {
    return { ...ports, http: { send: (request, signal) => this.#send(ports, request, signal) } };
  }

  /** The answer that waits is given. */
  let(): void {
    const open = this.#open;
    if (!open) throw new Error('no answer of the event channel waits');
    this.#open = null;
    open();
  }

  async #send(ports: Ports, request: HttpRequest, signal?: AbortSignal): Promise<HttpOutcome> {
    const outcome = await ports.http.send(request, signal);
    if (kindOf(request) !== 'poll' || !outcome.ok || !this.shut) return outcome;
    this.bytes = outcome.response.body;
    return new Promise((resolve) => {
      this.#open = () => resolve(outcome);
    });
  }

  shut = false;
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
    gate.let();
  });
}

function parse(bytes: Uint8Array): number {
  const began = performance.now();
  JSON.parse(new TextDecoder().decode(bytes));
  return performance.now() - began;
}
