import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nameFor } from '../settings/names.ts';
import { ANN, BEN, fakeTokens, ticket } from '../testing/accounts.ts';
import { drivenClock } from '../testing/clock.ts';
import { fakeLogger } from '../ucwa/testing.ts';
import { createTicketKeeper } from './ticket-keeper.ts';

const NAME = nameFor('tickets', ANN);

function keeper(kept: Record<string, string> = {}) {
  const tokens = fakeTokens(kept);
  const clock = drivenClock();
  const logger = fakeLogger();
  return { tokens, clock, logger, keeper: createTicketKeeper(tokens, clock, logger) };
}

describe('tickets', () => {
  test('come back as they were, to their account alone', async () => {
    const { keeper: made, tokens } = keeper();
    expect(await made.save(ANN, [ticket()])).toBe(true);
    expect(await made.load(ANN)).toEqual([ticket()]);
    expect(await made.load(BEN)).toEqual([]);
    expect([...tokens.kept.keys()]).toEqual([NAME]);
    await made.forget(ANN);
    expect(await made.load(ANN)).toEqual([]);
    expect(tokens.kept.size).toBe(0);
  });

  test('that expired are gone, before writing and after reading', async () => {
    const { keeper: made, tokens, clock } = keeper();
    const soon = ticket({ token: 'soon', expiresAt: clock.now() + 1_000 });
    await made.save(ANN, [ticket(), soon, ticket({ token: 'old', expiresAt: clock.now() })]);
    expect(tokens.kept.get(NAME)).not.toContain('old');
    await clock.advance(1_000);
    expect(await made.load(ANN)).toEqual([ticket()]);
    await made.save(ANN, [soon]);
    expect(tokens.kept.size).toBe(0);
  });

  test('are few and of a size that tickets have', async () => {
    const { keeper: made } = keeper();
    const many = Array.from({ length: 50 }, (_, index) => ticket({ token: `${index}`, expiresAt: 2e12 + index }));
    await made.save(ANN, [...many, ticket({ token: 'x'.repeat(40_000), expiresAt: 3e12 })]);
    const kept = await made.load(ANN);
    expect(kept.map(({ token }) => token)).toEqual(['49', '48', '47', '46', '45', '44', '43', '42']);
  });

  test('whatever was kept, only whole tickets come out', async () => {
    const almost = fc.record(
      {
        service: fc.oneof(fc.constantFrom('https://pool.x/t', 'http://pool.x/t'), fc.jsonValue()),
        origins: fc.oneof(fc.array(fc.constantFrom('https://pool.x', 'x')), fc.jsonValue()),
        kind: fc.oneof(fc.constantFrom('password', 'windows', 'robot'), fc.jsonValue()),
        token: fc.oneof(fc.string(), fc.jsonValue()),
        renewAt: fc.oneof(fc.constant(2e12), fc.jsonValue()),
        expiresAt: fc.oneof(fc.constant(2e12), fc.jsonValue()),
      },
      { requiredKeys: [] },
    );
    const text = fc.oneof(
      fc.json(),
      fc.string(),
      fc.array(fc.oneof(almost, fc.jsonValue())).map((v) => JSON.stringify(v)),
    );
    await fc.assert(
      fc.asyncProperty(text, async (kept) => {
        for (const { service, origins, kind, token, renewAt, expiresAt } of await keeper({ [NAME]: kept }).keeper.load(
          ANN,
        )) {
          expect([service, ...origins].every((url) => url.startsWith('https://'))).toBe(true);
          expect(['windows', 'password', 'passive', 'microsoft']).toContain(kind);
          expect([typeof token, typeof renewAt, typeof expiresAt]).toEqual(['string', 'number', 'number']);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('where the system keeps none, that is said, without them', async () => {
    const { keeper: made, tokens, logger } = keeper();
    tokens.refuses = true;
    expect(await made.save(ANN, [ticket()])).toBe(false);
    expect(logger.lines.join()).toContain('cannot be kept');
    expect(logger.lines.join()).not.toContain(ticket().token);
  });

  test('settled waits for what was asked for', async () => {
    const { keeper: made, tokens } = keeper();
    void made.save(ANN, [ticket()]);
    expect(tokens.kept.size).toBe(0);
    await made.settled();
    expect(tokens.kept.size).toBe(1);
  });
});
