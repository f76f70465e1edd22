import { describe, expect, test } from 'vitest';
import { later, noAnswer, refusal, resource } from '../testing/client.ts';
import { contactList, HREF } from '../testing/contact-list.ts';
import { drivenClock, idle } from '../testing/clock.ts';
import { createListSubscription } from './list-subscription.ts';

const MINUTE = 60_000;
const POST = `POST ${HREF.startSubscription}`;

function subscription() {
  const server = contactList();
  const clock = drivenClock();
  let doubts = 0;
  const refusals: string[] = [];
  const made = createListSubscription(server.application, clock, {
    doubted: () => (doubts += 1),
    refused: (error) => refusals.push(error.code),
  });
  return { ...server, clock, subscription: made, doubts: () => doubts, refusals, posts: () => server.client.of(POST) };
}

describe('starting', () => {
  test('asks for as long as a refresh may last', async () => {
    const { subscription: made, posts, clock } = subscription();
    expect(await made.start()).toEqual({ ok: true, value: null });
    expect(posts().map(({ body }) => body)).toEqual([{ duration: 30 }]);
    expect(clock.timers).toBe(1);
  });

  test('without the link the server does not offer it', async () => {
    const { application } = contactList();
    const people = resource('people', '/people');
    const made = createListSubscription({ ...application, people }, drivenClock(), {
      doubted: () => undefined,
      refused: () => undefined,
    });
    expect(await made.start()).toMatchObject({ ok: false, error: { code: 'ucwa.forbidden', retryable: false } });
  });

  test.each([
    ['the start link is missing for now', null],
    ['409: wrong state', refusal(409)],
    ['503', refusal(503)],
  ])('%s: to be tried again', async (_, error) => {
    const { subscription: made, client, clock } = subscription();
    if (error) client.on(POST, error);
    else client.on(`GET ${HREF.subscription}`, resource('myContactsAndGroupsSubscription', HREF.subscription));
    expect(await made.start()).toMatchObject({ ok: false, error: { retryable: true } });
    expect(clock.timers).toBe(0);
  });

  test('403 is final', async () => {
    const { subscription: made, client } = subscription();
    client.on(POST, refusal(403));
    expect(await made.start()).toMatchObject({ ok: false, error: { status: 403, retryable: false } });
  });
});

describe('renewal', () => {
  test('happens at half time, for ever, without anybody asking', async () => {
    const { subscription: made, posts, clock } = subscription();
    await made.start();
    await clock.advance(15 * MINUTE - 1);
    expect(posts()).toHaveLength(1);
    await clock.advance(1);
    expect(posts()).toHaveLength(2);
    await clock.advance(8 * 60 * MINUTE);
    expect(posts()).toHaveLength(2 + 32);
  });

  test('every four hours it doubts that it was told everything', async () => {
    const { subscription: made, clock, doubts } = subscription();
    await made.start();
    await clock.advance(4 * 60 * MINUTE - 1);
    expect(doubts()).toBe(0);
    await clock.advance(1);
    expect(doubts()).toBe(1);
    await clock.advance(8 * 60 * MINUTE);
    expect(doubts()).toBe(3);
  });

  test('so long after all was read for another reason, even if the clock was set back by then', async () => {
    const { subscription: made, clock, doubts } = subscription();
    await made.start();
    await clock.advance(60 * MINUTE);
    const { now } = clock;
    clock.now = () => now() - 2 * 60 * MINUTE;
    made.renew();
    await clock.advance(4 * 60 * MINUTE - 1);
    expect(doubts()).toBe(0);
    await clock.advance(1);
    expect(doubts()).toBe(1);
  });

  test('that finds it ended before its time tells of the gap', async () => {
    const { subscription: made, client, clock, doubts } = subscription();
    await made.start();
    const found = (state: string) =>
      resource('myContactsAndGroupsSubscription', HREF.subscription, {
        properties: { state },
        links: { startOrRefreshSubscriptionToContactsAndGroups: HREF.startSubscription },
      });
    client.on(`GET ${HREF.subscription}`, found('Disconnected'), found('Connected'));
    await clock.advance(15 * MINUTE);
    expect(doubts()).toBe(1);
    await clock.advance(60 * MINUTE);
    expect(doubts()).toBe(1);
  });

  test('that fails is tried again; within its time nothing was missed', async () => {
    const { subscription: made, client, clock, posts, doubts } = subscription();
    await made.start();
    client.on(POST, noAnswer(), noAnswer(), null);
    await clock.advance(15 * MINUTE + 3_000);
    expect(posts()).toHaveLength(4);
    expect(doubts()).toBe(0);
    expect(clock.nextTimer).toBe(15 * MINUTE);
  });

  test('that comes too late tells of the gap, once', async () => {
    const { subscription: made, client, clock, doubts } = subscription();
    await made.start();
    client.on(POST, noAnswer());
    await clock.advance(40 * MINUTE);
    expect(doubts()).toBe(0);
    client.on(POST, null);
    await clock.advance(60 * MINUTE);
    expect(doubts()).toBe(1);
  });

  test('on demand', async () => {
    const { subscription: made, posts } = subscription();
    await made.start();
    made.renew();
    await idle();
    expect(posts()).toHaveLength(2);
  });
});

describe('the warning of the server', () => {
  test('that is only the echo of our own renewal does not go round for ever', async () => {
    const { subscription: made, posts, clock } = subscription();
    await made.start();
    for (let echo = 0; echo < 5; echo += 1) {
      made.warned();
      await clock.advance(5_000);
    }
    expect(posts()).toHaveLength(1);
    made.renew();
    await idle();
    made.warned();
    await idle();
    expect(posts()).toHaveLength(2);
  });

  test('later on renews', async () => {
    const { subscription: made, posts, clock } = subscription();
    await made.start();
    await clock.advance(10 * MINUTE);
    made.warned();
    await idle();
    expect(posts()).toHaveLength(2);
  });

  test('many at once renew once', async () => {
    const { subscription: made, posts, clock } = subscription();
    await made.start();
    await clock.advance(10 * MINUTE);
    for (let echo = 0; echo < 5; echo += 1) made.warned();
    await idle();
    expect(posts()).toHaveLength(2);
  });
});

describe('the end of the application', () => {
  test('ends the timer', async () => {
    const { subscription: made, application, clock, posts } = subscription();
    await made.start();
    application.end();
    expect(clock.timers).toBe(0);
    made.renew();
    await clock.advance(60 * MINUTE);
    expect(posts()).toHaveLength(1);
  });

  test('during a renewal leaves no timer and tells of no gap, even if the answer had come', async () => {
    const { subscription: made, application, client, clock, doubts } = subscription();
    await made.start();
    const answer = later<null>();
    client.post = async () => {
      await answer.promise;
      return { ok: true, value: { status: 201, resource: null, etag: null } };
    };
    await clock.advance(31 * MINUTE);
    application.end();
    answer.give(null);
    await idle();
    expect(clock.timers).toBe(0);
    expect(doubts()).toBe(0);
  });
});
