import { describe, expect, test } from 'vitest';
import { createCore, type CoreOptions } from './app.ts';
import type { HttpOutcome } from './ports.ts';
import { nameFor } from './settings/names.ts';
import { DEFAULT_SETTINGS } from './settings/settings.ts';
import { drivenClock, idle } from './testing/clock.ts';
import { contact, edit, group } from './testing/entities.ts';
import { idlePorts, fakeDisk, fakeNetwork, fakeNotifier, fakePower, fakeSecrets } from './testing/ports.ts';
import { signInServer, URLS } from './testing/sign-in-server.ts';
import { fakeLogger, json, raw, type FakeHttp } from './ucwa/testing.ts';

const ANN = 'ann@example.org';
const ACCOUNT = { address: ANN, server: null, remember: true };
const REMEMBERED = {
  settings: { settings: DEFAULT_SETTINGS, account: ACCOUNT, endpointId: 'endpoint-1', signInAtStart: true },
  cache: { address: ANN, asOf: 5, groups: [group('a')], contacts: [contact('ben@x', ['a'])] },
  'account-data': { address: ANN, follows: [{ kind: 'contact', target: 'ben@x', name: 'Ben' }], history: [] },
  journal: {
    address: ANN,
    edits: [edit('1', { kind: 'groupRename', groupId: 'a', name: 'New' }, { status: 'pending' })],
  },
};

function core(documents: Record<string, unknown> = {}, kept: Record<string, string> = {}, options: CoreOptions = {}) {
  const server = signInServer();
  const disk = fakeDisk(documents);
  const secrets = fakeSecrets(kept);
  const clock = drivenClock();
  const logger = fakeLogger();
  const power = fakePower();
  const network = fakeNetwork();
  const notifier = fakeNotifier();
  const { http } = server;
  const ports = { ...idlePorts(), http, clock, secrets, settings: disk, logger, power, network, notifier };
  const made = createCore({ ...ports, userAgent: 'Rollcall/test', culture: 'en-US' }, options);
  return { ...server, ...ports, disk, core: made, state: made.store.state };
}

describe('starting', () => {
  test('with nothing remembered asks nobody anything', async () => {
    const { core: made, clock, http, state } = core();
    await made.start();
    await clock.advance(600_000);
    expect(http.log).toEqual([]);
    expect(state.connection).toEqual({ phase: 'signedOut', error: null });
    expect(clock.timers).toBe(0);
  });

  test('shows what was there last before anybody answers, and signs in', async () => {
    const { core: made, clock, state, http } = core(REMEMBERED, { [ANN]: 'secret' });
    await made.start();
    expect(state.list).toMatchObject({ state: 'cached', asOf: 5 });
    expect([...state.groups.keys()]).toEqual(['a']);
    expect(state.follows.get('contact:ben@x')?.status).toBe('waiting');
    expect([...state.edits.values()].map(({ status }) => status)).toEqual(['waiting']);
    await clock.advance(10_000);
    expect(state.connection.phase).toBe('live');
    expect(state.list.state).toBe('current');
    const [post] = http.requests.filter(({ method, url }) => method === 'POST' && url === URLS.applications);
    expect(JSON.parse(post?.body ?? '')).toMatchObject({ endpointId: 'endpoint-1', userAgent: 'Rollcall/test' });
  });

  test('what happened meanwhile is one entry of the history', async () => {
    const { core: made, clock, state, notifier } = core(REMEMBERED, { [ANN]: 'secret' });
    await made.start();
    await clock.advance(60_000);
    expect([...state.history.values()].map(({ kind }) => kind)).toEqual(['whileAway']);
    expect(notifier.shown).toEqual([]);
  });

  test('an edit of the last run is settled or explained, not lost', async () => {
    const { core: made, clock, state, disk } = core(REMEMBERED, { [ANN]: 'secret' });
    await made.start();
    await clock.advance(60_000);
    // The group went away meanwhile.
    expect([...state.edits.values()]).toMatchObject([{ status: 'failed', error: { code: 'edit.noLongerPossible' } }]);
    expect(disk.read(nameFor('journal', ANN))).toMatchObject({ edits: [{ id: '1', status: 'failed' }] });
  });

  test('a first sign-in makes one endpoint id for good', async () => {
    const { core: made, clock, disk, state } = core();
    await made.start();
    await made.commands['session.signIn']({
      address: ANN,
      kind: 'password',
      password: 'secret',
      server: null,
      remember: true,
    });
    await clock.advance(10_000);
    expect(state.connection.phase).toBe('live');
    const { endpointId } = disk.read('settings') as { endpointId: string };
    expect(endpointId).toMatch(/^[0-9a-f-]{36}$/);
    await made.commands['session.signOut']({ forget: false });
    await made.commands['session.signIn']({ address: ANN, kind: null, password: '', server: null, remember: true });
    await clock.advance(10_000);
    expect(disk.read('settings')).toMatchObject({ endpointId, accounts: [{ address: ANN, signInAtStart: true }] });
    expect(state.connection.phase).toBe('live');
  });

  test('with an account given by the host', async () => {
    const given = { address: ANN, kind: 'password', password: 'secret', server: null };
    const { core: made, clock, state, secrets } = core({}, {}, { signInAtStart: given });
    await made.start();
    await clock.advance(10_000);
    expect(state.connection.phase).toBe('live');
    expect(secrets.kept.size).toBe(0);
  });

  test('a wrong password is said, and nothing goes on', async () => {
    const { core: made, clock, state, tried } = core(REMEMBERED, { [ANN]: 'wrong' });
    await made.start();
    await clock.advance(600_000);
    expect(state.connection).toMatchObject({ phase: 'ended', reason: { code: 'auth.denied' } });
    expect(tried).toEqual(['wrong']);
    expect(state.list.state).toBe('cached');
  });
});

