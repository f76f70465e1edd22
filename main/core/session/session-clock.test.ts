/** What the clock tells of a machine that slept without saying so. */
import { describe, expect, test } from 'vitest';
import { fail } from '../result.ts';
import { event, eventPackage, noAnswer, refusal } from '../testing/client.ts';
import { idle } from '../testing/clock.ts';
import { POST, applicationResource, session } from '../testing/session.ts';

const HOUR = 3_600_000;
const GET = 'GET /app';

type Made = ReturnType<typeof session>;

describe('the clock', () => {
  /** The machine sleeps and nobody says so: time passes, but no timer fires before it is over. */
  function sleep({ clock }: Made, ms: number): void {
    const { now } = clock;
    clock.now = () => now() + ms;
  }

  test('a poll that is answered long after it should have been: the machine slept', async () => {
    const made = session();
    await made.live();
    sleep(made, HOUR);
    made.client.polls[0]!.give(eventPackage({ rel: 'next', href: '/e2' }, event('updated', 'group', '/a')));
    await idle();
    expect(made.client.of(GET)).toHaveLength(1);
    expect(made.features[0].refreshes).toBe(1);
    // Its answer is not believed; the same is asked again, and the server repeats it (PROTOCOL 7.5).
    expect(made.features[0].events).toEqual([]);
    expect(made.client.polls.at(-1)).toMatchObject({ href: '/app/events?ack=1', open: true });
    expect(made.connection().phase).toBe('live');
  });

  test('a poll that fails long after it should have: no failure, and no pause', async () => {
    const made = session();
    await made.live();
    sleep(made, HOUR);
    made.client.polls[0]!.give(fail(noAnswer('timeout')));
    await idle();
    expect(made.client.polls).toHaveLength(2);
    expect(made.phases).not.toContain('degraded');
  });

  test('a poll that was told long ago that its application is gone: another is made, and nobody asks the dead one', async () => {
    const made = session();
    await made.live();
    sleep(made, HOUR);
    made.client.on(POST, applicationResource('other'));
    made.client.polls[0]!.give(fail(refusal(410, 'InactiveApplicationExpired')));
    await idle();
    expect(made.client.of(GET)).toEqual([]);
    expect(made.lives).toEqual(['/app', null, '/other']);
  });

  test('a pause that ends hours late', async () => {
    const made = session();
    await made.live();
    made.client.polls[0]!.give(fail(refusal(503, undefined, 30)));
    await idle();
    sleep(made, HOUR);
    await made.clock.advance(30_000);
    expect(made.client.of(GET)).toHaveLength(1);
    expect(made.features[0].refreshes).toBe(1);
    expect(made.client.polls.at(-1)?.open).toBe(true);
  });

  test('set back by hours: asks once, and goes on', async () => {
    const made = session();
    await made.live();
    sleep(made, -HOUR);
    made.client.polls[0]!.give(eventPackage({ rel: 'next', href: '/e2' }));
    await idle();
    expect(made.client.of(GET)).toHaveLength(1);
    made.client.polls.at(-1)!.give(eventPackage({ rel: 'next', href: '/e2' }, event('updated', 'group', '/a')));
    await idle();
    expect(made.client.of(GET)).toHaveLength(1);
    expect(made.features[0].events).toEqual(['/a']);
  });

  test('the application died during sleep: another one is made', async () => {
    const made = session();
    await made.live();
    made.client.on(POST, applicationResource('other'));
    made.client.on(GET, refusal(410, 'InactiveApplicationExpired'));
    sleep(made, 8 * HOUR);
    made.session.wake();
    await idle();
    expect(made.lives).toEqual(['/app', null, '/other']);
    expect(made.connection().phase).toBe('live');
  });
});
