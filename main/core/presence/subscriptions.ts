/**
 * Presence subscriptions held on the server (PROTOCOL 15): made, extended, given up. Nothing here knows what is wanted;
 * the reconciler does.
 */
import type { Clock } from '../ports.ts';
import { appError, fail, ok, type AppError, type Result } from '../result.ts';
import type { Application } from '../session/application.ts';
import {
  addManyMembers,
  deletePresenceSubscription,
  extendPresenceSubscription,
  getMemberships,
  getPresenceSubscriptions,
  isLimitExceeded,
  linkTo,
  PRESENCE_SUBSCRIPTION_MINUTES,
  readPeople,
  removeMember,
  sameHref,
  subscribeToGroupPresence,
  subscribeToManyContacts,
} from '../ucwa/index.ts';
import type { Link, PresenceSubscriptionModel } from '../ucwa/index.ts';
import type { ContactHrefs } from './contact-hrefs.ts';

/** The most there is: the longest time without asking again. */
const duration = PRESENCE_SUBSCRIPTION_MINUTES.max;
const LIFE_MS = duration * 60_000;

/** A subscription the server holds for us. `group` null: one for single contacts. */
export interface Held {
  readonly href: string;
  readonly group: string | null;
  /** Null: no contacts can be added. */
  readonly addTo: Link | null;
  /** Null: who is covered cannot be read. */
  readonly memberships: Link | null;
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

export interface Subscriptions {
  readonly held: Set<Held>;
  holdGroup(groupId: string, followHref: string): Promise<Result<Held>>;
  /** Covers the contacts; answers per address what became of it. */
  holdContacts(addresses: readonly string[]): Promise<Map<string, AppError | null>>;
  /**
   * Ends one contact's membership; the last one takes the subscription along. One that turns out to be gone is let go as
   * it is, with all whom it covered.
   */
  releaseContact(address: string, addressOf: ContactHrefs['addressOf']): Promise<Result<null>>;
  release(held: Held): Promise<Result<null>>;
  /** The hrefs of those whom a subscription covers, as the server has it; none where it does not tell. */
  contactsOf(held: Held): Promise<Result<string[]>>;
  /** Extends one; `lost` when the server does not know it any more although the application lives. */
  extend(held: Held): Promise<'extended' | 'lost' | AppError>;
  /** Deletes what the server holds besides `held`: an earlier run made it, or its answer was lost. Tells what is left. */
  clearLeftovers(): Promise<AppError | null>;
}

/** Subscriptions of one application. */
export function createSubscriptions(application: Application, clock: Clock): Subscriptions {
  const { client, signal } = application;
  const all = readPeople(application.people).links.presenceSubscriptions;
  const held = new Set<Held>();

  function keep(
    subscription: PresenceSubscriptionModel | null,
    group: string | null,
    addresses: readonly string[],
  ): Result<Held> {
    if (!subscription) {
      // Nor may it have been the server who answered.
      const message = 'The server made a subscription without an address.';
      return fail(appError('ucwa.unexpected', message, { retryable: true, remedy: 'waitOut' }));
    }
    const { self, memberships, addToPresenceSubscription } = subscription.links;
    const made: Held = {
      href: self.href,
      group,
      addTo: addToPresenceSubscription,
      memberships,
      addresses: new Set(addresses),
      until: clock.now() + LIFE_MS,
    };
    held.add(made);
    return ok(made);
  }

  /** A new subscription for as many as fit into one, the first first. */
  async function create(addresses: readonly string[]): Promise<Result<Held>> {
    if (!all) return fail(appError('ucwa.forbidden', 'The server does not let you follow people.'));
    const made = await subscribeToManyContacts(client, all, { uris: addresses.map(uriOf), duration }, { signal });
    if (!made.ok) return made;
    return keep(made.value.subscription, null, addresses.slice(0, made.value.uris.length));
  }

  /** Into a subscription there is; answers who did not fit. Other refusals are told in `outcome`. */
  async function fill(
    target: Held,
    addTo: Link,
    addresses: readonly string[],
    outcome: Map<string, AppError | null>,
  ): Promise<string[]> {
    const added = await addManyMembers(client, addTo, { contactUris: addresses.map(uriOf) }, { signal });
    // Lapsed without a word: the application, if it is that which is gone, says so to the next request.
    if (added.some((result) => !result.ok && isGone(result.error))) {
      held.delete(target);
      return [...addresses];
    }
    return addresses.filter((address, index) => {
      const result = added[index];
      if (!result || (!result.ok && isLimitExceeded(result.error))) return true;
      if (result.ok) target.addresses.add(address);
      outcome.set(address, result.ok ? null : result.error);
      return false;
    });
  }

  async function holdContacts(addresses: readonly string[]): Promise<Map<string, AppError | null>> {
    const outcome = new Map<string, AppError | null>();
    let left = [...addresses];
    for (const target of held) {
      if (target.group === null && target.addTo !== null && left.length > 0) {
        left = await fill(target, target.addTo, left, outcome);
      }
    }
    while (left.length > 0) {
      const made = await create(left);
      if (!made.ok) {
        // Not even one more fits, or nobody is let in: the rest would be refused alike.
        for (const address of left) outcome.set(address, made.error);
        break;
      }
      const { addresses: placed, addTo } = made.value;
      for (const address of placed) outcome.set(address, null);
      left = left.slice(placed.size);
      if (addTo !== null && left.length > 0) left = await fill(made.value, addTo, left, outcome);
    }
    return outcome;
  }

  async function release(target: Held): Promise<Result<null>> {
    const released = await deletePresenceSubscription(client, linkTo(target.href), { signal });
    if (!released.ok && !isGone(released.error)) return released;
    held.delete(target);
    return ok(null);
  }

  async function releaseContact(address: string, addressOf: ContactHrefs['addressOf']): Promise<Result<null>> {
    for (const target of [...held]) {
      if (target.group !== null || !target.addresses.has(address)) continue;
      if (target.addresses.size === 1 || target.memberships === null) {
        const released = await release(target);
        if (!released.ok) return released;
        continue;
      }
      const listed = await getMemberships(client, target.memberships, { signal });
      if (!listed.ok) {
        if (!isGone(listed.error)) return listed;
        // Lapsed without a word, and with it the others in it.
        held.delete(target);
        continue;
      }
      for (const { links } of listed.value) {
        if ((await addressOf(links.contact.href)) !== address) continue;
        const removed = await removeMember(client, links.self, { signal });
        if (!removed.ok && !isGone(removed.error)) return removed;
      }
      target.addresses.delete(address);
    }
    return ok(null);
  }

  return {
    held,
    async holdGroup(groupId, followHref) {
      const made = await subscribeToGroupPresence(client, linkTo(followHref), { duration }, { signal });
      return made.ok ? keep(made.value, groupId, []) : made;
    },
    holdContacts,
    releaseContact,
    release,
    async contactsOf(target) {
      if (target.memberships === null) return ok([]);
      const listed = await getMemberships(client, target.memberships, { signal });
      return listed.ok ? ok(listed.value.map(({ links }) => links.contact.href)) : listed;
    },
    async extend(target) {
      const extended = await extendPresenceSubscription(client, linkTo(target.href), { duration }, { signal });
      if (extended.ok) {
        target.until = clock.now() + LIFE_MS;
        return 'extended';
      }
      if (!isGone(extended.error)) return extended.error;
      // The session has asked the application before it let us believe this (PROTOCOL 15.3).
      held.delete(target);
      return 'lost';
    },
    async clearLeftovers() {
      if (!all) return null;
      const listed = await getPresenceSubscriptions(client, all, { signal });
      if (!listed.ok) return listed.error;
      let left: AppError | null = null;
      for (const { links } of listed.value) {
        if ([...held].some(({ href }) => sameHref(href, links.self.href))) continue;
        const released = await deletePresenceSubscription(client, links.self, { signal });
        if (!released.ok && !isGone(released.error)) left = released.error;
      }
      return left;
    },
  };
}

/** The subscription is gone, or the whole application: servers name either for the other (PROTOCOL 15.3, GAPS 60). */
function isGone({ remedy }: AppError): boolean {
  return remedy === 'drop' || remedy === 'recreate';
}

function uriOf(address: string): string {
  return `sip:${address}`;
}
