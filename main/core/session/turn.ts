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

export interface Turn extends Moment {
  readonly connection: Connection;
  readonly runs: Run;
  readonly told: readonly Effect[];
  identityTaken: boolean;
  /** A number for something new. */
  run(): Run;
  /** A timer from now on. */
  timer(ms: number): Timer;
  /** What happened, for whoever shows the connection. */
  say(event: ConnectionEvent): void;
  /** Something to be done once, after all that the new state wants has begun. */
  tell(effect: Extract<Effect, { kind: 'tellPackage' | 'tellQuiet' | 'tellTransientLost' | 'onLive' | 'begin' }>): void;
  log(level: 'info' | 'warn', message: string, error: AppError | null, fields?: Record<string, number | string>): void;
}

/** Begins a step. */
export function createTurn(machine: Machine, { now, chance }: Moment): Turn {
  let { connection, runs } = machine;
  const told: Effect[] = [];
  const run = (): Run => (runs += 1);
  return {
    now,
    chance,
    told,
    identityTaken: machine.identityTaken,
    get connection() {
      return connection;
    },
    get runs() {
      return runs;
    },
    run,
    timer: (ms) => ({ run: run(), setAt: now, dueAt: now + ms }),
    say(event) {
      connection = nextConnection(connection, event, now);
    },
    tell: (effect) => void told.push(effect),
    log(level, message, error, fields = {}) {
      const why = error && { code: error.code, status: error.status, subcode: error.subcode, remedy: error.remedy };
      told.push({ kind: 'log', level, message, fields: { ...why, ...fields } });
    },
  };
}
