/** Where the machine draws its lines: how often, how long, and what is left alone. */
import { describe, expect, test } from 'vitest';
import { appError } from '../result.ts';
import { noAnswer, refusal } from '../testing/client.ts';
import { drive, made, packageOf, START, type Driver } from '../testing/machine.ts';
import { isDoubtful, isRefused } from './courses.ts';
import { isLate } from './lateness.ts';
import type { Effect } from './state.ts';

const MINUTE = 60_000;
const cut = noAnswer('unreachable');
const next = { rel: 'next', href: '/e2' } as const;
const signingIn = drive().happen({ type: 'start' });
const connecting = signingIn.signedIn();
const live = connecting.made().attached();
const tells = ({ effects }: Driver): Effect['kind'][] =>
  effects.map(({ kind }) => kind).filter((kind) => kind.startsWith('tell'));

describe('a clock that jumped is told from an ordinary delay', () => {
  const resting = live.pollFailed(refusal(503, undefined, 30));
  const checking = live.advance(31_000).pollFailed(cut);
  const waiting = connecting.happen({ type: 'applicationFailed', run: connecting.job('application').run, error: cut });
  test.each([
    // 180 s of hold, 60 s of grace, and a minute.
    ['a parked poll', live, START, 5 * MINUTE],
    ['a pause of the channel', resting, START, 1.5 * MINUTE],
    ['a question to the application', checking, START + 31_000, 1.5 * MINUTE],
    ['a pause before the next application', waiting, START, MINUTE + 1_000],
  ])('%s', (_, { state }, since, latest) => {
    expect(isLate(state, since + latest)).toBe(false);
    expect(isLate(state, since + latest + 1)).toBe(true);
    expect(isLate(state, since - MINUTE)).toBe(false);
    expect(isLate(state, since - MINUTE - 1)).toBe(true);
  });
});

test('a mistake of our own is not begun again by waking up or another network', () => {
  const error = appError('internal', 'In words.');
  for (const [driver, job] of [
    [signingIn, 'signIn'],
    [connecting, 'application'],
    [live, 'poll'],
  ] as const) {
    const over = driver.happen({ type: 'defect', run: driver.job(job).run, error });
    expect(over.state).toEqual({ kind: 'ended', restart: 'user' });
    expect(over.happen({ type: 'networkUp' }).happen({ type: 'wake' }).state.kind).toBe('ended');
    expect(over.happen({ type: 'retry' }).state.kind).toBe('signingIn');
  }
});

test('five failures to make an application lead back to discovery, the first of a life as well as any', () => {
  let driver = connecting;
  const fails = (): Driver =>
    driver.happen({ type: 'applicationFailed', run: driver.job('application').run, error: cut }).timer();
  for (let tries = 1; tries < 5; tries += 1) {
    driver = fails();
    expect([tries, driver.state.kind]).toEqual([tries, 'connecting']);
  }
  expect(fails().state.kind).toBe('signingIn');
});

test('an application that is made too late for a farewell is left to the life that is beginning, which gets it back', () => {
  const leaving = connecting.happen({ type: 'start' });
  const { run } = connecting.job('application');
  const beginning = leaving.timer();
  expect(beginning.state.kind).toBe('signingIn');
  const late = beginning.happen({ type: 'applicationMade', run, application: made() });
  expect(late.effects).toEqual([]);
  // With nobody to take it over, it is told good-bye.
  const signedOut = connecting.happen({ type: 'stop', error: null }).timer();
  expect(signedOut.happen({ type: 'applicationMade', run, application: made() }).effects).toMatchObject([
    { kind: 'begin', job: { kind: 'farewell' } },
  ]);
});

describe('what is read again after trouble of the channel', () => {
  test('nothing when a poll was cut as proxies do', () => {
    const asked = live.advance(30_000).pollFailed(cut);
    expect(asked.job('check')).toBeDefined();
    const parked = asked.alive();
    expect(parked.job('poll')).toBeDefined();
    expect([tells(asked), tells(parked)]).toEqual([[], []]);
  });

  test.each([
    [15 * MINUTE - 1, []],
    [15 * MINUTE, ['tellTransientLost']],
  ])('after an outage of %i ms: %j', (outage, told) => {
    let asked = live.pollFailed(cut).timer().pollFailed(cut).timer();
    while (asked.now < START + outage - MINUTE) asked = asked.checkFailed(cut).timer();
    asked = asked.advance(START + outage - asked.now);
    expect(tells(asked.alive())).toEqual(told);
  });
});

describe('answers that lead nowhere', () => {
  const after = (driver: Driver, ms: number): Driver => driver.advance(ms).polled(packageOf(next));

  test('within a second are followed twice, then after pauses of 1, 2 ... s', () => {
    const second = after(after(live, 999), 999);
    expect(second.job('poll')).toBeDefined();
    const third = after(second, 999);
    expect(third.job('timer').ms).toBe(1_000);
    expect(after(third.timer(), 0).job('timer').ms).toBe(2_000);
  });

  test('a second apart are a quiet channel', () => {
    let driver = live;
    for (let count = 0; count < 10; count += 1) driver = after(driver, 1_000);
    expect(driver.job('poll')).toBeDefined();
  });
});

test('that another copy has the channel says nothing about the user, nor of the application', () => {
  const replaced = refusal(409, 'PGetReplaced');
  expect(replaced.remedy).toBe('yield');
  expect([isRefused(replaced), isDoubtful(replaced)]).toEqual([false, false]);
  expect(isRefused(appError('auth.denied', 'No.'))).toBe(true);
});
