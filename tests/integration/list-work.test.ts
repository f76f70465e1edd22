/** What is done to the list at a stretch: undone, exported, imported, many at once; against the simulator. */
import { describe, expect, test } from 'vitest';
import type { Core } from '../../main/core/core.ts';
import type { HistoryEntry, State } from '../../main/core/store/state.ts';
import { expectListEqualsTruth, group, members, outsider } from '../support/list.ts';
import { inSession, startRollcall, untilLive } from '../support/rollcall.ts';
import { untilState } from '../support/wait.ts';
import { createSimulator } from '../../simulator/index.ts';

/** A test clicks faster than a person. */
const QUICK = { rateLimit: 60 };

const settled = (core: Core): Promise<void> =>
  untilState(core.store, 'all edits are settled', ({ edits }) => edits.size === 0);

const worked = (core: Core): Promise<void> =>
  untilState(
    core.store,
    'all jobs are done',
    ({ jobs }) => jobs.length > 0 && jobs.every(({ status }) => status === 'done'),
  );

function entries(state: State): HistoryEntry[] {
  return [...state.history.values()];
}

/** The id of the default group. */
function otherContacts({ groups }: State): string {
  return [...groups.values()].find(({ kind }) => kind === 'defaultGroup')?.id ?? '';
}

/** The value of an answer; fails the test with the error otherwise. */
function valueOf<T>(answer: { ok: true; value: T } | { ok: false; error: { message: string } }): T {
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value;
}

