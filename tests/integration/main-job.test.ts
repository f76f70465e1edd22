/** The core against the simulator over real sockets and TLS: the main job, and what a server does to clients. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSimulator, type Simulator } from '../../simulator/index.ts';
import type { Http } from '../../main/core/ports.ts';
import type { State } from '../../main/core/store/state.ts';
import { expectListEqualsTruth, group, members, outsider } from '../support/list.ts';
import { EACH_MEDIUM, startRollcall, untilLive, type Rollcall } from '../support/rollcall.ts';
import { eventually, untilState } from '../support/wait.ts';

let simulator: Simulator;
let rollcall: Rollcall;

describe.each(EACH_MEDIUM)('in %s', (medium) => {
  beforeEach(async () => {
    simulator = await createSimulator({ port: 0, people: 60, seed: 1 });
  });

  afterEach(async () => {
    await rollcall.stop();
    const offences = simulator.control.offences();
    await simulator.close();
    expect(offences).toEqual([]);
  });

  async function live(): Promise<State> {
    rollcall = await startRollcall(simulator, { medium });
    await untilLive(rollcall.core);
    return rollcall.core.store.state;
  }

  describe('signing in', () => {
    test('reads groups, people and phones as the server has them', async () => {
      const state = await live();
      expectListEqualsTruth(simulator, rollcall.core.store.state);
      expect([...state.phones.keys()].sort()).toEqual(['home', 'mobile', 'other', 'work']);
      expect(state.phones.get('work')).toMatchObject({ canChangeNumber: false, canChangeVisibility: false });
      expect(state.me?.name).not.toBe('');
    });

    test('asks and tells in this medium only, except for tickets', async () => {
      const types = new Set<string | undefined>();
      const note = (http: Http): Http => ({
        send(request, signal) {
          const { accept, 'content-type': content } = request.headers;
          if (!request.url.endsWith('/oauthtoken')) for (const type of [accept, content]) if (type) types.add(type);
          return http.send(request, signal);
        },
      });
      const signInHelp = { systemUser: false, pages: null, openId: null };
      rollcall = await startRollcall(simulator, { medium, help: (http) => ({ http: note(http), signInHelp }) });
      await untilLive(rollcall.core);
      const own = [...types].filter((type) => type !== undefined && !type.startsWith('multipart/batching'));
      expect(own).toEqual([`application/${medium}`]);
    });

    test('ends with auth.denied for a wrong password', async () => {
      rollcall = await startRollcall(simulator, { medium, password: 'wrong' });
      await untilState(rollcall.core.store, 'ended', ({ connection }) => connection.phase === 'ended');
      expect(rollcall.core.store.state.connection).toMatchObject({ phase: 'ended', reason: { code: 'auth.denied' } });
    });

    test('leaves no application behind', async () => {
      await live();
      await rollcall.stop();
      expect(simulator.control.state().applications.filter(({ alive }) => alive)).toEqual([]);
    });
  });

  describe('changes by others', () => {
    test('a group added, renamed and deleted appears without asking', async () => {
      const state = await live();
      const { id } = simulator.control.act({ op: 'addGroup', name: 'Night shift' });
      await untilState(rollcall.core.store, 'the group is there', () =>
        [...state.groups.values()].some(({ name }) => name === 'Night shift'),
      );
      simulator.control.act({ op: 'renameGroup', id: id ?? '', name: 'Late shift' });
      await untilState(
        rollcall.core.store,
        'the group is renamed',
        () => state.groups.get(id ?? '')?.name === 'Late shift',
      );
      simulator.control.act({ op: 'deleteGroup', id: id ?? '' });
      await untilState(rollcall.core.store, 'the group is gone', () => !state.groups.has(id ?? ''));
      await eventually('three notifications', () => rollcall.shown.length === 3);
      expect(rollcall.shown.map(({ body }) => body)).toEqual([
        'The group Night shift was created.',
        'The group Night shift is now called Late shift.',
        'The group Late shift was deleted.',
      ]);
    });

    test('a contact entering a group raises exactly one notification with the right words', async () => {
      const state = await live();
      const sales = group(state, 'Sales');
      const address = outsider(simulator, rollcall.core.store.state, sales.id);
      simulator.control.act({ op: 'addMember', groupId: sales.id, address });
      await untilState(rollcall.core.store, 'the contact is in', () => members(state, sales.id).includes(address));
      await eventually('a notification', () => rollcall.shown.length > 0);
      expect(rollcall.shown.map(({ title, body }) => ({ title, body }))).toEqual([
        { title: 'Sales', body: `${state.contacts.get(address)?.name} was added to Sales.` },
      ]);
      expect([...state.history.values()].map(({ kind, by }) => ({ kind, by }))).toEqual([
        { kind: 'contactAdded', by: 'other' },
      ]);
    });

    test('after the server dropped the application the list is right again, with the difference told once', async () => {
      const state = await live();
      simulator.control.session({ op: 'dropApplication', how: '404' });
      const { id } = simulator.control.act({ op: 'addGroup', name: 'While dropped' });
      await untilState(rollcall.core.store, 'the group is there', () => state.groups.has(id ?? ''));
      await untilLive(rollcall.core);
      expectListEqualsTruth(simulator, rollcall.core.store.state);
      await eventually('a notification', () => rollcall.shown.length > 0);
      expect(rollcall.shown).toHaveLength(1);
      expect(simulator.control.state().applications.filter(({ alive }) => alive)).toHaveLength(1);
    });
  });

  describe('own edits', () => {
    test('create, rename and delete a group', async () => {
      const state = await live();
      const { commands } = rollcall.core;
      await commands['groups.create']({ name: 'Chess' });
      await untilState(
        rollcall.core.store,
        'created',
        () => state.edits.size === 0 && [...state.groups.values()].some(({ name }) => name === 'Chess'),
      );
      const { id } = group(state, 'Chess');
      await commands['groups.rename']({ groupId: id, name: 'Chess club' });
      await untilState(
        rollcall.core.store,
        'renamed',
        () => state.edits.size === 0 && state.groups.get(id)?.name === 'Chess club',
      );
      expectListEqualsTruth(simulator, rollcall.core.store.state);
      await commands['groups.delete']({ groupId: id });
      await untilState(rollcall.core.store, 'deleted', () => state.edits.size === 0 && !state.groups.has(id));
      expectListEqualsTruth(simulator, rollcall.core.store.state);
      expect([...state.history.values()].map(({ by }) => by)).toEqual(['me', 'me', 'me']);
      expect(rollcall.shown).toEqual([]);
    });

    test('add, move and remove a contact', async () => {
      const state = await live();
      const { commands, store } = rollcall.core;
      const sales = group(state, 'Sales');
      const support = group(state, 'Support');
      const address = outsider(simulator, rollcall.core.store.state, sales.id);
      await commands['contacts.add']({ address, name: '', groupId: sales.id });
      await untilState(store, 'added', () => state.edits.size === 0);
      expect(members(state, sales.id)).toContain(address);
      await commands['contacts.move']({ address, from: sales.id, to: support.id });
      await untilState(store, 'moved', () => state.edits.size === 0);
      expect(members(state, sales.id)).not.toContain(address);
      expect(members(state, support.id)).toContain(address);
      await commands['contacts.removeFromAll']({ address });
      await untilState(store, 'removed', () => state.edits.size === 0);
      expectListEqualsTruth(simulator, rollcall.core.store.state);
    });

    test('hide a number and change it', async () => {
      const state = await live();
      const { commands, store } = rollcall.core;
      const before = state.phones.get('mobile');
      await commands['phones.setVisible']({ phone: 'mobile', visible: !before?.visible });
      await untilState(store, 'switched', () => state.edits.size === 0);
      expect(simulator.control.state().phones.mobile.visible).toBe(!before?.visible);
      expect(state.phones.get('mobile')?.visible).toBe(!before?.visible);
      await commands['phones.setNumber']({ phone: 'mobile', number: '+1 (425) 555-0199' });
      await untilState(store, 'changed', () => state.edits.size === 0);
      expect(simulator.control.state().phones.mobile).toEqual(
        expect.objectContaining({ number: 'tel:+14255550199', visible: !before?.visible }),
      );
      expect(state.phones.get('mobile')).toMatchObject({ number: 'tel:+14255550199', notChanged: false });
    });

    test('a refused switch springs back with the reason; an ignored one says it was not changed', async () => {
      const state = await live();
      const { commands, store } = rollcall.core;
      const before = state.phones.get('mobile')?.visible ?? false;
      simulator.control.fault({
        match: { method: 'POST', path: 'changeVisibility' },
        action: { type: 'status', status: 403, code: 'Forbidden' },
      });
      await commands['phones.setVisible']({ phone: 'mobile', visible: !before });
      await untilState(store, 'failed', () => [...state.edits.values()].some(({ status }) => status === 'failed'));
      expect([...state.edits.values()][0]?.error).toMatchObject({ code: 'ucwa.forbidden', status: 403 });
      expect(state.phones.get('mobile')?.visible).toBe(before);
      simulator.control.fault({ match: { method: 'POST', path: 'changeVisibility' }, action: { type: 'ignore' } });
      await commands['phones.setVisible']({ phone: 'mobile', visible: !before });
      await untilState(store, 'not changed', () => state.phones.get('mobile')?.notChanged === true);
      await untilState(store, 'settled', () => state.edits.size === 0);
    });
  });

  describe('a restart', () => {
    test('shows the last list at once, then one summary of what changed meanwhile', async () => {
      const state = await live();
      const sales = group(state, 'Sales');
      await rollcall.core.commands['follows.add']({ kind: 'group', target: sales.id });
      await untilState(rollcall.core.store, 'held', () =>
        [...state.follows.values()].every(({ status }) => status === 'held'),
      );
      const address = outsider(simulator, rollcall.core.store.state, sales.id);
      await rollcall.stop();
      simulator.control.act({ op: 'addMember', groupId: sales.id, address });
      simulator.control.act({ op: 'addGroup', name: 'New while away' });
      rollcall = await startRollcall(simulator, { medium, documents: rollcall.documents });
      expect(rollcall.core.store.state.list.state).toBe('cached');
      expect(rollcall.core.store.state.groups.get(sales.id)?.name).toBe('Sales');
      await untilLive(rollcall.core);
      expectListEqualsTruth(simulator, rollcall.core.store.state);
      const history = [...rollcall.core.store.state.history.values()];
      expect(history.map(({ kind, count }) => ({ kind, count }))).toEqual([{ kind: 'whileAway', count: 2 }]);
      await untilState(
        rollcall.core.store,
        'held again',
        ({ follows }) => [...follows.values()].every(({ status }) => status === 'held') && follows.size === 1,
      );
    });
  });

  test('no secret reaches the log or the disk', async () => {
    await live();
    await rollcall.stop();
    const written = [...rollcall.documents.values(), ...rollcall.log].join('\n');
    expect(written).not.toContain(simulator.password);
    // Where discovery led is kept for the next start, and nothing else that was asked for (PROTOCOL 2.1).
    const found = new RegExp(`https://[a-z0-9]+\\.${simulator.domain}(/ucwa/oauth/v1/applications)?"`, 'g');
    expect(written).toMatch(found);
    expect(written.replace(found, '')).not.toMatch(/cwt=|Bearer|\/ucwa\/|https?:\/\//);
  });
});
