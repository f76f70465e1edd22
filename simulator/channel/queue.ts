/** Pure: what waits to be delivered, and how events of one target are merged (PROTOCOL 7.3, GAPS 32). */
import type { EventEntry } from '../http/resource.ts';

export type Priority = 'high' | 'medium' | 'low';
export type SenderRel = 'me' | 'people' | 'communication';

/** An event with what the channel needs to know about it. */
export interface QueuedEvent {
  readonly sender: { readonly rel: SenderRel; readonly href: string };
  readonly entry: EventEntry;
  readonly priority: Priority;
  /** Clock time at which it entered the queue. */
  readonly since: number;
}

/** Same thing in the same collection. */
function sameTarget(a: EventEntry, b: EventEntry): boolean {
  return a.link.href === b.link.href && a.link.rel === b.link.rel && a.in?.href === b.in?.href;
}

/**
 * Adds an event. Of one target: updated after added or updated merges into it; deleted after added leaves nothing;
 * deleted after updated replaces it; added after deleted keeps both, in order. Waiting time counts from the first.
 */
export function enqueue(queue: readonly QueuedEvent[], event: QueuedEvent): QueuedEvent[] {
  const index = queue.findLastIndex((waiting) => sameTarget(waiting.entry, event.entry));
  const earlier = queue[index];
  if (!earlier) return [...queue, event];
  const without = queue.filter((_, at) => at !== index);
  const was = earlier.entry.type;
  switch (event.entry.type) {
    case 'updated':
      if (was === 'deleted') return [...queue, event];
      return queue.map((waiting, at) => (at === index ? merged(earlier, event, was) : waiting));
    case 'added':
      if (was === 'deleted') return [...queue, event];
      return queue.map((waiting, at) => (at === index ? merged(earlier, event, 'added') : waiting));
    case 'deleted':
      if (was === 'added') return without;
      if (was === 'deleted') return [...queue];
      return [...without, event];
  }
}

function merged(earlier: QueuedEvent, later: QueuedEvent, type: EventEntry['type']): QueuedEvent {
  return { ...later, since: earlier.since, entry: { ...later.entry, type } };
}

/** How long each class may wait, in milliseconds. */
export interface Holds {
  readonly medium: number;
  readonly low: number;
}

/** The clock time at which the queue must be delivered, or null when it is empty. What is ahead goes along. */
export function deadlineOf(queue: readonly QueuedEvent[], holds: Holds): number | null {
  if (queue.length === 0) return null;
  const wait = { high: 0, medium: holds.medium, low: holds.low };
  return Math.min(...queue.map((event) => event.since + wait[event.priority]));
}

/** Groups neighbouring events of one sender; a sender comes again when another was in between. */
export function bySender(
  queue: readonly QueuedEvent[],
): { readonly rel: string; readonly href: string; readonly events: readonly EventEntry[] }[] {
  const blocks: { rel: string; href: string; events: EventEntry[] }[] = [];
  for (const { sender, entry } of queue) {
    const last = blocks.at(-1);
    if (last?.rel === sender.rel) last.events.push(entry);
    else blocks.push({ ...sender, events: [entry] });
  }
  return blocks;
}
