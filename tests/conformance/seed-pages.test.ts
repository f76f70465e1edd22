/** What the pages phones, memberships and group print, property by property, in both media. */
import { describe, expect, it } from 'vitest';
import { embedded, flag, link, readError, readEvents, readResource, text } from '../../main/core/ucwa/index.ts';
import type { Resource } from '../../main/core/ucwa/index.ts';
import { messages, present } from './collection.ts';
import type { Message } from './collection.ts';
import { normalise } from './normalise.ts';
import { send } from './replay.ts';

const BASE = '/ucwa/v1/applications/192';
const HOST = 'https://fe1.contoso.com:443';
const all = messages();

function message(file: string): Message {
  const found = all.find((one) => one.file === `samples/${file}`);
  if (found === undefined) throw new Error(`no ${file}`);
  return found;
}

function read(file: string): Resource {
  const { body, contentType } = message(file);
  const reading = readResource(new TextEncoder().encode(body), contentType);
  if (!reading.ok) throw new Error(reading.error.detail);
  return reading.value;
}

const alone = (resource: Resource): Resource => ({ ...resource, embedded: {} });
const linkTo = (href: string) => [{ href, title: null, revision: 1 }];

describe.skipIf(!present)(`the pages${present ? '' : ' (skipped: no ../shared/ucwa)'}`, () => {
  describe.each([
    ['json', false, ' Home'],
    ['xml', 'False', ' Other'],
  ] as const)('in %s', (medium, visible, type) => {
    it('phones: GET', () => {
      const phones = read(`phones/get.response.${medium}.http`);
      expect(alone(phones)).toEqual({
        rel: 'phones',
        href: `${BASE}/me/phones`,
        revision: 1,
        etag: null,
        properties: {},
        links: { self: linkTo(`${BASE}/me/phones`) },
        embedded: {},
      });
      const href = `${BASE}/me/phones/phone`;
      expect(phones.embedded).toEqual({
        phone: [
          {
            rel: 'phone',
            href,
            revision: 1,
            etag: null,
            properties: { includeInContactCard: visible, number: 'tel:+14255551234', type },
            links: {
              self: linkTo(href),
              changeNumber: linkTo(`${href}/changeNumber`),
              changeVisibility: linkTo(`${href}/changeVisibility`),
            },
            embedded: {},
          },
        ],
      });
      const [phone] = embedded(phones, 'phone');
      expect(phone && [flag(phone, 'includeInContactCard'), text(phone, 'number'), text(phone, 'type')]).toEqual([
        false,
        'tel:+14255551234',
        type.trim(),
      ]);
    });

    it.each(['get', 'post'])('memberships: %s', (operation) => {
      const memberships = read(`memberships/${operation}.response.${medium}.http`);
      const href = `${BASE}/presenceSubscriptionMemberships`;
      expect(memberships).toEqual({
        rel: 'presenceSubscriptionMemberships',
        href,
        revision: 1,
        etag: null,
        properties: {},
        links: { self: linkTo(href) },
        embedded: {
          presenceSubscriptionMembership: [
            {
              rel: 'presenceSubscriptionMembership',
              href: `${href}/ads-bes2asd,john@contoso.com`,
              revision: 1,
              etag: null,
              properties: {},
              links: {
                self: linkTo(`${href}/ads-bes2asd,john@contoso.com`),
                contact: linkTo(`${BASE}/people/282`),
                presenceSubscription: linkTo(`${BASE}/presenceSubscription`),
              },
              embedded: {},
            },
          ],
        },
      });
    });

    it('group: GET', () => {
      expect(read(`group2/get.response.${medium}.http`)).toEqual({
        rel: 'group',
        href: `${BASE}/groups/group`,
        revision: 1,
        etag: null,
        properties: { id: '7', name: 'MyPersonalGroup' },
        links: {
          self: linkTo(`${BASE}/groups/group`),
          groupContacts: linkTo(`${BASE}/contacts`),
          subscribeToGroupPresence: linkTo(`${BASE}/groups/group/subscribeToGroupPresence`),
        },
        embedded: {},
      });
    });

    it('sends the documented requests', async () => {
      const type = `application/${medium}`;
      const reading = { accept: type, authorization: 'Bearer ticket' };
      const phones = await send('GET', `${HOST}${BASE}/me/phones`, medium, null, {});
      expect(phones).toMatchObject({ method: 'GET', url: `${HOST}${BASE}/me/phones`, headers: reading, body: null });
      expect(phones?.headers).not.toHaveProperty('content-type');

      const membership = `${HOST}${BASE}/presenceSubscription/memberships`;
      const uris = ['sip:user2@microsoft.com', 'sip:user3@microsoft.com'];
      expect(await send('POST', membership, medium, { contactUris: uris }, {})).toMatchObject({
        method: 'POST',
        url: membership,
        headers: { ...reading, 'content-type': type },
        body:
          medium === 'json'
            ? '{"contactUris":["sip:user2@microsoft.com","sip:user3@microsoft.com"]}'
            : '<?xml version="1.0" encoding="utf-8"?><input xmlns="http://schemas.microsoft.com/rtc/2012/03/ucwa">' +
              '<propertyList name="contactUris"><item>sip:user2@microsoft.com</item>' +
              '<item>sip:user3@microsoft.com</item></propertyList></input>',
      });

      const group = `${HOST}${BASE}/groups/group`;
      const tag = 'b00985ad-0859-4cb5-9228-e4b901883557';
      expect(await send('GET', group, medium, null, { ifNoneMatch: tag })).toMatchObject({
        headers: { ...reading, 'if-none-match': `"${tag}"` },
      });
      const whole = { rel: 'group', id: '7', name: 'MyPersonalGroup' };
      expect(await send('PUT', group, medium, whole, { ifMatch: tag, revision: 2 })).toMatchObject({
        method: 'PUT',
        headers: { 'content-type': type, 'if-match': `"${tag}"`, 'x-ms-requiresminresourceversion': '2' },
        body:
          medium === 'json'
            ? '{"rel":"group","id":"7","name":"MyPersonalGroup"}'
            : '<?xml version="1.0" encoding="utf-8"?><resource xmlns="http://schemas.microsoft.com/rtc/2012/03/ucwa">' +
              '<property name="rel">group</property><property name="id">7</property>' +
              '<property name="name">MyPersonalGroup</property></resource>',
      });
      const removed = await send('DELETE', group, medium, null, { revision: 2 });
      expect(removed).toMatchObject({ method: 'DELETE', url: group, body: null });
      expect(removed?.headers).not.toHaveProperty('content-type');
    });
  });

  it('print equal models in both media', () => {
    for (const operation of ['memberships/get', 'memberships/post', 'group2/get']) {
      const [json, xml] = ['json', 'xml'].map((medium) => normalise(read(`${operation}.response.${medium}.http`)));
      expect(xml, operation).toEqual(json);
    }
    // The two samples of phones print different kinds; everything else is equal.
    const { body, contentType } = message('phones/get.response.xml.http');
    const home = readResource(new TextEncoder().encode(body.replace(' Other', ' Home')), contentType);
    expect(home.ok && normalise(home.value)).toEqual(normalise(read('phones/get.response.json.http')));
  });

  it.each([
    ['added', 'contact', `${HOST}${BASE}/people/282`, true],
    ['updated', 'group', `${HOST}${BASE}/groups/group`, false],
    ['deleted', 'contact', `${HOST}${BASE}/people/282`, true],
  ] as const)('group: event %s', (type, rel, href, inside) => {
    const { body, contentType } = message(`group2/event.${type}.json`);
    expect(readEvents(new TextEncoder().encode(body), contentType)).toEqual({
      ok: true,
      value: {
        follow: { rel: 'next', href: 'http://sample:80/ucwa/v1/applications/appId/events?ack=2' },
        broken: 0,
        brokenAt: [],
        events: [
          {
            sender: 'people',
            type,
            rel,
            href,
            title: null,
            in: inside ? { rel: 'group', href: `${HOST}${BASE}/groups/group` } : null,
            resource: null,
          },
        ],
      },
    });
  });

  it('answers without a body say what they say by status', () => {
    for (const file of ['group2/delete', 'group2/put', 'changeNumber/post', 'changeVisibility/post']) {
      const { status, body } = message(`${file}.response.xml.http`);
      expect([200, 204], file).toContain(status);
      expect(body).toBe('');
    }
    expect(readError(412, {}, new Uint8Array()).row.does).toBe('mergeAndRepeat');
  });

  it('a phone may be changed by its links', () => {
    const phone = read('phone/get.response.xml.http');
    expect([link(phone, 'changeNumber'), link(phone, 'changeVisibility')]).not.toContain(null);
  });
});
