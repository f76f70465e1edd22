/** Every command attacked, as the contract lists them: nothing that is refused reaches the core, and nothing throws. */
import fc from 'fast-check';
import * as v from 'valibot';
import { beforeEach, describe, expect, test } from 'vitest';
import { MOST } from '../../main/ipc/allowance.ts';
import { COMMANDS } from '../../preload/contract/channels.ts';
import { SCHEMAS } from '../../preload/contract/schemas.ts';
import { APP_URL } from '../../main/electron/security/protocol-path.ts';
import { disposedFrame, isDone, openDoor } from './door.ts';
import { goodFor } from './samples.ts';

const RUNS = { numRuns: 60 };
const refused = { ok: false, error: { code: 'validation' } };

let door: ReturnType<typeof openDoor>;
beforeEach(() => {
  door = openDoor();
});

/** What the core may be given: plain data of its own, and little of it. */
function expectPlain(input: unknown): void {
  expect(input).toEqual(JSON.parse(JSON.stringify(input)));
  expect(JSON.stringify(input).length).toBeLessThan(1_000_000);
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    expect([Object.prototype, Array.prototype]).toContain(Object.getPrototypeOf(value));
    expect(Object.getOwnPropertyNames(value)).not.toContain('__proto__');
    for (const one of Object.values(value)) walk(one);
  };
  walk(input);
}

/** Everything the core was given was good by the contract; answers how often it was called. */
function expectOnlyGood(command: keyof typeof SCHEMAS): number {
  for (const { command: called, input } of door.core.calls) {
    expect(called).toBe(command);
    expectPlain(input);
  }
  return door.core.calls.length;
}

const FOREIGN_URLS = [
  '',
  'about:blank',
  'about:srcdoc',
  'https://evil.example/',
  'http://rollcall/',
  'file:///index.html',
  'data:text/html,x',
  'javascript:0',
  'app://rollcall.evil.example/index.html',
  'app://rollcall:80/index.html',
  'app://evil@other/index.html',
  'app://rollcal/index.html',
  'blob:app://rollcall/0',
  'filesystem:app://rollcall/0',
  'view-source:app://rollcall/index.html',
  'not a url',
];

describe.each(COMMANDS)('%s', (command) => {
  const schema = SCHEMAS[command];
  const good = goodFor(schema);
  const [example] = fc.sample(good, { numRuns: 1, seed: 1 });

  test('is done for good input, so that what follows proves something', async () => {
    await fc.assert(
      fc.asyncProperty(good, async (input) => {
        door = openDoor();
        expect(isDone(await door.knock(command, input))).toBe(true);
        expect(expectOnlyGood(command)).toBe(command === 'state.snapshot' ? 0 : 1);
      }),
      { numRuns: 20 },
    );
  });

  test('is refused to every other frame', async () => {
    for (const url of FOREIGN_URLS)
      expect(await door.knock(command, example, { url, parent: null })).toMatchObject(refused);
    expect(await door.knock(command, example, { url: APP_URL, parent: door.main })).toMatchObject(refused);
    expect(await door.knock(command, example, null)).toMatchObject(refused);
    expect(await door.knock(command, example, disposedFrame())).toMatchObject(refused);
    expect(door.core.calls).toEqual([]);
  });

  test('is refused for a part of a wrong type, missing, or too much', async () => {
    const bad = fc.anything({ withDate: true, withMap: true, withSet: true, withBigInt: true, withTypedArray: true });
    await fc.assert(
      fc.asyncProperty(good, bad, fc.nat(), async (input, wrong, at) => {
        door = openDoor();
        const keys = Object.keys((input as object | null) ?? {});
        const key = keys[at % Math.max(1, keys.length)];
        const changed = key === undefined ? wrong : { ...(input as object), [key]: wrong };
        const isGood = v.is(schema, structuredClone(changed));
        const answer = await door.knock(command, changed);
        if (isGood) expect(isDone(answer)).toBe(true);
        else expect(answer).toMatchObject(refused);
        expect(expectOnlyGood(command)).toBe(isGood && command !== 'state.snapshot' ? 1 : 0);
      }),
      RUNS,
    );
  });

  test('is refused for anything whatever, or given only what is plain and small', async () => {
    await fc.assert(
      fc.asyncProperty(fc.anything({ withNullPrototype: true, maxDepth: 5 }), async (argument) => {
        door = openDoor();
        const answer = await door.knock(command, argument);
        if (!isDone(answer)) expect(answer).toMatchObject(refused);
        expect(expectOnlyGood(command)).toBeLessThanOrEqual(isDone(answer) ? 1 : 0);
      }),
      RUNS,
    );
  });

  test('takes nothing over from a prototype, and gives none a new property', async () => {
    const tricks = ['{"__proto__":{"polluted":1}}', '{"constructor":{"prototype":{"polluted":1}}}', '{"toString":1}'];
    for (const trick of tricks) {
      const own = JSON.parse(trick) as object;
      const mixed = Object.defineProperties({ ...(example as object | null) }, Object.getOwnPropertyDescriptors(own));
      for (const argument of [own, mixed, Object.create(example as object | null) as object, [example], [[example]]]) {
        const answer = await door.knock(command, argument);
        if (!isDone(answer)) expect(answer).toMatchObject(refused);
      }
    }
    for (const { input } of door.core.calls) expectPlain(input);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('is refused what is huge or deep', async () => {
    // More than the largest file that may be imported.
    const huge = 'x'.repeat(8_000_001);
    const many = Array.from({ length: 100_000 }, () => example);
    let deep: unknown = example;
    for (let i = 0; i < 500; i++) deep = { deep };
    const fields = Object.keys((example as object | null) ?? {});
    const grown = fields.flatMap((field) =>
      [huge, many, deep].map((part) => ({ ...(example as object), [field]: part })),
    );
    const wide = Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`k${i}`, i]));
    for (const argument of [huge, many, deep, { [huge]: 1 }, { ...(example as object | null), ...wide }, ...grown]) {
      const answer = await door.knock(command, argument);
      expect(answer).toMatchObject(refused);
      expect(JSON.stringify(answer).length).toBeLessThan(2_000);
    }
    expect(door.core.calls).toEqual([]);
  });
});

