import { describe, expect, test } from 'vitest';
import { appError, fail, ok, type Result } from '../result.ts';
import { later, noAnswer, refusal, resource, signedIn } from '../testing/client.ts';
import { idle } from '../testing/clock.ts';
import { POST, applicationResource, session, refusing, signInStep } from '../testing/session.ts';

describe('starting', () => {
  test('goes through discovery and sign-in to live', async () => {
    const { session: made, signIns, client, phases, lives, clock, connection } = session();
    signIns.push(async (onStep) => {
      onStep(signInStep('discovering', 'lyncdiscover.example.org'));
      onStep(signInStep('signingIn', 'pool.example.org'));
      onStep(signInStep('connecting', 'pool.example.org'));
      return ok(signedIn(client));
    });
    made.start();
    await idle();
    expect(phases).toEqual(['discovering', 'discovering', 'signingIn', 'connecting', 'live']);
    expect(connection()).toEqual({ phase: 'live', since: clock.now() });
    expect(lives).toEqual(['/app']);
  });

  test('makes the application with the stored identity', async () => {
    const { live, client } = session();
    await live();
    expect(client.of(POST).map(({ body }) => body)).toEqual([
      { userAgent: 'Rollcall/1', endpointId: 'endpoint', culture: 'en-US' },
    ]);
  });

  test('parks the poll before any feature reads, and is live only when all have read', async () => {
    const { session: made, client, features, connection, lives } = session();
    const reading = later<Result<null>>();
    features[1].outcomes = [reading.promise];
    made.start();
    await idle();
    expect(client.polls.map(({ href }) => href)).toEqual(['/app/events?ack=1']);
    expect(features.map(({ attached }) => attached.length)).toEqual([1, 1]);
    expect(connection().phase).toBe('connecting');
    expect(lives).toEqual([]);
    reading.give(ok(null));
    await idle();
    expect(connection().phase).toBe('live');
  });

  test('tells features whether the application had lived before', async () => {
    const { live, client, features } = session();
    client.on(POST, ok({ status: 201, resource: applicationResource(), etag: null }));
    await live();
    expect(features[0].attached[0]?.reused).toBe(false);
    const again = session();
    again.client.on(POST, ok({ status: 200, resource: applicationResource(), etag: null }));
    await again.live();
    expect(again.features[0].attached[0]?.reused).toBe(true);
  });

  test('an application without the parts that are needed ends the session in words', async () => {
    const { session: made, client, connection, clock } = session();
    client.on(POST, resource('application', '/app', { links: { events: '/app/events' } }));
    made.start();
    await clock.advance(600_000);
    expect(connection()).toMatchObject({ phase: 'ended', reason: { code: 'ucwa.unexpected' } });
    expect(client.of(POST)).toHaveLength(1);
  });

  test('starting over leaves the first life: its application is deleted before the next one is made', async () => {
    const { live, session: made, client, clock, connection } = session();
    await live();
    const farewell = later<null>();
    client.on('DELETE /app', () => farewell.promise);
    made.start();
    await idle();
    expect(client.log).toEqual([POST, 'DELETE /app']);
    farewell.give(null);
    await idle();
    expect(client.log).toEqual([POST, 'DELETE /app', POST]);
    expect(client.polls.filter(({ open }) => open)).toHaveLength(1);
    expect(connection().phase).toBe('live');
    expect(clock.timers).toBe(0);
  });
});

