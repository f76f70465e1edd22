import { describe, expect, test } from 'vitest';
import { ok } from '../../result.ts';
import { fakeClient, refusal, resource } from '../../testing/client.ts';
import {
  getContactLocation,
  getContactNote,
  getContactParts,
  getContactPresence,
  readContactPart,
  readContactPresence,
} from './contact-presence.ts';
import { linkTo } from './operation.ts';

const HREF = '/people/ann@x/part?a=%3d';
const { signal } = new AbortController();
const part = resource('contactPresence', HREF, {
  properties: {
    availability: 'Busy',
    activity: 'on-the-phone',
    deviceType: 'Mobile',
    lastActive: '/Date(1358827096000)/',
    message: 'Hi',
    type: 'OutOfOffice',
    location: 'B2',
  },
});
const presence = { availability: 'Busy', activity: 'on-the-phone', deviceType: 'Mobile', lastActive: 1358827096000 };
const note = { message: 'Hi', type: 'OutOfOffice' };

test('reads presence, and nothing', () => {
  expect(readContactPresence(part)).toEqual(presence);
  expect(readContactPresence(resource('p', null))).toEqual({
    availability: null,
    activity: null,
    deviceType: null,
    lastActive: null,
  });
});

test.each([
  ['contactPresence', getContactPresence, presence],
  ['contactNote', getContactNote, note],
  ['contactLocation', getContactLocation, { location: 'B2' }],
] as const)('GET %s', async (rel, get, model) => {
  const client = fakeClient();
  client.on(`GET ${HREF}`, part, null, refusal(404));
  expect(await get(client, linkTo(HREF), { signal })).toEqual(ok(model));
  expect(client.calls).toEqual([{ method: 'GET', href: HREF, body: null, options: { signal } }]);
  expect(await get(client, linkTo(HREF))).toEqual(ok(null));
  expect(await get(client, linkTo(HREF))).toMatchObject({ ok: false, error: { status: 404 } });
  expect(readContactPart(rel, part)).toEqual({ rel, value: model });
  expect(readContactPart(rel, null)).toEqual({ rel, value: null });
});

describe('many parts', () => {
  const parts = (['contactNote', 'contactPresence', 'contactLocation'] as const).map((rel) => ({
    rel,
    link: linkTo(`/${rel}`),
  }));

  test('each read by its rel, in order, whatever became of each', async () => {
    const client = fakeClient();
    client.on('GET /contactNote', part);
    client.on('GET /contactPresence', refusal(403));
    client.on('GET /contactLocation', null);
    expect(await getContactParts(client, linkTo('/batch'), parts, { signal })).toMatchObject([
      ok({ rel: 'contactNote', value: note }),
      { ok: false, error: { status: 403 } },
      ok({ rel: 'contactLocation', value: null }),
    ]);
    expect(client.batches).toEqual([['/contactNote', '/contactPresence', '/contactLocation']]);
    expect(client.calls[0]?.options).toEqual({ signal });
  });

  test('none: nothing is asked', async () => {
    const client = fakeClient();
    client.getMany = () => Promise.reject(new Error('asked'));
    expect(await getContactParts(client, null, [])).toEqual([]);
  });

  test('by the batch, or without one', async () => {
    const client = fakeClient();
    const batches: (string | null)[] = [];
    const { getMany } = client;
    client.getMany = (batch, ...rest) => {
      batches.push(batch);
      return getMany(batch, ...rest);
    };
    await getContactParts(client, linkTo('/batch'), parts);
    await getContactParts(client, null, parts);
    expect(batches).toEqual(['/batch', null]);
  });
});
