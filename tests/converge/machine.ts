/** The computer that the app runs on: its disk, its clock, its sleep, and the power that can be cut. */
import { createCore } from '../../main/core/app.ts';
import type { Core } from '../../main/core/core.ts';
import type { HttpOutcome, HttpRequest, NotificationSpec, Ports } from '../../main/core/ports.ts';
import { idleHost } from '../../main/core/testing/ports.ts';
import { createMemorySecrets } from '../../main/system/memory-secrets.ts';
import { createMemoryTokens } from '../../main/system/memory-tokens.ts';
import type { Random } from '../fuzz/random.ts';
import type { VirtualTime } from './time.ts';
import type { Wire } from './wire.ts';

export interface Account {
  readonly address: string;
  readonly password: string;
}

/** A computer with one user. */
export class Machine {
  core: Core | null = null;
  /** Called when the power goes in the middle of something. */
  onPowerCut: () => void = () => undefined;
  /** Called with each notification that is shown. */
  onShown: (spec: NotificationSpec) => void = () => undefined;
  readonly log: string[] = [];
  readonly #disk = new Map<string, string>();
  readonly #secrets = createMemorySecrets();
  readonly #tokens = createMemoryTokens();
  readonly #time: VirtualTime;
  readonly #wire: Wire;
  readonly #random: Random;
  readonly #account: Account;
  readonly #around: (ports: Ports) => Ports;
  /** Counts the starts: what belongs to an earlier one is dead. */
  #run = 0;
  #asleep = false;
  #slept = 0;
  /** The machine's clock against true time (ms). */
  #clockOff = 0;
  /** The power goes with the save after so many others; null: it stays. */
  #cut: { left: number; readonly written: boolean } | null = null;
  /** Timers that came due and answers that came during sleep, in their order. */
  #late: (() => void)[] = [];
  /** Refusals that came during sleep: the server holds it against a client that it was told (PROTOCOL 4.5). */
  #refusals: (() => void)[] = [];
  #onResume = new Set<() => void>();
  #onNetwork = new Set<(online: boolean) => void>();

  /** `around`: what stands between the app and the machine, to watch or to change it. */
  constructor(
    time: VirtualTime,
    wire: Wire,
    random: Random,
    account: Account,
    around: (ports: Ports) => Ports = (ports) => ports,
  ) {
    this.#time = time;
    this.#wire = wire;
    this.#random = random;
    this.#account = account;
    this.#around = around;
  }

  /** Milliseconds in which the machine was awake, since some moment. */
  get awake(): number {
    return this.#time.now() - this.#slept;
  }

