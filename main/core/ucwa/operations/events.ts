/** events: one request of the event channel (PROTOCOL 7.1). Exactly one may be outstanding; never inside a batch. */
import { appError, fail } from '../../result.ts';
import type { Result } from '../../result.ts';
import type { EventPackage, Link, UcwaClient } from '../types.ts';
import type { OperationOptions } from './operation.ts';

/** The ranges that the page events gives, in seconds. */
export const EVENTS_SECONDS = {
  low: { min: 5, max: 1800 },
  medium: { min: 5, max: 1800 },
  timeout: { min: 180, max: 1800 },
} as const;

/** What the server uses when it was never told. */
const DEFAULT_TIMEOUT_S = 180;
/** How much longer than the server holds the request an answer is waited for. */
export const EVENTS_GRACE_MS = 60_000;

/** How events are told. The server remembers it until it is told otherwise, or the channel begins anew. */
export interface EventsInput {
  /** Seconds that events of low and of medium priority may wait for others, see EVENTS_SECONDS. */
  readonly low?: number;
  readonly medium?: number;
  /** Seconds after which the server answers without events. Also how long an answer is waited for here, and a minute. */
  readonly timeout?: number;
  /** Of several requests the one with the larger number stays; a whole number. */
  readonly priority?: number;
}

/**
 * GET events, by the application's link or by what the answer before named. The link's own `ack` is never touched. What
 * is out of range is refused unsent (`validation`). 409 PGetReplaced: another request took this one's place.
 */
export async function getEvents(
  client: UcwaClient,
  events: Link,
  input: EventsInput = {},
  options: OperationOptions = {},
): Promise<Result<EventPackage>> {
  const wrong = outOfRange(input);
  if (wrong !== null) return fail(appError('validation', `The event channel cannot be asked with that ${wrong}.`));
  const timeoutMs = (input.timeout ?? DEFAULT_TIMEOUT_S) * 1000 + EVENTS_GRACE_MS;
  const asked = { ...options, timeoutMs };
  return client.events(events.href, Object.keys(input).length === 0 ? asked : { ...asked, query: { ...input } });
}

/** The name of the first value that may not be sent, or null. */
function outOfRange(input: EventsInput): string | null {
  for (const [name, value] of Object.entries(input) as [keyof EventsInput, number][]) {
    const { min, max } = name === 'priority' ? { min: -Infinity, max: Infinity } : EVENTS_SECONDS[name];
    if (!Number.isInteger(value) || value < min || value > max) return name;
  }
  return null;
}
