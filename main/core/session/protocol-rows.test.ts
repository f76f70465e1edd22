/** The rows of PROTOCOL 7.6, 7.4, 7.1 and 4.5, as they are written there. */
import { describe, expect, test } from 'vitest';
import { appError, type AppError } from '../result.ts';
import { noAnswer, refusal } from '../testing/client.ts';
import { drive, packageOf, situationOf, type Driver } from '../testing/machine.ts';

const MINUTE = 60_000;

/** Live for ten minutes, with a poll on its way that follows `next`. */
function live(): Driver {
  const fresh = drive().happen({ type: 'start' }).signedIn().made().attached();
  return fresh
    .advance(2 * MINUTE)
    .polled(packageOf({ rel: 'next', href: '/e2' }))
    .advance(20_000);
}

/** The channel answers with a failure, until the session is where the failures lead. */
function after(error: AppError, driver = live()): Driver {
  return driver.pollFailed(error);
}

const situation = (driver: Driver): string => situationOf(driver.state);
const phase = (driver: Driver): string => driver.machine.connection.phase;
const begun = (driver: Driver): string[] =>
  driver.effects.flatMap((effect) => (effect.kind === 'begin' ? [effect.job.kind] : []));
const restart = (driver: Driver): string => (driver.state.kind === 'ended' ? driver.state.restart : 'has not ended');

