import { describe, expect, test } from 'vitest';
import { appError, fail, ok, type Result } from '../result.ts';
import { later, noAnswer, refusal } from '../testing/client.ts';
import { idle } from '../testing/clock.ts';
import { create, edits, liveEdits as live, note, show } from '../testing/edits.ts';
import { edit } from '../testing/entities.ts';

const ENDED = appError('session.ended', 'There is no connection.', { retryable: true });

describe('an edit', () => {
  test('is journalled before anything goes out, then pending, then settled', async () => {
    const { edits: made, log } = live();
    made.add(note('a'));
    await idle();
    expect(log).toEqual(['journal note a waiting', 'journal note a pending', 'note a', 'journal ']);
  });

  test('is shown as soon as it is made, with its time and an id of its own', async () => {
    const { edits: made, row, clock, answer } = live();
    answer('note a', new Promise(() => undefined));
    const id = made.add(note('a'));
    expect(row(id)).toEqual({ id, at: clock.now(), wish: note('a'), status: 'pending', error: null });
    const other = made.add(create('b'));
    expect(other).not.toBe(id);
    expect(row(other)?.status).toBe('waiting');
  });

  test('that undoes something says what, until it is settled', async () => {
    const { edits: made, row, journals } = live();
    const id = made.add(note('a'), 'h1');
    expect(row(id)?.undoes).toBe('h1');
    expect(journals[0]?.[0]?.undoes).toBe('h1');
    await idle();
    expect(row(id)).toBeUndefined();
    expect(row(made.add(note('b')))).not.toHaveProperty('undoes');
  });

  test('follows the one before it, never beside it', async () => {
    const { edits: made, answer, sent, rows } = live();
    const slow = later<Result<null>>();
    answer('note a', slow.promise);
    made.add(note('a'));
    made.add(create('b'));
    await idle();
    expect(sent()).toEqual(['note a']);
    expect(rows()).toEqual(['note a pending', 'groupCreate waiting']);
    slow.give(ok(null));
    await idle();
    expect(sent()).toEqual(['note a', 'groupCreate']);
    expect(rows()).toEqual([]);
  });

  test('without a connection waits, and goes out when there is one', async () => {
    const { edits: made, rows, sent, clock, journals } = edits();
    made.add(note('a'));
    await clock.advance(3_600_000);
    expect(rows()).toEqual(['note a waiting']);
    expect(sent()).toEqual([]);
    expect(journals.at(-1)).toHaveLength(1);
    made.setLive(true);
    await idle();
    expect(sent()).toEqual(['note a']);
    expect(rows()).toEqual([]);
  });

  test('that is refused is shown as failed with the reason, and kept', async () => {
    const { edits: made, answer, row, journals, clock, sent } = live();
    const error = refusal(403);
    answer('note a', fail(error));
    const id = made.add(note('a'));
    await clock.advance(3_600_000);
    expect(row(id)).toMatchObject({ status: 'failed', error });
    expect(journals.at(-1)).toMatchObject([{ id, status: 'failed' }]);
    expect(sent()).toEqual(['note a']);
  });

  test('that is refused does not hold up the next', async () => {
    const { edits: made, answer, rows } = live();
    answer('note a', fail(refusal(403)));
    made.add(note('a'));
    made.add(create('b'));
    await idle();
    expect(rows()).toEqual(['note a failed']);
  });

  test('over which the app itself breaks is shown as failed, and the next goes out', async () => {
    const { edits: made, answer, rows, sent } = live();
    answer('note a', Promise.reject(new Error('broken')));
    made.add(note('a'));
    made.add(create('b'));
    await idle();
    expect(rows()).toEqual(['note a failed']);
    expect(sent()).toEqual(['note a', 'groupCreate']);
  });
});

