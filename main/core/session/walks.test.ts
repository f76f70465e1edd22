/** Random walks of the machine through a world that may do anything: what must hold at every step, and in the end. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { appError, type AppError } from '../result.ts';
import { noAnswer, refusal } from '../testing/client.ts';
import { drive, made, packageOf, SERVER, situationOf, type Driver } from '../testing/machine.ts';
import { jobsOf } from './jobs.ts';
import type { Event, Job, State } from './state.ts';

const ERRORS: readonly AppError[] = [
  noAnswer('unreachable'),
  noAnswer('timeout'),
  noAnswer('offline'),
  noAnswer('tls'),
  ...[302, 400, 401, 403, 404, 407, 408, 409, 410, 412, 429, 500, 502, 503, 504, 511].map((status) => refusal(status)),
  refusal(404, 'ApplicationNotFound'),
  refusal(410, 'InactiveApplicationExpired'),
  refusal(410, 'TooManyApplications'),
  refusal(410, 'CannotRedirect'),
  refusal(403, 'MaxEventCountReached'),
  refusal(409, 'PGetReplaced'),
  refusal(503, undefined, 30),
  appError('auth.denied', 'No.'),
  appError('discovery.notFound', 'No server.'),
  appError('ucwa.unexpected', 'Unreadable.', { retryable: true }),
];
/** What passes by itself, or when something else is tried. */
const PASSING = ERRORS.filter(({ remedy }) => ['repeatLater', 'slowDown', 'rediscover'].includes(remedy));

const error = (errors: readonly AppError[]): fc.Arbitrary<AppError> => fc.constantFrom(...errors);

type Move =
  | {
      readonly kind: 'report';
      readonly which: number;
      readonly good: boolean;
      readonly error: AppError;
      readonly follow: number;
    }
  | { readonly kind: 'stray' }
  | { readonly kind: 'time'; readonly ms: number }
  | { readonly kind: 'timer'; readonly lateMs: number }
  | { readonly kind: 'event'; readonly type: 'start' | 'stop' | 'retry' | 'wake' | 'networkUp' | 'networkDown' };

function moves(errors: readonly AppError[], events: readonly (Move & { kind: 'event' })['type'][]): fc.Arbitrary<Move> {
  return fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({
        kind: fc.constant('report' as const),
        which: fc.nat(5),
        good: fc.boolean(),
        error: error(errors),
        follow: fc.nat(5),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('time' as const), ms: fc.integer({ min: 0, max: 200_000 }) }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('timer' as const),
        lateMs: fc.constantFrom(0, 0, 0, 5, 3_600_000),
      }),
    },
    { weight: 1, arbitrary: fc.constant({ kind: 'stray' as const }) },
    ...events.map((type) => ({ weight: 1, arbitrary: fc.constant({ kind: 'event' as const, type }) })),
  );
}

/** What a job reports when it goes well or not. */
function reportOf(job: Job, { good, error: failure, follow }: Move & { kind: 'report' }): Event {
  const { run } = job;
  const href = `/e${follow}`;
  switch (job.kind) {
    case 'signIn':
      return good ? { type: 'signedIn', run, server: SERVER } : { type: 'signInFailed', run, error: failure };
    case 'application':
      return good
        ? { type: 'applicationMade', run, application: made() }
        : { type: 'applicationFailed', run, error: failure };
    case 'poll': {
      if (!good) return { type: 'pollFailed', run, error: failure };
      const link = ([{ rel: 'next', href }, { rel: 'resume', href }, { rel: 'resync', href }, null] as const)[
        follow % 4
      ];
      return { type: 'packageArrived', run, package: packageOf(link ?? null, ...(follow > 3 ? ['a'] : [])) };
    }
    case 'check':
      return good ? { type: 'applicationAlive', run } : { type: 'checkFailed', run, error: failure };
    case 'attach':
      return good ? { type: 'attached', run } : { type: 'attachFailed', run, failed: [0], error: failure };
    case 'farewell':
      return { type: 'farewellEnded', run };
    case 'timer':
      return { type: 'timerFired', run };
    default:
      return job satisfies never;
  }
}

/** The surroundings of a machine: they know only its effects, as the runner does. */
interface World {
  readonly driver: Driver;
  /** Begun and neither given up nor over. */
  readonly jobs: ReadonlyMap<number, Job>;
  /** Requests for an application that were given up: whether they made one comes out later, if ever. */
  readonly strays: readonly number[];
  readonly requests: number;
  readonly stopped: boolean;
}

const EMPTY: World = { driver: drive(), jobs: new Map(), strays: [], requests: 0, stopped: false };