describe('7.6, failures of the P-GET', () => {
  test('409 PGetReplaced that we did not cause: stops, does not fight, and comes back with a fresh endpoint id', () => {
    const replaced = after(refusal(409, 'PGetReplaced'));
    expect(situation(replaced)).toBe('replaced');
    expect(phase(replaced)).toBe('replaced');
    expect(replaced.jobs).toEqual([]);
    const unmoved = replaced.happen({ type: 'wake' }).happen({ type: 'networkUp' });
    expect(situation(unmoved)).toBe('replaced');
    const back = unmoved.happen({ type: 'retry' }).signedIn();
    expect(back.job('application').freshIdentity).toBe(true);
    // It is kept from then on: another application of this life has no reason for a third one.
    const again = back.happen({ type: 'applicationFailed', run: back.job('application').run, error: noAnswer() });
    expect(again.timer().job('application').freshIdentity).toBe(false);
  });

  test('409 PGetReplaced is remembered by a sign-out: the other copy still works with that endpoint id', () => {
    const out = after(refusal(409, 'PGetReplaced')).happen({ type: 'stop', error: null });
    expect(out.happen({ type: 'start' }).signedIn().job('application').freshIdentity).toBe(true);
  });

  test('409 PGetReplaced for a poll of ours that was given up: ignored', () => {
    const polling = live();
    const { run } = polling.job('poll');
    const woken = polling.happen({ type: 'wake' });
    const echoed = woken.happen({ type: 'pollFailed', run, error: refusal(409, 'PGetReplaced') });
    expect(echoed.machine).toEqual(woken.machine);
    expect(echoed.effects).toEqual([]);
  });

  test('409 PGetReplaced right after we gave a poll up: believed when it comes twice', () => {
    const woken = live().happen({ type: 'wake' }).alive();
    const asked = after(refusal(409, 'PGetReplaced'), woken);
    expect(situation(asked)).toBe('live, polling');
    expect(asked.job('poll').href).toBe('/e2');
    expect(situation(after(refusal(409, 'PGetReplaced'), asked))).toBe('replaced');
    const answered = asked.polled(packageOf({ rel: 'next', href: '/e3' }));
    expect(situation(after(refusal(409, 'PGetReplaced'), answered))).toBe('replaced');
  });

  test('409 PGetReplaced after a poll that was cut: the same, for the server may still hold that one', () => {
    const asked = after(refusal(409, 'PGetReplaced'), after(noAnswer('unreachable')).timer());
    expect(situation(asked)).toBe('live, polling');
    expect(situation(after(refusal(409, 'PGetReplaced'), asked))).toBe('replaced');
  });

  test('404 ApplicationNotFound: recreates', () => {
    const gone = after(refusal(404, 'ApplicationNotFound'));
    expect(situation(gone)).toBe('connecting');
    expect(begun(gone)).toEqual(['application']);
    expect(phase(gone)).toBe('live');
  });

  test.each([
    ['404', refusal(404)],
    ['410', refusal(410)],
  ])('%s without a word of the application: asks it, and it decides', (_, error) => {
    const doubted = after(error);
    expect(situation(doubted)).toBe('live, checking in doubt');
    expect(situation(doubted.checkFailed(refusal(404, 'ApplicationNotFound')))).toBe('connecting');
    expect(situation(doubted.checkFailed(refusal(404)))).toBe('connecting');
    expect(situation(doubted.alive())).toBe('live, resting before poll');
  });

  test('an application that lives without its channel is not believed for ever, nor asked without pause', () => {
    let driver = live();
    let asked = 0;
    while (driver.state.kind === 'live') {
      asked += 1;
      expect(asked).toBeLessThan(10);
      driver = driver.pollFailed(refusal(404));
      while (driver.state.kind === 'live' && driver.state.channel.kind !== 'polling') {
        driver = driver.state.channel.kind === 'resting' ? driver.timer() : driver.alive();
      }
    }
    expect(asked).toBe(3);
    expect(situation(driver)).toBe('connecting');
  });

  test('an answer of the channel ends every doubt', () => {
    let driver = live();
    for (let round = 0; round < 6; round += 1) {
      driver = driver.pollFailed(refusal(404)).alive().timer();
      driver = driver.polled(packageOf({ rel: 'next', href: '/e2' }, 'a'));
    }
    expect(situation(driver)).toBe('live, polling');
  });

  test.each([
    ['401 after the ticket was renewed', refusal(401)],
    ['a password that is refused on renewal', appError('auth.denied', 'No.')],
  ])('%s: ends until the user acts, for repeating it could lock the account', (_, error) => {
    const ended = after(error);
    expect(phase(ended)).toBe('ended');
    expect(restart(ended)).toBe('user');
    for (const type of ['wake', 'networkUp', 'clockJumped'] as const) {
      expect(ended.advance(MINUTE).happen({ type }).effects).toEqual([]);
    }
  });

  test('403 MaxEventCountReached: recreates', () => {
    expect(situation(after(refusal(403, 'MaxEventCountReached')))).toBe('connecting');
  });

  const passing: [string, AppError][] = [
    ['408', refusal(408)],
    ['500', refusal(500)],
    ['502', refusal(502)],
    ['503', refusal(503)],
    ['504', refusal(504)],
    ['429', refusal(429)],
    ['a socket error', noAnswer('unreachable')],
    ['a page that cannot be read', appError('ucwa.unexpected', 'Unreadable.', { status: 200, retryable: true })],
  ];
  test.each(passing)('%s: back-off 1, 2, 4 ... 60 s, same URL', (_, error) => {
    const first = after(error);
    expect(situation(first)).toBe('live, resting before poll');
    const again = first.timer();
    expect(again.now - first.now).toBe(1_000);
    expect(again.job('poll')).toMatchObject({ href: '/e2', withParameters: false });
    let driver = after(error, again);
    const waits: number[] = [];
    for (let round = 0; round < 8; round += 1) {
      const { now } = driver;
      driver = driver.timer();
      waits.push((driver.now - now) / 1_000);
      // Whether it is the channel or everything, the application tells.
      driver = driver.alive().pollFailed(error);
    }
    expect(waits).toEqual([2, 4, 8, 16, 32, 60, 60, 60]);
    const { connection } = driver.machine;
    expect(connection).toMatchObject({ phase: 'degraded', reason: error, attempt: 10 });
  });

  test('after 15 minutes: GET application decides', () => {
    const failing = (): Driver => {
      let driver = after(refusal(503));
      const since = driver.now;
      while (driver.now - since < 16 * MINUTE) {
        if (driver.state.kind !== 'live') throw new Error(situation(driver));
        const { kind } = driver.state.channel;
        driver =
          kind === 'resting'
            ? driver.timer()
            : kind === 'polling'
              ? driver.pollFailed(refusal(503))
              : driver.checkFailed(refusal(503));
      }
      while (driver.state.kind === 'live' && driver.state.channel.kind !== 'checking') driver = driver.timer();
      return driver;
    };
    const asked = failing();
    expect(situation(asked)).toBe('live, checking');
    expect(situation(asked.checkFailed(refusal(404, 'ApplicationNotFound')))).toBe('connecting');
    expect(situation(asked.checkFailed(refusal(410, 'InactiveApplicationExpired')))).toBe('connecting');
    const alive = asked.alive();
    expect(alive.job('poll').href).toBe('/e2');
    expect(alive.effects).toContainEqual({ kind: 'tellTransientLost' });
    // Once, and not again with every question of an outage that goes on.
    const later = alive.pollFailed(refusal(503)).timer().alive();
    expect(later.effects).not.toContainEqual({ kind: 'tellTransientLost' });
  });

  test('jitter and Retry-After', () => {
    const polling = live();
    const { run } = polling.job('poll');
    const late = drive(polling.machine, polling.now).happen({
      type: 'pollFailed',
      run,
      error: refusal(503, undefined, 120),
    });
    expect(late.job('timer').ms).toBe(120_000);
  });
});

