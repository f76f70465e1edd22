import { expect, test } from 'vitest';
import { at, href, list, told, type Json, text } from '../testing/client.ts';
import { start, type Run } from '../testing/start.ts';

function stranger({ control }: Run): string {
  return control.state().contacts.find(({ listed }) => !listed)?.address ?? '';
}

function add(run: Run, body: Json) {
  return run.client.write('POST', run.session.people('myGroupMemberships'), body);
}

test('adding answers the membership, and deleting it takes the contact out', async () => {
  await using run = await start();
  await run.session.watchGroups();
  const sales = await run.session.group('Sales');
  const address = stranger(run);
  const made = await add(run, { contactUri: `sip:${address}`, groupId: text(sales, 'id') });
  expect([made.status, made.json['rel']]).toEqual([201, 'myGroupMembership']);
  expect(Object.keys(at(made.json, '_links'))).toEqual(['self', 'contact', 'group']);
  expect(told(await run.session.poll())).toEqual(['added contact in group', 'added contact in myContacts']);

  const again = await add(run, { contactUri: `sip:${address}`, groupId: text(sales, 'id') });
  expect([again.status, again.json['subcode']]).toEqual([409, 'AlreadyExists']);
  expect((await run.client.write('DELETE', href(made.json, 'self'))).status).toBe(204);
  expect(told(await run.session.poll())).toEqual(['deleted contact in group', 'deleted contact in myContacts']);
  expect((await run.client.write('DELETE', href(made.json, 'self'))).status).toBe(404);
  expect(run.offences()).toEqual([]);
});

test('without a group the contact lands in the default group', async () => {
  await using run = await start();
  const made = await add(run, { contactUri: `sip:${stranger(run)}` });
  expect(Object.keys(at(made.json, '_links'))).toContain('defaultGroup');
});

test('an unknown address becomes a federated contact; other forms do not', async () => {
  await using run = await start();
  const made = await add(run, { contactUri: 'sip:guest@partner.example' });
  const contact = await run.client.get(href(made.json, 'contact'));
  expect(contact.json).toMatchObject({ uri: 'sip:guest@partner.example', sourceNetwork: 'Federated' });
  expect((await add(run, { contactUri: 'guest@partner.example' })).status).toBe(400);
  expect((await add(run, { contactUri: 'tel:+1425' })).status).toBe(400);
});

test('distribution groups, limits and a list that is being moved', async () => {
  await using run = await start({ knobs: { contactLimit: 20 } });
  const hands = await run.session.group('All Hands');
  const forbidden = await add(run, { contactUri: `sip:${stranger(run)}`, groupId: text(hands, 'id') });
  expect(forbidden.status).toBe(403);
  const full = await add(run, { contactUri: `sip:${stranger(run)}` });
  expect([full.status, full.json['subcode']]).toEqual([409, 'LimitExceeded']);
  run.control.setKnobs({ contactLimit: 250, migrationInProgress: true });
  const moving = await add(run, { contactUri: `sip:${stranger(run)}` });
  expect([moving.status, moving.json['subcode']]).toEqual([500, 'MigrationInProgress']);
});

test('removing from all groups, and from none', async () => {
  await using run = await start();
  const [group] = run.control.state().groups.filter(({ kind, members }) => kind === 'group' && members.length > 0);
  const address = group?.members[0] ?? '';
  const memberships = await run.client.get(run.session.people('myGroupMemberships'));
  const url = href(memberships.json, 'removeContactFromAllGroups');
  expect((await run.client.write('POST', url, { contactUri: `sip:${address}` })).status).toBe(204);
  const left = run.control.state().groups.filter(({ kind }) => kind !== 'distributionGroup');
  expect(left.every(({ members }) => !members.includes(address))).toBe(true);
  expect((await run.client.write('POST', url, { contactUri: `sip:${address}` })).status).toBe(404);
});

test('each membership names one group and one contact', async () => {
  await using run = await start();
  const memberships = await run.client.get(run.session.people('myGroupMemberships'));
  const rows = list(memberships.json, '_embedded', 'myGroupMembership');
  const truth = run.control.state().groups.filter(({ kind }) => kind !== 'distributionGroup');
  expect(rows).toHaveLength(truth.reduce((sum, { members }) => sum + members.length, 0));
  for (const row of rows) {
    expect(Object.keys(at(row, '_links'))).toEqual([
      'self',
      'contact',
      expect.stringMatching(/^(group|defaultGroup|pinnedGroup)$/),
    ]);
  }
  const one = await run.client.get(href(rows[0] as Json, 'self'));
  expect(one.json).toEqual(rows[0]);
});
