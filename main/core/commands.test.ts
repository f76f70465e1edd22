import { describe, expect, test } from 'vitest';
import { createCommands, type CommandDeps } from './commands.ts';
import { appError, fail, ok, type Result } from './result.ts';
import type { Application } from './session/application.ts';
import { set } from './store/actions.ts';
import type { EditWish } from './store/state.ts';
import { application, fakeClient, resource } from './testing/client.ts';
import { contact, contactData, follow, group, historyEntry, phone, testStore } from './testing/entities.ts';

const ANN = { address: 'ann@x', server: null, remember: true, kind: null };
const NOT_EDITABLE = { ok: false, error: { code: 'ucwa.notEditable' } };
const GONE = { ok: false, error: { code: 'edit.noLongerPossible' } };
const OFFLINE = { ok: false, error: { code: 'network.offline', retryable: true } };

/** Ann has groups a and b of her own, a distribution group and a locked one; Ben is in a. */
function commands(defaultServer: string | null = null) {
  const store = testStore();
  const log: string[] = [];
  const wishes: EditWish[] = [];
  let usable: Result<null> = ok(null);
  const saved: string[] = [];
  let saving: 'saved' | 'cancelled' | 'failed' = 'saved';
  let living: Application | null = null;
  const note =
    <T>(name: string, value: T) =>
    (...args: unknown[]): T => {
      log.push([name, ...args.map((arg) => JSON.stringify(arg))].join(' '));
      return value;
    };
  const deps: CommandDeps = {
    store,
    files: {
      async save(name, text) {
        log.push(`save ${name}`);
        saved.push(text);
        return saving;
      },
    },
    accounts: {
      prepare: () => Promise.resolve(false),
      async choose(wish) {
        log.push(`choose ${JSON.stringify(wish)}`);
        const { address, server, remember } = wish;
        if (usable.ok) store.dispatch(set('account', { address, server, remember, kind: null }));
        return usable;
      },
      async use(address) {
        log.push(`use ${address}`);
        return usable;
      },
      async recall() {
        log.push('recall');
        return usable;
      },
      signIn: () => Promise.reject(new Error('unexpected')),
      trust: note('trust', ok(null)),
      leave: note('leave', Promise.resolve()),
      forget: note('forget', Promise.resolve(ok(null))),
      settled: () => Promise.resolve(),
    },
    session: {
      start: note('start', undefined),
      retry: note('retry', undefined),
      wake: note('wake', undefined),
      networkUp: note('network up', undefined),
      networkDown: note('network down', undefined),
      stop: note('stop', Promise.resolve()),
    },
    edits: {
      add(wish) {
        wishes.push(wish);
        return `edit-${wishes.length}`;
      },
      retry: note('retry edit', ok(null)),
      retryAll: note('retry all edits', false),
      discard: note('discard edit', ok(null)),
      setLive: () => undefined,
      restore: () => undefined,
    },
    listLock: { ask: note('ask of the list', undefined), forget: note('forget the lock', undefined) },
    jobs: {
      add: note('add job', 'job'),
      cancel: note('cancel job', ok(null)),
      dismiss: note('dismiss job', ok(null)),
      refused: () => undefined,
    },
    transfer: {} as CommandDeps['transfer'],
    people: {} as CommandDeps['people'],
    presence: {
      reconcile: note('reconcile', undefined),
      readOnce: note('readOnce', Promise.resolve(ok(null))),
    } as unknown as CommandDeps['presence'],
    attention: { shows: (groupIds) => note(`shows ${groupIds.join()}`, undefined)() },
    phones: { refresh: note('refresh phones', Promise.resolve(ok(null))) } as unknown as CommandDeps['phones'],
    updates: {
      start: () => () => undefined,
      check: note('check for updates', Promise.resolve(ok(null))),
      install: note('install the update', ok(null)),
    },
    diagnostics: {} as CommandDeps['diagnostics'],
    application: () => living,
    defaultServer,
  };
  store.dispatch(
    {
      type: 'listRead',
      groups: [
        group('a', { name: 'Sales' }),
        group('b', { name: 'Team' }),
        group('dl', { kind: 'distributionGroup', canEdit: false, canChangeMembers: false }),
        group('default', { kind: 'defaultGroup', canEdit: false }),
      ],
      members: [{ groupId: 'a', contacts: [contactData('ben@x', { name: 'Ben' })] }],
    },
    {
      type: 'phonesRead',
      phones: [phone('home'), phone('work', { canChangeNumber: false, canChangeVisibility: false })],
      at: 1,
    },
  );
  return {
    store,
    log,
    wishes,
    saved,
    saving: (outcome: typeof saving) => (saving = outcome),
    commands: createCommands(deps),
    refuse: (code: Parameters<typeof appError>[0] = 'auth.required') => (usable = fail(appError(code, 'no'))),
    connect: (app: Application = application(fakeClient())) => (living = app),
  };
}

