/** delegatesGroup and delegatorsGroup (PROTOCOL 11.3, 12.1). */
import { expect, test } from 'vitest';
import { at, href, list, text, told, type Json } from '../testing/client.ts';
import { start, type Run } from '../testing/start.ts';

const NEW = 'new.delegate@contoso.example';

async function watching(): Promise<Run> {
  const run = await start({ clock: 'driven', knobs: { delegates: true } });
  await run.session.watchGroups();
  return run;
}

function add(run: Run, contactUri: string, groupId: string) {
  return run.client.write('POST', run.session.people('myGroupMemberships'), { contactUri, groupId });
}

/** Parks a poll, does something, and returns what is told once low events fall due. */
async function toldLow(run: Run, act: () => unknown): Promise<string[]> {
  const { answer } = await run.session.park();
  await act();
  run.control.advance(14_000);
  expect(run.control.state().applications[0]?.parked).toBe(true);
  run.control.advance(1000);
  return told(await answer);
}

test('both groups are there by the knob alone', async () => {
  await using run = await start();
  const without = await run.client.get(run.session.people('myGroups'));
  expect(Object.keys(at(without.json, '_embedded'))).not.toContain('delegatesGroup');
  run.control.setKnobs({ delegates: true });
  const groups = await run.client.get(run.session.people('myGroups'));
  for (const kind of ['delegatesGroup', 'delegatorsGroup']) {
    const group = at(groups.json, '_embedded', kind);
    expect((await run.client.get(href(group, 'self'))).json).toEqual(group);
    const members = await run.client.get(href(group, 'groupContacts'));
    expect(list(members.json, '_embedded', 'contact').length).toBeGreaterThan(0);
    expect((await run.client.write('DELETE', href(group, 'self'))).status).toBe(405);
  }
  expect(run.offences()).toEqual(['methodNotAllowed']);
});

test('a delegate is made and dismissed through a membership, which leaves the contact list as it was', async () => {
  await using run = await watching();
  const delegates = await run.session.group('Delegates');
  const contacts = run.control.state().contacts.filter(({ listed }) => listed).length;
  let made: Json = {};
  const added = await toldLow(run, async () => {
    const answer = await add(run, `sip:${NEW}`, text(delegates, 'id'));
    expect(answer.status).toBe(201);
    made = answer.json;
  });
  expect(added).toEqual(['added contact in delegatesGroup']);
  expect(Object.keys(at(made, '_links'))).toContain('delegatesGroup');
  expect(run.control.state().contacts.filter(({ listed }) => listed)).toHaveLength(contacts);
  const removed = await toldLow(run, () => run.client.write('DELETE', href(made, 'self')));
  expect(removed).toEqual(['deleted contact in delegatesGroup']);
  expect(run.offences()).toEqual([]);
});

test('the twenty-sixth delegate is refused', async () => {
  await using run = await watching();
  const delegates = await run.session.group('Delegates');
  const id = text(delegates, 'id');
  const held = run.control.state().groups.find(({ kind }) => kind === 'delegatesGroup')?.members.length ?? 0;
  for (let index = held; index < 25; index += 1) {
    expect((await add(run, `sip:delegate${index}@contoso.example`, id)).status).toBe(201);
  }
  const refused = await add(run, `sip:${NEW}`, id);
  expect([refused.status, refused.json['subcode']]).toEqual([403, 'LimitExceeded']);
});

test('delegators cannot be written, nor their memberships be read', async () => {
  await using run = await watching();
  const delegators = await run.session.group('Delegators');
  const id = text(delegators, 'id');
  const memberships = run.session.people('myGroupMemberships');
  for (const answer of [
    await add(run, `sip:${NEW}`, id),
    await run.client.get(`${memberships}?groupId=${encodeURIComponent(id)}`),
  ]) {
    expect([answer.status, answer.json['subcode']]).toEqual([403, 'OperationNotSupported']);
  }
  const all = await run.client.get(memberships);
  const rels = list(all.json, '_embedded', 'myGroupMembership').flatMap((one) => Object.keys(at(one, '_links')));
  expect(rels).toContain('delegatesGroup');
  expect(rels).not.toContain('delegatorsGroup');
  const others = await toldLow(run, () => run.control.act({ op: 'addMember', groupId: id, address: NEW }));
  expect(others).toEqual(['added contact in delegatorsGroup']);
  expect(run.offences()).toEqual([]);
});
