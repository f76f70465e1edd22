/** What machines, networks and clocks do to a session. */
import { describe, expect, test } from 'vitest';
import { appError, fail, ok, type AppError } from '../result.ts';
import { event, eventPackage, later, noAnswer, refusal } from '../testing/client.ts';
import { idle } from '../testing/clock.ts';
import { POST, applicationResource, refusing, session } from '../testing/session.ts';
import { readError, type Resource } from '../ucwa/index.ts';
import { FAREWELL_MS } from './application.ts';

const HOUR = 3_600_000;
const GET = 'GET /app';
const page = (status: number): AppError => readError(status, { 'content-type': ['text/html'] }, new Uint8Array()).error;

/** Answers of those who stand between here and the server. */
const BETWEEN: readonly (readonly [string, AppError])[] = [
  ['a redirect to a sign-in page', page(302)],
  ["a proxy's 403", page(403)],
  ['407', page(407)],
  ['511', page(511)],
  ['an untrusted certificate', noAnswer('tls')],
];
const PAGE: readonly [string, AppError] = [
  'a page where events should be',
  appError('ucwa.unexpected', 'The server sent a page.', { status: 200, retryable: true }),
];

type Made = ReturnType<typeof session>;

/** From now on every request is answered by somebody in between; called again with null, it is not. */
function standBetween({ client, signIns }: Made, error: AppError | null): void {
  client.answerPolls = error && (() => fail(error));
  client.on(GET, error ?? applicationResource());
  client.on(POST, error ?? applicationResource());
  if (error) signIns.push(...Array.from({ length: 500 }, () => refusing(error)));
  else signIns.length = 0;
  client.polls.at(-1)?.give(error ? fail(error) : eventPackage(null));
}

describe('somebody between here and the server', () => {
  test.each([...BETWEEN, PAGE])(
    '%s: a live session waits with the reason and comes back by itself',
    async (_, error) => {
      const made = session();
      await made.live();
      const before = made.client.calls.length + made.client.polls.length;
      standBetween(made, error);
      await made.clock.advance(2 * HOUR);
      expect(made.connection()).toMatchObject({ phase: 'degraded', reason: error });
      const asked = made.client.calls.length + made.client.polls.length - before;
      expect(asked).toBeGreaterThan(60);
      expect(asked).toBeLessThan(150);
      standBetween(made, null);
      await made.clock.advance(120_000);
      expect(made.connection().phase).toBe('live');
      expect(made.client.of(POST)).toHaveLength(1);
    },
  );

  test.each(BETWEEN)('%s: is said at once, where a cut connection is not', async (_, error) => {
    const made = session();
    await made.live();
    standBetween(made, error);
    await idle();
    expect(made.connection()).toMatchObject({ phase: 'degraded', reason: error, attempt: 1 });
  });

  test.each(['wake', 'networkUp', 'retry'] as const)('gone with a %s: live at once', async (how) => {
    const made = session();
    await made.live();
    standBetween(made, page(302));
    await made.clock.advance(HOUR);
    standBetween(made, null);
    made.session[how]();
    await made.clock.advance(how === 'retry' ? 5_000 : 0);
    expect(made.connection().phase).toBe('live');
  });

  test.each(BETWEEN)('%s at the first sign-in ends it where the user looks on', async (_, error) => {
    const made = session();
    made.signIns.push(refusing(error));
    made.session.start();
    await made.clock.advance(HOUR);
    expect(made.connection()).toEqual({ phase: 'ended', reason: error });
    expect(made.signInCount()).toBe(1);
    expect(made.clock.timers).toBe(0);
  });

  test.each(['wake', 'networkUp'] as const)('what it ended begins again by %s', async (how) => {
    const made = session();
    made.signIns.push(refusing(noAnswer('tls')));
    made.session.start();
    await idle();
    made.session[how]();
    await idle();
    expect(made.connection().phase).toBe('live');
  });

  test('a session that lost its application meanwhile does not end at the sign-in either', async () => {
    const made = session();
    await made.live();
    made.client.on(POST, page(302));
    made.signIns.push(...Array.from({ length: 9 }, () => refusing(noAnswer('tls'))));
    made.client.polls.at(-1)!.give(fail(refusal(404, 'ApplicationNotFound')));
    await made.clock.advance(HOUR / 10);
    expect(made.connection()).toMatchObject({ phase: 'degraded', reason: { code: 'tls.untrusted' } });
    made.signIns.length = 0;
    made.client.on(POST, applicationResource('other'));
    await made.clock.advance(60_000);
    expect(made.connection().phase).toBe('live');
  });
});