describe('4.5, how an application ends', () => {
  test('404 ApplicationNotFound, wherever it comes up: recreated in silence', () => {
    const asked = live().happen({ type: 'wake' });
    const gone = asked.checkFailed(refusal(404, 'ApplicationNotFound'));
    expect(situation(gone)).toBe('connecting');
    expect(phase(gone.made('other').attached())).toBe('live');
  });

  test('404 ApplicationNotFound from a subscription (15.3): the application is asked first', () => {
    const reading = drive().happen({ type: 'start' }).signedIn().made();
    const { run } = reading.job('attach');
    const error = refusal(404, 'ApplicationNotFound');
    const doubted = reading.happen({ type: 'attachFailed', run, failed: [0], error });
    expect(situation(doubted)).toBe('attaching pausing, checking in doubt');
    expect(situation(doubted.alive())).toBe('attaching pausing, resting before poll');
    expect(situation(doubted.checkFailed(error))).toBe('connecting');
  });

  test.each([
    ['410 TooManyApplications', 'TooManyApplications', 'ucwa.tooManyApplications'],
    ['410 UserAgentNotAllowed', 'UserAgentNotAllowed', 'ucwa.userAgentNotAllowed'],
  ])('%s: shown, waits for the user', (_, subcode, code) => {
    const ended = after(refusal(410, subcode));
    expect(ended.machine.connection).toMatchObject({ phase: 'ended', reason: { code } });
    expect(restart(ended)).toBe('user');
    const { run } = drive().happen({ type: 'start' }).signedIn().job('application');
    const refused = drive()
      .happen({ type: 'start' })
      .signedIn()
      .happen({ type: 'applicationFailed', run, error: refusal(410, subcode) });
    expect(restart(refused)).toBe('user');
  });

  test('410 InactiveApplicationExpired: recreated, for the machine slept or the network was away', () => {
    expect(situation(after(refusal(410, 'InactiveApplicationExpired')))).toBe('connecting');
    const woken = live().happen({ type: 'wake' });
    expect(situation(woken.checkFailed(refusal(410, 'InactiveApplicationExpired')))).toBe('connecting');
  });

  test('410 CannotRedirect: discovers again after a delay', () => {
    const left = after(refusal(410, 'CannotRedirect'));
    expect(situation(left)).toBe('waiting for sign-in');
    expect(situation(left.timer())).toBe('signingIn');
  });

  test('410 CannotRedirect again and again: not without pause', () => {
    let driver = drive().happen({ type: 'start' });
    const waits: number[] = [];
    for (let round = 0; round < 4; round += 1) {
      const left = driver.signedIn().made().pollFailed(refusal(410, 'CannotRedirect'));
      driver = left.timer();
      waits.push((driver.now - left.now) / 1_000);
    }
    expect(waits).toEqual([1, 2, 4, 8]);
  });

  test('a ticket of another pool, renewed in vain: discovers again', () => {
    const error = appError('auth.required', 'No.', { status: 500, diagnostics: '28032', remedy: 'leavePool' });
    expect(situation(after(error))).toBe('waiting for sign-in');
  });

  test('an application that is short-lived again and again is not recreated without pause', () => {
    let driver = drive().happen({ type: 'start' }).signedIn();
    const waits: number[] = [];
    for (let round = 0; round < 6; round += 1) {
      driver = driver.made().pollFailed(refusal(404, 'ApplicationNotFound'));
      const { now } = driver;
      if (driver.state.kind === 'waiting') driver = driver.timer();
      waits.push((driver.now - now) / 1_000);
    }
    expect(waits).toEqual([0, 2, 4, 8, 16, 32]);
  });
});

