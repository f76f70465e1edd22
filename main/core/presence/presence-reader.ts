/** Reads presence, notes and locations, many at once, and tells the store. */
import type { Clock } from '../ports.ts';
import { ok, type Result } from '../result.ts';
import type { Application } from '../session/application.ts';
import type { PresencePart } from '../store/actions.ts';
import type { Store } from '../store/store.ts';
import { createQueue } from '../timing/queue.ts';
import { createWorker } from '../timing/worker.ts';
import type { Resource } from '../ucwa/index.ts';
import type { ContactHrefs } from './contact-hrefs.ts';
import { readPart, type PartName } from './read.ts';

/** What is due: a part of somebody's presence. Key of the map: its href, so that a second hint changes nothing. */
interface Due {
  readonly part: PartName;
  readonly contact: { readonly address: string } | { readonly href: string };
  /** The resource itself, where it came along with an event. */
  readonly resource: Resource | null;
}

const PARTS: readonly PartName[] = ['presence', 'note', 'location'];

export interface PresenceReader {
  /** These people's presence, note and location are to be read. */
  mark(addresses: readonly string[]): void;
  /** One part changed, as an event told. */
  markPart(part: PartName, href: string, contactHref: string, resource: Resource | null): void;
  /** These people's availability is to be read once. */
  markSnapshot(addresses: readonly string[]): void;
  /** Reads one person now and says how it went. */
  readOnce(address: string): Promise<Result<null>>;
}

/** A reader for one application. */
export function createPresenceReader(
  application: Application,
  store: Store,
  clock: Clock,
  hrefs: ContactHrefs,
): PresenceReader {
  const { client, batchHref, signal } = application;
  const due = new Map<string, Due>();
  const queue = createQueue();
  const worker = createWorker(clock, signal, () => queue(() => read(takeDue())));

  function takeDue(): [string, Due][] {
    const taken = [...due];
    due.clear();
    return taken;
  }

  async function read(taken: readonly [string, Due][]): Promise<Result<null>> {
    const asked = taken.filter(([, { resource }]) => resource === null).map(([href]) => href);
    const answers = await client.getMany(batchHref, asked, { signal });
    if (signal.aborted) return ok(null);
    const answered = new Map(asked.map((href, index) => [href, answers[index]]));
    const parts: PresencePart[] = [];
    let failure: Result<null> = ok(null);
    for (const [href, item] of taken) {
      const answer = answered.get(href);
      if (answer && !answer.ok && answer.error.retryable) {
        due.set(href, due.get(href) ?? item);
        failure = answer;
      }
      // 404: nothing is set, or the person is gone; either way there is nothing to show.
      if (answer && !answer.ok && answer.error.status !== 404) continue;
      const address = 'address' in item.contact ? item.contact.address : await hrefs.addressOf(item.contact.href);
      if (address === null || !isKnown(address)) continue;
      const resource = item.resource ?? (answer?.ok ? answer.value.resource : null);
      parts.push({ address, asOf: clock.now(), ...readPart(item.part, resource) });
    }
    if (signal.aborted) return ok(null);
    if (parts.length > 0) store.dispatch({ type: 'presenceRead', presence: parts });
    return failure;
  }

  /** Only people who are shown: on the list, or followed. */
  function isKnown(address: string): boolean {
    return store.state.contacts.has(address) || store.state.follows.has(`contact:${address}`);
  }

  function dueOf(address: string, parts: readonly PartName[]): [string, Due][] {
    const links = hrefs.contact(address);
    return parts.flatMap((part): [string, Due][] => {
      const href = links?.[part];
      return href ? [[href, { part, contact: { address }, resource: null }]] : [];
    });
  }

  function add(items: readonly [string, Due][]): void {
    for (const [href, item] of items) due.set(href, item);
    if (items.length > 0) void worker.request();
  }

  return {
    mark: (addresses) => add(addresses.flatMap((address) => dueOf(address, PARTS))),
    markPart: (part, href, contactHref, resource) => add([[href, { part, contact: { href: contactHref }, resource }]]),
    markSnapshot: (addresses) => add(addresses.flatMap((address) => dueOf(address, ['presence']))),
    readOnce: (address) => queue(() => read(dueOf(address, PARTS))),
  };
}
