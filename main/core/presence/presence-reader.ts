/** Reads presence, notes and locations, many at once, and tells the store. */
import type { Clock } from '../ports.ts';
import { appError, fail, ok, type Result } from '../result.ts';
import type { Application } from '../session/application.ts';
import type { PresencePart } from '../store/actions.ts';
import { NO_PRESENCE } from '../store/reduce.ts';
import type { Presence } from '../store/state.ts';
import type { Store } from '../store/store.ts';
import { isLasting } from '../timing/passing.ts';
import { createQueue } from '../timing/queue.ts';
import { createWorker } from '../timing/worker.ts';
import { getContactParts, linkTo } from '../ucwa/index.ts';
import type { ContactPart, Resource } from '../ucwa/index.ts';
import type { ContactHrefs, PartHrefs } from './contact-hrefs.ts';
import { partFrom, readPart, REL_OF, type PartName } from './read.ts';

/** What is due: a part of somebody's presence. Key of the map: its href, so that a second hint changes nothing. */
interface Due {
  readonly part: PartName;
  readonly contact: { readonly address: string } | { readonly href: string };
  /** The resource itself, where it came along with an event. */
  readonly resource: Resource | null;
  /** How often it was asked in vain whom the contact's href stands for. */
  readonly lookups: number;
}

/** A part of somebody's presence that changed, as an event told; `href`: its own. */
export interface ChangedPart {
  readonly part: PartName;
  readonly href: string;
  readonly contactHref: string;
  /** The part itself; null: it did not come along. */
  readonly resource: Resource | null;
}

/** After so many the hint is dropped: whoever it is about cannot be told. */
const MAX_LOOKUPS = 3;

const PARTS: readonly PartName[] = ['presence', 'note', 'location'];

export interface PresenceReader {
  /** These people's presence, note and location are to be read; whose links are not known yet, with `markMissed`. */
  mark(addresses: readonly string[]): void;
  /** The links of everybody on the list are known now. */
  markMissed(): void;
  /** These parts changed, as the events of one package told. What has not to be asked for is in the store on return. */
  markParts(changed: readonly ChangedPart[]): void;
  /** These people's availability is to be read once. */
  markSnapshot(addresses: readonly string[]): void;
  /** Reads one person now and says how it went. */
  readOnce(address: string): Promise<Result<null>>;
  /** Reads the presence of somebody who is shown nowhere else, and keeps nothing; null where none may be seen. */
  readAside(links: PartHrefs): Promise<Result<Presence | null>>;
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
  /** Marked before their links were known, as members of a group that is held before the list was read. */
  const missed = new Set<string>();
  const queue = createQueue();
  /** Readings that wait for their turn or for an answer. */
  let readings = 0;
  const worker = createWorker(clock, signal, () => readInTurn(takeDue));

  function readInTurn(take: () => [string, Due][]): Promise<Result<null>> {
    readings += 1;
    return queue(() => read(take())).finally(() => (readings -= 1));
  }

  function takeDue(): [string, Due][] {
    const taken = [...due];
    due.clear();
    return taken;
  }

  async function read(taken: readonly [string, Due][]): Promise<Result<null>> {
    const answered = await ask(taken.filter(([, { resource }]) => resource === null));
    if (signal.aborted) return ok(null);
    const parts: PresencePart[] = [];
    let failure: Result<null> = ok(null);
    for (const [href, item] of taken) {
      const answer = answered.get(href);
      if (answer && !answer.ok && !isLasting(answer.error)) {
        due.set(href, due.get(href) ?? item);
        failure = answer;
      }
      // Not found: nothing is set, or the person is gone; either way there is nothing to show.
      if (answer && !answer.ok && answer.error.remedy !== 'drop') continue;
      const address =
        'address' in item.contact
          ? item.contact.address
          : // A package may tell of a thousand people: nobody waits for those who are known.
            (hrefs.knownAddress(item.contact.href) ?? (await hrefs.addressOf(item.contact.href)));
      if (address === null && item.lookups + 1 < MAX_LOOKUPS) {
        due.set(href, due.get(href) ?? { ...item, lookups: item.lookups + 1 });
        failure = fail(appError('ucwa.notFound', 'The server does not tell who that is.', { retryable: true }));
      }
      if (address === null || !isKnown(address)) continue;
      const part = answer?.ok ? partFrom(answer.value) : readPart(item.part, item.resource);
      parts.push({ address, asOf: clock.now(), ...part });
    }
    if (signal.aborted) return ok(null);
    tell(parts);
    return failure;
  }

