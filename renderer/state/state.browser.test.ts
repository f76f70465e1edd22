import { describe, expect, test } from 'vitest';
import type { Connection, Edit, EditWish } from '../../preload/contract/state.ts';
import { FakeApi } from '../testing/fake-api.ts';
import { NOW, sampleSnapshot, userError } from '../testing/fixture.ts';
import { ManualTime } from '../testing/manual-time.ts';
import { Announcer } from './announcer.svelte.ts';
import { CommandRunner } from './commands.svelte.ts';
import { storedNotes } from './local-notes.ts';
import { Navigation } from './navigation.svelte.ts';
import { overlayOf } from './overlay.ts';
import { nextScreen } from './screen.ts';

const none = { state: 'none', asOf: null, readOnly: null } as const;
const cached = { state: 'cached', asOf: NOW, readOnly: null } as const;
const stored = () => {
  const items = new Map<string, string>();
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
};

describe('the screen', () => {
  test.each([
    ['main', null, { phase: 'discovering', host: null }, cached, false],
    ['signIn', null, { phase: 'discovering', host: null }, none, false],
    ['signIn', 'signIn', { phase: 'signingIn', host: null }, cached, true],
    ['main', 'signIn', { phase: 'discovering', host: null }, cached, false],
    ['main', 'main', { phase: 'signingIn', host: null }, none, false],
    ['main', 'signIn', { phase: 'connecting' }, none, true],
    ['main', null, { phase: 'live', since: 0 }, none, false],
    ['main', 'main', { phase: 'replaced', since: 0 }, cached, false],
    ['signIn', 'main', { phase: 'signedOut', error: null }, cached, false],
    ['signIn', 'signIn', { phase: 'ended', reason: userError('auth.denied') }, cached, true],
    ['signIn', null, { phase: 'ended', reason: userError('auth.denied') }, none, false],
    ['main', 'main', { phase: 'ended', reason: userError('session.ended') }, none, false],
  ] as const)('is %s after %s in %o', (expected, shown, connection, list, fromForm) => {
    expect(nextScreen(shown, connection, list, fromForm)).toBe(expected);
  });
});

describe('edits laid over the truth', () => {
  const edit = (id: string, at: number, wish: EditWish, status: Edit['status'] = 'pending'): Edit => ({
    id,
    at,
    wish,
    status,
    error: status === 'failed' ? userError('ucwa.forbidden') : null,
  });

  test('the latest wish for a phone wins, whatever the order they come in', () => {
    const overlay = overlayOf([
      edit('2', 20, { kind: 'phoneVisibility', phone: 'home', visible: false }),
      edit('1', 10, { kind: 'phoneVisibility', phone: 'home', visible: true }),
    ]);
    expect(overlay.visibility.get('home')?.id).toBe('2');
  });

  test('a failed wish is trouble, not a wish', () => {
    const overlay = overlayOf([
      edit('1', 1, { kind: 'phoneVisibility', phone: 'home', visible: true }, 'failed'),
      edit('2', 2, { kind: 'groupCreate', name: 'X' }, 'failed'),
      edit('3', 3, { kind: 'note', message: 'x' }, 'failed'),
    ]);
    expect(overlay.visibility.size).toBe(0);
    expect(overlay.created).toEqual([]);
    expect(overlay.phoneTroubles.get('home')?.map((one) => one.id)).toEqual(['1']);
    expect(overlay.groupTroubles.map((one) => one.id)).toEqual(['2']);
    expect(overlay.ownTroubles.map((one) => one.id)).toEqual(['3']);
  });

  test('a move takes out of one group and brings into the other', () => {
    const overlay = overlayOf([edit('1', 1, { kind: 'memberMove', address: 'a', name: 'A', from: 'x', to: 'y' })]);
    expect(overlay.members.get('x')?.going.has('a')).toBe(true);
    expect(overlay.members.get('y')?.coming.has('a')).toBe(true);
  });
});

describe('commands', () => {
  test('an error is shown once until it is dismissed', async () => {
    const fake = new FakeApi(sampleSnapshot());
    fake.answer('groups.create', async () => ({ ok: false, error: userError('ucwa.tooManyGroups') }));
    const runner = new CommandRunner(fake.api, new ManualTime(NOW));
    await runner.run('groups.create', { name: 'A' });
    await runner.run('groups.create', { name: 'B' });
    expect(runner.problems.map((one) => one.error.code)).toEqual(['ucwa.tooManyGroups']);
    runner.dismiss(runner.problems[0]!.id);
    expect(runner.problems).toEqual([]);
  });

  test('ask leaves the error to the caller', async () => {
    const fake = new FakeApi(sampleSnapshot());
    fake.answer('session.retry', async () => ({ ok: false, error: userError('network.offline') }));
    const runner = new CommandRunner(fake.api, new ManualTime(NOW));
    expect((await runner.ask('session.retry', null)).ok).toBe(false);
    expect(runner.problems).toEqual([]);
  });

  test('an offer to undo runs once, and goes by itself in time', () => {
    const time = new ManualTime(NOW);
    const runner = new CommandRunner(new FakeApi(sampleSnapshot()).api, time);
    let undone = 0;
    runner.offerUndo(
      () => 'Removed',
      () => (undone += 1),
    );
    runner.closeOffer(true);
    runner.closeOffer(true);
    expect(undone).toBe(1);
    runner.offerUndo(
      () => 'Removed',
      () => (undone += 1),
    );
    time.pass(60_000);
    expect(runner.offer).toBeNull();
    expect(undone).toBe(1);
  });
});

