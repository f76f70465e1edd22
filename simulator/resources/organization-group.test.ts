/** myOrganizationGroup: read like every group, changed by nobody (PROTOCOL 11.3, 12.1). */
import { expect, test } from 'vitest';
import { at, href, list, text } from '../testing/client.ts';
import { start } from '../testing/start.ts';

test('it is there by the knob alone, with members, and cannot be changed', async () => {
  await using run = await start();
  const { client, session, control } = run;
  const without = await client.get(session.people('myGroups'));
  expect(Object.keys(at(without.json, '_embedded'))).not.toContain('myOrganizationGroup');
  control.setKnobs({ organizationGroup: true });
  const groups = await client.get(session.people('myGroups'));
  const group = at(groups.json, '_embedded', 'myOrganizationGroup');
  expect(group).toMatchObject({ rel: 'myOrganizationGroup', name: 'My Organization' });
  expect((await client.get(href(group, 'self'))).json).toEqual(group);
  const members = await client.get(href(group, 'groupContacts'));
  expect(list(members.json, '_embedded', 'contact').length).toBeGreaterThan(0);
  expect((await client.write('PUT', href(group, 'self'), group, { 'If-Match': '*' })).status).toBe(405);
});

test('its memberships are neither told nor made', async () => {
  await using run = await start({ knobs: { organizationGroup: true } });
  const { client, session } = run;
  const groupId = text(await session.group('My Organization'), 'id');
  const listed = await client.get(`${session.people('myGroupMemberships')}?groupId=${encodeURIComponent(groupId)}`);
  expect([listed.status, listed.json['subcode']]).toEqual([403, 'OperationNotSupported']);
  const body = { contactUri: 'sip:somebody@contoso.example', groupId };
  const made = await client.write('POST', session.people('myGroupMemberships'), body);
  expect([made.status, made.json['subcode']]).toEqual([403, 'OperationNotSupported']);
  const all = await client.get(session.people('myGroupMemberships'));
  expect(all.text).not.toContain('myOrganizationGroup');
  expect(run.offences()).toEqual([]);
});