test('a desktop without tray icons is told of, but not in the place of what waits to be read', () => {
  const { core: made, state } = core();
  made.tellNoTray();
  expect(state.notice?.code).toBe('tray.missing');
  const other = core({}, {}, { policy: { unreadable: true } });
  other.core.tellNoTray();
  expect(other.state.notice?.code).toBe('policy.unreadable');
});

describe('the medium', () => {
  const inXml = { ...REMEMBERED, settings: { ...REMEMBERED.settings, medium: 'xml' } };
  test.each([
    ['the usual one', REMEMBERED, {}, 'application/json'],
    ['that of the settings document', inXml, {}, 'application/xml'],
    ['that of the host', inXml, { medium: 'ucwa+json' }, 'application/vnd.microsoft.com.ucwa+json'],
  ] as const)('%s is asked for from discovery on', async (_, documents, options, type) => {
    const { core: made, clock, http, state } = core(documents, { [ANN]: 'secret' }, options);
    await made.start();
    await clock.advance(10_000);
    expect(state.connection.phase).toBe('live');
    const asked = http.requests.filter(({ url }) => url !== URLS.service).map(({ headers }) => headers['accept']);
    expect(new Set(asked)).toEqual(new Set([type]));
    const [post] = http.requests.filter(({ method, url }) => method === 'POST' && url === URLS.applications);
    expect(post?.headers['content-type']).toBe(type);
  });
});

