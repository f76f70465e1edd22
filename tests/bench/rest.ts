/** What the app does in a virtual hour in which nothing happens and nobody is there. */
import { Meter } from '../soak/meter.ts';
import type { Measure } from './figure.ts';
import { Office } from './office.ts';

const HOUR = 60 * 60_000;

export const measure: Measure = async () => {
  const meter = new Meter();
  let fired = 0;
  const office = new Office({
    people: 500,
    groups: 10,
    around: (ports) =>
      meter.around({
        ...ports,
        clock: {
          ...ports.clock,
          setTimer: (ms, callback) =>
            ports.clock.setTimer(ms, () => {
              fired += 1;
              callback();
            }),
        },
      }),
  });
  await office.open();
  const { commands, store } = office.core;
  const group = [...store.state.groups.values()].find(({ kind }) => kind === 'group');
  if (!group) throw new Error('there is no group');
  await Promise.all([commands['follows.add']({ kind: 'group', target: group.id }), office.time.pass(HOUR)]);

  fired = 0;
  meter.startTally();
  const { revision } = store.state;
  await office.time.pass(HOUR);
  const { poll, renewal, activity, start, other } = meter.tally;
  return [
    {
      name: 'timers that fire in an hour at rest, all together',
      value: fired,
      unit: 'timers',
      // Once in 30 s.
      target: 120,
    },
    {
      name: 'requests in an hour at rest, but polls and renewals',
      value: activity + start + other,
      unit: 'requests',
      target: 0,
      note: `${poll} polls and ${renewal} renewals`,
    },
    {
      name: 'changes of the state in an hour at rest',
      value: store.state.revision - revision,
      unit: 'changes',
      target: null,
    },
  ];
};
