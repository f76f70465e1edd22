/** The session's machine without its surroundings: driven by hand, and one sample of each situation it can be in. */
import { appError, type AppError } from '../result.ts';
import { jobsOf } from '../session/jobs.ts';
import { newMachine, step } from '../session/machine.ts';
import type { Effect, Event, Job, Machine, Server, State } from '../session/state.ts';
import type { EventPackage } from '../ucwa/index.ts';
import { application, event, fakeClient, noAnswer, refusal, resource, signedIn } from './client.ts';

const client = fakeClient();
export const SERVER: Server = signedIn(client);
export const START = 1_700_000_000_000;

/** An application whose event channel begins at `/NAME/events`. */
export function made(name = 'app') {
  return application(client, { href: `/${name}`, eventsHref: `/${name}/events`, me: resource('me', `/${name}/me`) });
}

/** An answer of the channel with one event. */
export function packageOf(follow: EventPackage['follow'], ...names: string[]): EventPackage {
  return { follow, events: names.map((name) => event('updated', 'group', `/groups/${name}`)), broken: 0 };
}

export interface Driver {
  readonly machine: Machine;
  readonly state: State;
  readonly now: number;
  /** Of the last step. */
  readonly effects: readonly Effect[];
  readonly jobs: readonly Job[];
  /** The only job of its kind; throws where there is none. */
  job<K extends Job['kind']>(kind: K): Extract<Job, { kind: K }>;
  advance(ms: number): Driver;
  /** Lets it happen; an event that reports on a job takes the number of that job. */
  happen(event: Event): Driver;
  signedIn(): Driver;
  made(name?: string): Driver;
  attached(): Driver;
  polled(answer: EventPackage): Driver;
  pollFailed(error: AppError): Driver;
  alive(): Driver;
  checkFailed(error: AppError): Driver;
  /** Lets time pass until the only timer and fires it. */
  timer(): Driver;
}

/** A machine to drive. Pauses have no jitter. */
export function drive(machine: Machine = newMachine(), now = START, effects: readonly Effect[] = []): Driver {
  const jobs = jobsOf(machine.state);
  function job<K extends Job['kind']>(kind: K): Extract<Job, { kind: K }> {
    const found = jobs.find((candidate): candidate is Extract<Job, { kind: K }> => candidate.kind === kind);
    if (!found) throw new Error(`There is no ${kind} in ${situationOf(machine.state)}.`);
    return found;
  }
  const self: Driver = {
    machine,
    state: machine.state,
    now,
    effects,
    jobs,
    job,
    advance: (ms) => drive(machine, now + ms, effects),
    happen(happening) {
      const taken = step(machine, happening, { now, chance: 0 });
      return drive(taken.machine, now, taken.effects);
    },
    signedIn: () => self.happen({ type: 'signedIn', run: job('signIn').run, server: SERVER }),
    made: (name) => self.happen({ type: 'applicationMade', run: job('application').run, application: made(name) }),
    attached: () => self.happen({ type: 'attached', run: job('attach').run }),
    polled: (answer) => self.happen({ type: 'packageArrived', run: job('poll').run, package: answer }),
    pollFailed: (error) => self.happen({ type: 'pollFailed', run: job('poll').run, error }),
    alive: () => self.happen({ type: 'applicationAlive', run: job('check').run }),
    checkFailed: (error) => self.happen({ type: 'checkFailed', run: job('check').run, error }),
    timer() {
      const { run, ms } = job('timer');
      return self.advance(ms).happen({ type: 'timerFired', run });
    },
  };
  return self;
}

/** A state's name with what matters inside it. */
export function situationOf(state: State): string {
  switch (state.kind) {
    case 'waiting':
      return state.server === null ? 'waiting for sign-in' : 'waiting for application';
    case 'attaching':
      return `attaching ${state.reading.kind === 'reading' ? 'reading' : 'pausing'}, ${channelOf(state)}`;
    case 'live':
      return `live, ${channelOf(state)}`;
    case 'leaving':
      return `leaving ${state.farewell.kind}${state.then.kind === 'start' ? ' to start over' : ''}`;
    case 'ended':
      return `ended until ${state.restart}`;
    default:
      return state.kind;
  }
}

function channelOf({ channel }: Extract<State, { kind: 'attaching' | 'live' }>): string {
  if (channel.kind === 'polling' && channel.doubts === 2) return 'polling after two doubts';
  if (channel.kind === 'polling') return channel.proof === null ? 'polling' : 'polling on proof';
  if (channel.kind === 'checking') return channel.doubt === null ? 'checking' : 'checking in doubt';
  return `resting before ${channel.then}`;
}

const cut = noAnswer('unreachable');
const gone = refusal(404);
const denied = appError('auth.denied', 'The server did not accept this address and password.');
const signingIn = drive().happen({ type: 'start' });
const connecting = signingIn.signedIn();
const reading = connecting.made();
const pausing = reading.happen({ type: 'attachFailed', run: reading.job('attach').run, failed: [1], error: cut });
const live = reading.attached();

/** An attached machine with its channel in each of its situations. */
function channels(polling: Driver): Driver[] {
  const channelTimer = (driver: Driver): Driver => {
    const { state } = driver;
    if (state.kind !== 'attaching' && state.kind !== 'live') throw new Error('There is no channel.');
    const { channel } = state;
    if (channel.kind !== 'resting') throw new Error('The channel does not rest.');
    const { run, dueAt } = channel.timer;
    return driver.advance(dueAt - driver.now).happen({ type: 'timerFired', run });
  };
  const resting = polling.pollFailed(cut);
  const probing = channelTimer(channelTimer(resting).pollFailed(cut));
  const doubted = channelTimer(polling.pollFailed(gone).alive()).pollFailed(gone).alive();
  return [
    polling,
    resting,
    channelTimer(resting).pollFailed(cut),
    probing,
    probing.alive(),
    channelTimer(doubted).alive(),
    polling.pollFailed(gone),
  ];
}

