import { describe, expect, test } from 'vitest';
import { later, noAnswer, refusal, resource } from '../testing/client.ts';
import { idle } from '../testing/clock.ts';
import { ok } from '../result.ts';
import { PHONES, NOT_EDITABLE, phones } from '../testing/phones.ts';

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
    expect(await made.execute({ kind: 'phoneVisibility', phone: 'home', visible: true })).toMatchObject(NOT_EDITABLE);
    expect(posts()).toEqual([]);
    expect(row('home')?.number).toBe('1');
  });

  test('a locked row, a missing row, and no application', async () => {
    const { phones: made, posts, rows } = await phones();
    expect(await made.execute({ kind: 'phoneVisibility', phone: 'work', visible: false })).toMatchObject(NOT_EDITABLE);
    rows.delete('home');
    await made.refresh();
    expect(await made.execute({ kind: 'phoneVisibility', phone: 'home', visible: true })).toMatchObject(NOT_EDITABLE);
    expect(posts()).toEqual([]);
    const bare = await phones(false);
    expect(await bare.phones.execute({ kind: 'phoneVisibility', phone: 'home', visible: true })).toMatchObject(
      NOT_EDITABLE,
    );
  });

  test('no answer, and none about how it is now: not settled, though it was shown as wished before', async () => {
    const { client, phones: made, row } = await phones();
    expect(row('mobile')?.visible).toBe(false);
    client.on('POST /me/phones/mobile/visibility', noAnswer());
    client.on(PHONES, noAnswer());
    expect(await made.execute({ kind: 'phoneVisibility', phone: 'mobile', visible: false })).toMatchObject({
      ok: false,
      error: { code: 'network.unreachable' },
    });
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
    [409, 'ucwa.notEditable'],
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
    expect(await made.execute({ kind: 'phoneNumber', phone: 'work', number: '' })).toMatchObject(NOT_EDITABLE);
    expect(posts()).toEqual([]);
  });
});
