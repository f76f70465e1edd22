/** A UCWA 2.0 server for demos and tests, made from the specification alone. */
import { rmSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assemble } from './assemble.ts';
import { createDrivenClock, createRealClock, wallTime } from './clock.ts';
import { createControl, type Control } from './control/control.ts';
import { startControlServer } from './control/server.ts';
import { LIE_PORT } from './deployment/lies.ts';
import type { HostKey } from './deployment/topology.ts';
import { startServers } from './http/server.ts';
import { complete, type SimulatorOptions } from './options.ts';
import { createCertificates } from './tls/certificates.ts';

export { createOfflineSimulator, type OfflineSimulator } from './offline.ts';
export type { Clock } from './clock.ts';
export type { Acted, Control } from './control/control.ts';
export type { Act, FaultInput, SessionOp } from './control/schema.ts';
export { ControlError } from './control/schema.ts';
export type { SimulatorState } from './control/state.ts';
export type { CapturedRequest } from './deployment/captured.ts';
export type { Deployment, HostKey } from './deployment/topology.ts';
export type { LoggedRequest } from './control/request-log.ts';
export type { Knobs } from './knobs.ts';
export type { Offence, Rule, Warning } from './strictness.ts';
export type { SimulatorOptions } from './options.ts';

const LOOPBACK = '127.0.0.1';

export interface Simulator {
  /** Of all virtual hosts over TLS, on 127.0.0.1. */
  readonly port: number;
  /** The same over plain http. */
  readonly plainPort: number;
  /** `http://127.0.0.1:port` of the control interface, or null where none was asked for. */
  readonly controlUrl: string | null;
  /** The certificate authority of this run: its certificate, and the file that holds it until close. */
  readonly caPem: string;
  readonly caFile: string;
  /** The authority that no client was told of (knob `certificates`). */
  readonly privateCaPem: string;
  readonly domain: string;
  /** `user@domain` of the user who can sign in. */
  readonly address: string;
  readonly password: string;
  /** All hosts of the deployment by what they do. */
  readonly hosts: Hosts;
  /** One of `hosts`. Throws a RangeError where the deployment has none of that kind. */
  host(key: HostKey): string;
  /** Every name that is answered: those of `hosts`, then those that a lying discovery leads to. */
  readonly names: readonly string[];
  /** Where to connect for each name and port that a link may have: what a test's name resolution has to know. */
  readonly routes: readonly Route[];
  readonly control: Control;
  /** Breaks all connections and removes the authority's folder. */
  close(): Promise<void>;
}

/** Connections to `name:port` belong to `address:addressPort`. */
export interface Route {
  readonly name: string;
  readonly port: number;
  readonly address: string;
  readonly addressPort: number;
}

/** The three that every deployment has, and those that it has beside them. */
export type Hosts = Readonly<Record<'discovery' | 'discoveryInternal' | 'pool', string> & Record<string, string>>;

/** Starts a simulator. Throws a RangeError for options that do not fit, or the system's error for a port in use. */
export async function createSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const full = complete(options);
  const { controlPort, seed, domain, password, lively, clock: kind } = full;
  const clock = kind === 'driven' ? createDrivenClock() : createRealClock();
  const world = assemble(full, clock, wallTime);
  const { topology, account } = world;
  const names = [...topology.names(), ...topology.strangers()];
  const certificates = await createCertificates(topology, Date.now());
  const server = await startServers(full.port, certificates, world, full.plainPort);
  const control = createControl(world, seed);
  const shell = controlPort === null ? null : await startControlServer(controlPort, control).catch(undo(server));
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-simulator-'));
  const caFile = join(folder, 'ca.pem');
  // Also when the process ends without a close.
  const removeFolder = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', removeFolder);
  await writeFile(caFile, certificates.caPem);
  control.lively(lively);
  return {
    port: server.port,
    plainPort: server.plainPort,
    controlUrl: shell && `http://${LOOPBACK}:${shell.port}`,
    caPem: certificates.caPem,
    caFile,
    privateCaPem: certificates.privateCaPem,
    domain,
    address: account.address,
    password,
    hosts: topology.hosts(),
    host: (key) => topology.name(key),
    names,
    routes: names.flatMap((name) => [
      { name, port: 443, address: LOOPBACK, addressPort: server.port },
      { name, port: LIE_PORT, address: LOOPBACK, addressPort: server.port },
      { name, port: 80, address: LOOPBACK, addressPort: server.plainPort },
    ]),
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
