import { beforeEach, expect, it } from 'vitest';
import { fake } from '../../../tests/fakes/electron.ts';
import { watchLaterStarts } from './later-starts.ts';

beforeEach(() => {
  fake.reset();
  fake.app.requestSingleInstanceLock();
});

async function start(...argv: string[]): Promise<void> {
  fake.app.secondInstance(['rollcall', ...argv]);
  await Promise.resolve();
}

it('keeps the last start by hand that came before anybody could act on it', async () => {
  const starts = watchLaterStarts();
  await start('sip:ann@example.org');
  fake.ready();
  await start('sip:ben@example.org');
  await start('--hidden');
  const told: unknown[] = [];
  starts.follow((argv) => told.push(argv));
  expect(told).toEqual([['rollcall', 'sip:ben@example.org']]);
});

it('tells each start from then on, once, and none by the system', async () => {
  fake.ready();
  const starts = watchLaterStarts();
  const told: unknown[] = [];
  starts.follow((argv) => told.push(argv));
  await start();
  await start('--hidden');
  await start('--updated');
  await start('x');
  expect(told).toEqual([['rollcall'], ['rollcall', 'x']]);
});
