/** Being seen as present: by the user's wish, when it changes, and when the server has forgotten it. */
import { describe, expect, test } from 'vitest';
import { set } from '../store/actions.ts';
import { noAnswer, refusal, resource } from '../testing/client.ts';
import { idle } from '../testing/clock.ts';
import { ACTIVE, after, AVAILABLE, before, me, MINUTE } from '../testing/me.ts';
import { ok } from '../result.ts';

const REQUIRED = refusal(409, 'MakeMeAvailableRequired');
const BUSY = { kind: 'availability', availability: 'Busy' } as const;
const IMPOSSIBLE = { ok: false, error: { code: 'edit.noLongerPossible', retryable: false } };

/** A user who is seen already, then forgotten by the server: it refuses until makeMeAvailable is followed again. */
async function forgotten() {
  const made = me();
  await made.attach();
  const { client } = made;
  let available = false;
  client.on(AVAILABLE, () => {
    available = true;
    return null;
  });
  const unless = (href: string) =>
    available ? resource('part', href, { properties: { availability: 'Online' } }) : REQUIRED;
  client.on('GET /me', () => (available ? after : { ...before, links: { ...after.links, ...before.links } }));
  client.on('GET /me/presence', () => unless('/me/presence'));
  client.on('GET /me/note', () => unless('/me/note'));
  client.on('POST /me/presence', () => (available ? null : REQUIRED));
  client.on('POST /me/note', () => (available ? null : REQUIRED));
  client.on(ACTIVE, () => (available ? null : REQUIRED));
  client.calls.length = 0;
  return made;
}

function publishing(made: ReturnType<typeof me>, publishPresence: boolean): void {
  made.store.dispatch(set('settings', { ...made.store.state.settings, publishPresence }));
}

describe('409 MakeMeAvailableRequired', () => {
  test('to a change: makeMeAvailable without messaging, then the change once more', async () => {
    const { client, me: made } = await forgotten();
    expect(await made.execute(BUSY)).toEqual(ok(null));
    expect(client.log.slice(0, 5)).toEqual(['POST /me/presence', 'GET /me', AVAILABLE, 'GET /me', 'POST /me/presence']);
    expect(client.of(AVAILABLE).map(({ body }) => body)).toEqual([{ supportedModalities: [] }]);
    expect(client.of('POST /me/presence').map(({ body }) => body)).toEqual(Array(2).fill({ availability: 'Busy' }));
  });

  test('to a note alike', async () => {
    const { client, me: made } = await forgotten();
    expect(await made.execute({ kind: 'note', message: 'Hi' })).toEqual(ok(null));
    expect(client.of('POST /me/note')).toHaveLength(2);
    expect(client.of(AVAILABLE)).toHaveLength(1);
  });

  test('to a reading: the status is there again', async () => {
    const { client, me: made, store } = await forgotten();
    made.refresh();
    await idle();
    expect(client.of(AVAILABLE)).toHaveLength(1);
    expect(store.state.me).toMatchObject({ availability: 'Online', canSetAvailability: true });
  });

  test('to a report of activity: found out by reading', async () => {
    const { client, clock } = await forgotten();
    await clock.advance(3 * MINUTE);
    expect(client.log.slice(0, 2)).toEqual([ACTIVE, 'GET /me']);
    expect(client.of(AVAILABLE)).toHaveLength(1);
  });

  test('again after makeMeAvailable: a clear error, no third try', async () => {
    const { client, me: made } = await forgotten();
    client.on('POST /me/presence', REQUIRED);
    expect(await made.execute(BUSY)).toMatchObject(IMPOSSIBLE);
    expect(client.of('POST /me/presence')).toHaveLength(2);
    expect(client.of(AVAILABLE)).toHaveLength(1);
  });

  test('where makeMeAvailable is not offered, or is refused: that is told', async () => {
    const bare = await forgotten();
    bare.client.on('GET /me', after);
    const outcome = await bare.me.execute(BUSY);
    expect(outcome).toMatchObject(IMPOSSIBLE);
    expect(outcome).toMatchObject({ error: { status: 409, subcode: 'MakeMeAvailableRequired', remedy: 'tell' } });
    expect(bare.client.log).toEqual(['POST /me/presence', 'GET /me']);
    const refused = await forgotten();
    refused.client.on(AVAILABLE, refusal(403));
    expect(await refused.me.execute(BUSY)).toMatchObject({ ok: false, error: { code: 'ucwa.forbidden' } });
    expect(refused.client.of('POST /me/presence')).toHaveLength(1);
  });

  test('where the user does not want to be seen nothing is published', async () => {
    const made = await forgotten();
    publishing(made, false);
    made.me.refresh();
    await made.clock.advance(10 * MINUTE);
    expect(made.client.of(AVAILABLE)).toEqual([]);
    expect(made.client.of('GET /me/presence')).toHaveLength(1);
    expect(await made.me.execute(BUSY)).toMatchObject(IMPOSSIBLE);
    expect(made.client.of('POST /me/presence')).toEqual([]);
  });

  test('when the user stops wanting it while the change is under way', async () => {
    const made = await forgotten();
    made.client.on('POST /me/presence', () => {
      publishing(made, false);
      return REQUIRED;
    });
    expect(await made.me.execute(BUSY)).toMatchObject(IMPOSSIBLE);
    expect(made.client.of(AVAILABLE)).toEqual([]);
  });
});

