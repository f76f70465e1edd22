/** The core with real sockets and TLS against a simulator, everything else in memory. */
import { createCore } from '../../main/core/app.ts';
import type { Core } from '../../main/core/core.ts';
import type { Http, NotificationSpec, Ports, SecretStore, SettingsStore } from '../../main/core/ports.ts';
import { createNodeHttp } from '../../main/browser/http.ts';
import { createSystemClock } from '../../main/system/clock.ts';
import { createMemorySecrets } from '../../main/system/memory-secrets.ts';
import { createMemoryTokens } from '../../main/system/memory-tokens.ts';
import type { Simulator } from '../../simulator/index.ts';
import { untilState } from './wait.ts';

export interface Rollcall {
  readonly core: Core;
  /** Notifications shown so far. */
  readonly shown: NotificationSpec[];
  /** Log lines, for a search for secrets. */
  readonly log: string[];
  readonly documents: Map<string, string>;
  /** The machine wakes up. */
  wake(): void;
  stop(): Promise<void>;
}

export interface RollcallOptions {
  /** Kept from an earlier run, for a restart. */
  documents?: Map<string, string>;
  secrets?: SecretStore;
  password?: string | null;
  server?: string | null;
}

/** Documents in memory, as text, so that nothing is shared by reference. */
export function memoryDocuments(documents: Map<string, string>): SettingsStore {
  return {
    load(name) {
      const text = documents.get(name);
      return { value: text === undefined ? null : (JSON.parse(text) as unknown), corrupt: false };
    },
    save: (name, value) => void documents.set(name, JSON.stringify(value)),
    delete: (name) => void documents.delete(name),
  };
}

/** Starts a core for the simulator's user. */
export async function startRollcall(simulator: Simulator, options: RollcallOptions = {}): Promise<Rollcall> {
  const clock = createSystemClock();
  const shown: NotificationSpec[] = [];
  const log: string[] = [];
  const documents = options.documents ?? new Map<string, string>();
  const wakers = new Set<() => void>();
  const http: Http & { close(): void } = createNodeHttp({
    clock,
    ca: simulator.caPem,
    resolve: simulator.routes,
  });
  const ports: Ports = {
    http,
    clock,
    secrets: options.secrets ?? createMemorySecrets(),
    tokens: createMemoryTokens(),
    signInHelp: { systemUser: false, pages: null, openId: null },
    files: { save: () => Promise.resolve('failed') },
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
    notifier: { show: (spec) => void shown.push(spec), onClick: () => () => undefined },
    userAgent: 'Rollcall/test',
    culture: 'en-US',
  };
  const password = options.password === undefined ? simulator.password : options.password;
  const core = createCore(
    ports,
    password === null
      ? {}
      : { signInAtStart: { address: simulator.address, password, server: options.server ?? null } },
  );
  await core.start();
  return {
    core,
    shown,
    log,
    documents,
    wake: () => wakers.forEach((wake) => wake()),
    async stop() {
      await core.stop();
      http.close();
    },
  };
}

/** Resolves when the session is live. */
export function untilLive(core: Core): Promise<void> {
  return untilState(core.store, 'the session is live', (state) => state.connection.phase === 'live');
}
