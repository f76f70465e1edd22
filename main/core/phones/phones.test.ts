import { describe, expect, test } from 'vitest';
import { application, event, fakeClient, later, noAnswer, refusal, resource } from '../testing/client.ts';
import { idle } from '../testing/clock.ts';
import { phone } from '../testing/entities.ts';
import { ok } from '../result.ts';
import type { Resource } from '../ucwa/index.ts';
import { PHONES, phones } from '../testing/phones.ts';

describe('reading', () => {
  test('shows every row with what its links allow', async () => {
    const { store, access, clock } = await phones();
    const locked = { canChangeNumber: false, canChangeVisibility: false, lock: 'directory' } as const;
    expect(Object.fromEntries(store.state.phones)).toEqual({
      work: phone('work', { number: 'tel:+14255550100', visible: true, ...locked }),
      mobile: phone('mobile', { number: 'tel:+14255550101' }),
      home: phone('home', { number: '' }),
      other: phone('other', { number: '', visible: true }),
    });
    expect(access()).toEqual({ state: 'ready', error: null, asOf: clock.now() });
  });

  test('each link counts for itself', async () => {
    const { client, phones: made, row } = await phones();
    const one = (links: Record<string, string>) =>
      resource('phones', '/me/phones', {
        embedded: { phone: resource('phone', '/p', { properties: { type: 'home' }, links }) },
      });
    client.on(PHONES, one({ changeVisibility: '/v' }), one({ changeNumber: '/n' }));
    await made.refresh();
    expect(row('home')).toMatchObject({ canChangeNumber: false, canChangeVisibility: true });
    await made.refresh();
    expect(row('home')).toMatchObject({ canChangeNumber: true, canChangeVisibility: false });
  });

  test('the first of a kind counts, unknown kinds are left out, a missing one is not there', async () => {
    const { client, phones: made, store } = await phones();
    const of = (type: string, number: string) => resource('phone', `/${number}`, { properties: { type, number } });
    const list = [of('Home', '1'), of('Fax', '2'), of(' home', '3'), of('Work', '4')];
    client.on(PHONES, resource('phones', '/me/phones', { embedded: { phone: list } }));
    await made.refresh();
    expect([...store.state.phones.values()].map(({ kind, number }) => [kind, number]).sort()).toEqual([
      ['home', '1'],
      ['work', '4'],
    ]);
  });

  test('403: not enabled for it; no failure of the session, and not asked again', async () => {
    const { client, app, phones: made, access, clock } = await phones(false);
    client.on(PHONES, refusal(403));
    expect(await made.attach(app)).toEqual(ok(null));
    expect(access()).toMatchObject({ state: 'notAllowed', error: { code: 'ucwa.forbidden' }, asOf: null });
    await clock.advance(600_000);
    expect(client.of(PHONES)).toHaveLength(1);
  });

  test('no link: the same', async () => {
    const { client, app, phones: made, access } = await phones(false);
    expect(await made.attach({ ...app, me: resource('me', '/me') })).toEqual(ok(null));
    expect(access()).toMatchObject({ state: 'notAllowed', error: { code: 'ucwa.forbidden' } });
    expect(client.calls).toEqual([]);
  });

  test('what may pass is shown as failed, does not hold up the session, and is tried again', async () => {
    const { client, app, phones: made, access, clock, served, row } = await phones(false);
    client.on(PHONES, refusal(500), refusal(500), served());
    expect(await made.attach(app)).toEqual(ok(null));
    expect(access()).toMatchObject({ state: 'failed', error: { code: 'ucwa.serviceFailure' } });
    await clock.advance(3_000);
    expect(access()).toMatchObject({ state: 'ready', error: null });
    expect(row('mobile')).toBeDefined();
  });

  test('a failed refresh says so and keeps what is shown with its time', async () => {
    const { client, phones: made, access, row, clock } = await phones();
    const read = clock.now();
    await clock.advance(5_000);
    client.on(PHONES, noAnswer());
    expect(await made.refresh()).toMatchObject({ ok: false, error: { code: 'network.unreachable' } });
    expect(access()).toMatchObject({ state: 'failed', asOf: read });
    expect(row('mobile')).toBeDefined();
  });

  test('events make nothing be read: phones raise none', async () => {
    const { client, phones: made } = await phones();
    made.onEvents([event('updated', 'me', '/me', { sender: 'me' }), event('updated', 'phones', '/me/phones')]);
    await idle();
    expect(client.calls).toEqual([]);
  });

  test('before anything is attached nothing is read', async () => {
    const { client, phones: made } = await phones(false);
    expect(await made.refresh()).toEqual(ok(null));
    expect(client.calls).toEqual([]);
  });

  test('an answer that comes after the end of the application is not shown', async () => {
    const { client, phones: made, app, rows, served, row, clock, access } = await phones();
    const slow = later<Resource>();
    client.get = async () => ({ ok: true, value: { status: 200, resource: await slow.promise, etag: null } });
    const refreshed = made.refresh();
    app.end();
    rows.get('mobile')!.visible = true;
    slow.give(served());
    expect((await refreshed).ok).toBe(false);
    expect(row('mobile')?.visible).toBe(false);
    expect(access().state).toBe('ready');
    expect(clock.timers).toBe(0);
  });
});

describe('order and applications', () => {
  test('a refresh that was on its way does not bring the past back', async () => {
    const { client, phones: made, served, row } = await phones();
    const past = served();
    const slow = later<Resource>();
    client.on(PHONES, () => slow.promise, served);
    const refreshed = made.refresh();
    await idle();
    const done = made.execute({ kind: 'phoneVisibility', phone: 'mobile', visible: true });
    await idle();
    slow.give(past);
    await Promise.all([refreshed, done]);
    expect(row('mobile')).toMatchObject({ visible: true, notChanged: false });
  });

  test('with another application that cannot be read yet, the edit waits and nothing goes to old links', async () => {
    const first = await phones();
    first.app.end();
    const client = fakeClient();
    client.on('GET /new', noAnswer());
    await first.phones.attach(application(client, { me: resource('me', '/me', { links: { phones: '/new' } }) }));
    const outcome = await first.phones.execute({ kind: 'phoneVisibility', phone: 'mobile', visible: true });
    expect(outcome).toMatchObject({ ok: false, error: { code: 'network.unreachable', retryable: true } });
    expect(client.log.filter((line) => line.startsWith('POST'))).toEqual([]);
  });

  test('with another application the rows are found by kind and their new links are used', async () => {
    const first = await phones();
    first.app.end();
    const client = fakeClient();
    const moved = (visible: boolean): Resource =>
      resource('phones', '/new', {
        embedded: {
          phone: resource('phone', '/new/mobile', {
            properties: { type: 'mobile', number: '1', includeInContactCard: visible },
            links: { changeVisibility: '/new/visibility' },
          }),
        },
      });
    client.on('GET /new', moved(false), moved(true));
    client.on('POST /new/visibility', null);
    await first.phones.attach(application(client, { me: resource('me', '/me', { links: { phones: '/new' } }) }));
    await first.phones.execute({ kind: 'phoneVisibility', phone: 'mobile', visible: true });
    expect(client.log).toEqual(['GET /new', 'POST /new/visibility', 'GET /new']);
    expect(first.client.calls).toEqual([]);
    expect(first.row('mobile')?.visible).toBe(true);
    expect(first.store.state.phones.size).toBe(1);
  });
});
