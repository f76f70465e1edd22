/** Answers that are more than the transport takes in, in virtual time. The limit is a small one: what matters is who meets it. */
import { expect, test } from 'vitest';
import type { Ports } from '../../main/core/ports.ts';
import { createOfflineSimulator } from '../../simulator/index.ts';
import { Machine } from '../converge/machine.ts';
import { VirtualTime } from '../converge/time.ts';
import { Wire } from '../converge/wire.ts';
import { createRandom } from '../fuzz/random.ts';
import { expectListEqualsTruth } from '../support/list.ts';

/** Every virtual second costs real ones where the machine is busy. */
const LIMIT_MS = 120_000;

/** An app whose transport takes in so many bytes at most; `refused` counts what was more. */
async function startWith(mostBytes: number) {
  const time = new VirtualTime();
  const server = createOfflineSimulator(
    { people: 400, groups: 20, seed: 7, knobs: { rateLimit: 1_000 } },
    { kind: 'driven', now: () => time.now(), after: (ms, task) => time.after(ms, task), advance: () => false },
  );
  const refused: string[] = [];
  const around = (ports: Ports): Ports => ({
    ...ports,
    http: {
      async send(request, signal) {
        const outcome = await ports.http.send(request, signal);
        if (!outcome.ok || outcome.response.body.length <= mostBytes) return outcome;
        refused.push(request.method);
        return { ok: false, failure: { kind: 'tooLarge', detail: '' } };
      },
    },
  });
  const machine = new Machine(time, new Wire(time, server), createRandom(7, 1), server, around);
  const { store } = await machine.start();
  await time.pass(30_000);
  expect(store.state.connection.phase).toBe('live');
  return { server, machine, store, refused };
}

test(
  'groups that are too large together are read one by one, and nobody is missing',
  async () => {
    const { server, machine, store, refused } = await startWith(180_000);
    expect(refused).toContain('POST');
    expectListEqualsTruth(server, store.state);
    expect(store.state.list).toMatchObject({ state: 'current', readOnly: null });
    expect(store.state.list).not.toHaveProperty('unread');
    await machine.quit();
  },
  LIMIT_MS,
);

test(
  'a list of groups that is too large by itself is said to be, and not asked for without end',
  async () => {
    const { machine, store, refused } = await startWith(4_000);
    expect(store.state.groups.size).toBe(0);
    expect(store.state.list).toMatchObject({ state: 'none', unread: { code: 'ucwa.tooLarge', retryable: false } });
    expect(refused.filter((method) => method === 'GET')).toHaveLength(1);
    await machine.quit();
  },
  LIMIT_MS,
);
