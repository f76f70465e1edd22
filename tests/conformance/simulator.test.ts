/** Round trips with another implementation: what we write it reads, what it writes we read, the same in all media. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createNodeHttp } from '../../main/browser/http.ts';
import { embedded, flag, link, signIn, text } from '../../main/core/ucwa/index.ts';
import type { Medium, Resource, UcwaClient } from '../../main/core/ucwa/index.ts';
import { writeInput, writeResource } from '../../main/core/ucwa/media/media.ts';
import { fakeLogger } from '../../main/core/ucwa/testing.ts';
import { createSystemClock } from '../../main/system/clock.ts';
import { readerFor } from '../../simulator/http/media.ts';
import { createSimulator } from '../../simulator/index.ts';
import type { Simulator } from '../../simulator/index.ts';
import { normalise } from './normalise.ts';

const MEDIA: readonly Medium[] = ['json', 'xml', 'ucwa+json', 'ucwa+xml'];

describe.each(MEDIA)('what we write in %s', (medium) => {
  it('is read by the other as it was meant', () => {
    const value = fc
      .string({ unit: 'grapheme', maxLength: 30 })
      .filter((one) => one.isWellFormed() && !/\p{Cc}/u.test(one));
    const name = fc.stringMatching(/^[a-z][A-Za-z0-9-]{0,20}$/);
    fc.assert(
      fc.property(fc.dictionary(name, fc.oneof(value, fc.array(value, { maxLength: 4 }))), (properties) => {
        for (const write of [writeInput, writeResource]) {
          const { type, body } = write(medium, properties);
          expect(readerFor(type)?.(body)).toEqual({ ...properties });
        }
      }),
      { numRuns: 300 },
    );
  });
});

let simulator: Simulator;
let http: ReturnType<typeof createNodeHttp>;
const clock = createSystemClock();

beforeEach(async () => {
  simulator = await createSimulator({ people: 15, seed: 3 });
  http = createNodeHttp({
    clock,
    ca: simulator.caPem,
    resolve: Object.values(simulator.hosts).map((name) => ({
      name,
      port: 443,
      address: '127.0.0.1',
      addressPort: simulator.port,
    })),
  });
});

afterEach(async () => {
  http.close();
  await simulator.close();
});

interface Entered {
  readonly client: UcwaClient;
  readonly application: Resource;
}

async function enter(medium: Medium): Promise<Entered> {
  const { address, password } = simulator;
  const help = { systemUser: false, pages: null, openId: null };
  const ports = { http, clock, logger: fakeLogger(), userAgent: 'Rollcall/test', help };
  const means = { password, windows: false, passive: 'never', microsoft: 'never' } as const;
  const nothing = { approval: { trustedHosts: [], only: false }, found: null, tickets: [], openId: null };
  const none = (): void => undefined;
  const listener = { onStep: none, onOffer: none, onWaiting: none, onTickets: none };
  const request = { address, server: null, means, medium, ...nothing };
  const entered = await signIn(ports, request, listener, new AbortController().signal);
  if (!entered.ok) throw new Error(entered.error.message);
  const { client, applicationsUrl } = entered.value;
  const body = { culture: 'en-US', endpointId: clock.uuid(), userAgent: 'Rollcall/test' };
  const created = await client.post(applicationsUrl, body);
  if (!created.ok || created.value.resource === null) throw new Error('no application');
  return { client, application: created.value.resource };
}

function hrefOf(resource: Resource | undefined, rel: string): string {
  const href = resource === undefined ? undefined : link(resource, rel)?.href;
  if (href === undefined) throw new Error(`no ${rel}`);
  return href;
}

async function get(client: UcwaClient, href: string): Promise<Resource> {
  const got = await client.get(href);
  if (!got.ok || got.value.resource === null) throw new Error(got.ok ? 'nothing' : got.error.message);
  return got.value.resource;
}

/** Hrefs of different applications of one user differ by the number in them. */
function model(resource: Resource): unknown {
  return JSON.parse(JSON.stringify(normalise(resource)).replace(/applications\/\d+/g, 'applications/1'));
}

