import { describe, expect, test } from 'vitest';
import { application, event, fakeClient, later, noAnswer, refusal, resource } from '../testing/client.ts';
import { drivenClock, idle } from '../testing/clock.ts';
import { phone, testStore } from '../testing/entities.ts';
import { ok } from '../result.ts';
import type { PhoneKind } from '../store/state.ts';
import type { Resource } from '../ucwa/index.ts';
import { createPhones } from './phones.ts';

const PHONES = 'GET /me/phones';
const READ_ONLY = { ok: false, error: { code: 'ucwa.readOnly' } };

interface Row {
  number: string;
  visible: boolean;
  locked?: boolean;
}

/** A server with the four rows of a real one; the work row is set by the organisation. It does what it is told. */
async function phones(attach = true) {
  const client = fakeClient();
  const store = testStore();
  const clock = drivenClock();
  const made = createPhones(store, clock);
  const app = application(client, { me: resource('me', '/me', { links: { phones: '/me/phones' } }) });
  const rows = new Map<PhoneKind, Row>([
    ['work', { number: 'tel:+14255550100', visible: true, locked: true }],
    ['mobile', { number: 'tel:+14255550101', visible: false }],
    ['home', { number: '', visible: false }],
    ['other', { number: '', visible: true }],
  ]);
  const url = (kind: PhoneKind, what: string): string => `/me/phones/${kind}/${what}`;
  const served = (): Resource =>
    resource('phones', '/me/phones', {
      embedded: {
        phone: [...rows].map(([kind, { number, visible, locked }]) =>
          resource('phone', `/me/phones/${kind}`, {
            properties: { type: kind, number, includeInContactCard: visible },
            links: locked ? {} : { changeNumber: url(kind, 'number'), changeVisibility: url(kind, 'visibility') },
          }),
        ),
      },
    });
  client.on(PHONES, served);
  for (const kind of rows.keys()) {
    client.on(`POST ${url(kind, 'visibility')}`, (call) => {
      rows.get(kind)!.visible = call.body?.['includeInContactCard'] === true;
      return null;
    });
    client.on(`POST ${url(kind, 'number')}`, (call) => {
      const number = String(call.body?.['number'] ?? '').replace(/[\s()-]/g, '');
      rows.get(kind)!.number = number === '' ? '' : `tel:${number}`;
      rows.get(kind)!.visible = call.body?.['includeInContactCard'] === true;
      return null;
    });
  }
  if (attach) {
    expect(await made.attach(app)).toEqual(ok(null));
    client.calls.length = 0;
  }
  return {
    client,
    store,
    clock,
    app,
    rows,
    served,
    phones: made,
    posts: () => client.calls.filter(({ method }) => method === 'POST'),
    row: (kind: PhoneKind) => store.state.phones.get(kind),
    access: () => store.state.phonesAccess,
  };
}

