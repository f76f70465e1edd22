import { describe, expect, test } from 'vitest';
import { appError } from '../result.ts';
import { set, type Action } from '../store/actions.ts';
import type { Availability, Settings } from '../store/state.ts';
import { contactData, follow, group } from '../testing/entities.ts';
import { notifying } from '../testing/notify.ts';
import { RUN_MS } from './decide.ts';
import { CALM_MS, QUIET_MS } from './presence-watch.ts';

const NAMES = ['ann', 'ben', 'cid', 'dan'];

/** A live session in which ann, ben, cid and dan of the groups a and b are followed and away, since a good while. */
async function watching(settings: Partial<Settings> = {}) {
  const made = notifying({ notifyPresence: true, ...settings });
  const { store, clock } = made;
  const people = NAMES.map((name) => contactData(`${name}@x`));
  store.dispatch(
    { type: 'listRead', groups: [group('a'), group('b')], members: [{ groupId: 'a', contacts: people }] },
    set('list', { state: 'current', asOf: 1, readOnly: null }),
    set('connection', { phase: 'live', since: clock.now() }),
    ...people.map(({ address }): Action => ({ type: 'followPut', follow: follow('contact', address) })),
  );
  const hold = (...names: string[]) =>
    store.dispatch({ type: 'presenceLive', addresses: new Set(names.map((name) => `${name}@x`)) });
  const read = (availability: Availability, ...names: string[]) =>
    store.dispatch({
      type: 'presenceRead',
      presence: names.map((name) => ({ address: `${name}@x`, asOf: clock.now(), availability })),
    });
  hold(...NAMES);
  read('Away', ...NAMES);
  await clock.advance(CALM_MS);
  return {
    ...made,
    hold,
    read,
    /** Reads, and lets it settle. */
    async becomes(availability: Availability, ...names: string[]) {
      read(availability, ...names);
      await clock.advance(5_000);
    },
  };
}

describe('somebody becomes available', () => {
  test.each(['Away', 'BeRightBack', 'Busy', 'IdleBusy', 'DoNotDisturb', 'Offline'] as const)(
    'from %s: told',
    async (was) => {
      const { becomes, notifier } = await watching();
      await becomes(was, 'ann');
      expect(notifier.shown).toEqual([]);
      await becomes('Online', 'ann');
      expect(notifier.shown).toEqual([
        { tag: 'presence ann@x', title: 'ann', body: 'ann is available.', groupId: 'a', address: 'ann@x' },
      ]);
    },
  );

  test('from being idle, or from nothing known: not told', async () => {
    const { becomes, bodies } = await watching();
    await becomes('IdleOnline', 'ann');
    await becomes('Unknown', 'ben');
    await becomes('Online', 'ann', 'ben');
    expect(bodies()).toEqual([]);
  });

  test('for a moment only: not told', async () => {
    const { read, clock, bodies } = await watching();
    read('Online', 'ann');
    await clock.advance(4_000);
    read('Away', 'ann');
    await clock.advance(60_000);
    expect(bodies()).toEqual([]);
    expect(clock.timers).toBe(0);
  });

  test('again and again: told once in a while', async () => {
    const { becomes, clock, bodies } = await watching();
    for (let n = 0; n < 5; n += 1) {
      await becomes('Online', 'ann');
      await becomes('Away', 'ann');
      await clock.advance(RUN_MS);
    }
    expect(bodies()).toEqual(['ann is available.']);
    await clock.advance(QUIET_MS);
    await becomes('Online', 'ann');
    expect(bodies()).toHaveLength(2);
  });

  test('a note alone: not told', async () => {
    const { store, clock, bodies } = await watching();
    store.dispatch({ type: 'presenceRead', presence: [{ address: 'ann@x', asOf: 6, note: 'Hello' }] });
    await clock.advance(5_000);
    expect(bodies()).toEqual([]);
  });

  test('many at once, in several packages: one notification in the end', async () => {
    const { read, becomes, notifier } = await watching();
    read('Online', 'ann');
    read('Online', 'ben');
    await becomes('Online', 'cid');
    expect(notifier.shown).toMatchObject([{ tag: 'presence', title: '3 people are available', groupId: null }]);
    await becomes('Online', 'dan');
    expect(notifier.shown).toMatchObject([{ tag: 'presence' }, { tag: 'presence', body: 'ann, ben, cid, dan' }]);
  });
});

