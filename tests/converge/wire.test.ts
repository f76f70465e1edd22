import { expect, test } from 'vitest';
import { VirtualTime } from './time.ts';
import { Wire } from './wire.ts';

/** What the app hears when a proxy sends its request twice, and the server answers so. */
async function heard(...statuses: readonly number[]): Promise<number | string> {
  const time = new VirtualTime();
  const answers = statuses.map((status) => ({ status, headers: {}, body: new Uint8Array() }));
  const wire = new Wire(time, { answer: () => Promise.resolve(answers.shift() ?? null) });
  wire.forecast({ on: 'any', times: 1, trouble: { kind: 'doubled' } });
  const request = {
    method: 'POST',
    url: 'https://pool.example/batch',
    headers: {},
    body: null,
    timeoutMs: 1_000,
  } as const;
  const sent = wire.port(() => true).send(request);
  await time.pass(100);
  const outcome = await sent;
  expect(answers).toEqual([]);
  return outcome.ok ? outcome.response.status : outcome.failure.kind;
}

test.each([
  ['the second answer counts', 201, 409, 409],
  ['the second answer counts, where the first was trouble', 503, 201, 201],
  ['the second says that it is gone', 500, 404, 404],
  ['the first says that it is gone: the server takes that for known', 404, 500, 404],
  ['the same of an application that expired', 410, 200, 410],
])('%s', async (_what, first, second, expected) => {
  expect(await heard(first, second)).toBe(expected);
});

test('the connection breaks over the second', async () => {
  expect(await heard(200)).toBe('unreachable');
});
