import { describe, expect, it } from 'vitest';
import type { HttpResponse } from '../../ports.ts';
import { appError, fail, ok } from '../../result.ts';
import type { Result } from '../../result.ts';
import { fakeClock, raw, settled } from '../testing.ts';
import type { Acquired, Chooser } from './chooser.ts';
import type { Offer } from './offer.ts';
import { createTickets } from './tickets.ts';
import type { KeptTicket } from './types.ts';

const ORIGIN = 'https://pool.contoso.com';
const USER = `${ORIGIN}/user`;
const SERVICE = `${ORIGIN}/WebTicket/oauthtoken`;
const ALIAS = 'https://alias.contoso.com/x';

function challenge(href = SERVICE): HttpResponse {
  return answer(401, { 'www-authenticate': `MsRtcOAuth href="${href}",grant_type="password"` });
}

function answer(status: number, headers: Record<string, string> = {}): HttpResponse {
  const outcome = raw(status, '<html>', headers);
  if (!outcome.ok) throw new Error('no answer');
  return outcome.response;
}

interface Got {
  readonly seconds?: number;
  readonly bound?: boolean;
  readonly token?: string;
}

/** A chooser that gives `cwt=1`, `cwt=2`, ... or what is scripted. */
function setUp(kept: readonly KeptTicket[] = [], mayHoldTicket = (_: string) => true) {
  const clock = fakeClock();
  const asked: { offer: Offer; refused: string | null }[] = [];
  const script: (Result<never> | Got | Promise<Got>)[] = [];
  const told: (readonly KeptTicket[])[] = [];
  let count = 0;
  const chooser: Chooser = {
    mayHoldTicket,
    async get(offer, refused): Promise<Result<Acquired>> {
      asked.push({ offer, refused });
      const next = await (script.shift() ?? {});
      if ('ok' in next) return next;
      const token = next.token ?? `cwt=${(count += 1)}`;
      const expiresAt = clock.now() + (next.seconds ?? 28_800) * 1000;
      return ok(
        next.bound === true
          ? { kind: 'microsoft', giver: 'https://login.contoso.com/c', bound: offer.origin, token, expiresAt }
          : { kind: 'password', giver: offer.service?.url ?? '', bound: null, token, expiresAt },
      );
    },
  };
  const tickets = createTickets({ clock, chooser, kept, onTickets: (all) => told.push(all) });
  return { clock, asked, script, told, tickets };
}

function keptTicket(more: Partial<KeptTicket> = {}): KeptTicket {
  const now = fakeClock().now();
  return {
    ...{ service: SERVICE, origins: [ORIGIN], kind: 'password', token: 'cwt=old' },
    ...{ renewAt: now + 800_000, expiresAt: now + 1_000_000 },
    ...more,
  };
}

const FAILURE = fail(appError('network.unreachable', 'no', { retryable: true }));
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code);

describe('which ticket goes where', () => {
  it('is none before an origin has challenged', async () => {
    const { tickets, asked } = setUp();
    expect(await tickets.current(USER)).toEqual(ok(null));
    expect(await tickets.current('mailto:x')).toEqual(ok(null));
    expect([tickets.kindFor(USER), asked]).toEqual([null, []]);
  });

  it('is the one got for an origin, and none for another', async () => {
    const { tickets, asked } = setUp();
    expect(await tickets.renew(USER, challenge(), null)).toEqual(ok('cwt=1'));
    expect(await tickets.current(USER)).toEqual(ok('cwt=1'));
    expect(tickets.kindFor(USER)).toBe('password');
    expect(await tickets.current('https://other.contoso.com/x')).toEqual(ok(null));
    expect(asked).toHaveLength(1);
  });

  it('is at home at the origin of its service, and shared with another origin that names the same service', async () => {
    const { tickets, asked } = setUp();
    await tickets.renew('https://lyncdiscover.contoso.com/user', challenge(), null);
    expect(await tickets.current(`${ORIGIN}/applications`)).toEqual(ok('cwt=1'));
    expect(await tickets.renew(ALIAS, challenge(), null)).toEqual(ok('cwt=1'));
    expect(await tickets.current(ALIAS)).toEqual(ok('cwt=1'));
    expect(asked).toHaveLength(1);
  });

  it('is not shared with an origin that may not see it', async () => {
    const { tickets, asked } = setUp([], (origin) => origin === ORIGIN);
    await tickets.renew(USER, challenge(), null);
    await tickets.renew('https://evil.test/x', challenge(), null);
    expect(asked.map(({ offer }) => offer.origin)).toEqual([ORIGIN, 'https://evil.test']);
  });

  it('is one per service', async () => {
    const { tickets } = setUp();
    await tickets.renew(USER, challenge(), null);
    const other = challenge('https://other.contoso.com/t');
    expect(await tickets.renew('https://other.contoso.com/x', other, null)).toEqual(ok('cwt=2'));
    expect(await tickets.current(USER)).toEqual(ok('cwt=1'));
  });

  it('is one per origin where tokens are made out to it', async () => {
    const { tickets, script } = setUp();
    script.push({ bound: true }, { bound: true });
    await tickets.renew(USER, challenge(), null);
    expect(await tickets.renew(ALIAS, challenge(), null)).toEqual(ok('cwt=2'));
    expect(await tickets.current(USER)).toEqual(ok('cwt=1'));
    expect(tickets.kindFor(ALIAS)).toBe('microsoft');
  });
});

