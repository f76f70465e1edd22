import { expect, test } from 'vitest';
import { later } from '../testing/client.ts';
import { idle } from '../testing/clock.ts';
import { createQueue } from './queue.ts';

test('one after the other, in the order in which they came, each with its outcome', async () => {
  const queue = createQueue();
  const log: string[] = [];
  const first = later<string>();
  const one = queue(async () => {
    log.push('first begins');
    return first.promise;
  });
  const two = queue(async () => {
    log.push('second begins');
    return 'two';
  });
  await idle();
  expect(log).toEqual(['first begins']);
  first.give('one');
  expect(await one).toBe('one');
  expect(await two).toBe('two');
  expect(log).toEqual(['first begins', 'second begins']);
});

test('a failure is told to its own caller alone', async () => {
  const queue = createQueue();
  const broken = queue(() => Promise.reject(new Error('broken')));
  const next = queue(async () => 'next');
  await expect(broken).rejects.toThrow('broken');
  expect(await next).toBe('next');
});
