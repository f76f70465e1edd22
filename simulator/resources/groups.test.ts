import { expect, test } from 'vitest';
import { href, list, told, type Json, text } from '../testing/client.ts';
import { start } from '../testing/start.ts';

function renamed(group: Json, name: string): Json {
  return { ...group, name };
}

test('renaming: 428 without If-Match, 412 with a stale one, 400 without the guard, then 200', async () => {
  await using run = await start();
  const sales = await run.session.group('Sales');
  const self = href(sales, 'self');
  const etag = text(sales, 'etag');

  expect((await run.client.write('PUT', self, renamed(sales, 'Sales team'))).status).toBe(428);
  const stale = await run.client.write('PUT', self, renamed(sales, 'Sales team'), { 'If-Match': '"1"' });
  expect([stale.status, stale.json['code']]).toEqual([412, 'PreconditionFailed']);
  const bare = await run.client.write(
    'PUT',
    self,
    { id: sales['id'], name: 'Sales team' },
    { 'If-Match': `"${etag}"` },
  );
  expect([bare.status, bare.json['subcode']]).toEqual([400, 'ParameterValidationFailure']);
  expect(run.control.state().groups.some(({ name }) => name === 'Sales')).toBe(true);

  const done = await run.client.write('PUT', self, renamed(sales, 'Sales team'), { 'If-Match': `"${etag}"` });
  expect([done.status, done.text]).toEqual([200, '']);
  expect(done.headers.etag).not.toBe(`"${etag}"`);
  expect(run.control.state().groups.some(({ name }) => name === 'Sales team')).toBe(true);
  expect(run.offences()).toEqual(['putWithoutIfMatch', 'putWithoutGuard']);
});

test('a bare and a weak tag count as well', async () => {
  await using run = await start();
  const sales = await run.session.group('Sales');
  const etag = text(sales, 'etag');
  const weak = await run.client.write('PUT', href(sales, 'self'), renamed(sales, 'One'), { 'If-Match': `W/"${etag}"` });
  expect(weak.status).toBe(200);
  const next = text(await run.session.group('One'), 'etag');
  const bare = await run.client.write('PUT', href(sales, 'self'), renamed(sales, 'Two'), { 'If-Match': next });
  expect(bare.status).toBe(200);
});

test('the tag follows the name but not the members', async () => {
  await using run = await start();
  const sales = await run.session.group('Sales');
  const headers = { 'If-None-Match': `"${text(sales, 'etag')}"` };
  const stranger = run.control.state().contacts.find(({ listed }) => !listed)?.address ?? '';
  run.control.act({ op: 'addMember', groupId: text(sales, 'id'), address: stranger });
  expect((await run.client.get(href(sales, 'self'), headers)).status).toBe(304);
  run.control.act({ op: 'renameGroup', id: text(sales, 'id'), name: 'Renamed' });
  expect((await run.client.get(href(sales, 'self'), headers)).status).toBe(200);
});

test('a group is created with 204, and heard of through the channel', async () => {
  await using run = await start();
  await run.session.watchGroups();
  const parked = await run.session.park();
  const made = await run.client.write('POST', run.session.people('myGroups'), { displayName: 'Visitors' });
  expect([made.status, made.text]).toEqual([204, '']);
  expect(told(await parked.answer)).toEqual(['added group in myGroups']);
  expect(run.offences()).toEqual([]);
});

test('names: taken, empty, too long, too many', async () => {
  await using run = await start({ knobs: { groupLimit: 6 } });
  const post = (body: Json) => run.client.write('POST', run.session.people('myGroups'), body);
  const taken = await post({ displayName: ' sales ' });
  expect([taken.status, taken.json['subcode']]).toEqual([409, 'AlreadyExists']);
  expect((await post({ displayName: ' ' })).status).toBe(400);
  expect((await post({ displayName: 'x'.repeat(257) })).status).toBe(400);
  expect((await post({ displayName: 'x'.repeat(256) })).status).toBe(204);
  const many = await post({ displayName: 'One more' });
  expect([many.status, many.json['subcode']]).toEqual([409, 'TooManyGroups']);
});

test('writes without the version header are refused; a version that is too new is not supported', async () => {
  await using run = await start();
  const url = run.session.people('myGroups');
  expect((await run.client.post(url, { displayName: 'Visitors' })).status).toBe(405);
  const tooNew = await run.client.post(url, { displayName: 'Visitors' }, { 'X-MS-RequiresMinResourceVersion': '3' });
  expect([tooNew.status, tooNew.json['subcode']]).toEqual([404, 'APIVersionNotSupported']);
  run.control.setKnobs({ lenientVersion: true });
  expect((await run.client.post(url, { displayName: 'Visitors' })).status).toBe(204);
});

test('deleting a group moves those who are in no other to the default group', async () => {
  await using run = await start();
  await run.session.watchGroups();
  run.control.act({ op: 'addPerson', address: 'only.here@contoso.example', name: 'Only Here' });
  const { id = '' } = run.control.act({ op: 'addGroup', name: 'Short-lived' });
  run.control.act({ op: 'addMember', groupId: id, address: 'only.here@contoso.example' });
  await run.session.poll();
  const group = await run.session.group('Short-lived');
  const parked = await run.session.park();
  expect((await run.client.write('DELETE', href(group, 'self'))).status).toBe(204);
  expect(told(await parked.answer)).toEqual(['deleted group in myGroups', 'added contact in defaultGroup']);
  const other = run.control.state().groups.find(({ kind }) => kind === 'defaultGroup');
  expect(other?.members).toContain('only.here@contoso.example');
  expect((await run.client.get(href(group, 'self'))).status).toBe(404);
});

test('system groups cannot be changed, and a distribution group shows its members', async () => {
  await using run = await start();
  const other = await run.session.group('Other Contacts');
  expect((await run.client.write('DELETE', href(other, 'self'))).status).toBe(405);
  const hands = await run.session.group('All Hands');
  const expanded = await run.client.get(href(hands, 'expandDistributionGroup'));
  const truth = run.control.state().groups.find(({ kind }) => kind === 'distributionGroup');
  expect(expanded.json['rel']).toBe('distributionGroup');
  expect(list(expanded.json, '_embedded', 'contact')).toHaveLength(truth?.members.length ?? -1);
});

test('expand=false gives links, with the empty lists kept', async () => {
  await using run = await start({ groups: 3 });
  const groups = await run.client.get(`${run.session.people('myGroups')}?expand=false`);
  expect(list(groups.json, '_links', 'group')).toEqual([]);
  expect(groups.json['_embedded']).toBeUndefined();
});
