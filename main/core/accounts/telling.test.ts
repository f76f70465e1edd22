/** What is told while signing in: the trace, what is offered, what waits for the user, and tickets that are to be kept. */
import { describe, expect, test } from 'vitest';
import { nameFor } from '../settings/names.ts';
import { set } from '../store/actions.ts';
import { accounts, ANN, lets, refuses, ticket, wish } from '../testing/accounts.ts';
import { idle } from '../testing/clock.ts';
import type { SignInStep } from '../ucwa/index.ts';

const TICKETS = nameFor('tickets', ANN);
const STEP: SignInStep = {
  id: 1,
  at: 1,
  ms: null,
  phase: 'signingIn',
  host: 'pool.example.org',
  asked: 'GET user',
  answered: null,
  decided: null,
  status: null,
  frontEnd: null,
  correlationId: null,
};

describe('the window', () => {
  test('sees the steps, and the session is told where they lead', async () => {
    const { accounts: made, store, answers } = accounts();
    const steps: SignInStep[] = [];
    answers.push((listener, request) => {
      listener.onStep(STEP);
      listener.onStep({ ...STEP, ms: 5, status: 200 });
      return lets()(listener, request);
    });
    await made.choose(wish({ password: 'secret' }));
    await made.signIn((step) => steps.push(step), new AbortController().signal);
    expect(store.state.trace).toMatchObject([{ host: 'pool.example.org', ms: 5, status: 200 }]);
    expect(steps).toEqual([STEP, { ...STEP, ms: 5, status: 200 }]);
  });

  test('a sign-in that the user starts begins a new trace; the session coming back goes on with it', async () => {
    const { accounts: made, store, listeners, signIn } = accounts();
    await made.choose(wish({ password: 'secret' }));
    await signIn();
    listeners[0]?.onStep(STEP);
    await signIn();
    listeners[1]?.onStep(STEP);
    expect(store.state.trace).toHaveLength(2);
    await made.choose(wish({ password: 'secret' }));
    expect(store.state.trace).toEqual([]);
    listeners[1]?.onStep(STEP);
    expect(store.state.trace).toEqual([]);
    await made.leave(true);
    expect(store.state.trace).toEqual([]);
  });

  test('sees what waits for the user, until the sign-in is over', async () => {
    const { accounts: made, store, answers, signIn } = accounts();
    const waiting = { kind: 'passive', host: 'adfs.example.org' } as const;
    let release: (answer: ReturnType<ReturnType<typeof refuses>>) => void = () => undefined;
    answers.push((listener) => {
      listener.onOffer(['passive', 'password']);
      listener.onWaiting(waiting);
      return new Promise((resolve) => (release = (answer) => void Promise.resolve(answer).then(resolve)));
    });
    await made.choose(wish({ kind: 'passive' }));
    const signedIn = signIn();
    await idle();
    expect(store.state.signIn).toEqual({ offered: ['passive', 'password'], waitingFor: waiting });
    release(refuses('auth.required')({} as never, {} as never));
    await signedIn;
    expect(store.state.signIn).toEqual({ offered: ['passive', 'password'], waitingFor: null });
    await made.choose(wish({ password: 'secret' }));
    expect(store.state.signIn).toEqual({ offered: null, waitingFor: null });
  });

  test('a sign-in that was given up changes nothing any more', async () => {
    const { accounts: made, store, disk, tokens, answers, listeners, signIn } = accounts();
    const ending = new AbortController();
    answers.push((listener, request) => {
      ending.abort();
      return lets('windows')(listener, request);
    });
    await made.choose(wish({ kind: 'windows' }));
    await signIn(ending.signal);
    expect(store.state.account?.kind).toBeNull();
    await made.leave(false);
    const before = [store.state.revision, disk.saves.length];
    listeners[0]?.onOffer(['password']);
    listeners[0]?.onWaiting({ kind: 'passive', host: 'x' });
    listeners[0]?.onTickets([ticket()]);
    listeners[0]?.onStep(STEP);
    await idle();
    expect([store.state.revision, disk.saves.length]).toEqual(before);
    expect(tokens.kept.size).toBe(0);
  });
});