describe('signing in', () => {
  const input = { address: 'sip:Ann@X', kind: 'password' as const, password: 'secret', server: null, remember: true };

  test('ends what was, enters with what was given, starts', async () => {
    const { commands: made, log } = commands();
    expect(await made['session.signIn'](input)).toEqual(ok(null));
    expect(log).toEqual([
      'stop',
      'choose {"kind":"password","password":"secret","remember":true,"address":"ann@x","server":null}',
      'start',
    ]);
  });

  test('one after the other, however fast they come', async () => {
    const { commands: made, log } = commands();
    await Promise.all([
      made['session.signIn'](input),
      made['session.signOut']({ forget: false }),
      made['session.retry'](null),
    ]);
    expect(log.map((line) => line.split(' ')[0])).toEqual([
      'stop',
      'choose',
      'start',
      'stop',
      'leave',
      'recall',
      'retry',
    ]);
  });

  test('without credentials nothing starts, and the window says why', async () => {
    const { commands: made, store, log, refuse } = commands();
    refuse('keychain.unavailable');
    expect(await made['session.signIn'](input)).toMatchObject({ ok: false, error: { code: 'keychain.unavailable' } });
    expect(store.state.connection).toMatchObject({ phase: 'signedOut', error: { code: 'keychain.unavailable' } });
    expect(log).not.toContain('start');
  });

  test('the default server stands in where none was entered', async () => {
    const { commands: made, store } = commands('pool.example.org');
    await made['session.signIn'](input);
    expect(store.state.account?.server).toBe('pool.example.org');
    await made['session.signIn']({ ...input, server: 'mine.example.org' });
    expect(store.state.account?.server).toBe('mine.example.org');
  });
});

test.each([false, true])('signing out, forget %s: the session ends first', async (forget) => {
  const { commands: made, log } = commands();
  expect(await made['session.signOut']({ forget })).toEqual(ok(null));
  expect(log).toEqual(['stop', `leave ${forget}`]);
});

describe('changing the account', () => {
  test('to one that is kept', async () => {
    const { commands: made, store, log } = commands();
    store.dispatch(set('accounts', [ANN]));
    expect(await made['accounts.use']({ address: 'sip:Ann@X' })).toEqual(ok(null));
    expect(log).toEqual(['stop', 'use ann@x', 'start']);
  });

  test('to one that is not: the session goes on', async () => {
    const { commands: made, log } = commands();
    expect(await made['accounts.use']({ address: 'ann@x' })).toMatchObject(GONE);
    expect(log).toEqual([]);
  });

  test('forgetting one', async () => {
    const { commands: made, log } = commands();
    expect(await made['accounts.forget']({ address: 'sip:Ann@X' })).toEqual(ok(null));
    expect(log).toEqual(['forget "ann@x"']);
  });
});

describe('saving the trace', () => {
  test.each([
    ['saved', ok(true)],
    ['cancelled', ok(false)],
    ['failed', { ok: false, error: { code: 'internal' } }],
  ] as const)('%s', async (outcome, answer) => {
    const { commands: made, log, saved, saving } = commands();
    saving(outcome);
    expect(await made['session.saveTrace'](null)).toMatchObject(answer);
    expect(log).toEqual(['save sign-in-trace.json']);
    expect(JSON.parse(saved[0] ?? '')).toEqual({ what: 'sign-in trace', domain: null, steps: [] });
  });
});

describe('trying again, trusting a host', () => {
  test('with credentials', async () => {
    const { commands: made, log } = commands();
    expect(await made['session.retry'](null)).toEqual(ok(null));
    expect(await made['session.trustHost']({ host: 'pool.y' })).toEqual(ok(null));
    expect(log).toEqual(['recall', 'retry', 'recall', 'trust "pool.y"', 'start']);
  });

  test('without: nothing starts', async () => {
    const { commands: made, log, refuse } = commands();
    refuse();
    expect(await made['session.retry'](null)).toMatchObject({ ok: false, error: { code: 'auth.required' } });
    expect(await made['session.trustHost']({ host: 'pool.y' })).toMatchObject({ error: { code: 'auth.required' } });
    expect(log).toEqual(['recall', 'recall']);
  });
});

