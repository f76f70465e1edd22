import { describe, expect, test } from 'vitest';
import { appError, fail, ok, type Remedy, type Result } from '../result.ts';
import type { EditWish } from '../store/state.ts';
import { later, noAnswer, refusal } from '../testing/client.ts';
import { idle } from '../testing/clock.ts';
import { create, edits, liveEdits, note, show } from '../testing/edits.ts';
import { edit, phone } from '../testing/entities.ts';

const error = (remedy: Remedy) => appError('ucwa.unexpected', 'In words.', { remedy });
const number = (value: string): EditWish => ({ kind: 'phoneNumber', phone: 'home', number: value });

describe('by the remedy', () => {
  test.each([
    'repeatLater',
    'slowDown',
    'waitOut',
    'rediscover',
    'renewTicket',
    'recreate',
    'verify',
    'leavePool',
  ] as const)('%s: the edit waits with the reason and is tried again', async (remedy) => {
    const { edits: made, answer, row, rows, sent, clock, reread } = liveEdits();
    answer('note a', fail(error(remedy)), ok(null));
    const id = made.add(note('a'));
    await idle();
    expect(row(id)).toMatchObject({ status: 'waiting', error: { remedy } });
    await clock.advance(16_000);
    expect(sent()).toHaveLength(2);
    expect(rows()).toEqual([]);
    expect(reread).toEqual([]);
  });

  test.each(['stop', 'yield'] as const)('%s: it waits for the next session', async (remedy) => {
    const { edits: made, answer, row, sent, clock } = liveEdits();
    answer('note a', fail(error(remedy)), ok(null));
    const id = made.add(note('a'));
    await clock.advance(1_700_000);
    expect(row(id)).toMatchObject({ status: 'waiting', error: { remedy } });
    expect(sent()).toHaveLength(1);
    made.setLive(true);
    await idle();
    expect(sent()).toHaveLength(2);
  });

  test('a refused password: this session asks again but rarely, should it live on', async () => {
    const { edits: made, answer, sent, clock } = liveEdits();
    answer('note a', fail(appError('auth.denied', 'No.')));
    made.add(note('a'));
    await clock.advance(1_799_999);
    expect(sent()).toHaveLength(1);
    await clock.advance(6 * 3_600_000);
    expect(sent()).toHaveLength(13);
  });

  test('takeAsDone: it is settled', async () => {
    const { edits: made, answer, rows, reread } = liveEdits();
    answer('groupCreate', fail(error('takeAsDone')));
    made.add(create('a'));
    await idle();
    expect([rows(), reread]).toEqual([[], []]);
  });

  test.each(['mergeAndRepeat', 'reread', 'drop', 'hide', 'tell'] as const)(
    '%s: it fails with the reason, and what it is about is read again',
    async (remedy) => {
      const { edits: made, answer, row, sent, clock, reread } = liveEdits();
      answer('note a', fail({ ...error(remedy), retryable: true }));
      const id = made.add(note('a'));
      await clock.advance(3_600_000);
      expect(row(id)).toMatchObject({ status: 'failed', error: { remedy } });
      expect(sent()).toHaveLength(1);
      expect(reread).toMatchObject([[note('a'), { remedy }]]);
    },
  );
});

