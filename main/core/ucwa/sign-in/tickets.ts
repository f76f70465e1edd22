/**
 * Tickets: which origin is sent which, when a new one is due, and by which grant it is had (PROTOCOL 3). A ticket goes
 * only to the origin whose challenge led to it and to that of the service which the challenge named.
 */
import type { Clock } from '../../ports.ts';
import { fail, ok } from '../../result.ts';
import type { Result } from '../../result.ts';
import { unlessAborted } from '../client/wait.ts';
import { originOf } from '../client/href.ts';
import type { Tickets } from '../client/tickets.ts';
import { cancelled } from '../errors/errors.ts';
import type { Acquired, Chooser } from './chooser.ts';
import { readOffer } from './offer.ts';
import type { Offer } from './offer.ts';
import type { KeptTicket, SignInKind } from './types.ts';

export interface TicketStore extends Tickets {
  /** How the ticket that a URL would be sent was had; null: there is none that is good. */
  kindFor(url: string): SignInKind | null;
}

export interface TicketOptions {
  readonly clock: Clock;
  readonly chooser: Chooser;
  /** Of an earlier run. */
  readonly kept: readonly KeptTicket[];
  readonly onTickets: (tickets: readonly KeptTicket[]) => void;
}

const RENEW_AT = 0.8;
const RETRY_AFTER_MS = 60_000;

/** Keeps the tickets. Getting one is shared by all who wait for it; two are never got at the same time. */
export function createTickets({ clock, chooser, kept, onTickets }: TicketOptions): TicketStore {
  let tickets: readonly KeptTicket[] = kept
    .map((one) => (one.kind === 'microsoft' ? one : { ...one, origins: one.origins.filter(chooser.mayHoldTicket) }))
    .filter(({ origins, expiresAt }) => origins.length > 0 && clock.now() < expiresAt);
  /** What each origin said last. */
  const offers = new Map<string, Offer>();
  /** What is being got, by origin. */
  const pending = new Map<string, Promise<Result<string>>>();
  let turn: Promise<unknown> = Promise.resolve();

  function held(origin: string): KeptTicket | undefined {
    return tickets.find((ticket) => ticket.origins.includes(origin) && clock.now() < ticket.expiresAt);
  }

  /** One that is good for long enough and is not the one that was refused. */
  function fresh(origin: string, used: string | null): KeptTicket | undefined {
    const ticket = held(origin);
    return ticket !== undefined && ticket.token !== used && clock.now() < ticket.renewAt ? ticket : undefined;
  }

  function change(next: readonly KeptTicket[]): void {
    tickets = next.filter(({ expiresAt }) => clock.now() < expiresAt);
    onTickets(tickets);
  }

  /** A ticket of the service that this origin named, got for another origin that named it too. */
  function shared(offer: Offer, used: string | null): KeptTicket | undefined {
    const { origin, service } = offer;
    const ticket = tickets.find((one) => one.kind !== 'microsoft' && one.service === service?.url);
    if (ticket === undefined || ticket.token === used || clock.now() >= ticket.renewAt) return undefined;
    if (ticket.origins.includes(origin)) return ticket;
    if (!chooser.mayHoldTicket(origin)) return undefined;
    const widened = { ...ticket, origins: [...ticket.origins, origin] };
    change(tickets.map((one) => (one === ticket ? widened : one)));
    return widened;
  }

  /** `used`: not good enough any more. `refused`: the same, and not to be had again. */
  function acquire(offer: Offer, used: string | null, refused: string | null): Promise<Result<string>> {
    const { origin } = offer;
    const begun = pending.get(origin);
    if (begun !== undefined) return begun;
    const work = turn.then(() => get(offer, used, refused)).finally(() => pending.delete(origin));
    turn = work.catch(() => undefined);
    pending.set(origin, work);
    return work;
  }

  async function get(offer: Offer, used: string | null, refused: string | null): Promise<Result<string>> {
    const found = fresh(offer.origin, used) ?? shared(offer, used);
    if (found !== undefined) return ok(found.token);
    const got = await chooser.get(offer, refused);
    if (!got.ok) return got;
    keep(offer.origin, got.value);
    return ok(got.value.token);
  }

  function keep(origin: string, { kind, giver, bound, token, expiresAt }: Acquired): void {
    const now = clock.now();
    const ofGiver = (one: KeptTicket): boolean => bound === null && one.kind !== 'microsoft' && one.service === giver;
    const home = bound === null ? originOf(giver) : null;
    const others = tickets
      .filter((one) => !ofGiver(one))
      .map((one) => ({ ...one, origins: one.origins.filter((other) => other !== origin) }))
      .filter(({ origins }) => origins.length > 0);
    const homeless = home === null || others.some(({ origins }) => origins.includes(home));
    const before = tickets.filter(ofGiver).flatMap(({ origins }) => origins);
    const origins = [...new Set([origin, ...(homeless ? [] : [home]), ...before])];
    const renewAt = now + (expiresAt - now) * RENEW_AT;
    change([...others, { service: giver, origins, kind, token, renewAt, expiresAt }]);
  }

  return {
    kindFor(url) {
      const origin = originOf(url);
      return origin === null ? null : (held(origin)?.kind ?? null);
    },

    async current(url, signal) {
      const origin = originOf(url);
      if (origin === null) return ok(null);
      const ticket = held(origin);
      const now = clock.now();
      if (ticket !== undefined && now < ticket.renewAt) return ok(ticket.token);
      const offer = offers.get(origin);
      // Without a challenge in this run nobody knows how to renew it; the server will say so in time.
      if (offer === undefined) return ok(ticket?.token ?? null);
      const renewed = await unlessAborted(acquire(offer, ticket?.token ?? null, null), signal, () => fail(cancelled()));
      // A renewal that fails early does no harm while the old ticket is good; the next try has time.
      if (!renewed.ok && ticket !== undefined && clock.now() < ticket.expiresAt) {
        const later = Math.min(ticket.expiresAt, now + RETRY_AFTER_MS);
        tickets = tickets.map((one) => (one === ticket ? { ...one, renewAt: later } : one));
        return ok(ticket.token);
      }
      return renewed;
    },

    async renew(url, refused, used, signal) {
      const origin = originOf(url);
      if (origin === null) return ok(null);
      const offer = readOffer(url, refused) ?? offers.get(origin);
      if (offer !== undefined) offers.set(origin, offer);
      const found = fresh(origin, used);
      if (found !== undefined) return ok(found.token);
      // The refused one stays until there is another: a single resource, or a proxy, may be wrong about it.
      if (offer === undefined) return ok(null);
      return unlessAborted(acquire(offer, used, used), signal, () => fail(cancelled()));
    },
  };
}
