/** What is no resource comes as it is, within a bound. */
import { expect, it } from 'vitest';
import { ok } from '../../result.ts';
import { fakeClock, fakeHttp, fakeLogger, raw } from '../testing.ts';
import type { Scripted } from '../testing.ts';
import { createClient } from './client.ts';

const POOL = 'https://pool.contoso.com';
const PICTURE = new Uint8Array([0xff, 0xd8, 0xff, 0x00, 0x80]);

function setUp(answer: Scripted) {
  const [http, clock, logger] = [fakeHttp(), fakeClock(), fakeLogger()];
  const tickets = { current: async () => ok('ticket'), renew: async () => ok(null) };
  const ports = { http, clock, logger, userAgent: 'Rollcall/test' };
  http.on(`GET ${POOL}/photo?a=%3d&size=HR48X48`, answer);
  const client = createClient({ ...ports, tickets, base: POOL, allowedOrigins: [], medium: 'xml' });
  const get = (maxBytes: number) =>
    client.getBytes('/photo?a=%3d', {
      accept: 'image/jpeg',
      maxBytes,
      query: { size: 'HR48X48' },
      ifNoneMatch: '7',
    });
  return { http, get };
}

const picture: Scripted = {
  ok: true,
  response: { status: 200, headers: { 'content-type': ['image/jpeg'], etag: ['W/"7"'] }, body: PICTURE },
};

it('asks for the type whatever the medium, and gives the bytes', async () => {
  const { http, get } = setUp(picture);
  expect(await get(PICTURE.length)).toEqual(ok({ status: 200, bytes: PICTURE, contentType: 'image/jpeg', etag: '7' }));
  expect(http.requests[0]?.headers).toEqual({
    accept: 'image/jpeg',
    'if-none-match': '"7"',
    'user-agent': 'Rollcall/test',
    authorization: 'Bearer ticket',
  });
});

it('304 and 204 are good and empty', async () => {
  for (const status of [304, 204]) {
    const { get } = setUp(raw(status, ''));
    expect(await get(0)).toEqual(ok({ status, bytes: new Uint8Array(), contentType: null, etag: null }));
  }
});

it('too much is refused', async () => {
  const { get } = setUp(picture);
  expect(await get(PICTURE.length - 1)).toMatchObject({
    ok: false,
    error: { code: 'ucwa.unexpected', status: 200, host: 'pool.contoso.com', retryable: false },
  });
});

it('a refusal is an error like any other', async () => {
  const { get } = setUp(raw(404, ''));
  expect(await get(9)).toMatchObject({ ok: false, error: { status: 404 } });
});