describe('one that cannot go out', () => {
  test('does not hold up the others for ever, even where it looks like the connection', async () => {
    const { edits: made, answer, rows, sent, clock } = liveEdits();
    answer('groupCreate', fail(noAnswer('timeout')));
    made.add(create('b'));
    made.add(note('a'));
    made.add(show(true));
    await clock.advance(60_000);
    expect(rows()).toEqual(['groupCreate waiting']);
    await clock.advance(600_000);
    expect(sent().length).toBeLessThan(25);
  });

  test('all of them: each is tried, none all the time', async () => {
    const { edits: made, answer, sent, clock } = liveEdits();
    for (const wish of ['groupCreate', 'note a', 'show true']) answer(wish, fail(noAnswer()));
    made.add(create('b'));
    made.add(note('a'));
    made.add(show(true));
    await clock.advance(3_600_000);
    const counts = ['groupCreate', 'note a', 'show true'].map((wish) => sent().filter((line) => line === wish).length);
    expect(Math.min(...counts)).toBeGreaterThan(15);
    expect(Math.max(...counts)).toBeLessThan(80);
  });

  test('holds up what concerns the same thing, so that nothing is done in the wrong order', async () => {
    const { edits: made, answer, rows, sent, clock } = liveEdits();
    answer('phoneNumber', fail(refusal(500)), fail(refusal(500)), ok(null));
    made.add(number('1'));
    made.add(show(true));
    made.add(note('a'));
    await clock.advance(2_000);
    expect(sent()).toEqual(['phoneNumber', 'note a', 'phoneNumber']);
    await clock.advance(1_000);
    expect(sent().slice(3)).toEqual(['phoneNumber', 'show true']);
    expect(rows()).toEqual([]);
  });

  test('has a pause of its own: a newer edit neither waits for it nor hurries it', async () => {
    const { edits: made, answer, sent, clock } = liveEdits();
    answer('groupCreate', fail(refusal(503, undefined, 90)), ok(null));
    made.add(create('b'));
    await clock.advance(10_000);
    made.add(note('a'));
    await idle();
    expect(sent()).toEqual(['groupCreate', 'note a']);
    await clock.advance(79_999);
    expect(sent()).toHaveLength(2);
    await clock.advance(1);
    expect(sent()).toHaveLength(3);
  });

  test('a server that asks for a pause gets it from all, but for what the user asks for', async () => {
    const { edits: made, answer, sent, clock } = liveEdits();
    answer('groupCreate', fail(refusal(429, undefined, 90)), ok(null));
    const id = made.add(create('b'));
    await clock.advance(10_000);
    made.add(note('a'));
    await clock.advance(79_999);
    expect(sent()).toEqual(['groupCreate']);
    made.retry(id);
    await idle();
    expect(sent()).toEqual(['groupCreate', 'groupCreate', 'note a']);
    expect(clock.timers).toBe(0);
  });

  test('a clock that was set back does not put it off', async () => {
    const { edits: made, answer, sent, clock } = liveEdits();
    answer('note a', fail(noAnswer()), ok(null));
    made.add(note('a'));
    await idle();
    const now = clock.now();
    Object.assign(clock, { now: () => now - 86_400_000 });
    await clock.advance(1_000);
    expect(sent()).toHaveLength(2);
  });
});

describe('without a connection', () => {
  test('what was on its way as the session ended waits without a reason, whatever its end was called', async () => {
    const { edits: made, answer, row, clock } = liveEdits();
    const running = later<Result<null>>();
    answer('note a', running.promise);
    const id = made.add(note('a'));
    await idle();
    made.setLive(false);
    running.give(fail(noAnswer('aborted')));
    await idle();
    expect(row(id)).toMatchObject({ status: 'waiting', error: null });
    expect(clock.timers).toBe(0);
  });

  test('what the session before this one answers is no failure of this one: it goes out at once', async () => {
    const { edits: made, answer, rows, sent, clock } = liveEdits();
    const running = later<Result<null>>();
    answer('note a', running.promise, ok(null));
    made.add(note('a'));
    await idle();
    made.setLive(false);
    made.setLive(true);
    running.give(fail(noAnswer()));
    await idle();
    expect([sent().length, rows(), clock.timers]).toEqual([2, [], 0]);
  });

  test('a request that was given up says nothing, even before the end of the session is told', async () => {
    const { edits: made, answer, row } = liveEdits();
    answer('note a', fail(noAnswer('aborted')));
    const id = made.add(note('a'));
    await idle();
    expect(row(id)).toMatchObject({ status: 'waiting', error: null });
  });

  test('the reason of an earlier try goes with the session; that of a failed one stays', async () => {
    const { edits: made, answer, row, journals } = liveEdits();
    answer('groupCreate', fail(refusal(403)));
    answer('note a', fail(refusal(503)));
    const ids = [made.add(create('b')), made.add(note('a'))];
    await idle();
    made.setLive(false);
    expect(ids.map((id) => row(id)?.error?.status ?? null)).toEqual([403, null]);
    expect(journals.at(-1)?.map((one) => one.error?.status ?? null)).toEqual([403, null]);
  });

  test('nor is a reason kept over a restart', () => {
    const { edits: made, row } = edits();
    made.restore([edit('1', note('a'), { status: 'waiting', error: noAnswer() })]);
    expect(row('1')).toMatchObject({ status: 'waiting', error: null });
  });
});