describe('groups', () => {
  test('create, unless there is one called so', async () => {
    const { commands: made, wishes } = commands();
    expect(await made['groups.create']({ name: 'New' })).toEqual(ok('edit-1'));
    expect(await made['groups.create']({ name: 'SALES' })).toMatchObject({ error: { code: 'ucwa.alreadyExists' } });
    expect(wishes).toEqual([{ kind: 'groupCreate', name: 'New' }]);
  });

  test('rename and delete; the name of what goes is kept', async () => {
    const { commands: made, wishes } = commands();
    expect(await made['groups.rename']({ groupId: 'a', name: 'New' })).toEqual(ok('edit-1'));
    expect(await made['groups.delete']({ groupId: 'a' })).toEqual(ok('edit-2'));
    expect(wishes).toEqual([
      { kind: 'groupRename', groupId: 'a', name: 'New' },
      { kind: 'groupDelete', groupId: 'a', name: 'Sales' },
    ]);
  });

  test.each(['dl', 'default'])('%s is not ours to change', async (groupId) => {
    const { commands: made, wishes } = commands();
    expect(await made['groups.rename']({ groupId, name: 'New' })).toMatchObject(NOT_EDITABLE);
    expect(await made['groups.delete']({ groupId })).toMatchObject(NOT_EDITABLE);
    expect(wishes).toEqual([]);
  });

  test('one that is gone', async () => {
    const { commands: made } = commands();
    expect(await made['groups.rename']({ groupId: 'never', name: 'New' })).toMatchObject(GONE);
    expect(await made['groups.delete']({ groupId: 'never' })).toMatchObject(GONE);
  });
});

describe('contacts', () => {
  test('add, remove, move, remove from all: with the names people know', async () => {
    const { commands: made, wishes } = commands();
    await made['contacts.add']({ address: 'cid@x', name: 'Cid', groupId: 'b' });
    await made['contacts.add']({ address: 'ben@x', name: '', groupId: 'b' });
    await made['contacts.remove']({ address: 'ben@x', groupId: 'a' });
    await made['contacts.move']({ address: 'ben@x', from: 'a', to: 'b' });
    await made['contacts.removeFromAll']({ address: 'ben@x' });
    await made['contacts.removeFromAll']({ address: 'never@x' });
    expect(wishes).toEqual([
      { kind: 'memberAdd', address: 'cid@x', name: 'Cid', groupId: 'b' },
      { kind: 'memberAdd', address: 'ben@x', name: 'Ben', groupId: 'b' },
      { kind: 'memberRemove', address: 'ben@x', name: 'Ben', groupId: 'a' },
      { kind: 'memberMove', address: 'ben@x', name: 'Ben', from: 'a', to: 'b' },
      { kind: 'memberRemoveAll', address: 'ben@x', name: 'Ben' },
      { kind: 'memberRemoveAll', address: 'never@x', name: 'never@x' },
    ]);
  });

  test('a default group takes members, a distribution group does not', async () => {
    const { commands: made, wishes } = commands();
    expect(await made['contacts.add']({ address: 'ben@x', name: '', groupId: 'default' })).toEqual(ok('edit-1'));
    expect(await made['contacts.add']({ address: 'ben@x', name: '', groupId: 'dl' })).toMatchObject(NOT_EDITABLE);
    expect(await made['contacts.remove']({ address: 'ben@x', groupId: 'dl' })).toMatchObject(NOT_EDITABLE);
    expect(await made['contacts.move']({ address: 'ben@x', from: 'dl', to: 'a' })).toMatchObject(NOT_EDITABLE);
    expect(await made['contacts.move']({ address: 'ben@x', from: 'a', to: 'dl' })).toMatchObject(NOT_EDITABLE);
    expect(await made['contacts.move']({ address: 'ben@x', from: 'a', to: 'never' })).toMatchObject(GONE);
    expect(wishes).toHaveLength(1);
  });

  test('search and refresh need a connection', async () => {
    const { commands: made, log, connect } = commands();
    expect(await made['contacts.search']({ query: 'x', limit: 5 })).toMatchObject(OFFLINE);
    expect(await made['contacts.refresh']({ address: 'ben@x' })).toMatchObject(OFFLINE);
    expect(await made['phones.refresh'](null)).toMatchObject(OFFLINE);
    expect(log).toEqual([]);
    const client = fakeClient();
    client.on('GET /search', resource('search', '/search'));
    connect(application(client, { people: resource('people', '/people', { links: { search: '/search' } }) }));
    expect(await made['contacts.search']({ query: 'x', limit: 5 })).toEqual(ok({ people: [], more: false }));
    await made['contacts.refresh']({ address: 'ben@x' });
    await made['phones.refresh'](null);
    expect(log).toEqual(['readOnce "ben@x"', 'refresh phones']);
  });
});

