import { expect, test } from 'vitest';
import { fakeLogger } from '../ucwa/testing.ts';
import type { Policy, PolicySource } from './policy.ts';
import { rereadPolicies } from './reread.ts';

const FIRST: PolicySource = { name: 'HKLM', values: { Theme: 'dark' } };

function start() {
  const logger = fakeLogger();
  const changes: Policy[] = [];
  const places = { now: [FIRST] as PolicySource[] };
  const read = () => Promise.resolve(places.now);
  const again = rereadPolicies({ logger, read, first: [FIRST], change: (policy) => changes.push(policy) });
  const reread = async (values: PolicySource['values']) => {
    places.now = [{ name: 'HKLM', values }];
    await again();
  };
  return { logger, changes, reread };
}

test('puts into force what the places say now', async () => {
  const { changes, reread, logger } = start();
  await reread({ Theme: 'light' });
  expect(changes).toMatchObject([{ settings: { theme: 'light' } }]);
  expect(logger.lines).toEqual([]);
});

test('keeps what a place said that cannot be read, and says so once for each time that it begins', async () => {
  const { changes, reread, logger } = start();
  await reread('unasked');
  await reread('unreadable');
  expect(changes).toMatchObject([{ settings: { theme: 'dark' } }, { settings: { theme: 'dark' } }]);
  expect(logger.lines).toEqual([expect.stringContaining('HKLM')]);
  await reread({ Theme: 'dark' });
  await reread('unreadable');
  expect(logger.lines).toHaveLength(2);
});

test('says of updates that they wait for the next start, once for each change', async () => {
  const { changes, reread, logger } = start();
  await reread({ Theme: 'dark', Updates: 0 });
  await reread({ Theme: 'dark', Updates: 0 });
  expect(logger.lines).toEqual([expect.stringContaining('after the next start')]);
  expect(changes[0]).not.toHaveProperty('updates');
});
