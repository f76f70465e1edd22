/** Requests that one package of 500 events causes, each about another contact. */
import type { Measure } from './figure.ts';
import { Office } from './office.ts';

const EVENTS = 500;
const BATCH = 20;
/** Longer than the server gathers events. */
const GATHERED_MS = 30_000;

export const measure: Measure = async () => {
  const office = new Office({ people: 1_500, groups: 4 });
  await office.open();
  const { commands, store } = office.core;
  const group = [...store.state.groups.values()].find(({ kind }) => kind === 'group');
  if (!group) throw new Error('there is no group');
  await Promise.all([commands['follows.add']({ kind: 'group', target: group.id }), office.time.pass(GATHERED_MS)]);

  const inside = [...store.state.contacts.values()].filter(({ groups }) => groups.includes(group.id));
  const people = inside.slice(0, EVENTS).map(({ address }) => address);
  if (people.length < EVENTS) throw new Error(`only ${people.length} people are in the group`);
  office.requests = [];
  for (const address of people) office.server.control.act({ op: 'setPresence', address, availability: 'DoNotDisturb' });
  await office.time.pass(GATHERED_MS);
  const late = people.filter((address) => store.state.presence.get(address)?.availability !== 'DoNotDisturb');
  if (late.length > 0) throw new Error(`${late.length} changes were not read`);
  return [
    {
      name: 'requests after a package of 500 events',
      value: office.requests.length,
      unit: 'requests',
      target: EVENTS / BATCH + 1,
      note: `contacts / ${BATCH} + the next poll`,
    },
  ];
};