describe('phones', () => {
  test('only what the links allow', async () => {
    const { commands: made, wishes } = commands();
    expect(await made['phones.setVisible']({ phone: 'home', visible: true })).toEqual(ok('edit-1'));
    expect(await made['phones.setNumber']({ phone: 'home', number: '' })).toEqual(ok('edit-2'));
    expect(await made['phones.setVisible']({ phone: 'work', visible: true })).toMatchObject(NOT_EDITABLE);
    expect(await made['phones.setNumber']({ phone: 'work', number: '1' })).toMatchObject(NOT_EDITABLE);
    expect(await made['phones.setNumber']({ phone: 'other', number: '1' })).toMatchObject(GONE);
    expect(wishes).toEqual([
      { kind: 'phoneVisibility', phone: 'home', visible: true },
      { kind: 'phoneNumber', phone: 'home', number: '' },
    ]);
  });

  test('each link counts for itself', async () => {
    const { commands: made, store } = commands();
    store.dispatch({ type: 'phonesRead', phones: [phone('home', { canChangeNumber: false })], at: 2 });
    expect((await made['phones.setVisible']({ phone: 'home', visible: true })).ok).toBe(true);
    expect(await made['phones.setNumber']({ phone: 'home', number: '1' })).toMatchObject(NOT_EDITABLE);
  });
});

describe('following', () => {
  test('somebody, known or not, and a group; waiting without a connection', async () => {
    const { commands: made, store, log, connect } = commands();
    expect(await made['follows.add']({ kind: 'contact', target: 'ben@x' })).toEqual(ok(null));
    connect();
    await made['follows.add']({ kind: 'contact', target: 'never@x' });
    await made['follows.add']({ kind: 'group', target: 'a' });
    expect([...store.state.follows.values()]).toEqual([
      follow('contact', 'ben@x', { name: 'Ben', status: 'waiting' }),
      follow('contact', 'never@x', { status: 'pending' }),
      follow('group', 'a', { name: 'Sales', status: 'pending' }),
    ]);
    expect(log).toEqual(['reconcile', 'reconcile', 'reconcile']);
  });

  test('a group that is gone', async () => {
    const { commands: made, store } = commands();
    expect(await made['follows.add']({ kind: 'group', target: 'never' })).toMatchObject(GONE);
    expect(store.state.follows.size).toBe(0);
  });

  test('again: how it stands is kept, and it is tried again', async () => {
    const { commands: made, store, log } = commands();
    const refused = follow('contact', 'ben@x', { status: 'refused', error: appError('ucwa.limitExceeded', 'full') });
    store.dispatch({ type: 'followPut', follow: refused });
    await made['follows.add']({ kind: 'contact', target: 'ben@x' });
    expect([...store.state.follows.values()]).toEqual([refused]);
    expect(log).toEqual(['reconcile']);
  });

  test('no more', async () => {
    const { commands: made, store, log } = commands();
    await made['follows.add']({ kind: 'contact', target: 'ben@x' });
    expect(await made['follows.remove']({ kind: 'contact', target: 'ben@x' })).toEqual(ok(null));
    expect(store.state.follows.size).toBe(0);
    expect(store.state.contacts.get('ben@x')).toEqual(contact('ben@x', ['a'], { name: 'Ben' }));
    expect(log).toEqual(['reconcile', 'reconcile']);
  });
});

test('the rest goes where it belongs', async () => {
  const { commands: made, store, log, wishes } = commands();
  await made['me.setAvailability']({ availability: 'Busy' });
  await made['me.setAvailability']({ availability: null });
  await made['me.setNote']({ message: '' });
  expect(wishes).toEqual([
    { kind: 'availability', availability: 'Busy' },
    { kind: 'availability', availability: null },
    { kind: 'note', message: '' },
  ]);
  await made['edits.retry']({ id: '1' });
  await made['edits.discard']({ id: '2' });
  expect(log).toEqual(['retry edit "1"', 'discard edit "2"']);
  store.dispatch(set('notice', appError('internal', 'x')));
  expect(await made['notice.dismiss'](null)).toEqual(ok(null));
  expect(store.state.notice).toBeNull();
  expect(await made['settings.update']({ theme: 'dark' })).toEqual(ok(null));
  await made['settings.update']({ notifyPresence: true });
  expect(store.state.settings).toMatchObject({ theme: 'dark', notifyPresence: true, notifyGroupChanges: true });
  expect(await made['settings.zoom']({ step: 'in' })).toEqual(ok(null));
  expect(store.state.settings).toMatchObject({ theme: 'dark', zoom: 1.1 });
  store.dispatch({ type: 'historyAdded', entries: [historyEntry('1')] });
  expect(await made['history.clear'](null)).toEqual(ok(null));
  expect(store.state.history.size).toBe(0);
});
