import { describe, expect, test } from 'vitest';
import type { AppError } from '../result.ts';
import { fail } from '../result.ts';
import { event, eventPackage, fakeClient, noAnswer, refusal } from '../testing/client.ts';
import { drivenClock, idle } from '../testing/clock.ts';
import type { EventPackage } from '../ucwa/index.ts';
import { createEventChannel, type ChannelOutcome } from '../testing/channel.ts';
import { POLL } from './channel.ts';

const next = (ack: number) => ({ rel: 'next' as const, href: `/events?ack=${ack}` });
const resume = (ack: number) => ({ rel: 'resume' as const, href: `/events?ack=${ack}` });
const resync = (ack: number) => ({ rel: 'resync' as const, href: `/events?ack=${ack}` });
const change = (name: string) => event('updated', 'group', `/groups/${name}`);

async function channel() {
  const client = fakeClient();
  const clock = drivenClock();
  const abort = new AbortController();
  const log: string[] = [];
  const troubles: { error: AppError; attempt: number; inMs: number }[] = [];
  const made = createEventChannel(
    client,
    '/events?ack=1',
    clock,
    {
      onPackage: (events: EventPackage['events']) => log.push(`package ${events.map(({ href }) => href).join()}`),
      onTransientLost: () => log.push('lost'),
      onTrouble: (error, attempt, nextRetryAt) => {
        log.push(`trouble ${attempt}`);
        troubles.push({ error, attempt, inMs: nextRetryAt - clock.now() });
      },
      onRecovered: () => log.push('recovered'),
    },
    abort.signal,
  );
  let outcome: ChannelOutcome | null = null;
  void made.run().then((end) => (outcome = end));
  await idle();
  return {
    client,
    clock,
    abort,
    log,
    troubles,
    channel: made,
    outcome: () => outcome,
    /** Answers the parked poll after `ms` of waiting; a quiet server takes its time. */
    async answer(result: Parameters<(typeof client.polls)[0]['give']>[0], ms = 5_000) {
      await clock.advance(ms);
      client.polls.at(-1)!.give(result);
      await idle();
    },
    last: () => client.polls.at(-1)!,
  };
}

describe('asking', () => {
  test('begins with the parameters of the poll; our own limit lies above the hold', async () => {
    const { client, last } = await channel();
    expect(client.polls).toHaveLength(1);
    expect(last().href).toBe('/events?ack=1');
    expect(last().options.query).toEqual(POLL);
    expect(last().options.timeoutMs).toBeGreaterThanOrEqual((POLL.timeout + 30) * 1_000);
    expect(last().options.timeoutMs).toBeLessThanOrEqual((POLL.timeout + 120) * 1_000);
    // What the server accepts (PROTOCOL 7.1).
    for (const [seconds, least] of [
      [POLL.timeout, 180],
      [POLL.low, 5],
      [POLL.medium, 5],
    ] as const) {
      expect(seconds).toBeGreaterThanOrEqual(least);
      expect(seconds).toBeLessThanOrEqual(1_800);
    }
    // A change is to be seen within seconds.
    expect(Math.max(POLL.low, POLL.medium)).toBeLessThanOrEqual(15);
  });

  test('goes on along the links without the parameters, which the server remembers', async () => {
    const { answer, last, client } = await channel();
    await answer(eventPackage(next(2)));
    await answer(eventPackage(next(3)));
    expect(client.polls.map(({ href }) => href)).toEqual(['/events?ack=1', '/events?ack=2', '/events?ack=3']);
    expect(last().options.query).toBeUndefined();
  });

  test('parks the next request before the answer is processed', async () => {
    const { client, channel: made, clock } = await channel();
    const parked: number[] = [];
    const other = createEventChannel(
      client,
      '/other',
      clock,
      {
        onPackage: () => parked.push(client.polls.filter(({ open }) => open).length),
        onTransientLost: () => parked.push(client.polls.filter(({ open }) => open).length),
        onTrouble: () => undefined,
        onRecovered: () => undefined,
      },
      new AbortController().signal,
    );
    void other.run();
    await idle();
    await clock.advance(5_000);
    client.polls.at(-1)!.give(eventPackage(resume(2), change('a')));
    await idle();
    // The first channel's poll and the new one of the second.
    expect(parked).toEqual([2, 2]);
    expect(made).toBeDefined();
  });

  test('hands packages on in the order of the answers, and every event of them', async () => {
    const { answer, log } = await channel();
    await answer(eventPackage(next(2), change('a'), change('b')));
    await answer(eventPackage(next(3), change('c')), 0);
    expect(log).toEqual(['package /groups/a,/groups/b', 'package /groups/c']);
  });

  test('an answer without events is no package', async () => {
    const { answer, log } = await channel();
    await answer(eventPackage(next(2)), 180_000);
    expect(log).toEqual([]);
  });

  test('an answer that names nothing is asked for again', async () => {
    const { answer, client } = await channel();
    await answer(eventPackage(null));
    expect(client.polls.map(({ href }) => href)).toEqual(['/events?ack=1', '/events?ack=1']);
  });
});

