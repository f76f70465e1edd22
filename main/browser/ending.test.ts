import { expect, test, vi } from 'vitest';
import { createDrivenClock, createMemoryLogger } from '../ipc/testing/fake-core.ts';
import { createEnding, STOP_MS } from './ending.ts';

function setUp() {
  const clock = createDrivenClock();
  const logger = createMemoryLogger();
  const closing = Promise.withResolvers<undefined>();
  const close = vi.fn(() => closing.promise);
  const leave = vi.fn();
  return { clock, logger, closing, close, leave, end: createEnding({ close, leave, clock, logger }) };
}
const turns = () => new Promise(setImmediate);

test('the process leaves when everything is closed, once, also when asked twice', async () => {
  const { end, close, leave, closing, clock } = setUp();
  end(0);
  end(0);
  end(1);
  await turns();
  expect(close).toHaveBeenCalledTimes(1);
  expect(leave).not.toHaveBeenCalled();
  closing.resolve(undefined);
  await turns();
  clock.advance(60_000);
  expect(leave.mock.calls).toEqual([[0]]);
});

test('what hangs is left behind in time', async () => {
  const { end, leave, closing, clock } = setUp();
  end(0);
  clock.advance(STOP_MS);
  expect(STOP_MS).toBeLessThan(5_000);
  expect(leave.mock.calls).toEqual([[0]]);
  closing.resolve(undefined);
  await turns();
  expect(leave).toHaveBeenCalledTimes(1);
});

test('what fails on the way is logged', async () => {
  const { end, leave, closing, logger } = setUp();
  end(0);
  closing.reject(new Error('no way'));
  await turns();
  expect(leave.mock.calls).toEqual([[0]]);
  expect(logger.lines).toMatchObject([{ level: 'error', message: 'the app did not end cleanly' }]);
});
