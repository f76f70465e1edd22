import { expect, test } from 'vitest';
import type { AppError } from '../result.ts';
import { fakeClient, refusal, resource } from '../testing/client.ts';
import { watched } from './watch.ts';

test('answers and errors pass as they are; what makes the application doubtful is told', async () => {
  const client = fakeClient();
  const heard: AppError[] = [];
  const made = watched(client, (error) => heard.push(error));
  client.on('GET /fine', resource('x', '/fine'));
  client.on('GET /gone', refusal(404, 'ApplicationNotFound'));
  client.on('GET /missing', refusal(404));
  client.on('PUT /ended', refusal(410));
  expect(await made.get('/fine')).toMatchObject({ ok: true, value: { resource: { href: '/fine' } } });
  expect(await made.get('/missing')).toMatchObject({ ok: false, error: { status: 404 } });
  expect(heard).toEqual([]);
  expect(await made.get('/gone')).toMatchObject({ ok: false, error: { status: 404 } });
  expect(await made.put('/ended', {})).toMatchObject({ ok: false, error: { status: 410 } });
  expect(await made.getMany(null, ['/fine', '/gone'])).toMatchObject([{ ok: true }, { ok: false }]);
  expect(heard.map(({ status }) => status)).toEqual([404, 410, 404]);
});
