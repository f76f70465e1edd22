/** What may be lost when the power goes, and what may not. */
import { describe, expect, test } from 'vitest';
import type { Ports } from '../../main/core/ports.ts';
import type { HistoryEntry } from '../../main/core/store/state.ts';
import { historyEntry, testStore } from '../../main/core/testing/entities.ts';
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

describe('the power goes, and again while the app starts', () => {
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
});

describe('an entry that grows', () => {
  /** It tells of one, `before` milliseconds later of two; 20 ms later the power goes. `kept`: what the disk has of it. */
  async function grown(before: number, kept: readonly Partial<HistoryEntry>[]): Promise<readonly string[]> {
    const time = new VirtualTime();
    const server = openServer(time, 1);
    const machine = new Machine(time, new Wire(time, server), createRandom(1, 1), server);
    const teller = new Teller();
    /** An app starts with these entries; answers how it gets more. */
    const start = (known: readonly Partial<HistoryEntry>[]) => {
      const store = testStore();
      const add = (all: readonly Partial<HistoryEntry>[]) =>
        store.dispatch({ type: 'historyAdded', entries: all.map((one) => historyEntry('1', one)) });
      add(known);
      const core = { store };
      Object.assign(machine, { core });
      teller.watch(core, machine);
      return add;
    };
    const add = start([]);
    add([{ kind: 'contactAdded', count: 1 }]);
    await time.pass(before);
    add([{ kind: 'contactsAdded', count: 2 }]);
    add([{ kind: 'contactsAdded', count: 3 }]);
    await time.pass(20);
    teller.leave();
    start(kept);
    return teller.finish();
  }

  test.each([
    ['all of it is kept', 1_000, [{ kind: 'contactsAdded', count: 3 }], []],
    ['what it told last is not kept yet', 1_000, [{ kind: 'contactAdded', count: 1 }], []],
    ['nothing of it is kept yet', 100, [], []],
    ['what it told first is lost as well', 1_000, [], ['the history lost 1']],
  ] as const)('%s', async (_what, before, kept, wrong) => {
    expect(await grown(before, kept)).toEqual(wrong);
  });
});
