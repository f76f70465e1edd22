import { describe, expect, test } from 'vitest';
import { noAnswer, refusal, resource } from '../testing/client.ts';
import { HREF } from '../testing/contact-list.ts';
import { everything, reading } from '../testing/list-reading.ts';
import { appError } from '../result.ts';
import { set } from '../store/actions.ts';
import type { ListStatus } from '../store/state.ts';
import { createListReader } from './list-reader.ts';
import { fresh } from './stale.ts';

const LIST = `GET ${HREF.groups}`;
const MOVING = refusal(500, 'MigrationInProgress');
const ELSEWHERE = refusal(500, 'InvalidExchangeServerVersion');

/** A list with Ann in sales, read once. */
async function read() {
  const made = reading();
  made.put('sales', ['ann@x']);
  await made.all();
  return {
    ...made,
    list: (): ListStatus => made.store.state.list,
    group: () => made.store.state.groups.get('sales'),
    hub: (revision: number) =>
      made.client.on(
        'GET /people',
        resource('people', '/people', {
          links: {
            myGroups: { href: HREF.groups, revision },
            myGroupMemberships: { href: HREF.memberships, revision },
          },
        }),
      ),
  };
}

describe('a list that is refused', () => {
  test.each([
    ['the user may not see it', refusal(403), 'ucwa.forbidden'],
    ['it lives in Exchange', ELSEWHERE, 'ucwa.readOnly'],
  ])('%s: what is known stays, and why is shown until it can be read', async (_, error, code) => {
    const { all, client, list, shown } = await read();
    const before = list();
    client.on(LIST, error);
    expect((await all()).ok).toBe(false);
    expect(list()).toEqual({ ...before, readOnly: error });
    expect(list().readOnly?.code).toBe(code);
    expect(shown().people).toEqual({ 'ann@x': ['sales'] });
    client.on(LIST, resource('myGroups', HREF.groups));
    await all();
    expect(list().readOnly).toBeNull();
  });

  test.each([noAnswer(), refusal(503), refusal(401), refusal(400), refusal(403, 'MaxEventCountReached')])(
    'other failures are no reason to call it so: %o',
    async (error) => {
      const { all, client, list } = await read();
      client.on(LIST, error);
      await all();
      expect(list().readOnly).toBeNull();
    },
  );

  test('the server does not offer it at all', async () => {
    const { store, clock, application } = reading();
    const reader = createListReader({ ...application, people: resource('people', '/people') }, store, clock);
    expect(await reader.read(everything())).toMatchObject({
      ok: false,
      error: { code: 'ucwa.forbidden', remedy: 'hide' },
    });
    expect(store.state.list).toMatchObject({ state: 'none', readOnly: { code: 'ucwa.forbidden' } });
  });

  test('that it can be read does not tell that it can be written, while it is being moved', async () => {
    const { all, store, list } = await read();
    store.dispatch(set('list', { ...list(), readOnly: MOVING }));
    await all();
    expect(list().readOnly).toEqual(MOVING);
  });

  test('a part that can be read tells nothing', async () => {
    const { reader, store, list } = await read();
    store.dispatch(set('list', { ...list(), readOnly: ELSEWHERE }));
    await reader.read({ ...fresh(), groups: true });
    expect(list().readOnly).toEqual(ELSEWHERE);
  });
});

