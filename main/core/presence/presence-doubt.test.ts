import { describe, expect, test } from 'vitest';
import { fail } from '../result.ts';
import { event, noAnswer, refusal, resource } from '../testing/client.ts';
import { idle } from '../testing/clock.ts';
import { HREF } from '../testing/contact-list.ts';
import { MINUTE, presence } from '../testing/presence.ts';

const HOUR = 60 * MINUTE;
const PARTS = ['presence', 'note', 'location'] as const;

/** Ann is followed as herself, team (Ben, Cid) as a group; everybody has been read. */
async function following() {
  const made = presence();
  made.want('contact', 'ann@x');
  await made.attach();
  await made.clock.advance(MINUTE);
  made.want('group', 'team');
  await idle();
  made.client.calls.length = 0;
  const { client } = made;
  return {
    ...made,
    /** How often each part of somebody was read since. */
    reads: (address: string) => PARTS.map((part) => client.of(`GET ${HREF.part(address, part)}`).length),
    everybody: () =>
      ['ann@x', 'ben@x', 'cid@x'].map((address) =>
        PARTS.reduce((sum, part) => sum + client.of(`GET ${HREF.part(address, part)}`).length, 0),
      ),
  };
}

describe('where events may have been lost without a trace', () => {
  test('every four hours everybody who is held is read again, whole, and not more often', async () => {
    const { clock, reads, everybody, store, server } = await following();
    server.present('ben@x', { availability: 'Busy', note: 'Later' });
    await clock.advance(4 * HOUR - MINUTE - 1);
    expect(everybody()).toEqual([0, 0, 0]);
    await clock.advance(1);
    expect(['ann@x', 'ben@x', 'cid@x'].map(reads)).toEqual([
      [1, 1, 1],
      [1, 1, 1],
      [1, 1, 1],
    ]);
    expect(store.state.presence.get('ben@x')).toMatchObject({ availability: 'Busy', note: 'Later' });
    await clock.advance(4 * HOUR - 1);
    expect(everybody()).toEqual([3, 3, 3]);
    await clock.advance(1);
    expect(everybody()).toEqual([6, 6, 6]);
  });

  test('a clock that was set back does not put it off for ever', async () => {
    const { clock, everybody } = await following();
    const now = clock.now();
    Object.assign(clock, { now: () => now - 30 * 24 * HOUR });
    await clock.advance(18 * MINUTE);
    expect(everybody()).toEqual([3, 3, 3]);
  });

  test('nobody is held: nobody is read, and there is no timer', async () => {
    const { clock, drop, everybody } = await following();
    drop('contact', 'ann@x');
    drop('group', 'team');
    await idle();
    expect(clock.timers).toBe(0);
    await clock.advance(9 * HOUR);
    expect(everybody()).toEqual([0, 0, 0]);
  });

  test('a subscription that renewal finds gone: everybody is read again, once', async () => {
    const { clock, server, everybody, follow } = await following();
    server.subscriptions.delete('/sub/2');
    await clock.advance(18 * MINUTE + MINUTE);
    expect(follow('group:team')?.status).toBe('held');
    expect(everybody()).toEqual([3, 3, 3]);
    await clock.advance(HOUR);
    expect(everybody()).toEqual([3, 3, 3]);
  });

  test('one that renewal is refused: alike', async () => {
    const { clock, client, everybody } = await following();
    client.on('POST /sub/2', refusal(403));
    await clock.advance(18 * MINUTE);
    expect(everybody()).toEqual([3, 3, 3]);
  });

  test('one whose end is told before its time: alike', async () => {
    const { presence: made, server, everybody } = await following();
    server.subscriptions.delete('/sub/2');
    made.onEvents([event('deleted', 'presenceSubscription', '/sub/2')]);
    await idle();
    expect(everybody()).toEqual([3, 3, 3]);
  });

  test('one that is found gone when more are put into it: alike', async () => {
    const { server, want, everybody, follow } = await following();
    server.subscriptions.delete('/sub/1');
    want('contact', 'cid@x');
    await idle();
    expect(['contact:ann@x', 'contact:cid@x'].map((key) => follow(key)?.status)).toEqual(['held', 'held']);
    expect(everybody()).toEqual([3, 3, 3]);
  });

  test('one that is found gone when somebody is taken out of it: alike, and the others are held again', async () => {
    const { server, want, drop, everybody, follow, client, clock } = await following();
    want('contact', 'cid@x');
    await idle();
    server.subscriptions.delete('/sub/1');
    client.calls.length = 0;
    drop('contact', 'cid@x');
    await idle();
    expect(follow('contact:ann@x')?.status).toBe('held');
    expect([...server.subscriptions.values()].map(({ group, members }) => group ?? [...members])).toEqual([
      'team',
      ['ann@x'],
    ]);
    expect(everybody()).toEqual([3, 3, 3]);
    await clock.advance(10 * MINUTE);
    expect(client.log.filter((line) => line.includes('/members'))).toHaveLength(1);
  });

  test('one that is given up as nobody wants it any more is no reason', async () => {
    const { drop, everybody } = await following();
    drop('contact', 'ann@x');
    await idle();
    expect(everybody()).toEqual([0, 0, 0]);
  });
});

