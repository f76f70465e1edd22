import { describe, expect, test } from 'vitest';
import { appError, fail, ok, type Result } from '../result.ts';
import { event, eventPackage, later, noAnswer, refusal } from '../testing/client.ts';
import { idle } from '../testing/clock.ts';
import type { Resource } from '../ucwa/index.ts';
import { FAREWELL_MS } from './application.ts';
import { POST, applicationResource, session, refusing } from '../testing/session.ts';

test('a channel that is refused for good ends the session', async () => {
  const { live, client, connection, lives } = session();
  await live();
  client.polls.at(-1)!.give(fail(refusal(401)));
  await idle();
  expect(connection()).toMatchObject({ phase: 'ended', reason: { code: 'auth.required' } });
  expect(lives).toEqual(['/app', null]);
});

describe('stopping', () => {
  test('deletes the application and is signed out', async () => {
    const { live, session: made, client, clock, connection, lives, features } = session();
    await live();
    await made.stop();
    expect(client.log.at(-1)).toBe('DELETE /app');
    expect(connection()).toEqual({ phase: 'signedOut', error: null });
    expect(lives).toEqual(['/app', null]);
    expect(features[0].attached[0]?.signal.aborted).toBe(true);
    expect(client.polls.some(({ open }) => open)).toBe(false);
    expect(clock.timers).toBe(0);
  });

  test('takes 2 seconds at most, even if the server never answers', async () => {
    const { live, session: made, client, clock } = session();
    await live();
    client.on('DELETE /app', () => new Promise(() => undefined));
    let stopped = false;
    void made.stop().then(() => (stopped = true));
    await clock.advance(FAREWELL_MS - 1);
    expect(stopped).toBe(false);
    await clock.advance(1);
    expect(stopped).toBe(true);
    expect(FAREWELL_MS).toBeLessThanOrEqual(2_000);
    expect(clock.timers).toBe(0);
  });

  test('a second call waits for the farewell as well and sends no second one', async () => {
    const { live, session: made, client } = session();
    await live();
    const farewell = later<null>();
    client.on('DELETE /app', () => farewell.promise);
    const order: string[] = [];
    void made.stop().then(() => order.push('first'));
    void made.stop().then(() => order.push('second'));
    await idle();
    expect(order).toEqual([]);
    farewell.give(null);
    await idle();
    expect(order).toEqual(['first', 'second']);
    expect(client.of('DELETE /app')).toHaveLength(1);
  });

  test('while signing in', async () => {
    const { session: made, signIns, client, clock, connection } = session();
    let given: AbortSignal | undefined;
    signIns.push((_, signal) => {
      given = signal;
      return new Promise((resolve) => {
        signal.addEventListener('abort', () => resolve(fail(noAnswer('aborted'))));
      });
    });
    made.start();
    await idle();
    await made.stop();
    expect(given?.aborted).toBe(true);
    await clock.advance(600_000);
    expect(connection().phase).toBe('signedOut');
    expect(client.log).toEqual([]);
  });

  test('while signing in, after it has told how far it is', async () => {
    const { session: made, signIns } = session();
    let given: AbortSignal | undefined;
    signIns.push((onStep, signal) => {
      given = signal;
      onStep({ phase: 'signingIn', host: 'pool.x' });
      return new Promise(() => undefined);
    });
    made.start();
    await idle();
    void made.stop();
    expect(given?.aborted).toBe(true);
  });

  test('while waiting for the next attempt', async () => {
    const { session: made, signIns, clock, connection, signInCount } = session();
    signIns.push(refusing(noAnswer()));
    made.start();
    await idle();
    await made.stop();
    expect(clock.timers).toBe(0);
    expect(connection().phase).toBe('signedOut');
    await clock.advance(600_000);
    expect(signInCount()).toBe(1);
  });

  test('in the moment in which the application was made: it is deleted', async () => {
    const { session: made, client, features, connection } = session();
    const posted = later<Resource>();
    client.post = async () => ok({ status: 201, resource: await posted.promise, etag: null });
    made.start();
    await idle();
    const stopped = made.stop();
    posted.give(applicationResource());
    await stopped;
    expect(client.log).toEqual(['DELETE /app']);
    expect(features[0].attached).toEqual([]);
    expect(connection().phase).toBe('signedOut');
  });

  test('while features retry', async () => {
    const { session: made, client, features, clock, connection } = session();
    features[0].outcomes = [fail(noAnswer())];
    made.start();
    await idle();
    await made.stop();
    await clock.advance(600_000);
    expect(features[0].attached).toHaveLength(1);
    expect(client.log.at(-1)).toBe('DELETE /app');
    expect(connection().phase).toBe('signedOut');
    expect(clock.timers).toBe(0);
  });

  test('before anything began', async () => {
    const { session: made, client, connection } = session();
    await made.stop();
    expect(connection().phase).toBe('signedOut');
    expect(client.log).toEqual([]);
  });

  test('says why, where there is a reason', async () => {
    const { live, session: made, connection } = session();
    await live();
    const reason = appError('auth.required', 'enter it again');
    await made.stop(reason);
    expect(connection()).toEqual({ phase: 'signedOut', error: reason });
  });

  test('and starting meanwhile: the old application is deleted first, and the new life is what is shown', async () => {
    const { live, session: made, client, connection } = session();
    client.on(POST, applicationResource('app'), applicationResource('other'));
    await live();
    const farewell = later<null>();
    client.on('DELETE /app', () => farewell.promise);
    const stopped = made.stop();
    await idle();
    made.start();
    await idle();
    expect(client.of(POST)).toHaveLength(1);
    farewell.give(null);
    await stopped;
    await idle();
    expect(client.log).toEqual([POST, 'DELETE /app', POST]);
    expect(connection().phase).toBe('live');
  });
});

