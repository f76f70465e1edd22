/** Requests to read a contact list with everybody's presence after sign-in, by the size of the list. */
import type { Figure, Measure } from './figure.ts';
import { Office } from './office.ts';
import { rounded } from './statistics.ts';

/** Parts that the client puts into a batch (PROTOCOL 16). */
const BATCH = 20;
/** What a start asks besides: sign-in, the application, the own person, phones, the subscription, the group list. */
const SMALL = { people: 1, groups: 3 };
/** A server has 250 groups at most. */
const SIZES = [
  { people: 1_000, groups: 20 },
  { people: 10_000, groups: 200 },
  { people: 50_000, groups: 250 },
] as const;

export const measure: Measure = async () => {
  const fixed = (await requestsOf(SMALL)) - batchesOf(SMALL);
  const figures: Figure[] = [];
  const each: number[] = [];
  for (const size of SIZES) {
    const value = await requestsOf(size);
    each.push(value / size.people);
    figures.push({
      name: `requests to read ${size.people.toLocaleString('en-US')} contacts in ${size.groups} groups`,
      value,
      unit: 'requests',
      target: batchesOf(size) + fixed,
      note: `contacts / ${BATCH} + groups / ${BATCH} + ${fixed}`,
    });
  }
  const [small = NaN, , large = NaN] = each;
  const name = 'requests to read a list, each of 50,000 by each of 1,000';
  return [...figures, { name, value: rounded(large / small), unit: 'times', target: 1 }];
};

async function requestsOf(size: { readonly people: number; readonly groups: number }): Promise<number> {
  const office = new Office(size);
  await office.open();
  const { contacts, presence } = office.core.store.state;
  if (contacts.size !== size.people) throw new Error(`${contacts.size} contacts were read`);
  if ([...presence.values()].some(({ asOf }) => asOf === 0)) throw new Error('not everybody’s presence was read');
  return office.requests.length;
}

/** The fewest batches that presence and the groups' members take. */
function batchesOf({ people, groups }: { readonly people: number; readonly groups: number }): number {
  return Math.ceil(people / BATCH) + Math.ceil(groups / BATCH);
}