describe('undo', () => {
  test('a group that was deleted comes back with its people and its follow', async () => {
    await inSession({ people: 40, seed: 3, medium: 'json', knobs: QUICK }, async (simulator, { core, shown }) => {
      const { store, commands } = core;
      const sales = group(store.state, 'Sales');
      const inside = members(store.state, sales.id);
      const others = otherContacts(store.state);
      const there = members(store.state, others);
      await commands['follows.add']({ kind: 'group', target: sales.id });
      await untilState(store, 'followed', ({ follows }) => follows.get(`group:${sales.id}`)?.status === 'held');
      const editId = valueOf(await commands['groups.delete']({ groupId: sales.id }));
      await settled(core);
      const entry = entries(store.state).find((one) => one.editId === editId);
      expect(entry).toMatchObject({ kind: 'groupDeleted', by: 'me', undo: 'possible' });
      expect(members(store.state, others).length).toBeGreaterThan(there.length);

      const ids = valueOf(await commands['history.undo']({ id: entry?.id ?? '' }));
      expect(store.state.history.get(entry?.id ?? '')?.undo).toBe('underWay');
      expect(ids.every((id) => store.state.edits.has(id))).toBe(true);
      await settled(core);
      const again = group(store.state, 'Sales');
      expect(members(store.state, again.id)).toEqual(inside);
      expect(again.id).not.toBe(sales.id);
      expect(members(store.state, others)).toEqual(there);
      expectListEqualsTruth(simulator, store.state);
      await untilState(store, 'followed again', ({ follows }) => follows.get(`group:${again.id}`)?.status === 'held');
      expect(store.state.follows.size).toBe(1);
      expect(store.state.history.get(entry?.id ?? '')?.undo).toBe('done');
      expect(entries(store.state).map(({ by }) => by)).not.toContain('other');
      expect(shown).toEqual([]);
    });
  });

  test('who came to the other contacts by another hand since a group was deleted stays there', async () => {
    await inSession({ people: 40, seed: 3, medium: 'json', knobs: QUICK }, async (simulator, { core }) => {
      const { store, commands } = core;
      const others = otherContacts(store.state);
      const there = members(store.state, others);
      const editId = valueOf(await commands['groups.delete']({ groupId: group(store.state, 'Sales').id }));
      await settled(core);
      const touched = members(store.state, others).find((address) => !there.includes(address)) ?? '';
      const isThere = (): boolean => members(store.state, others).includes(touched);
      simulator.control.act({ op: 'removeMember', groupId: others, address: touched });
      await untilState(store, 'one has left', () => !isThere());
      simulator.control.act({ op: 'addMember', groupId: others, address: touched });
      await untilState(store, 'one is back', isThere);
      const entry = entries(store.state).find((one) => one.editId === editId);
      valueOf(await commands['history.undo']({ id: entry?.id ?? '' }));
      await settled(core);
      expect(members(store.state, others)).toEqual([...there, touched].sort());
      expect(members(store.state, group(store.state, 'Sales').id)).toContain(touched);
      expectListEqualsTruth(simulator, store.state);
    });
  });

  test('an empty group that was followed and muted is so again', async () => {
    await inSession({ people: 40, seed: 3, medium: 'xml', knobs: QUICK }, async (_, { core }) => {
      const { store, commands } = core;
      await commands['groups.create']({ name: 'Empty' });
      await settled(core);
      const { id } = group(store.state, 'Empty');
      await commands['follows.add']({ kind: 'group', target: id });
      await untilState(store, 'followed', ({ follows }) => follows.get(`group:${id}`)?.status === 'held');
      await commands['settings.update']({ mutedGroups: [{ id, until: null }] });
      await commands['groups.delete']({ groupId: id });
      await settled(core);
      const entry = entries(store.state).find(({ kind }) => kind === 'groupDeleted');
      valueOf(await commands['history.undo']({ id: entry?.id ?? '' }));
      await settled(core);
      const again = group(store.state, 'Empty').id;
      expect(again).not.toBe(id);
      await untilState(store, 'followed again', ({ follows }) => follows.get(`group:${again}`)?.status === 'held');
      expect([...store.state.follows.keys()]).toEqual([`group:${again}`]);
      expect(store.state.settings.mutedGroups).toEqual([{ id: again, until: null }]);
    });
  });

  test('a name, a person added, removed, moved, and removed from everywhere', async () => {
    await inSession({ people: 40, seed: 4, medium: 'xml', knobs: QUICK }, async (simulator, { core, shown }) => {
      const { store, commands } = core;
      const { state } = store;
      const [sales, support] = [group(state, 'Sales'), group(state, 'Support')];
      const address = outsider(simulator, state, sales.id);
      const before = new Map([...state.groups.keys()].map((id) => [id, members(state, id)]));
      const undoLast = async (): Promise<void> => {
        await settled(core);
        valueOf(await commands['history.undo']({ id: entries(state).at(-1)?.id ?? '' }));
        await settled(core);
        expectListEqualsTruth(simulator, state);
      };

      await commands['groups.rename']({ groupId: sales.id, name: 'Selling' });
      await undoLast();
      expect(state.groups.get(sales.id)?.name).toBe('Sales');
      await commands['contacts.add']({ address, name: '', groupId: sales.id });
      await undoLast();
      expect(members(state, sales.id)).not.toContain(address);

      const [mover] = members(state, sales.id).filter((one) => !members(state, support.id).includes(one));
      await commands['contacts.remove']({ address: mover ?? '', groupId: sales.id });
      await undoLast();
      expect(members(state, sales.id)).toContain(mover);
      await commands['contacts.move']({ address: mover ?? '', from: sales.id, to: support.id });
      await settled(core);
      expect(entries(state).at(-1)).toMatchObject({
        kind: 'contactMoved',
        by: 'me',
        from: 'Sales',
        groupName: 'Support',
      });
      await undoLast();

      await commands['contacts.add']({ address: mover ?? '', name: '', groupId: support.id });
      await settled(core);
      await commands['contacts.removeFromAll']({ address: mover ?? '' });
      await undoLast();
      expect(members(state, sales.id)).toContain(mover);
      expect(members(state, support.id)).toContain(mover);
      await commands['contacts.remove']({ address: mover ?? '', groupId: support.id });
      await settled(core);
      expect(new Map([...state.groups.keys()].map((id) => [id, members(state, id)]))).toEqual(before);
      expect(shown).toEqual([]);
    });
  });

  test('what another client did, too; and not what was changed again', async () => {
    await inSession({ people: 40, seed: 5, medium: 'json', knobs: QUICK }, async (simulator, { core }) => {
      const { store, commands } = core;
      const sales = group(store.state, 'Sales');
      const inside = members(store.state, sales.id);
      simulator.control.act({ op: 'deleteGroup', id: sales.id });
      await untilState(store, 'it is gone', ({ groups }) => !groups.has(sales.id));
      await untilState(store, 'that is told', ({ history }) => history.size > 0);
      const told = entries(store.state);
      expect(told).toMatchObject([{ kind: 'groupDeleted', by: 'other', undo: 'possible' }]);
      const { id } = simulator.control.act({ op: 'addGroup', name: 'Sales' });
      await untilState(store, 'there is another one', ({ groups }) => groups.has(id ?? ''));
      expect(store.state.history.get(told[0]?.id ?? '')?.undo).toBe('nameTaken');
      expect(await commands['history.undo']({ id: told[0]?.id ?? '' })).toMatchObject({
        ok: false,
        error: { code: 'edit.noLongerPossible' },
      });
      simulator.control.act({ op: 'deleteGroup', id: id ?? '' });
      await untilState(store, 'it can be undone', ({ history }) => history.get(told[0]?.id ?? '')?.undo === 'possible');
      await commands['history.undo']({ id: told[0]?.id ?? '' });
      await settled(core);
      expect(members(store.state, group(store.state, 'Sales').id)).toEqual(inside);
    });
  });
});

