/** The states of a session, what happens to it, and what it has done (ARCHITECTURE section 4). Plain data. */
import type { LogLevel } from '../ports.ts';
import type { AppError } from '../result.ts';
import type { Connection } from '../store/state.ts';
import type { EventPackage, UcwaClient } from '../ucwa/index.ts';
import type { Application } from './application.ts';
import type { Experience } from './courses.ts';

/**
 * Everything under way has a number, given out once. What comes back carries it; what comes back for a number that
 * nobody waits for any more is dropped.
 */
export type Run = number;

/** Times: ms since 1970. */
export interface Timer {
  readonly run: Run;
  readonly setAt: number;
  readonly dueAt: number;
}

/** A server that signed us in. */
export interface Server {
  /** Absolute URL to POST applications to. */
  readonly applicationsUrl: string;
  readonly client: UcwaClient;
}

/** How far a sign-in is, for whoever shows it. */
export interface Progress {
  readonly phase: 'discovering' | 'signingIn' | 'connecting';
  readonly host: string;
}

/** What is remembered from start to stop. */
export interface Life extends Experience {
  /** Attempts in a row that led to no lasting application, whatever they failed at. */
  readonly failures: number;
}

/** An application, its server, and when it was asked for. `run`: that of the job that made it. */
export interface Living {
  readonly run: Run;
  readonly application: Application;
  readonly server: Server;
  readonly bornAt: number;
}

/** What every state of the event channel knows. */
export interface ChannelFacts {
  /** Asked next, byte for byte as the server named it. */
  readonly href: string;
  /** The server has not been told low, medium and timeout on this channel (PROTOCOL 7.1). */
  readonly withParameters: boolean;
  /** Failures since the last good answer. */
  readonly failures: number;
  /** When the first of them was. */
  readonly failingSince: number | null;
  /** Answers in a row that came at once and led nowhere. */
  readonly hasty: number;
  /** Times in a row that the application lived although its channel was said to be gone. */
  readonly doubts: number;
  /** The poll before this one was given up unanswered: a PGetReplaced may be its echo (PROTOCOL 7.6). */
  readonly contested: boolean;
}

/** The poll is parked. `proof`: after trouble, when it has stayed parked for so long all is well again. */
export interface Polling extends ChannelFacts {
  readonly kind: 'polling';
  readonly run: Run;
  readonly askedAt: number;
  readonly proof: Timer | null;
}

/** Nothing is asked until the timer fires. */
export interface Resting extends ChannelFacts {
  readonly kind: 'resting';
  readonly timer: Timer;
  readonly then: 'poll' | 'check';
  /** The features owe another reading, as soon as the application is known to live. */
  readonly refresh: boolean;
}

/** The application is asked whether it lives. `doubt`: the error that said it does not. */
export interface Checking extends ChannelFacts {
  readonly kind: 'checking';
  readonly run: Run;
  readonly askedAt: number;
  readonly refresh: boolean;
  readonly doubt: AppError | null;
}

export type Channel = Polling | Resting | Checking;

/** The first reading of the features; `which` of them are left (null: all), in the order of the session. */
export type Reading =
  | { readonly kind: 'reading'; readonly run: Run; readonly which: readonly number[] | null; readonly attempt: number }
  | { readonly kind: 'resting'; readonly timer: Timer; readonly which: readonly number[]; readonly attempt: number };

export interface SigningIn {
  readonly kind: 'signingIn';
  readonly life: Life;
  readonly run: Run;
}

/** Between two attempts. `server` null: the next one begins at discovery. */
export interface Waiting {
  readonly kind: 'waiting';
  readonly life: Life;
  readonly timer: Timer;
  readonly server: Server | null;
  readonly tries: number;
}

/** The application is asked for. `tries`: failures on this server so far. */
export interface Connecting {
  readonly kind: 'connecting';
  readonly life: Life;
  readonly run: Run;
  readonly askedAt: number;
  readonly server: Server;
  readonly tries: number;
  /** Another copy of the app uses the kept identity: take a fresh one. */
  readonly freshIdentity: boolean;
}

/** There is an application, and the features read what is there for the first time. */
export interface Attaching {
  readonly kind: 'attaching';
  readonly life: Life;
  readonly living: Living;
  readonly channel: Channel;
  readonly reading: Reading;
}

export interface Live {
  readonly kind: 'live';
  readonly life: Life;
  readonly living: Living;
  readonly channel: Channel;
}