describe('7.1 and 7.4, following the links', () => {
  const told = (driver: Driver): string[] => driver.effects.map(({ kind }) => kind);

  test('next: followed without parameters, parked before the package is told', () => {
    const answered = live().polled(packageOf({ rel: 'next', href: '/e3?ack=x%3d' }, 'a', 'b'));
    expect(answered.job('poll')).toMatchObject({ href: '/e3?ack=x%3d', withParameters: false });
    expect(told(answered)).toEqual(['begin', 'tellPackage']);
  });

  test('resume: followed, parameters resent, transient state lost', () => {
    const answered = live().polled(packageOf({ rel: 'resume', href: '/e3' }, 'a'));
    expect(answered.job('poll')).toMatchObject({ href: '/e3', withParameters: true });
    expect(told(answered)).toEqual(['begin', 'tellPackage', 'tellTransientLost']);
  });

  test('resync: followed, transient state lost; the server has not lost the parameters', () => {
    const answered = live().polled(packageOf({ rel: 'resync', href: '/e1' }));
    expect(answered.job('poll')).toMatchObject({ href: '/e1', withParameters: false });
    expect(told(answered)).toEqual(['begin', 'tellTransientLost']);
  });

  test('a quiet poll is no failure', () => {
    let driver = live();
    for (let round = 0; round < 20; round += 1) {
      driver = driver.advance(180_000).polled(packageOf({ rel: 'next', href: `/quiet${round}` }));
      expect(situation(driver)).toBe('live, polling');
      expect(driver.effects.map(({ kind }) => kind)).toEqual(['begin', 'tellQuiet']);
    }
  });

  test('a proxy that cuts every poll after a minute is no trouble while the application answers', () => {
    let driver = live();
    for (let round = 0; round < 20; round += 1) {
      const before = driver.machine.connection;
      driver = driver.advance(MINUTE).pollFailed(noAnswer('unreachable')).alive();
      expect(driver.machine.connection).toBe(before);
      expect(driver.job('poll').href).toBe('/e2');
    }
  });

  test('quiet polls while the clock is set back a little are quiet polls', () => {
    let driver = live();
    for (let round = 0; round < 6; round += 1) {
      driver = driver.advance(-20_000).polled(packageOf({ rel: 'next', href: '/e3' }));
      expect(situation(driver)).toBe('live, polling');
    }
  });

  test('answers at once that lead nowhere are not followed in a spin', () => {
    let driver = live().polled(packageOf({ rel: 'next', href: '/e3' }));
    const begin = driver.now;
    for (let round = 0; round < 12; round += 1) {
      driver = driver.polled(packageOf(null));
      if (driver.state.kind === 'live' && driver.state.channel.kind === 'resting') driver = driver.timer();
    }
    expect(driver.now - begin).toBeGreaterThan(3 * MINUTE);
    expect(phase(driver)).toBe('live');
  });
});

describe('15.3, a feature finds that the application is gone', () => {
  const gone = (driver: Driver, application = driver.job('poll').living.application): Driver =>
    driver.happen({ type: 'applicationLost', application, error: refusal(404, 'ApplicationNotFound') });

  test('another one is made at once, whatever the channel waits for', () => {
    expect(gone(live()).state.kind).toBe('connecting');
    const pausing = live().pollFailed(noAnswer('unreachable'));
    if (pausing.state.kind !== 'live') throw new Error('not live');
    expect(gone(pausing, pausing.state.living.application).state.kind).toBe('connecting');
  });

  test('late news of an earlier application is none', () => {
    const driver = live();
    expect(situation(gone(driver, { ...driver.job('poll').living.application }))).toBe('live, polling');
  });
});

describe('20, waking up', () => {
  test('a question that was under way before the sleep is asked anew, one that has just been asked is not', () => {
    const asked = live().happen({ type: 'wake' });
    expect(asked.advance(1_000).happen({ type: 'wake' }).job('check').run).toBe(asked.job('check').run);
    const again = asked.advance(10_000).happen({ type: 'wake' });
    expect(again.job('check').run).not.toBe(asked.job('check').run);
    expect(again.alive().effects).toContainEqual({ kind: 'tellTransientLost' });
  });

  test('waking up while the application is asked for another reason: it is read again all the same', () => {
    const doubted = live().pollFailed(refusal(404));
    const woken = doubted.happen({ type: 'wake' });
    expect(woken.job('check').run).toBe(doubted.job('check').run);
    const alive = woken.alive().timer().alive();
    expect(alive.effects).toContainEqual({ kind: 'tellTransientLost' });
  });
});