describe('renewal', () => {
  it('comes at 80 % of a life', async () => {
    const { tickets, script, clock } = setUp();
    script.push({ seconds: 1000 });
    await tickets.renew(USER, challenge(), null);
    await clock.advance(799_999);
    expect(await tickets.current(USER)).toEqual(ok('cwt=1'));
    await clock.advance(1);
    expect(await tickets.current(USER)).toEqual(ok('cwt=2'));
  });

  it('may come to the same token with what is left of its life', async () => {
    const { tickets, script, clock, asked } = setUp();
    script.push({ seconds: 1000, token: 'jwt' }, { seconds: 200, token: 'jwt' });
    await tickets.renew(USER, challenge(), null);
    await clock.advance(800_000);
    expect(await tickets.current(USER)).toEqual(ok('jwt'));
    await clock.advance(159_999);
    expect(await tickets.current(USER)).toEqual(ok('jwt'));
    expect(asked.map(({ refused }) => refused)).toEqual([null, null]);
  });

  it('that fails leaves the old ticket in use while it is good, and no longer', async () => {
    const { tickets, script, clock, asked } = setUp();
    script.push({ seconds: 1000 }, FAILURE, FAILURE, FAILURE);
    await tickets.renew(USER, challenge(), null);
    await clock.advance(900_000);
    expect(await tickets.current(USER)).toEqual(ok('cwt=1'));
    expect(await tickets.current(USER)).toEqual(ok('cwt=1'));
    expect(asked).toHaveLength(2);
    await clock.advance(60_000);
    expect(await tickets.current(USER)).toEqual(ok('cwt=1'));
    expect(asked).toHaveLength(3);
    await clock.advance(40_000);
    expect(codeOf(await tickets.current(USER))).toBe('network.unreachable');
  });

  it('is asked for once for all who wait, and not when it was done meanwhile', async () => {
    const { tickets, asked } = setUp();
    await tickets.renew(USER, challenge(), null);
    const both = await Promise.all([
      tickets.renew(USER, challenge(), 'cwt=1'),
      tickets.renew(USER, challenge(), 'cwt=1'),
    ]);
    expect(both).toEqual([ok('cwt=2'), ok('cwt=2')]);
    expect(await tickets.renew(USER, challenge(), 'cwt=1')).toEqual(ok('cwt=2'));
    expect(asked.map(({ refused }) => refused)).toEqual([null, 'cwt=1']);
  });

  it('goes to one service at a time', async () => {
    const { tickets, asked, script } = setUp();
    const first = Promise.withResolvers<Got>();
    script.push(first.promise);
    const a = tickets.renew(USER, challenge(), null);
    const b = tickets.renew('https://b.contoso.com/x', challenge('https://b.contoso.com/t'), null);
    await settled();
    expect(asked).toHaveLength(1);
    first.resolve({});
    expect([await a, await b]).toEqual([ok('cwt=1'), ok('cwt=2')]);
  });

  it('goes by what the origin said before when a refusal says nothing', async () => {
    const { tickets } = setUp();
    await tickets.renew(USER, challenge(), null);
    const silent = answer(500, { 'x-ms-diagnostics': '28032' });
    expect(await tickets.renew(USER, silent, 'cwt=1')).toEqual(ok('cwt=2'));
    expect(await tickets.renew('https://b.contoso.com/', silent, 'cwt=1')).toEqual(ok(null));
  });

  it('lets a caller go who gives up, and keeps the ticket for the others', async () => {
    const { tickets, script } = setUp();
    const first = Promise.withResolvers<Got>();
    script.push(first.promise);
    const stop = new AbortController();
    const [given, patient] = [
      tickets.renew(USER, challenge(), null, stop.signal),
      tickets.renew(USER, challenge(), null),
    ];
    await settled();
    stop.abort();
    expect(codeOf(await given)).toBe('internal');
    first.resolve({});
    expect(await patient).toEqual(ok('cwt=1'));
  });
});

