import { expect, test } from 'vitest';
import { ok } from '../../result.ts';
import { fakeClient, refusal, resource } from '../../testing/client.ts';
import {
  getContactsAndGroupsSubscription,
  readContactsAndGroupsSubscription,
  startOrRefreshContactsAndGroups,
  stopContactsAndGroups,
} from './contacts-and-groups-subscription.ts';
import { linkTo } from './operation.ts';

const HREF = '/people/subscription';
const { signal } = new AbortController();
const connecting = resource('myContactsAndGroupsSubscription', HREF, {
  properties: { state: 'Connecting' },
  links: {
    startOrRefreshSubscriptionToContactsAndGroups: '/start',
    stopSubscriptionToContactsAndGroups: '/stop',
  },
});

test('reads the state and what it allows', () => {
  expect(readContactsAndGroupsSubscription(connecting)).toEqual({
    state: 'Connecting',
    links: {
      startOrRefreshSubscriptionToContactsAndGroups: linkTo('/start'),
      stopSubscriptionToContactsAndGroups: linkTo('/stop'),
    },
  });
  expect(readContactsAndGroupsSubscription(resource('s', HREF))).toEqual({
    state: null,
    links: { startOrRefreshSubscriptionToContactsAndGroups: null, stopSubscriptionToContactsAndGroups: null },
  });
});

test('GET', async () => {
  const client = fakeClient();
  client.on(`GET ${HREF}`, connecting);
  expect(await getContactsAndGroupsSubscription(client, linkTo(HREF), { signal })).toMatchObject(
    ok({ state: 'Connecting' }),
  );
  expect(client.calls).toEqual([{ method: 'GET', href: HREF, body: null, options: { signal } }]);
});

test('start or refresh: minutes in the body; the answer may come without one', async () => {
  const client = fakeClient();
  client.on('POST /start', connecting, null, refusal(409));
  const start = () => startOrRefreshContactsAndGroups(client, linkTo('/start'), { duration: 30 }, { signal });
  expect(await start()).toMatchObject(ok({ state: 'Connecting' }));
  expect(client.calls).toEqual([{ method: 'POST', href: '/start', body: { duration: 30 }, options: { signal } }]);
  expect(await start()).toEqual(ok(null));
  expect(await start()).toMatchObject({ ok: false, error: { status: 409 } });
});

test('stop: nothing in the body', async () => {
  const client = fakeClient();
  client.on('POST /stop', null, refusal(409));
  expect(await stopContactsAndGroups(client, linkTo('/stop'), { signal })).toEqual(ok(null));
  expect(client.calls).toEqual([{ method: 'POST', href: '/stop', body: null, options: { signal } }]);
  expect(await stopContactsAndGroups(client, linkTo('/stop'))).toMatchObject({ ok: false, error: { status: 409 } });
});
