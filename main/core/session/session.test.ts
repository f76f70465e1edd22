import { describe, expect, test } from 'vitest';
import { appError, fail, ok, type Result } from '../result.ts';
import type { Connection } from '../store/state.ts';
import {
  event,
  eventPackage,
  fakeClient,
  later,
  noAnswer,
  refusal,
  resource,
  type FakeClient,
} from '../testing/client.ts';
import { drivenClock, idle } from '../testing/clock.ts';
import { fakeLogger } from '../ucwa/testing.ts';
import type { Resource, SignedIn, SignInStep, UcwaEvent } from '../ucwa/index.ts';
import { FAREWELL_MS, type Application, type Feature } from './application.ts';
import { createSession } from './session.ts';

const POST = 'POST /applications';

function applicationResource(name = 'app'): Resource {
  return resource('application', `/${name}`, {
    links: { events: `/${name}/events?ack=1`, batch: `/${name}/batch` },
    embedded: { me: resource('me', `/${name}/me`), people: resource('people', `/${name}/people`) },
  });
}

interface FakeFeature extends Feature {
  readonly attached: Application[];
  readonly events: string[];
  refreshes: number;
  /** What the next attachments answer; the last one stays. */
  outcomes: (Result<null> | Promise<Result<null>>)[];
}

function fakeFeature(): FakeFeature {
  return {
    attached: [],
    events: [],
    refreshes: 0,
    outcomes: [ok(null)],
    async attach(application) {
      this.attached.push(application);
      return (this.outcomes.length > 1 ? this.outcomes.shift() : this.outcomes[0]) ?? ok(null);
    },
    onEvents(events: readonly UcwaEvent[]) {
      this.events.push(...events.map(({ href }) => href));
    },
    refresh() {
      this.refreshes += 1;
    },
  };
}

type SignIn = (onStep: (step: SignInStep) => void, signal: AbortSignal) => Promise<Result<SignedIn>>;

function session(client: FakeClient = fakeClient()) {
  const clock = drivenClock();
  const logger = fakeLogger();
  const features = [fakeFeature(), fakeFeature()] as const;
  const phases: Connection['phase'][] = [];
  const lives: (string | null)[] = [];
  let connection: Connection = { phase: 'signedOut', error: null };
  const signIns: SignIn[] = [];
  let signInCount = 0;
  const made = createSession({
    clock,
    logger,
    features,
    signIn(onStep, signal) {
      signInCount += 1;
      const scripted = signIns.shift();
      if (scripted) return scripted(onStep, signal);
      return Promise.resolve(ok({ applicationsUrl: '/applications', client }));
    },
    identity: () => ({ endpointId: 'endpoint', userAgent: 'Rollcall/1', culture: 'en-US' }),
    connection: () => connection,
    setConnection(next) {
      if (next !== connection) phases.push(next.phase);
      connection = next;
    },
    onLive: (application) => lives.push(application?.href ?? null),
  });
  client.on(POST, applicationResource());
  client.on('DELETE /app', null);
  return {
    client,
    clock,
    logger,
    features,
    phases,
    lives,
    signIns,
    session: made,
    connection: () => connection,
    signInCount: () => signInCount,
    async live() {
      made.start();
      await idle();
      expect(connection.phase).toBe('live');
    },
  };
}

function refusing(error: ReturnType<typeof refusal>): SignIn {
  return async () => fail(error);
}

describe('starting', () => {
  test('goes through discovery and sign-in to live', async () => {
    const { session: made, signIns, client, phases, lives, clock, connection } = session();
    signIns.push(async (onStep) => {
      onStep({ phase: 'discovering', host: 'lyncdiscover.example.org', what: 'asking' });
      onStep({ phase: 'signingIn', host: 'pool.example.org', what: 'ticket' });
      return ok({ applicationsUrl: '/applications', client });
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
