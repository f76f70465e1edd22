import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { appError, fail, ok } from '../core/result.ts';
import { COMMANDS } from '../../preload/contract/channels.ts';
import type { CommandName, Commands } from '../../preload/contract/commands.ts';
import { createFakeCore, createMemoryLogger } from './testing/fake-core.ts';
import { createRouter } from './router.ts';
import { toSnapshot } from './view.ts';

const window = {};
const page = { url: 'app://bundle/index.html', isMainFrame: true, window };

/** One good input for each command. */
const good: { [C in CommandName]: Commands[C]['input'] } = {
  'state.snapshot': null,
  'session.saveTrace': null,
  'accounts.use': { address: 'ann@example.org' },
  'accounts.forget': { address: 'ann@example.org' },
  'session.signIn': { address: 'ann@example.org', kind: 'password', password: 'p', server: null, remember: false },
  'session.signOut': { forget: true },
  'session.retry': null,
  'session.trustHost': { host: 'pool.example.org' },
  'groups.create': { name: 'Sales' },
  'groups.rename': { groupId: 'g', name: 'Sales' },
  'groups.delete': { groupId: 'g' },
  'contacts.add': { address: 'bob@example.org', name: 'Bob', groupId: 'g' },
  'contacts.remove': { address: 'bob@example.org', groupId: 'g' },
  'contacts.move': { address: 'bob@example.org', from: 'g', to: 'h' },
  'contacts.removeFromAll': { address: 'bob@example.org' },
  'contacts.removeMany': { people: [{ address: 'bob@example.org', name: 'Bob' }], groupId: 'g' },
  'contacts.moveMany': { people: [{ address: 'bob@example.org', name: 'Bob' }], from: 'g', to: 'h' },
  'contacts.addMany': { people: [{ address: 'bob@example.org', name: 'Bob' }], groupId: 'g' },
  'contacts.search': { query: 'bob', limit: 10 },
  'contacts.refresh': { address: 'bob@example.org' },
  'contacts.lookup': { address: 'bob@example.org' },
  'phones.confirmSharing': { phone: 'home' },
  'phones.setVisible': { phone: 'mobile', visible: false },
  'phones.setNumber': { phone: 'mobile', number: '' },
  'phones.refresh': null,
  'follows.add': { kind: 'group', target: 'g' },
  'follows.remove': { kind: 'contact', target: 'bob@example.org' },
  'follows.addMany': { follows: [{ kind: 'group', target: 'g' }] },
  'jobs.cancel': { id: 'j' },
  'jobs.dismiss': { id: 'j' },
  'list.export': { format: 'csv', groups: ['g'] },
  'list.readImport': { name: 'contacts.csv', text: '' },
  'list.retry': null,
  'list.applyImport': { id: 'i' },
  'me.setAvailability': { availability: null },
  'me.setNote': { message: '' },
  'edits.retry': { id: 'e' },
  'edits.discard': { id: 'e' },
  'history.undo': { id: 'entry' },
  'history.clear': null,
  'window.shows': { groupIds: ['g'] },
  'settings.update': { theme: 'dark', mutedGroups: [{ id: 'g', until: null }] },
  'settings.zoom': { step: 'in' },
  'notice.dismiss': null,
  'updates.check': null,
  'updates.install': null,
  'diagnostics.read': null,
  'diagnostics.report': null,
  'diagnostics.save': null,
  'diagnostics.openLogs': null,
  'app.licences': null,
};

const preview = {
  id: 'i',
  name: 'contacts.csv',
  format: 'csv',
  groups: [],
  follows: [],
  unreadable: [],
  totals: { create: 0, add: 0, there: 0, cannot: 0, follows: 0, unreadable: 0 },
};

function setUp() {
  const fake = createFakeCore();
  fake.answers.set('diagnostics.read', () =>
    Promise.resolve(
      ok({ components: {}, server: null, documents: [], policies: [], version: '1', host: 'browser', system: 'x' }),
    ),
  );
  fake.answers.set('contacts.lookup', () => Promise.resolve(ok({ contact: { emails: [] }, presence: null })));
  fake.answers.set('list.readImport', () => Promise.resolve(ok(preview)));
  fake.answers.set('contacts.search', () => Promise.resolve(ok({ people: [], more: false })));
  const logger = createMemoryLogger();
  const router = createRouter({
    commands: fake.core.commands,
    snapshot: () => toSnapshot(fake.core.store.state),
    allowedOrigins: new Set(['app://bundle', 'http://127.0.0.1:4000']),
    logger,
    clock: { now: () => 0, uuid: () => 'correlation-1' },
  });
  return { fake, logger, router };
}

let s: ReturnType<typeof setUp>;
beforeEach(() => {
  s = setUp();
});

