import { expect, test } from 'vitest';
import { ok } from '../../result.ts';
import { fakeClient, noAnswer, refusal, resource } from '../../testing/client.ts';
import { linkTo } from './operation.ts';
import { updateWhole } from './update-whole.ts';

const HREF = '/groups/a=';
const { signal } = new AbortController();
const GUARD = { 'a1b2c3d4-0000': 'please pass this in a PUT request' };

function served(etag: string | null, properties = {}) {
  const parts = { properties: { id: 'a=', name: 'Old', ...GUARD, ...properties } };
  return resource('group', HREF, etag === null ? parts : { ...parts, etag });
}

function update(client: ReturnType<typeof fakeClient>) {
  return updateWhole(client, linkTo(HREF), { name: 'New' }, { signal });
}

test('somebody was faster: theirs is read, ours laid over it', async () => {
  const client = fakeClient();
  client.on(`GET ${HREF}`, served('1'), served('2', { name: 'Theirs', note: 'theirs' }));
  client.on(`PUT ${HREF}`, refusal(412), null);
  expect(await update(client)).toEqual(ok(null));
  expect(client.of(`PUT ${HREF}`).map(({ body, options }) => [body, options])).toEqual([
    [
      { id: 'a=', name: 'New', ...GUARD },
      { revision: 2, signal, ifMatch: '1' },
    ],
    [
      { id: 'a=', name: 'New', note: 'theirs', ...GUARD },
      { revision: 2, signal, ifMatch: '2' },
    ],
  ]);
});

test('somebody wanted the same and was faster: nothing is left to write', async () => {
  const client = fakeClient();
  client.on(`GET ${HREF}`, served('1'), served('2', { name: 'New' }));
  client.on(`PUT ${HREF}`, refusal(412));
  expect(await update(client)).toEqual(ok(null));
  expect(client.log).toEqual([`GET ${HREF}`, `PUT ${HREF}`, `GET ${HREF}`]);
});

test('the third 412 is final', async () => {
  const client = fakeClient();
  client.on(`GET ${HREF}`, served('1'));
  client.on(`PUT ${HREF}`, refusal(412));
  expect(await update(client)).toMatchObject({
    ok: false,
    error: { code: 'ucwa.preconditionFailed', retryable: false },
  });
  expect(client.of(`PUT ${HREF}`)).toHaveLength(3);
});

test('as wished already: nothing is written', async () => {
  const client = fakeClient();
  client.on(`GET ${HREF}`, served('1', { name: 'New' }));
  expect(await update(client)).toEqual(ok(null));
  expect(client.log).toEqual([`GET ${HREF}`]);
});

test('a server without tags gets none', async () => {
  const client = fakeClient();
  client.on(`GET ${HREF}`, served(null));
  client.on(`PUT ${HREF}`, null);
  expect(await update(client)).toEqual(ok(null));
  expect(client.of(`PUT ${HREF}`)[0]?.options).toEqual({ revision: 2, signal });
});

test('what cannot be read is not written; other refusals are handed on at once', async () => {
  const client = fakeClient();
  client.on(`GET ${HREF}`, noAnswer(), served('1'));
  client.on(`PUT ${HREF}`, refusal(428));
  expect(await update(client)).toMatchObject({ ok: false, error: { code: 'network.unreachable' } });
  expect(await update(client)).toMatchObject({ ok: false, error: { status: 428 } });
  expect(client.of(`PUT ${HREF}`)).toHaveLength(1);
});
