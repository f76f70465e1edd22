/** Fakes of the ports that the wire layer does not need; clock and client have files of their own. */
import type {
  AppHost,
  Network,
  NotificationSpec,
  Notifier,
  Ports,
  Power,
  SecretFailure,
  SecretStore,
  SettingsStore,
} from '../ports.ts';

export interface FakeDisk extends SettingsStore {
  /** What is on the disk, as JSON text, so that nothing is shared with the app by reference. */
  readonly files: Map<string, string>;
  /** Names of the documents that cannot be read. */
  readonly corrupt: Set<string>;
  /** Saves so far, by name. */
  readonly saves: string[];
  /** The disk refuses every write. */
  full: boolean;
  /** A document as it is on the disk. */
  read(name: string): unknown;
}

export function fakeDisk(documents: Record<string, unknown> = {}): FakeDisk {
  const files = new Map(Object.entries(documents).map(([name, value]) => [name, JSON.stringify(value)]));
  const corrupt = new Set<string>();
  const saves: string[] = [];
  const read = (name: string): unknown => {
    const text = files.get(name);
    return text === undefined ? undefined : JSON.parse(text);
  };
  return {
    files,
    corrupt,
    saves,
    full: false,
    read,
    load: (name) => (corrupt.has(name) ? { value: undefined, corrupt: true } : { value: read(name), corrupt: false }),
    save(name, value) {
      if (this.full) throw new Error('ENOSPC');
      saves.push(name);
      files.set(name, JSON.stringify(value));
    },
    async saveBehind(name, value, isWanted) {
      if (isWanted()) this.save(name, value);
    },
    delete: (name) => void files.delete(name),
  };
}

/** A host that has nothing to show. */
export function idleHost(): AppHost {
  return {
    facts: { version: '0.0.0', host: 'browser', components: {}, system: 'test' },
    settings: [],
    documents: async () => [],
    openLogs: null,
    licences: async () => null,
  };
}

/** Ports for which a test has no use: nothing is kept, nobody helps. */
export function idlePorts(): Pick<Ports, 'tokens' | 'signInHelp' | 'files' | 'updater' | 'host'> {
  return {
    tokens: { load: async () => null, save: async () => false, delete: async () => undefined },
    signInHelp: { systemUser: false, pages: null, openId: null },
    files: { save: async () => 'failed' },
    updater: null,
    host: idleHost(),
  };
}

export interface FakeSecrets extends SecretStore {
  readonly kept: Map<string, string>;
  /** Set: every call fails so. */
  failure: SecretFailure | null;
}

export function fakeSecrets(kept: Record<string, string> = {}): FakeSecrets {
  const secrets = new Map(Object.entries(kept));
  return {
    kept: secrets,
    failure: null,
    async get(account) {
      return this.failure ?? { ok: true, secret: secrets.get(account) ?? null };
    },
    async set(account, secret) {
      if (this.failure) return this.failure;
      secrets.set(account, secret);
      return { ok: true };
    },
    async delete(account) {
      if (this.failure) return this.failure;
      secrets.delete(account);
      return { ok: true };
    },
  };
}

export interface FakeNotifier extends Notifier {
  readonly shown: NotificationSpec[];
  /** Tags in the order in which they were taken away. */
  readonly withdrawn: string[];
  /** The user clicks one. */
  click(spec: NotificationSpec): void;
  /** The system refuses one. */
  refuse(): void;
}

export function fakeNotifier(): FakeNotifier {
  const shown: NotificationSpec[] = [];
  const withdrawn: string[] = [];
  const listeners = new Set<() => void>();
  const clicks = new Set<(spec: NotificationSpec) => void>();
  return {
    shown,
    withdrawn,
    show: (spec) => void shown.push(spec),
    withdraw: (tag) => void withdrawn.push(tag),
    onRefused(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    onClick(listener) {
      clicks.add(listener);
      return () => void clicks.delete(listener);
    },
    click: (spec) => clicks.forEach((listener) => listener(spec)),
    refuse: () => listeners.forEach((listener) => listener()),
  };
}

export interface FakePower extends Power {
  /** Seconds since the last input. */
  idle: number;
  resume(): void;
  suspend(): void;
}

export function fakePower(): FakePower {
  const resumed = new Set<() => void>();
  const suspended = new Set<() => void>();
  return {
    idle: 0,
    idleSeconds() {
      return this.idle;
    },
    onResume(listener) {
      resumed.add(listener);
      return () => void resumed.delete(listener);
    },
    onSuspend(listener) {
      suspended.add(listener);
      return () => void suspended.delete(listener);
    },
    resume: () => resumed.forEach((listener) => listener()),
    suspend: () => suspended.forEach((listener) => listener()),
  };
}

export interface FakeNetwork extends Network {
  change(online: boolean): void;
}

export function fakeNetwork(): FakeNetwork {
  const listeners = new Set<(online: boolean) => void>();
  let now = true;
  return {
    online: () => now,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    change(online) {
      now = online;
      listeners.forEach((listener) => listener(online));
    },
  };
}
