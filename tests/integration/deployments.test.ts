/** Every deployment with every way to sign in: each leads in, or fails for the reason that the catalogue has. */
import { afterEach, describe, expect, test } from 'vitest';
import type { Means, SignInKind } from '../../main/core/ucwa/index.ts';
import { createSimulator, type Deployment, type Simulator, type SimulatorOptions } from '../../simulator/index.ts';
import { startRollcall, untilLive } from '../support/rollcall.ts';
import { untilState } from '../support/wait.ts';
import { makeApplication, said, signInBench, type SignInBench } from '../support/wire-sign-in.ts';

let simulator: Simulator;
let bench: SignInBench;

async function start(options: SimulatorOptions, password?: string): Promise<void> {
  simulator = await createSimulator({ people: 5, seed: 4, ...options });
  bench = signInBench(simulator, password ?? simulator.password);
}

afterEach(async () => {
  bench.close();
  const [offences, captured] = [simulator.control.offences(), simulator.control.captured()];
  await simulator.close();
  expect(offences).toEqual([]);
  expect(captured.filter(({ credential }) => credential !== null)).toEqual([]);
});

const MEANS: Readonly<Record<SignInKind, (simulator: Simulator) => Partial<Means>>> = {
  password: ({ password }) => ({ password }),
  windows: () => ({ windows: true }),
  passive: () => ({ passive: 'ask' }),
  microsoft: () => ({ microsoft: 'ask' }),
};

/** Hosts of other domains that have to be allowed before they are given a password, a handshake or a page. */
const TO_ALLOW: Readonly<Record<Deployment, readonly string[]>> = {
  single: [],
  director: [],
  split: ['pool'],
  hybrid: ['webdirUser', 'pool'],
};

const WAYS = [
  ['password', 'password'],
  ['windows', 'windows'],
  ['passive', 'passive'],
  ['openid', 'microsoft'],
] as const;
const DEPLOYMENTS = ['single', 'director', 'split', 'hybrid'] as const;

describe.each(DEPLOYMENTS)('a deployment of the kind %s', (deployment) => {
  test.each(WAYS)('that offers %s', async (offered, kind) => {
    await start({ deployment, signIn: offered });
    const { result, allowed } = await bench.enrol(MEANS[kind](simulator));
    expect([said(result), await makeApplication(result)]).toEqual([`by ${kind}`, 201]);
    expect(new Set(bench.offers.flat())).toEqual(new Set([kind]));
    // What an OpenID provider gives is made out to one host and of no use to another: nobody has to be asked.
    const expected = kind === 'microsoft' ? [] : TO_ALLOW[deployment].map((key) => simulator.hosts[key]);
    expect(allowed).toEqual(expected);
    const origins = bench.tickets().map(({ origins }) => origins.length);
    expect(origins.every((count) => count === 1)).toBe(true);
  });

  test.each(WAYS)('that offers everything, to somebody with %s', async (_, kind) => {
    await start({ deployment, signIn: 'everything' });
    const { result } = await bench.enrol(MEANS[kind](simulator));
    expect([said(result), await makeApplication(result)]).toEqual([`by ${kind}`, 201]);
    expect(bench.offers[0]).toEqual(['windows', 'password', 'passive', 'microsoft']);
  });

  test.each([
    ['password', { password: 'wrong' }, 'auth.denied', 1],
    ['windows', { password: 'wrong' }, 'auth.required', 0],
    ['passive', { passive: 'ask' }, 'auth.required', 0],
    ['openid', { microsoft: 'silent' }, 'auth.required', 0],
  ] as const)('that offers %s to somebody who has the wrong thing to give', async (offered, means, code, passwords) => {
    await start({ deployment, signIn: offered }, 'wrong');
    expect(said((await bench.enrol(means)).result)).toBe(code);
    expect(bench.requests.filter(({ body }) => body?.includes('password=') === true)).toHaveLength(passwords);
  });

  test('that offers nothing', async () => {
    await start({ deployment, signIn: 'nothing' });
    const { result } = await bench.enrol({
      password: simulator.password,
      windows: true,
      passive: 'ask',
      microsoft: 'ask',
    });
    expect([said(result), bench.offers]).toEqual(['auth.unsupported', [[]]]);
  });

  test('to somebody who has nothing to give', async () => {
    await start({ deployment, signIn: 'everything' });
    expect(said((await bench.enrol({})).result)).toBe('auth.required');
    expect(bench.requests.every(({ body }) => body === null)).toBe(true);
  });
});

