import { expect, test } from 'vitest';
import { ok } from '../../result.ts';
import { fakeClient, refusal, resource } from '../../testing/client.ts';
import { endApplication, getApplication, readApplication, startApplication } from './application.ts';
import { linkTo } from './operation.ts';

const ALL = 'https://pool.example.org/applications';
const HREF = '/applications/1';
const { signal } = new AbortController();
const me = resource('me', '/me');
const people = resource('people', '/people');
const properties = { id: '1', culture: 'en-US', userAgent: 'Rollcall/1', endpointId: 'e', type: 'Desktop' };
const full = resource('application', HREF, {
  etag: '7',
  properties,
  links: { events: '/events?ack=1', batch: '/batch', policies: '/policies', reportMyNetwork: '/network' },
  embedded: { me, people },
});
const bare = resource('application', HREF, { links: { events: '/events?ack=1' } });

test('reads an application; without self link or events it cannot be worked with', () => {
  expect(readApplication(full)).toEqual({
    ...properties,
    etag: '7',
    links: {
      self: linkTo(HREF),
      events: linkTo('/events?ack=1'),
      batch: linkTo('/batch'),
      policies: linkTo('/policies'),
      reportMyNetwork: linkTo('/network'),
    },
    embedded: { me, people },
  });
  expect(readApplication(bare)).toMatchObject({
    id: null,
    links: { batch: null },
    embedded: { me: null, people: null },
  });
  expect(readApplication(resource('application', HREF))).toBeNull();
  expect(readApplication(resource('application', null, { links: { events: '/e' } }))).toBeNull();
});

test('POST applications', async () => {
  const client = fakeClient();
  const identity = { userAgent: 'Rollcall/1', endpointId: 'e', culture: 'en-US' };
  const created = ok({ status: 201, resource: full, etag: null });
  client.on(`POST ${ALL}`, created, full, null, resource('a', null), refusal(410, 'TooManyApplications'));
  const start = () => startApplication(client, linkTo(ALL), identity, { signal });
  expect(await start()).toEqual(ok({ application: readApplication(full), reused: false }));
  expect(client.calls).toEqual([{ method: 'POST', href: ALL, body: identity, options: { signal } }]);
  expect(await start()).toEqual(ok({ application: readApplication(full), reused: true }));
  expect(await start()).toEqual(ok({ application: null, reused: false }));
  expect(await start()).toEqual(ok({ application: null, reused: true }));
  expect(await start()).toMatchObject({ ok: false, error: { code: 'ucwa.tooManyApplications' } });
});

test('GET application', async () => {
  const client = fakeClient();
  const unchanged = ok({ status: 304, resource: null, etag: '7' });
  client.on(`GET ${HREF}`, full, unchanged, resource('a', HREF), null, refusal(404, 'ApplicationNotFound'));
  const get = (etag?: string) => getApplication(client, linkTo(HREF), etag === undefined ? {} : { etag }, { signal });
  expect(await get()).toEqual(ok({ notModified: false, value: readApplication(full) }));
  expect(await get('7')).toEqual(ok({ notModified: true }));
  expect(client.calls.map(({ options }) => options)).toEqual([{ signal }, { signal, ifNoneMatch: '7' }]);
  expect(await get()).toEqual(ok({ notModified: false, value: null }));
  expect(await get()).toEqual(ok({ notModified: false, value: null }));
  expect(await get()).toMatchObject({ ok: false, error: { status: 404 } });
});

test('DELETE application', async () => {
  const client = fakeClient();
  client.on(`DELETE ${HREF}`, null, refusal(404));
  expect(await endApplication(client, linkTo(HREF), { signal })).toEqual(ok(null));
  expect(client.calls).toEqual([{ method: 'DELETE', href: HREF, body: null, options: { signal } }]);
  expect(await endApplication(client, linkTo(HREF))).toMatchObject({ ok: false, error: { status: 404 } });
});
