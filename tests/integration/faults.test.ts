/** What servers, networks and other clients do to a session: afterwards it is live, and the list is the server's. */
import { afterEach, describe, expect, test } from 'vitest';
import { createSimulator, type Simulator, type SimulatorOptions } from '../../simulator/index.ts';
import { expectListEqualsTruth, group, members, outsider } from '../support/list.ts';
import { EACH_MEDIUM, startRollcall, untilLive, type Rollcall } from '../support/rollcall.ts';
import { eventually, untilState } from '../support/wait.ts';

let simulator: Simulator;
let rollcall: Rollcall;

describe.each(EACH_MEDIUM)('in %s', (medium) => {
  async function start(options: Partial<SimulatorOptions> = {}): Promise<Rollcall> {
    simulator = await createSimulator({ port: 0, people: 30, seed: 2, ...options });
    rollcall = await startRollcall(simulator, { medium });
    await untilLive(rollcall.core);
    return rollcall;
  }

  afterEach(async () => {
    await rollcall.stop();
    const offences = simulator.control.offences();
    await simulator.close();
    expect(offences).toEqual([]);
  });

  /** Another client makes a group; it must show, and everything else must be right as well. */
  async function expectFollowsServer(name: string): Promise<void> {
    const { store } = rollcall.core;
    const { id } = simulator.control.act({ op: 'addGroup', name });
    await untilState(store, `${name} is there`, (state) => state.groups.has(id ?? ''));
    await untilLive(rollcall.core);
    expectListEqualsTruth(simulator, store.state);
  }

  /** Holds a subscription to a group, so that its restoration can be seen. */
  async function followSales(): Promise<string> {
    const { store, commands } = rollcall.core;
    const { id } = group(store.state, 'Sales');
    await commands['follows.add']({ kind: 'group', target: id });
    await untilHeld();
    return id;
  }

  async function untilHeld(): Promise<void> {
    await untilState(rollcall.core.store, 'held', ({ follows }) =>
      [...follows.values()].every(({ status }) => status === 'held'),
    );
    await eventually('the server holds it', () =>
      simulator.control
        .state()
        .applications.some(({ alive, presenceSubscriptions }) => alive && presenceSubscriptions.length === 1),
    );
  }

  test.each(['404', '410'] as const)(
    'an application dropped with %s is made anew and everything held again',
    async (how) => {
      await start();
      await followSales();
      simulator.control.session({ op: 'dropApplication', how });
      await expectFollowsServer('After the drop');
      await untilHeld();
    },
  );

  test('expired tickets are renewed without a word', async () => {
    await start();
    simulator.control.session({ op: 'expireTickets' });
    await expectFollowsServer('After expiry');
    expect(rollcall.core.store.state.connection.phase).toBe('live');
  });

  test.each(['resync', 'resume'] as const)('%s: everything is read again and held again', async (op) => {
    await start();
    await followSales();
    simulator.control.session({ op });
    simulator.control.session({ op: 'cutPoll' });
    await expectFollowsServer(`After ${op}`);
    await untilHeld();
  });

  test('a cut poll is asked again', async () => {
    await start();
    simulator.control.session({ op: 'cutPoll' });
    await expectFollowsServer('After the cut');
  });

  test('a repeated package changes nothing twice', async () => {
    await start();
    const sales = group(rollcall.core.store.state, 'Sales');
    const address = outsider(simulator, rollcall.core.store.state, sales.id);
    simulator.control.session({ op: 'repeatEvents' });
    simulator.control.act({ op: 'addMember', groupId: sales.id, address });
    await untilState(rollcall.core.store, 'in', (state) => members(state, sales.id).includes(address));
    await expectFollowsServer('Later');
    await eventually('both told', () => rollcall.shown.length >= 2);
    expect(rollcall.shown).toHaveLength(2);
  });

  test('another instance on the same application leads to a calm state with a way back', async () => {
    await start();
    const { store, commands } = rollcall.core;
    simulator.control.session({ op: 'replaceChannel' });
    await untilState(store, 'replaced', ({ connection }) => connection.phase === 'replaced');
    await commands['session.retry'](null);
    await expectFollowsServer('Back again');
  });

  test('waking up: the poll is parked anew and the list read again', async () => {
    await start();
    await followSales();
    rollcall.wake();
    await expectFollowsServer('After sleep');
    await untilHeld();
  });

  test.each([
    ['an HTML page', { type: 'html', status: 503 } as const],
    ['429 with Retry-After', { type: 'status', status: 429, retryAfter: 1 } as const],
    ['500', { type: 'status', status: 500, code: 'ServiceFailure' } as const],
    ['a cut', { type: 'cut', when: 'after' } as const],
  ])('%s in place of a batch answer is survived', async (_, action) => {
    await start();
    simulator.control.fault({ match: { method: 'POST', path: '/batch$' }, action });
    await expectFollowsServer('After the fault');
  });

  test.each([
    ['401', { type: 'status', status: 401 } as const, 1],
    ['500 with the diagnostics of another pool', { type: 'status', status: 500, diagnostics: '28032' } as const, 1],
    ['429 with Retry-After', { type: 'status', status: 429, retryAfter: 1 } as const, 0],
    ['503', { type: 'status', status: 503, retryAfter: 0 } as const, 0],
  ])('parts of a batch answered with %s are asked again, and only these', async (_, action, tickets) => {
    simulator = await createSimulator({ people: 30, seed: 2 });
    simulator.control.fault({ match: { path: 'people/contacts\\?' }, skip: 1, times: 2, action });
    rollcall = await startRollcall(simulator, { medium });
    await untilLive(rollcall.core);
    expectListEqualsTruth(simulator, rollcall.core.store.state);
    const { log } = simulator.control.requests();
    const statuses = new Map<string, number[]>();
    for (const { path, status, batched } of log) {
      if (batched) statuses.set(path, [...(statuses.get(path) ?? []), status]);
    }
    const twice = [...statuses.values()].filter(({ length }) => length > 1);
    expect(twice).toEqual([
      [action.status, 200],
      [action.status, 200],
    ]);
    expect(statuses.size).toBeGreaterThan(4);
    // Discovery and pool each want one.
    expect(log.filter(({ path }) => path.endsWith('/oauthtoken'))).toHaveLength(2 + tickets);
  });

  test('an edit made while the server is away waits and is applied', async () => {
    await start();
    const { store, commands } = rollcall.core;
    simulator.control.fault({
      match: { method: 'POST', path: 'changeVisibility' },
      action: { type: 'status', status: 503, retryAfter: 1 },
    });
    const before = store.state.phones.get('mobile')?.visible ?? false;
    await commands['phones.setVisible']({ phone: 'mobile', visible: !before });
    await untilState(store, 'waiting', ({ edits }) => [...edits.values()].some(({ status }) => status === 'waiting'));
    await untilState(store, 'settled', ({ edits }) => edits.size === 0);
    expect(simulator.control.state().phones.mobile.visible).toBe(!before);
  });
});
