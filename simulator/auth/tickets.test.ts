import { expect, test } from 'vitest';
import { createDrivenClock } from '../clock.ts';
import { Tickets } from './tickets.ts';

test('a ticket that ran out is refused, and forgotten a day later', () => {
  const clock = createDrivenClock(0);
  const tickets = new Tickets(clock);
  const old = tickets.issue('pool', 60);
  const check = () => tickets.check(`Bearer ${old}`, 'pool').state;
  expect(check()).toBe('good');
  clock.advance(60_000);
  tickets.issue('pool', 60);
  expect(check()).toBe('bad');
  clock.advance(24 * 3_600_000 + 1);
  expect(check()).toBe('bad');
  tickets.issue('pool', 60);
  expect(check()).toBe('unknown');
});
