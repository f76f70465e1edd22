/** A simulator with a signed-in client, for one test: `await using run = await start(...)`. */
import { createSimulator, type Control, type HostKey, type Simulator, type SimulatorOptions } from '../index.ts';
import { TestClient, type Session } from './client.ts';
import { Visitor } from './visitor.ts';

export interface Run extends AsyncDisposable {
  readonly simulator: Simulator;
  readonly control: Control;
  readonly client: TestClient;
  readonly session: Session;
  /** Another client of the same simulator, with its own connections. */
  another(): TestClient;
  /** Rules that were broken so far. */
  offences(): string[];
}

export interface Served extends AsyncDisposable {
  readonly simulator: Simulator;
  readonly control: Control;
  readonly visitor: Visitor;
  /** `https://` and the name of a host. */
  origin(key: HostKey): string;
  offences(): string[];
}

export async function start(options: SimulatorOptions = {}): Promise<Run> {
  const simulator = await createSimulator({ people: 20, ...options });
  const clients: TestClient[] = [];
  const another = (): TestClient => {
    const client = new TestClient(simulator);
    clients.push(client);
    return client;
  };
  const client = another();
  const session = await client.signIn();
  const { control } = simulator;
  return {
    simulator,
    control,
    client,
    session,
    another,
    offences: () => control.offences().map(({ rule }) => rule),
    async [Symbol.asyncDispose]() {
      for (const one of clients) one.close();
      await simulator.close();
    },
  };
}

/** A simulator nobody is signed in to: `await using run = await serve(...)`. */
export async function serve(options: SimulatorOptions = {}): Promise<Served> {
  const simulator = await createSimulator({ people: 5, ...options });
  const { control } = simulator;
  return {
    simulator,
    control,
    visitor: new Visitor(simulator),
    origin: (key) => `https://${simulator.host(key)}`,
    offences: () => control.offences().map(({ rule }) => rule),
    [Symbol.asyncDispose]: () => simulator.close(),
  };
}