describe('switching it on', () => {
  test('publishes at once, and the status can be set', async () => {
    const made = me({ publishPresence: false });
    made.client.on('GET /me', before);
    await made.attach();
    made.client.on('GET /me', after);
    publishing(made, true);
    await idle();
    expect(made.client.of(AVAILABLE)).toHaveLength(1);
    expect(made.store.state.me).toMatchObject({ availability: 'Online', canSetAvailability: true });
    await made.clock.advance(3 * MINUTE);
    expect(made.client.of(ACTIVE)).toHaveLength(1);
  });

  test('again: what stayed is kept up from now on, and activity is reported at once', async () => {
    const made = me();
    await made.attach();
    publishing(made, false);
    publishing(made, true);
    await idle();
    expect(made.client.of(AVAILABLE)).toHaveLength(1);
    expect(made.client.of(ACTIVE)).toHaveLength(1);
    expect(made.store.state.me?.canSetAvailability).toBe(true);
  });

  test('is tried again when it fails in a way that may pass', async () => {
    const made = me({ publishPresence: false });
    made.client.on('GET /me', before);
    await made.attach();
    made.client.on(AVAILABLE, noAnswer(), null);
    publishing(made, true);
    await made.clock.advance(2_000);
    expect(made.client.of(AVAILABLE)).toHaveLength(2);
    await made.clock.advance(10 * MINUTE);
    expect(made.client.of(AVAILABLE)).toHaveLength(2);
  });

  test('before anything is attached, or after the end: at the next application', async () => {
    const made = me({ publishPresence: false });
    publishing(made, true);
    expect(made.client.calls).toEqual([]);
    await made.attach();
    expect(made.client.of(AVAILABLE)).toHaveLength(1);
    made.app.end();
    const { length } = made.client.calls;
    publishing(made, false);
    publishing(made, true);
    await idle();
    expect(made.client.calls).toHaveLength(length);
  });
});

describe('switching it off', () => {
  test('activity is not reported any more, the status cannot be set, and what stays is said', async () => {
    const made = me();
    await made.attach();
    publishing(made, false);
    expect(made.store.state.me).toMatchObject({ availability: 'Online', canSetAvailability: false });
    expect(made.logger.lines.join()).toContain('what was published stays');
    await made.clock.advance(30 * MINUTE);
    expect(made.client.of(ACTIVE)).toEqual([]);
    const outcome = await made.me.execute(BUSY);
    expect(outcome).toMatchObject(IMPOSSIBLE);
    expect(!outcome.ok && outcome.error.message).toContain('stays as it is');
    made.me.refresh();
    await idle();
    expect(made.store.state.me?.canSetAvailability).toBe(false);
  });

  test('where nothing was published nothing is said to stay', async () => {
    const made = me();
    made.client.on(AVAILABLE, refusal(403));
    made.client.on('GET /me', before);
    await made.attach();
    publishing(made, false);
    expect(made.logger.lines.join()).not.toContain('stays');
  });

  test('another setting changes nothing', async () => {
    const made = me();
    await made.attach();
    const { length } = made.client.calls;
    made.store.dispatch(set('settings', { ...made.store.state.settings, theme: 'dark' }));
    await idle();
    expect(made.client.calls).toHaveLength(length);
  });
});