describe('a client of the simulator', () => {
  it('finds the same in every medium', async () => {
    const models = [];
    for (const medium of MEDIA) {
      const { client, application } = await enter(medium);
      const [people, me] = [embedded(application, 'people')[0], embedded(application, 'me')[0]];
      const groups = await get(client, hrefOf(people, 'myGroups'));
      const hrefs = [hrefOf(me, 'phones'), hrefOf(people, 'myContacts'), hrefOf(people, 'myGroupMemberships')];
      const answers = await client.getMany(hrefOf(application, 'batch'), hrefs);
      const read = answers.map((answer) => (answer.ok ? answer.value.resource : null));
      expect(read).not.toContain(null);
      models.push([groups, ...read].map((one) => model(one as Resource)));
      expect((await client.delete(application.href ?? '')).ok).toBe(true);
    }
    expect(models[0]?.length).toBe(4);
    for (const one of models.slice(1)) expect(one).toEqual(models[0]);
    expect(simulator.control.offences()).toEqual([]);
  });

  it.each(MEDIA)('changes phones, groups and memberships in %s, and hears of it', async (medium) => {
    const { client, application } = await enter(medium);
    const [people, me] = [embedded(application, 'people')[0], embedded(application, 'me')[0]];
    const lists = await get(client, hrefOf(people, 'myContactsAndGroupsSubscription'));
    const start = hrefOf(lists, 'startOrRefreshSubscriptionToContactsAndGroups');
    expect((await client.post(start, { duration: 30 })).ok).toBe(true);

    const phones = hrefOf(me, 'phones');
    const phone = embedded(await get(client, phones), 'phone').find((one) => link(one, 'changeVisibility') !== null);
    const visible = phone !== undefined && flag(phone, 'includeInContactCard') === true;
    const changed = await client.post(hrefOf(phone, 'changeVisibility'), { includeInContactCard: !visible });
    expect(changed.ok).toBe(true);
    const now = embedded(await get(client, phones), 'phone').find(({ href }) => href === phone?.href);
    expect(now && flag(now, 'includeInContactCard')).toBe(!visible);

    const name = 'R&D <"\'>';
    const myGroups = hrefOf(people, 'myGroups');
    const made = await client.post(myGroups, { displayName: name }, { revision: 2 });
    expect(made.ok).toBe(true);
    const group = embedded(await get(client, myGroups), 'group').find((one) => text(one, 'name') === name);
    const raw = await client.getRaw(group?.href ?? '');
    if (!raw.ok || raw.value.etag === null) throw new Error('no group');
    const put = { ...raw.value.body, name: 'Renamed ü' };
    const options = { revision: 2, ifMatch: raw.value.etag };
    expect(await client.put(group?.href ?? '', put, options)).toMatchObject({ ok: true });
    expect(await client.put(group?.href ?? '', put, options)).toMatchObject({ ok: false, error: { status: 412 } });
    expect(text(await get(client, group?.href ?? ''), 'name')).toBe('Renamed ü');

    const contact = embedded(await get(client, hrefOf(people, 'myContacts')), 'contact')[0];
    const uri = contact === undefined ? null : text(contact, 'uri');
    const groupId = group === undefined ? null : text(group, 'id');
    const memberships = hrefOf(people, 'myGroupMemberships');
    expect(await client.post(memberships, { contactUri: uri, groupId }, { revision: 2 })).toMatchObject({ ok: true });

    const followed = { uris: [uri], duration: 15 };
    expect((await client.post(hrefOf(people, 'presenceSubscriptions'), followed)).ok).toBe(true);

    const events = [];
    for (let href = hrefOf(application, 'events'); events.length < 3;) {
      const polled = await client.events(href);
      if (!polled.ok) throw new Error(polled.error.message);
      expect(polled.value.broken).toBe(0);
      events.push(...polled.value.events);
      href = polled.value.follow?.href ?? '';
    }
    expect(events.map(({ sender }) => sender)).toContain('people');
    expect(await client.delete(group?.href ?? '', { revision: 2 })).toMatchObject({ ok: true });
    expect(simulator.control.offences()).toEqual([]);
  });

  it.each(MEDIA)('is refused in words in %s', async (medium) => {
    const { client, application } = await enter(medium);
    const people = embedded(application, 'people')[0];
    const refused = await client.post(hrefOf(people, 'myGroups'), { displayName: 'x'.repeat(300) }, { revision: 2 });
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'ucwa.badRequest', status: 400, subcode: 'ParameterValidationFailure' },
    });
    expect(refused.ok ? '' : refused.error.message).toContain('displayName');
  });
});