describe('lost transient state', () => {
  test('resume: followed, parameters sent again, told after its events', async () => {
    const { answer, last, log } = await channel();
    await answer(eventPackage(next(2)));
    await answer(eventPackage(resume(3), change('a')));
    expect(last()).toMatchObject({ href: '/events?ack=3', options: { query: POLL } });
    expect(log).toEqual(['package /groups/a', 'lost']);
    await answer(eventPackage(next(4)));
    expect(last().options.query).toBeUndefined();
  });

  test('resync: followed and told, the parameters are not lost', async () => {
    const { answer, last, log } = await channel();
    await answer(eventPackage(resync(9)));
    expect(last()).toMatchObject({ href: '/events?ack=9' });
    expect(last().options.query).toBeUndefined();
    expect(log).toEqual(['lost']);
  });

  test('a resume whose poll then fails sends the parameters again with the repeated poll', async () => {
    const { answer, last, clock } = await channel();
    await answer(eventPackage(resume(3)));
    await answer(fail(noAnswer('timeout')));
    await clock.advance(60_000);
    expect(last()).toMatchObject({ href: '/events?ack=3', options: { query: POLL } });
  });
});

describe('trouble that may pass', () => {
  test.each([
    ['a cut connection', noAnswer('unreachable')],
    ['our own time limit', noAnswer('timeout')],
    ['no network', noAnswer('offline')],
    ['408', refusal(408)],
    ['500', refusal(500)],
    ['502', refusal(502)],
    ['503', refusal(503)],
    ['504', refusal(504)],
    ['429', refusal(429)],
  ])('%s: the same URL is asked again', async (_, error) => {
    const { answer, client, clock, log, outcome } = await channel();
    await answer(eventPackage(next(2)));
    await answer(fail(error));
    expect(client.polls).toHaveLength(2);
    await clock.advance(1_000);
    expect(client.polls.map(({ href }) => href)).toEqual(['/events?ack=1', '/events?ack=2', '/events?ack=2']);
    expect(log).toEqual(['trouble 1']);
    expect(outcome()).toBeNull();
  });

  test('waits grow up to a minute, and end with the first good answer', async () => {
    const { answer, clock, log, troubles } = await channel();
    for (let failure = 0; failure < 9; failure += 1) {
      await answer(fail(noAnswer()), 0);
      await clock.advance(troubles.at(-1)!.inMs);
    }
    expect(troubles.map(({ inMs }) => inMs / 1_000)).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
    await answer(eventPackage(next(2), change('a')), 0);
    expect(log.slice(-2)).toEqual(['recovered', 'package /groups/a']);
    await answer(fail(noAnswer()), 0);
    expect(troubles.at(-1)).toMatchObject({ attempt: 1, inMs: 1_000 });
  });

  test('Retry-After is honoured', async () => {
    const { answer, clock, client, troubles } = await channel();
    await answer(fail(refusal(503, undefined, 120)));
    expect(troubles[0]?.inMs).toBe(120_000);
    await clock.advance(119_999);
    expect(client.polls).toHaveLength(1);
    await clock.advance(1);
    expect(client.polls).toHaveLength(2);
  });

  test('jitter shortens the wait', async () => {
    const made = await channel();
    made.clock.chance = 0.5;
    await made.answer(fail(noAnswer()));
    expect(made.troubles[0]?.inMs).toBe(750);
  });

  test('retryNow ends the wait', async () => {
    const { answer, channel: made, client, clock } = await channel();
    await answer(fail(refusal(503, undefined, 600)));
    made.retryNow();
    await idle();
    expect(client.polls).toHaveLength(2);
    expect(clock.timers).toBe(0);
  });

  test('an empty answer that comes at once after trouble is recovery as well', async () => {
    const { answer, clock, log } = await channel();
    await answer(fail(noAnswer()));
    await clock.advance(1_000);
    await answer(eventPackage(next(2)), 0);
    expect(log).toEqual(['trouble 1', 'recovered']);
  });
});

describe('a server that answers at once without telling anything', () => {
  const endless: [string, () => ReturnType<typeof eventPackage>][] = [
    ['empty answers', () => eventPackage(next(2))],
    ['answers that name nothing', () => eventPackage(null)],
    ['the same events again and again without a link', () => eventPackage(null, change('a'))],
    ['endless resync', () => eventPackage(resync(2))],
    ['endless resume', () => eventPackage(resume(2))],
  ];
  test.each(endless)('%s: is not asked without pause', async (_, reply) => {
    const { client, clock, answer } = await channel();
    client.answerPolls = reply;
    await answer(reply(), 0);
    await clock.advance(600_000);
    expect(client.polls.length).toBeGreaterThan(5);
    expect(client.polls.length).toBeLessThan(40);
  });

  test('a few quick answers are followed without delay', async () => {
    const { client, answer } = await channel();
    await answer(eventPackage(next(2)), 0);
    await answer(eventPackage(next(3)), 0);
    expect(client.polls).toHaveLength(3);
  });

  test('packages with events may come as fast as they like', async () => {
    const { client, answer, log } = await channel();
    for (let ack = 2; ack < 50; ack += 1) await answer(eventPackage(next(ack), change(String(ack))), 0);
    expect(client.polls).toHaveLength(49);
    expect(log).toHaveLength(48);
  });
});

