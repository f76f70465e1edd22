import { describe, expect, test } from 'vitest';
import { application, event, fakeClient, later, noAnswer, refusal, resource } from '../testing/client.ts';
import { idle } from '../testing/clock.ts';
import { ACTIVE, after, AVAILABLE, before, me, MINUTE, properties } from '../testing/me.ts';
import { ok } from '../result.ts';
import type { Resource } from '../ucwa/index.ts';

describe('attaching', () => {
  test('shows the name at once, then the own status', async () => {
    const { me: made, app, client, store } = me();
    const slow = later<null>();
    client.on(AVAILABLE, () => slow.promise);
    void made.attach(app);
    await idle();
    expect(store.state.me).toEqual({
      address: 'me@example.org',
      name: 'Me Myself',
      title: 'Chief',
      department: 'Sales',
      availability: 'Unknown',
      activity: null,
      note: null,
      canSetAvailability: false,
    });
    slow.give(null);
    await idle();
    expect(store.state.me).toMatchObject({ availability: 'Online', note: 'Hello', canSetAvailability: true });
  });

  test('is available without messaging: who cannot answer must not attract messages', async () => {
    const { attach, client } = me();
    await attach();
    expect(client.of(AVAILABLE).map(({ body }) => body)).toEqual([{ supportedModalities: [] }]);
  });

  test('nobody at the keyboard is not shown as present; who comes back is', async () => {
    const { attach, client, clock, power, store } = me();
    client.on('GET /me', before);
    power.idle = 30 * 60;
    await attach();
    await clock.advance(10 * MINUTE);
    expect(client.of(AVAILABLE)).toEqual([]);
    expect(store.state.me?.name).toBe('Me Myself');
    power.idle = 5;
    await clock.advance(5 * MINUTE);
    expect(client.of(AVAILABLE)).toHaveLength(1);
  });

  test('where idle time cannot be known the user is taken for present', async () => {
    const { attach, client, power } = me();
    power.idle = Infinity;
    await attach();
    expect(client.of(AVAILABLE)).toHaveLength(1);
  });

  test('is not available when the user does not want to be seen through this app', async () => {
    const { attach, client, store } = me({ publishPresence: false });
    await attach();
    expect(client.of(AVAILABLE)).toEqual([]);
    expect(store.state.me?.name).toBe('Me Myself');
  });

  test('an application that lives on is available already', async () => {
    const { attach, client, logger, store } = me();
    client.on(AVAILABLE, refusal(409, 'AlreadyExists'));
    await attach();
    expect(logger.lines).toEqual([]);
    expect(store.state.me?.canSetAvailability).toBe(true);
  });

  test('a refusal is logged, and the rest works', async () => {
    const { attach, client, logger, store } = me();
    client.on(AVAILABLE, refusal(403));
    client.on('GET /me', before);
    await attach();
    expect(logger.lines).toHaveLength(1);
    expect(store.state.me).toMatchObject({ name: 'Me Myself', canSetAvailability: false });
  });

  test('without the link nothing is asked for', async () => {
    const { me: made, app, client } = me();
    await made.attach({ ...app, me: resource('me', null, { properties }) });
    await idle();
    expect(client.calls).toEqual([]);
  });
});

describe('reading', () => {
  test('that fails in a way that may pass is repeated', async () => {
    const { attach, client, clock, store } = me();
    const note = resource('note', '/me/note', { properties: { message: 'Late' } });
    client.on('GET /me', noAnswer(), after);
    client.on('GET /me/note', noAnswer(), note);
    await attach();
    await clock.advance(3_000);
    expect(store.state.me).toMatchObject({ availability: 'Online', note: 'Late' });
  });

  test('a part that is refused is left out', async () => {
    const { attach, client, store } = me();
    client.on('GET /me/presence', refusal(409, 'MakeMeAvailableRequired'), refusal(403));
    client.on('GET /me/note', refusal(404));
    await attach();
    expect(store.state.me).toMatchObject({ name: 'Me Myself' });
    expect(store.state.me?.note).toBeNull();
  });

  test('events of me, and a refresh, make it be read again; those of others do not', async () => {
    const { attach, me: made, client, store } = me();
    await attach();
    client.on('GET /me/presence', resource('presence', '/p', { properties: { availability: 'Busy' } }));
    made.onEvents([event('updated', 'contactPresence', '/me/presence')]);
    await idle();
    expect(store.state.me?.availability).toBe('Online');
    made.onEvents([event('updated', 'presence', '/me/presence', { sender: 'me' })]);
    await idle();
    expect(store.state.me?.availability).toBe('Busy');
    client.on('GET /me/presence', resource('presence', '/p', { properties: { availability: 'Away' } }));
    made.refresh();
    await idle();
    expect(store.state.me?.availability).toBe('Away');
  });
});

