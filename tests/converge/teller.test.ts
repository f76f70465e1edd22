/** The power goes again while the app starts: that excuses nothing, and blames nobody. */
import { expect, test } from 'vitest';
import type { Ports } from '../../main/core/ports.ts';
import { createRandom } from '../fuzz/random.ts';
import { openServer } from './door.ts';
import { Machine } from './machine.ts';
import { run } from './run.ts';
import type { Step } from './steps.ts';
import { Teller } from './teller.ts';
import { VirtualTime } from './time.ts';
import { Wire } from './wire.ts';

/** A disk that takes every document but the one with the history. */
function forgetful(ports: Ports): Ports {
  const { settings } = ports;
  const save: Ports['settings']['save'] = (name, value) => {
    if (!name.startsWith('account-data')) settings.save(name, value);
  };
  return { ...ports, settings: { ...settings, save } };
}

/** A group is made; so many milliseconds later the power goes, again while the app starts, and then it stays. */
async function twice(ms: number, around?: (ports: Ports) => Ports): Promise<readonly string[]> {
  const time = new VirtualTime();
  const server = openServer(time, 1);
  const machine = new Machine(time, new Wire(time, server), createRandom(1, 1), server, around);
  const teller = new Teller();
  teller.watch(await machine.start(), machine);
  await time.pass(5_000);
  server.control.act({ op: 'addGroup', name: 'New' });
  await time.pass(ms);
  teller.leave();
  machine.kill();
  await time.pass(1_000);
  await machine.start();
  teller.leave(true);
  machine.kill();
  await time.pass(1_000);
  teller.watch(await machine.start(), machine);
  await time.pass(5_000);
  return teller.finish();
}

test('what was told a moment before may be lost', async () => {
  expect(await twice(20)).toEqual([]);
});

test('what was told before that must have been kept', async () => {
  expect(await twice(300)).toEqual([]);
  expect(await twice(300, forgetful)).toEqual([expect.stringMatching(/^the history lost /)]);
});

test('a run goes on until the app stands', async () => {
  // The job is settled while the app starts: that is a save.
  const steps: readonly Step[] = [
    { who: 'user', does: { op: 'addMany', group: 1, people: 1 } },
    { who: 'company', does: { op: 'addGroup', group: 0, name: 'New' } },
    { who: 'machine', does: { op: 'cutPowerAtSave', skip: 0, written: false } },
    { who: 'machine', does: { op: 'kill' } },
  ];
  expect((await run(15796, steps)).wrong).toEqual([]);
});
