/** Where the server is found: by the address, by a discovery root or a pool entered by hand, with and without port. */
import { afterEach, describe, expect, test } from 'vitest';
import { createSimulator, type Simulator } from '../../simulator/index.ts';
import { EACH_MEDIUM, startRollcall, untilLive, type Rollcall } from '../support/rollcall.ts';
import { untilState } from '../support/wait.ts';

let simulator: Simulator;
let rollcall: Rollcall;

describe.each(EACH_MEDIUM)('in %s', (medium) => {
  afterEach(async () => {
    await rollcall.stop();
    const offences = simulator.control.offences();
    await simulator.close();
    expect(offences).toEqual([]);
  });

  test.each<[string, (simulator: Simulator) => string | null]>([
    ['by the address', () => null],
    ['a discovery root', ({ hosts }) => `https://${hosts.discovery}/`],
    ['a discovery name', ({ hosts }) => hosts.discovery],
    [
      'the path of the discovery service',
      ({ hosts }) => `https://${hosts.pool}/Autodiscover/AutodiscoverService.svc/root`,
    ],
    ['a pool', ({ hosts }) => `https://${hosts.pool}`],
    ['a pool by its name', ({ hosts }) => hosts.pool],
    ['a host with a port', ({ port }) => `https://localhost:${port}`],
    ['an IP address with a port', ({ port }) => `https://127.0.0.1:${port}/`],
  ])('%s', async (_, server) => {
    simulator = await createSimulator({ people: 12, seed: 4 });
    rollcall = await startRollcall(simulator, { medium, server: server(simulator) });
    await untilLive(rollcall.core);
    expect(rollcall.core.store.state.contacts.size).toBeGreaterThan(0);
  });

  test.each([
    ['loop', 'discovery.loop', 'lyncdiscoverinternal.contoso.example'],
    ['foreignHttp', 'auth.hostNotTrusted', null],
  ] as const)('a discovery that answers with %s ends with %s', async (discovery, code, host) => {
    simulator = await createSimulator({ people: 12, seed: 4, knobs: { discovery } });
    rollcall = await startRollcall(simulator, { medium });
    const { store } = rollcall.core;
    await untilState(store, 'the session ended', ({ connection }) => connection.phase === 'ended');
    expect(store.state.connection).toMatchObject({ phase: 'ended', reason: { code, host } });
  });
});