describe('activity', () => {
  test('is reported while someone is at the keyboard, at least every 4 minutes', async () => {
    const { attach, client, clock } = me();
    await attach();
    expect(client.of(ACTIVE)).toHaveLength(0);
    await clock.advance(60 * MINUTE);
    expect(client.of(ACTIVE).length).toBeGreaterThanOrEqual(15);
    expect(client.of(ACTIVE).length).toBeLessThanOrEqual(60);
    expect(client.of(ACTIVE)[0]?.body).toBeNull();
  });

  test('is not reported while nobody is, and again when somebody comes back', async () => {
    const { attach, client, clock, power } = me();
    await attach();
    power.idle = 10 * 60;
    await clock.advance(30 * MINUTE);
    expect(client.of(ACTIVE)).toHaveLength(0);
    power.idle = Infinity;
    await clock.advance(30 * MINUTE);
    expect(client.of(ACTIVE)).toHaveLength(0);
    power.idle = 2;
    await clock.advance(4 * MINUTE);
    expect(client.of(ACTIVE)).toHaveLength(1);
  });

  test('is not reported where the own presence is not published', async () => {
    const { attach, client, clock } = me({ publishPresence: false });
    client.on('GET /me', before);
    await attach();
    await clock.advance(30 * MINUTE);
    expect(client.of(ACTIVE)).toHaveLength(0);
  });

  test('goes on when a report fails', async () => {
    const { attach, client, clock } = me();
    client.on(ACTIVE, noAnswer());
    await attach();
    await clock.advance(12 * MINUTE);
    expect(client.of(ACTIVE).length).toBeGreaterThanOrEqual(3);
  });

  test('ends with the application', async () => {
    const { attach, app, client, clock } = me();
    await attach();
    app.end();
    expect(clock.timers).toBe(0);
    await clock.advance(30 * MINUTE);
    expect(client.of(ACTIVE)).toHaveLength(0);
  });

  test('does not begin when the application ended meanwhile', async () => {
    const { me: made, app, client, clock } = me();
    client.on(AVAILABLE, () => new Promise(() => undefined));
    void made.attach(app);
    await idle();
    app.end();
    await clock.advance(30 * MINUTE);
    expect(clock.timers).toBe(0);
    expect(client.log).toEqual([AVAILABLE]);
  });

  test('with a new application it is reported to that one alone', async () => {
    const { attach, me: made, app, client, clock } = me();
    await attach();
    app.end();
    const other = fakeClient();
    other.on(AVAILABLE, null);
    other.on(ACTIVE, null);
    other.on('GET /me', after);
    await made.attach(application(other, { me: before }));
    await clock.advance(4 * MINUTE);
    expect(other.of(ACTIVE)).toHaveLength(1);
    expect(client.of(ACTIVE)).toHaveLength(0);
    expect(clock.timers).toBe(1);
  });
});

describe('activity that is refused', () => {
  test.each([
    [403, 2],
    [404, 2],
    [503, 1],
  ])('%i: what is offered is read %i times', async (status, times) => {
    const { attach, client, clock } = me();
    await attach();
    client.on(ACTIVE, refusal(status));
    client.on('GET /me', resource('me', '/me', { properties, links: { presence: '/me/presence' } }));
    await clock.advance(3 * MINUTE);
    expect(client.of('GET /me')).toHaveLength(times);
    await clock.advance(12 * MINUTE);
    // The link is gone with it, so nobody is asked in vain again.
    expect(client.of(ACTIVE)).toHaveLength(status === 503 ? 5 : 1);
  });
});