describe('what the server lets the user do, read again', () => {
  const HUB = { ...fresh(), hub: true };

  test('nothing any more: nobody can be put into a group, and the list says why', async () => {
    const { reader, hub, group, list } = await read();
    expect(group()?.canChangeMembers).toBe(true);
    hub(1);
    expect(await reader.read({ ...HUB })).toEqual({ ok: true, value: null });
    expect(group()?.canChangeMembers).toBe(false);
    expect(list()).toMatchObject({ state: 'current', readOnly: { code: 'ucwa.forbidden' } });
  });

  test('it stays so until it is offered again, also when everything is read', async () => {
    const { reader, all, hub, group, list } = await read();
    hub(1);
    await reader.read({ ...HUB });
    await all();
    expect([group()?.canChangeMembers, list().readOnly?.code]).toEqual([false, 'ucwa.forbidden']);
    hub(2);
    await reader.read({ ...HUB });
    expect([group()?.canChangeMembers, list().readOnly]).toEqual([true, null]);
  });

  test('as before: the refusal was about something else', async () => {
    const { reader, hub, group, list } = await read();
    hub(2);
    await reader.read({ ...HUB });
    expect([group()?.canChangeMembers, list().readOnly]).toEqual([true, null]);
  });

  test('cannot be read now: it stays to be read', async () => {
    const { reader, client, group } = await read();
    client.on('GET /people', noAnswer());
    const stale = { ...HUB };
    expect(await reader.read(stale)).toMatchObject({ ok: true, value: { code: 'network.unreachable' } });
    expect(stale).toEqual(HUB);
    expect(group()?.canChangeMembers).toBe(true);
  });

  test('cannot be read at all: nothing is asked without end', async () => {
    const { reader, client } = await read();
    client.on('GET /people', refusal(403));
    const stale = { ...HUB };
    expect(await reader.read(stale)).toEqual({ ok: true, value: null });
    expect(stale).toEqual(fresh());
  });
});

test('a group of which the application says that it is gone itself stays to be read', async () => {
  const { reader, client, shown } = await read();
  client.on(`GET ${HREF.members('sales')}`, refusal(404, 'ApplicationNotFound'));
  const stale = { ...fresh(), members: new Set(['sales']) };
  expect(await reader.read(stale)).toMatchObject({ ok: false, error: { remedy: 'recreate' } });
  expect(stale.members).toEqual(new Set(['sales']));
  expect(shown().people).toEqual({ 'ann@x': ['sales'] });
});

describe('what will not be read however often it is asked for', () => {
  const TOO_LARGE = appError('ucwa.tooLarge', 'The server sent an answer that is too large.');

  test('the groups: the list says why until they are read', async () => {
    const { all, client, list, shown } = await read();
    client.on(LIST, TOO_LARGE);
    await all();
    expect(list()).toMatchObject({ state: 'current', readOnly: null, unread: TOO_LARGE });
    expect(shown().people).toEqual({ 'ann@x': ['sales'] });
    client.on(LIST, resource('myGroups', HREF.groups));
    await all();
    expect(list()).not.toHaveProperty('unread');
  });

  test('the members of a group: what is known of them stays, and the list says why until they are read', async () => {
    const { put, reader, client, list, shown } = await read();
    put('service', ['bo@x']);
    const members = `GET ${HREF.members('sales')}`;
    client.on(members, TOO_LARGE);
    await reader.read(everything());
    expect(list()).toMatchObject({ state: 'current', unread: TOO_LARGE });
    expect(shown().people).toEqual({ 'ann@x': ['sales'], 'bo@x': ['service'] });
    await reader.read({ ...fresh(), members: new Set(['service']) });
    expect(list().unread).toEqual(TOO_LARGE);
    client.on(members, resource('contacts', HREF.members('sales')));
    await reader.read({ ...fresh(), members: new Set(['sales']) });
    expect(list()).not.toHaveProperty('unread');
  });

  test('a group that went takes its error along', async () => {
    const { put, groups, reader, client, list } = await read();
    put('service', []);
    client.on(`GET ${HREF.members('service')}`, TOO_LARGE);
    await reader.read(everything());
    expect(list().unread).toEqual(TOO_LARGE);
    groups.delete('service');
    await reader.read({ ...fresh(), groups: true });
    expect(list()).not.toHaveProperty('unread');
  });

  test.each([refusal(403), refusal(503), noAnswer()])('a group that is not for the user is none: %o', async (error) => {
    const { reader, client, list } = await read();
    client.on(`GET ${HREF.members('sales')}`, error);
    await reader.read(everything());
    expect(list()).not.toHaveProperty('unread');
  });
});
