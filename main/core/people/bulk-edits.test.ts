import { describe, expect, test } from 'vitest';
import type { AppError } from '../result.ts';
import { AT_ONCE } from '../edits/attempt.ts';
import { set } from '../store/actions.ts';
import { follow, historyEntry } from '../testing/entities.ts';
import { refusal } from '../testing/client.ts';
import { HREF } from '../testing/contact-list.ts';
import { ann, edits, POST_GROUP, POST_MEMBER } from '../testing/people-edits.ts';
import { executePeopleEdit, type PeopleWish } from './edits.ts';

const ben = { address: 'ben@x', name: 'Ben' };
const cid = { address: 'cid@x', name: 'Cid' };
const LATE = { ...AT_ONCE, late: true };
const inTeam: PeopleWish = { kind: 'membersAdd', groupId: 'team', groupName: 'Team', people: [ann, ben, cid] };
const inNew: PeopleWish = { kind: 'membersAdd', groupId: null, groupName: 'Chess', people: [ann, cid] };

/** The same, and who was refused. */
async function many() {
  const server = await edits();
  const refused: [string, AppError['code']][] = [];
  const pauses: number[] = [];
  const run = (wish: PeopleWish, attempt = AT_ONCE) =>
    executePeopleEdit(wish, server.application, server.people, server.store, attempt, {
      refused: (address, { code }) => void refused.push([address, code]),
      pause: async (ms) => void pauses.push(ms),
    });
  const posted = () => server.client.of(POST_MEMBER).map(({ body }) => String(body?.['contactUri']).slice(4));
  return { ...server, refused, pauses, run, posted };
}

describe('many into a group', () => {
  test('only who is not in it is asked for', async () => {
    const { run, posted, groupsOf } = await many();
    expect(await run(inTeam)).toEqual({ ok: true, value: null });
    expect(posted()).toEqual(['ann@x', 'cid@x']);
    expect(groupsOf('cid@x')).toEqual(['team']);
  });

  test('goes out a few at a time, with pauses', async () => {
    const { run, posted, pauses } = await many();
    const crowd = Array.from({ length: 12 }, (_, n) => ({ address: `p${n}@x`, name: '' }));
    await run({ ...inTeam, people: crowd });
    expect(posted()).toHaveLength(12);
    expect(pauses.map((ms) => ms > 0)).toEqual([true, true]);
  });

  test('once it is stopped by what may pass, the rest is not asked for', async () => {
    const { run, client, posted } = await many();
    const crowd = Array.from({ length: 12 }, (_, n) => ({ address: `p${n}@x`, name: '' }));
    client.on(POST_MEMBER, refusal(503));
    await run({ ...inTeam, people: crowd });
    expect(posted()).toEqual(['p0@x']);
  });

  test('a late attempt goes on where an earlier one stopped', async () => {
    const { run, posted, groups } = await many();
    groups.get('team')!.members.push('ann@x');
    expect(await run(inTeam, LATE)).toEqual({ ok: true, value: null });
    expect(posted()).toEqual(['cid@x']);
  });

  test('one who is refused stops nobody, and is told of', async () => {
    const { run, client, groups, refused, groupsOf } = await many();
    client.on(POST_MEMBER, (call) => {
      const address = String(call.body?.['contactUri']).slice(4);
      if (address === 'ann@x') return refusal(400, 'ParameterValidationFailure');
      groups.get('team')!.members.push(address);
      return null;
    });
    expect(await run(inTeam)).toMatchObject({ ok: false, error: { code: 'ucwa.badRequest', remedy: 'tell' } });
    expect(refused).toEqual([['ann@x', 'ucwa.badRequest']]);
    expect(groupsOf('cid@x')).toEqual(['team']);
  });

  test('what the server says yes to and does not do is told of', async () => {
    const { run, client, refused } = await many();
    client.on(POST_MEMBER, null);
    expect(await run(inTeam)).toMatchObject({ ok: false, error: { code: 'edit.notChanged' } });
    expect(refused.map(([address]) => address)).toEqual(['ann@x', 'cid@x']);
  });

  test('what may pass fails as that, and nobody is told of yet', async () => {
    const { run, client, refused } = await many();
    client.on(POST_MEMBER, refusal(503));
    expect(await run(inTeam)).toMatchObject({ ok: false, error: { code: 'ucwa.unavailable' } });
    expect(refused).toEqual([]);
  });

  test('not into a group that is gone', async () => {
    const { run, writes } = await many();
    expect(await run({ ...inTeam, groupId: 'old' })).toMatchObject({ error: { code: 'edit.noLongerPossible' } });
    expect(writes()).toEqual([]);
  });
});