function happen(world: World, event: Event): World {
  const driver = world.driver.happen(event);
  const jobs = new Map(world.jobs);
  const strays = world.strays.filter((run) => !('run' in event && event.run === run));
  if ('run' in event && event.type !== 'applicationMade') jobs.delete(event.run);
  let { requests } = world;
  const stopped = event.type === 'stop' || (world.stopped && event.type !== 'start' && event.type !== 'retry');
  for (const effect of driver.effects) {
    if (effect.kind === 'abort') {
      if (jobs.get(effect.run)?.kind === 'application') strays.push(effect.run);
      jobs.delete(effect.run);
    }
    if (effect.kind !== 'begin') continue;
    const { job } = effect;
    expect(jobs.has(job.run)).toBe(false);
    if (stopped) expect(['farewell', 'timer']).toContain(job.kind);
    jobs.set(job.run, job);
    if (job.kind !== 'timer') requests += 1;
  }
  // The next poll is parked before anybody is told of an event.
  const order = driver.effects.map((effect) => (effect.kind === 'begin' ? effect.job.kind : effect.kind));
  const told = order.findIndex((kind) => kind === 'tellPackage' || kind === 'tellTransientLost');
  if (told >= 0 && order.includes('poll')) expect(order.indexOf('poll')).toBeLessThan(told);
  const after = { driver, jobs, strays, requests, stopped };
  invariants(after);
  return after;
}

/** Holds whatever happened. */
function invariants({ driver, jobs }: World): void {
  const { state, machine } = driver;
  const kinds = [...jobs.values()].map(({ kind }) => kind);
  for (const kind of ['signIn', 'application', 'poll', 'check', 'attach'] as const) {
    expect(kinds.filter((other) => other === kind).length, kind).toBeLessThanOrEqual(1);
  }
  // Either it listens, or it asks, or it waits, but never more than one of them.
  if (state.kind === 'live' || state.kind === 'attaching') {
    expect(kinds.filter((kind) => kind === 'poll' || kind === 'check').length).toBe(
      state.channel.kind === 'resting' ? 0 : 1,
    );
  }
  // The world's jobs are those the state wants, and the application it has.
  const wanted = new Set(jobsOf(state).map(({ run }) => run));
  if (state.kind === 'live' || state.kind === 'attaching') wanted.add(state.living.run);
  for (const run of wanted) expect(jobs.has(run)).toBe(true);
  for (const [run, { kind }] of jobs) if (kind !== 'farewell') expect(wanted.has(run), kind).toBe(true);
  expect(PHASES[state.kind]).toContain(machine.connection.phase);
  // Whatever is not over goes on by itself, or waits for somebody who is named.
  if (!['signedOut', 'replaced', 'ended'].includes(state.kind)) expect(jobs.size).toBeGreaterThan(0);
}

/** What may be shown in each state. */
const PHASES: Readonly<Record<State['kind'], readonly string[]>> = {
  signedOut: ['signedOut'],
  signingIn: ['discovering', 'signingIn', 'degraded', 'live'],
  waiting: ['degraded', 'live'],
  connecting: ['connecting', 'degraded', 'live'],
  attaching: ['connecting', 'degraded', 'live'],
  live: ['live', 'degraded'],
  leaving: ['connecting', 'degraded', 'live'],
  replaced: ['replaced'],
  ended: ['ended'],
};

function take(world: World, move: Move): World {
  const { driver, jobs } = world;
  switch (move.kind) {
    case 'time':
      return { ...world, driver: driver.advance(move.ms) };
    case 'event':
      return happen(world, move.type === 'stop' ? { type: 'stop', error: null } : { type: move.type });
    case 'timer': {
      const timer = [...jobs.values()].find((job) => job.kind === 'timer');
      if (timer?.kind !== 'timer') return world;
      return happen(
        { ...world, driver: driver.advance(timer.ms + move.lateMs) },
        { type: 'timerFired', run: timer.run },
      );
    }
    case 'stray': {
      const [run] = world.strays;
      return run === undefined ? world : happen(world, { type: 'applicationMade', run, application: made('stray') });
    }
    case 'report': {
      const { state } = driver;
      const living = state.kind === 'live' || state.kind === 'attaching' ? state.living.run : null;
      const open = [...jobs.values()].filter(({ kind, run }) => kind !== 'timer' && run !== living);
      const job = open[move.which % Math.max(1, open.length)];
      return job ? happen(world, reportOf(job, move)) : world;
    }
    default:
      return move satisfies never;
  }
}

/** The world heals: everything that is asked is answered well, and time passes. */
function heal(world: World): World {
  let healed = world;
  for (let round = 0; round < 60; round += 1) {
    const { state, machine } = healed.driver;
    if (state.kind === 'live' && machine.connection.phase === 'live') return healed;
    if (['signedOut', 'replaced', 'ended'].includes(state.kind)) return healed;
    const parked = [...healed.jobs.values()].some(({ kind }) => kind === 'poll');
    const before = healed;
    healed = take(healed, { kind: 'report', which: 0, good: true, error: noAnswer(), follow: 0 });
    if (parked || before === healed) healed = take(healed, { kind: 'timer', lateMs: 0 });
  }
  return healed;
}