describe('many people at once', () => {
  test('a full list takes some, and the job says who did not fit', async () => {
    await inSession(
      { people: 60, seed: 7, medium: 'json', knobs: { ...QUICK, contactLimit: 45 } },
      async (simulator, { core }) => {
        const { store, commands } = core;
        const sales = group(store.state, 'Sales');
        const strangers = simulator.control
          .state()
          .contacts.map(({ address }) => ({ address: address.toLowerCase(), name: '' }))
          .filter(({ address }) => !store.state.contacts.has(address));
        const more = Array.from({ length: 50 }, (_, n) => ({
          address: `guest${n}@elsewhere.example`,
          name: `Guest ${n}`,
        }));
        await commands['contacts.addMany']({ people: [...strangers, ...more], groupId: sales.id });
        await worked(core);
        const [job] = store.state.jobs;
        expect(job?.failed).toBeGreaterThan(0);
        expect((job?.done ?? 0) + (job?.failed ?? 0)).toBe(job?.total);
        expect(new Set(job?.errors.map(({ error }) => error.code))).toEqual(new Set(['ucwa.limitExceeded']));
        expect(store.state.edits.size).toBe(0);
        expectListEqualsTruth(simulator, store.state);
      },
    );
  });
});

describe('export and import', () => {
  test.each(['json', 'csv'] as const)(
    'what was exported as %s brings a lost list back, across a restart',
    async (format) => {
      await using scope = new AsyncDisposableStack();
      const simulator = await createSimulator({ port: 0, people: 60, seed: 8, knobs: QUICK });
      scope.defer(() => simulator.close());
      const first = await startRollcall(simulator);
      scope.defer(() => first.stop());
      await untilLive(first.core);
      const own = [...first.core.store.state.groups.values()].filter(({ canEdit }) => canEdit);
      const truth = new Map(own.map(({ id, name }) => [name, members(first.core.store.state, id)]));
      await first.core.commands['follows.add']({ kind: 'group', target: own[0]?.id ?? '' });
      expect(await first.core.commands['list.export']({ format, groups: null })).toEqual({ ok: true, value: true });
      const text = first.saved[0] ?? '';
      const nothing = valueOf(await first.core.commands['list.readImport']({ name: 'list', text }));
      expect(nothing.totals).toMatchObject({ create: 0, add: 0, cannot: 0, follows: 0, unreadable: 0 });
      expect(valueOf(await first.core.commands['list.applyImport']({ id: nothing.id }))).toBeNull();

      for (const { id } of own) await first.core.commands['groups.delete']({ groupId: id });
      await first.core.commands['follows.remove']({ kind: 'group', target: own[0]?.id ?? '' });
      await settled(first.core);
      const preview = valueOf(await first.core.commands['list.readImport']({ name: 'list', text }));
      expect(preview.totals).toMatchObject({ create: own.length, follows: 1, unreadable: 0 });
      await first.core.commands['list.applyImport']({ id: preview.id });
      await untilState(first.core.store, 'it has begun', ({ jobs }) => jobs.some(({ status }) => status === 'running'));
      await first.stop();

      const second = await startRollcall(simulator, { documents: first.documents });
      scope.defer(() => second.stop());
      await untilLive(second.core);
      await worked(second.core);
      const { state } = second.core.store;
      expect(state.jobs).toMatchObject([
        { kind: 'import', failed: 0, done: preview.totals.add + preview.totals.follows },
      ]);
      const now = [...state.groups.values()].filter(({ canEdit }) => canEdit);
      expect(new Map(now.map(({ id, name }) => [name, members(state, id)]))).toEqual(truth);
      expectListEqualsTruth(simulator, state);
      expect([...state.follows.values()]).toMatchObject([{ kind: 'group', name: own[0]?.name, status: 'held' }]);
      expect(second.shown).toEqual([]);
      expect(await second.core.commands['jobs.dismiss']({ id: state.jobs[0]?.id ?? '' })).toEqual({
        ok: true,
        value: null,
      });
      await second.stop();
      expect(simulator.control.offences()).toEqual([]);
    },
  );
});

