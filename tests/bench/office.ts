/** The app against a simulated company in virtual time, without sockets: what happens here can be counted exactly. */
import type { HttpRequest, Ports } from '../../main/core/ports.ts';
import { createOfflineSimulator, type Knobs, type OfflineSimulator } from '../../simulator/index.ts';
import { Machine } from '../converge/machine.ts';
import { VirtualTime } from '../converge/time.ts';
import { Wire } from '../converge/wire.ts';
import { createRandom } from '../fuzz/random.ts';
import { kindOf, type Kind } from '../soak/meter.ts';

/** Long enough for everything that a start sets going to come to rest (ms). */
const SETTLING_MS = 20_000;

export interface OfficePlan {
  readonly people: number;
  readonly groups: number;
  readonly knobs?: Partial<Knobs>;
  /** What stands between the app and the machine. */
  readonly around?: (ports: Ports) => Ports;
}

export class Office {
  readonly time = new VirtualTime();
  readonly server: OfflineSimulator;
  readonly machine: Machine;
  /** What every request since the last `clear` was for, in order. */
  requests: Kind[] = [];

  constructor({ people, groups, knobs = {}, around = (ports) => ports }: OfficePlan) {
    const { time } = this;
    this.server = createOfflineSimulator(
      { people, groups, seed: 1, knobs: { rateLimit: 1_000_000, maxQueuedEvents: 100_000, ...knobs } },
      { kind: 'driven', now: () => time.now(), after: (ms, task) => time.after(ms, task), advance: () => false },
    );
    this.machine = new Machine(time, new Wire(time, this.server), createRandom(1, 1), this.server, (ports) =>
      around({
        ...ports,
        http: {
          send: (request, signal) => {
            this.#note(request);
            return ports.http.send(request, signal);
          },
        },
      }),
    );
  }

  /** Starts the app and lets everything be read. Throws where it does not get live. */
  async open(): Promise<void> {
    await this.machine.start();
    await this.time.pass(SETTLING_MS);
    const phase = this.core.store.state.connection.phase;
    if (phase !== 'live') throw new Error(`the app is ${phase} instead of live`);
  }

  get core() {
    const { core } = this.machine;
    if (!core) throw new Error('there is no app');
    return core;
  }

  #note(request: HttpRequest): void {
    this.requests.push(kindOf(request));
  }
}
