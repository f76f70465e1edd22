import { expect, test } from 'vitest';
import { at, href, told } from '../testing/client.ts';
import { start } from '../testing/start.ts';

test('before makeMeAvailable there is no presence, afterwards it can be read and set', async () => {
  await using run = await start();
  const { client, session } = run;
  const before = at(session.application, '_embedded', 'me', '_links');
  expect(Object.keys(before)).toEqual(['self', 'makeMeAvailable', 'callForwardingSettings', 'phones', 'photo']);
  const early = await client.get(`${session.self}/me/presence`);
  expect([early.status, early.json['subcode']]).toEqual([409, 'MakeMeAvailableRequired']);

  const made = await client.write('POST', session.me('makeMeAvailable'), { signInAs: 'Away', supportedModalities: [] });
  expect([made.status, Object.keys(made.json)]).toEqual([201, ['operations']]);
  const again = await client.post(session.me('makeMeAvailable'));
  expect([again.status, again.json['subcode']]).toEqual([409, 'AlreadyExists']);

  const me = (await client.get(`${session.self}/me`)).json;
  expect(Object.keys(at(me, '_links'))).toEqual([
    'self',
    'note',
    'presence',
    'location',
    'reportMyActivity',
    'callForwardingSettings',
    'phones',
    'photo',
  ]);
  expect((await client.get(href(me, 'presence'))).json['availability']).toBe('Away');
  expect((await client.post(href(me, 'presence'), { availability: 'Offwork' })).status).toBe(204);
  expect((await client.get(href(me, 'presence'))).json).toMatchObject({ availability: 'Away', activity: 'off-work' });
  expect((await client.post(href(me, 'presence'))).status).toBe(204);
  expect(run.control.state().me).toMatchObject({ availability: 'Online', activity: null });
  expect((await client.post(href(me, 'presence'), { availability: 'Invisible' })).status).toBe(400);

  expect((await client.post(href(me, 'note'), { message: 'Zurück um zwei' })).status).toBe(204);
  expect((await client.get(href(me, 'note'))).json).toMatchObject({ message: 'Zurück um zwei', type: 'Personal' });
  await client.post(href(me, 'note'), { message: ' ' });
  expect(run.control.state().me.note).toBe('');
  expect((await client.post(href(me, 'location'), { location: 'x'.repeat(61) })).status).toBe(400);
  expect((await client.post(href(me, 'location'), { location: 'Köln' })).status).toBe(204);
  expect((await client.get(href(me, 'location'))).json['location']).toBe('Köln');
});

test('own note from another client is heard of', async () => {
  await using run = await start({ clock: 'driven' });
  await run.client.post(run.session.me('makeMeAvailable'));
  run.control.advance(5000);
  await run.session.poll();
  const { answer } = await run.session.park();
  run.control.act({ op: 'setPresence', address: run.simulator.address, note: 'Elsewhere', availability: 'Busy' });
  run.control.advance(5000);
  expect(told(await answer)).toEqual(['updated presence', 'updated note']);
});
