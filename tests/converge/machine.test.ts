import { expect, test } from 'vitest';
import { createRandom } from '../fuzz/random.ts';
import { openServer } from './door.ts';
import { Machine } from './machine.ts';
import { VirtualTime } from './time.ts';
import { Wire } from './wire.ts';

test('a sleeping machine does nothing and hears nothing; awake it makes up for it', async () => {
  const time = new VirtualTime();
  const server = openServer(time, 1);
  const machine = new Machine(time, new Wire(time, server), createRandom(1, 1), server);
  const core = await machine.start();
  await time.pass(5_000);
  const names = (): string[] => [...core.store.state.groups.values()].map(({ name }) => name);
  let changes = 0;
  core.store.subscribe(() => (changes += 1));
  time.after(30_000, () => void server.control.act({ op: 'addGroup', name: 'Made at night' }));
  let meanwhile = -1;
  time.after(3_599_999, () => (meanwhile = changes));
  await machine.sleep(3_600_000);
  expect(meanwhile).toBe(0);
  await time.pass(60_000);
  expect(names()).toContain('Made at night');
  await machine.quit();
});