  function tell(parts: readonly PresencePart[]): void {
    if (parts.length > 0) store.dispatch({ type: 'presenceRead', presence: parts });
  }

  async function ask(items: readonly [string, Due][]): Promise<Map<string, Result<ContactPart>>> {
    if (items.length === 0) return new Map();
    const parts = items.map(([href, { part }]) => ({ rel: REL_OF[part], link: linkTo(href) }));
    const batch = batchHref === null ? null : linkTo(batchHref);
    const answers = await getContactParts(client, batch, parts, { signal });
    return new Map(
      items.flatMap(([href], index): [string, Result<ContactPart>][] => {
        const answer = answers[index];
        return answer ? [[href, answer]] : [];
      }),
    );
  }

  /** Only people who are shown: on the list, or followed. */
  function isKnown(address: string): boolean {
    return store.state.contacts.has(address) || store.state.follows.has(`contact:${address}`);
  }

  function dueOf(address: string, parts: readonly PartName[]): [string, Due][] {
    const links = hrefs.contact(address);
    return parts.flatMap((part): [string, Due][] => {
      const href = links?.[part];
      return href ? [[href, { part, contact: { address }, resource: null, lookups: 0 }]] : [];
    });
  }

  function add(items: readonly [string, Due][]): void {
    for (const [href, item] of items) due.set(href, item);
    if (items.length > 0) void worker.request();
  }

  function mark(addresses: readonly string[]): void {
    for (const address of addresses) if (hrefs.contact(address) === null) missed.add(address);
    add(addresses.flatMap((address) => dueOf(address, PARTS)));
  }

  return {
    mark,
    markMissed() {
      const again = [...missed];
      missed.clear();
      mark(again);
    },
    markParts(changed) {
      // Whatever is still being read may be older than what the events brought along, and must not come after it.
      const isIdle = due.size === 0 && readings === 0;
      const whole: PresencePart[] = [];
      const left: [string, Due][] = [];
      for (const { part, href, contactHref, resource } of changed) {
        const address = isIdle && resource ? hrefs.knownAddress(contactHref) : null;
        if (address === null) left.push([href, { part, contact: { href: contactHref }, resource, lookups: 0 }]);
        else if (isKnown(address)) whole.push({ ...readPart(part, resource), address, asOf: clock.now() });
      }
      tell(whole);
      add(left);
    },
    markSnapshot: (addresses) => add(addresses.flatMap((address) => dueOf(address, ['presence']))),
    readOnce: (address) => readInTurn(() => dueOf(address, PARTS)),
    async readAside(links) {
      const parts = PARTS.flatMap((part) =>
        links[part] === null ? [] : [{ rel: REL_OF[part], link: linkTo(links[part]) }],
      );
      const batch = batchHref === null ? null : linkTo(batchHref);
      const answers = await getContactParts(client, batch, parts, { signal });
      const failure = answers.find((answer) => !answer.ok && !isLasting(answer.error));
      if (failure && !failure.ok) return failure;
      const read = answers.flatMap((answer) => (answer.ok ? [partFrom(answer.value)] : []));
      return ok(read.length === 0 ? null : (Object.assign({ ...NO_PRESENCE, asOf: clock.now() }, ...read) as Presence));
    },
  };
}
