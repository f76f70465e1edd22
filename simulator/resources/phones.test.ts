import { expect, test } from 'vitest';
import { at, href, list, type Json } from '../testing/client.ts';
import { start, type Run } from '../testing/start.ts';

async function phone({ client, session }: Run, kind: string): Promise<Json> {
  const phones = await client.get(session.me('phones'));
  const found = list(phones.json, '_embedded', 'phone').find(({ type }) => type === kind);
  if (!found) throw new Error(`no phone ${kind}`);
  return found;
}

test('visibility: the value must be there, and may be a boolean or its word', async () => {
  await using run = await start();
  const url = href(await phone(run, 'mobile'), 'changeVisibility');
  const absent = await run.client.post(url);
  expect([absent.status, absent.json['subcode']]).toEqual([400, 'ParameterValidationFailure']);
  expect((await run.client.post(url, { includeInContactCard: false })).status).toBe(204);
  expect(run.control.state().phones.mobile.visible).toBe(false);
  expect((await run.client.post(`${url}?includeInContactCard=TRUE`)).status).toBe(204);
  expect(run.control.state().phones.mobile.visible).toBe(true);
  expect((await run.client.post(url, { includeInContactCard: 'perhaps' })).status).toBe(400);
  expect((await run.client.post(`${url}?includeInContactCard=True`, { includeInContactCard: true })).status).toBe(204);
  expect(run.control.warnings()).toEqual([]);
  expect((await run.client.post(`${url}?includeInContactCard=true`, { includeInContactCard: false })).status).toBe(204);
  expect(run.control.state().phones.mobile.visible).toBe(false);
  expect(run.control.warnings()).toMatchObject([{ rule: 'contradictingParameter', count: 1 }]);
});

test('a server that reads absence as false', async () => {
  await using run = await start({ knobs: { absentVisibility: 'false' } });
  const url = href(await phone(run, 'mobile'), 'changeVisibility');
  expect((await run.client.post(url)).status).toBe(204);
  expect(run.control.state().phones.mobile.visible).toBe(false);
  expect((await run.client.post(`${url}?includeInContactCard`)).status).toBe(204);
  expect(run.control.state().phones.mobile.visible).toBe(true);
});

test.each([
  ['+1 (206) 555-0199', 'tel:+12065550199'],
  ['+1 206 555 0199;ext=42', 'tel:+12065550199;ext=42'],
  ['tel:+1.206.555.0199', 'tel:+12065550199'],
  ['4255551212', '4255551212'],
])('the number %s is stored as %s', async (typed, stored) => {
  await using run = await start();
  const url = href(await phone(run, 'home'), 'changeNumber');
  expect((await run.client.post(url, { number: typed, includeInContactCard: true })).status).toBe(204);
  expect(run.control.state().phones.home).toMatchObject({ number: stored, visible: true });
  expect((await run.client.get(`${run.session.self}/me`)).json['homePhoneNumber']).toBe(stored);
});

test('numbers that cannot be normalised or are too long', async () => {
  await using run = await start();
  const url = href(await phone(run, 'home'), 'changeNumber');
  const odd = await run.client.post(url, { number: 'call me' });
  expect([odd.status, odd.json['subcode']]).toEqual([400, 'NormalizationFailed']);
  const long = await run.client.post(url, { number: '1'.repeat(81) });
  expect([long.status, long.json['subcode']]).toEqual([400, 'ParameterValidationFailure']);
});

test('changeNumber without a number deletes it and keeps the flag', async () => {
  await using run = await start();
  const url = href(await phone(run, 'mobile'), 'changeNumber');
  expect((await run.client.post(url)).status).toBe(204);
  expect(run.control.state().phones.mobile).toMatchObject({ number: '', visible: true });
  expect((await phone(run, 'mobile'))['number']).toBe('');
});

test('the work phone has neither link, and refuses its would-be URLs', async () => {
  await using run = await start();
  const work = await phone(run, 'work');
  expect(Object.keys(at(work, '_links'))).toEqual(['self']);
  const locked = await run.client.post(`${href(work, 'self')}/changeVisibility`, { includeInContactCard: false });
  expect([locked.status, locked.json['code'], locked.json['subcode']]).toEqual([409, 'Conflict', undefined]);
  expect(run.control.state().phones.work.visible).toBe(true);
  expect(run.offences()).toEqual(['inventedUrl']);
  run.control.setKnobs({ workVisibilityOnly: true });
  expect(Object.keys(at(await phone(run, 'work'), '_links'))).toEqual(['self', 'changeVisibility']);
});

test('another client’s change is seen on the next read, by tag', async () => {
  await using run = await start();
  const phones = await run.client.get(run.session.me('phones'));
  const headers = { 'If-None-Match': String(phones.headers.etag) };
  expect((await run.client.get(run.session.me('phones'), headers)).status).toBe(304);
  run.control.act({ op: 'setPhone', kind: 'other', visible: true });
  const changed = await run.client.get(run.session.me('phones'), headers);
  expect(changed.status).toBe(200);
  expect((await phone(run, 'other'))['includeInContactCard']).toBe(true);
});

test('without Enterprise Voice the phones are forbidden, or not linked', async () => {
  await using run = await start({ knobs: { enterpriseVoice: 'no' } });
  const forbidden = await run.client.get(run.session.me('phones'));
  expect([forbidden.status, forbidden.json['subcode']]).toEqual([403, undefined]);
  run.control.setKnobs({ enterpriseVoice: 'nolink' });
  const me = await run.client.get(`${run.session.self}/me`);
  expect(Object.keys(at(me.json, '_links'))).not.toContain('phones');
});

test('the oddities of the samples', async () => {
  await using run = await start({ knobs: { docsStyle: true, missingPhone: 'home', phonesShuffled: true } });
  const phones = await run.client.get(run.session.me('phones'));
  const rows = list(phones.json, '_embedded', 'phone');
  expect(rows.map(({ type }) => type)).toEqual([' Other', ' Mobile', ' Work']);
  expect(rows[1]?.['number']).toMatch(/^ tel:/);
});

test('a phone takes no DELETE and the collection no POST', async () => {
  await using run = await start();
  expect((await run.client.post(run.session.me('phones'), {})).status).toBe(405);
  const mobile = await phone(run, 'mobile');
  expect((await run.client.ask(href(mobile, 'self'), { method: 'DELETE' })).status).toBe(405);
});