describe('waking up', () => {
  test('restarts the parked poll and lets every feature read again', async () => {
    const { live, session: made, client, features, connection } = session();
    await live();
    made.wake();
    await idle();
    expect(client.polls.map(({ open }) => open)).toEqual([false, true]);
    expect(features.map(({ refreshes }) => refreshes)).toEqual([1, 1]);
    expect(connection().phase).toBe('live');
  });

  test('finds out that the application ended during sleep', async () => {
    const { live, session: made, client, clock, connection } = session();
    client.on(POST, applicationResource('app'), applicationResource('other'));
    await live();
    await clock.advance(3_600_000);
    client.answerPolls = ({ href }) =>
      href.startsWith('/app/') ? fail(refusal(410, 'InactiveApplicationExpired')) : eventPackage(null);
    made.wake();
    await clock.advance(1_000);
    expect(client.of(POST)).toHaveLength(2);
    expect(connection().phase).toBe('live');
  });

  test.each(['sign-in', 'application', 'poll'] as const)('ends the wait of a failed %s', async (what) => {
    const { session: made, signIns, client, clock, connection } = session();
    if (what === 'sign-in') signIns.push(refusing(refusal(503, undefined, 600)));
    if (what === 'application') client.on(POST, refusal(503, undefined, 600), applicationResource());
    made.start();
    await idle();
    if (what === 'poll') {
      client.polls[0]!.give(fail(refusal(503, undefined, 600)));
      await idle();
    }
    expect(clock.timers).toBe(1);
    made.wake();
    await idle();
    expect(clock.timers).toBe(0);
    expect(connection().phase).toBe('live');
    expect(client.polls.at(-1)?.open).toBe(true);
  });

  test('does nothing to a session that is over', async () => {
    const { session: made, signIns, clock, connection, signInCount, features } = session();
    signIns.push(refusing(appError('auth.denied', 'no')));
    made.start();
    await idle();
    made.wake();
    await clock.advance(600_000);
    expect(connection().phase).toBe('ended');
    expect(signInCount()).toBe(1);
    expect(features[0].refreshes).toBe(0);
  });
});

describe('retry', () => {
  test('wakes a waiting session', async () => {
    const { session: made, signIns, connection } = session();
    signIns.push(refusing(refusal(503, undefined, 600)));
    made.start();
    await idle();
    made.retry();
    await idle();
    expect(connection().phase).toBe('live');
  });

  test('wakes a waiting poll', async () => {
    const { live, session: made, client } = session();
    await live();
    client.polls[0]!.give(fail(refusal(503, undefined, 600)));
    await idle();
    made.retry();
    await idle();
    expect(client.polls).toHaveLength(2);
  });

  test('starts a session that has ended', async () => {
    const { session: made, signIns, connection } = session();
    signIns.push(refusing(appError('auth.denied', 'no')));
    made.start();
    await idle();
    made.retry();
    await idle();
    expect(connection().phase).toBe('live');
  });

  test('leaves a live session alone', async () => {
    const { live, session: made, client } = session();
    await live();
    made.retry();
    await idle();
    expect(client.of(POST)).toHaveLength(1);
    expect(client.polls).toHaveLength(1);
  });
});

