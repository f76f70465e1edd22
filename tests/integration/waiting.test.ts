/** What takes the server's own time, for it gathers changes of presence for seconds: in all media at once. */
import { expect, test } from 'vitest';
import { group, members, outsider } from '../support/list.ts';
import { EACH_MEDIUM, inSession } from '../support/rollcall.ts';
import { eventually, untilState } from '../support/wait.ts';

test.concurrent.each(EACH_MEDIUM)(
  'in %s, a group and a contact: presence arrives, unfollowing ends it',
  async (medium) => {
    await inSession({ people: 60, seed: 1, medium }, async (simulator, { core: { store, commands } }) => {
      const { state } = store;
      const sales = group(state, 'Sales');
      const [address = ''] = members(state, sales.id);
      const other = outsider(simulator, state, sales.id);
      await commands['follows.add']({ kind: 'group', target: sales.id });
      await commands['follows.add']({ kind: 'contact', target: other });
      await untilState(store, 'both held', () => [...state.follows.values()].every(({ status }) => status === 'held'));
      await untilState(
        store,
        'presence read',
        () => state.presence.get(address)?.live === true && (state.presence.get(address)?.asOf ?? 0) > 0,
      );
      simulator.control.act({ op: 'setPresence', address, availability: 'DoNotDisturb', note: 'Closing the quarter' });
      simulator.control.act({ op: 'setPresence', address: other, availability: 'BeRightBack' });
      await untilState(store, 'presence arrives', () => {
        const presence = state.presence.get(address);
        return presence?.availability === 'DoNotDisturb' && presence.note === 'Closing the quarter';
      });
      await untilState(store, 'presence arrives', () => state.presence.get(other)?.availability === 'BeRightBack');
      await commands['follows.remove']({ kind: 'group', target: sales.id });
      await commands['follows.remove']({ kind: 'contact', target: other });
      await eventually('nothing is held', () =>
        simulator.control.state().applications.every(({ presenceSubscriptions }) => presenceSubscriptions.length === 0),
      );
    });
  },
);

test.concurrent.each(EACH_MEDIUM)('in %s, expired subscriptions are made anew', async (medium) => {
  await inSession({ people: 30, seed: 2, medium }, async (simulator, { core: { store, commands } }) => {
    const { id } = group(store.state, 'Sales');
    const untilHeld = async (): Promise<void> => {
      await untilState(store, 'held', ({ follows }) => follows.get(`group:${id}`)?.status === 'held');
      await eventually('the server holds it', () =>
        simulator.control
          .state()
          .applications.some(({ alive, presenceSubscriptions }) => alive && presenceSubscriptions.length === 1),
      );
    };
    const polls = (): number =>
      simulator.control.requests().log.filter(({ path, status }) => path.includes('/events') && status === 200).length;
    await commands['follows.add']({ kind: 'group', target: id });
    await untilHeld();
    const answered = polls();
    // Its beginning has to be told first: an added and a deleted in one package cancel out (GAPS 32).
    await eventually('the beginning was told', () => polls() > answered);
    simulator.control.session({ op: 'expireSubscriptions' });
    await untilHeld();
    expect(store.state.follows.size).toBe(1);
  });
});
