import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { appError, fail, ok, type Result } from '../result.ts';
import { later, noAnswer, refusal } from '../testing/client.ts';
import { drivenClock, idle } from '../testing/clock.ts';
import { createWorker } from './worker.ts';

const RETRYABLE = fail(noAnswer());
const FINAL = fail(appError('ucwa.forbidden', 'no'));

/** A worker whose runs answer from a list, the last entry for ever. */
function scripted(...outcomes: Result<unknown>[]) {
  const clock = drivenClock();
  const abort = new AbortController();
  const runs: number[] = [];
  const worker = createWorker(clock, abort.signal, async () => {
    runs.push(clock.now());
    if (runs.length > 1_000) throw new Error('The worker runs without end.');
    return (outcomes.length > 1 ? outcomes.shift() : outcomes[0]) ?? ok(null);
  });
  return { clock, abort, runs, worker };
}

/** A worker whose runs end when the test says so. */
function held() {
  const clock = drivenClock();
  const abort = new AbortController();
  const open: ((outcome: Result<unknown>) => void)[] = [];
  let running = 0;
  let most = 0;
  const worker = createWorker(clock, abort.signal, async () => {
    running += 1;
    most = Math.max(most, running);
    const run = later<Result<unknown>>();
    open.push(run.give);
    const outcome = await run.promise;
    running -= 1;
    return outcome;
  });
  return { clock, abort, worker, open, most: () => most };
}

describe('a request', () => {
  test('runs the work and resolves when it is done', async () => {
    const { worker, open } = held();
    let done = false;
    void worker.request().then(() => (done = true));
    await idle();
    expect(done).toBe(false);
    open[0]!(ok(null));
    await idle();
    expect(done).toBe(true);
    expect(open).toHaveLength(1);
  });

  test('during a run starts no second one but another afterwards, however many ask', async () => {
    const { worker, open, most } = held();
    void worker.request();
    await idle();
    let covered = false;
    void worker.request();
    void worker.request().then(() => (covered = true));
    await idle();
    expect(open).toHaveLength(1);
    open[0]!(ok(null));
    await idle();
    expect(open).toHaveLength(2);
    expect(covered).toBe(false);
    open[1]!(ok(null));
    await idle();
    expect(covered).toBe(true);
    expect(open).toHaveLength(2);
    expect(most()).toBe(1);
  });

  test('made in the same moment as another shares its run', async () => {
    const { worker, runs } = scripted(ok(null));
    await Promise.all([worker.request(), worker.request(), worker.request()]);
    expect(runs).toHaveLength(1);
  });

  test('after a run is over runs again', async () => {
    const { worker, runs } = scripted(ok(null));
    await worker.request();
    await worker.request();
    expect(runs).toHaveLength(2);
  });

  test('made by the work itself, even as it begins, runs it once more and not twice at a time', async () => {
    let running = 0;
    let most = 0;
    const log: string[] = [];
    const worker = createWorker(drivenClock(), new AbortController().signal, async () => {
      running += 1;
      most = Math.max(most, running);
      log.push('run');
      if (log.length === 1) void worker.request().then(() => log.push('covered'));
      await idle();
      running -= 1;
      return ok(null);
    });
    await worker.request();
    await idle();
    expect(log).toEqual(['run', 'run', 'covered']);
    expect(most).toBe(1);
  });

  test('is covered by a run that began after it, at whatever moment it comes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 12 }), { maxLength: 8 }), fc.nat({ max: 4 }), async (gaps, length) => {
        let requested = 0;
        let seen = 0;
        const early: number[] = [];
        const worker = createWorker(drivenClock(), new AbortController().signal, async () => {
          const now = requested;
          for (let turn = 0; turn < length; turn += 1) await Promise.resolve();
          seen = now;
          return ok(null);
        });
        for (const gap of gaps) {
          for (let turn = 0; turn < gap; turn += 1) await Promise.resolve();
          requested += 1;
          const mine = requested;
          void worker.request().then(() => seen < mine && early.push(mine));
        }
        await idle();
        expect({ seen, early }).toEqual({ seen: requested, early: [] });
      }),
    );
  });
});