describe('features', () => {
  test('that fail are attached again after a wait, the others are not', async () => {
    const { session: made, features, clock, connection, lives } = session();
    features[1].outcomes = [fail(noAnswer()), fail(noAnswer()), ok(null)];
    made.start();
    await idle();
    expect(connection()).toMatchObject({ phase: 'degraded', attempt: 1 });
    await clock.advance(3_000);
    expect(features.map(({ attached }) => attached.length)).toEqual([1, 3]);
    expect(connection().phase).toBe('live');
    expect(lives).toEqual(['/app']);
  });

  test('get events in order, also while they are being attached', async () => {
    const { session: made, client, features, clock } = session();
    const reading = later<Result<null>>();
    features[0].outcomes = [reading.promise];
    made.start();
    await idle();
    for (const [index, name] of ['a', 'b', 'c'].entries()) {
      await clock.advance(2_000);
      client.polls
        .at(-1)!
        .give(eventPackage({ rel: 'next', href: `/e${index}` }, event('updated', 'group', `/${name}`)));
      await idle();
    }
    expect(features.map(({ events }) => events.join())).toEqual(['/a,/b,/c', '/a,/b,/c']);
  });

  test('re-read when transient state was lost', async () => {
    const { live, client, features } = session();
    await live();
    client.polls[0]!.give(eventPackage({ rel: 'resume', href: '/e2' }));
    await idle();
    expect(features.map(({ refreshes }) => refreshes)).toEqual([1, 1]);
  });

  test('one that breaks over an event stops neither the channel nor the others', async () => {
    const { live, client, features, logger, connection } = session();
    await live();
    features[0].onEvents = () => {
      throw new Error('broken');
    };
    client.polls[0]!.give(eventPackage({ rel: 'next', href: '/e2' }, event('updated', 'group', '/a')));
    await idle();
    expect(features[1].events).toEqual(['/a']);
    expect(client.polls.at(-1)).toMatchObject({ href: '/e2', open: true });
    expect(connection().phase).toBe('live');
    expect(logger.lines.join()).toContain('broken');
  });

  test('one that breaks while it is attached ends the session in words, and nothing goes on', async () => {
    const { session: made, client, features, clock, connection } = session();
    features[0].attach = () => Promise.reject(new Error('broken'));
    made.start();
    await clock.advance(600_000);
    expect(connection()).toMatchObject({ phase: 'ended', reason: { code: 'internal' } });
    expect(client.polls.map(({ open }) => open)).toEqual([false]);
    expect(clock.timers).toBe(0);
  });
});

describe('trouble of the channel', () => {
  test('one cut poll of a live session is no news, the second is, a good answer ends it', async () => {
    const { live, client, clock, connection, phases } = session();
    await live();
    client.polls.at(-1)!.give(fail(noAnswer()));
    await clock.advance(1_000);
    expect(connection().phase).toBe('live');
    client.polls.at(-1)!.give(fail(noAnswer()));
    await idle();
    expect(connection()).toMatchObject({ phase: 'degraded', attempt: 2 });
    await clock.advance(5_000);
    client.polls.at(-1)!.give(eventPackage({ rel: 'next', href: '/e2' }));
    await idle();
    expect(connection().phase).toBe('live');
    expect(phases.slice(-3)).toEqual(['live', 'degraded', 'live']);
  });

  test('recovery before everything was read does not make the session live', async () => {
    const { session: made, client, clock, features, connection, lives } = session();
    const reading = later<Result<null>>();
    features[0].outcomes = [reading.promise];
    made.start();
    await idle();
    client.polls.at(-1)!.give(fail(noAnswer()));
    await clock.advance(5_000);
    client.polls.at(-1)!.give(eventPackage({ rel: 'next', href: '/e2' }));
    await idle();
    expect(connection().phase).toBe('degraded');
    expect(lives).toEqual([]);
    reading.give(ok(null));
    await idle();
    expect(connection().phase).toBe('live');
  });
});
