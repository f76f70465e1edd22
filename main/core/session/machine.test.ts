/** Every state and everything that can happen in it: stated here, ignored on purpose, or not possible. */
import { describe, expect, test } from 'vitest';
import { EVENTS, SITUATIONS, situationOf } from '../testing/machine.ts';
import { isAwaited, jobsOf } from './jobs.ts';
import { MACHINE, step, type Kind, type Type } from './machine.ts';
import type { Job } from './state.ts';

const NONE = {
  timerFired: 'never',
  step: 'never',
  signedIn: 'never',
  signInFailed: 'never',
  applicationMade: 'never',
  applicationFailed: 'never',
  attached: 'never',
  attachFailed: 'never',
  packageArrived: 'never',
  pollFailed: 'never',
  applicationAlive: 'never',
  checkFailed: 'never',
  farewellEnded: 'never',
  defect: 'never',
  applicationLost: 'ignored',
} as const;
const UNMOVED = { wake: 'ignored', networkUp: 'ignored', networkDown: 'ignored', clockJumped: 'ignored' } as const;
const ATTACHED = {
  ...NONE,
  start: 'leaving',
  stop: 'leaving',
  defect: 'ended',
  pollFailed: 'ended replaced waiting connecting itself',
  checkFailed: 'ended waiting connecting itself',
  packageArrived: 'itself',
  applicationAlive: 'itself',
  timerFired: 'itself',
  retry: 'itself',
  wake: 'itself',
  networkUp: 'itself',
  networkDown: 'itself',
  clockJumped: 'itself',
  applicationLost: 'ended connecting itself',
} as const;

/** Where each event leads from each state; with several, which of them depends on what it reports. */
const EXPECTED: Readonly<Record<Kind, Readonly<Record<Type, string>>>> = {
  signedOut: { ...NONE, ...UNMOVED, start: 'signingIn', stop: 'itself', retry: 'signingIn' },
  signingIn: {
    ...NONE,
    ...UNMOVED,
    start: 'itself',
    stop: 'signedOut',
    retry: 'ignored',
    step: 'itself',
    signedIn: 'connecting',
    signInFailed: 'ended waiting',
    defect: 'ended',
  },
  waiting: {
    ...NONE,
    start: 'signingIn',
    stop: 'signedOut',
    retry: 'connecting signingIn',
    wake: 'connecting signingIn',
    networkUp: 'connecting signingIn',
    networkDown: 'ignored',
    clockJumped: 'connecting signingIn',
    timerFired: 'connecting signingIn',
  },
  connecting: {
    ...NONE,
    ...UNMOVED,
    start: 'leaving',
    stop: 'leaving',
    retry: 'ignored',
    applicationMade: 'attaching',
    applicationFailed: 'ended waiting',
    defect: 'ended',
  },
  attaching: { ...ATTACHED, attached: 'live', attachFailed: 'connecting ended itself' },
  live: ATTACHED,
  leaving: {
    ...NONE,
    ...UNMOVED,
    start: 'itself',
    stop: 'itself',
    retry: 'itself',
    applicationMade: 'itself',
    applicationFailed: 'signedOut signingIn',
    timerFired: 'signedOut signingIn',
    farewellEnded: 'signedOut signingIn',
    defect: 'signedOut signingIn',
  },
  replaced: { ...NONE, ...UNMOVED, start: 'signingIn', stop: 'signedOut', retry: 'signingIn' },
  ended: {
    ...NONE,
    start: 'signingIn',
    stop: 'signedOut',
    retry: 'signingIn',
    wake: 'itself signingIn',
    networkUp: 'itself signingIn',
    networkDown: 'ignored',
    clockJumped: 'ignored',
  },
};

const KINDS = Object.keys(EXPECTED) as Kind[];
const TYPES = Object.keys(EXPECTED.signedOut) as Type[];
const samples = [...SITUATIONS.values()];

describe.each(KINDS)('%s', (kind) => {
  const mine = samples.filter(({ state }) => state.kind === kind);

  test('there are samples of it', () => {
    expect(mine.length).toBeGreaterThan(0);
  });

  test.each(TYPES)('%s', (type) => {
    const expected = EXPECTED[kind][type];
    const events = mine.flatMap((driver) => EVENTS[type](driver).map((event) => ({ driver, event })));
    if (expected === 'never') {
      expect(MACHINE[kind][type]).toBe('never');
      expect(events).toEqual([]);
      return;
    }
    expect(events.length).toBeGreaterThan(0);
    if (expected === 'ignored') {
      for (const { driver, event } of events) {
        const taken = step(driver.machine, event, { now: driver.now, chance: 0 });
        expect(taken.machine.state).toBe(driver.state);
        expect(taken.effects).toEqual([]);
      }
      return;
    }
    const reached = new Set(
      events.map(({ driver, event }) => {
        const to = driver.happen(event).state.kind;
        return to === kind ? 'itself' : to;
      }),
    );
    expect([...reached].sort()).toEqual(expected.split(' ').sort());
  });
});