describe('sign-in fails', () => {
  test('in a way that may pass: a banner with the next attempt, waits that grow, then live', async () => {
    const { session: made, signIns, clock, connection, signInCount, phases } = session();
    const cut = noAnswer('unreachable');
    signIns.push(refusing(cut), refusing(cut), refusing(cut));
    made.start();
    await idle();
    expect(connection()).toEqual({
      phase: 'degraded',
      since: clock.now(),
      reason: cut,
      attempt: 1,
      nextRetryAt: clock.now() + 1_000,
    });
    await clock.advance(2_999);
    expect(signInCount()).toBe(2);
    await clock.advance(1);
    expect(connection()).toMatchObject({ attempt: 3, nextRetryAt: clock.now() + 4_000 });
    await clock.advance(4_000);
    expect(connection().phase).toBe('live');
    expect(phases).toEqual(['discovering', 'degraded', 'degraded', 'degraded', 'live']);
  });

  test('starting over counts from the beginning', async () => {
    const { session: made, signIns, clock, connection } = session();
    signIns.push(...Array.from({ length: 9 }, () => refusing(noAnswer())));
    made.start();
    await clock.advance(7_000);
    expect(connection()).toMatchObject({ attempt: 4 });
    made.start();
    await idle();
    expect(connection()).toMatchObject({ attempt: 1, nextRetryAt: clock.now() + 1_000 });
  });

  test('Retry-After is honoured', async () => {
    const { session: made, signIns, clock, signInCount } = session();
    signIns.push(refusing(refusal(503, undefined, 90)));
    made.start();
    await clock.advance(89_999);
    expect(signInCount()).toBe(1);
    await clock.advance(1);
    expect(signInCount()).toBe(2);
  });

  test('for good: ended, and nothing goes on', async () => {
    const { session: made, signIns, clock, client, connection } = session();
    const denied = appError('auth.denied', 'wrong password');
    signIns.push(refusing(denied));
    made.start();
    await clock.advance(600_000);
    expect(connection()).toEqual({ phase: 'ended', reason: denied });
    expect(client.log).toEqual([]);
    expect(clock.timers).toBe(0);
  });
});

describe('the server refuses an application', () => {
  test.each([403, 404])('%i: discovers once more, and a second refusal is final', async (status) => {
    const { session: made, client, clock, connection, signInCount } = session();
    client.on(POST, refusal(status));
    made.start();
    await clock.advance(600_000);
    expect(signInCount()).toBe(2);
    expect(client.of(POST)).toHaveLength(2);
    expect(connection()).toMatchObject({ phase: 'ended', reason: { status } });
  });

  test('403 once: the user was moved to another pool', async () => {
    const { session: made, client, clock, connection, signInCount } = session();
    client.on(POST, refusal(403), applicationResource());
    made.start();
    await clock.advance(2_000);
    expect(signInCount()).toBe(2);
    expect(connection().phase).toBe('live');
  });

  test('a life that was good gives the right to discover once more again', async () => {
    const { session: made, client, clock, connection, signInCount } = session();
    client.on(POST, refusal(403), applicationResource(), refusal(403), applicationResource());
    made.start();
    await clock.advance(120_000);
    client.polls.at(-1)!.give(fail(refusal(404, 'ApplicationNotFound')));
    await clock.advance(60_000);
    expect(signInCount()).toBe(3);
    expect(connection().phase).toBe('live');
  });

  test('502 never ends the session: it discovers again, at longer and longer intervals', async () => {
    const { session: made, client, clock, connection, signInCount } = session();
    client.on(POST, refusal(502));
    made.start();
    await clock.advance(3_600_000);
    expect(connection()).toMatchObject({ phase: 'degraded', reason: { status: 502 } });
    expect(signInCount()).toBe(client.of(POST).length);
    // 1 + 2 + 4 + 8 + 16 + 32 s, then once a minute.
    expect(client.of(POST).length).toBeGreaterThan(55);
    expect(client.of(POST).length).toBeLessThan(70);
    client.on(POST, applicationResource());
    await clock.advance(60_000);
    expect(connection().phase).toBe('live');
  });

  test('503: the same server again, after five failures discovery, and the waits go on growing', async () => {
    const { session: made, client, clock, connection, signInCount } = session();
    client.on(POST, refusal(503));
    made.start();
    await clock.advance(30_000);
    expect([client.of(POST).length, signInCount()]).toEqual([5, 1]);
    await clock.advance(1_000);
    expect([client.of(POST).length, signInCount()]).toEqual([6, 2]);
    expect(connection()).toMatchObject({ phase: 'degraded', attempt: 6, nextRetryAt: clock.now() + 32_000 });
  });

  test.each([
    ['410 TooManyApplications', refusal(410, 'TooManyApplications'), 'ucwa.tooManyApplications'],
    ['410 UserAgentNotAllowed', refusal(410, 'UserAgentNotAllowed'), 'ucwa.userAgentNotAllowed'],
    ['401', refusal(401), 'auth.required'],
  ])('%s ends it at once', async (_, error, code) => {
    const { session: made, client, clock, connection } = session();
    client.on(POST, error);
    made.start();
    await clock.advance(600_000);
    expect(connection()).toMatchObject({ phase: 'ended', reason: { code } });
    expect(client.of(POST)).toHaveLength(1);
  });
});