describe('into a group by its name', () => {
  test('it is made first, and its people with it', async () => {
    const { run, client, groupsOf, names } = await many();
    expect(await run(inNew)).toEqual({ ok: true, value: null });
    expect(client.of(POST_GROUP)).toHaveLength(1);
    expect(names()).toContain('Chess');
    expect(groupsOf('cid@x')).toEqual(['new']);
  });

  test('one that is there is used, whatever the case of its name', async () => {
    const { run, client, groupsOf } = await many();
    expect(await run({ ...inNew, groupName: 'GROUP TEAM ' })).toEqual({ ok: true, value: null });
    expect(client.of(POST_GROUP)).toEqual([]);
    expect(groupsOf('cid@x')).toEqual(['team']);
  });

  test('who is to leave another group leaves it once they have arrived, and not before', async () => {
    const { run, client, groups, refused, groupsOf, writes } = await many();
    client.on(POST_MEMBER, (call) => {
      const address = String(call.body?.['contactUri']).slice(4);
      if (address === 'ben@x') return refusal(403);
      groups.get('new')!.members.push(address);
      return null;
    });
    const leaving = { groupId: 'sales', addresses: ['ann@x', 'ben@x'] };
    const wish: PeopleWish = { ...inNew, people: [ann, ben, cid], leaving };
    expect(await run(wish)).toMatchObject({ ok: false, error: { code: 'ucwa.forbidden' } });
    expect(refused).toEqual([['ben@x', 'ucwa.forbidden']]);
    expect([groupsOf('ann@x'), groupsOf('ben@x'), groupsOf('cid@x')]).toEqual([['new'], ['sales', 'team'], ['new']]);
    expect(writes().filter(({ method }) => method === 'DELETE')).toHaveLength(1);
  });

  test('nobody leaves while the server cannot add, and a refusal to let them go is told', async () => {
    const { run, client, refused, groupsOf } = await many();
    const wish: PeopleWish = { ...inNew, people: [ann], leaving: { groupId: 'sales', addresses: ['ann@x'] } };
    client.on(`DELETE ${HREF.membership('sales', 'ann@x')}`, refusal(403));
    expect(await run(wish)).toMatchObject({ ok: false, error: { code: 'ucwa.forbidden' } });
    expect(refused).toEqual([['ann@x', 'ucwa.forbidden']]);
    expect(groupsOf('ann@x')).toEqual(['new', 'sales']);
    const later = await many();
    later.client.on(POST_MEMBER, refusal(503));
    expect(await later.run(wish)).toMatchObject({ error: { code: 'ucwa.unavailable' } });
    expect(later.groupsOf('ann@x')).toEqual(['sales']);
    expect(later.writes().filter(({ method }) => method === 'DELETE')).toEqual([]);
  });

  test('a refusal to make it is the outcome', async () => {
    const { run, client, posted } = await many();
    client.on(POST_GROUP, refusal(409, 'TooManyGroups'));
    expect(await run(inNew)).toMatchObject({ ok: false, error: { code: 'ucwa.tooManyGroups' } });
    expect(posted()).toEqual([]);
  });

  test('made again, it is followed again where the one before was', async () => {
    const { run, store } = await many();
    store.dispatch({ type: 'followPut', follow: follow('group', 'old', { name: 'Chess' }) });
    store.dispatch({ type: 'followPut', follow: follow('group', 'sales', { name: 'Group sales' }) });
    await run(inNew);
    expect([...store.state.follows.keys()].sort()).toEqual(['group:new', 'group:sales']);
  });

  test('made again by an attempt that was cut off right after, it is followed and muted again by the next', async () => {
    const { run, store, put, people } = await many();
    const mutedGroups = [{ id: 'old', until: null }];
    store.dispatch(
      { type: 'followPut', follow: follow('group', 'old', { name: 'Chess' }) },
      { type: 'followPut', follow: follow('group', 'team', { name: 'Group team' }) },
      set('settings', { ...store.state.settings, mutedGroups }),
      {
        type: 'historyAdded',
        entries: [historyEntry('h1', { kind: 'groupDeleted', groupName: 'Chess', groupId: 'old' })],
      },
    );
    put('new', [], { name: 'Chess' });
    await people.reread({ groups: true });
    expect(await run({ ...inNew, people: [] }, LATE)).toEqual({ ok: true, value: null });
    expect([...store.state.follows.keys()].sort()).toEqual(['group:new', 'group:team']);
    expect(store.state.settings.mutedGroups).toEqual([{ id: 'new', until: null }]);
  });

  test('made again, it is muted again where the one before was', async () => {
    const { run, store } = await many();
    const { settings } = store.state;
    const mutedGroups = ['old', 'sales', 'other'].map((id) => ({ id, until: null }));
    const deleted = { kind: 'groupDeleted' as const, groupName: 'Chess' };
    store.dispatch(set('settings', { ...settings, mutedGroups }), {
      type: 'historyAdded',
      entries: [
        historyEntry('h1', { ...deleted, groupId: 'old' }),
        historyEntry('h2', { ...deleted, groupId: 'other', groupName: 'Go' }),
      ],
    });
    await run(inNew);
    expect(store.state.settings.mutedGroups.map(({ id }) => id)).toEqual(['new', 'sales', 'other']);
  });
});

