/** A storm of changes by others and by the user at once: afterwards the list is the server's, and nothing is left over. */
import { describe, expect, test } from 'vitest';
import { createSimulator } from '../../simulator/index.ts';
import { expectListEqualsTruth } from '../support/list.ts';
import { EACH_MEDIUM, startRollcall, untilLive } from '../support/rollcall.ts';
import { eventually, untilState } from '../support/wait.ts';

/** mulberry32: the same storm for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

describe.each(EACH_MEDIUM)('in %s', (medium) => {
  test.each([1, 2, 3])('storm %i', async (seed) => {
    const random = randomFrom(seed);
    // A storm is faster than any client is meant to be.
    const simulator = await createSimulator({ people: 40, seed, knobs: { rateLimit: 10_000 } });
    const rollcall = await startRollcall(simulator, { medium });
    await untilLive(rollcall.core);
    const { core } = rollcall;
    const { state } = core.store;
    const pick = <T>(items: readonly T[]): T | undefined => items[Math.floor(random() * items.length)];
    const own = (): string | undefined =>
      pick(simulator.control.state().groups.filter(({ kind }) => kind === 'group'))?.id;
    const someone = (): string => pick(simulator.control.state().contacts)?.address.toLowerCase() ?? '';

    async function byOther(step: number): Promise<void> {
      const id = own();
      const member = pick(simulator.control.state().groups.find((group) => group.id === id)?.members ?? []);
      switch (Math.floor(random() * 5)) {
        case 0:
          simulator.control.act({ op: 'addGroup', name: `Storm ${step}` });
          break;
        case 1:
          if (id !== undefined) simulator.control.act({ op: 'renameGroup', id, name: `Renamed ${step}` });
          break;
        case 2:
          if (id !== undefined && simulator.control.state().groups.length > 5)
            simulator.control.act({ op: 'deleteGroup', id });
          break;
        case 3:
          if (id !== undefined) simulator.control.act({ op: 'addMember', groupId: id, address: someone() });
          break;
        default:
          if (id !== undefined && member !== undefined) {
            simulator.control.act({ op: 'removeMember', groupId: id, address: member });
          }
      }
    }

    async function byUser(step: number): Promise<void> {
      const group = pick([...state.groups.values()].filter(({ canEdit }) => canEdit));
      if (!group) return;
      const contact = pick([...state.contacts.values()].filter(({ groups }) => groups.includes(group.id)));
      switch (Math.floor(random() * 4)) {
        case 0:
          await core.commands['groups.create']({ name: `Mine ${step}` });
          break;
        case 1:
          await core.commands['groups.rename']({ groupId: group.id, name: `Mine renamed ${step}` });
          break;
        case 2:
          await core.commands['contacts.add']({ address: someone(), name: '', groupId: group.id });
          break;
        default:
          if (contact) await core.commands['contacts.remove']({ address: contact.address, groupId: group.id });
      }
    }

    for (let step = 0; step < 120; step += 1) {
      // An act that the server refuses (a name taken, somebody in already) is part of the weather.
      await (random() < 0.7 ? byOther(step) : byUser(step)).catch(() => undefined);
      if (random() < 0.5) await new Promise((resolve) => setImmediate(resolve));
      if (random() < 0.05) simulator.control.session({ op: 'cutPoll' });
      if (random() < 0.03) simulator.control.session({ op: 'dropApplication', how: '404' });
    }
    await untilState(core.store, 'every edit is settled', ({ edits }) =>
      [...edits.values()].every(({ status }) => status === 'failed'),
    );
    await eventually('the list is the server’s', () => {
      try {
        expectListEqualsTruth(simulator, state);
        return true;
      } catch {
        return false;
      }
    });
    expectListEqualsTruth(simulator, state);
    await rollcall.stop();
    expect(simulator.control.offences()).toEqual([]);
    await simulator.close();
  });
});
