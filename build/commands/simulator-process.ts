/** The simulator as a process beside us: how it is started, what it says about itself. */
import * as v from 'valibot';
import { type Running, start } from './processes.ts';

const schema = v.object({
  port: v.number(),
  control: v.string(),
  ca: v.string(),
  domain: v.string(),
  address: v.string(),
  password: v.string(),
  hosts: v.object({ discovery: v.string(), discoveryInternal: v.string(), pool: v.string() }),
});

/** What a running simulator says about itself. */
export type SimulatorFacts = v.InferOutput<typeof schema>;

const PREFIX = 'SIMULATOR ';

/** Reads the line in which the simulator describes itself; null for any other line. Throws when it lacks something. */
export function readFacts(line: string): SimulatorFacts | null {
  return line.startsWith(PREFIX) ? v.parse(schema, JSON.parse(line.slice(PREFIX.length))) : null;
}

/** Starts the simulator. `facts` fails when it ends before it said where it listens. */
export function startSimulator(args: readonly string[]): Running & { facts: Promise<SimulatorFacts> } {
  const { promise, resolve, reject } = Promise.withResolvers<SimulatorFacts>();
  const running = start('simulator', process.execPath, ['simulator/main.ts', ...args], {
    onLine: (line) => {
      try {
        const facts = readFacts(line);
        if (facts !== null) resolve(facts);
      } catch (reason) {
        reject(reason instanceof Error ? reason : new Error(String(reason)));
      }
    },
  });
  void running.ended.then(({ how }) => reject(new Error(`The simulator ${how}.`)));
  return { ...running, facts: promise };
}

/** The names of the simulated company, each with the place where the simulator answers for it. */
export function nameMap({ hosts, port }: Pick<SimulatorFacts, 'hosts' | 'port'>): { name: string; target: string }[] {
  return [...new Set(Object.values(hosts))].map((name) => ({ name, target: `127.0.0.1:${port}` }));
}
