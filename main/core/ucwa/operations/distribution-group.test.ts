import { describe, expect, test } from 'vitest';
import { ok } from '../../result.ts';
import { fakeClient, refusal, resource } from '../../testing/client.ts';
import {
  addToContactList,
  expandDistributionGroup,
  getDistributionGroup,
  readDistributionGroup,
  removeFromContactList,
} from './distribution-group.ts';
import { linkTo } from './operation.ts';

const ann = resource('contact', '/people/ann', { properties: { uri: 'sip:ann@x' } });
const inner = resource('distributionGroup', '/inner', { properties: { id: 'i', name: 'Inner' } });
const hands = resource('distributionGroup', '/dl', {
  etag: 'e',
  properties: { id: 'dl=', name: 'All Hands', uri: 'sip:all.hands@x' },
  links: {
    expandDistributionGroup: '/dl/expand',
    subscribeToGroupPresence: '/dl/subscribe',
    addToContactList: '/dl/add',
    removeFromContactList: '/dl/remove',
    contact: ['/people/ben'],
    distributionGroup: ['/inner', '/other'],
  },
  embedded: { contact: ann, distributionGroup: [inner, resource('distributionGroup', '/nameless')] },
});

describe('reading', () => {
  test('everything there is', () => {
    expect(readDistributionGroup(hands)).toMatchObject({
      rel: 'distributionGroup',
      uri: 'sip:all.hands@x',
      id: 'dl=',
      name: 'All Hands',
      etag: 'e',
      members: { contacts: [{ uri: 'sip:ann@x' }], links: [linkTo('/people/ben')] },
      nested: [{ id: 'i', name: 'Inner', nested: [] }],
      nestedLinks: [linkTo('/inner'), linkTo('/other')],
      links: {
        self: linkTo('/dl'),
        expandDistributionGroup: linkTo('/dl/expand'),
        groupContacts: null,
        subscribeToGroupPresence: linkTo('/dl/subscribe'),
        addToContactList: linkTo('/dl/add'),
        removeFromContactList: linkTo('/dl/remove'),
      },
    });
  });

  test('members listed as for any other kind, where a server has that', () => {
    const parts = { properties: { id: 'dl' }, links: { groupContacts: '/contacts?groupId=dl' } };
    expect(readDistributionGroup(resource('distributionGroup', '/dl', parts))?.links).toMatchObject({
      expandDistributionGroup: null,
      groupContacts: linkTo('/contacts?groupId=dl'),
    });
  });

  test('without id or self link there is nothing to work with', () => {
    expect(readDistributionGroup(resource('distributionGroup', '/dl'))).toBeNull();
    expect(readDistributionGroup(resource('distributionGroup', null, { properties: { id: 'x' } }))).toBeNull();
  });
});

describe('operations', () => {
  const { signal } = new AbortController();

  test.each([
    ['the group', '/dl', getDistributionGroup],
    ['its expansion', '/dl/expand', expandDistributionGroup],
  ])('GET of %s', async (_, href, get) => {
    const client = fakeClient();
    client.on(`GET ${href}`, hands, refusal(403, 'TooManyContacts'), null);
    expect(await get(client, linkTo(href), { signal })).toEqual(ok(readDistributionGroup(hands)));
    expect(client.calls).toEqual([{ method: 'GET', href, body: null, options: { signal } }]);
    expect(await get(client, linkTo(href))).toMatchObject({ ok: false, error: { subcode: 'TooManyContacts' } });
    expect(await get(client, linkTo(href))).toMatchObject({ ok: false, error: { code: 'ucwa.unexpected' } });
  });

  test('into the contact list and out of it', async () => {
    const client = fakeClient();
    client.on('POST /dl/add', null, refusal(409, 'AlreadyExists'));
    client.on('POST /dl/remove', null);
    const input = { displayName: 'All Hands', smtpAddress: 'all.hands@x' };
    expect(await addToContactList(client, linkTo('/dl/add'), input, { signal })).toEqual(ok(null));
    expect(await removeFromContactList(client, linkTo('/dl/remove'), { groupId: 'dl=' }, { signal })).toEqual(ok(null));
    expect(client.calls).toEqual([
      { method: 'POST', href: '/dl/add', body: input, options: { signal } },
      { method: 'POST', href: '/dl/remove', body: { groupId: 'dl=' }, options: { signal } },
    ]);
    expect(await addToContactList(client, linkTo('/dl/add'), input)).toMatchObject({
      ok: false,
      error: { code: 'ucwa.alreadyExists' },
    });
  });
});
