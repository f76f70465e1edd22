/** The server of one run, small enough for thousands of runs. */
import { createOfflineSimulator, type OfflineSimulator } from '../../simulator/index.ts';
import type { VirtualTime } from './time.ts';

/** Opens it. Every other seed has a server that behaves differently where the documentation is silent. */
export function openServer(time: VirtualTime, seed: number): OfflineSimulator {
  return createOfflineSimulator(
    {
      people: 12,
      groups: 5,
      seed,
      knobs: {
        ...(seed % 2 === 0 ? { userOnPool: true } : {}),
        ...(seed % 3 === 0 ? { embedInEvents: true } : {}),
        ...(seed % 5 === 0 ? { resumeEvents: true } : {}),
        ...(seed % 7 === 0 ? { silentExpiry: true } : {}),
        ...(seed % 11 === 0 ? { absoluteEventHrefs: true, replayGroups: true } : {}),
        ...(seed % 17 === 0 ? { badTicketStatus: '403', cutParkedOnExpiry: true, ticketSeconds: 600 } : {}),
        ...(seed % 19 === 0 ? { echoBefore: true, emptySender: true, createGroupAnswer: '201' } : {}),
        ...(seed % 23 === 0 ? { myContactsOnly: true, expiredSubcode: 'ResourceNotFound', literalNone: true } : {}),
        ...(seed % 29 === 0 ? { maxQueuedEvents: 60, retryAfter: false, emptyMembershipAnswer: true } : {}),
        ...(seed % 31 === 0 ? { membersVanish: true, shortIds: true, announceConnected: true } : {}),
        ...(seed % 37 === 0 ? { applicationLimit: 1, applicationLimitKillsOldest: true, resumeAfterSeconds: 30 } : {}),
        ...(seed % 13 === 0 ? { subscriptionLimit: 3, subscriptionContactLimit: 4 } : {}),
        // Virtual time makes a second of the machine's own out of nothing.
        rateLimit: 60,
      },
    },
    { kind: 'driven', now: () => time.now(), after: (ms, task) => time.after(ms, task), advance: () => false },
  );
}