describe('many from one group to another', () => {
  const wish: PeopleWish = { kind: 'membersMove', from: 'sales', to: 'team', people: [ann, ben] };

  test('who is not there is added first, then all leave', async () => {
    const { run, writes, groupsOf } = await many();
    expect(await run(wish)).toEqual({ ok: true, value: null });
    expect(writes().map(({ method }) => method)).toEqual(['POST', 'DELETE', 'DELETE']);
    expect([groupsOf('ann@x'), groupsOf('ben@x')]).toEqual([['team'], ['team']]);
  });

  test('who is refused there stays where they were', async () => {
    const { run, client, refused, groupsOf } = await many();
    client.on(POST_MEMBER, refusal(403));
    expect(await run(wish)).toMatchObject({ ok: false, error: { code: 'ucwa.forbidden' } });
    expect(refused).toEqual([['ann@x', 'ucwa.forbidden']]);
    expect([groupsOf('ann@x'), groupsOf('ben@x')]).toEqual([['sales'], ['team']]);
  });

  test('nobody leaves while the server cannot add', async () => {
    const { run, client, writes } = await many();
    client.on(POST_MEMBER, refusal(503));
    expect(await run(wish)).toMatchObject({ ok: false, error: { code: 'ucwa.unavailable' } });
    expect(writes().map(({ method }) => method)).toEqual(['POST']);
  });

  test('a late attempt finishes, and does not bring back who was taken away meanwhile', async () => {
    const { run, groups, posted, groupsOf } = await many();
    groups.get('sales')!.members = ['ben@x'];
    expect(await run(wish, LATE)).toMatchObject({ ok: false, error: { code: 'ucwa.preconditionFailed' } });
    expect(posted()).toEqual([]);
    expect(groupsOf('ben@x')).toEqual(['team']);
  });
});

describe('many out of a group', () => {
  const wish: PeopleWish = { kind: 'membersRemove', groupId: 'sales', groupName: 'Sales', people: [ann, cid] };

  test('who is in it goes, the others stay', async () => {
    const { run, writes, groupsOf } = await many();
    expect(await run(wish)).toEqual({ ok: true, value: null });
    expect(writes().map(({ href }) => href)).toEqual([HREF.membership('sales', 'ann@x')]);
    expect(groupsOf('ben@x')).toEqual(['sales', 'team']);
  });

  test('who is refused is told of', async () => {
    const { run, client, refused } = await many();
    client.on(`DELETE ${HREF.membership('sales', 'ann@x')}`, refusal(403));
    expect(await run(wish)).toMatchObject({ ok: false, error: { code: 'ucwa.forbidden' } });
    expect(refused).toEqual([['ann@x', 'ucwa.forbidden']]);
  });
});
