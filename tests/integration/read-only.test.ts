/** A contact list that the server does not let be changed, or not be seen: it says so, and everything else works. */
import { afterEach, describe, expect, test } from 'vitest';
import { createSimulator, type Simulator } from '../../simulator/index.ts';
import { expectListEqualsTruth, group, outsider } from '../support/list.ts';
import { EACH_MEDIUM, startRollcall, untilLive, type Rollcall } from '../support/rollcall.ts';
import { untilState } from '../support/wait.ts';

let simulator: Simulator;
let rollcall: Rollcall;

describe.each(EACH_MEDIUM)('in %s', (medium) => {
  async function start(): Promise<Rollcall['core']> {
    simulator = await createSimulator({ port: 0, people: 30, seed: 4 });
    rollcall = await startRollcall(simulator, { medium });
    await untilLive(rollcall.core);
    return rollcall.core;
  }

  afterEach(async () => {
    await rollcall.stop();
    const offences = simulator.control.offences();
    await simulator.close();
    expect(offences).toEqual([]);
  });

  test('while it is being moved the server is asked once; afterwards everything goes out', async () => {
    const { store, commands } = await start();
    simulator.control.setKnobs({ migrationInProgress: true });
    const first = await commands['groups.create']({ name: 'During the move' });
    await untilState(store, 'the list is read-only', ({ list }) => list.readOnly?.code === 'ucwa.readOnly');
    expect(store.state.list).toMatchObject({ state: 'current', readOnly: { subcode: 'MigrationInProgress' } });
    const { id } = group(store.state, 'Sales');
    const address = outsider(simulator, store.state, id);
    const second = await commands['contacts.add']({ address, name: address, groupId: id });
    await untilState(store, 'both wait and say why', ({ edits }) =>
      [...edits.values()].every(({ status, error }) => status === 'waiting' && error?.code === 'ucwa.readOnly'),
    );
    expect(store.state.edits.size).toBe(2);
    const writes = simulator.control.requests().log.filter(({ method, status }) => method !== 'GET' && status === 500);
    expect(writes).toHaveLength(1);
    // Reading goes on, and what has nothing to do with the list can be changed.
    const made = simulator.control.act({ op: 'addGroup', name: 'Moved along' });
    await untilState(store, 'changes of others show', (state) => state.groups.has(made.id ?? ''));
    await commands['phones.setVisible']({ phone: 'mobile', visible: !simulator.control.state().phones.mobile.visible });
    await untilState(store, 'the phone is changed', ({ edits }) => edits.size === 2);

    const writesNow = (): number =>
      simulator.control.requests().log.filter(({ method, status }) => method !== 'GET' && status === 500).length;
    const before = writesNow();
    expect(await commands['list.retry'](null)).toEqual({ ok: true, value: null });
    await untilState(store, 'both wait again', ({ edits }) =>
      [...edits.values()].every(({ status, error }) => status === 'waiting' && error?.code === 'ucwa.readOnly'),
    );
    expect(writesNow() - before).toBe(1);

    simulator.control.setKnobs({ migrationInProgress: false });
    for (const edit of [first, second]) if (edit.ok) await commands['edits.retry']({ id: edit.value });
    await untilState(store, 'all is settled', ({ edits, list }) => edits.size === 0 && list.readOnly === null);
    expect(group(store.state, 'During the move')).toBeDefined();
    expectListEqualsTruth(simulator, store.state);
  });

  test('once it is free again, one press sends everything', async () => {
    const { store, commands } = await start();
    simulator.control.setKnobs({ migrationInProgress: true });
    for (const name of ['One', 'Two']) await commands['groups.create']({ name });
    await untilState(store, 'the list is read-only', ({ list }) => list.readOnly?.code === 'ucwa.readOnly');
    simulator.control.setKnobs({ migrationInProgress: false });
    await commands['list.retry'](null);
    await untilState(store, 'all is settled', ({ edits, list }) => edits.size === 0 && list.readOnly === null);
    expect([group(store.state, 'One'), group(store.state, 'Two')]).toHaveLength(2);
  });

  test('with nothing left that was refused, one press lets the user try', async () => {
    const { store, commands } = await start();
    simulator.control.setKnobs({ migrationInProgress: true });
    const made = await commands['groups.create']({ name: 'One' });
    await untilState(store, 'it waits', ({ edits }) => [...edits.values()].some(({ error }) => error !== null));
    if (made.ok) await commands['edits.discard']({ id: made.value });
    expect(store.state.list.readOnly).not.toBeNull();
    await commands['list.retry'](null);
    expect(store.state.list.readOnly).toBeNull();
  });
});