describe('a failure', () => {
  test('that may pass is tried again after a back-off that grows, and the request waits for success', async () => {
    const { clock, worker, runs } = scripted(RETRYABLE, RETRYABLE, RETRYABLE, ok(null));
    const start = clock.now();
    let done = false;
    void worker.request().then(() => (done = true));
    await clock.advance(6_999);
    expect(runs.map((at) => at - start)).toEqual([0, 1_000, 3_000]);
    expect(done).toBe(false);
    await clock.advance(1);
    expect(runs).toHaveLength(4);
    expect(done).toBe(true);
  });

  test('that names a time waits for it', async () => {
    const { clock, worker, runs } = scripted(fail(refusal(503, undefined, 30)), ok(null));
    void worker.request();
    await clock.advance(29_999);
    expect(runs).toHaveLength(1);
    await clock.advance(1);
    expect(runs).toHaveLength(2);
  });

  test('for good is not tried again, and the next request starts afresh', async () => {
    const { clock, worker, runs } = scripted(FINAL, ok(null));
    await worker.request();
    await clock.advance(600_000);
    expect(runs).toHaveLength(1);
    await worker.request();
    expect(runs).toHaveLength(2);
  });

  test('that should have ended the session is tried again rarely, and at once for who asks', async () => {
    const denied = fail(appError('auth.denied', 'no'));
    const { clock, worker, runs, abort } = scripted(denied, denied, ok(null), denied);
    await worker.request();
    await clock.advance(30 * 60_000 - 1);
    expect(runs).toHaveLength(1);
    await clock.advance(1);
    expect(runs).toHaveLength(2);
    await worker.request();
    expect([runs.length, clock.timers]).toEqual([3, 0]);
    await worker.request();
    expect([runs.length, clock.timers]).toEqual([4, 1]);
    abort.abort();
    expect(clock.timers).toBe(0);
  });

  test('forgets its count with success', async () => {
    const { clock, worker, runs } = scripted(RETRYABLE, RETRYABLE, ok(null), RETRYABLE, ok(null));
    void worker.request();
    await clock.advance(3_000);
    expect(runs).toHaveLength(3);
    void worker.request();
    await clock.advance(1_000);
    expect(runs).toHaveLength(5);
  });

  test('forgets it also when work goes on at once', async () => {
    const { clock, worker, open } = held();
    void worker.request();
    await idle();
    open[0]!(RETRYABLE);
    await clock.advance(1_000);
    open[1]!(RETRYABLE);
    await clock.advance(2_000);
    void worker.request();
    open[2]!(ok(null));
    await idle();
    open[3]!(RETRYABLE);
    await clock.advance(1_000);
    expect(open).toHaveLength(5);
  });
});

describe('an abort', () => {
  test('during the back-off ends it at once and leaves no timer', async () => {
    const { clock, abort, worker, runs } = scripted(RETRYABLE);
    let done = false;
    void worker.request().then(() => (done = true));
    await idle();
    expect(clock.timers).toBe(1);
    abort.abort();
    await idle();
    expect(done).toBe(true);
    expect(clock.timers).toBe(0);
    await clock.advance(600_000);
    expect(runs).toHaveLength(1);
  });

  test('during a run lets no further run begin, even if one was asked for', async () => {
    const { clock, abort, worker, open } = held();
    void worker.request();
    await idle();
    let done = false;
    void worker.request().then(() => (done = true));
    abort.abort();
    open[0]!(RETRYABLE);
    await clock.advance(600_000);
    expect(open).toHaveLength(1);
    expect(done).toBe(true);
  });

  test('before a request lets nothing begin', async () => {
    const { abort, worker, runs } = scripted(ok(null));
    abort.abort();
    await worker.request();
    await worker.request();
    expect(runs).toHaveLength(0);
  });
});