/** What a job reports; whatever it is, the state that has the job must know what follows. */
const REPORTS: Readonly<Record<Job['kind'], readonly Type[]>> = {
  signIn: ['step', 'signedIn', 'signInFailed', 'defect'],
  application: ['applicationMade', 'applicationFailed', 'defect'],
  attach: ['attached', 'attachFailed', 'defect'],
  poll: ['packageArrived', 'pollFailed', 'defect'],
  check: ['applicationAlive', 'checkFailed', 'defect'],
  farewell: ['farewellEnded', 'defect'],
  timer: ['timerFired'],
};

describe.each(samples.map((driver) => [situationOf(driver.state), driver] as const))('%s', (_, driver) => {
  test('each report of each of its jobs is handled', () => {
    for (const { kind } of driver.jobs) {
      for (const type of REPORTS[kind]) expect(MACHINE[driver.state.kind][type], type).toBeTypeOf('function');
    }
  });

  test('it has at most one job of a kind, and a number for each', () => {
    const requests = driver.jobs.filter(({ kind }) => kind !== 'timer').map(({ kind }) => kind);
    expect(new Set(requests).size).toBe(requests.length);
    const runs = driver.jobs.map(({ run }) => run);
    expect(new Set(runs).size).toBe(runs.length);
    expect(Math.max(0, ...runs)).toBeLessThanOrEqual(driver.machine.runs);
  });

  test('what is begun and given up is just the difference between it and what follows', () => {
    for (const event of TYPES.flatMap((type) => EVENTS[type](driver))) {
      const after = driver.happen(event);
      const begun = after.effects.flatMap((effect) => (effect.kind === 'begin' ? [effect.job.run] : []));
      const aborted = after.effects.flatMap((effect) => (effect.kind === 'abort' ? [effect.run] : []));
      const before = driver.jobs.map(({ run }) => run);
      const now = jobsOf(after.state).map(({ run }) => run);
      expect(begun).toEqual(now.filter((run) => !before.includes(run)));
      for (const run of before.filter((candidate) => !now.includes(candidate))) {
        // Over by itself, or an application that goes on.
        const reported = 'run' in event && event.run === run;
        expect(aborted.includes(run), event.type).toBe(!reported);
      }
    }
  });

  test('reports for a number that nobody waits for change nothing', () => {
    const stranger = driver.machine.runs + 1;
    expect(isAwaited(stranger, driver.state)).toBe(false);
    for (const other of samples) {
      for (const event of TYPES.flatMap((type) => EVENTS[type](other))) {
        if (!('run' in event) || event.type === 'applicationMade') continue;
        const after = driver.happen({ ...event, run: stranger });
        expect(after.state).toBe(driver.state);
        expect(after.effects).toEqual([]);
      }
    }
  });

  test('stopped: nothing goes out any more but a farewell, and soon all is over', () => {
    const stopped = driver.happen({ type: 'stop', error: null });
    for (const effect of stopped.effects) {
      if (effect.kind === 'begin') expect(['farewell', 'timer']).toContain(effect.job.kind);
    }
    for (const type of ['wake', 'networkUp', 'networkDown', 'clockJumped'] as const) {
      expect(stopped.happen({ type }).effects, type).toEqual([]);
    }
    const { state } = stopped;
    const kind = state.kind === 'leaving' ? state.farewell.kind : 'nothing';
    const over = {
      nothing: () => stopped,
      application: () => stopped.happen({ type: 'farewellEnded', run: stopped.job('farewell').run }),
      // The server never says whether it made one.
      creation: () => stopped.timer(),
    }[kind]();
    expect(over.state.kind).toBe('signedOut');
    expect(over.machine.connection).toEqual({ phase: 'signedOut', error: null });
    expect(over.now - driver.now).toBeLessThanOrEqual(2_000);
    expect(over.jobs).toEqual([]);
  });

  test('stopped and started at once: it signs in, after the farewell if there is one', () => {
    const started = driver.happen({ type: 'stop', error: null }).happen({ type: 'start' });
    const { state } = started;
    if (state.kind !== 'leaving') {
      expect(state.kind).toBe('signingIn');
      return;
    }
    expect(started.jobs.map(({ kind }) => kind)).toEqual([
      state.farewell.kind === 'application' ? 'farewell' : 'timer',
    ]);
    const [job] = started.jobs;
    const event = state.farewell.kind === 'application' ? 'farewellEnded' : 'timerFired';
    expect(started.happen({ type: event, run: job?.run ?? 0 }).state.kind).toBe('signingIn');
  });
});

test('the samples are of different situations, and of all that there are', () => {
  const situations = [...SITUATIONS.keys()];
  for (const sample of samples) {
    for (const event of TYPES.flatMap((type) => EVENTS[type](sample))) {
      expect(situations, `${situationOf(sample.state)}: ${event.type}`).toContain(
        situationOf(sample.happen(event).state),
      );
    }
  }
});
