import { describe, expect, test } from 'vitest';
import { ok } from '../../result.ts';
import { fakeClient, noAnswer, refusal, resource } from '../../testing/client.ts';
import { linkTo } from './operation.ts';
import { changeNumber, changeVisibility, getPhone, getPhones, readPhone, readPhones } from './phones.ts';

const HREF = '/me/phones/home?a=%3d';
const { signal } = new AbortController();
const home = resource('phone', HREF, {
  etag: '2758999089',
  properties: { type: ' Home', number: ' tel:+14255551234 ', includeInContactCard: 'False' },
  links: { changeNumber: '/number', changeVisibility: '/visibility' },
});
const work = resource('phone', '/me/phones/work', { properties: { type: 'work', number: '' } });

describe('reading', () => {
  test('a phone, as generated samples have it', () => {
    expect(readPhone(home)).toEqual({
      type: 'home',
      number: 'tel:+14255551234',
      includeInContactCard: false,
      etag: '2758999089',
      links: { self: linkTo(HREF), changeNumber: linkTo('/number'), changeVisibility: linkTo('/visibility') },
    });
  });

  test('a phone of the directory without a number', () => {
    expect(readPhone(work)).toEqual({
      type: 'work',
      number: null,
      includeInContactCard: null,
      etag: null,
      links: { self: linkTo('/me/phones/work'), changeNumber: null, changeVisibility: null },
    });
  });

  test('a kind of later servers is kept, one without a kind is left out', () => {
    const fax = resource('phone', null, { properties: { type: 'Fax', includeInContactCard: true } });
    const nameless = resource('phone', '/p', { properties: { number: 'tel:+1' } });
    const read = readPhones(resource('phones', '/phones', { embedded: { phone: [nameless, fax, work] } }));
    expect(read.map(({ type, includeInContactCard, links }) => [type, includeInContactCard, links.self])).toEqual([
      ['fax', true, null],
      ['work', null, linkTo('/me/phones/work')],
    ]);
    expect(readPhones(resource('phones', '/phones'))).toEqual([]);
  });
});

test('GET phones', async () => {
  const client = fakeClient();
  const phones = resource('phones', '/me/phones', { embedded: { phone: home } });
  client.on('GET /me/phones', phones, null, refusal(403));
  const get = () => getPhones(client, linkTo('/me/phones'), { signal });
  expect(await get()).toEqual(ok([readPhone(home)]));
  expect(client.calls).toEqual([{ method: 'GET', href: '/me/phones', body: null, options: { signal } }]);
  expect(await get()).toEqual(ok([]));
  expect(await get()).toMatchObject({ ok: false, error: { status: 403 } });
});

test('GET phone, with and without a tag', async () => {
  const client = fakeClient();
  const unchanged = ok({ status: 304, resource: null, etag: '7' });
  client.on(`GET ${HREF}`, home, unchanged, null, resource('phone', HREF));
  const get = (etag?: string) => getPhone(client, linkTo(HREF), etag === undefined ? {} : { etag }, { signal });
  expect(await get()).toEqual(ok({ notModified: false, value: readPhone(home) }));
  expect(await get('7')).toEqual(ok({ notModified: true }));
  expect(client.calls.map(({ options }) => options)).toEqual([{ signal }, { signal, ifNoneMatch: '7' }]);
  expect(await get()).toMatchObject({ ok: false, error: { code: 'ucwa.unexpected' } });
  expect(await get()).toMatchObject({ ok: false, error: { code: 'ucwa.unexpected' } });
});

test.each([true, false])('changeVisibility: %s in query and body', async (includeInContactCard) => {
  const client = fakeClient();
  client.on('POST /v?a=%3d', null, refusal(409));
  const change = () => changeVisibility(client, linkTo('/v?a=%3d'), { includeInContactCard }, { signal });
  expect(await change()).toEqual(ok(null));
  expect(client.calls).toEqual([
    {
      method: 'POST',
      href: '/v?a=%3d',
      body: { includeInContactCard },
      options: { query: { includeInContactCard }, signal },
    },
  ]);
  expect(await change()).toMatchObject({ ok: false, error: { status: 409 } });
});

test.each([
  ['+1 425 555-1234', { number: '+1 425 555-1234', includeInContactCard: false }],
  [null, { includeInContactCard: false }],
  ['', { includeInContactCard: false }],
])('changeNumber: %j; the visibility goes along in the body', async (number, body) => {
  const client = fakeClient();
  client.on('POST /n', null, refusal(400, 'NormalizationFailed'), noAnswer());
  const change = () => changeNumber(client, linkTo('/n'), { number, includeInContactCard: false }, { signal });
  expect(await change()).toEqual(ok(null));
  expect(client.calls).toEqual([{ method: 'POST', href: '/n', body, options: { signal } }]);
  expect(await change()).toMatchObject({ ok: false, error: { code: 'ucwa.normalizationFailed' } });
  expect(await change()).toMatchObject({ ok: false, error: { code: 'network.unreachable' } });
});
