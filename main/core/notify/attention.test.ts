import { expect, test } from 'vitest';
import { drivenClock } from '../testing/clock.ts';
import { fakePower } from '../testing/ports.ts';
import { createAttention } from './attention.ts';

function attention() {
  const clock = drivenClock();
  const power = fakePower();
  const made = createAttention(clock, power);
  return { clock, power, shows: made.shows, seen: () => [...made.seen()] };
}

test('at first nothing is seen, then what the window last said', () => {
  const { shows, seen } = attention();
  expect(seen()).toEqual([]);
  shows(['a', 'b']);
  expect(seen()).toEqual(['a', 'b']);
  shows(['c']);
  expect(seen()).toEqual(['c']);
  shows([]);
  expect(seen()).toEqual([]);
});

test('a window that falls silent is not believed for long', async () => {
  const { shows, seen, clock } = attention();
  shows(['a']);
  await clock.advance(60_000);
  expect(seen()).toEqual(['a']);
  await clock.advance(1);
  expect(seen()).toEqual([]);
  shows(['a']);
  expect(seen()).toEqual(['a']);
});

test.each([
  [0, true],
  [120, true],
  [121, false],
  [Infinity, false],
])('%d seconds without a key or the mouse: seen %j', (idle, isSeen) => {
  const { shows, seen, power } = attention();
  shows(['a']);
  power.idle = idle;
  expect(seen()).toEqual(isSeen ? ['a'] : []);
});
