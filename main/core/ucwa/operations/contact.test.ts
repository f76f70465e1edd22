import { describe, expect, test } from 'vitest';
import { ok } from '../../result.ts';
import { fakeClient, refusal, resource } from '../../testing/client.ts';
import { getContact, getContacts, readContact, readContactList } from './contact.ts';
import { linkTo } from './operation.ts';

const HREF = '/people/282?displayName=John&participantHash=AHJKUYKL==';
const ann = resource('contact', HREF, {
  etag: 'e1',
  properties: {
    uri: 'sip:Ann@Example.org',
    name: ' Ann Other ',
    title: 'Chief',
    department: 'Sales',
    company: 'Contoso',
    office: 'B2',
    emailAddresses: ['ann@example.org', 'ann@contoso.com'],
    workPhoneNumber: 'tel:+14255550100',
    mobilePhoneNumber: '4255550101',
    homePhoneNumber: ' tel:+14255550102',
    otherPhoneNumber: '4255550103',
    type: 'User',
    sourceNetwork: 'SameEnterprise',
    sourceNetworkIconUrl: 'https://images.contoso.com/logo_16x16.png',
  },
  links: {
    contactPresence: '/p',
    contactNote: '/n',
    contactLocation: '/l',
    contactPhoto: '/photo',
    contactSupportedModalities: '/m',
    contactPrivacyRelationship: { href: '/r', revision: 2 },
  },
});

describe('reading', () => {
  test('everything there is', () => {
    expect(readContact(ann)).toEqual({
      uri: 'sip:Ann@Example.org',
      name: 'Ann Other',
      title: 'Chief',
      department: 'Sales',
      company: 'Contoso',
      office: 'B2',
      emailAddresses: ['ann@example.org', 'ann@contoso.com'],
      workPhoneNumber: 'tel:+14255550100',
      mobilePhoneNumber: '4255550101',
      homePhoneNumber: 'tel:+14255550102',
      otherPhoneNumber: '4255550103',
      type: 'User',
      sourceNetwork: 'SameEnterprise',
      sourceNetworkIconUrl: 'https://images.contoso.com/logo_16x16.png',
      etag: 'e1',
      links: {
        self: linkTo(HREF),
        contactPresence: linkTo('/p'),
        contactNote: linkTo('/n'),
        contactLocation: linkTo('/l'),
        contactPhoto: linkTo('/photo'),
        contactSupportedModalities: linkTo('/m'),
        contactPrivacyRelationship: { ...linkTo('/r'), revision: 2 },
      },
    });
  });

  test('nothing but who and where', () => {
    const model = readContact(resource('contact', '/c', { properties: { uri: 'sip:c@x', otherPhoneNumber: '' } }));
    const { uri, links, emailAddresses, ...rest } = model!;
    expect([uri, emailAddresses]).toEqual(['sip:c@x', []]);
    expect(Object.values(rest).every((value) => value === null)).toBe(true);
    expect(Object.entries(links).filter(([, link]) => link !== null)).toEqual([['self', linkTo('/c')]]);
  });

  test('one that does not tell who it is or where it is found is nobody', () => {
    expect(readContact(resource('contact', '/c', { properties: { name: 'C' } }))).toBeNull();
    expect(readContact(resource('contact', null, { properties: { uri: 'sip:c@x' } }))).toBeNull();
  });

  test('a list: embedded, by link, or both; the unreadable is left out', () => {
    const both = resource('groupContacts', '/contacts', {
      embedded: { contact: [resource('contact', '/nobody'), ann] },
      links: { contact: ['/people/608', '/people/609'] },
    });
    expect(readContactList(both)).toEqual({
      contacts: [readContact(ann)],
      links: [linkTo('/people/608'), linkTo('/people/609')],
    });
    expect(readContactList(resource('groupContacts', '/contacts'))).toEqual({ contacts: [], links: [] });
  });
});

describe('GET', () => {
  test('by the href as it is, with the signal and no condition', async () => {
    const client = fakeClient();
    const { signal } = new AbortController();
    client.on(`GET ${HREF}`, ann);
    expect(await getContact(client, linkTo(HREF), {}, { signal })).toEqual(
      ok({ notModified: false, value: readContact(ann) }),
    );
    expect(client.calls).toEqual([{ method: 'GET', href: HREF, body: null, options: { signal } }]);
  });

  test('with a tag: 304 says that nothing changed', async () => {
    const client = fakeClient();
    client.on(`GET ${HREF}`, ok({ status: 304, resource: null, etag: 'e1' }));
    expect(await getContact(client, linkTo(HREF), { etag: 'e1' })).toEqual(ok({ notModified: true }));
    expect(client.calls[0]?.options).toEqual({ ifNoneMatch: 'e1' });
  });

  test('403: may not be seen', async () => {
    const client = fakeClient();
    client.on(`GET ${HREF}`, refusal(403));
    expect(await getContact(client, linkTo(HREF))).toMatchObject({ ok: false, error: { status: 403 } });
  });

  test('many at once', async () => {
    const client = fakeClient();
    client.on(`GET ${HREF}`, ann);
    client.on('GET /nobody', resource('contact', '/nobody'));
    const links = [HREF, '/nobody', '/gone'].map(linkTo);
    expect(await getContacts(client, linkTo('/batch'), links)).toMatchObject([
      ok({ uri: 'sip:Ann@Example.org' }),
      ok(null),
      { ok: false, error: { status: 404 } },
    ]);
    expect(client.batches).toEqual([links.map(({ href }) => href)]);
  });
});
