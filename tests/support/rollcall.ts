/** The core with real sockets and TLS against a simulator, everything else in memory. */
import { createCore, type CoreOptions } from '../../main/core/app.ts';
import type { Core, Medium } from '../../main/core/core.ts';
import type {
  Http,
  NotificationSpec,
  Ports,
  SecretStore,
  SettingsStore,
  SignInHelp,
  TokenStore,
} from '../../main/core/ports.ts';
import { createNodeHttp } from '../../main/browser/http.ts';
import { idleHost } from '../../main/core/testing/ports.ts';
import { createSystemClock } from '../../main/system/clock.ts';
import { createMemorySecrets } from '../../main/system/memory-secrets.ts';
import { createSimulator, type Simulator, type SimulatorOptions } from '../../simulator/index.ts';
import { untilState } from './wait.ts';

export interface Rollcall {
  readonly core: Core;
  /** Notifications shown so far. */
  readonly shown: NotificationSpec[];
  /** Log lines, for a search for secrets. */
  readonly log: string[];
  readonly documents: Map<string, string>;
  /** Tickets and token caches, as they would lie on the disk were they not encrypted. */
  readonly tokens: Map<string, string>;
  /** Texts of the files that were saved. */
  readonly saved: string[];
  /** The machine wakes up. */
  wake(): void;
  stop(): Promise<void>;
}

export interface RollcallOptions {
  /** Kept from an earlier run, for a restart. */
  documents?: Map<string, string>;
  tokens?: Map<string, string>;
  secrets?: SecretStore;
  /** What this computer can do for signing in, over these sockets; default: nothing but passwords. */
  help?: (http: Http, tokens: TokenStore) => { http: Http; signInHelp: SignInHelp };
  policy?: CoreOptions['policy'];
  /** Other organisations that can be reached. */
  beside?: readonly Simulator[];
  password?: string | null;
  server?: string | null;
  /** What the server is spoken to in; default: what the settings say. */
  medium?: Medium;
}

/** A session must be the same in each of these; `describe.each` tries it. */
export const EACH_MEDIUM: readonly Medium[] = ['json', 'xml'];

/** Documents in memory, as text, so that nothing is shared by reference. */
export function memoryDocuments(documents: Map<string, string>): SettingsStore {
  return {
    load(name) {
      const text = documents.get(name);
      return { value: text === undefined ? null : (JSON.parse(text) as unknown), corrupt: false };
    },
    save: (name, value) => void documents.set(name, JSON.stringify(value)),
    saveBehind: async (name, value, isWanted) => {
      if (isWanted()) documents.set(name, JSON.stringify(value));
    },
    delete: (name) => void documents.delete(name),
  };
}

function memoryTokens(tokens: Map<string, string>): TokenStore {
  return {
    load: (name) => Promise.resolve(tokens.get(name) ?? null),
    save: (name, text) => Promise.resolve(tokens.set(name, text)).then(() => true),
    delete: (name) => Promise.resolve(tokens.delete(name)).then(() => undefined),
  };
}

/** Starts a core for the simulator's user. */
export async function startRollcall(simulator: Simulator, options: RollcallOptions = {}): Promise<Rollcall> {
  const clock = createSystemClock();
  const shown: NotificationSpec[] = [];
  const log: string[] = [];
  const documents = options.documents ?? new Map<string, string>();
  const tokens = options.tokens ?? new Map<string, string>();
  const saved: string[] = [];
  const wakers = new Set<() => void>();
  const reachable = [simulator, ...(options.beside ?? [])];
  const sockets = createNodeHttp({
    clock,
    ca: reachable.map(({ caPem }) => caPem).join('\n'),
    resolve: reachable.flatMap(({ routes }) => routes),
  });
  const helpless = { http: sockets, signInHelp: { systemUser: false, pages: null, openId: null } };
  const ports: Ports = {
    ...(options.help?.(sockets, memoryTokens(tokens)) ?? helpless),
    clock,
    secrets: options.secrets ?? createMemorySecrets(),
    tokens: memoryTokens(tokens),
    files: { save: (_, text) => Promise.resolve(saved.push(text)).then(() => 'saved') },
    settings: memoryDocuments(documents),
    logger: { log: (level, message, fields) => void log.push(JSON.stringify({ level, message, ...fields })) },
    power: {
      onResume(listener) {
        wakers.add(listener);
        return () => wakers.delete(listener);
      },
      onSuspend: () => () => undefined,
      idleSeconds: () => 0,
    },
    network: { online: () => true, onChange: () => () => undefined },
    notifier: {
      show: (spec) => void shown.push(spec),
      withdraw: () => undefined,
      onRefused: () => () => undefined,
      onClick: () => () => undefined,
    },
    updater: null,
    host: idleHost(),
    userAgent: 'Rollcall/test',
    culture: 'en-US',
  };
  const password = options.password === undefined ? simulator.password : options.password;
  const { address } = simulator;
  const core = createCore(ports, {
    ...(options.policy && { policy: options.policy }),
    ...(options.medium && { medium: options.medium }),
    ...(password !== null && { signInAtStart: { address, password, server: options.server ?? null } }),
  });
  await core.start();
  return {
    core,
    shown,
    log,
    documents,
    tokens,
    saved,
    wake: () => wakers.forEach((wake) => wake()),
    async stop() {
      await core.stop();
      sockets.close();
    },
  };
}

/** Resolves when the session is live. */
export function untilLive(core: Core): Promise<void> {
  return untilState(core.store, 'the session is live', (state) => state.connection.phase === 'live');
}

/** Runs `act` in a live session of its own, so that several can run at once; at its end nothing may be an offence. */
export async function inSession(
  { medium, ...options }: SimulatorOptions & { medium: Medium },
  act: (simulator: Simulator, rollcall: Rollcall) => Promise<void>,
): Promise<void> {
  await using scope = new AsyncDisposableStack();
  const simulator = await createSimulator(options);
  scope.defer(() => simulator.close());
  const rollcall = await startRollcall(simulator, { medium });
  scope.defer(() => rollcall.stop());
  await untilLive(rollcall.core);
  await act(simulator, rollcall);
  await rollcall.stop();
  const [offence] = simulator.control.offences();
  if (offence) throw new Error(`an offence: ${offence.rule}, ${offence.count} times; ${offence.last}`);
}