test('the application that is gone is not taken for a person without a note', async () => {
  const { client, store, presence: made } = await following();
  store.dispatch({ type: 'presenceRead', presence: [{ address: 'ann@x', asOf: 1, note: 'Here' }] });
  for (const part of PARTS) client.on(`GET ${HREF.part('ann@x', part)}`, refusal(404, 'ApplicationNotFound'));
  await made.readOnce('ann@x');
  expect(store.state.presence.get('ann@x')?.note).toBe('Here');
});

describe('a subscription whose answer was lost', () => {
  /** The server makes it, and nobody hears of it. */
  async function unheard() {
    const made = await following();
    made.client.on(`POST ${HREF.follow('sales')}`, () => {
      made.server.subscriptions.set('/sub/9', { group: 'sales', members: new Set() });
      made.client.on('DELETE /sub/9', () => {
        made.server.subscriptions.delete('/sub/9');
        return null;
      });
      return noAnswer('timeout');
    });
    made.want('group', 'sales');
    await idle();
    expect([...made.server.subscriptions.keys()]).toEqual(['/sub/1', '/sub/2', '/sub/9']);
    return made;
  }

  test('is given up where nobody wants it any more; the others are left alone', async () => {
    const { server, clock, drop, client } = await unheard();
    drop('group', 'sales');
    await clock.advance(MINUTE);
    expect([...server.subscriptions.keys()]).toEqual(['/sub/1', '/sub/2']);
    await clock.advance(5 * MINUTE);
    expect(client.of(`GET ${HREF.presenceSubscriptions}`)).toHaveLength(1);
  });

  test('is not held twice', async () => {
    const { server, clock, client, follow } = await unheard();
    client.on(`POST ${HREF.follow('sales')}`, () => {
      server.subscriptions.set('/sub/10', { group: 'sales', members: new Set() });
      return resource('presenceSubscription', '/sub/10');
    });
    await clock.advance(MINUTE);
    expect(follow('group:sales')?.status).toBe('held');
    expect([...server.subscriptions.keys()]).toEqual(['/sub/1', '/sub/2', '/sub/10']);
  });

  test('is looked for until the server tells', async () => {
    const { server, clock, drop, client } = await unheard();
    const listed = client.get.bind(client);
    let deaf = true;
    client.get = (href, options) =>
      deaf && href === HREF.presenceSubscriptions ? Promise.resolve(fail(noAnswer())) : listed(href, options);
    drop('group', 'sales');
    await clock.advance(MINUTE);
    expect(server.subscriptions.size).toBe(3);
    deaf = false;
    await clock.advance(MINUTE);
    expect(server.subscriptions.size).toBe(2);
  });

  test('a server that does not list them is not asked without end', async () => {
    const { clock, drop, client } = await unheard();
    client.on(`GET ${HREF.presenceSubscriptions}`, refusal(403));
    drop('group', 'sales');
    await clock.advance(10 * MINUTE);
    expect(client.of(`GET ${HREF.presenceSubscriptions}`)).toHaveLength(1);
  });
});
