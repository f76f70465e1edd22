import { expect, test } from 'vitest';
import { ok } from '../../result.ts';
import { fakeClient, refusal, resource } from '../../testing/client.ts';
import { getMe, isMakeMeAvailableRequired, makeMeAvailable, readMe, reportMyActivity } from './me.ts';
import { linkTo } from './operation.ts';

const { signal } = new AbortController();
const texts = {
  uri: 'sip:Me@Example.org',
  name: 'Me Myself',
  title: 'Chief',
  department: 'Sales',
  company: 'Contoso',
  officeLocation: 'B2',
  endpointUri: 'sip:me@example.org;opaque=user:epid:1;gruu',
  workPhoneNumber: 'tel:+14255550100',
  mobilePhoneNumber: '4255550101',
  homePhoneNumber: 'tel:+14255550102',
  otherPhoneNumber: 'tel:+14255550103',
};
const rels = [
  'makeMeAvailable',
  'reportMyActivity',
  'presence',
  'note',
  'location',
  'photo',
  'phones',
  'callForwardingSettings',
];
const me = resource('me', '/me', {
  properties: { ...texts, emailAddresses: ['me@example.org', ' '] },
  links: Object.fromEntries(rels.map((rel) => [rel, `/${rel}`])),
});

test('reads everything there is, and nothing', () => {
  expect(readMe(me)).toEqual({
    ...texts,
    emailAddresses: ['me@example.org'],
    links: { self: linkTo('/me'), ...Object.fromEntries(rels.map((rel) => [rel, linkTo(`/${rel}`)])) },
  });
  const { emailAddresses, links, ...rest } = readMe(resource('me', null));
  expect(emailAddresses).toEqual([]);
  expect([...Object.values(rest), ...Object.values(links)].every((value) => value === null)).toBe(true);
  expect(Object.keys(links)).toHaveLength(9);
});

test('GET', async () => {
  const client = fakeClient();
  client.on('GET /me', me, refusal(409));
  expect(await getMe(client, linkTo('/me'), { signal })).toEqual(ok(readMe(me)));
  expect(client.calls).toEqual([{ method: 'GET', href: '/me', body: null, options: { signal } }]);
  expect(await getMe(client, linkTo('/me'))).toMatchObject({ ok: false, error: { status: 409 } });
});

test('makeMeAvailable: the modalities always, the rest when given', async () => {
  const client = fakeClient();
  client.on('POST /a', null, null, refusal(409, 'AlreadyExists'));
  const link = linkTo('/a');
  expect(await makeMeAvailable(client, link, { supportedModalities: [] }, { signal })).toEqual(ok(null));
  const more = { supportedModalities: ['PhoneAudio'], signInAs: 'Away', inactiveTimeout: 10 } as const;
  expect(await makeMeAvailable(client, link, more)).toEqual(ok(null));
  expect(client.calls).toEqual([
    { method: 'POST', href: '/a', body: { supportedModalities: [] }, options: { signal } },
    {
      method: 'POST',
      href: '/a',
      body: { supportedModalities: ['PhoneAudio'], signInAs: 'Away', inactiveTimeout: 'PT10M' },
      options: {},
    },
  ]);
  expect(await makeMeAvailable(client, link, more)).toMatchObject({ error: { code: 'ucwa.alreadyExists' } });
});

test('Messaging cannot be asked for', async () => {
  const client = fakeClient();
  // @ts-expect-error -- a program that cannot answer messages must not attract them
  await makeMeAvailable(client, linkTo('/a'), { supportedModalities: ['Messaging'] });
  expect(client.calls).toHaveLength(1);
});

test('reportMyActivity: nothing in the body', async () => {
  const client = fakeClient();
  client.on('POST /r', null, refusal(409, 'MakeMeAvailableRequired'));
  expect(await reportMyActivity(client, linkTo('/r'), { signal })).toEqual(ok(null));
  expect(client.calls).toEqual([{ method: 'POST', href: '/r', body: null, options: { signal } }]);
  const refused = await reportMyActivity(client, linkTo('/r'));
  expect(!refused.ok && isMakeMeAvailableRequired(refused.error)).toBe(true);
  expect(isMakeMeAvailableRequired(refusal(409))).toBe(false);
  expect(isMakeMeAvailableRequired(refusal(403, 'MakeMeAvailableRequired'))).toBe(false);
});
