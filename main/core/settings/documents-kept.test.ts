/** What must not be lost: the user's own under a policy, and what a newer version of the app has written. */
import { describe, expect, test } from 'vitest';
import type { ManagedSettings } from '../policy/policy.ts';
import { set } from '../store/actions.ts';
import { drivenClock } from '../testing/clock.ts';
import { edit, testStore } from '../testing/entities.ts';
import { fakeDisk } from '../testing/ports.ts';
import { fakeLogger } from '../ucwa/testing.ts';
import { openDocuments } from './documents.ts';
import { nameFor } from './names.ts';
import { DEFAULT_SETTINGS, SETTINGS_VERSION } from './settings.ts';

const ANN = { address: 'ann@x', server: null, remember: true, kind: null };
const JOURNAL = nameFor('journal', 'ann@x');
const DATA = nameFor('account-data', 'ann@x');

function documents(disk: ReturnType<typeof fakeDisk>, managed: ManagedSettings = {}) {
  const store = testStore();
  const made = openDocuments(store, disk, drivenClock(), fakeLogger(), managed);
  const change = (more: object) => store.dispatch(set('settings', { ...store.state.settings, ...more }));
  return { store, documents: made, change };
}

describe('settings of the organisation', () => {
  test('go before the user’s own, which stay on the disk and come back', () => {
    const disk = fakeDisk({ settings: { settings: { theme: 'dark', notifyPresence: true } } });
    const { store, change } = documents(disk, { theme: 'light', startAtLogin: true });
    expect(store.state.settings).toMatchObject({ theme: 'light', startAtLogin: true, notifyPresence: true });
    change({ notifyPresence: false });
    expect(disk.read('settings')).toMatchObject({
      settings: { theme: 'dark', startAtLogin: false, notifyPresence: false },
    });
    const free = documents(disk);
    expect(free.store.state.settings).toMatchObject({ theme: 'dark', startAtLogin: false, notifyPresence: false });
  });

  test('are no reason to write', () => {
    const disk = fakeDisk();
    documents(disk, { theme: 'light' });
    expect(disk.saves).toEqual([]);
  });
});

describe('documents of a newer version', () => {
  const future = {
    version: SETTINGS_VERSION + 1,
    settings: { ...DEFAULT_SETTINGS, theme: 'dark', sounds: { join: 'bell' } },
    endpointId: 'e',
  };

  test('settings: what is known counts, the whole is set aside, and the user is told', () => {
    const disk = fakeDisk({ settings: future });
    const { store, documents: made, change } = documents(disk);
    expect(store.state.settings.theme).toBe('dark');
    expect(made.kept.endpointId).toBe('e');
    expect(store.state.notice?.code).toBe('settings.newer');
    change({ theme: 'light' });
    expect(disk.read('settings')).toMatchObject({ version: SETTINGS_VERSION, settings: { theme: 'light' } });
    expect(disk.read('settings-newer')).toEqual(future);
    expect(documents(disk).store.state.notice).toBeNull();
  });

  test('of an account: the same, and they go with the account', () => {
    const journal = { version: 2, address: 'ann@x', edits: [{ id: '1', wish: { kind: 'ofTheFuture' } }] };
    const disk = fakeDisk({ [JOURNAL]: journal });
    const { store, documents: made } = documents(disk);
    store.dispatch(set('account', ANN));
    expect(made.restore('ann@x')).toEqual([]);
    const mine = edit('2', { kind: 'note', message: 'x' }, { status: 'waiting' });
    made.saveJournal([mine]);
    expect(disk.read(JOURNAL)).toEqual({ address: 'ann@x', edits: [mine] });
    expect(disk.read(`${JOURNAL}-newer`)).toEqual(journal);
    expect(store.state.notice?.code).toBe('settings.newer');
    store.dispatch({ type: 'accountCleared' });
    made.forget('ann@x');
    expect([...disk.files.keys()]).toEqual(['settings']);
  });

  test.each([SETTINGS_VERSION, '9', null, undefined])('version %j is no newer one', (version) => {
    const disk = fakeDisk({ settings: { ...future, version } });
    const { store } = documents(disk);
    expect([store.state.notice, disk.saves]).toEqual([null, []]);
  });

  test('on a full disk the user is told, and nothing breaks', () => {
    const disk = fakeDisk({ settings: future });
    disk.full = true;
    expect(documents(disk).store.state.settings.theme).toBe('dark');
  });
});

describe('documents that cannot be read', () => {
  test('several at once: all of them are named', () => {
    const disk = fakeDisk({});
    disk.corrupt.add(JOURNAL).add(DATA);
    const { store, documents: made } = documents(disk);
    made.restore('ann@x');
    expect(store.state.notice?.code).toBe('data.reset');
    expect(store.state.notice?.message).toMatch(/not sent yet; what you follow/);
  });

  test('the settings alone: what is kept of the account is there once it signs in again', () => {
    const mine = edit('2', { kind: 'note', message: 'x' }, { status: 'waiting' });
    const disk = fakeDisk({ settings: {}, [JOURNAL]: { address: 'ann@x', edits: [mine] } });
    disk.corrupt.add('settings');
    const { store, documents: made } = documents(disk);
    expect(store.state.notice?.code).toBe('settings.reset');
    store.dispatch(set('account', ANN));
    expect(made.restore('ann@x')).toEqual([mine]);
  });
});
