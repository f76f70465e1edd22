import { expect, test } from 'vitest';
import { href, list } from '../testing/client.ts';
import { start, type Run } from '../testing/start.ts';

const PICTURE = { Accept: 'image/jpeg' };

async function contactPhotos(run: Run): Promise<string[]> {
  const all = await run.client.get(run.session.people('myContacts'));
  return list(all.json, '_embedded', 'contact').map((contact) => href(contact, 'contactPhoto'));
}

/** Width and height as the frame header has them; throws for what does not begin and end as a JPEG. */
function sizeOf(picture: Buffer): [number, number] {
  expect([picture.readUInt16BE(0), picture.readUInt16BE(picture.length - 2)]).toEqual([0xffd8, 0xffd9]);
  for (let at = 2; ; at += 2 + picture.readUInt16BE(at + 2)) {
    if (picture.readUInt16BE(at) === 0xffc0) return [picture.readUInt16BE(at + 7), picture.readUInt16BE(at + 5)];
  }
}

test('a photo is a JPEG with a life of its own, in the size that was asked for or the next smaller one', async () => {
  await using run = await start();
  const own = run.session.me('photo');
  const photo = await run.client.get(own, PICTURE);
  expect([photo.status, photo.headers['content-type']]).toEqual([200, 'image/jpeg']);
  expect(photo.headers['cache-control']).toBe('private');
  expect(Date.parse(photo.headers.expires ?? '')).toBeGreaterThan(run.control.state().now);
  expect(sizeOf(photo.body)).toEqual([48, 48]);
  const size = async (query: string) => sizeOf((await run.client.get(`${own}?size=${query}`, PICTURE)).body);
  expect(await size('HR96X96')).toEqual([96, 96]);
  expect(await size('HR100X300')).toEqual([96, 96]);
  expect(await size('HR10X10')).toEqual([48, 48]);
  expect(run.offences()).toEqual([]);
  expect((await run.client.get(`${own}?size=big`, PICTURE)).status).toBe(400);
});

test('photos differ between people and sizes, and so do their tags', async () => {
  await using run = await start();
  const [one = '', two = ''] = await contactPhotos(run);
  const first = await run.client.get(one, PICTURE);
  const second = await run.client.get(two, PICTURE);
  expect(first.body.equals(second.body)).toBe(false);
  const tag = String(first.headers.etag);
  expect(tag).toMatch(/^"\d+"$/);
  const known = await run.client.get(one, { ...PICTURE, 'If-None-Match': tag });
  expect([known.status, known.body.length, known.headers.etag]).toEqual([304, 0, tag]);
  expect((await run.client.get(two, { ...PICTURE, 'If-None-Match': tag })).status).toBe(200);
  expect((await run.client.get(`${one}?size=HR64X64`, { ...PICTURE, 'If-None-Match': tag })).status).toBe(200);
});

test('federated contacts have none, and by the knob nobody has', async () => {
  await using run = await start();
  const body = { contactUri: 'sip:guest@partner.example' };
  const made = await run.client.write('POST', run.session.people('myGroupMemberships'), body);
  const guest = await run.client.get(href(made.json, 'contact'));
  expect((await run.client.get(href(guest.json, 'contactPhoto'), PICTURE)).status).toBe(404);
  const [colleague = ''] = await contactPhotos(run);
  expect((await run.client.get(colleague, PICTURE)).status).toBe(200);
  run.control.setKnobs({ noPhotos: true });
  const none = await run.client.get(colleague, PICTURE);
  expect([none.status, none.json['code']]).toEqual([404, 'NotFound']);
  expect(run.offences()).toEqual([]);
});
