import { describe, expect, test } from 'vitest';
import { set, type Action } from '../store/actions.ts';
import type { HistoryChange, Settings } from '../store/state.ts';
import { contact, contactData, edit, group } from '../testing/entities.ts';
import { notifying } from '../testing/notify.ts';

function recorder(settings: Partial<Settings> = {}) {
  const { store, clock, notifier, stop, bodies } = notifying(settings);
  const list = (groups: Record<string, readonly string[]>): Action => ({
    type: 'listRead',
    groups: Object.keys(groups).map((id) => group(id)),
    members: Object.entries(groups).map(([groupId, addresses]) => ({
      groupId,
      contacts: addresses.map((address) => contactData(address)),
    })),
  });
  return {
    store,
    clock,
    notifier,
    stop,
    list,
    /** A full reading of the list, as the reader does it. */
    read: (groups: Record<string, readonly string[]>) =>
      store.dispatch(list(groups), set('list', { state: 'current', asOf: clock.now(), readOnly: null })),
    bodies,
    history: () => [...store.state.history.values()],
  };
}

describe('a list that could not be kept current for a while', () => {
  test('is compared as ever: each change is told', async () => {
    const { read, store, clock, bodies, history } = recorder();
    read({ a: ['ann@x'] });
    store.dispatch(set('list', { state: 'outdated', asOf: clock.now(), readOnly: null }));
    read({ a: [] });
    await clock.advance(10_000);
    expect(bodies()).toHaveLength(1);
    expect(history()).toMatchObject([{ kind: 'contactRemoved', address: 'ann@x' }]);
  });
});

describe('the first reading', () => {
  test('with nothing known before it: silence', async () => {
    const { read, clock, bodies, history } = recorder();
    read({ a: ['ann@x'], b: [] });
    await clock.advance(10_000);
    expect(bodies()).toEqual([]);
    expect(history()).toEqual([]);
  });

  test('against the list from disk: one entry that sums up what happened, and no notification', async () => {
    const { read, store, clock, bodies, history } = recorder();
    store.dispatch({
      type: 'listCached',
      groups: [group('a'), group('b')],
      contacts: [contact('ann@x', ['a']), contact('ben@x', ['b'])],
      asOf: 5,
    });
    read({ a: ['cid@x'], c: [] });
    await clock.advance(10_000);
    expect(bodies()).toEqual([]);
    expect(history()).toHaveLength(1);
    expect(history()[0]).toMatchObject({ kind: 'whileAway', by: 'other', count: 4, at: clock.now() - 10_000 });
    const told = { by: 'other', from: null, contactName: null } as const;
    const byKind = (one: HistoryChange, other: HistoryChange) => (one.kind < other.kind ? -1 : 1);
    expect([...history()[0]!.changes].sort(byKind)).toEqual([
      { ...told, kind: 'contactAdded', groupName: 'Group a', contactName: 'cid' },
      { ...told, kind: 'contactRemoved', groupName: 'Group a', contactName: 'ann' },
      { ...told, kind: 'groupAdded', groupName: 'Group c' },
      { ...told, kind: 'groupDeleted', groupName: 'Group b' },
    ]);
    // In words only when it is shown: the language may be another by then.
    expect(history()[0]!.details).toEqual([]);
  });

  test('against the list from disk, nothing happened: no entry', () => {
    const { read, store, history } = recorder();
    store.dispatch({ type: 'listCached', groups: [group('a')], contacts: [contact('ann@x', ['a'])], asOf: 5 });
    read({ a: ['ann@x'] });
    expect(history()).toEqual([]);
  });

  test('the sum spells out a few and counts all', () => {
    const { read, store, history } = recorder();
    store.dispatch({ type: 'listCached', groups: [group('a')], contacts: [], asOf: 5 });
    read({ a: Array.from({ length: 50 }, (_, index) => `p${index}@x`) });
    expect(history()[0]?.count).toBe(50);
    expect(history()[0]?.changes).toHaveLength(20);
  });

  test('showing the list from disk is no change', async () => {
    const { store, clock, bodies, history } = recorder();
    store.dispatch({ type: 'listCached', groups: [group('a')], contacts: [contact('ann@x', ['a'])], asOf: 5 });
    await clock.advance(10_000);
    expect([bodies(), history()]).toEqual([[], []]);
  });

  test('leaving an account is no change either', async () => {
    const { read, store, clock, bodies, history } = recorder();
    read({ a: ['ann@x'] });
    store.dispatch({ type: 'accountCleared' });
    await clock.advance(10_000);
    expect([bodies(), history()]).toEqual([[], []]);
  });
});

