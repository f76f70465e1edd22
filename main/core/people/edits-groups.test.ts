import { describe, expect, test } from 'vitest';
import { ok } from '../result.ts';
import { application, noAnswer, refusal, resource } from '../testing/client.ts';
import { HREF } from '../testing/contact-list.ts';
import { executePeopleEdit, type PeopleWish } from './edits.ts';
import { POST_GROUP, ann, edits, NOT_CHANGED, GONE } from '../testing/people-edits.ts';

test('every write carries revision 2 and the signal of the application', async () => {
  const { execute, writes, client, application: app } = await edits();
  client.on(`GET ${HREF.group('sales')}`, resource('group', HREF.group('sales'), { properties: { name: 'X' } }));
  client.on(`PUT ${HREF.group('sales')}`, null);
  await execute({ kind: 'groupCreate', name: 'New' });
  await execute({ kind: 'groupRename', groupId: 'sales', name: 'Y' });
  await execute({ kind: 'memberMove', ...ann, from: 'sales', to: 'team' });
  await execute({ kind: 'groupDelete', groupId: 'team', name: 'Team' });
  expect(writes().map(({ method }) => method)).toEqual(['POST', 'PUT', 'POST', 'DELETE', 'DELETE']);
  for (const { options } of writes()) {
    expect(options.revision).toBe(2);
    expect(options.signal).toBe(app.signal);
  }
});

describe('create a group', () => {
  const wish: PeopleWish = { kind: 'groupCreate', name: 'New' };

  test('posts the name and reads the list', async () => {
    const { execute, writes, names } = await edits();
    expect(await execute(wish)).toEqual(ok(null));
    expect(writes().map(({ href, body }) => [href, body])).toEqual([[HREF.groups, { displayName: 'New' }]]);
    expect(names()).toContain('New');
  });

  test('the server said yes but nothing changed', async () => {
    const { execute, client } = await edits();
    client.on(POST_GROUP, null);
    expect(await execute(wish)).toMatchObject(NOT_CHANGED);
  });

  test('made by an earlier try whose answer was lost: a success', async () => {
    const { execute, client, put } = await edits();
    put('new', [], { name: 'New' });
    client.on(POST_GROUP, refusal(409, 'AlreadyExists'));
    expect(await execute(wish)).toEqual(ok(null));
  });

  test('one that exists in another spelling is refused as it is', async () => {
    const { execute, client, put } = await edits();
    put('new', [], { name: 'NEW' });
    client.on(POST_GROUP, refusal(409, 'AlreadyExists'));
    expect(await execute(wish)).toMatchObject({ ok: false, error: { code: 'ucwa.alreadyExists' } });
  });

  test('too many groups', async () => {
    const { execute, client } = await edits();
    client.on(POST_GROUP, refusal(409, 'TooManyGroups'));
    expect(await execute(wish)).toMatchObject({ ok: false, error: { code: 'ucwa.tooManyGroups' } });
    expect(client.calls).toHaveLength(1);
  });

  test('without the link it is not possible', async () => {
    const { people, store, client } = await edits();
    expect(await executePeopleEdit(wish, application(client), people, store)).toMatchObject(GONE);
    expect(client.calls).toEqual([]);
  });

  test('done, but not to be read back: to be tried again, not "not changed"', async () => {
    const { execute, client } = await edits();
    client.on(`GET ${HREF.groups}`, noAnswer());
    expect(await execute(wish)).toMatchObject({ ok: false, error: { code: 'network.unreachable', retryable: true } });
  });

  test('done as the session ended: not "not changed"', async () => {
    const { execute, client, application: app } = await edits();
    client.on(POST_GROUP, () => {
      app.end();
      return null;
    });
    expect(await execute(wish)).toMatchObject({ ok: false, error: { retryable: true } });
  });
});