const walk = (list: readonly Move[], from: World): World => list.reduce((world, move) => take(world, move), from);
const started = happen(EMPTY, { type: 'start' });

describe('whatever happens', () => {
  test('the invariants hold, and when the world heals the session is live or waits for somebody who is named', () => {
    const any = moves(ERRORS, ['start', 'stop', 'retry', 'wake', 'networkUp', 'networkDown']);
    fc.assert(
      fc.property(fc.array(any, { maxLength: 80 }), (list) => {
        const healed = heal(walk(list, started));
        const { state } = healed.driver;
        expect(['live', 'signedOut', 'replaced', 'ended'], situationOf(state)).toContain(state.kind);
        // Whoever waits for the user is live once the user asks, and the world is well.
        const again = heal(happen(healed, { type: 'retry' }));
        expect(again.driver.machine.connection.phase).toBe('live');
      }),
      { numRuns: 1_000 },
    );
  });

  test('after failures that pass it always comes back by itself', () => {
    const any = moves(PASSING, ['wake', 'networkUp', 'networkDown']);
    fc.assert(
      fc.property(fc.array(any, { maxLength: 80 }), (list) => {
        expect(heal(walk(list, started)).driver.machine.connection.phase).toBe('live');
      }),
      { numRuns: 600 },
    );
  });

  test('once live, only a final refusal ends it: nothing that stands in between does', () => {
    const between = ERRORS.filter(
      ({ remedy }) => remedy === 'waitOut' || PASSING.some((each) => each.remedy === remedy),
    );
    const live = heal(started);
    const any = moves(between, ['wake', 'networkUp', 'networkDown']);
    fc.assert(
      fc.property(fc.array(any, { maxLength: 80 }), (list) => {
        expect(heal(walk(list, live)).driver.machine.connection.phase).toBe('live');
      }),
      { numRuns: 600 },
    );
  });

  test('after a stop nothing but a farewell goes out, and it is soon over', () => {
    const any = moves(ERRORS, ['wake', 'networkUp', 'networkDown', 'stop']);
    fc.assert(
      fc.property(fc.array(any, { maxLength: 40 }), fc.array(any, { maxLength: 20 }), (list, rest) => {
        // `happen` looks at every effect after the stop.
        const stopped = walk(rest, happen(walk(list, started), { type: 'stop', error: null }));
        const over = heal(stopped);
        expect(over.driver.state.kind).toBe('signedOut');
        expect([...over.jobs.values()].filter(({ kind }) => kind !== 'farewell')).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('how often a server is asked that', () => {
  /** An hour in which every answer comes at once. */
  function hour(answer: (n: number, job: Job) => Move & { kind: 'report' }): number {
    let world = heal(started);
    const { now: begin } = world.driver;
    const from = world.requests;
    for (let n = 0; world.driver.now - begin < 3_600_000; n += 1) {
      const { state } = world.driver;
      if (['replaced', 'ended'].includes(state.kind)) break;
      if (n > 10_000) return Infinity;
      const living = state.kind === 'live' || state.kind === 'attaching' ? state.living.run : null;
      const job = [...world.jobs.values()].find(({ kind, run }) => kind !== 'timer' && run !== living);
      world = job ? take(world, answer(n, job)) : take(world, { kind: 'timer', lateMs: 0 });
    }
    return world.requests - from;
  }
  const bad = (failure: AppError): Move & { kind: 'report' } => ({
    kind: 'report',
    which: 0,
    good: false,
    error: failure,
    follow: 0,
  });
  const good = (follow: number): Move & { kind: 'report' } => ({ ...bad(noAnswer()), good: true, follow });

  test.each(ERRORS.map((each) => [`${each.code} ${each.status} ${each.subcode}`, each] as const))(
    'fails at once with %s: about once a minute',
    (_, failure) => {
      expect(hour(() => bad(failure))).toBeLessThan(90);
    },
  );

  test('fails its polls at once in any mix, but lives', () => {
    const mix = fc.array(error(PASSING), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(mix, (errors) => {
        const asked = hour((n, job) => (job.kind === 'poll' ? bad(errors[n % errors.length] ?? noAnswer()) : good(0)));
        expect(asked).toBeLessThan(200);
      }),
      { numRuns: 100 },
    );
  });

  test('answers empty and at once, now and then with a failure: a few times a minute', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3), { minLength: 1, maxLength: 6 }), fc.boolean(), (follows, fails) => {
        const asked = hour((n, job) =>
          job.kind === 'poll' && fails && n % 3 === 2 ? bad(refusal(503)) : good(follows[n % follows.length] ?? 0),
        );
        expect(asked).toBeLessThan(200);
      }),
      { numRuns: 100 },
    );
  });

  test('says that the application is gone as soon as it is made', () => {
    const gone = refusal(404, 'ApplicationNotFound');
    expect(hour((_, job) => (job.kind === 'poll' ? bad(gone) : good(0)))).toBeLessThan(250);
  });
});
