/** A UCWA 2.0 server for demos and tests, made from the specification alone. */
import { rmSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { followGroup } from './application/presence.ts';
import { Applications } from './application/registry.ts';
import { tellChange } from './application/tell.ts';
import { Tickets } from './auth/tickets.ts';
import { createDrivenClock, createRealClock } from './clock.ts';
import { createControl, type Control } from './control/control.ts';
import { Faults } from './control/faults.ts';
import { RequestLog } from './control/request-log.ts';
import { startControlServer } from './control/server.ts';
import { createCompany } from './directory/company.ts';
import { Directory } from './directory/directory.ts';
import { startServer } from './http/server.ts';
import { complete, type SimulatorOptions } from './options.ts';
import { Strictness } from './strictness.ts';
import { createIdentity } from './tls/authority.ts';
import type { World } from './world.ts';

export type { Acted, Control } from './control/control.ts';
export type { Act, FaultInput, SessionOp } from './control/schema.ts';
export { ControlError } from './control/schema.ts';
export type { SimulatorState } from './control/state.ts';
export type { LoggedRequest } from './control/request-log.ts';
export type { Knobs } from './knobs.ts';
export type { Offence, Rule, Warning } from './strictness.ts';
export type { SimulatorOptions } from './options.ts';

export interface Simulator {
  /** Of all virtual hosts, on 127.0.0.1. */
  readonly port: number;
  /** `http://127.0.0.1:port` of the control interface, or null where none was asked for. */
  readonly controlUrl: string | null;
  /** The certificate authority of this run: its certificate, and the file that holds it until close. */
  readonly caPem: string;
  readonly caFile: string;
  readonly domain: string;
  /** `user@domain` of the user who can sign in. */
  readonly address: string;
  readonly password: string;
  readonly hosts: { readonly discovery: string; readonly discoveryInternal: string; readonly pool: string };
  readonly control: Control;
  /** Breaks all connections and removes the authority's folder. */
  close(): Promise<void>;
}

/** Starts a simulator. Throws a RangeError for options that do not fit, or the system's error for a port in use. */
export async function createSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { port, controlPort, people, groups, seed, domain, password, lively, clock: kind, knobs } = complete(options);
  const clock = kind === 'driven' ? createDrivenClock() : createRealClock();
  const company = createCompany({ seed, people, groups, domain, now: clock.now() });
  const hosts = {
    discovery: `lyncdiscover.${domain}`,
    discoveryInternal: `lyncdiscoverinternal.${domain}`,
    pool: `pool1.${domain}`,
  };
  const strictness = new Strictness();
  const world: World = {
    options: { address: company.me.address, password, domain },
    hosts,
    serverFqdn: `fe1.${domain}`,
    clock,
    knobs,
    directory: new Directory(company, knobs, () => clock.now()),
    applications: new Applications({ clock, knobs, strictness }),
    tickets: new Tickets(clock),
    strictness,
    faults: new Faults(),
    log: new RequestLog(),
  };
  world.directory.listen((change) => {
    for (const application of world.applications.living()) {
      tellChange(application, change, world);
      followGroup(application, change, world);
    }
  });

  const names = [hosts.discoveryInternal, hosts.discovery, hosts.pool, 'localhost'];
  const identity = await createIdentity(names, ['127.0.0.1'], Date.now());
  const server = await startServer(port, identity, world);
  const control = createControl(world, seed);
  const shell = controlPort === null ? null : await startControlServer(controlPort, control).catch(undo(server));
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-simulator-'));
  const caFile = join(folder, 'ca.pem');
  // Also when the process ends without a close.
  const removeFolder = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', removeFolder);
  await writeFile(caFile, identity.caPem);
  control.lively(lively);
  return {
    port: server.port,
    controlUrl: shell && `http://127.0.0.1:${shell.port}`,
    caPem: identity.caPem,
    caFile,
    domain,
    address: company.me.address,
    password,
    hosts,
    control,
    close: async () => {
      control.lively(0);
      await Promise.all([server.close(), shell?.close()]);
      world.applications.endAll();
      process.off('exit', removeFolder);
      removeFolder();
    },
  };
}

/** Ends the server that did start, and passes the failure of the other on. */
function undo(server: { close(): Promise<void> }): (error: unknown) => Promise<never> {
  return async (error) => {
    await server.close();
    throw error;
  };
}
