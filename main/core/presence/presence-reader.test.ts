import { describe, expect, test } from 'vitest';
import { later, noAnswer, refusal, resource } from '../testing/client.ts';
import { HREF } from '../testing/contact-list.ts';
import { contact, contactData, follow, group, testStore } from '../testing/entities.ts';
import { presenceServer } from '../testing/presence-server.ts';
import { drivenClock, idle } from '../testing/clock.ts';
import type { Resource } from '../ucwa/index.ts';
import type { ContactHrefs } from './contact-hrefs.ts';
import { createPresenceReader, type ChangedPart } from './presence-reader.ts';

/** Ann and Ben are on the list; their hrefs are known. */
function reader() {
  const server = presenceServer();
  const store = testStore();
  const clock = drivenClock();
  store.dispatch({
    type: 'listRead',
    groups: [group('sales')],
    members: [{ groupId: 'sales', contacts: ['ann@x', 'ben@x'].map((address) => contactData(address)) }],
  });
  const hrefs: ContactHrefs = {
    contact: (address) =>
      store.state.contacts.has(address)
        ? {
            presence: HREF.part(address, 'presence'),
            note: HREF.part(address, 'note'),
            location: HREF.part(address, 'location'),
          }
        : null,
    followHref: () => null,
    knownAddress: (href) => (href.startsWith('/people/') ? href.slice('/people/'.length) : null),
    addressOf: async () => null,
  };
  const made = createPresenceReader(server.application, store, clock, hrefs);
  return { ...server, store, clock, hrefs, reader: made, of: (address: string) => store.state.presence.get(address) };
}

/** A part as an event told of it. */
function changed(href: string, contactHref: string, came: Resource | null): ChangedPart {
  return { part: 'presence', href, contactHref, resource: came };
}

const PARTS = (address: string): string[] =>
  (['presence', 'note', 'location'] as const).map((part) => HREF.part(address, part));

describe('mark', () => {
  test('reads presence, note and location of all, many at once', async () => {
    const { reader: made, client, present, of, clock } = reader();
    present('ann@x', { availability: 'Busy', note: 'Hello', location: 'Home' });
    present('ben@x', { availability: 'Away' });
    made.mark(['ann@x', 'ben@x']);
    await idle();
    expect(client.batches).toEqual([[...PARTS('ann@x'), ...PARTS('ben@x')]]);
    expect(of('ann@x')).toMatchObject({ availability: 'Busy', note: 'Hello', location: 'Home', asOf: clock.now() });
    expect(of('ben@x')).toMatchObject({ availability: 'Away', note: null, location: null });
  });

  test('tells the store in one step', async () => {
    const { reader: made, present, store } = reader();
    present('ann@x', { availability: 'Busy', note: 'Hello' });
    const { revision } = store.state;
    made.mark(['ann@x']);
    await idle();
    expect(store.state.revision).toBe(revision + 1);
  });

  test('nobody, or somebody whose hrefs are not known: nothing is asked', async () => {
    const { reader: made, client } = reader();
    made.mark([]);
    made.mark(['never@x']);
    await idle();
    expect(client.calls).toEqual([]);
  });

  test('somebody whose hrefs become known only with the list is read then, once', async () => {
    const { reader: made, client, store } = reader();
    made.mark(['cid@x']);
    store.dispatch({
      type: 'listRead',
      groups: null,
      members: [{ groupId: 'sales', contacts: [contactData('cid@x')] }],
    });
    await idle();
    expect(client.calls).toEqual([]);
    made.markMissed();
    await idle();
    expect(client.calls).toHaveLength(3);
    made.markMissed();
    await idle();
    expect(client.calls).toHaveLength(3);
  });

  test('the same twice is read once', async () => {
    const { reader: made, client } = reader();
    made.mark(['ann@x']);
    made.mark(['ann@x']);
    await idle();
    expect(client.calls).toHaveLength(3);
  });
});