describe('stopping', () => {
  test('deletes the application, writes what is due, and leaves nothing running', async () => {
    const { core: made, clock, http, disk, state } = core(REMEMBERED, { [ANN]: 'secret' });
    await made.start();
    await clock.advance(10_000);
    await made.commands['follows.add']({ kind: 'contact', target: 'cid@x' });
    await made.stop();
    expect(http.log.filter((line) => line.startsWith('DELETE'))).toEqual([`DELETE ${URLS.application}`]);
    expect(clock.timers).toBe(0);
    expect(disk.read(nameFor('account-data', ANN))).toMatchObject({
      follows: [{ target: 'ben@x' }, { target: 'cid@x' }],
    });
    expect([...state.follows.values()].map(({ status }) => status)).toEqual(['waiting', 'waiting']);
    const { length } = http.log;
    await clock.advance(3_600_000);
    expect(http.log).toHaveLength(length);
  });

  test('has written what was due before it waits for anything', async () => {
    const { core: made, clock, disk } = core(REMEMBERED, { [ANN]: 'secret' });
    await made.start();
    await clock.advance(10_000);
    await made.commands['follows.add']({ kind: 'contact', target: 'cid@x' });
    const stopped = made.stop();
    expect(disk.read(nameFor('account-data', ANN))).toMatchObject({
      follows: [{ target: 'ben@x' }, { target: 'cid@x' }],
    });
    await stopped;
  });

  test('twice is once', async () => {
    const { core: made, clock, http } = core(REMEMBERED, { [ANN]: 'secret' });
    await made.start();
    await clock.advance(10_000);
    await Promise.all([made.stop(), made.stop()]);
    expect(http.log.filter((line) => line.startsWith('DELETE'))).toHaveLength(1);
  });

  test('waking up and the network coming back mean nothing any more', async () => {
    const { core: made, clock, http, power, network } = core(REMEMBERED, { [ANN]: 'secret' });
    await made.start();
    await clock.advance(10_000);
    await made.stop();
    const { length } = http.log;
    power.resume();
    network.change(true);
    await clock.advance(600_000);
    expect(http.log).toHaveLength(length);
    expect(clock.timers).toBe(0);
  });

  test('while the keychain still asks the user: nobody is signed in afterwards', async () => {
    const { core: made, clock, http, secrets } = core(REMEMBERED, { [ANN]: 'secret' });
    const { promise: answered, resolve: answer } = Promise.withResolvers<null>();
    const get = secrets.get.bind(secrets);
    secrets.get = (account) => answered.then(() => get(account));
    const started = made.start();
    await idle();
    await made.stop();
    answer(null);
    await started;
    await clock.advance(60_000);
    expect(http.log).toEqual([]);
  });

  test('before anything began', async () => {
    const { core: made, clock } = core();
    await made.stop();
    expect(clock.timers).toBe(0);
  });
});

test('before the machine sleeps, all is written that was still to be', async () => {
  const { core: made, power, disk } = core(REMEMBERED, { [ANN]: 'secret' });
  await made.start();
  await made.commands['follows.add']({ kind: 'contact', target: 'cid@x' });
  const targets = () => {
    const data = disk.read(nameFor('account-data', ANN)) as { follows: { target: string }[] } | undefined;
    return data?.follows.map(({ target }) => target);
  };
  expect(targets()).not.toContain('cid@x');
  power.suspend();
  expect(targets()).toEqual(['ben@x', 'cid@x']);
});

describe('waking up', () => {
  test.each(['resume', 'network'] as const)('by %s: the poll is parked anew and the list is read again', async (by) => {
    const { core: made, clock, http, power, network } = core(REMEMBERED, { [ANN]: 'secret' });
    await made.start();
    await clock.advance(10_000);
    const count = (part: string): number => http.log.filter((line) => line.includes(part)).length;
    const before = [count('/events'), count('/people/groups')];
    if (by === 'resume') power.resume();
    else network.change(true);
    await idle();
    expect([count('/events'), count('/people/groups')]).toEqual(before.map((n) => n + 1));
  });

  test('the network going away is no reason to ask', async () => {
    const { core: made, clock, http, network } = core(REMEMBERED, { [ANN]: 'secret' });
    await made.start();
    await clock.advance(10_000);
    const { length } = http.log;
    network.change(false);
    await idle();
    expect(http.log).toHaveLength(length);
  });
});

