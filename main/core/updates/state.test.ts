import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { UpdateStatus } from '../store/state.ts';
import { DAY_MS, errorOf, FIRST_PAUSE_MS, mayCheck, nextCheckIn, nextStatus, type UpdateEvent } from './state.ts';

const error = errorOf({ ok: false, reason: 'unreachable', detail: '' });
const version = fc.constantFrom('1.0.0', '1.1.0');
const anEvent: fc.Arbitrary<UpdateEvent> = fc.oneof(
  fc.constant({ type: 'checking' as const }),
  fc.record({ type: fc.constant('newest' as const), at: fc.nat() }),
  fc.record({ type: fc.constant('downloading' as const), version, percent: fc.double({ min: -5, max: 200 }) }),
  fc.record({ type: fc.constant('ready' as const), version }),
  fc.record({ type: fc.constant('failed' as const), at: fc.nat(), error: fc.constant(error) }),
);

test('whatever happens, percents are whole, of a hundred, and never go back for one version', () => {
  fc.assert(
    fc.property(fc.array(anEvent), (events) => {
      let status: UpdateStatus = { phase: 'idle', checkedAt: null };
      for (const event of events) {
        const next = nextStatus(status, event);
        if (next.phase === 'downloading') {
          expect(Number.isInteger(next.percent) && next.percent >= 0 && next.percent <= 100).toBe(true);
          if (status.phase === 'downloading' && status.version === next.version)
            expect(next.percent).toBeGreaterThanOrEqual(status.percent);
        }
        if (status.phase === 'ready') expect(next).toBe(status);
        status = next;
      }
    }),
  );
});

test('nothing turns on what is off', () => {
  fc.assert(fc.property(anEvent, (event) => nextStatus({ phase: 'off' }, event).phase === 'off'));
  expect(mayCheck({ phase: 'off' })).toBe(false);
});

test.each([
  [0, DAY_MS],
  [1, FIRST_PAUSE_MS],
  [2, 2 * FIRST_PAUSE_MS],
  [7, 64 * FIRST_PAUSE_MS],
  [8, DAY_MS],
  [10_000, DAY_MS],
])('after %i failures the pause is %i ms and up to a fifth more', (failures, pause) => {
  expect(nextCheckIn(failures, 0)).toBe(pause);
  expect(nextCheckIn(failures, 0.999)).toBeGreaterThan(pause * 1.19);
  expect(nextCheckIn(failures, 0.999)).toBeLessThan(pause * 1.2);
});