describe('no storm', () => {
  test('when the connection comes back', async () => {
    const { store, clock, becomes, hold, bodies } = await watching();
    hold();
    store.dispatch(set('connection', { phase: 'connecting' }));
    await clock.advance(3_600_000);
    store.dispatch(set('connection', { phase: 'live', since: clock.now() }));
    hold(...NAMES);
    await becomes('Online', ...NAMES);
    expect(bodies()).toEqual([]);
    await clock.advance(CALM_MS);
    await becomes('Busy', 'ann');
    await becomes('Online', 'ann');
    expect(bodies()).toEqual(['ann is available.']);
  });

  test('when only the channel was gone', async () => {
    const { store, clock, becomes, bodies } = await watching();
    const reason = appError('network.offline', 'x');
    store.dispatch(set('connection', { phase: 'degraded', since: 1, reason, attempt: 1, nextRetryAt: null }));
    await clock.advance(3_600_000);
    store.dispatch(set('connection', { phase: 'live', since: clock.now() }));
    await becomes('Online', ...NAMES);
    expect(bodies()).toEqual([]);
  });

  test('after sleep', async () => {
    const { clock, power, becomes, bodies } = await watching();
    await clock.advance(3_600_000);
    power.resume();
    await becomes('Online', ...NAMES);
    expect(bodies()).toEqual([]);
  });

  test('when somebody is followed whose last known presence is old', async () => {
    const { hold, becomes, bodies } = await watching();
    hold('ben', 'cid', 'dan');
    hold(...NAMES);
    await becomes('Online', 'ann');
    expect(bodies()).toEqual([]);
  });

  test('for whom no subscription holds', async () => {
    const { hold, becomes, bodies } = await watching();
    hold();
    await becomes('Online', ...NAMES);
    expect(bodies()).toEqual([]);
  });
});

describe('who is told of', () => {
  async function followedBy(kind: 'group' | 'nothing', settings: Partial<Settings> = {}) {
    const made = await watching(settings);
    made.store.dispatch({ type: 'followGone', key: 'contact:ann@x' });
    if (kind === 'group') made.store.dispatch({ type: 'followPut', follow: follow('group', 'a') });
    await made.becomes('Online', 'ann');
    return made.notifier.shown;
  }

  test('those who are followed with their group', async () => {
    expect(await followedBy('group')).toMatchObject([{ title: 'ann', groupId: 'a' }]);
  });

  test('not while that group is muted', async () => {
    expect(await followedBy('group', { mutedGroups: [{ id: 'a', until: null }] })).toEqual([]);
  });

  test('not those whom nobody follows', async () => {
    expect(await followedBy('nothing')).toEqual([]);
  });

  test('only when it is wanted, not while paused, not while the window shows them', async () => {
    for (const settings of [{ notifyPresence: false }, { pausedUntil: 8.64e15 }]) {
      const { becomes, bodies } = await watching(settings);
      await becomes('Online', 'ann');
      expect(bodies()).toEqual([]);
    }
    const { becomes, attention, bodies } = await watching();
    attention.shows(['a']);
    await becomes('Online', 'ann');
    expect(bodies()).toEqual([]);
    attention.shows(['b']);
    await becomes('Online', 'ben');
    expect(bodies()).toEqual(['ben is available.']);
  });
});

test('a change of the very group that the user looks at is not told, one of another is', async () => {
  const { store, clock, attention, bodies } = await watching();
  attention.shows(['a']);
  store.dispatch({
    type: 'listRead',
    groups: [group('a', { name: 'New' }), group('b', { name: 'Other' })],
    members: [],
  });
  attention.shows([]);
  await clock.advance(400);
  expect(bodies()).toEqual(['The group Group b is now called Other.']);
  store.dispatch({ type: 'listRead', groups: [group('a'), group('b', { name: 'Other' })], members: [] });
  await clock.advance(5_000);
  expect(bodies()).toHaveLength(2);
});

test('what grows takes away what it was', async () => {
  const { store, clock, notifier } = await watching();
  for (const names of [['eve'], ['eve', 'fay'], ['eve', 'fay', 'gil']]) {
    const contacts = names.map((name) => contactData(`${name}@x`));
    store.dispatch({ type: 'listRead', groups: null, members: [{ groupId: 'b', contacts }] });
    await clock.advance(5_000);
  }
  expect(notifier.shown.map(({ body }) => body)).toEqual([
    'eve was added to Group b.',
    'fay was added to Group b.',
    '3 contacts changed in Group b.',
  ]);
  expect(notifier.withdrawn).toEqual(['group b eve@x', 'group b fay@x']);
});

test('in the language that is set', async () => {
  const { store, clock, bodies } = await watching({ language: 'de' });
  store.dispatch({ type: 'listRead', groups: [group('a', { name: 'Neu' }), group('b')], members: [] });
  await clock.advance(400);
  expect(bodies()).toEqual(['Die Gruppe Group a heißt jetzt Neu.']);
});

describe('a system that refuses', () => {
  test('is told of once, however many it refuses', async () => {
    const { store, notifier } = await watching();
    notifier.refuse();
    expect(store.state.notice?.code).toBe('notifications.refused');
    store.dispatch(set('notice', null));
    notifier.refuse();
    expect(store.state.notice).toBeNull();
  });

  test('waits until another notice was read', async () => {
    const { store, notifier } = await watching();
    const other = appError('keychain.unavailable', 'x');
    store.dispatch(set('notice', other));
    notifier.refuse();
    expect(store.state.notice).toEqual(other);
    store.dispatch(set('notice', null));
    notifier.refuse();
    expect(store.state.notice?.code).toBe('notifications.refused');
  });
});

test('stopped, nothing is told and no timer is left', async () => {
  const { read, stop, clock, bodies } = await watching();
  read('Online', 'ann');
  stop();
  expect(clock.timers).toBe(0);
  read('Online', 'ben');
  await clock.advance(60_000);
  expect(bodies()).toEqual([]);
});