test('markSnapshot reads availability alone', async () => {
  const { reader: made, client } = reader();
  made.markSnapshot(['ann@x', 'ben@x']);
  await idle();
  expect(client.batches).toEqual([['ann@x', 'ben@x'].map((address) => HREF.part(address, 'presence'))]);
});

describe('markParts', () => {
  test('reads what the event names', async () => {
    const { reader: made, client, present, of } = reader();
    present('ann@x', { availability: 'Busy' });
    made.markParts([changed(HREF.part('ann@x', 'presence'), HREF.contact('ann@x'), null)]);
    await idle();
    expect(client.log).toEqual([`GET ${HREF.part('ann@x', 'presence')}`]);
    expect(of('ann@x')?.availability).toBe('Busy');
  });

  const came = (href: string, availability: string): Resource =>
    resource('contactPresence', href, { properties: { availability } });

  test('what came along is told at once and in one step, and only the rest is read', async () => {
    const { reader: made, client, present, of, store } = reader();
    present('ann@x', { note: 'Hello' });
    const { revision } = store.state;
    made.markParts([
      changed('/a', HREF.contact('ann@x'), came('/a', 'Away')),
      { ...changed(HREF.part('ann@x', 'note'), HREF.contact('ann@x'), null), part: 'note' },
      changed('/b', HREF.contact('ben@x'), came('/b', 'Busy')),
    ]);
    expect(store.state.revision).toBe(revision + 1);
    expect([of('ann@x')?.availability, of('ben@x')?.availability]).toEqual(['Away', 'Busy']);
    await idle();
    expect(client.log).toEqual([`GET ${HREF.part('ann@x', 'note')}`]);
    expect(of('ann@x')).toMatchObject({ availability: 'Away', note: 'Hello' });
  });

  test('what came along while something was read is told after it', async () => {
    const { reader: made, client, of } = reader();
    const slow = later<Resource>();
    client.on('GET /p', () => slow.promise);
    made.markParts([changed('/p', HREF.contact('ann@x'), null)]);
    await idle();
    made.markParts([changed('/p', HREF.contact('ann@x'), came('/p', 'Busy'))]);
    expect(of('ann@x')).toBeUndefined();
    slow.give(came('/p', 'Away'));
    await idle();
    expect(of('ann@x')?.availability).toBe('Busy');
    made.markParts([changed('/p', HREF.contact('ann@x'), came('/p', 'Online'))]);
    expect(of('ann@x')?.availability).toBe('Online');
  });

  test('a later hint takes the place of an earlier one', async () => {
    const { reader: made, of } = reader();
    const part = (availability: string): Resource =>
      resource('contactPresence', '/p', { properties: { availability } });
    made.markParts([changed('/p', HREF.contact('ann@x'), part('Away'))]);
    made.markParts([changed('/p', HREF.contact('ann@x'), part('Busy'))]);
    await idle();
    expect(of('ann@x')?.availability).toBe('Busy');
  });

  test('about somebody who is neither on the list nor followed is dropped', async () => {
    const { reader: made, present, store } = reader();
    present('cid@x', { availability: 'Busy' });
    made.markParts([changed(HREF.part('cid@x', 'presence'), HREF.contact('cid@x'), null)]);
    await idle();
    expect(store.state.presence.size).toBe(0);
    store.dispatch({ type: 'followPut', follow: follow('contact', 'cid@x') });
    made.markParts([changed(HREF.part('cid@x', 'presence'), HREF.contact('cid@x'), null)]);
    await idle();
    expect(store.state.presence.get('cid@x')?.availability).toBe('Busy');
  });

  test('about somebody whom the server could not tell at first is read a moment later', async () => {
    const { reader: made, hrefs, present, clock, of } = reader();
    present('ann@x', { availability: 'Busy' });
    const answers = [null, null, 'ann@x'];
    hrefs.knownAddress = () => null;
    hrefs.addressOf = async () => answers.shift() ?? null;
    made.markParts([changed(HREF.part('ann@x', 'presence'), HREF.contact('ann@x'), null)]);
    await clock.advance(10_000);
    expect(of('ann@x')?.availability).toBe('Busy');
    expect(clock.timers).toBe(0);
  });

  test('also with the resource that came along, unless a newer hint took its place', async () => {
    const { reader: made, hrefs, clock, of } = reader();
    const part = (availability: string): Resource =>
      resource('contactPresence', '/p', { properties: { availability } });
    const who = later<null>();
    const answers: Promise<null>[] = [Promise.resolve(null)];
    hrefs.knownAddress = () => null;
    hrefs.addressOf = () => answers.shift() ?? Promise.resolve('ann@x');
    made.markParts([changed('/p', HREF.contact('ann@x'), part('Away'))]);
    await clock.advance(10_000);
    expect(of('ann@x')?.availability).toBe('Away');
    answers.push(who.promise);
    made.markParts([changed('/p', HREF.contact('ann@x'), part('Online'))]);
    await idle();
    made.markParts([changed('/p', HREF.contact('ann@x'), part('Busy'))]);
    who.give(null);
    await clock.advance(10_000);
    expect(of('ann@x')?.availability).toBe('Busy');
  });

  test('about nobody that can ever be named: asked three times, then dropped', async () => {
    const { reader: made, hrefs, client, present, clock, store } = reader();
    present('ann@x', { availability: 'Busy' });
    let asked = 0;
    hrefs.addressOf = async () => {
      asked += 1;
      return null;
    };
    made.markParts([changed(HREF.part('ann@x', 'presence'), '/elsewhere', null)]);
    await clock.advance(600_000);
    expect(asked).toBe(3);
    expect(client.calls).toHaveLength(3);
    expect(store.state.presence.size).toBe(0);
    expect(clock.timers).toBe(0);
  });

  test('about nobody that can be named is dropped', async () => {
    const { reader: made, present, store } = reader();
    present('ann@x', { availability: 'Busy' });
    made.markParts([changed(HREF.part('ann@x', 'presence'), '/elsewhere', null)]);
    await idle();
    expect(store.state.presence.size).toBe(0);
  });
});