describe('the account is not locked', () => {
  const denied = appError('auth.denied', 'The server did not accept this address and password.');

  test.each([
    ['a password that was changed', denied],
    // Whatever remedy comes along with it.
    ['the same, as a proxy tells it', { ...denied, remedy: 'waitOut' } as const],
    ['a ticket that is refused again', refusal(401)],
  ])('%s ends the session, and nobody but the user tries again', async (_, error) => {
    const made = session();
    await made.live();
    made.client.polls.at(-1)!.give(fail(error));
    await idle();
    expect(made.connection()).toEqual({ phase: 'ended', reason: error });
    const requests = made.client.calls.length + made.client.polls.length;
    for (let day = 0; day < 5; day += 1) {
      made.session.networkDown();
      made.session.networkUp();
      made.session.wake();
      await made.clock.advance(24 * HOUR);
    }
    expect(made.signInCount()).toBe(1);
    expect(made.client.calls.length + made.client.polls.length).toBe(requests);
    made.session.retry();
    await idle();
    expect(made.signInCount()).toBe(2);
  });

  test('a sign-out is not undone by waking up', async () => {
    const made = session();
    await made.live();
    await made.session.stop();
    made.session.wake();
    made.session.networkUp();
    await made.clock.advance(HOUR);
    expect(made.signInCount()).toBe(1);
    expect(made.connection().phase).toBe('signedOut');
  });
});

describe('the network goes and comes', () => {
  test('gone: said at once, the poll is given up, and nothing is asked', async () => {
    const made = session();
    await made.live();
    const { length } = made.client.calls;
    made.session.networkDown();
    await idle();
    expect(made.connection()).toMatchObject({ phase: 'degraded', reason: { code: 'network.offline' } });
    expect(made.client.polls.map(({ open }) => open)).toEqual([false]);
    expect(made.client.calls).toHaveLength(length);
  });

  test('back: the application is asked, listened to and read again', async () => {
    const made = session();
    await made.live();
    made.session.networkDown();
    await idle();
    made.session.networkUp();
    await idle();
    expect(made.client.of(GET)).toHaveLength(1);
    expect(made.client.polls.map(({ open }) => open)).toEqual([false, true]);
    expect(made.features.map(({ refreshes }) => refreshes)).toEqual([1, 1]);
    expect(made.connection().phase).toBe('live');
  });

  test('back, but nobody says so: it finds out by itself', async () => {
    const made = session();
    await made.live();
    made.session.networkDown();
    await made.clock.advance(60_000);
    expect(made.connection().phase).toBe('live');
    expect(made.features[0].refreshes).toBe(1);
  });

  test('said twice changes nothing', async () => {
    const made = session();
    await made.live();
    made.session.networkDown();
    const before = made.connection();
    await made.clock.advance(1_000);
    made.session.networkDown();
    expect(made.connection()).toBe(before);
  });

  test('a hundred times at once is one question', async () => {
    const made = session();
    await made.live();
    for (let n = 0; n < 100; n += 1) made.session.networkUp();
    await idle();
    expect(made.client.of(GET)).toHaveLength(1);
    expect(made.client.polls).toHaveLength(2);
  });

  test('back while it was not yet there: the wait begins anew, and the reading is still owed', async () => {
    const made = session();
    await made.live();
    made.client.on(GET, noAnswer('unreachable'), noAnswer('unreachable'), applicationResource());
    made.session.wake();
    await idle();
    expect(made.features[0].refreshes).toBe(0);
    await made.clock.advance(10_000);
    expect(made.client.of(GET)).toHaveLength(3);
    expect(made.features[0].refreshes).toBe(1);
    expect(made.connection().phase).toBe('live');
  });
});

