/** Tickets that outlive the run: encrypted by the token store, one document per account (PROTOCOL 3.3, 3.7). */
import type { Clock, Logger, TokenStore } from '../ports.ts';
import { nameFor } from '../settings/names.ts';
import { createQueue } from '../timing/queue.ts';
import type { KeptTicket } from '../ucwa/index.ts';

/** An account has a ticket per service: its pool, a Director, an authority. More is not ours. */
const MOST_TICKETS = 8;
/** Tickets are some thousand characters; what is far beyond that is none. */
const MOST_CHARACTERS = 32_768;

export interface TicketKeeper {
  /** What is kept and still good, the longest lasting first. */
  load(address: string): Promise<readonly KeptTicket[]>;
  /** Keeps exactly these; false: this system cannot. */
  save(address: string, tickets: readonly KeptTicket[]): Promise<boolean>;
  forget(address: string): Promise<void>;
  /** Resolves when everything asked for so far is done. */
  settled(): Promise<void>;
}

/** Makes the keeper. */
export function createTicketKeeper(tokens: TokenStore, clock: Clock, logger: Logger): TicketKeeper {
  const queue = createQueue();

  return {
    load: (address) =>
      queue(async () => {
        const text = await tokens.load(nameFor('tickets', address));
        return text === null ? [] : stillGood(readTickets(text), clock.now());
      }),
    save: (address, tickets) =>
      queue(async () => {
        const name = nameFor('tickets', address);
        const good = stillGood(tickets.filter(isTicket), clock.now());
        if (good.length === 0) {
          await tokens.delete(name);
          return true;
        }
        const kept = await tokens.save(name, JSON.stringify(good));
        if (!kept) logger.log('warn', 'tickets cannot be kept on this system');
        return kept;
      }),
    forget: (address) => queue(() => tokens.delete(nameFor('tickets', address))),
    settled: () => queue(() => Promise.resolve()),
  };
}

function stillGood(tickets: readonly KeptTicket[], now: number): readonly KeptTicket[] {
  return tickets
    .filter(({ expiresAt }) => expiresAt > now)
    .sort((a, b) => b.expiresAt - a.expiresAt)
    .slice(0, MOST_TICKETS);
}

/** What the text holds; whatever is not a ticket is left out. */
function readTickets(text: string): KeptTicket[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return [];
  }
  return Array.isArray(value) ? value.filter(isTicket) : [];
}

function isTicket(value: unknown): value is KeptTicket {
  if (typeof value !== 'object' || value === null) return false;
  const { service, origins, kind, token, renewAt, expiresAt } = value as Record<string, unknown>;
  return (
    isHttps(service) &&
    Array.isArray(origins) &&
    origins.every(isHttps) &&
    (kind === 'windows' || kind === 'password' || kind === 'passive' || kind === 'microsoft') &&
    typeof token === 'string' &&
    token.length <= MOST_CHARACTERS &&
    Number.isFinite(renewAt) &&
    Number.isFinite(expiresAt)
  );
}

function isHttps(value: unknown): boolean {
  return typeof value === 'string' && value.startsWith('https://');
}