describe('restartPoll', () => {
  test('drops the parked poll and asks the same again, with parameters if they were due', async () => {
    const { client, channel: made, log } = await channel();
    made.restartPoll();
    await idle();
    expect(client.polls.map(({ open }) => open)).toEqual([false, true]);
    expect(client.polls[1]).toMatchObject({ href: '/events?ack=1', options: { query: POLL } });
    expect(log).toEqual([]);
  });

  test('during a wait asks at once', async () => {
    const { client, channel: made, answer } = await channel();
    await answer(fail(noAnswer()));
    made.restartPoll();
    await idle();
    expect(client.polls).toHaveLength(2);
    expect(client.polls[1]?.open).toBe(true);
  });

  test('twice in a row leaves exactly one poll', async () => {
    const { client, channel: made } = await channel();
    made.restartPoll();
    made.restartPoll();
    await idle();
    made.restartPoll();
    await idle();
    expect(client.polls.filter(({ open }) => open)).toHaveLength(1);
    expect(client.polls).toHaveLength(3);
  });

  test('an answer that had come already is not lost', async () => {
    const { client, channel: made, log, clock } = await channel();
    await clock.advance(5_000);
    client.polls[0]!.give(eventPackage(next(2), change('a')));
    made.restartPoll();
    await idle();
    const acks = client.polls.slice(1).map(({ href }) => href);
    // Either it was taken, or the same is asked for again and the server repeats it (PROTOCOL 7.5).
    expect(log.includes('package /groups/a') ? ['/events?ack=2'] : ['/events?ack=1']).toEqual(acks);
  });
});

describe('the end', () => {
  test.each<[string, AppError, ChannelOutcome['kind']]>([
    ['409 PGetReplaced', refusal(409, 'PGetReplaced'), 'replaced'],
    ['404 ApplicationNotFound', refusal(404, 'ApplicationNotFound'), 'applicationGone'],
    ['404 without subcode', refusal(404), 'applicationGone'],
    ['410 InactiveApplicationExpired', refusal(410, 'InactiveApplicationExpired'), 'applicationGone'],
    ['410 without subcode', refusal(410), 'applicationGone'],
    ['410 CannotRedirect', refusal(410, 'CannotRedirect'), 'applicationGone'],
    ['403 MaxEventCountReached', refusal(403, 'MaxEventCountReached'), 'applicationGone'],
    ['410 TooManyApplications', refusal(410, 'TooManyApplications'), 'refused'],
    ['410 UserAgentNotAllowed', refusal(410, 'UserAgentNotAllowed'), 'refused'],
    ['403', refusal(403), 'refused'],
    ['401 that could not be mended', refusal(401), 'refused'],
    ['400', refusal(400, 'ParameterValidationFailure'), 'refused'],
  ])('%s', async (_, error, kind) => {
    const { answer, client, clock, outcome } = await channel();
    await answer(fail(error));
    expect(outcome()).toMatchObject(kind === 'replaced' ? { kind } : { kind, error });
    await clock.advance(600_000);
    expect(client.polls).toHaveLength(1);
    expect(clock.timers).toBe(0);
  });

  test('a conflict of another kind is not another copy of the app', async () => {
    const { answer, outcome } = await channel();
    await answer(fail(refusal(409)));
    expect(outcome()?.kind).toBe('refused');
  });

  test('stopped while parked', async () => {
    const { abort, client, clock, outcome, log } = await channel();
    abort.abort();
    await clock.advance(600_000);
    expect(outcome()).toEqual({ kind: 'stopped' });
    expect(client.polls).toHaveLength(1);
    expect(log).toEqual([]);
  });

  test('stopped while waiting leaves no timer', async () => {
    const { abort, answer, client, clock, outcome } = await channel();
    await answer(fail(noAnswer()));
    abort.abort();
    await idle();
    expect(outcome()).toEqual({ kind: 'stopped' });
    expect(clock.timers).toBe(0);
    expect(client.polls).toHaveLength(1);
  });

  test('stopped in the moment of an answer: it is not processed any more', async () => {
    const { abort, client, clock, outcome, log } = await channel();
    await clock.advance(5_000);
    client.polls[0]!.give(eventPackage(next(2), change('a')));
    abort.abort();
    await idle();
    expect(outcome()).toEqual({ kind: 'stopped' });
    expect(log).toEqual([]);
    expect(client.polls).toHaveLength(1);
  });
});