describe('setting the own status', () => {
  test('an availability', async () => {
    const { attach, me: made, client, store } = me();
    await attach();
    client.on('POST /me/presence', () => {
      client.on('GET /me/presence', resource('presence', '/p', { properties: { availability: 'Busy' } }));
      return null;
    });
    expect(await made.execute({ kind: 'availability', availability: 'Busy' })).toEqual(ok(null));
    expect(client.of('POST /me/presence').map(({ body }) => body)).toEqual([{ availability: 'Busy' }]);
    expect(store.state.me?.availability).toBe('Busy');
  });

  test('back to automatic: an empty body', async () => {
    const { attach, me: made, client } = me();
    await attach();
    expect(await made.execute({ kind: 'availability', availability: null })).toEqual(ok(null));
    expect(client.of('POST /me/presence').map(({ body }) => body)).toEqual([null]);
  });

  test('a note, and a blank one to clear it', async () => {
    const { attach, me: made, client } = me();
    await attach();
    await made.execute({ kind: 'note', message: 'Back at 3' });
    await made.execute({ kind: 'note', message: '' });
    expect(client.of('POST /me/note').map(({ body }) => body)).toEqual([{ message: 'Back at 3' }, { message: '' }]);
  });

  test('is refused by the server', async () => {
    const { attach, me: made, client } = me();
    await attach();
    client.on('POST /me/presence', refusal(403));
    expect(await made.execute({ kind: 'availability', availability: 'Busy' })).toMatchObject({
      ok: false,
      error: { code: 'ucwa.forbidden' },
    });
  });

  test('is not possible where it is not published, nor before anything is attached', async () => {
    const impossible = { ok: false, error: { code: 'edit.noLongerPossible' } };
    const one = me({ publishPresence: false });
    expect(await one.me.execute({ kind: 'note', message: 'x' })).toMatchObject(impossible);
    one.client.on('GET /me', before);
    await one.attach();
    expect(await one.me.execute({ kind: 'note', message: 'x' })).toMatchObject(impossible);
    expect(await one.me.execute({ kind: 'availability', availability: 'Busy' })).toMatchObject(impossible);
  });

  test('done, but not to be read back: to be tried again', async () => {
    const { attach, me: made, client } = me();
    await attach();
    client.on('GET /me', noAnswer());
    expect(await made.execute({ kind: 'note', message: 'x' })).toMatchObject({ ok: false, error: { retryable: true } });
  });
});

describe('order', () => {
  test('an older answer does not overwrite what was set meanwhile', async () => {
    const { attach, me: made, client, store } = me();
    await attach();
    const slow = later<Resource>();
    const presence = (availability: string): Resource => resource('presence', '/p', { properties: { availability } });
    client.on('GET /me/presence', () => slow.promise, presence('Busy'));
    made.refresh();
    await idle();
    const done = made.execute({ kind: 'availability', availability: 'Busy' });
    await idle();
    slow.give(presence('Online'));
    await done;
    await idle();
    expect(store.state.me?.availability).toBe('Busy');
  });

  test('an answer that comes with the end of the application leaves its links with it', async () => {
    const { attach, me: made, app, client, store } = me();
    await attach();
    const slow = later<Resource>();
    client.get = async () => ({ ok: true, value: { status: 200, resource: await slow.promise, etag: null } });
    made.refresh();
    await idle();
    app.end();
    const other = fakeClient();
    const silent = resource('me', '/other/me', { properties: { uri: 'sip:me@example.org', name: 'New' } });
    other.on('GET /other/me', silent);
    const attaching = made.attach(application(other, { me: silent }));
    slow.give(after);
    await attaching;
    await idle();
    expect(store.state.me).toMatchObject({ name: 'New', canSetAvailability: false });
    expect(await made.execute({ kind: 'note', message: 'x' })).toMatchObject({
      error: { code: 'edit.noLongerPossible' },
    });
    expect(other.log).toEqual(['GET /other/me']);
  });
});
