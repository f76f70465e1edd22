/** The operations of the own side in every medium over real TLS: application, events, me, phones, presence, photos. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  changeLocation,
  changeNote,
  changeNumber,
  changePresence,
  changeVisibility,
  endApplication,
  getApplication,
  getEvents,
  getLocation,
  getMe,
  getNote,
  getPhone,
  getPhones,
  getPhoto,
  getPresence,
  isAlreadyExists,
  makeMeAvailable,
  readMe,
  readPeople,
  reportMyActivity,
  resetPresence,
  startApplication,
} from '../../main/core/ucwa/index.ts';
import type { Link, Medium, MeModel, PeopleModel, PhoneModel, UcwaClient } from '../../main/core/ucwa/index.ts';
import { createSystemClock } from '../../main/system/clock.ts';
import { createSimulator, type Simulator } from '../../simulator/index.ts';
import { enrol, found, MEDIA, socketsTo, someone, statusOf, there, value } from '../support/operations.ts';

let simulator: Simulator;
let http: ReturnType<typeof socketsTo>;
const clock = createSystemClock();

beforeEach(async () => {
  simulator = await createSimulator({ people: 20, groups: 4, seed: 5, clock: 'driven' });
  http = socketsTo(simulator);
});

afterEach(async () => {
  const offences = simulator.control.offences();
  http.close();
  await simulator.close();
  expect(offences).toEqual([]);
});

/** A living application, made by the operations alone. */
async function begin(medium: Medium): Promise<{
  client: UcwaClient;
  applications: Link;
  identity: { userAgent: string; endpointId: string; culture: string };
  self: Link;
  events: Link;
  batch: Link | null;
  me: MeModel;
  people: PeopleModel['links'];
}> {
  const { client, applications } = await enrol(simulator, http, medium);
  const identity = { userAgent: 'Rollcall/test', endpointId: clock.uuid(), culture: 'en-US' };
  const { application, reused } = value(await startApplication(client, applications, identity));
  expect(reused).toBe(false);
  const { links, embedded } = there(application);
  const me = readMe(there(embedded.me));
  const people = readPeople(there(embedded.people)).links;
  return { client, applications, identity, self: links.self, events: links.events, batch: links.batch, me, people };
}

/** The same, seen as present. */
async function beginAvailable(medium: Medium) {
  const begun = await begin(medium);
  const { client, me } = begun;
  const available = there(me.links.makeMeAvailable);
  value(await makeMeAvailable(client, available, { supportedModalities: [], inactiveTimeout: 5 }));
  return { ...begun, available, me: value(await getMe(client, there(me.links.self))) };
}

async function phone(client: UcwaClient, me: MeModel, type: string): Promise<PhoneModel> {
  const phones = value(await getPhones(client, there(me.links.phones)));
  return there(phones.find((one) => one.type === type));
}

/** Applications differ by their number and their tag. */
function alike(model: unknown): unknown {
  return JSON.parse(
    JSON.stringify(model)
      .replace(/applications\/\d+/g, 'applications/1')
      .replace(/epid:\d+/g, 'epid:1'),
  );
}

it('everything reads the same in every medium', async () => {
  const models = [];
  for (const medium of MEDIA) {
    const { client, self, me } = await beginAvailable(medium);
    const { links } = me;
    const application = there(found(await getApplication(client, self)));
    const phones = value(await getPhones(client, there(links.phones)));
    models.push(
      alike({
        application: { ...application, id: null, etag: null, endpointId: null, embedded: null },
        me,
        phones,
        phone: found(await getPhone(client, there(there(phones[0]).links.self))),
        presence: value(await getPresence(client, there(links.presence))),
        note: value(await getNote(client, there(links.note))),
        location: value(await getLocation(client, there(links.location))),
        photo: [...there(found(await getPhoto(client, there(links.photo)))).bytes.slice(0, 40)],
      }),
    );
    value(await endApplication(client, self));
  }
  for (const model of models.slice(1)) expect(model).toEqual(models[0]);
  expect(models[0]).toMatchObject({
    me: { uri: `sip:${simulator.address}`, links: { makeMeAvailable: null } },
    phones: ['work', 'mobile', 'home', 'other'].map((type) => ({ type })),
  });
});