describe('a flood', () => {
  const { inFlight, perSecond, logged } = MOST;
  const ask = (count: number, window?: ReturnType<typeof door.openWindow>) =>
    Promise.all(Array.from({ length: count }, () => door.knock('session.retry', null, door.main, window)));
  const busyIn = (answers: Awaited<ReturnType<typeof ask>>) =>
    answers.filter((answer) => !answer.ok && answer.error.code === 'busy').length;

  test('is cut where a second is full; the next second is free again', async () => {
    for (let done = 0; done < perSecond; done += inFlight / 2) expect(busyIn(await ask(inFlight / 2))).toBe(0);
    expect(busyIn(await ask(300))).toBe(300);
    expect(door.core.calls).toHaveLength(perSecond);
    door.clock.advance(1_000);
    expect(busyIn(await ask(1))).toBe(0);
  });

  test('is cut where too many are unanswered, and goes on as they are answered', async () => {
    let finish: () => void = () => {};
    const held = new Promise<void>((resolve) => (finish = resolve));
    door.core.answers.set('session.retry', () => held.then(() => ({ ok: true, value: null })));
    const waiting = ask(inFlight);
    expect(busyIn(await ask(5))).toBe(5);
    expect(door.core.calls).toHaveLength(inFlight);
    finish();
    expect(busyIn(await waiting)).toBe(0);
    expect(busyIn(await ask(1))).toBe(0);
  });

  test('of one window leaves the others their share', async () => {
    const other = door.openWindow();
    await ask(perSecond * 2);
    expect(busyIn(await ask(inFlight, other))).toBe(0);
  });

  test('of refused commands is cut as well, and does not fill the log', async () => {
    const foreign = { url: 'https://evil.example/', parent: null };
    for (let i = 0; i < perSecond * 2; i++) await door.knock('session.retry', null, foreign);
    expect(door.core.calls).toEqual([]);
    expect(door.logger.lines.length).toBeLessThanOrEqual(logged);
    expect(door.logger.lines.length).toBeGreaterThan(0);
  });

  test('says that nothing was done and that trying again may help', async () => {
    const [last] = (await ask(perSecond + 1)).slice(-1);
    expect(last).toMatchObject({ ok: false, error: { code: 'busy', retryable: true } });
  });
});
