import { expect, test } from 'vitest';
import { GUARD_VALUE, PRIVACY_GUARD } from '../http/conditional.ts';
import { href, list, text, told, type Json } from '../testing/client.ts';
import { start, type Run } from '../testing/start.ts';

/** Somebody of the contact list: where the relationship is, and what it says. */
async function somebody(run: Run): Promise<{ self: string; json: Json; etag: string; address: string }> {
  const all = await run.client.get(run.session.people('myContacts'));
  const [contact = {}] = list(all.json, '_embedded', 'contact');
  const self = href(contact, 'contactPrivacyRelationship');
  const answer = await run.client.get(self);
  return { self, json: answer.json, etag: String(answer.headers.etag), address: text(contact, 'uri').slice(4) };
}

function levelOf(run: Run, address: string): string | undefined {
  return run.control.state().contacts.find((contact) => contact.address === address)?.relationship;
}

test('a relationship is read, changed as a whole, and reset', async () => {
  await using run = await start();
  const { self, json, etag, address } = await somebody(run);
  expect(json).toMatchObject({ rel: 'contactPrivacyRelationship', relationshipLevel: 'Colleagues' });
  expect((await run.client.get(self, { 'If-None-Match': etag })).status).toBe(304);

  const wanted = { ...json, relationshipLevel: 'Workgroup' };
  const done = await run.client.write('PUT', self, wanted, { 'If-Match': etag });
  expect([done.status, done.text]).toEqual([200, '']);
  expect(done.headers.etag).not.toBe(etag);
  expect(levelOf(run, address)).toBe('Workgroup');
  expect((await run.client.write('PUT', self, wanted, { 'If-Match': etag })).status).toBe(412);

  expect((await run.client.post(href(json, 'resetContactPrivacyRelationship'))).status).toBe(204);
  expect(levelOf(run, address)).toBe('Colleagues');
  expect(run.offences()).toEqual([]);
});

test('what a change must bring: version, tag, guard and a level that exists', async () => {
  await using run = await start();
  const { self, json, etag, address } = await somebody(run);
  const wanted = { ...json, relationshipLevel: 'Blocked' };
  const headers = { 'If-Match': etag };
  expect((await run.client.ask(self, { method: 'PUT', body: wanted, headers })).status).toBe(405);
  expect((await run.client.write('PUT', self, wanted)).status).toBe(428);
  expect((await run.client.write('PUT', self, { relationshipLevel: 'Blocked' }, headers)).status).toBe(400);
  expect((await run.client.write('PUT', self, { ...json, relationshipLevel: 'Friends' }, headers)).status).toBe(400);
  expect((await run.client.write('PUT', self, { [PRIVACY_GUARD]: GUARD_VALUE }, headers)).status).toBe(400);
  expect(levelOf(run, address)).toBe('Colleagues');
  expect(run.offences()).toEqual([
    ...['missingVersionHeader', 'putWithoutIfMatch', 'putWithoutGuard', 'badParameter', 'missingParameter'],
  ]);
});

test('a change is told while the contact is subscribed to', async () => {
  await using run = await start({ clock: 'driven' });
  const { address } = await somebody(run);
  run.control.act({ op: 'setRelationship', address, level: 'External' });
  await run.client.post(run.session.people('presenceSubscriptions'), { duration: 30, uris: [`sip:${address}`] });
  const { answer: first } = await run.session.park();
  run.control.advance(5000);
  expect(told(await first)).not.toContain('updated contactPrivacyRelationship in contact');
  const { answer } = await run.session.park();
  run.control.act({ op: 'setRelationship', address, level: 'FriendsAndFamily' });
  run.control.advance(5000);
  expect(told(await answer)).toEqual(['updated contactPrivacyRelationship in contact']);
});

test('myPrivacyRelationships lists the contacts of each level, always as lists', async () => {
  await using run = await start();
  const { address } = await somebody(run);
  run.control.act({ op: 'setRelationship', address, level: 'FriendsAndFamily' });
  const answer = await run.client.get(run.session.people('myPrivacyRelationships'));
  const levels = list(answer.json, '_embedded', 'myPrivacyRelationship');
  const counted = levels.map((level) => [level['relationshipLevel'], list(level, '_links', 'contact').length]);
  expect(counted).toEqual([
    ['Colleagues', 19],
    ['FriendsAndFamily', 1],
  ]);
  const friends = levels.at(-1) ?? {};
  expect((await run.client.get(href(friends, 'self'))).json).toEqual(friends);
  expect(run.offences()).toEqual([]);
  expect((await run.client.get(`${run.session.people('myPrivacyRelationships')}/Friends`)).status).toBe(404);
});
