/**
 * Followed people who are on no list: nothing has told yet where their presence is read. The memberships of the
 * subscription that covers them name them, and from there whoever keeps the contacts gets to know them (PROTOCOL 15.2).
 */
import { appError, type AppError } from '../result.ts';
import type { ContactHrefs } from './contact-hrefs.ts';
import type { Subscriptions } from './subscriptions.ts';

/** After so many somebody stays unknown until an event brings news, or the application is another one. */
const MAX_TRIES = 3;

export interface Strangers {
  /** These people are covered from now on; those whose hrefs are known are no strangers. */
  add(addresses: readonly string[]): void;
  /** Asks for all who are still strangers: who can be read from now on, and what stood in the way of the others. */
  meet(): Promise<{ readonly addresses: string[]; readonly problems: AppError[] }>;
}

/** The strangers among those whom these subscriptions cover. */
export function createStrangers(subscriptions: Subscriptions, hrefs: ContactHrefs): Strangers {
  /** How often each was asked for. */
  const tries = new Map<string, number>();

  const isKnown = (address: string): boolean => hrefs.contact(address) !== null;

  return {
    add(addresses) {
      for (const address of addresses) if (!isKnown(address)) tries.set(address, 0);
    },
    async meet() {
      const problems: AppError[] = [];
      const covered = new Set<string>();
      for (const held of [...subscriptions.held]) {
        if (held.group !== null) continue;
        for (const address of held.addresses) covered.add(address);
        if (![...held.addresses].some((address) => tries.has(address) && !isKnown(address))) continue;
        const listed = await subscriptions.contactsOf(held);
        if (listed.ok) for (const href of listed.value) await hrefs.addressOf(href);
        else problems.push(listed.error);
      }
      const addresses: string[] = [];
      let unknown = false;
      for (const [address, count] of [...tries]) {
        if (isKnown(address)) addresses.push(address);
        if (isKnown(address) || !covered.has(address) || count + 1 >= MAX_TRIES) tries.delete(address);
        else {
          tries.set(address, count + 1);
          unknown = true;
        }
      }
      if (unknown) {
        problems.push(
          appError('ucwa.notFound', 'The server does not tell where everybody is read.', { retryable: true }),
        );
      }
      return { addresses: addresses.filter((address) => covered.has(address)), problems };
    },
  };
}
