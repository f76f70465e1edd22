import { describe, expect, it, onTestFinished } from 'vitest';
import { appError } from '../../core/result.ts';
import type { Edit, Phone } from '../../core/store/state.ts';
import { emptyState } from '../../ipc/testing/fake-core.ts';
import { speak } from '../words/words.ts';
import { isPaused, pauseEnd, trayMenu } from './tray-menu.ts';
import type { MenuEntry } from './tray-menu.ts';

const NOW = new Date(2026, 10, 20, 14, 30).getTime();
const time = (at: number) => `t${at - NOW}`;

function signedIn() {
  const state = emptyState();
  state.connection = { phase: 'live', since: 0 };
  state.me = {
    address: 'ann@example.org',
    name: 'Ann & Co',
    title: null,
    department: null,
    availability: 'Busy',
    activity: null,
    note: null,
    canSetAvailability: true,
  };
  state.phonesAccess = { state: 'ready', error: null, asOf: 0 };
  state.phones.set('work', phone('work', { canChangeNumber: false, canChangeVisibility: false, lock: 'directory' }));
  state.phones.set('mobile', phone('mobile', { number: 'tel:+491701', visible: true }));
  state.phones.set('home', phone('home', { number: '' }));
  state.phones.set('other', phone('other', { number: '123' }));
  return state;
}
const phone = (kind: Phone['kind'], more: Partial<Phone>): Phone => ({
  kind,
  number: '1',
  visible: false,
  canChangeNumber: true,
  canChangeVisibility: true,
  lock: null,
  notChanged: false,
  ...more,
});
const edit = (wish: Edit['wish'], status: Edit['status'] = 'pending'): Edit => ({
  id: 'e',
  at: 0,
  wish,
  status,
  error: null,
});
const ids = (menu: MenuEntry[]) => menu.filter((one) => one.type !== 'separator').map((one) => one.id);
const find = (menu: MenuEntry[], id: string): MenuEntry => {
  const found = menu.flatMap((one) => [one, ...one.submenu]).find((one) => one.id === id);
  if (found === undefined) throw new Error(`no item ${id}`);
  return found;
};

/** One status is marked, or none is offered as one of several: Electron would mark the first. */
function expectMarked(menu: MenuEntry[], id: string | null): void {
  const { submenu } = find(menu, 'my-status');
  expect(submenu.filter(({ checked }) => checked).map((one) => one.id)).toEqual(id === null ? [] : [id]);
  expect(submenu.filter(({ type }) => type === 'radio')).toHaveLength(id === null ? 0 : 6);
}

