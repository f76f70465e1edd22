/** What is read of people who are shown nowhere else, and what is seen of the server's limits. */
import { expect, test } from 'vitest';
import { refusal } from '../testing/client.ts';
import { HREF } from '../testing/contact-list.ts';
import { idle } from '../testing/clock.ts';
import { presence } from '../testing/presence.ts';

const links = (address: string) => ({
  presence: HREF.part(address, 'presence'),
  note: HREF.part(address, 'note'),
  location: HREF.part(address, 'location'),
});

test('somebody on no list is read with all parts, and nothing of it is kept', async () => {
  const made = presence();
  await made.attach();
  made.server.present('dan@x', { availability: 'Busy', note: 'Away soon' });
  expect(await made.presence.readAside(links('dan@x'))).toEqual({
    ok: true,
    value: {
      availability: 'Busy',
      activity: null,
      note: 'Away soon',
      location: null,
      lastActive: null,
      asOf: made.clock.now(),
      live: false,
    },
  });
  expect(made.store.state.presence.has('dan@x')).toBe(false);
});

test('whose presence may not be seen has none; what may pass is told', async () => {
  const made = presence();
  await made.attach();
  for (const href of Object.values(links('dan@x'))) made.client.on(`GET ${href}`, refusal(403));
  expect(await made.presence.readAside(links('dan@x'))).toEqual({ ok: true, value: null });
  made.client.on(`GET ${HREF.part('dan@x', 'note')}`, refusal(503));
  expect(await made.presence.readAside(links('dan@x'))).toMatchObject({
    ok: false,
    error: { code: 'ucwa.unavailable' },
  });
  expect(await made.presence.readAside({ presence: null, note: null, location: null })).toEqual({
    ok: true,
    value: null,
  });
});

test('the limit is what the server held when it took no more; when all fit again none is known', async () => {
  const made = presence();
  made.server.limits = { subscriptions: 1, contacts: 2 };
  for (const address of ['ann@x', 'ben@x', 'cid@x']) made.want('contact', address);
  await made.attach();
  expect(made.store.state.followLimits).toEqual({ contacts: 2, groups: null });
  expect(made.follow('contact:cid@x')).toMatchObject({ status: 'refused', error: { code: 'ucwa.limitExceeded' } });
  made.want('group', 'sales');
  await idle();
  expect(made.store.state.followLimits).toEqual({ contacts: 2, groups: 0 });
  made.drop('group', 'sales');
  made.drop('contact', 'ann@x');
  await idle();
  expect(made.store.state.followLimits).toEqual({ contacts: null, groups: null });
});

test('wishes that come and go are held and given up by themselves', async () => {
  const made = presence();
  await made.attach();
  made.store.dispatch({
    type: 'followPut',
    follow: { kind: 'contact', target: 'ann@x', name: 'Ann', status: 'pending', until: null, error: null },
  });
  await idle();
  expect(made.server.covered()).toEqual(['ann@x']);
  made.store.dispatch({ type: 'followGone', key: 'contact:ann@x' });
  await idle();
  expect(made.server.covered()).toEqual([]);
});