describe.each(COMMANDS)('%s', (command) => {
  test('passes good input on', async () => {
    expect(await s.router.handle(page, command, good[command])).toMatchObject({ ok: true });
    expect(s.fake.calls).toEqual(command === 'state.snapshot' ? [] : [{ command, input: good[command] }]);
  });

  test.each([
    ['a foreign origin', { url: 'https://evil.example/', isMainFrame: true, window }],
    ['a look-alike origin', { url: 'app://bundle.evil/index.html', isMainFrame: true, window }],
    ['another port', { url: 'http://127.0.0.1:4001/', isMainFrame: true, window }],
    ['a sub-frame of ours', { url: page.url, isMainFrame: false, window }],
    ['a destroyed frame', { url: '', isMainFrame: true, window }],
  ])('refuses %s', async (_, sender) => {
    expect(await s.router.handle(sender, command, good[command])).toMatchObject({
      ok: false,
      error: { code: 'validation' },
    });
    expect(s.fake.calls).toEqual([]);
  });

  test.each([[undefined], [1], ['text'], [['text']], [{ surplus: 1 }], [{ ...good[command], surplus: 1 }]])(
    'refuses %j',
    async (argument) => {
      const answer = await s.router.handle(page, command, argument);
      expect(answer).toMatchObject({ ok: false, error: { code: 'validation' } });
      expect(s.fake.calls).toEqual([]);
    },
  );

  test('refuses each field of a wrong type and names it', async () => {
    for (const field of Object.keys(good[command] ?? {})) {
      const answer = await s.router.handle(page, command, { ...good[command], [field]: { odd: true } });
      expect(answer).toMatchObject({
        ok: false,
        error: { code: 'validation', message: expect.stringContaining(field) as unknown },
      });
    }
    expect(s.fake.calls).toEqual([]);
  });

  test('never rejects and never calls the core with anything, whatever comes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.anything({ withNullPrototype: true }), async (argument) => {
        fc.pre(argument !== null && !(command === 'settings.update' && isEmpty(argument)));
        const answer = await s.router.handle(page, command, argument);
        expect(answer.ok).toBe(false);
        expect(s.fake.calls).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

/** The empty settings update changes nothing and is allowed. */
function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

test.each(['', 'nonsense', '__proto__', 'constructor', 'toString', 'state.patch'])(
  'there is no command %j',
  async (name) => {
    expect(await s.router.handle(page, name, null)).toMatchObject({ ok: false, error: { code: 'validation' } });
  },
);

test('input is normalised before the core sees it', async () => {
  await s.router.handle(page, 'contacts.refresh', { address: ' sip:Bob@Example.org ' });
  expect(s.fake.calls[0]?.input).toEqual({ address: 'bob@example.org' });
});

test('a refusal never quotes what was sent', async () => {
  const bad = { ...good['session.signIn'], password: ['hunter2'], server: 'hunter2' };
  const long = { ...good['session.signIn'], password: 'hunter2'.repeat(200) };
  const address = { ...good['session.signIn'], address: 'hunter2' };
  for (const argument of [bad, long, address, 'hunter2']) {
    const answer = await s.router.handle(page, 'session.signIn', argument);
    expect(answer.ok).toBe(false);
    expect(JSON.stringify(answer) + JSON.stringify(s.logger.lines)).not.toContain('hunter2');
  }
  expect(await s.router.handle(page, 'session.signIn', address)).toMatchObject({
    error: { message: 'session.signIn: address: an address looks like name@example.org' },
  });
});

test("the core's failures come back without the waiting time", async () => {
  s.fake.answers.set('session.retry', () =>
    Promise.resolve(fail(appError('ucwa.tooManyRequests', 'slow down', { retryAfterMs: 9, status: 429 }))),
  );
  const answer = await s.router.handle(page, 'session.retry', null);
  expect(answer).toMatchObject({ ok: false, error: { code: 'ucwa.tooManyRequests', status: 429 } });
  expect(JSON.stringify(answer)).not.toContain('retryAfterMs');
});

test.each([
  ['rejects', () => Promise.reject(new Error('deep inside /home/x'))],
  [
    'throws',
    () => {
      throw new TypeError('deep inside /home/x');
    },
  ],
  [
    'throws an odd value',
    () => {
      throw Object.create(null);
    },
  ],
])('a command that %s becomes an internal error with a correlation id', async (_, answer) => {
  s.fake.answers.set('session.retry', answer);
  const envelope = await s.router.handle(page, 'session.retry', null);
  expect(envelope).toMatchObject({ ok: false, error: { code: 'internal', correlationId: 'correlation-1' } });
  expect(JSON.stringify(envelope)).not.toContain('deep inside');
  expect(s.logger.lines).toMatchObject([
    { level: 'error', fields: { correlationId: 'correlation-1', command: 'session.retry' } },
  ]);
});

test('an argument with traps, which no clone carries, is read once and never throws', async () => {
  let reads = 0;
  const twoFaced = {
    get groupId() {
      reads += 1;
      return reads === 1 ? 'g' : { odd: true };
    },
  };
  expect(await s.router.handle(page, 'groups.delete', twoFaced)).toMatchObject({ ok: true });
  expect(s.fake.calls).toEqual([{ command: 'groups.delete', input: { groupId: 'g' } }]);
  const thrower = new Proxy(
    {},
    {
      get: () => {
        throw new Error('trap');
      },
      ownKeys: () => {
        throw new Error('trap');
      },
    },
  );
  expect(await s.router.handle(page, 'groups.delete', thrower)).toMatchObject({ ok: false });
  expect(s.fake.calls).toHaveLength(1);
});