describe('faults of a live session', () => {
  async function live() {
    const made = core(REMEMBERED, { [ANN]: 'secret' });
    await made.core.start();
    await made.clock.advance(10_000);
    expect(made.state.connection.phase).toBe('live');
    return made;
  }

  /** From now on addresses with such a part are answered so; what comes back ends it. */
  function refuse(http: FakeHttp, parts: readonly string[], answer: HttpOutcome): () => void {
    const { send } = http;
    http.send = (request, signal) => {
      if (!parts.some((part) => request.url.includes(part))) return send(request, signal);
      http.requests.push(request);
      return Promise.resolve(answer);
    };
    return () => void (http.send = send);
  }

  test('the network going away is shown', async () => {
    const { network, state } = await live();
    network.change(false);
    expect(state.connection).toMatchObject({ phase: 'degraded', reason: { code: 'network.offline' } });
  });

  test('taken by another copy: the user takes it back with an endpoint id of its own, which is kept', async () => {
    const { core: made, clock, http, power, state, disk } = await live();
    // The echo of the poll that waking up gave up, and then the other copy.
    const healed = refuse(http, ['/events'], json(409, { code: 'Conflict', subcode: 'PGetReplaced' }));
    power.resume();
    await clock.advance(1_000);
    expect(state.connection.phase).toBe('replaced');
    healed();
    await made.commands['session.retry'](null);
    await clock.advance(1_000);
    expect(state.connection.phase).toBe('live');
    const posts = http.requests.filter(({ method, url }) => method === 'POST' && url === URLS.applications);
    const ids = posts.map(({ body }) => (JSON.parse(body ?? '{}') as { endpointId?: string }).endpointId);
    expect(ids).toHaveLength(2);
    expect(ids[0]).toBe('endpoint-1');
    expect(ids[1]).not.toBe('endpoint-1');
    expect(disk.read('settings')).toMatchObject({ endpointId: ids[1] });
  });

  test('a password that was changed elsewhere is tried once, not until the account is locked', async () => {
    const made = await live();
    const challenge = `MsRtcOAuth href="${URLS.service}",grant_type="password"`;
    refuse(made.http, ['/applications'], raw(401, '<html>', { 'www-authenticate': challenge }));
    refuse(made.http, [URLS.service], json(400, { error: 'invalid_grant' }));
    const { length } = made.http.log;
    made.power.resume();
    await made.clock.advance(3_600_000);
    made.power.resume();
    made.network.change(false);
    made.network.change(true);
    await made.clock.advance(3_600_000);
    expect(made.state.connection).toMatchObject({ phase: 'ended', reason: { code: 'auth.denied' } });
    expect(made.http.log.slice(length).filter((line) => line === `POST ${URLS.service}`)).toHaveLength(1);
  });
});

describe('leaving an account', () => {
  test('and forgetting: nothing of it is left anywhere', async () => {
    const { core: made, clock, state, disk, secrets } = core(REMEMBERED, { [ANN]: 'secret' });
    await made.start();
    await clock.advance(10_000);
    await made.commands['follows.add']({ kind: 'group', target: 'a' });
    await made.commands['session.signOut']({ forget: true });
    await clock.advance(600_000);
    const tables = ['groups', 'contacts', 'presence', 'phones', 'follows', 'edits', 'history'] as const;
    expect(tables.map((table) => state[table].size)).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect(state.connection.phase).toBe('signedOut');
    expect([...disk.files.keys()]).toEqual(['settings']);
    expect(JSON.stringify(disk.read('settings'))).not.toContain(ANN);
    expect(secrets.kept.size).toBe(0);
    expect(clock.timers).toBe(0);
  });

  test('an edit of the own status goes to where that is kept', async () => {
    const {
      core: made,
      clock,
      state,
    } = core({}, {}, { signInAtStart: { address: ANN, password: 'secret', server: null } });
    await made.start();
    await clock.advance(10_000);
    await made.commands['me.setNote']({ message: 'x' });
    await idle();
    // This server publishes no status.
    expect([...state.edits.values()]).toMatchObject([
      {
        status: 'failed',
        error: { code: 'edit.noLongerPossible', message: expect.stringContaining('status') as string },
      },
    ]);
  });

  test('an edit made while signed out waits', async () => {
    const { core: made, clock, state } = core(REMEMBERED, { [ANN]: 'secret' });
    await made.start();
    await made.commands['session.signOut']({ forget: false });
    await made.commands['me.setNote']({ message: 'x' });
    await clock.advance(600_000);
    expect([...state.edits.values()].map(({ status }) => status)).toEqual(['waiting', 'waiting']);
  });
});

test('what the organisation does not allow cannot be asked for', async () => {
  const { core: made, http, state } = core({}, {}, { policy: { signInKinds: ['windows'] } });
  await made.start();
  const input = { address: ANN, kind: 'password', password: 'secret', server: null, remember: true } as const;
  expect(await made.commands['session.signIn'](input)).toMatchObject({
    ok: false,
    error: { code: 'auth.unsupported' },
  });
  expect(state.connection).toMatchObject({ phase: 'signedOut', error: { code: 'auth.unsupported' } });
  expect(http.log).toEqual([]);
});

test('no password, ticket or href is in the log or on the disk', async () => {
  const { core: made, clock, logger, disk } = core(REMEMBERED, { [ANN]: 'secret' });
  await made.start();
  await clock.advance(10_000);
  await made.stop();
  const everything = logger.lines.join('\n') + [...disk.files.values()].join('\n');
  for (const secret of ['secret', 'Bearer', 'ticket"', '/ucwa/applications/1'])
    expect(everything).not.toContain(secret);
});