describe('tickets of an earlier run', () => {
  it('are used while they are good', async () => {
    const { tickets, clock, asked } = setUp([keptTicket()]);
    expect(await tickets.current(USER)).toEqual(ok('cwt=old'));
    expect(await tickets.current(ALIAS)).toEqual(ok(null));
    await clock.advance(999_999);
    expect(await tickets.current(USER)).toEqual(ok('cwt=old'));
    await clock.advance(1);
    expect(await tickets.current(USER)).toEqual(ok(null));
    expect([tickets.kindFor(USER), asked]).toEqual([null, []]);
  });

  it('go nowhere that may not see them now, except where they are made out to', async () => {
    const there = keptTicket({ origins: ['https://x.test'] });
    const { tickets } = setUp([there], () => false);
    expect(await tickets.current('https://x.test/a')).toEqual(ok(null));
    const { tickets: bound } = setUp([{ ...there, kind: 'microsoft' }], () => false);
    expect(await bound.current('https://x.test/a')).toEqual(ok('cwt=old'));
  });

  it('are replaced when they are refused, as soon as the server says where to get another', async () => {
    const { tickets, told } = setUp([keptTicket()]);
    expect(await tickets.renew(USER, answer(403), 'cwt=old')).toEqual(ok(null));
    expect(await tickets.renew(USER, challenge(), 'cwt=old')).toEqual(ok('cwt=1'));
    expect(told.map((all) => all.map(({ token }) => token))).toEqual([['cwt=1']]);
  });

  it('stay in use when a refusal leads to no other', async () => {
    const { tickets, script } = setUp([keptTicket()]);
    script.push(FAILURE);
    expect(codeOf(await tickets.renew(USER, challenge(), 'cwt=old'))).toBe('network.unreachable');
    expect(await tickets.current(USER)).toEqual(ok('cwt=old'));
  });
});

describe('what is told', () => {
  it('is the whole set whenever it changes', async () => {
    const { tickets, told, clock } = setUp([
      keptTicket({ origins: ['https://b.contoso.com'], service: 'https://b.contoso.com/t' }),
    ]);
    await tickets.renew(USER, challenge(), null);
    await tickets.renew(ALIAS, challenge(), null);
    const summary = told.map((all) => all.map(({ token, origins }) => `${token} ${origins.length}`));
    expect(summary).toEqual([
      ['cwt=old 1', 'cwt=1 1'],
      ['cwt=old 1', 'cwt=1 2'],
    ]);
    expect(told.at(-1)?.at(-1)).toMatchObject({
      service: SERVICE,
      kind: 'password',
      renewAt: clock.now() + 0.8 * 28_800_000,
      expiresAt: clock.now() + 28_800_000,
    });
  });

  it('leaves out what has expired', async () => {
    const { tickets, told, clock } = setUp([keptTicket({ origins: ['https://b.contoso.com'] })]);
    await clock.advance(1_000_000);
    await tickets.renew(USER, challenge(), null);
    expect(told.at(-1)?.map(({ token }) => token)).toEqual(['cwt=1']);
  });
});
