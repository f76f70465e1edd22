import { expect, test } from 'vitest';
import { createBackground } from './background.ts';

/** A disk whose writes in the background come to their end when the test says so. */
function slowDisk() {
  const done: string[] = [];
  const refused: string[] = [];
  const ends: ((error?: Error) => Promise<void>)[] = [];
  const write = (name: string, value: unknown): void => void done.push(`${name} ${String(value)}`);
  const background = createBackground(
    {
      saveBehind: (name, value, isWanted) =>
        new Promise<void>((resolve, reject) => {
          ends.push(async (error) => {
            if (error) reject(error);
            else {
              if (isWanted()) write(name, value);
              resolve();
            }
            for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
          });
        }),
    },
    write,
    (name) => refused.push(name),
  );
  return { background, done, refused, ends };
}

test('one write at a time, and of what comes meanwhile only the newest', async () => {
  const { background, done, ends } = slowDisk();
  background.add('a', 1);
  expect(ends).toHaveLength(0);
  background.start();
  for (const value of [2, 3]) {
    background.add('a', value);
    background.start();
  }
  expect(ends).toHaveLength(1);
  await ends[0]?.();
  expect(ends).toHaveLength(2);
  await ends[1]?.();
  expect(done).toEqual(['a 1', 'a 3']);
});

test('what is of another account is not lost, and comes in the order in which it was added last', async () => {
  const { background, done, ends } = slowDisk();
  background.add('a', 1);
  background.start();
  for (const name of ['b', 'c', 'b']) background.add(name, 2);
  for (let index = 0; index < 3; index += 1) await ends[index]?.();
  expect(done).toEqual(['a 1', 'c 2', 'b 2']);
});

test('finishing writes all of it at once, and what was on its way comes after nothing newer', async () => {
  const { background, done, ends } = slowDisk();
  background.add('a', 1);
  background.start();
  background.finish();
  expect(done).toEqual(['a 1']);
  await ends[0]?.();
  background.add('a', 2);
  background.start();
  background.add('a', 3);
  background.add('b', 3);
  background.finish();
  background.finish();
  await ends[1]?.();
  expect(done).toEqual(['a 1', 'a 3', 'b 3']);
  expect(ends).toHaveLength(2);
});

test('what is dropped reaches the disk no more, and holds nothing up', async () => {
  const { background, done, ends } = slowDisk();
  background.add('a', 1);
  background.start();
  background.add('a', 2);
  background.add('b', 2);
  background.drop('a');
  await ends[0]?.();
  await ends[1]?.();
  expect(done).toEqual(['b 2']);
});

test('a refusal is told, and the next one is tried', async () => {
  const { background, done, refused, ends } = slowDisk();
  background.add('a', 1);
  background.add('b', 1);
  background.start();
  await ends[0]?.(new Error('ENOSPC'));
  expect(refused).toEqual(['a']);
  await ends[1]?.();
  expect(done).toEqual(['b 1']);
});