  /** The app starts and signs in. */
  async start(): Promise<Core> {
    const run = ++this.#run;
    this.#onResume = new Set();
    this.#onNetwork = new Set();
    this.#late = [];
    this.#refusals = [];
    this.#asleep = false;
    const { address, password } = this.#account;
    const core = createCore(this.#around(this.#ports(() => run === this.#run)), {
      signInAtStart: { address, password, server: null },
    });
    this.core = core;
    const starting = core.start();
    await this.#time.settle();
    await starting;
    return core;
  }

  /** The user types the password. */
  async signIn(): Promise<void> {
    const { address, password } = this.#account;
    await this.core?.commands['session.signIn']({ address, kind: 'password', password, server: null, remember: false });
  }

  /** The power is cut: nothing is said good-bye to, nothing is written any more. */
  kill(): void {
    this.#run += 1;
    this.core = null;
    this.#wire.breakAll();
  }

  /** The power goes in one of the saves to come: `skip` go before it; `written`: it still reaches the disk. */
  cutPowerAtSave(skip: number, written: boolean): void {
    this.#cut = { left: skip, written };
  }

  /** No power is cut any more. */
  keepPower(): void {
    this.#cut = null;
  }

  /** Somebody, or a time server, sets the clock: `ms` forward, or back. */
  setClock(ms: number): void {
    this.#clockOff += ms;
  }

  /** What goes to the disk; the power may go with it. */
  #save(alive: () => boolean, write: () => void): void {
    if (!alive()) return;
    const cut = this.#cut;
    if (!cut || cut.left > 0) {
      if (cut) cut.left -= 1;
      return write();
    }
    this.#cut = null;
    if (cut.written) write();
    this.onPowerCut();
    this.kill();
  }

  /** The app is quit in order. */
  async quit(): Promise<void> {
    const { core } = this;
    if (!core) return;
    let stopped = false;
    void core.stop().then(() => (stopped = true));
    for (let waited = 0; !stopped && waited < 20; waited += 1) {
      await this.#time.pass(500);
      // The power went in its last save.
      if (this.core === null) return;
    }
    if (!stopped) throw new Error('quitting took more than ten seconds');
    this.kill();
  }

  /** `meanwhile`: what goes on elsewhere half way through. */
  async sleep(ms: number, meanwhile: () => Promise<void> = () => Promise.resolve()): Promise<void> {
    this.#asleep = true;
    await this.#time.pass(ms / 2);
    await meanwhile();
    await this.#time.pass(ms / 2);
    this.#asleep = false;
    this.#slept += ms;
    this.#wire.breakAll();
    for (const task of this.#refusals.splice(0)) task();
    await this.#time.settle();
    for (const task of this.#late.splice(0)) task();
    for (const listener of this.#onResume) listener();
    await this.#time.settle();
  }

  setOnline(online: boolean): void {
    if (online === this.#wire.online) return;
    this.#wire.online = online;
    if (!online) this.#wire.breakAll();
    for (const listener of this.#onNetwork) listener(online);
  }

  /** A sleeping machine hears no answer; after waking up it is still there, or the connection was given up meanwhile. */
  async #send(alive: () => boolean, request: HttpRequest, signal: AbortSignal | undefined): Promise<HttpOutcome> {
    if (!alive()) return new Promise(() => undefined);
    const outcome = await this.#wire.port(alive).send(request, signal);
    if (!this.#asleep) return outcome;
    const isRefusal = outcome.ok && outcome.response.status >= 400;
    const list = isRefusal ? this.#refusals : this.#late;
    await new Promise<void>((resolve) => list.push(() => alive() && resolve()));
    if (isRefusal || this.#random.below(2) === 0) return outcome;
    return { ok: false, failure: { kind: 'unreachable', detail: 'the machine slept' } };
  }

  #ports(alive: () => boolean): Ports {
    const hex = (length: number): string => Array.from({ length }, () => this.#random.below(16).toString(16)).join('');
    return {
      http: { send: (request, signal) => this.#send(alive, request, signal) },
      clock: {
        now: () => this.#time.now() + this.#clockOff,
        setTimer: (ms, callback) => {
          const run = (): void => {
            if (!alive()) return;
            if (this.#asleep) this.#late.push(() => alive() && !cancelled && callback());
            else callback();
          };
          let cancelled = false;
          const cancel = this.#time.after(ms, run);
          return () => {
            cancelled = true;
            cancel();
          };
        },
        random: () => this.#random.below(1 << 30) / (1 << 30),
        uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`,
      },
      secrets: this.#secrets,
      tokens: this.#tokens,
      signInHelp: { systemUser: false, pages: null, openId: null },
      files: { save: async () => 'failed' },
      updater: null,
      host: idleHost(),
      settings: {
        load: (name) => {
          const text = this.#disk.get(name);
          return { value: text === undefined ? null : (JSON.parse(text) as unknown), corrupt: false };
        },
        save: (name, value) => {
          this.#save(alive, () => this.#disk.set(name, JSON.stringify(value)));
        },
        saveBehind: async (name, value, isWanted) => {
          const text = JSON.stringify(value);
          // Something else happens while it is written.
          await Promise.resolve();
          if (isWanted()) this.#save(alive, () => this.#disk.set(name, text));
        },
        delete: (name) => {
          this.#save(alive, () => this.#disk.delete(name));
        },
      },
      logger: {
        log: (level, message, fields) => {
          if (alive() && level === 'error') this.log.push(`${message} ${JSON.stringify(fields ?? {})}`);
        },
      },
      power: {
        onResume: (listener) => {
          this.#onResume.add(listener);
          return () => this.#onResume.delete(listener);
        },
        onSuspend: () => () => undefined,
        idleSeconds: () => 0,
      },
      network: {
        online: () => this.#wire.online,
        onChange: (listener) => {
          this.#onNetwork.add(listener);
          return () => this.#onNetwork.delete(listener);
        },
      },
      notifier: {
        show: (spec) => {
          if (alive()) this.onShown(spec);
        },
        withdraw: () => undefined,
        onRefused: () => () => undefined,
        onClick: () => () => undefined,
      },
      userAgent: 'Rollcall/test',
      culture: 'en-US',
    };
  }
}