describe('navigation', () => {
  test('opens the first group once, and never against what the user left', () => {
    const storage = stored();
    const first = new Navigation(storedNotes(storage));
    first.openFirst('a');
    expect([...first.open]).toEqual(['a']);
    first.setOpen('a', false);
    first.setOpen('b', true);
    first.openFirst('a');
    expect([...first.open]).toEqual(['b']);
    const next = new Navigation(storedNotes(storage));
    next.openFirst('a');
    expect([...next.open]).toEqual(['b']);
  });

  test('follows main to a group: view, open, filter out of the way', () => {
    const nav = new Navigation(storedNotes(stored()));
    nav.view = 'settings';
    nav.filter = 'x';
    nav.go({ view: 'groups', groupId: 'sales' });
    expect([nav.view, nav.filter, nav.target, nav.open.has('sales')]).toEqual(['groups', '', 'sales', true]);
  });
});

describe('notes', () => {
  test('survive broken storage', () => {
    const broken = storedNotes({
      getItem: () => '{"not": "a list"}',
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError');
      },
      removeItem: () => {},
    });
    expect(broken.read('open')).toEqual([]);
    broken.write('open', ['a']);
    expect(broken.read('open')).toEqual(['a']);
    broken.clear();
    expect(broken.read('open')).toEqual([]);
  });
});

describe('the announcer', () => {
  const history = (id: string, by: 'me' | 'other') =>
    ['put', 'history', id, { ...sampleSnapshot().history['h5']!, id, by }] as const;

  test('says one change in words, several as a number, own ones not at all', () => {
    const time = new ManualTime(NOW);
    const announcer = new Announcer(time);
    announcer.hear({ from: 1, to: 2, ops: [[...history('x', 'me')]] });
    expect(announcer.words).toBe('');
    announcer.hear({ from: 2, to: 3, ops: [[...history('y', 'other')]] });
    expect(announcer.words).toBe('Priya Raman joined “Spring launch”');
    time.pass(5000);
    announcer.hear({ from: 3, to: 4, ops: [[...history('z', 'other')], [...history('w', 'other')]] });
    expect(announcer.words).toBe('2 changes in your groups');
  });

  test('says a storm of changes together, now and then, and all of them', () => {
    const time = new ManualTime(NOW);
    const announcer = new Announcer(time);
    const heard: string[] = [];
    for (let i = 1; i <= 200; i++) {
      announcer.hear({ from: i, to: i + 1, ops: [[...history(`h${i}`, 'other')]] });
      if (announcer.words !== heard.at(-1)) heard.push(announcer.words);
      time.pass(50);
    }
    time.pass(60_000);
    heard.push(announcer.words.trim());
    expect(heard).toEqual([
      'Priya Raman joined “Spring launch”',
      '99 changes in your groups',
      '100 changes in your groups',
    ]);
    announcer.hear({ from: 300, to: 301, ops: [[...history('last', 'other')]] });
    expect(announcer.words).toBe('Priya Raman joined “Spring launch”');
  });

  test('says a lost connection once, and that it is back', () => {
    const announcer = new Announcer(new ManualTime(NOW));
    const lost = {
      phase: 'degraded',
      since: 0,
      reason: userError('network.offline'),
      attempt: 1,
      nextRetryAt: null,
    } as const;
    announcer.hear({ from: 1, to: 2, ops: [['set', 'connection', lost]] });
    expect(announcer.words).toBe('Connection lost');
    announcer.words = '';
    announcer.hear({ from: 2, to: 3, ops: [['set', 'connection', { ...lost, attempt: 2 }]] });
    expect(announcer.words).toBe('');
    announcer.hear({ from: 3, to: 4, ops: [['set', 'connection', { phase: 'live', since: 1 }]] });
    expect(announcer.words).toBe('Connected again');
  });

  test('says that the connection is back after a sign-in on the way, and leaves a sign-out alone', () => {
    const announcer = new Announcer(new ManualTime(NOW));
    const reason = userError('network.offline');
    const hear = (connection: Connection) => {
      announcer.hear({ from: 1, to: 2, ops: [['set', 'connection', connection]] });
      return announcer.words;
    };
    const lost: Connection = { phase: 'degraded', since: 0, reason, attempt: 1, nextRetryAt: null };
    expect(hear(lost)).toBe('Connection lost');
    expect(hear({ phase: 'ended', reason })).toBe('Connection lost');
    expect(hear({ phase: 'signingIn', host: null })).toBe('Connection lost');
    expect(hear({ phase: 'live', since: 1 })).toBe('Connected again');
    expect(hear(lost)).toBe('Connection lost');
    expect(hear({ phase: 'signedOut', error: null })).toBe('');
    expect(hear({ phase: 'live', since: 2 })).toBe('');
  });
});