describe('what a deployment can do besides', () => {
  test('a Director names the user resource of the pool, or a root there', async () => {
    for (const userAnswer of ['redirect', 'user', 'applications'] as const) {
      await start({ deployment: 'director', knobs: { userAnswer } });
      const { result } = await bench.enrol(MEANS.password(simulator));
      expect([userAnswer, said(result), await makeApplication(result)]).toEqual([userAnswer, 'by password', 201]);
      if (userAnswer !== 'applications') {
        bench.close();
        await simulator.close();
      }
    }
  });

  test('a user who has moved is found again once what was found is given up', async () => {
    await start({ deployment: 'director', knobs: { movedUser: '403' } });
    const first = (await bench.enrol(MEANS.password(simulator))).result;
    if (!first.ok) throw new Error(first.error.code);
    simulator.control.session({ op: 'moveUser', pool: 'b' });
    const again = { found: first.value.found, tickets: bench.tickets() };
    const stale = await bench.signIn(MEANS.password(simulator), again);
    expect(await makeApplication(stale)).not.toBe(201);
    const fresh = await bench.signIn(MEANS.password(simulator), { ...again, found: null });
    expect(await makeApplication(fresh)).toBe(201);
    expect(fresh.ok && new URL(fresh.value.applicationsUrl).host).toBe(simulator.host('poolB'));
  });

  test.each(['401', '403'] as const)(
    'a ticket that has expired is replaced when it is told %s',
    async (badTicketStatus) => {
      await start({ knobs: { badTicketStatus } });
      const { result } = await bench.enrol(MEANS.password(simulator));
      expect(await makeApplication(result)).toBe(201);
      simulator.control.session({ op: 'expireTickets' });
      expect(await makeApplication(result)).toBe(201);
    },
  );

  test('a page whose cookies are good lets in without being shown, and ended cookies ask again', async () => {
    await start({ signIn: 'passive' });
    await bench.enrol({ passive: 'ask' });
    // Each host has its own page; the second one finds the user signed in at the federation server.
    expect(new Set(bench.shown)).toEqual(new Set([simulator.hosts.discoveryInternal, simulator.hosts.pool]));
    const before = bench.shown.length;
    expect(said(await bench.signIn({ passive: 'silent' }))).toBe('by passive');
    simulator.control.session({ op: 'endSignIns' });
    expect(said(await bench.signIn({ passive: 'silent' }))).toBe('auth.required');
    expect(bench.shown).toHaveLength(before);
  });

  test('a remembered Microsoft sign-in needs no browser', async () => {
    await start({ signIn: 'openid', deployment: 'hybrid' });
    await bench.enrol({ microsoft: 'ask' });
    expect(bench.shown).toEqual([simulator.host('login')]);
    expect(said(await bench.signIn({ microsoft: 'silent' }))).toBe('by microsoft');
    simulator.control.session({ op: 'endSignIns' });
    expect(said(await bench.signIn({ microsoft: 'silent' }))).toBe('auth.required');
    expect(bench.shown).toEqual([simulator.host('login')]);
  });
});

describe('the number of requests until the poll is parked', () => {
  /** As the server counts them, with the two that the session adds. */
  const log = (): string[] =>
    simulator.control.requests().log.map(({ method, path }) => `${method} ${path.split('?')[0]?.split('/').at(-1)}`);

  async function park(result: Awaited<ReturnType<SignInBench['signIn']>>): Promise<void> {
    if (!result.ok) throw new Error(result.error.code);
    const { client, applicationsUrl } = result.value;
    const body = { culture: 'en-US', endpointId: 'endpoint', userAgent: 'Rollcall/test' };
    const made = await client.post(applicationsUrl, body);
    const events = made.ok ? made.value.resource?.links.events?.[0]?.href : undefined;
    const poll = client.events(events ?? '');
    await expect.poll(() => simulator.control.state().applications.some(({ parked }) => parked)).toBe(true);
    // A request is in the log when it has its answer.
    simulator.control.session({ op: 'resume' });
    expect((await poll).ok).toBe(true);
  }

  test('is six on a single pool with a password', async () => {
    await start({ knobs: { userOnPool: true } });
    await park(await bench.signIn(MEANS.password(simulator)));
    expect(log()).toEqual(['GET ', 'GET user', 'POST oauthtoken', 'GET user', 'POST applications', 'GET events']);
  });

  test('is two with what was found and a good ticket', async () => {
    await start({ knobs: { userOnPool: true } });
    const first = await bench.signIn(MEANS.password(simulator));
    if (!first.ok) throw new Error(first.error.code);
    simulator.control.clearRequests();
    await park(await bench.signIn({}, { found: first.value.found, tickets: bench.tickets() }));
    expect(log()).toEqual(['POST applications', 'GET events']);
  });
});

test('through the whole core, a host of another domain is asked about once and remembered', async () => {
  await start({ deployment: 'split' });
  const documents = new Map<string, string>();
  const tokens = new Map<string, string>();
  let rollcall = await startRollcall(simulator, { documents, tokens });
  const { store, commands } = rollcall.core;
  await untilState(store, 'the session ended', ({ connection }) => connection.phase === 'ended');
  const { pool } = simulator.hosts;
  expect(store.state.connection).toMatchObject({ reason: { code: 'auth.hostNotTrusted', host: pool } });
  expect(await commands['session.trustHost']({ host: pool })).toMatchObject({ ok: true });
  await untilLive(rollcall.core);
  await rollcall.stop();
  rollcall = await startRollcall(simulator, { documents, tokens });
  await untilLive(rollcall.core);
  await rollcall.stop();
});
