/**
 * Presence subscriptions held on the server (PROTOCOL 15): made, extended, given up. Nothing here knows what is wanted;
 * the reconciler does.
 */
import type { Clock } from '../ports.ts';
import { appError, fail, ok, type AppError, type Result } from '../result.ts';
import type { Application } from '../session/application.ts';
import { embedded, link, type Resource } from '../ucwa/index.ts';

/** Minutes asked for, the most there is (10..30, PROTOCOL 15.2). */
const DURATION_MIN = 30;
const LIFE_MS = DURATION_MIN * 60_000;

/** A subscription the server holds for us. `group` null: one for single contacts. */
export interface Held {
  readonly href: string;
  readonly group: string | null;
  /** POST adds contacts, GET lists memberships; null where the server does not offer it. */
  readonly addHref: string | null;
  readonly membershipsHref: string | null;
  readonly addresses: Set<string>;
  until: number;
}

/** When a subscription is to be extended: at 60 % of its time (ARCHITECTURE section 4). */
export function renewAt(held: Held): number {
  return held.until - LIFE_MS * 0.4;
}

/** Renewed within the last 20 % of its time. */
export function justRenewed(held: Held, now: number): boolean {
  return held.until - now > LIFE_MS * 0.8;
}

/** The server holds as many subscriptions or contacts as it allows. */
export function isLimit(error: AppError): boolean {
  return error.code === 'ucwa.limitExceeded';
}

export interface Subscriptions {
  readonly held: Set<Held>;
  holdGroup(groupId: string, followHref: string): Promise<Result<Held>>;
  /** Covers the contacts; answers per address what became of it. */
  holdContacts(addresses: readonly string[]): Promise<Map<string, AppError | null>>;
  /** Ends one contact's membership; the last one takes the subscription along. */
  releaseContact(address: string, addressOf: (href: string) => Promise<string | null>): Promise<Result<null>>;
  release(held: Held): Promise<Result<null>>;
  /** Extends one; `lost` when the server does not know it any more although the application lives. */
  extend(held: Held): Promise<'extended' | 'lost' | AppError>;
  /** Deletes what an earlier run of this application left behind. */
  clearLeftovers(): Promise<void>;
}

/** Subscriptions of one application. */
export function createSubscriptions(application: Application, clock: Clock): Subscriptions {
  const { client, people, signal } = application;
  const held = new Set<Held>();

  function keep(resource: Resource | null, group: string | null, addresses: readonly string[]): Result<Held> {
    if (!resource?.href) return fail(appError('ucwa.unexpected', 'The server made a subscription without an address.'));
    const made: Held = {
      href: resource.href,
      group,
      addHref: link(resource, 'addToPresenceSubscription')?.href ?? null,
      membershipsHref: link(resource, 'memberships')?.href ?? null,
      addresses: new Set(addresses),
      until: clock.now() + LIFE_MS,
    };
    held.add(made);
    return ok(made);
  }

  async function create(addresses: readonly string[]): Promise<Result<Held>> {
    const href = link(people, 'presenceSubscriptions')?.href;
    if (href === undefined) return fail(appError('ucwa.forbidden', 'The server does not let you follow people.'));
    const body = { duration: DURATION_MIN, uris: addresses.map((address) => `sip:${address}`) };
    const answer = await client.post(href, body, { signal });
    return answer.ok ? keep(answer.value.resource, null, addresses) : answer;
  }

  async function addTo(target: Held, addresses: readonly string[]): Promise<Result<null>> {
    const body = { contactUris: addresses.map((address) => `sip:${address}`) };
    const answer = await client.post(target.addHref ?? '', body, { signal });
    if (!answer.ok) return answer;
    for (const address of addresses) target.addresses.add(address);
    return ok(null);
  }

  /** Into a subscription there is, or into a new one where those are full. */
  async function place(addresses: readonly string[]): Promise<Result<unknown>> {
    for (const target of held) {
      if (target.group !== null || target.addHref === null) continue;
      const added = await addTo(target, addresses);
      if (added.ok) return added;
      // Lapsed without a word: the application, if it is that which is gone, says so to the next request.
      if (added.error.status === 404) held.delete(target);
      else if (!isLimit(added.error)) return added;
    }
    return create(addresses);
  }

  async function holdContacts(addresses: readonly string[]): Promise<Map<string, AppError | null>> {
    const outcome = new Map<string, AppError | null>();
    const parts = [addresses.slice()];
    for (let part = parts.shift(); part; part = parts.shift()) {
      if (part.length === 0) continue;
      const placed = await place(part);
      if (!placed.ok && isLimit(placed.error) && part.length > 1) {
        // Too many at once: halves, the first first, so that as many as possible fit.
        const middle = Math.ceil(part.length / 2);
        parts.unshift(part.slice(0, middle), part.slice(middle));
        continue;
      }
      for (const address of part) outcome.set(address, placed.ok ? null : placed.error);
      if (placed.ok || !isLimit(placed.error)) continue;
      // Not even one more fits: the rest would be refused alike.
      for (const address of parts.flat()) outcome.set(address, placed.error);
      break;
    }
    return outcome;
  }

  async function release(target: Held): Promise<Result<null>> {
    const answer = await client.delete(target.href, { signal });
    if (!answer.ok && answer.error.status !== 404) return answer;
    held.delete(target);
    return ok(null);
  }

  async function releaseContact(
    address: string,
    addressOf: (href: string) => Promise<string | null>,
  ): Promise<Result<null>> {
    for (const target of [...held]) {
      if (target.group !== null || !target.addresses.has(address)) continue;
      if (target.addresses.size === 1 || target.membershipsHref === null) {
        const released = await release(target);
        if (!released.ok) return released;
        continue;
      }
      const listed = await client.get(target.membershipsHref, { signal });
      if (!listed.ok) return listed;
      for (const membership of listed.value.resource
        ? embedded(listed.value.resource, 'presenceSubscriptionMembership')
        : []) {
        const contact = link(membership, 'contact')?.href;
        if (!membership.href || !contact || (await addressOf(contact)) !== address) continue;
        const answer = await client.delete(membership.href, { signal });
        if (!answer.ok && answer.error.status !== 404) return answer;
      }
      target.addresses.delete(address);
    }
    return ok(null);
  }

  return {
    held,
    async holdGroup(groupId, followHref) {
      const answer = await client.post(followHref, null, { query: { duration: DURATION_MIN }, signal });
      return answer.ok ? keep(answer.value.resource, groupId, []) : answer;
    },
    holdContacts,
    releaseContact,
    release,
    async extend(target) {
      const answer = await client.post(target.href, { duration: DURATION_MIN }, { signal });
      if (answer.ok) {
        target.until = clock.now() + LIFE_MS;
        return 'extended';
      }
      if (answer.error.status !== 404) return answer.error;
      // ApplicationNotFound from a lapsed subscription: ask the application before believing it (PROTOCOL 15.3).
      const alive = await client.get(application.href, { signal });
      if (!alive.ok) return alive.error;
      held.delete(target);
      return 'lost';
    },
    async clearLeftovers() {
      const href = link(people, 'presenceSubscriptions')?.href;
      if (href === undefined) return;
      const listed = await client.get(href, { signal });
      if (!listed.ok || !listed.value.resource) return;
      for (const left of embedded(listed.value.resource, 'presenceSubscription')) {
        if (left.href) await client.delete(left.href, { signal });
      }
    },
  };
}