describe('what is not answered', () => {
  test('404: nothing is set', async () => {
    const { reader: made, client, present, of } = reader();
    present('ann@x', { availability: 'Busy', note: 'Hello', location: 'Home' });
    made.mark(['ann@x']);
    await idle();
    for (const href of PARTS('ann@x')) client.on(`GET ${href}`, refusal(404));
    made.mark(['ann@x']);
    await idle();
    expect(of('ann@x')).toMatchObject({ availability: 'Unknown', note: null, location: null });
  });

  test('an empty answer: nothing is set', async () => {
    const { reader: made, client, present, of } = reader();
    present('ann@x', { note: 'Hello' });
    made.mark(['ann@x']);
    await idle();
    client.on(`GET ${HREF.part('ann@x', 'note')}`, null);
    made.mark(['ann@x']);
    await idle();
    expect(of('ann@x')?.note).toBeNull();
  });

  test('403: what is known stays, and it is not asked again', async () => {
    const { reader: made, client, clock, present, of } = reader();
    present('ann@x', { availability: 'Busy', note: 'Hello' });
    made.mark(['ann@x']);
    await idle();
    client.on(`GET ${HREF.part('ann@x', 'note')}`, refusal(403));
    made.mark(['ann@x']);
    await clock.advance(600_000);
    expect(of('ann@x')?.note).toBe('Hello');
    expect(client.of(`GET ${HREF.part('ann@x', 'note')}`)).toHaveLength(2);
  });

  test('what may pass: only that part is read again, after a wait', async () => {
    const { reader: made, client, clock, present, of } = reader();
    present('ann@x', { availability: 'Busy', note: 'Hello', location: 'Home' });
    const note = resource('note', '/n', { properties: { message: 'Hello' } });
    client.on(`GET ${HREF.part('ann@x', 'note')}`, noAnswer(), noAnswer(), note);
    made.mark(['ann@x']);
    await idle();
    expect(of('ann@x')).toMatchObject({ availability: 'Busy', note: null, location: 'Home' });
    await clock.advance(3_000);
    expect(of('ann@x')?.note).toBe('Hello');
    expect(client.batches.slice(1)).toEqual([[HREF.part('ann@x', 'note')], [HREF.part('ann@x', 'note')]]);
    expect(clock.timers).toBe(0);
  });

  test('a newer hint that came during the failed reading is not overwritten by the older', async () => {
    const { reader: made, client, clock, of } = reader();
    const slow = later<ReturnType<typeof noAnswer>>();
    client.on('GET /p', () => slow.promise);
    made.markParts([changed('/p', HREF.contact('ann@x'), null)]);
    await idle();
    const part = resource('contactPresence', '/p', { properties: { availability: 'Busy' } });
    made.markParts([changed('/p', HREF.contact('ann@x'), part)]);
    slow.give(noAnswer());
    await clock.advance(60_000);
    expect(of('ann@x')?.availability).toBe('Busy');
    expect(client.of('GET /p')).toHaveLength(1);
  });
});

