import { describe, expect, test } from 'vitest';
import { AT_ONCE, type Attempt } from '../edits/attempt.ts';
import { ok } from '../result.ts';
import { noAnswer, refusal } from '../testing/client.ts';
import { PHONES, phones } from '../testing/phones.ts';
import type { PhoneWish } from './phones.ts';

const MOBILE = 'tel:+14255550101';
const late = (...seen: string[]): Attempt => ({ late: true, asked: false, seen });
const CHANGED = { ok: false, error: { code: 'ucwa.preconditionFailed', remedy: 'reread' } };
const number: PhoneWish = { kind: 'phoneNumber', phone: 'mobile', number: '+1 (425) 555-0177' };
const shown: PhoneWish = { kind: 'phoneVisibility', phone: 'mobile', visible: true };

describe('a late change of a number', () => {
  test('goes out where the number is as it was seen', async () => {
    const { phones: made, posts, row } = await phones();
    expect(await made.execute(number, late('+1 425 555 0101'))).toEqual(ok(null));
    expect(posts()).toHaveLength(1);
    expect(row('mobile')?.number).toBe('tel:+14255550177');
  });

  test('that was carried out already goes out no second time', async () => {
    const { phones: made, posts, rows } = await phones();
    rows.get('mobile')!.number = 'tel:+14255550177';
    expect(await made.execute(number, late(MOBILE))).toEqual(ok(null));
    expect(posts()).toEqual([]);
  });

  test('does not overwrite what was set elsewhere meanwhile: that is shown', async () => {
    const { phones: made, posts, rows, row } = await phones();
    rows.get('mobile')!.number = 'tel:+14255550188';
    expect(await made.execute(number, late(MOBILE))).toMatchObject(CHANGED);
    expect(posts()).toEqual([]);
    expect(row('mobile')).toMatchObject({ number: 'tel:+14255550188', notChanged: false });
  });

  test.each([
    ['it is one of ours', late(MOBILE, '+1 425 555 0188')],
    ['nobody knows what was seen', { late: true, asked: false, seen: null }],
    ['there was no time for others', { ...AT_ONCE, seen: [MOBILE] }],
  ])('overwrites another one where %s', async (_, attempt) => {
    const { phones: made, posts, rows } = await phones();
    rows.get('mobile')!.number = 'tel:+14255550188';
    expect(await made.execute(number, attempt)).toEqual(ok(null));
    expect(posts()).toHaveLength(1);
  });

  test('waits where the numbers cannot be read', async () => {
    const { client, phones: made, posts } = await phones();
    client.on(PHONES, noAnswer());
    expect(await made.execute(number, late(MOBILE))).toMatchObject({ ok: false, error: { remedy: 'repeatLater' } });
    expect(posts()).toEqual([]);
  });
});

describe('a late change of what is shown', () => {
  test('of a number that was set elsewhere meanwhile: the user has not seen what would be shown', async () => {
    const { phones: made, posts, rows } = await phones();
    rows.get('mobile')!.number = 'tel:+14255550188';
    expect(await made.execute(shown, late(MOBILE))).toMatchObject(CHANGED);
    expect(posts()).toEqual([]);
  });

  test('hiding harms nobody', async () => {
    const { phones: made, rows, row } = await phones();
    rows.set('mobile', { number: 'tel:+14255550188', visible: true });
    expect(await made.execute({ ...shown, visible: false }, late(MOBILE))).toEqual(ok(null));
    expect(row('mobile')?.visible).toBe(false);
  });

  test('that is so already: nothing is written', async () => {
    const { phones: made, posts, rows } = await phones();
    rows.set('mobile', { number: 'tel:+14255550188', visible: true });
    expect(await made.execute(shown, late(MOBILE))).toEqual(ok(null));
    expect(posts()).toEqual([]);
  });

  test('of the number that was seen', async () => {
    const { phones: made, row } = await phones();
    expect(await made.execute(shown, late(MOBILE))).toEqual(ok(null));
    expect(row('mobile')?.visible).toBe(true);
  });
});

describe('an answer that got lost', () => {
  test.each([number, shown])('the change is there: done ($kind)', async (wish) => {
    const { client, phones: made, rows } = await phones();
    for (const what of ['number', 'visibility']) {
      client.on(`POST /me/phones/mobile/${what}`, () => {
        rows.set(
          'mobile',
          what === 'number' ? { number: 'tel:+1777', visible: false } : { number: MOBILE, visible: true },
        );
        return noAnswer('timeout');
      });
    }
    expect(await made.execute(wish)).toEqual(ok(null));
  });

  test.each([number, shown])('the change is not there: to be tried again ($kind)', async (wish) => {
    const { client, phones: made } = await phones();
    for (const what of ['number', 'visibility']) client.on(`POST /me/phones/mobile/${what}`, noAnswer('timeout'));
    expect(await made.execute(wish)).toMatchObject({ ok: false, error: { code: 'network.timeout' } });
  });

  test('a refusal stays a refusal, also where somebody else did the same', async () => {
    const { client, phones: made, rows } = await phones();
    client.on('POST /me/phones/mobile/visibility', () => {
      rows.get('mobile')!.visible = true;
      return refusal(409);
    });
    expect(await made.execute(shown)).toMatchObject({ ok: false, error: { code: 'ucwa.notEditable' } });
  });

  test('the row that could not be read back is read in the background', async () => {
    const { client, phones: made, served, clock, row } = await phones();
    client.on(PHONES, noAnswer(), served);
    expect((await made.execute(shown)).ok).toBe(false);
    await clock.advance(1_000);
    expect(row('mobile')?.visible).toBe(true);
  });
});

test.each([
  ['the web server refuses, not UCWA', { ...refusal(403), remedy: 'waitOut' as const }, 'failed'],
  ['the service is off for the user', refusal(403), 'notAllowed'],
])('the numbers cannot be read as %s', async (_, error, state) => {
  const { client, phones: made, access, clock } = await phones();
  client.on(PHONES, error);
  await made.refresh();
  expect(access().state).toBe(state);
  await clock.advance(60_000);
  expect(client.of(PHONES).length > 1).toBe(state === 'failed');
});