describe('tickets', () => {
  test('are kept whenever they change, as long as the session lives', async () => {
    const { accounts: made, tokens, listeners, signIn, live } = accounts();
    await made.choose(wish({ password: 'secret' }));
    await signIn();
    live();
    listeners[0]?.onTickets([ticket()]);
    listeners[0]?.onTickets([ticket({ token: 'renewed' })]);
    await made.settled();
    expect(JSON.parse(tokens.kept.get(TICKETS) ?? '')).toEqual([ticket({ token: 'renewed' })]);
    listeners[0]?.onTickets([]);
    await made.settled();
    expect(tokens.kept.size).toBe(0);
  });

  test('serve the next sign-in of the run, also where nothing is to be remembered', async () => {
    const { accounts: made, tokens, requests, listeners, signIn } = accounts();
    await made.choose(wish({ password: 'secret', remember: false }));
    await signIn();
    listeners[0]?.onTickets([ticket()]);
    await signIn();
    await made.settled();
    expect(requests.map(({ tickets }) => tickets)).toEqual([[], [ticket()]]);
    expect(tokens.kept.size).toBe(0);
  });

  test('that were left behind are not used for an account that is not to be remembered', async () => {
    const { accounts: made, requests, signIn } = accounts({ tokens: { [TICKETS]: JSON.stringify([ticket()]) } });
    await made.choose(wish({ kind: null, remember: false }));
    await signIn();
    expect(requests[0]?.tickets).toEqual([]);
  });

  test('do not vouch for a password that was typed', async () => {
    const { accounts: made, requests, signIn } = accounts({ tokens: { [TICKETS]: JSON.stringify([ticket()]) } });
    await made.choose(wish({ password: 'anything' }));
    await signIn();
    expect(requests[0]?.tickets).toEqual([]);
  });

  test('of one way do not stand in for another that the user chose', async () => {
    const kept = [ticket(), ticket({ kind: 'passive' })];
    const { accounts: made, requests, signIn } = accounts({ tokens: { [TICKETS]: JSON.stringify(kept) } });
    await made.choose(wish({ kind: 'passive' }));
    await signIn();
    expect(requests[0]?.tickets).toEqual([ticket({ kind: 'passive' })]);
  });

  test('had after the sign-in tell what leads in, and prove a typed password', async () => {
    const { accounts: made, store, secrets, answers, listeners, signIn } = accounts();
    answers.push(lets(null));
    await made.choose(wish({ password: 'secret' }));
    await signIn();
    await idle();
    expect(secrets.kept.size).toBe(0);
    listeners[0]?.onTickets([ticket()]);
    await idle();
    expect(Object.fromEntries(secrets.kept)).toEqual({ [ANN]: 'secret' });
    expect(store.state.account?.kind).toBe('password');
  });

  test('go with the wish to be remembered', async () => {
    const { accounts: made, tokens, secrets, listeners, signIn } = accounts();
    await made.choose(wish({ password: 'secret' }));
    await signIn();
    listeners[0]?.onTickets([ticket()]);
    await made.settled();
    expect([tokens.kept.size, secrets.kept.size]).toEqual([1, 1]);
    await made.choose(wish({ password: 'secret', remember: false }));
    expect([tokens.kept.size, secrets.kept.size]).toEqual([0, 0]);
  });

  test.each([
    ['passive', true],
    ['microsoft', true],
    ['password', false],
    ['windows', false],
  ] as const)('that cannot be kept: %s, the user is told, once: %s', async (kind, told) => {
    const { accounts: made, store, tokens, listeners, signIn } = accounts();
    tokens.refuses = true;
    await made.choose(wish({ kind, password: 'secret' }));
    await signIn();
    listeners[0]?.onTickets([ticket({ kind })]);
    await made.settled();
    await idle();
    expect(store.state.notice?.message.includes('could not be remembered') ?? false).toBe(told);
    store.dispatch(set('notice', null));
    listeners[0]?.onTickets([ticket({ kind, token: 'renewed' })]);
    await made.settled();
    await idle();
    expect(store.state.notice).toBeNull();
    expect(tokens.kept.size).toBe(0);
  });
});