describe.each(MEDIA)('in %s', (medium) => {
  it('an application is found again, unchanged, and ended', async () => {
    const { client, applications, identity, self } = await begin(medium);
    const again = value(await startApplication(client, applications, identity));
    expect(again.reused).toBe(true);
    expect(again.application?.links.self.href).toBe(self.href);
    const { etag } = there(found(await getApplication(client, self)));
    expect(value(await getApplication(client, self, { etag: there(etag) }))).toEqual({ notModified: true });
    expect(found(await getApplication(client, self, { etag: '0' }))).not.toBeNull();
    value(await endApplication(client, self));
    expect(statusOf(await endApplication(client, self))).toBe(404);
    expect(statusOf(await getApplication(client, self))).toBe(404);
  });

  it('the event channel takes its parameters and tells of being available', async () => {
    const { client, events } = await beginAvailable(medium);
    // As long as events of medium priority are held back.
    simulator.control.advance(5_000);
    const first = value(await getEvents(client, events, { low: 5, medium: 5, timeout: 180, priority: 1 }));
    expect(first).toMatchObject({ broken: 0, follow: { rel: 'next' } });
    expect(first.events.map(({ sender, rel }) => `${sender} ${rel}`)).toContain('me presence');
    expect(await getEvents(client, events, { timeout: 10 })).toMatchObject({
      ok: false,
      error: { code: 'validation' },
    });
    const asked = simulator.control.requests().log.filter(({ path }) => path.includes('/events'));
    expect(asked).toHaveLength(1);
  });

  it('the user becomes available once, and reports activity', async () => {
    const { client, me, available } = await beginAvailable(medium);
    const again = await makeMeAvailable(client, available, { supportedModalities: ['PhoneAudio'], signInAs: 'Away' });
    expect(!again.ok && isAlreadyExists(again.error)).toBe(true);
    value(await reportMyActivity(client, there(me.links.reportMyActivity)));
  });

  it('presence, note and location are set and taken back', async () => {
    const { client, me } = await beginAvailable(medium);
    const [presence, note, location] = [me.links.presence, me.links.note, me.links.location].map(there) as [
      Link,
      Link,
      Link,
    ];
    value(await changePresence(client, presence, { availability: 'DoNotDisturb' }));
    expect(value(await getPresence(client, presence))).toEqual({ availability: 'DoNotDisturb', activity: null });
    value(await changePresence(client, presence, { availability: 'Offwork' }));
    expect(value(await getPresence(client, presence))).toEqual({ availability: 'Away', activity: 'off-work' });
    value(await resetPresence(client, presence));
    expect(value(await getPresence(client, presence))?.availability).toBe('Online');

    const message = 'Back at <3 & "ü" 😀';
    value(await changeNote(client, note, { message }));
    expect(value(await getNote(client, note))).toEqual({ message, type: 'Personal' });
    value(await changeNote(client, note, { message: '' }));
    expect(value(await getNote(client, note))?.message).toBeNull();

    value(await changeLocation(client, location, { location: 'B2 & C' }));
    expect(value(await getLocation(client, location))).toEqual({ location: 'B2 & C' });
    value(await changeLocation(client, location, { location: null }));
    expect(value(await getLocation(client, location))).toEqual({ location: null });
  });

  it('phones are shown, hidden, changed and deleted', async () => {
    const { client, me } = await begin(medium);
    const mobile = await phone(client, me, 'mobile');
    const self = there(mobile.links.self);
    const [visibility, number] = [there(mobile.links.changeVisibility), there(mobile.links.changeNumber)];
    const etag = there(mobile.etag);
    expect(value(await getPhone(client, self, { etag }))).toEqual({ notModified: true });
    for (const includeInContactCard of [true, false]) {
      value(await changeVisibility(client, visibility, { includeInContactCard }));
      expect(await phone(client, me, 'mobile')).toMatchObject({ includeInContactCard, number: mobile.number });
    }
    value(await changeNumber(client, number, { number: '+1 (425) 555-9876', includeInContactCard: true }));
    const changed = { type: 'mobile', number: 'tel:+14255559876', includeInContactCard: true };
    expect(found(await getPhone(client, self, { etag }))).toMatchObject(changed);
    const wrong = await changeNumber(client, number, { number: 'no number', includeInContactCard: true });
    expect(wrong).toMatchObject({ ok: false, error: { code: 'ucwa.normalizationFailed' } });
    value(await changeNumber(client, number, { number: null, includeInContactCard: true }));
    expect(await phone(client, me, 'mobile')).toMatchObject({ number: null, includeInContactCard: true });
    expect((await phone(client, me, 'work')).links).toMatchObject({ changeNumber: null, changeVisibility: null });
  });

  it('phones as the generated samples have them, in any order, doubled or not at all', async () => {
    const { client, me } = await begin(medium);
    const before = await phone(client, me, 'home');
    simulator.control.setKnobs({ docsStyle: true, phonesShuffled: true, phonesDuplicated: true });
    const { type, number, includeInContactCard } = await phone(client, me, 'home');
    expect({ type, number, includeInContactCard }).toEqual({
      type: 'home',
      number: before.number,
      includeInContactCard: before.includeInContactCard,
    });
    expect(value(await getPhones(client, there(me.links.phones)))).toHaveLength(8);
    simulator.control.setKnobs({ enterpriseVoice: 'no' });
    expect(statusOf(await getPhones(client, there(me.links.phones)))).toBe(403);
    expect(statusOf(await getPhone(client, there(before.links.self)))).toBe(403);
  });

  it('photos: the own one and that of a contact, in several sizes, unchanged, and none', async () => {
    const { client, me, people } = await begin(medium);
    const contact = await someone({ client, people });
    for (const link of [there(me.links.photo), there(contact.links.contactPhoto)]) {
      const small = there(found(await getPhoto(client, link)));
      const large = there(found(await getPhoto(client, link, { side: 648 })));
      expect(large.bytes.length).toBeGreaterThan(small.bytes.length);
      expect(value(await getPhoto(client, link, { etag: there(small.etag) }))).toEqual({ notModified: true });
      expect(found(await getPhoto(client, link, { side: 96, etag: small.etag }))).not.toBeNull();
      simulator.control.setKnobs({ noPhotos: true });
      expect(statusOf(await getPhoto(client, link))).toBe(404);
      simulator.control.setKnobs({ noPhotos: false });
    }
  });
});
