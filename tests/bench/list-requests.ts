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

/** How many requests go out. */
interface Counted {
  readonly untilLive: number;
  readonly inAll: number;
}

export const measure: Measure = async () => {
  const least = await countFor(SMALL);
  const fixed = least.inAll - batchesOf(SMALL);
  const counted: Counted[] = [];
  const figures: Figure[] = [];
  for (const size of SIZES) {
    const count = await countFor(size);
    counted.push(count);
    figures.push({
      name: `requests to read ${size.people.toLocaleString('en-US')} contacts in ${size.groups} groups`,
      value: count.inAll,
      unit: 'requests',
      target: batchesOf(size) + fixed,
      note: `contacts / ${BATCH} + groups / ${BATCH} + ${fixed}`,
    });
  }
  const [small, , large] = counted;
  if (!small || !large) throw new Error('not every size was counted');
  const growth = (large.inAll / small.inAll) * (SIZES[0].people / SIZES[2].people);
  return [
    ...figures,
    {
      name: 'requests to read a list, each of 50,000 by each of 1,000',
      value: rounded(growth),
      unit: 'times',
      target: 1,
    },
    {
      name: 'requests until live, with 50,000 contacts by with one',
      value: rounded(large.untilLive / least.untilLive),
      unit: 'times',
      target: 1,
      note: `${large.untilLive} by ${least.untilLive}`,
    },
  ];
};

async function countFor(size: { readonly people: number; readonly groups: number }): Promise<Counted> {
  const office = new Office(size);
  await office.open();
  const { contacts, presence } = office.core.store.state;
  if (contacts.size !== size.people) throw new Error(`${contacts.size} contacts were read`);
  if ([...presence.values()].some(({ asOf }) => asOf === 0)) throw new Error('not everybody’s presence was read');
  return { untilLive: office.requests.indexOf('poll'), inAll: office.requests.length };
}

/** The fewest batches that presence and the groups' members take. */
function batchesOf({ people, groups }: { readonly people: number; readonly groups: number }): number {
  return Math.ceil(people / BATCH) + Math.ceil(groups / BATCH);
}
