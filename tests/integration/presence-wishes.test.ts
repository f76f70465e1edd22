/** Being seen and seeing others, against the simulator: by the user's wish at once, and people on no list as well. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSimulator, type Simulator } from '../../simulator/index.ts';
import { startRollcall, untilLive, type Rollcall } from '../support/rollcall.ts';
import { eventually, untilState } from '../support/wait.ts';

let simulator: Simulator;
let rollcall: Rollcall;

beforeEach(async () => {
  simulator = await createSimulator({ people: 15, seed: 3 });
  rollcall = await startRollcall(simulator);
  await untilLive(rollcall.core);
});

afterEach(async () => {
  await rollcall.stop();
  const offences = simulator.control.offences();
  await simulator.close();
  expect(offences).toEqual([]);
});

const isAvailable = (): boolean =>
  simulator.control.state().applications.some(({ alive, available }) => alive && available);

test('somebody on no list is read wholly as soon as followed', async () => {
  const address = 'new.colleague@contoso.example';
  simulator.control.act({ op: 'addPerson', address, name: 'New Colleague' });
  simulator.control.act({ op: 'setPresence', address, availability: 'Busy', note: 'First week', location: 'Hall 2' });
  const { store, commands } = rollcall.core;
  expect(store.state.contacts.has(address)).toBe(false);
  await commands['follows.add']({ kind: 'contact', target: address });
  // The server's own first event is about availability alone.
  await untilState(store, 'all of it is read', ({ presence }) => presence.get(address)?.location === 'Hall 2');
  expect(store.state.presence.get(address)).toMatchObject({ availability: 'Busy', note: 'First week', live: true });
});

test('the wish to be seen counts at once, in both directions', async () => {
  const { store, commands } = rollcall.core;
  const canSet = (wanted: boolean) => untilState(store, 'it counts', ({ me }) => me?.canSetAvailability === wanted);
  await canSet(true);
  expect(isAvailable()).toBe(true);
  await commands['settings.update']({ publishPresence: false });
  await canSet(false);
  const { documents } = rollcall;
  await rollcall.stop();

  rollcall = await startRollcall(simulator, { documents });
  await untilLive(rollcall.core);
  expect(isAvailable()).toBe(false);
  expect(rollcall.core.store.state.me?.canSetAvailability).toBe(false);
  await rollcall.core.commands['settings.update']({ publishPresence: true });
  await eventually('the user is seen', isAvailable);
  await untilState(rollcall.core.store, 'the status can be set', ({ me }) => me?.canSetAvailability === true);
});