describe('trouble that is over is not shown for long', () => {
  test('a quiet poll after two failures: the application is asked, and five seconds later all is well', async () => {
    const made = session();
    await made.live();
    for (const wait of [1_000, 2_000]) {
      made.client.polls.at(-1)!.give(fail(noAnswer('unreachable')));
      await made.clock.advance(wait);
    }
    expect(made.client.of(GET)).toHaveLength(1);
    expect(made.connection().phase).toBe('degraded');
    await made.clock.advance(5_000);
    expect(made.connection().phase).toBe('live');
    expect(made.client.polls.filter(({ open }) => open)).toHaveLength(1);
    expect(made.clock.timers).toBe(0);
  });
});

describe('features that cannot read', () => {
  test('are read again after pauses that grow', async () => {
    const made = session();
    made.features[1].outcomes = [fail(refusal(503))];
    made.session.start();
    await idle();
    const waits: (number | null)[] = [];
    for (let round = 0; round < 5; round += 1) {
      waits.push(made.clock.nextTimer);
      await made.clock.advance(made.clock.nextTimer ?? 0);
    }
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000]);
    expect(made.features.map(({ attached }) => attached.length)).toEqual([1, 6]);
  });

  test('because the password was refused: ended at once, and not when the poll comes back', async () => {
    const made = session();
    made.features[1].outcomes = [fail(appError('auth.denied', 'No.'))];
    made.session.start();
    await idle();
    expect(made.connection()).toMatchObject({ phase: 'ended', reason: { code: 'auth.denied' } });
    expect(made.client.polls.map(({ open }) => open)).toEqual([false]);
  });
});

describe('stopping', () => {
  test('an application that is made after we gave up waiting for it is deleted all the same', async () => {
    const made = session();
    const posted = later<Resource>();
    made.client.post = async () => ok({ status: 201, resource: await posted.promise, etag: null });
    made.session.start();
    await idle();
    let stopped = false;
    void made.session.stop().then(() => (stopped = true));
    await made.clock.advance(FAREWELL_MS - 1);
    expect(stopped).toBe(false);
    await made.clock.advance(1);
    expect(stopped).toBe(true);
    expect(made.connection().phase).toBe('signedOut');
    posted.give(applicationResource());
    await idle();
    expect(made.client.log).toEqual(['DELETE /app']);
  });

  test('a farewell that breaks is a farewell', async () => {
    const made = session();
    await made.live();
    made.client.delete = () => Promise.reject(new Error('broken'));
    await made.session.stop();
    expect(made.connection().phase).toBe('signedOut');
    expect(made.logger.lines.join()).toContain('broken');
  });
});

describe('taken by another copy', () => {
  test('the way back has an identity of its own, which is kept', async () => {
    const made = session();
    await made.live();
    made.client.polls.at(-1)!.give(fail(refusal(409, 'PGetReplaced')));
    await idle();
    made.session.retry();
    await idle();
    await made.session.stop();
    made.session.start();
    await idle();
    expect(made.client.of(POST).map(({ body }) => body?.endpointId)).toEqual(['endpoint', 'endpoint-1', 'endpoint-1']);
  });
});

describe('a package that a feature breaks over', () => {
  test('costs it one event, and nobody else any', async () => {
    const made = session();
    await made.live();
    const [broken, other] = made.features;
    const seen: string[] = [];
    broken.onEvents = (events) => {
      for (const { href } of events) {
        if (href === '/b') throw new Error('broken');
        seen.push(href);
      }
    };
    const events = ['/a', '/b', '/c'].map((href) => event('updated', 'group', href));
    made.client.polls[0]!.give(eventPackage({ rel: 'next', href: '/e2' }, ...events));
    await idle();
    expect(new Set(seen)).toEqual(new Set(['/a', '/c']));
    expect(other.events).toEqual(['/a', '/b', '/c']);
    expect(made.client.polls.at(-1)).toMatchObject({ href: '/e2', open: true });
  });

  test('events that could not be read are counted in the log', async () => {
    const made = session();
    await made.live();
    const follow = { rel: 'next', href: '/e2' } as const;
    made.client.polls[0]!.give(ok({ follow, events: [], broken: 2, brokenAt: ['sender[0].events[1]'] }));
    await idle();
    expect(made.logger.lines.find((line) => line.includes('cannot be read'))).toContain('sender[0].events[1]');
  });
});