describe('trouble that may pass', () => {
  test('the edit waits with the reason and is tried again after a back-off that grows', async () => {
    const { edits: made, answer, row, sent, clock } = live();
    const error = noAnswer();
    answer('note a', fail(error), fail(error), fail(error), ok(null));
    const id = made.add(note('a'));
    await idle();
    expect(row(id)).toMatchObject({ status: 'waiting', error });
    await clock.advance(6_999);
    expect(sent()).toHaveLength(3);
    await clock.advance(1);
    expect(sent()).toHaveLength(4);
    expect(row(id)).toBeUndefined();
    expect(clock.timers).toBe(0);
  });

  test('Retry-After is honoured', async () => {
    const { edits: made, answer, sent, clock } = live();
    answer('note a', fail(refusal(503, undefined, 90)), ok(null));
    made.add(note('a'));
    await clock.advance(89_999);
    expect(sent()).toHaveLength(1);
    await clock.advance(1);
    expect(sent()).toHaveLength(2);
  });

  test('of the connection: the others wait too, in their order', async () => {
    const { edits: made, answer, sent, clock } = live();
    answer('note a', fail(noAnswer()), ok(null));
    made.add(note('a'));
    made.add(create('b'));
    await clock.advance(1_000);
    expect(sent()).toEqual(['note a', 'note a', 'groupCreate']);
  });

  test('of one edit alone does not hold up the others for ever', async () => {
    const { edits: made, answer, rows, sent, clock } = live();
    answer('groupCreate', fail(refusal(500, 'MigrationInProgress')));
    made.add(create('b'));
    made.add(note('a'));
    await clock.advance(600_000);
    expect(rows()).toEqual(['groupCreate waiting']);
    expect(sent().filter((line) => line === 'note a')).toHaveLength(1);
    expect(sent().length).toBeLessThan(25);
  });

  test('the session ends: it waits for the next one, without a timer', async () => {
    const { edits: made, answer, rows, sent, clock } = live();
    const running = later<Result<null>>();
    answer('note a', running.promise, ok(null));
    made.add(note('a'));
    await idle();
    made.setLive(false);
    running.give(fail(ENDED));
    await clock.advance(3_600_000);
    expect(rows()).toEqual(['note a waiting']);
    expect(clock.timers).toBe(0);
    made.setLive(true);
    await idle();
    expect(sent()).toHaveLength(2);
    expect(rows()).toEqual([]);
  });

  test('an ended session is no refusal, even where the error does not call itself passing', async () => {
    const { edits: made, answer, rows } = live();
    answer('note a', fail({ ...ENDED, retryable: false }));
    made.add(note('a'));
    await idle();
    expect(rows()).toEqual(['note a waiting']);
  });

  test('the session came back while the old answer was on its way: it is tried again', async () => {
    const { edits: made, answer, rows, sent, clock } = live();
    const running = later<Result<null>>();
    answer('note a', running.promise, ok(null));
    made.add(note('a'));
    await idle();
    made.setLive(false);
    made.setLive(true);
    expect(sent()).toHaveLength(1);
    running.give(fail(ENDED));
    await clock.advance(2_000);
    expect(sent()).toHaveLength(2);
    expect(rows()).toEqual([]);
  });

  test.each(['a new session', 'a retry'] as const)('%s begins the back-off anew', async (what) => {
    const { edits: made, answer, sent, clock } = live();
    answer('note a', fail(noAnswer()));
    const id = made.add(note('a'));
    await clock.advance(31_000);
    expect(sent()).toHaveLength(6);
    if (what === 'a retry') made.retry(id);
    else made.setLive(true);
    await clock.advance(1_000);
    expect(sent()).toHaveLength(8);
  });

  test('losing the session while waiting for the next try leaves no timer', async () => {
    const { edits: made, answer, clock, sent } = live();
    answer('note a', fail(noAnswer()));
    made.add(note('a'));
    await idle();
    expect(clock.timers).toBe(1);
    made.setLive(false);
    expect(clock.timers).toBe(0);
    await clock.advance(600_000);
    expect(sent()).toHaveLength(1);
  });
});

describe('retry', () => {
  test('a failed edit goes out again', async () => {
    const { edits: made, answer, rows, sent } = live();
    answer('note a', fail(refusal(403)), ok(null));
    const id = made.add(note('a'));
    await idle();
    expect(made.retry(id)).toEqual(ok(null));
    await idle();
    expect(sent()).toHaveLength(2);
    expect(rows()).toEqual([]);
  });

  test('a waiting edit goes out now, and its timer does not send it once more', async () => {
    const { edits: made, answer, sent, clock } = live();
    answer('note a', fail(refusal(503, undefined, 600)), ok(null));
    const id = made.add(note('a'));
    await idle();
    made.retry(id);
    await idle();
    expect(sent()).toHaveLength(2);
    expect(clock.timers).toBe(0);
  });

  test('without a connection it waits', async () => {
    const { edits: made, answer, row, sent } = live();
    answer('note a', fail(refusal(403)), ok(null));
    const id = made.add(note('a'));
    await idle();
    made.setLive(false);
    made.retry(id);
    await idle();
    expect(row(id)).toMatchObject({ status: 'waiting', error: null });
    expect(sent()).toHaveLength(1);
  });

  test('one on its way is left alone; one that is settled is not there any more', async () => {
    const { edits: made, answer, sent } = live();
    answer('note a', new Promise(() => undefined));
    const id = made.add(note('a'));
    expect(made.retry(id)).toEqual(ok(null));
    await idle();
    expect(sent()).toHaveLength(1);
    expect(made.retry('never')).toMatchObject({ ok: false, error: { code: 'validation' } });
  });
});

