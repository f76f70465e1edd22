/** The signed-in user's own status against a scripted server. */
import { expect } from 'vitest';
import { createMe } from '../presence/me.ts';
import { ok } from '../result.ts';
import type { Settings } from '../store/state.ts';
import { fakeLogger } from '../ucwa/testing.ts';
import { application, fakeClient, resource } from './client.ts';
import { drivenClock, idle } from './clock.ts';
import { testStore } from './entities.ts';
import { fakePower } from './ports.ts';

export const MINUTE = 60_000;
export const AVAILABLE = 'POST /me/makeMeAvailable';
export const ACTIVE = 'POST /me/reportMyActivity';
export const properties = { uri: 'sip:Me@Example.org', name: 'Me Myself', title: 'Chief', department: 'Sales' };
export const before = resource('me', '/me', { properties, links: { makeMeAvailable: '/me/makeMeAvailable' } });
export const after = resource('me', '/me', {
  properties,
  links: { presence: '/me/presence', note: '/me/note', reportMyActivity: '/me/reportMyActivity' },
});

/** Not published yet; publishing is answered, and then everything is there. */
export function me(settings: Partial<Settings> = {}) {
  const client = fakeClient();
  const store = testStore(settings);
  const clock = drivenClock();
  const power = fakePower();
  const logger = fakeLogger();
  const made = createMe(store, clock, power, logger);
  const app = application(client, { me: before });
  client.on(AVAILABLE, null);
  client.on(ACTIVE, null);
  client.on('GET /me', after);
  client.on('GET /me/presence', resource('presence', '/me/presence', { properties: { availability: 'Online' } }));
  client.on('GET /me/note', resource('note', '/me/note', { properties: { message: 'Hello' } }));
  client.on('POST /me/presence', null);
  client.on('POST /me/note', null);
  return {
    client,
    store,
    clock,
    power,
    logger,
    app,
    me: made,
    async attach() {
      expect(await made.attach(app)).toEqual(ok(null));
      await idle();
    },
  };
}