describe('the application is gone', () => {
  async function gone(made: ReturnType<typeof session>, error = refusal(404, 'ApplicationNotFound')): Promise<void> {
    made.client.polls.at(-1)!.give(fail(error));
    await idle();
  }

  test('another is made in silence, and everything is attached to it again', async () => {
    const made = session();
    const { live, client, clock, features, lives, connection, phases } = made;
    client.on(POST, applicationResource('app'), applicationResource('other'));
    await live();
    await clock.advance(120_000);
    await gone(made);
    expect(client.of(POST)).toHaveLength(2);
    expect(lives).toEqual(['/app', null, '/other']);
    expect(features[1].attached.map(({ href }) => href)).toEqual(['/app', '/other']);
    expect(features[1].attached.map(({ signal }) => signal.aborted)).toEqual([true, false]);
    expect(connection().phase).toBe('live');
    expect(phases.filter((phase) => phase === 'degraded')).toEqual([]);
    expect(client.polls.filter(({ open }) => open).map(({ href }) => href)).toEqual(['/other/events?ack=1']);
  });

  test('once in a while: each time in silence and at once', async () => {
    const made = session();
    const { live, client, clock, phases } = made;
    await live();
    for (let round = 1; round < 6; round += 1) {
      await clock.advance(90_000);
      await gone(made);
      expect(client.of(POST)).toHaveLength(round + 1);
    }
    expect(phases).not.toContain('degraded');
  });

  test('and no other is to be had: failures are counted from then on', async () => {
    const made = session();
    const { session: life, client, clock, signInCount } = made;
    client.on(POST, refusal(503), refusal(503), refusal(503), applicationResource(), refusal(503));
    life.start();
    await clock.advance(120_000);
    await gone(made);
    await clock.advance(10_000);
    expect(client.of(POST)).toHaveLength(8);
    expect(signInCount()).toBe(1);
  });

  test('while another is waited for, waking up asks for it and nothing of the old one', async () => {
    const made = session();
    const { live, session: life, client, clock, features } = made;
    client.on(POST, applicationResource(), refusal(503, undefined, 600), applicationResource('other'));
    await live();
    await clock.advance(120_000);
    await gone(made);
    life.wake();
    await idle();
    expect(features[0].refreshes).toBe(0);
    expect(features[0].attached.map(({ href }) => href)).toEqual(['/app', '/other']);
  });

  test('again and again: not without pause', async () => {
    const { session: made, client, clock, connection } = session();
    client.answerPolls = () => fail(refusal(404, 'ApplicationNotFound'));
    made.start();
    await clock.advance(600_000);
    expect(client.of(POST).length).toBeGreaterThan(8);
    expect(client.of(POST).length).toBeLessThan(25);
    expect(connection().phase).toBe('degraded');
  });

  test('while features are still reading: their time is over too', async () => {
    const made = session();
    const { session: life, client, features, connection, clock } = made;
    client.on(POST, applicationResource('app'), applicationResource('other'));
    features[0].outcomes = [fail(noAnswer()), ok(null)];
    life.start();
    await idle();
    expect(connection().phase).toBe('degraded');
    await gone(made);
    expect(features[0].attached.map(({ href }) => href)).toEqual(['/app', '/other']);
    expect(connection().phase).toBe('live');
    expect(clock.timers).toBe(0);
  });
});

describe('replaced by another copy', () => {
  test('it does not fight: no request goes out any more, the application is left to the other', async () => {
    const { live, client, clock, connection, lives, features } = session();
    await live();
    client.polls.at(-1)!.give(fail(refusal(409, 'PGetReplaced')));
    const requests = client.calls.length;
    await clock.advance(3_600_000);
    expect(connection().phase).toBe('replaced');
    expect(client.calls).toHaveLength(requests);
    expect(client.polls).toHaveLength(1);
    expect(lives).toEqual(['/app', null]);
    expect(features[0].attached[0]?.signal.aborted).toBe(true);
    expect(clock.timers).toBe(0);
  });

  test('the user may take it back', async () => {
    const { live, session: made, client, connection } = session();
    await live();
    client.polls.at(-1)!.give(fail(refusal(409, 'PGetReplaced')));
    await idle();
    made.retry();
    await idle();
    expect(connection().phase).toBe('live');
    expect(client.of(POST)).toHaveLength(2);
  });
});