describe('what a later try is told', () => {
  function withPhone() {
    const made = edits();
    made.store.dispatch({ type: 'phonesRead', phones: [phone('home', { number: '1' })], at: 1 });
    return made;
  }

  test('at once in a session: it need not look first', async () => {
    const { edits: made, attempts } = withPhone();
    made.setLive(true);
    made.add(number('9'));
    await idle();
    expect(attempts).toEqual([{ late: false, asked: false, seen: ['1'] }]);
  });

  test.each(['it had to wait for a session', 'it was tried already', 'the session is another one'])(
    '%s: it is late',
    async (why) => {
      const { edits: made, answer, attempts, clock } = withPhone();
      if (why === 'it was tried already') answer('phoneNumber', fail(noAnswer()), ok(null));
      if (why !== 'it had to wait for a session') made.setLive(true);
      const slow = later<Result<null>>();
      if (why === 'the session is another one') {
        answer('note a', slow.promise);
        made.add(note('a'));
      }
      made.add(number('9'));
      if (why !== 'it was tried already') made.setLive(true);
      slow.give(ok(null));
      await clock.advance(1_000);
      expect(attempts.at(-1)).toEqual({ late: true, asked: false, seen: ['1'] });
    },
  );

  test('what the wish was made upon is on the disk before it goes out, and comes back with it', async () => {
    const first = withPhone();
    first.edits.setLive(true);
    first.answer('phoneNumber', new Promise(() => undefined));
    first.edits.add(number('9'));
    await idle();
    const [journal] = first.journals;
    expect(journal).toMatchObject([{ status: 'waiting', seen: ['1'] }]);

    const second = edits();
    second.store.dispatch({ type: 'phonesRead', phones: [phone('home', { number: '2' })], at: 1 });
    second.edits.restore(first.journals.at(-1) ?? []);
    second.edits.setLive(true);
    await idle();
    expect(second.attempts).toEqual([{ late: true, asked: false, seen: ['1'] }]);
  });

  test.each([[undefined], ['1'], [[1]]])(
    'a journal without it, or with something else in its place: %j',
    async (seen) => {
      const { edits: made, attempts } = edits();
      const damaged = { ...edit('1', number('9')), seen } as unknown as ReturnType<typeof edit>;
      made.restore([damaged]);
      made.setLive(true);
      await idle();
      expect(attempts[0]?.seen).toBeNull();
    },
  );

  test('tried again by the user: asked for, upon what is there now', async () => {
    const { edits: made, store, answer, attempts } = withPhone();
    made.setLive(true);
    answer('phoneNumber', fail(refusal(409)), ok(null));
    const id = made.add(number('9'));
    await idle();
    store.dispatch({ type: 'phonesRead', phones: [phone('home', { number: '2' })], at: 2 });
    made.retry(id);
    await idle();
    expect(attempts.at(-1)).toEqual({ late: true, asked: true, seen: ['2'] });
  });

  test('a newer wish knows what the one before it may have written', async () => {
    const { edits: made, answer, attempts, clock } = withPhone();
    made.setLive(true);
    const slow = later<Result<null>>();
    answer('phoneNumber', slow.promise, fail(noAnswer()), ok(null));
    made.add(number('8'));
    made.add(number('9'));
    slow.give(fail(noAnswer()));
    await clock.advance(1_000);
    expect(attempts.at(-1)).toEqual({ late: true, asked: false, seen: ['1', '8'] });
  });
});

test('those that were refused for a reason go out again together, in their order, and no others', async () => {
  const { edits: made, answer, sent, rows, log, clock } = liveEdits();
  const readOnly = refusal(500, 'InvalidExchangeServerVersion');
  answer('groupCreate', fail(readOnly));
  answer('note a', fail(refusal(403)));
  made.add(create('x'));
  made.add(create('y'));
  made.add(note('a'));
  await clock.advance(0);
  expect(rows()).toEqual(['groupCreate failed', 'groupCreate failed', 'note a failed']);
  log.length = 0;
  answer('groupCreate', ok(null));
  expect(made.retryAll(({ code }) => code === 'ucwa.readOnly')).toBe(true);
  await clock.advance(0);
  expect(sent()).toEqual(['groupCreate', 'groupCreate']);
  expect(rows()).toEqual(['note a failed']);
  expect(made.retryAll(({ code }) => code === 'ucwa.readOnly')).toBe(false);
});

test('those that wait for the reason do not wait any longer', async () => {
  const { edits: made, answer, sent, rows, clock } = liveEdits();
  answer('groupCreate', fail(refusal(500, 'MigrationInProgress')), ok(null));
  made.add(create('x'));
  await clock.advance(0);
  expect(rows()).toEqual(['groupCreate waiting']);
  expect(made.retryAll(({ code }) => code === 'ucwa.readOnly')).toBe(true);
  await clock.advance(0);
  expect([sent().length, rows()]).toEqual([2, []]);
});
