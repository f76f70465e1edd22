/** Requests from the start of the app until its event channel is parked, in an organisation with one pool. */
import type { Figure, Measure } from './figure.ts';
import { Office } from './office.ts';

export const measure: Measure = async () => [
  // One name for everything, as in the captures that the specification shows: one ticket does.
  ...(await starts('one name', true, { cold: 6, warm: 3 })),
  // Discovery lives under a name of its own: a ticket is good for one host, so two are needed.
  ...(await starts('discovery apart', false, { cold: null, warm: 3 })),
];

async function starts(
  name: string,
  userOnPool: boolean,
  target: { readonly cold: number | null; readonly warm: number },
): Promise<Figure[]> {
  const office = new Office({ people: 20, groups: 5, knobs: { userOnPool } });
  const cold = await untilListening(office);
  await office.machine.quit();
  const warm = await untilListening(office);
  await office.machine.quit();
  return [
    { name: `requests until live, ${name}, cold`, value: cold, unit: 'requests', target: target.cold },
    { name: `requests until live, ${name}, warm`, value: warm, unit: 'requests', target: target.warm },
  ];
}

/** How many go out before the first poll. */
async function untilListening(office: Office): Promise<number> {
  office.requests = [];
  await office.open();
  return office.requests.indexOf('poll');
}