/** One machine for each situation, all of them reached by events from the beginning. */
export const SITUATIONS: ReadonlyMap<string, Driver> = new Map(
  [
    drive(),
    signingIn,
    signingIn.happen({ type: 'signInFailed', run: signingIn.job('signIn').run, error: cut }),
    connecting,
    connecting.happen({ type: 'applicationFailed', run: connecting.job('application').run, error: cut }),
    ...channels(reading),
    ...channels(pausing),
    ...channels(live),
    connecting.happen({ type: 'stop', error: null }),
    live.happen({ type: 'stop', error: null }),
    connecting.happen({ type: 'start' }),
    live.happen({ type: 'start' }),
    live.pollFailed(refusal(409, 'PGetReplaced')),
    live.pollFailed(denied),
    live.pollFailed(refusal(400)),
  ].map((driver) => [situationOf(driver.state), driver]),
);

/** Errors that lead to each course, and no two to the same everywhere. */
export const ERRORS: Readonly<Record<string, AppError>> = {
  'no answer': cut,
  503: refusal(503),
  502: refusal(502),
  401: refusal(401),
  400: refusal(400),
  403: refusal(403),
  404: gone,
  '404 ApplicationNotFound': refusal(404, 'ApplicationNotFound'),
  '409 PGetReplaced': refusal(409, 'PGetReplaced'),
  410: refusal(410),
  '410 CannotRedirect': refusal(410, 'CannotRedirect'),
  'an untrusted certificate': noAnswer('tls'),
  'a wrong password': denied,
};

const errors = Object.values(ERRORS);
const follows: EventPackage['follow'][] = [
  { rel: 'next', href: '/e2' },
  { rel: 'resume', href: '/e2' },
  { rel: 'resync', href: '/e2' },
  null,
];

/** Everything of a type that can happen, as far as it differs. Reports take the number of the job they report on. */
export const EVENTS: Readonly<Record<Event['type'], (driver: Driver) => readonly Event[]>> = {
  start: () => [{ type: 'start' }],
  stop: () => [{ type: 'stop', error: null }],
  retry: () => [{ type: 'retry' }],
  wake: () => [{ type: 'wake' }],
  networkUp: () => [{ type: 'networkUp' }],
  networkDown: () => [{ type: 'networkDown' }],
  applicationLost: ({ state }) =>
    ['living' in state ? state.living.application : made(), made()].flatMap((application) =>
      [refusal(404, 'ApplicationNotFound'), denied].map((error): Event => ({
        type: 'applicationLost',
        application,
        error,
      })),
    ),
  clockJumped: () => [{ type: 'clockJumped' }],
  timerFired: (driver) => runsOf(driver, 'timer').map((run) => ({ type: 'timerFired', run })),
  step: (driver) =>
    runsOf(driver, 'signIn').map((run) => ({
      type: 'step',
      run,
      progress: { phase: 'signingIn', host: 'pool.example.org' },
    })),
  signedIn: (driver) => runsOf(driver, 'signIn').map((run) => ({ type: 'signedIn', run, server: SERVER })),
  signInFailed: (driver) =>
    runsOf(driver, 'signIn').flatMap((run) => errors.map((error): Event => ({ type: 'signInFailed', run, error }))),
  applicationMade: (driver) =>
    runsOf(driver, 'application').map((run) => ({ type: 'applicationMade', run, application: made() })),
  applicationFailed: (driver) =>
    runsOf(driver, 'application').flatMap((run) =>
      errors.map((error): Event => ({ type: 'applicationFailed', run, error })),
    ),
  attached: (driver) => runsOf(driver, 'attach').map((run) => ({ type: 'attached', run })),
  attachFailed: (driver) =>
    runsOf(driver, 'attach').flatMap((run) =>
      errors.map((error): Event => ({ type: 'attachFailed', run, failed: [0], error })),
    ),
  packageArrived: (driver) =>
    runsOf(driver, 'poll').flatMap((run) =>
      follows.flatMap((follow) =>
        [packageOf(follow), packageOf(follow, 'a', 'b')].map((answer): Event => ({
          type: 'packageArrived',
          run,
          package: answer,
        })),
      ),
    ),
  pollFailed: (driver) =>
    runsOf(driver, 'poll').flatMap((run) => errors.map((error): Event => ({ type: 'pollFailed', run, error }))),
  applicationAlive: (driver) => runsOf(driver, 'check').map((run) => ({ type: 'applicationAlive', run })),
  checkFailed: (driver) =>
    runsOf(driver, 'check').flatMap((run) => errors.map((error): Event => ({ type: 'checkFailed', run, error }))),
  farewellEnded: (driver) => runsOf(driver, 'farewell').map((run) => ({ type: 'farewellEnded', run })),
  defect: (driver) =>
    driver.jobs.flatMap(({ kind, run }) =>
      kind === 'timer' ? [] : [{ type: 'defect', run, error: appError('internal', 'A mistake.') }],
    ),
};

/** The runs of a kind that may report: jobs, and the request for an application whose answer is still awaited. */
function runsOf({ state, jobs }: Driver, kind: Job['kind']): number[] {
  const runs = jobs.filter((job) => job.kind === kind).map(({ run }) => run);
  const awaited = kind === 'application' && state.kind === 'leaving' && state.farewell.kind === 'creation';
  return awaited ? [...runs, state.farewell.run] : runs;
}