describe('trayMenu', () => {
  it('offers only what is possible to somebody who is signed out', () => {
    expect(ids(trayMenu(emptyState(), NOW, time))).toEqual([
      ...['status', 'pause', 'open', 'settings', 'diagnostics', 'sign-in', 'quit'],
    ]);
  });

  it('offers everything to somebody who is signed in', () => {
    const menu = trayMenu(signedIn(), NOW, time);
    expect(ids(menu)).toEqual([
      ...['status', 'my-status', 'phones', 'phone-work', 'phone-mobile', 'phone-other', 'pause', 'open', 'settings'],
      ...['diagnostics', 'sign-out', 'quit'],
    ]);
    expect(find(menu, 'status')).toMatchObject({ label: 'Ann && Co: Busy', enabled: false });
  });

  it('opens the diagnostics', () => {
    const item = find(trayMenu(emptyState(), NOW, time), 'diagnostics');
    expect(item).toMatchObject({ enabled: true, command: { kind: 'open', view: 'diagnostics' } });
  });

  it('has no two items of one id, and no separators in a row or at an end', () => {
    for (const state of [emptyState(), signedIn()]) {
      const menu = trayMenu(state, NOW, time);
      const all = menu.flatMap((one) => [one, ...one.submenu]).map((one) => one.id);
      expect(new Set(all).size).toBe(all.length);
      const types = menu.map((one) => one.type === 'separator');
      expect(types.at(0)).toBe(false);
      expect(types.at(-1)).toBe(false);
      expect(types.some((separator, index) => separator && types[index + 1] === true)).toBe(false);
    }
  });

  it('ticks a shared number and asks for the opposite', () => {
    const menu = trayMenu(signedIn(), NOW, time);
    expect(find(menu, 'phone-mobile')).toMatchObject({
      type: 'checkbox',
      label: 'Mobile: +491701',
      checked: true,
      command: { kind: 'setPhoneVisible', phone: 'mobile', visible: false },
    });
    expect(find(menu, 'phone-other')).toMatchObject({
      checked: false,
      command: { kind: 'setPhoneVisible', phone: 'other', visible: true },
    });
  });

  it('shows a change under way as wished and locks it; a failed one no longer counts', () => {
    const state = signedIn();
    state.edits.set('e', edit({ kind: 'phoneVisibility', phone: 'mobile', visible: false }));
    expect(find(trayMenu(state, NOW, time), 'phone-mobile')).toMatchObject({
      label: 'Mobile: +491701 (saving…)',
      checked: false,
      enabled: false,
    });
    expect(find(trayMenu(state, NOW, time), 'phone-other')).toMatchObject({ enabled: true });
    state.edits.set('e', edit({ kind: 'phoneVisibility', phone: 'mobile', visible: false }, 'failed'));
    expect(find(trayMenu(state, NOW, time), 'phone-mobile')).toMatchObject({ checked: true, enabled: true });
  });

  it.each([
    ['directory', 'Work: 1 (set in your organisation’s directory)'],
    ['server', 'Work: 1 (the server offers no change)'],
  ] as const)('says why a number is locked by the %s', (lock, label) => {
    const state = signedIn();
    state.phones.set(
      'work',
      phone('work', { canChangeNumber: false, canChangeVisibility: false, lock, visible: true }),
    );
    expect(find(trayMenu(state, NOW, time), 'phone-work')).toMatchObject({ label, enabled: false, checked: true });
  });

  it('leaves the switch of a number whose visibility alone can be changed', () => {
    const state = signedIn();
    state.phones.set('work', phone('work', { canChangeNumber: false, lock: 'directory' }));
    expect(find(trayMenu(state, NOW, time), 'phone-work')).toMatchObject({ label: 'Work: 1', enabled: true });
  });

  it('shows no numbers where they could not be read', () => {
    const state = signedIn();
    state.phonesAccess = { state: 'notAllowed', error: null, asOf: null };
    expect(ids(trayMenu(state, NOW, time))).not.toContain('phones');
  });

  it('marks the own status, or the one just chosen', () => {
    const state = signedIn();
    expect(find(trayMenu(state, NOW, time), 'status-Busy').checked).toBe(true);
    state.edits.set('e', edit({ kind: 'availability', availability: 'DoNotDisturb' }));
    const menu = trayMenu(state, NOW, time);
    expect(find(menu, 'status-Busy').checked).toBe(false);
    expect(find(menu, 'status-DoNotDisturb')).toMatchObject({
      checked: true,
      command: { kind: 'setAvailability', availability: 'DoNotDisturb' },
    });
    expect(find(menu, 'status-reset').command).toEqual({ kind: 'setAvailability', availability: null });
  });

  it.each([
    ['IdleOnline', 'status-Online'],
    ['IdleBusy', 'status-Busy'],
    ['Offline', null],
    ['Unknown', null],
  ] as const)('marks nothing that was not chosen: %s', (availability, marked) => {
    const state = signedIn();
    state.me = { ...state.me!, availability };
    expectMarked(trayMenu(state, NOW, time), marked);
  });

  it('marks nothing while a reset is under way, nor before the own status is known', () => {
    const state = signedIn();
    state.edits.set('e', edit({ kind: 'availability', availability: null }));
    expectMarked(trayMenu(state, NOW, time), null);
    state.edits.clear();
    state.me = null;
    expectMarked(trayMenu(state, NOW, time), null);
  });

  it.each([
    [
      'the server gives no right to it',
      (state: ReturnType<typeof signedIn>) => (state.me = { ...state.me!, canSetAvailability: false }),
    ],
    ['there is no connection', (state: ReturnType<typeof signedIn>) => (state.connection = { phase: 'connecting' })],
  ])('locks the own status when %s', (_why, change) => {
    const state = signedIn();
    change(state);
    const menu = trayMenu(state, NOW, time);
    expect(find(menu, 'my-status').enabled).toBe(false);
    expect(find(menu, 'status-Online').enabled).toBe(false);
  });

  it.each([
    ['en', 1, '1 change has not reached the server'],
    ['en', 2, '2 changes have not reached the server'],
    ['de', 1, '1 Änderung hat den Server nicht erreicht'],
    ['fr', 2, '2 modifications ne sont pas parvenues au serveur'],
  ] as const)(
    'says in %s on the way to signing out that %i edits have not reached the server',
    (language, n, words) => {
      speak(language);
      onTestFinished(() => speak('en'));
      const state = signedIn();
      state.edits.set('failed', edit({ kind: 'note', message: 'x' }, 'failed'));
      expect(find(trayMenu(state, NOW, time), 'sign-out').submenu).toEqual([]);
      expect(ids(trayMenu(state, NOW, time))).not.toContain('leave');
      for (let at = 0; at < n; at += 1) state.edits.set(`${at}`, edit({ kind: 'note', message: 'x' }, 'waiting'));
      const menu = trayMenu(state, NOW, time);
      expect(ids(menu)).toContain('leave');
      expect(ids(find(menu, 'leave').submenu)).toEqual(['unsent', 'unsent-kept', 'sign-out']);
      expect(find(menu, 'unsent')).toMatchObject({ label: words, enabled: false, command: null });
      expect(find(menu, 'sign-out').command).toEqual({ kind: 'signOut' });
    },
  );

  it('names the end of a pause and offers to end it, until it is over', () => {
    const state = signedIn();
    state.settings = { ...state.settings, pausedUntil: NOW + 1 };
    expect(find(trayMenu(state, NOW, time), 'pause').label).toBe('Notifications paused until t1');
    expect(find(trayMenu(state, NOW, time), 'pause-resume').command).toEqual({ kind: 'resume' });
    expect(find(trayMenu(state, NOW + 1, time), 'pause').label).toBe('Pause notifications');
    expect(() => find(trayMenu(state, NOW + 1, time), 'pause-resume')).toThrow();
  });

  it('offers to try again when the connection is lost, replaced or ended', () => {
    const state = signedIn();
    state.account = { address: 'ann@example.org', server: null, remember: false, kind: null };
    expect(ids(trayMenu(state, NOW, time))).not.toContain('retry');
    state.connection = { phase: 'replaced', since: 0 };
    expect(ids(trayMenu(state, NOW, time))).toContain('retry');
    state.connection = { phase: 'ended', reason: appError('session.ended', 'x') };
    expect(ids(trayMenu(state, NOW, time))).toContain('retry');
    state.account = null;
    expect(ids(trayMenu(state, NOW, time))).not.toContain('retry');
  });
});

describe('pauses', () => {
  it('end after an hour or at the start of the next day', () => {
    expect(pauseEnd('hour', NOW) - NOW).toBe(3_600_000);
    expect(new Date(pauseEnd('tomorrow', NOW)).toString()).toBe(new Date(2026, 10, 21).toString());
    const lastDay = new Date(2026, 11, 31, 23, 59, 59).getTime();
    expect(new Date(pauseEnd('tomorrow', lastDay)).toString()).toBe(new Date(2027, 0, 1).toString());
  });

  it('are over at their end', () => {
    expect(isPaused(null, 5)).toBe(false);
    expect(isPaused(6, 5)).toBe(true);
    expect(isPaused(5, 5)).toBe(false);
  });
});
