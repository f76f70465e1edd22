/** Heap of the app for each contact: what is set free when the app goes and the server stays. */
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
  const office = new Office({ people, groups: Math.min(250, Math.max(3, Math.ceil(people / 50))) });
  await office.open();
  const { contacts, presence } = office.core.store.state;
  if (contacts.size !== people || presence.size !== people)
    throw new Error(`${contacts.size} contacts, ${presence.size} presences of ${people}`);
  office.requests = [];
  office.server.control.clearRequests();
  const withApp = await heapInUse();
  // In order, so that the server and the clock let go of it too.
  await office.machine.quit();
  return withApp - (await heapInUse());
}
