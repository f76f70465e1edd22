/** Hundreds of people at once, in virtual time: the app takes its time over them, the test does not. */
import { expect, test } from 'vitest';
import type { NotificationSpec } from '../../main/core/ports.ts';
import { createOfflineSimulator } from '../../simulator/index.ts';
import { Machine } from '../converge/machine.ts';
import { VirtualTime } from '../converge/time.ts';
import { Wire } from '../converge/wire.ts';
import { createRandom } from '../fuzz/random.ts';
import { expectListEqualsTruth, group, members } from '../support/list.ts';

/** Every virtual second costs real ones where the machine is busy. */
const LIMIT_MS = 300_000;

test(
  '500 go into a group: nothing is announced, the history tells it in short, and a part can be undone',
  async () => {
    const time = new VirtualTime();
    const server = createOfflineSimulator(
      // In virtual time every event is there and read again at once.
      { people: 600, seed: 6, knobs: { contactLimit: 1_000, rateLimit: 60 } },
      { kind: 'driven', now: () => time.now(), after: (ms, task) => time.after(ms, task), advance: () => false },
    );
    const machine = new Machine(time, new Wire(time, server), createRandom(6, 1), server);
    const shown: NotificationSpec[] = [];
    machine.onShown = (spec) => shown.push(spec);
    const { store, commands } = await machine.start();
    await time.pass(5_000);
    expect(store.state.connection.phase).toBe('live');
    const sales = group(store.state, 'Sales');
    const inside = members(store.state, sales.id);
    const people = server.control
      .state()
      .contacts.map(({ address }) => ({ address: address.toLowerCase(), name: '' }))
      .filter(({ address }) => !inside.includes(address))
      .slice(0, 500);

    await commands['contacts.addMany']({ people, groupId: sales.id });
    for (let waited = 0; store.state.jobs[0]?.status !== 'done' && waited < 180; waited += 1) await time.pass(1_000);
    expect(store.state.jobs).toMatchObject([{ status: 'done', title: 'Sales', total: 500, done: 500, failed: 0 }]);
    expect(members(store.state, sales.id)).toHaveLength(inside.length + 500);
    const told = [...store.state.history.values()];
    expect(new Set(told.map(({ kind, by }) => `${kind} ${by}`))).toEqual(new Set(['contactsAdded me']));
    expect(told.reduce((sum, { count }) => sum + count, 0)).toBe(500);
    expect(told.length).toBeLessThan(50);

    await commands['history.undo']({ id: told[0]?.id ?? '' });
    for (let waited = 0; store.state.edits.size > 0 && waited < 60; waited += 1) await time.pass(1_000);
    expect(store.state.edits.size).toBe(0);
    expect(members(store.state, sales.id)).toHaveLength(inside.length + 500 - (told[0]?.count ?? 0));
    expect(store.state.history.get(told[0]?.id ?? '')?.undo).toBe('done');
    expect(shown).toEqual([]);
    expectListEqualsTruth(server, store.state);
    await machine.quit();
    expect(server.control.offences()).toEqual([]);
  },
  LIMIT_MS,
);
