import { expect, test } from 'vitest';
import { at, href, list, text, told, type Json } from '../testing/client.ts';
import { start, type Run } from '../testing/start.ts';

async function found(run: Run, query: string): Promise<Json> {
  const answer = await run.client.get(`${run.session.people('search')}?query=${encodeURIComponent(query)}`);
  const [group] = list(answer.json, '_embedded', 'distributionGroup');
  if (!group) throw new Error(`no distribution group ${query}`);
  return group;
}

test('expanding shows members and the groups inside, which can be expanded in turn', async () => {
  await using run = await start();
  const hands = await run.session.group('All Hands');
  const expanded = await run.client.get(href(hands, 'expandDistributionGroup'));
  expect(expanded.json['rel']).toBe('distributionGroup');
  const [leadership = {}] = list(expanded.json, '_embedded', 'distributionGroup');
  expect([leadership['name'], leadership['_embedded']]).toEqual(['Leadership', undefined]);
  const inner = await run.client.get(href(leadership, 'expandDistributionGroup'));
  expect(list(inner.json, '_embedded', 'contact').length).toBeGreaterThan(0);
  expect(list(inner.json, '_embedded', 'distributionGroup')).toEqual([]);
  expect(run.offences()).toEqual([]);
  run.control.setKnobs({ expansionLimit: 1 });
  const large = await run.client.get(href(hands, 'expandDistributionGroup'));
  expect([large.status, large.json['subcode']]).toEqual([403, 'TooManyContacts']);
});

test('a group that was searched for is put into the list and taken out again', async () => {
  await using run = await start();
  await run.session.watchGroups();
  const { client, session, control } = run;
  const building = await found(run, 'building');
  expect(Object.keys(at(building, '_links'))).not.toContain('removeFromContactList');
  const smtpAddress = text(building, 'uri').slice('sip:'.length);
  const parked = await session.park();
  const added = await client.post(href(building, 'addToContactList'), { displayName: 'Building 20', smtpAddress });
  expect(added.status).toBe(204);
  expect(told(await parked.answer)).toEqual(['added distributionGroup in myGroups']);

  const listed = await session.group('Building 20');
  expect(Object.keys(at(listed, '_links'))).not.toContain('addToContactList');
  const query = `groupId=${encodeURIComponent(text(listed, 'id'))}`;
  expect((await client.post(`${href(listed, 'removeFromContactList')}?${query}`)).status).toBe(204);
  expect(told(await session.poll())).toEqual(['deleted distributionGroup in myGroups']);
  expect(control.state().groups.map(({ name }) => name)).not.toContain('Building 20');
  expect(run.offences()).toEqual([]);
});

test('what adding and removing want', async () => {
  await using run = await start();
  const building = await found(run, 'building');
  const { client } = run;
  const add = href(building, 'addToContactList');
  const smtpAddress = text(building, 'uri').slice('sip:'.length);
  expect((await client.post(add, { smtpAddress })).status).toBe(400);
  expect((await client.post(add, { displayName: 'Building 20' })).status).toBe(400);
  expect((await client.post(add, { displayName: 'x', smtpAddress: 'other@contoso.example' })).status).toBe(400);
  expect((await client.post(add, { displayName: 'x'.repeat(257), smtpAddress })).status).toBe(400);
  expect((await client.post(add, { displayName: 'Building 20', smtpAddress })).status).toBe(204);
  const again = await client.post(add, { displayName: 'Building 20', smtpAddress });
  expect([again.status, again.json['subcode']]).toEqual([409, 'AlreadyExists']);

  const remove = href(await run.session.group('Building 20'), 'removeFromContactList');
  expect((await client.post(remove, { groupId: 'other' })).status).toBe(400);
  run.control.setKnobs({ migrationInProgress: true });
  expect((await client.post(remove, { groupId: text(building, 'id') })).status).toBe(500);
  run.control.setKnobs({ migrationInProgress: false });
  expect((await client.post(remove, { groupId: text(building, 'id') })).status).toBe(204);
  expect((await client.post(remove, { groupId: text(building, 'id') })).status).toBe(404);
});

test('short ids keep the groups inside a group', async () => {
  await using run = await start({ knobs: { shortIds: true } });
  const hands = await run.session.group('All Hands');
  const [leadership = {}] = list(hands, '_embedded', 'distributionGroup');
  expect(leadership['id']).toMatch(/^\d+$/);
  expect((await run.client.get(href(leadership, 'self'))).json['name']).toBe('Leadership');
});
