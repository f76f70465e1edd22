/** What the app does in a virtual hour in which nothing happens and nobody is there. */
import type { Ports } from '../../main/core/ports.ts';
import { kindOf } from '../soak/meter.ts';
import type { Measure } from './figure.ts';
import { Office } from './office.ts';

const HOUR = 60 * 60_000;

/** Renewing the subscription of the list begins with a look at whether it is still there (PROTOCOL 14). */
const LOOK = '/contactsAndGroupsSubscription';

/** Counts timers that fire and requests by what they are for, on a machine that nobody touches. */
class Counter {
  fired = 0;
  readonly sent = { poll: 0, renewal: 0, other: 0 };

  around(ports: Ports): Ports {
    return {
      ...ports,
      power: { ...ports.power, idleSeconds: () => HOUR / 1000 },
      clock: {
        ...ports.clock,
        setTimer: (ms, callback) =>
          ports.clock.setTimer(ms, () => {
            this.fired += 1;
            callback();
          }),
      },
      http: {
        send: (request, signal) => {
          const kind = request.url.endsWith(LOOK) ? 'renewal' : kindOf(request);
          this.sent[kind === 'poll' || kind === 'renewal' ? kind : 'other'] += 1;
          return ports.http.send(request, signal);
        },
      },
    };
  }
}

export const measure: Measure = async () => {
  const counter = new Counter();
  const office = new Office({ people: 500, groups: 10, around: (ports) => counter.around(ports) });
  await office.open();
  const { commands, store } = office.core;
  const group = [...store.state.groups.values()].find(({ kind }) => kind === 'group');
  if (!group) throw new Error('there is no group');
  // With something followed there are subscriptions to renew.
  await Promise.all([commands['follows.add']({ kind: 'group', target: group.id }), office.time.pass(HOUR)]);

  const { revision } = store.state;
  const before = { fired: counter.fired, ...counter.sent };
  await office.time.pass(HOUR);
  const { poll, renewal, other } = counter.sent;
  return [
    {
      name: 'timers that fire in an hour at rest, all together',
      value: counter.fired - before.fired,
      unit: 'timers',
      // Once in 30 s.
      target: 120,
    },
    {
      name: 'requests in an hour at rest, but polls and renewals',
      value: other - before.other,
      unit: 'requests',
      target: 0,
      note: `${poll - before.poll} polls, ${renewal - before.renewal} for renewals`,
    },
    {
      name: 'changes of the state in an hour at rest',
      value: store.state.revision - revision,
      unit: 'changes',
      target: null,
    },
  ];
};