describe('readOnce', () => {
  test('reads one person now', async () => {
    const { reader: made, present, of } = reader();
    present('ann@x', { availability: 'Busy', note: 'Hello' });
    expect(await made.readOnce('ann@x')).toEqual({ ok: true, value: null });
    expect(of('ann@x')).toMatchObject({ availability: 'Busy', note: 'Hello' });
  });

  test('says how it went', async () => {
    const { reader: made, client } = reader();
    client.on(`GET ${HREF.part('ann@x', 'presence')}`, noAnswer());
    expect(await made.readOnce('ann@x')).toMatchObject({ ok: false, error: { code: 'network.unreachable' } });
  });

  test('does not bring the past back over what an event told meanwhile', async () => {
    const { reader: made, client, of } = reader();
    const slow = later<Resource>();
    const href = HREF.part('ann@x', 'presence');
    const presence = (availability: string): Resource => resource('p', href, { properties: { availability } });
    client.on(`GET ${href}`, () => slow.promise, presence('Busy'));
    const once = made.readOnce('ann@x');
    await idle();
    made.markParts([changed(href, HREF.contact('ann@x'), null)]);
    await idle();
    slow.give(presence('Away'));
    await once;
    await idle();
    expect(of('ann@x')?.availability).toBe('Busy');
  });
});

describe('the end of the application', () => {
  test('nothing is applied any more', async () => {
    const { reader: made, application, client, clock, store } = reader();
    const slow = later<Resource>();
    client.getMany = async () => [{ ok: true, value: { status: 200, resource: await slow.promise, etag: null } }];
    made.markSnapshot(['ann@x']);
    await idle();
    application.end();
    slow.give(resource('p', '/p', { properties: { availability: 'Busy' } }));
    await clock.advance(600_000);
    expect(store.state.presence.size).toBe(0);
    expect(clock.timers).toBe(0);
  });

  test('nor is it while somebody is still being asked for', async () => {
    const made = reader();
    const who = later<string | null>();
    made.hrefs.knownAddress = () => null;
    made.hrefs.addressOf = () => who.promise;
    const part = resource('p', '/p', { properties: { availability: 'Busy' } });
    made.reader.markParts([changed('/p', HREF.contact('ann@x'), part)]);
    await idle();
    made.application.end();
    who.give('ann@x');
    await idle();
    expect(made.store.state.presence.size).toBe(0);
  });
});

test('the list is left alone', async () => {
  const { reader: made, present, store } = reader();
  present('ann@x', { availability: 'Busy' });
  made.mark(['ann@x']);
  await idle();
  expect(store.state.contacts.get('ann@x')).toEqual(contact('ann@x', ['sales']));
});