describe('follows', () => {
  test('many at once, up to what the server takes; the limit is shown', async () => {
    await inSession(
      { people: 60, seed: 9, medium: 'json', knobs: { ...QUICK, subscriptionLimit: 2, subscriptionContactLimit: 10 } },
      async (_, { core }) => {
        const { store, commands } = core;
        const follows = [...store.state.contacts.keys()]
          .slice(0, 25)
          .map((target) => ({ kind: 'contact' as const, target }));
        expect(store.state.followLimits).toEqual({ contacts: null, groups: null });
        await commands['follows.addMany']({ follows });
        await worked(core);
        expect(store.state.jobs).toMatchObject([{ kind: 'followMany', total: 25, done: 20, failed: 5 }]);
        expect(store.state.followLimits).toEqual({ contacts: 20, groups: null });
        const refused = [...store.state.follows.values()].filter(({ status }) => status === 'refused');
        expect(new Set(refused.map(({ error }) => error?.code))).toEqual(new Set(['ucwa.limitExceeded']));
        for (const { target } of follows.slice(0, 8)) await commands['follows.remove']({ kind: 'contact', target });
        await untilState(store, 'all are held', (state) =>
          [...state.follows.values()].every(({ status }) => status === 'held'),
        );
        await untilState(store, 'no limit is in the way', (state) => state.followLimits.contacts === null);
      },
    );
  });
});

describe('somebody a search found', () => {
  test('is read with presence, and nothing is kept', async () => {
    await inSession({ people: 60, seed: 10, medium: 'json', knobs: QUICK }, async (simulator, { core }) => {
      const { store, commands } = core;
      const stranger = simulator.control
        .state()
        .contacts.find(({ address }) => !store.state.contacts.has(address.toLowerCase()));
      const address = stranger?.address.toLowerCase() ?? '';
      const card = valueOf(await commands['contacts.lookup']({ address }));
      expect(card.contact).toMatchObject({ address, name: stranger?.name });
      expect(card.presence).toMatchObject({ live: false });
      expect(card.presence?.availability).not.toBe('Unknown');
      expect([store.state.contacts.has(address), store.state.presence.has(address)]).toEqual([false, false]);
      expect(await commands['contacts.lookup']({ address: 'nobody@nowhere.example' })).toMatchObject({
        ok: false,
        error: { code: 'ucwa.notFound' },
      });
      const known = [...store.state.contacts.values()][0];
      expect(valueOf(await commands['contacts.lookup']({ address: known?.address ?? '' })).contact.name).toBe(
        known?.name,
      );
    });
  });
});
