/** One step of the machine while it is being taken: what is new about it is collected here. */
import type { AppError } from '../result.ts';
import type { Connection } from '../store/state.ts';
import { nextConnection, type ConnectionEvent } from './connection.ts';
import type { Effect, Machine, Run, Timer } from './state.ts';

/** When a step is taken (ms since 1970), and a random number 0 <= n < 1 for its pauses. */
export interface Moment {
  readonly now: number;
  readonly chance: number;
}

/** The step as those who decide see it; begun by the machine. */
export class Turn implements Moment {
  readonly now: number;
  readonly chance: number;
  identityTaken: boolean;
  #connection: Connection;
  #runs: Run;
  readonly #told: Effect[] = [];

  constructor({ connection, runs, identityTaken }: Machine, { now, chance }: Moment) {
    this.now = now;
    this.chance = chance;
    this.identityTaken = identityTaken;
    this.#connection = connection;
    this.#runs = runs;
  }

  get connection(): Connection {
    return this.#connection;
  }

  get runs(): Run {
    return this.#runs;
  }

  get told(): readonly Effect[] {
    return this.#told;
  }

  /** A number for something new. */
  run(): Run {
    return (this.#runs += 1);
  }

  /** A timer from now on. */
  timer(ms: number): Timer {
    return { run: this.run(), setAt: this.now, dueAt: this.now + ms };
  }

  /** What happened, for whoever shows the connection. */
  say(event: ConnectionEvent): void {
    this.#connection = nextConnection(this.#connection, event, this.now);
  }

  /** Something to be done once, after all that the new state wants has begun. */
  tell(
    effect: Extract<Effect, { kind: 'tellPackage' | 'tellQuiet' | 'tellTransientLost' | 'onLive' | 'begin' }>,
  ): void {
    this.#told.push(effect);
  }

  log(
    level: 'info' | 'warn',
    message: string,
    error: AppError | null,
    fields: Record<string, number | string> = {},
  ): void {
    const why = error && { code: error.code, status: error.status, subcode: error.subcode, remedy: error.remedy };
    this.#told.push({ kind: 'log', level, message, fields: { ...why, ...fields } });
  }
}