describe('later changes', () => {
  test('each becomes an entry and, a moment later, one notification', async () => {
    const { read, clock, bodies, history } = recorder();
    read({ a: [] });
    read({ a: ['ann@x'] });
    expect(history()).toMatchObject([
      {
        kind: 'contactAdded',
        by: 'other',
        groupId: 'a',
        groupName: 'Group a',
        address: 'ann@x',
        contactName: 'ann',
        from: null,
        at: clock.now(),
        count: 1,
        details: [],
        changes: [],
      },
    ]);
    await clock.advance(10_000);
    expect(bodies()).toEqual(['ann was added to Group a.']);
  });

  test('ids sort by time', async () => {
    const { read, clock, history } = recorder();
    read({ a: [] });
    read({ a: ['ann@x', 'ben@x'] });
    await clock.advance(1);
    read({ a: ['ben@x'] });
    await clock.advance(100_000_000);
    read({ a: [] });
    const ids = history().map(({ id }) => id);
    expect(ids).toHaveLength(4);
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(4);
  });

  test('renames and moves name what was before', () => {
    const { read, store, history } = recorder();
    read({ a: ['ann@x'], b: [] });
    read({ a: [], b: ['ann@x'] });
    store.dispatch({ type: 'listRead', groups: [group('a', { name: 'New' }), group('b')], members: [] });
    expect(history()).toMatchObject([
      { kind: 'contactMoved', groupName: 'Group b', from: 'Group a' },
      { kind: 'groupRenamed', groupName: 'New', from: 'Group a', address: null },
    ]);
  });

  test('a burst in several steps is one notification', async () => {
    const { read, clock, bodies } = recorder();
    read({ a: [] });
    const members: string[] = [];
    for (let n = 0; n < 12; n += 1) {
      members.push(`p${n}@x`);
      read({ a: [...members] });
      await clock.advance(10);
    }
    await clock.advance(10_000);
    expect(bodies()).toEqual(['12 contacts changed in Group a.']);
    expect(clock.timers).toBe(0);
  });

  test('far from each other they are told one by one, each once', async () => {
    const { read, clock, bodies } = recorder();
    read({ a: [] });
    read({ a: ['ann@x'] });
    await clock.advance(10_000);
    read({ a: ['ann@x'] });
    read({ a: ['ann@x', 'ben@x'] });
    await clock.advance(10_000);
    expect(bodies()).toEqual(['ann was added to Group a.', 'ben was added to Group a.']);
  });

  test('mine are kept in the history and not announced', async () => {
    const { read, store, clock, bodies, history } = recorder();
    read({ a: [] });
    const wish = { kind: 'memberAdd', address: 'ann@x', name: 'Ann', groupId: 'a' } as const;
    store.dispatch({ type: 'editPut', edit: edit('1', wish) });
    read({ a: ['ann@x'] });
    await clock.advance(10_000);
    expect(history()).toMatchObject([{ kind: 'contactAdded', by: 'me' }]);
    expect(bodies()).toEqual([]);
  });

  test('paused: kept, not announced, and not announced afterwards either', async () => {
    const { read, store, clock, bodies, history } = recorder();
    read({ a: [] });
    store.dispatch(set('settings', { ...store.state.settings, pausedUntil: clock.now() + 60_000 }));
    read({ a: ['ann@x'] });
    await clock.advance(120_000);
    expect(history()).toHaveLength(1);
    expect(bodies()).toEqual([]);
    read({ a: [] });
    await clock.advance(10_000);
    expect(bodies()).toEqual(['ann was removed from Group a.']);
  });
});

test('stopped, it hears and says nothing more and leaves no timer', async () => {
  const { read, stop, clock, bodies, history } = recorder();
  read({ a: [] });
  read({ a: ['ann@x'] });
  stop();
  expect(clock.timers).toBe(0);
  read({ a: [] });
  await clock.advance(10_000);
  expect(bodies()).toEqual([]);
  expect(history()).toHaveLength(1);
});