describe('rename a group', () => {
  const wish: PeopleWish = { kind: 'groupRename', groupId: 'sales', name: 'Selling' };
  const GET = `GET ${HREF.group('sales')}`;
  const PUT = `PUT ${HREF.group('sales')}`;
  const GUARD = { 'a1b2c3d4-0000': 'please pass this in a PUT request' };

  async function renaming() {
    const made = await edits();
    const group = (etag: string, properties = {}) =>
      resource('group', HREF.group('sales'), {
        etag,
        properties: { id: 'sales', name: made.groups.get('sales')!.name, ...GUARD, ...properties },
      });
    made.client.on(GET, () => group('1'));
    made.client.on(PUT, (call) => {
      made.groups.get('sales')!.name = String(call.body?.['name']);
      return null;
    });
    return { ...made, group };
  }

  test('puts everything that was read back, the guard included, with the etag', async () => {
    const { execute, writes, client, names } = await renaming();
    expect(await execute(wish)).toEqual(ok(null));
    expect(writes()).toHaveLength(1);
    expect(writes()[0]).toMatchObject({ body: { id: 'sales', name: 'Selling', ...GUARD }, options: { ifMatch: '1' } });
    expect(client.of(GET)[0]?.options.revision).toBe(2);
    expect(names()).toContain('Selling');
  });

  test('somebody was faster: theirs is read, ours laid over it', async () => {
    const { execute, writes, client, group } = await renaming();
    client.on(GET, group('1'), group('2', { note: 'theirs' }));
    client.on(PUT, refusal(412), (call) => {
      client.on(`GET ${HREF.groups}`, myGroups(String(call.body?.['name'])));
      return null;
    });
    expect(await execute(wish)).toEqual(ok(null));
    expect(writes().map(({ options }) => options.ifMatch)).toEqual(['1', '2']);
    expect(writes()[1]?.body).toMatchObject({ note: 'theirs', name: 'Selling' });
  });

  test('three times at most, then it is final', async () => {
    const { execute, writes, client } = await renaming();
    client.on(PUT, refusal(412));
    expect(await execute(wish)).toMatchObject({
      ok: false,
      error: { code: 'ucwa.preconditionFailed', retryable: false },
    });
    expect(writes()).toHaveLength(3);
  });

  test('already called so: nothing is written', async () => {
    const { execute, writes, groups } = await renaming();
    groups.get('sales')!.name = 'Selling';
    expect(await execute(wish)).toEqual(ok(null));
    expect(writes()).toEqual([]);
  });

  test('the server said yes but nothing changed', async () => {
    const { execute, client } = await renaming();
    client.on(PUT, null);
    expect(await execute(wish)).toMatchObject(NOT_CHANGED);
  });

  test('the group is gone', async () => {
    const { execute, client } = await renaming();
    client.on(GET, refusal(404));
    expect(await execute(wish)).toMatchObject({ ok: false, error: { code: 'ucwa.notFound' } });
    expect(await execute({ ...wish, groupId: 'never' })).toMatchObject(GONE);
  });

  test('other refusals are handed on at once', async () => {
    const { execute, writes, client } = await renaming();
    client.on(PUT, refusal(403));
    expect(await execute(wish)).toMatchObject({ ok: false, error: { code: 'ucwa.forbidden' } });
    expect(writes()).toHaveLength(1);
  });
});

function myGroups(name: string) {
  return resource('myGroups', HREF.groups, {
    embedded: { group: resource('group', HREF.group('sales'), { properties: { id: 'sales', name }, revision: 2 }) },
  });
}

describe('delete a group', () => {
  const wish: PeopleWish = { kind: 'groupDelete', groupId: 'sales', name: 'Sales' };

  test('the group and who was in no other go; all members are read, they may be anywhere now', async () => {
    const { execute, writes, client, groups, put, store, groupsOf } = await edits();
    client.on(`DELETE ${HREF.group('sales')}`, () => {
      groups.delete('sales');
      put('default', ['ann@x'], { kind: 'defaultGroup' });
      return null;
    });
    expect(await execute(wish)).toEqual(ok(null));
    expect(writes().map(({ href, body }) => [href, body])).toEqual([[HREF.group('sales'), null]]);
    expect(store.state.groups.has('sales')).toBe(false);
    expect(groupsOf('ann@x')).toEqual(['default']);
    expect(client.of(`GET ${HREF.members('team')}`)).toHaveLength(1);
  });

  test('404: gone already, a success', async () => {
    const { execute, client, groups } = await edits();
    client.on(`DELETE ${HREF.group('sales')}`, () => {
      groups.delete('sales');
      return refusal(404);
    });
    expect(await execute(wish)).toEqual(ok(null));
  });

  test('not on the list any more: a success without a request to write', async () => {
    const { execute, writes } = await edits();
    expect(await execute({ ...wish, groupId: 'never' })).toEqual(ok(null));
    expect(writes()).toEqual([]);
  });

  test('the server said yes but nothing changed', async () => {
    const { execute, client } = await edits();
    client.on(`DELETE ${HREF.group('sales')}`, null);
    expect(await execute(wish)).toMatchObject(NOT_CHANGED);
  });

  test('refused', async () => {
    const { execute, client, store } = await edits();
    client.on(`DELETE ${HREF.group('sales')}`, refusal(500, 'MigrationInProgress'));
    expect(await execute(wish)).toMatchObject({ ok: false, error: { code: 'ucwa.readOnly' } });
    expect(store.state.groups.has('sales')).toBe(true);
  });
});
