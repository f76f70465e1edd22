/** Heap of the app for each contact: what is set free when the app goes and the server stays. */
import type { Cancel, Ports } from '../../main/core/ports.ts';
import { heapInUse } from '../soak/heap.ts';
import type { Figure, Measure } from './figure.ts';
import { Office } from './office.ts';

const SIZES = [1_000, 10_000, 50_000] as const;

export const measure: Measure = async () => {
  const held = new Map<number, number>();
  // What the first app leaves behind for good, such as loaded code, is no contact's.
  await heapOf(10);
  for (const people of SIZES) held.set(people, await heapOf(people));
  const empty = await heapOf(1);
  const figures: Figure[] = [];
  for (const [people, bytes] of held) {
    const value = Math.round((bytes - empty) / people);
    const name = `heap for each of ${people.toLocaleString('en-US')} contacts`;
    figures.push({ name, value, unit: 'bytes', target: 1536 });
  }
  const [small, , large] = figures;
  const growth = (large?.value ?? NaN) / (small?.value ?? NaN);
  const name = 'heap, each of 50,000 by each of 1,000';
  return [...figures, { name, value: Math.round(growth * 100) / 100, unit: 'times', target: 1.1 }];
};

async function heapOf(people: number): Promise<number> {
  const timers = new Set<Cancel>();
  const groups = Math.min(250, Math.max(3, Math.ceil(people / 50)));
  const office = new Office({ people, groups, around: (ports) => loosely(ports, timers) });
  await office.open();
  checkRead(office, people);
  office.requests = [];
  office.server.control.clearRequests();
  const withApp = await heapInUse();
  // Not in order: the server keeps what it knows of the application, which is none of the app's heap.
  office.machine.kill();
  cancelAll(timers);
  await office.time.settle();
  return withApp - (await heapInUse());
}

/** A function of its own, as the next one is: what its variables refer to is let go of at its end. */
function checkRead(office: Office, people: number): void {
  const { contacts, presence } = office.core.store.state;
  if (contacts.size !== people || presence.size !== people) throw new Error('not everybody was read');
}

function cancelAll(timers: Set<Cancel>): void {
  for (const cancel of timers) cancel();
  timers.clear();
}

/** The machine holds on to an app by its timers and listeners: the ones can be cancelled, the others are never set. */
function loosely(ports: Ports, timers: Set<Cancel>): Ports {
  const never = () => () => undefined;
  return {
    ...ports,
    clock: {
      ...ports.clock,
      setTimer: (ms, callback) => {
        const cancel = ports.clock.setTimer(ms, () => {
          timers.delete(cancel);
          callback();
        });
        timers.add(cancel);
        return () => {
          timers.delete(cancel);
          cancel();
        };
      },
    },
    power: { ...ports.power, onResume: never, onSuspend: never },
    network: { ...ports.network, onChange: never },
  };
}