describe('reading', () => {
  test('shows every row with what its links allow', async () => {
    const { store, access, clock } = await phones();
    const locked = { canChangeNumber: false, canChangeVisibility: false };
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

describe('visibility', () => {
  test('goes to changeVisibility alone, explicit in query and body, and the row is read again', async () => {
    const { client, phones: made, posts, row } = await phones();
    expect(await made.execute({ kind: 'phoneVisibility', phone: 'mobile', visible: true })).toEqual(ok(null));
    expect(client.log).toEqual(['POST /me/phones/mobile/visibility', PHONES]);
    expect(posts()[0]).toMatchObject({
      body: { includeInContactCard: true },
      options: { query: { includeInContactCard: true } },
    });
    expect(posts()[0]?.body).not.toHaveProperty('number');
    expect(row('mobile')).toMatchObject({ visible: true, notChanged: false });
  });

  test('hiding is as explicit as showing', async () => {
    const { phones: made, posts, row } = await phones();
    await made.execute({ kind: 'phoneVisibility', phone: 'other', visible: false });
    expect(posts()[0]).toMatchObject({
      body: { includeInContactCard: false },
      options: { query: { includeInContactCard: false } },
    });
    expect(row('other')?.visible).toBe(false);
  });

  test('never touches the number, not even where changeVisibility is missing', async () => {
    const { client, phones: made, posts, row } = await phones();
    client.on(
      PHONES,
      resource('phones', '/me/phones', {
        embedded: {
          phone: resource('phone', '/p', { properties: { type: 'home', number: '1' }, links: { changeNumber: '/n' } }),
        },
      }),
    );
    await made.refresh();
    expect(await made.execute({ kind: 'phoneVisibility', phone: 'home', visible: true })).toMatchObject(READ_ONLY);
    expect(posts()).toEqual([]);
    expect(row('home')?.number).toBe('1');
  });

  test('a locked row, a missing row, and no application', async () => {
    const { phones: made, posts, rows } = await phones();
    expect(await made.execute({ kind: 'phoneVisibility', phone: 'work', visible: false })).toMatchObject(READ_ONLY);
    rows.delete('home');
    await made.refresh();
    expect(await made.execute({ kind: 'phoneVisibility', phone: 'home', visible: true })).toMatchObject(READ_ONLY);
    expect(posts()).toEqual([]);
    const bare = await phones(false);
    expect(await bare.phones.execute({ kind: 'phoneVisibility', phone: 'home', visible: true })).toMatchObject(
      READ_ONLY,
    );
  });

  test('the server said yes but nothing changed: the row says so until the next change', async () => {
    const { client, phones: made, row } = await phones();
    const href = 'POST /me/phones/mobile/visibility';
    client.on(href, null);
    expect(await made.execute({ kind: 'phoneVisibility', phone: 'mobile', visible: true })).toEqual(ok(null));
    expect(row('mobile')).toMatchObject({ visible: false, notChanged: true });
    expect(row('home')?.notChanged).toBe(false);
    await made.refresh();
    expect(row('mobile')?.notChanged).toBe(true);
    const slow = later<null>();
    client.on(href, () => slow.promise);
    const again = made.execute({ kind: 'phoneVisibility', phone: 'mobile', visible: true });
    await idle();
    expect(row('mobile')?.notChanged).toBe(false);
    slow.give(null);
    await again;
    expect(row('mobile')?.notChanged).toBe(true);
  });

  test('the mark goes when the row changes in another way', async () => {
    const { client, phones: made, rows, row } = await phones();
    client.on('POST /me/phones/mobile/visibility', null);
    await made.execute({ kind: 'phoneVisibility', phone: 'mobile', visible: true });
    rows.get('mobile')!.visible = true;
    await made.refresh();
    expect(row('mobile')).toMatchObject({ visible: true, notChanged: false });
  });

  test.each([
    [403, 'ucwa.forbidden'],
    [409, 'ucwa.conflict'],
  ])('%i: read again and told', async (status, code) => {
    const { client, phones: made, rows, row } = await phones();
    client.on('POST /me/phones/mobile/visibility', () => {
      rows.get('mobile')!.locked = true;
      return refusal(status);
    });
    expect(await made.execute({ kind: 'phoneVisibility', phone: 'mobile', visible: true })).toMatchObject({
      ok: false,
      error: { code },
    });
    expect(client.log.at(-1)).toBe(PHONES);
    expect(row('mobile')).toMatchObject({ visible: false, canChangeVisibility: false, notChanged: false });
  });

  test('done, but not to be read back: to be tried again', async () => {
    const { client, phones: made } = await phones();
    client.on(PHONES, noAnswer());
    expect(await made.execute({ kind: 'phoneVisibility', phone: 'mobile', visible: true })).toMatchObject({
      ok: false,
      error: { retryable: true },
    });
  });

  test('done as the session ended: not settled', async () => {
    const { client, phones: made, app } = await phones();
    client.on('POST /me/phones/mobile/visibility', () => {
      app.end();
      return null;
    });
    const outcome = await made.execute({ kind: 'phoneVisibility', phone: 'mobile', visible: true });
    expect(outcome.ok).toBe(false);
  });
});

describe('number', () => {
  test('goes out with the visibility as it is, and what the server makes of it is shown', async () => {
    const { phones: made, posts, row } = await phones();
    expect(await made.execute({ kind: 'phoneNumber', phone: 'other', number: '+1 (425) 555-0199' })).toEqual(ok(null));
    expect(posts().map(({ href, body }) => [href, body])).toEqual([
      ['/me/phones/other/number', { number: '+1 (425) 555-0199', includeInContactCard: true }],
    ]);
    expect(row('other')).toMatchObject({ number: 'tel:+14255550199', visible: true, notChanged: false });
  });

  test('hidden elsewhere meanwhile: it stays hidden', async () => {
    const { phones: made, rows, posts, row } = await phones();
    rows.get('other')!.visible = false;
    await made.execute({ kind: 'phoneNumber', phone: 'other', number: '+1' });
    expect(posts()[0]?.body).toEqual({ number: '+1', includeInContactCard: false });
    expect(row('other')?.visible).toBe(false);
  });

  test('whether it is hidden cannot be read: nothing is sent', async () => {
    const { client, phones: made, posts } = await phones();
    client.on(PHONES, noAnswer());
    expect(await made.execute({ kind: 'phoneNumber', phone: 'other', number: '+1' })).toMatchObject({
      ok: false,
      error: { retryable: true },
    });
    expect(posts()).toEqual([]);
  });

  test('deleted: no number goes out', async () => {
    const { phones: made, posts, row } = await phones();
    expect(await made.execute({ kind: 'phoneNumber', phone: 'mobile', number: '' })).toEqual(ok(null));
    expect(posts()[0]?.body).toEqual({ includeInContactCard: false });
    expect(row('mobile')).toMatchObject({ number: '', notChanged: false });
  });

  test('normalised into something that looks different is a change', async () => {
    const { client, phones: made, rows, row } = await phones();
    client.on('POST /me/phones/home/number', () => {
      rows.get('home')!.number = 'tel:+14255550142;ext=42';
      return null;
    });
    await made.execute({ kind: 'phoneNumber', phone: 'home', number: '50142' });
    expect(row('home')).toMatchObject({ number: 'tel:+14255550142;ext=42', notChanged: false });
  });

  test('the same number again is no mistake of the server', async () => {
    const { phones: made, row } = await phones();
    await made.execute({ kind: 'phoneNumber', phone: 'mobile', number: '+1 425 555 0101' });
    expect(row('mobile')?.notChanged).toBe(false);
  });

  test('the server said yes but nothing changed', async () => {
    const { client, phones: made, row } = await phones();
    client.on('POST /me/phones/mobile/number', null);
    expect(await made.execute({ kind: 'phoneNumber', phone: 'mobile', number: '+49' })).toEqual(ok(null));
    expect(row('mobile')).toMatchObject({ number: 'tel:+14255550101', notChanged: true });
  });

  test('not understood', async () => {
    const { client, phones: made } = await phones();
    client.on('POST /me/phones/mobile/number', refusal(400, 'NormalizationFailed'));
    expect(await made.execute({ kind: 'phoneNumber', phone: 'mobile', number: 'call me' })).toMatchObject({
      ok: false,
      error: { code: 'ucwa.normalizationFailed' },
    });
  });

  test('a locked row', async () => {
    const { phones: made, posts } = await phones();
    expect(await made.execute({ kind: 'phoneNumber', phone: 'work', number: '' })).toMatchObject(READ_ONLY);
    expect(posts()).toEqual([]);
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