/** On the way out: told the server, or waits to hear whether there is anything to tell it about. */
export interface Leaving {
  readonly kind: 'leaving';
  readonly farewell:
    | { readonly kind: 'application'; readonly run: Run; readonly application: Application }
    | { readonly kind: 'creation'; readonly run: Run; readonly timer: Timer };
  readonly then: { readonly kind: 'start' } | { readonly kind: 'signedOut'; readonly error: AppError | null };
}

/** `restart`: who starts it again; `network`: waking up or another network as well as the user. */
export interface Ended {
  readonly kind: 'ended';
  readonly restart: 'user' | 'network';
}

export type State =
  | { readonly kind: 'signedOut' }
  | SigningIn
  | Waiting
  | Connecting
  | Attaching
  | Live
  | Leaving
  | { readonly kind: 'replaced' }
  | Ended;

export interface Machine {
  readonly state: State;
  /** What everybody is shown; folded from what the machine says on its way. */
  readonly connection: Connection;
  /** Numbers given out so far. */
  readonly runs: Run;
  /** Another copy of the app works with the kept identity. */
  readonly identityTaken: boolean;
}

/** What can happen. `run` names the job that reports. */
export type Event =
  | { readonly type: 'start' }
  | { readonly type: 'stop'; readonly error: AppError | null }
  | { readonly type: 'retry' }
  | { readonly type: 'wake' }
  | { readonly type: 'networkUp' }
  | { readonly type: 'networkDown' }
  | { readonly type: 'clockJumped' }
  /** A feature was told that this application is over for us, and so it says itself. */
  | { readonly type: 'applicationLost'; readonly application: Application; readonly error: AppError }
  | { readonly type: 'timerFired'; readonly run: Run }
  | { readonly type: 'step'; readonly run: Run; readonly progress: Progress }
  | { readonly type: 'signedIn'; readonly run: Run; readonly server: Server }
  | { readonly type: 'signInFailed'; readonly run: Run; readonly error: AppError }
  | { readonly type: 'applicationMade'; readonly run: Run; readonly application: Application }
  | { readonly type: 'applicationFailed'; readonly run: Run; readonly error: AppError }
  | { readonly type: 'attached'; readonly run: Run }
  | {
      readonly type: 'attachFailed';
      readonly run: Run;
      readonly failed: readonly number[];
      readonly error: AppError;
    }
  | { readonly type: 'packageArrived'; readonly run: Run; readonly package: EventPackage }
  | { readonly type: 'pollFailed'; readonly run: Run; readonly error: AppError }
  | { readonly type: 'applicationAlive'; readonly run: Run }
  | { readonly type: 'checkFailed'; readonly run: Run; readonly error: AppError }
  | { readonly type: 'farewellEnded'; readonly run: Run }
  | { readonly type: 'defect'; readonly run: Run; readonly error: AppError };

/** Work that goes on while a state wants it: begun when the state is entered, given up when it is left. */
export type Job =
  | { readonly kind: 'signIn'; readonly run: Run }
  | { readonly kind: 'application'; readonly run: Run; readonly server: Server; readonly freshIdentity: boolean }
  | {
      readonly kind: 'poll';
      readonly run: Run;
      readonly living: Living;
      readonly href: string;
      readonly withParameters: boolean;
    }
  | { readonly kind: 'check'; readonly run: Run; readonly living: Living }
  | { readonly kind: 'attach'; readonly run: Run; readonly living: Living; readonly which: readonly number[] | null }
  | { readonly kind: 'farewell'; readonly run: Run; readonly application: Application }
  | { readonly kind: 'timer'; readonly run: Run; readonly ms: number };

/** What the runner does, in this order. */
export type Effect =
  | { readonly kind: 'abort'; readonly run: Run }
  | { readonly kind: 'onLive'; readonly application: Application | null }
  | { readonly kind: 'begin'; readonly job: Job }
  | { readonly kind: 'publish'; readonly connection: Connection }
  | { readonly kind: 'tellPackage'; readonly events: EventPackage['events'] }
  | { readonly kind: 'tellQuiet' }
  | { readonly kind: 'tellTransientLost' }
  | {
      readonly kind: 'log';
      readonly level: LogLevel;
      readonly message: string;
      readonly fields: Readonly<Record<string, string | number | boolean | null>>;
    };