describe('discard', () => {
  test.each(['failed', 'waiting'] as const)('a %s edit goes, from the journal too', async (status) => {
    const { edits: made, answer, rows, journals, clock, sent } = live();
    answer('note a', fail(status === 'failed' ? refusal(403) : noAnswer()));
    const id = made.add(note('a'));
    await idle();
    expect(rows()).toEqual([`note a ${status}`]);
    expect(made.discard(id)).toEqual(ok(null));
    expect(rows()).toEqual([]);
    expect(journals.at(-1)).toEqual([]);
    await clock.advance(600_000);
    expect(sent()).toHaveLength(1);
  });

  test('one on its way cannot be taken back', async () => {
    const { edits: made, answer, rows } = live();
    answer('note a', new Promise(() => undefined));
    const id = made.add(note('a'));
    expect(made.discard(id)).toMatchObject({ ok: false, error: { code: 'validation' } });
    expect(rows()).toEqual(['note a pending']);
    expect(made.discard('never')).toMatchObject({ ok: false, error: { code: 'validation' } });
  });

  test('one that was cleared away while on its way does not come back', async () => {
    const { edits: made, answer, store, rows, sent } = live();
    const running = later<Result<null>>();
    answer('note a', running.promise);
    made.add(note('a'));
    await idle();
    store.dispatch({ type: 'accountCleared' });
    made.add(create('b'));
    running.give(fail(noAnswer()));
    await idle();
    expect(rows()).toEqual([]);
    expect(sent()).toEqual(['note a', 'groupCreate']);
  });
});

describe('a newer wish for the same thing', () => {
  test('takes the place of those that wait or failed', async () => {
    const { edits: made, rows, journals, sent } = edits();
    made.add(show(true));
    made.add(note('a'));
    made.add(show(false));
    expect(rows()).toEqual(['note a waiting', 'show false waiting']);
    expect(journals.at(-1)).toHaveLength(2);
    made.setLive(true);
    await idle();
    expect(sent()).toEqual(['note a', 'show false']);
  });

  test('takes the place of a failed one', async () => {
    const { edits: made, answer, rows } = live();
    answer('show true', fail(refusal(403)));
    answer('show false', new Promise(() => undefined));
    made.add(show(true));
    await idle();
    made.add(show(false));
    expect(rows()).toEqual(['show false pending']);
  });

  test('follows the one on its way', async () => {
    const { edits: made, answer, sent, rows } = live();
    const running = later<Result<null>>();
    answer('show true', running.promise);
    made.add(show(true));
    made.add(show(false));
    expect(rows()).toEqual(['show true pending', 'show false waiting']);
    running.give(ok(null));
    await idle();
    expect(sent()).toEqual(['show true', 'show false']);
    expect(rows()).toEqual([]);
  });

  test.each([
    ['cannot be sent', noAnswer()],
    ['is refused', refusal(403)],
  ])('if the one on its way %s, it is not sent again: nobody wants it any more', async (_, error) => {
    const { edits: made, answer, sent, rows, clock, journals } = live();
    const running = later<Result<null>>();
    answer('show true', running.promise);
    made.add(show(true));
    made.add(show(false));
    running.give(fail(error));
    await clock.advance(600_000);
    expect(sent()).toEqual(['show true', 'show false']);
    expect(rows()).toEqual([]);
    expect(journals.at(-1)).toEqual([]);
  });
});

describe('restore', () => {
  test('edits of an earlier run are shown; what was on its way is tried again, what failed is not', async () => {
    const { edits: made, rows, sent } = edits();
    made.restore([
      edit('1', note('a'), { status: 'pending' }),
      edit('2', create('b'), { status: 'waiting', error: noAnswer() }),
      edit('3', show(true), { status: 'failed', error: refusal(403) }),
    ]);
    expect(rows()).toEqual(['note a waiting', 'groupCreate waiting', 'show true failed']);
    made.setLive(true);
    await idle();
    expect(sent()).toEqual(['note a', 'groupCreate']);
    expect(rows()).toEqual(['show true failed']);
  });
});
