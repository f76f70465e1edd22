import { expect, test } from 'vitest';
import { ok } from '../../result.ts';
import { fakeClient } from '../../testing/client.ts';
import { linkTo } from './operation.ts';
import { getPhoto } from './photo.ts';

const HREF = '/photos/ann@x?hash=%3d';
const { signal } = new AbortController();
const bytes = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0]);
const answer = (status: number, content: Uint8Array, etag: string | null = null) =>
  ok({ status, bytes: content, contentType: 'image/jpeg', etag });

function photo(status: number, content: Uint8Array, etag: string | null = null) {
  const client = fakeClient();
  client.files.set(HREF, answer(status, content, etag));
  return client;
}

test('the bytes of a JPEG, in the size and on the condition asked for', async () => {
  const client = photo(200, bytes, '7');
  const found = ok({ notModified: false, value: { bytes, etag: '7' } });
  expect(await getPhoto(client, linkTo(HREF))).toEqual(found);
  expect(await getPhoto(client, linkTo(HREF), { side: 96, etag: '7' }, { signal })).toEqual(found);
  const always = { accept: 'image/jpeg', maxBytes: 1024 * 1024 };
  expect(client.calls).toEqual([
    { method: 'GET', href: HREF, body: null, options: always },
    {
      method: 'GET',
      href: HREF,
      body: null,
      options: { ...always, query: { size: 'HR96X96' }, ifNoneMatch: '7', signal },
    },
  ]);
});

test('304: the one that is known', async () => {
  expect(await getPhoto(photo(304, new Uint8Array(), '7'), linkTo(HREF), { etag: '7' })).toEqual(
    ok({ notModified: true }),
  );
});

test('none: an empty answer, or 404', async () => {
  expect(await getPhoto(photo(204, new Uint8Array()), linkTo(HREF))).toEqual(ok({ notModified: false, value: null }));
  expect(await getPhoto(fakeClient(), linkTo(HREF))).toMatchObject({ ok: false, error: { status: 404 } });
});

test.each([
  ['a web page', new TextEncoder().encode('<html>')],
  ['too short', new Uint8Array([0xff, 0xd8])],
])('%s is no photo', async (_what, content) => {
  expect(await getPhoto(photo(200, content), linkTo(HREF))).toMatchObject({
    ok: false,
    error: { code: 'ucwa.unexpected', status: 200 },
  });
});
