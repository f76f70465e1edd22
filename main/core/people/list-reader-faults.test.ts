import { describe, expect, test } from 'vitest';
import { noAnswer, refusal } from '../testing/client.ts';
import { HREF } from '../testing/contact-list.ts';
import { fresh, isFresh } from './stale.ts';
import { reading, everything } from '../testing/list-reading.ts';

describe('a group that goes between two readings', () => {
  test('its members are asked for: the list is read again and the group goes', async () => {
    const { put, all, groups, reader, shown } = reading();
    put('sales', ['ann@x']);
    put('team', ['ben@x']);
    await all();
    groups.delete('team');
    await reader.read({ ...fresh(), members: new Set(['team']) });
    expect(shown()).toEqual({ groups: { sales: 'Group sales' }, people: { 'ann@x': ['sales'] } });
  });

  test('while everything is read: alike', async () => {
    const { put, all, groups, client, shown } = reading();
    put('sales', ['ann@x']);
    put('team', ['ben@x']);
    client.on(`GET ${HREF.members('team')}`, () => {
      groups.delete('team');
      return refusal(404);
    });
    const stale = everything();
    expect((await all()).ok).toBe(true);
    expect(shown()).toEqual({ groups: { sales: 'Group sales' }, people: { 'ann@x': ['sales'] } });
    expect(stale.members.size).toBe(0);
  });

  test('a server that goes on naming it is not asked without end', async () => {
    const { put, reader, client, shown } = reading();
    put('sales', ['ann@x']);
    put('team', []);
    client.on(`GET ${HREF.members('team')}`, refusal(404));
    const stale = everything();
    expect(await reader.read(stale)).toEqual({ ok: true, value: null });
    expect(isFresh(stale)).toBe(true);
    expect(client.of(`GET ${HREF.groups}`)).toHaveLength(2);
    expect(shown().people).toEqual({ 'ann@x': ['sales'] });
  });

  test('if the list cannot be read then, it stays to be read', async () => {
    const { put, all, groups, reader, client, shown } = reading();
    put('sales', ['ann@x']);
    put('team', ['ben@x']);
    await all();
    groups.delete('team');
    client.on(`GET ${HREF.groups}`, noAnswer());
    const stale = { ...fresh(), members: new Set(['team']) };
    expect(await reader.read(stale)).toMatchObject({ ok: true, value: { code: 'network.unreachable' } });
    expect(stale.groups).toBe(true);
    expect(shown().groups).toHaveProperty('team');
  });
});

describe('what cannot be read', () => {
  test('the list of groups: nothing is applied, everything stays to be read', async () => {
    const { put, all, groups, client, reader, shown, store } = reading();
    put('sales', ['ann@x']);
    await all();
    groups.get('sales')!.members = [];
    client.on(`GET ${HREF.groups}`, noAnswer());
    const { revision } = store.state;
    const stale = { ...everything(), members: new Set(['sales']), contacts: new Set(['/c']) };
    expect(await reader.read(stale)).toMatchObject({ ok: false, error: { code: 'network.unreachable' } });
    expect(stale).toEqual({ ...everything(), members: new Set(['sales']), contacts: new Set(['/c']) });
    expect(store.state.revision).toBe(revision);
    expect(shown().people).toEqual({ 'ann@x': ['sales'] });
  });

  test('no group at all: the same', async () => {
    const { put, client, reader, store } = reading();
    put('sales', ['ann@x']);
    put('team', ['ann@x']);
    for (const id of ['sales', 'team']) client.on(`GET ${HREF.members(id)}`, noAnswer());
    const stale = everything();
    expect((await reader.read(stale)).ok).toBe(false);
    expect(stale).toEqual(everything());
    expect(store.state.revision).toBe(0);
  });

  test.each([403, 409, 400])('one group (%i): what is known of it stays, the others are shown', async (status) => {
    const { put, all, groups, client, shown } = reading();
    put('sales', ['ann@x']);
    put('team', ['ben@x']);
    await all();
    groups.get('sales')!.members = ['ann@x', 'cid@x'];
    client.on(`GET ${HREF.members('team')}`, refusal(status));
    expect(await all()).toEqual({ ok: true, value: null });
    expect(shown().people).toEqual({ 'ann@x': ['sales'], 'cid@x': ['sales'], 'ben@x': ['team'] });
  });

  test('one group that fails in a way that may pass: the others are shown, it stays to be read', async () => {
    const { put, client, reader, shown, store } = reading();
    put('sales', ['ann@x']);
    put('team', ['ben@x']);
    client.on(`GET ${HREF.members('team')}`, refusal(500));
    const stale = everything();
    expect(await reader.read(stale)).toMatchObject({ ok: true, value: { code: 'ucwa.serviceFailure' } });
    expect(stale).toEqual({ ...fresh(), members: new Set(['team']) });
    expect(shown()).toMatchObject({
      groups: { sales: 'Group sales', team: 'Group team' },
      people: { 'ann@x': ['sales'] },
    });
    expect(store.state.list.state).toBe('current');
  });

  test('one contact that fails in a way that may pass stays to be read, the others are shown', async () => {
    const { put, all, facts, client, reader, store } = reading();
    put('sales', ['ann@x', 'ben@x']);
    await all();
    facts.set('ann@x', { title: 'Chief' });
    client.on(`GET ${HREF.contact('ben@x')}`, refusal(503));
    const stale = { ...fresh(), contacts: new Set(['ann@x', 'ben@x'].map(HREF.contact)) };
    expect(await reader.read(stale)).toMatchObject({ ok: true, value: { code: 'ucwa.unavailable' } });
    expect(stale).toEqual({ ...fresh(), contacts: new Set([HREF.contact('ben@x')]) });
    expect(store.state.contacts.get('ann@x')?.title).toBe('Chief');
  });

  test('a contact that is gone is no failure', async () => {
    const { put, all, reader } = reading();
    put('sales', ['ann@x']);
    await all();
    const stale = { ...fresh(), contacts: new Set(['/people/gone']) };
    expect(await reader.read(stale)).toEqual({ ok: true, value: null });
    expect(isFresh(stale)).toBe(true);
  });
});
