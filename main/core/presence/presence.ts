/**
 * Presence of other people: what the user follows is held on the server and renewed, what the server tells is read
 * (PROTOCOL 13.1, 15; ARCHITECTURE section 4, "wanted against held").
 */
import type { Clock } from '../ports.ts';
import { appError, fail, ok, type AppError, type Result } from '../result.ts';
import type { Application, Feature } from '../session/application.ts';
import { set } from '../store/actions.ts';
import type { Follow, FollowLimits, Presence } from '../store/state.ts';
import type { Store } from '../store/store.ts';
import { endsSession, isLasting, mayPass } from '../timing/passing.ts';
import { createTimer } from '../timing/timer.ts';
import { createWorker, type Worker } from '../timing/worker.ts';
import { sameHref, type UcwaEvent } from '../ucwa/index.ts';
import type { ContactHrefs, PartHrefs } from './contact-hrefs.ts';
import { createPresenceReader, type ChangedPart, type PresenceReader } from './presence-reader.ts';
import { partOf } from './read.ts';
import { createStrangers, type Strangers } from './strangers.ts';
import { createSubscriptions, justRenewed, renewAt, type Held, type Subscriptions } from './subscriptions.ts';

export interface PresenceFeature extends Feature {
  /** Brings held to wanted; called when the wishes or the groups changed. */
  reconcile(): void;
  /** Reads one person's presence, note and location once. */
  readOnce(address: string): Promise<Result<null>>;
  /** Reads the presence of somebody who is shown nowhere else, and keeps nothing; null where none may be seen. */
  readAside(links: PartHrefs): Promise<Result<Presence | null>>;
  /** Reads everybody's availability once: a snapshot for those who are not followed. */
  readAll(): void;
}

/** Events can get lost without a trace: so often at least all who are held are read again. Rarely, for it costs requests. */
const DOUBT_MS = 4 * 60 * 60_000;
/** Where not all that is wanted fits, room is looked for again after so long: another client may have made some. */
const ROOM_MS = 20 * 60_000;

interface Attached {
  readonly application: Application;
  readonly subscriptions: Subscriptions;
  readonly reader: PresenceReader;
  readonly strangers: Strangers;
  readonly worker: Worker;
  /** What the server holds is not what is known here: it is to be given up and held anew. */
  lost: boolean;
  /** The server may hold more than is known here: the answer to a subscription got lost. */
  strays: boolean;
  /** Hrefs of subscriptions that the server told to be new and that were not known when it did. */
  readonly announced: string[];
  /** Events of people who are held may have been missed: all of them are to be read again. */
  doubtful: boolean;
  /** When all who are held were read the last time; those who came since have been read since. */
  sureAt: number;
}

/** Makes the feature; it does nothing before it is attached. */
export function createPresence(store: Store, clock: Clock, hrefs: ContactHrefs): PresenceFeature {
  let attached: Attached | null = null;
  const renewal = createTimer(clock);

  function begin(application: Application): Attached {
    if (attached?.application === application) return attached;
    const subscriptions = createSubscriptions(application, clock);
    const reader = createPresenceReader(application, store, clock, hrefs);
    const mine: Attached = {
      application,
      subscriptions,
      reader,
      strangers: createStrangers(subscriptions, hrefs),
      worker: createWorker(clock, application.signal, () => reconcile(mine)),
      lost: application.reused,
      strays: false,
      announced: [],
      doubtful: false,
      sureAt: clock.now(),
    };
    application.signal.addEventListener('abort', () => {
      if (attached !== mine) return;
      attached = null;
      renewal.clear();
    });
    return mine;
  }

  async function reconcile(mine: Attached): Promise<Result<null>> {
    const { subscriptions } = mine;
    const problems: AppError[] = [];
    if (mine.lost) {
      mine.lost = false;
      mine.strays = true;
      subscriptions.held.clear();
    }
    if (mine.strays) {
      const left = await subscriptions.clearLeftovers();
      mine.strays = left !== null && !isLasting(left);
      if (left) problems.push(left);
    }
    const before = covered(subscriptions.held);
    const wanted = [...store.state.follows.values()];
    await renewDue(mine, problems);
    await releaseUnwanted(mine, wanted, problems);
    const kept = [...subscriptions.held];
    const groupsRefused: AppError[] = [];
    const contactsRefused: AppError[] = [];
    await holdGroups(mine, wanted, groupsRefused);
    await holdContacts(mine, wanted, contactsRefused);
    const holding = [...groupsRefused, ...contactsRefused];
    problems.push(...holding);
    if (holding.some(mayHaveHeld)) mine.strays = true;
    // Not before all that is wanted is held: a group's subscription has the same href whenever it is made.
    if (mine.announced.splice(0).some((href) => !heldAs(href, mine))) {
      mine.strays = true;
      void mine.worker.request();
    }
    // One that turned out to have lapsed when more were put into it.
    if (kept.some((held) => !subscriptions.held.has(held))) mine.doubtful = true;
    if (mine.application.signal.aborted) return ok(null);
    const now = covered(subscriptions.held);
    const limits = limitsSeen(subscriptions.held, groupsRefused, contactsRefused);
    store.dispatch({ type: 'presenceLive', addresses: now }, set('followLimits', limits));
    if (Math.abs(clock.now() - mine.sureAt) >= DOUBT_MS) mine.doubtful = true;
    const news = [...now].filter((address) => mine.doubtful || !before.has(address));
    if (mine.doubtful || before.size === 0) mine.sureAt = clock.now();
    mine.doubtful = false;
    mine.reader.mark(news);
    mine.strangers.add(news);
    const met = await mine.strangers.meet();
    mine.reader.mark(met.addresses);
    problems.push(...met.problems);
    if (mine.application.signal.aborted) return ok(null);
    const isFull = limits.contacts !== null || limits.groups !== null;
    const due = [...[...subscriptions.held].map(renewAt), ...(isFull ? [clock.now() + ROOM_MS] : [])];
    const next = Math.min(mine.sureAt + DOUBT_MS, ...due);
    if (due.length > 0) renewal.set(Math.max(0, next - clock.now()), () => void mine.worker.request());
    else renewal.clear();
    const again = problems.find(mayPass) ?? problems.find(endsSession);
    return again ? fail(again) : ok(null);
  }

  async function renewDue(mine: Attached, problems: AppError[]): Promise<void> {
    const { subscriptions } = mine;
    for (const held of [...subscriptions.held]) {
      if (renewAt(held) > clock.now()) continue;
      const outcome = await subscriptions.extend(held);
      // Gone before its time: for how long nothing has come, nobody knows.
      if (outcome === 'lost') mine.doubtful = true;
      if (typeof outcome === 'string') continue;
      problems.push(outcome);
      if (!isLasting(outcome)) continue;
      // Refused for good: as good as lost. It is asked for anew, and that answer is what the user sees.
      subscriptions.held.delete(held);
      mine.doubtful = true;
    }
  }

  async function releaseUnwanted(mine: Attached, wanted: readonly Follow[], problems: AppError[]): Promise<void> {
    const { subscriptions } = mine;
    const groups = new Set(wanted.filter(({ kind }) => kind === 'group').map(({ target }) => target));
    const contacts = new Set(wanted.filter(({ kind }) => kind === 'contact').map(({ target }) => target));
    for (const held of [...subscriptions.held]) {
      if (held.group !== null) {
        if (groups.has(held.group)) continue;
        const released = await subscriptions.release(held);
        if (!released.ok) problems.push(released.error);
        continue;
      }
      for (const address of [...held.addresses]) {
        if (contacts.has(address)) continue;
        const released = await subscriptions.releaseContact(address, (href) => hrefs.addressOf(href));
        if (!released.ok) problems.push(released.error);
      }
      // It went with people in it who are wanted: it had lapsed, or could be given up as a whole only.
      if (!subscriptions.held.has(held) && [...held.addresses].some((address) => contacts.has(address)))
        mine.doubtful = true;
    }
  }

  async function holdGroups(mine: Attached, wanted: readonly Follow[], problems: AppError[]): Promise<void> {
    const { subscriptions } = mine;
    for (const follow of wanted) {
      if (follow.kind !== 'group') continue;
      let held = [...subscriptions.held].find(({ group }) => group === follow.target);
      if (held && store.state.list.state === 'current' && !store.state.groups.has(follow.target)) {
        // The group went, and with it what it was followed by.
        const released = await subscriptions.release(held);
        if (!released.ok) problems.push(released.error);
        held = undefined;
      }
      if (!held) {
        const href = hrefs.followHref(follow.target);
        if (href === null) {
          tell(
            mine,
            follow,
            appError('edit.noLongerPossible', 'This group does not exist any more, or cannot be followed.'),
            null,
          );
          continue;
        }
        const made = await subscriptions.holdGroup(follow.target, href);
        if (!made.ok) {
          problems.push(made.error);
          tell(mine, follow, made.error, null);
          continue;
        }
        held = made.value;
      }
      tell(mine, follow, null, held.until);
    }
  }

  async function holdContacts(mine: Attached, wanted: readonly Follow[], problems: AppError[]): Promise<void> {
    const { subscriptions } = mine;
    const follows = wanted.filter(({ kind }) => kind === 'contact');
    const holder = (address: string): Held | undefined =>
      [...subscriptions.held].find((held) => held.group === null && held.addresses.has(address));
    const outcome = new Map<string, AppError | null>();
    const missing = (): string[] =>
      follows.flatMap(({ target }) => (holder(target) || outcome.has(target) ? [] : [target]));
    // Holding some may show that what held others is gone: until everybody has an answer.
    for (let asked = missing(); asked.length > 0; asked = missing()) {
      for (const [address, error] of await subscriptions.holdContacts(asked)) outcome.set(address, error);
    }
    for (const follow of follows) {
      const error = outcome.get(follow.target) ?? null;
      if (error) problems.push(error);
      tell(mine, follow, error, holder(follow.target)?.until ?? null);
    }
  }

  /** Says how a wish stands; one that was taken back meanwhile stays away, and without an application all wait. */
  function tell(mine: Attached, follow: Follow, error: AppError | null, until: number | null): void {
    const current = store.state.follows.get(`${follow.kind}:${follow.target}`);
    if (!current || mine.application.signal.aborted) return;
    const status = error ? (isLasting(error) ? 'refused' : 'pending') : until === null ? 'pending' : 'held';
    store.dispatch({ type: 'followPut', follow: { ...current, status, until, error } });
  }

  /** Everybody a held subscription keeps up to date. */
  function covered(held: ReadonlySet<Held>): Set<string> {
    const groups = new Set([...held].flatMap(({ group }) => group ?? []));
    const addresses = new Set([...held].flatMap((one) => [...one.addresses]));
    if (groups.size === 0) return addresses;
    for (const contact of store.state.contacts.values()) {
      if (contact.groups.some((id) => groups.has(id))) addresses.add(contact.address);
    }
    return addresses;
  }

  function membersChanged(mine: Attached): void {
    const now = covered(mine.subscriptions.held);
    const news = [...now].filter((address) => store.state.presence.get(address)?.live !== true);
    store.dispatch({ type: 'presenceLive', addresses: now });
    mine.reader.mark(news);
  }

  store.subscribeTo(['groups', 'contacts', 'follows'], (changes) => {
    if (!attached) return;
    const tables = new Set(changes.map((change) => ('table' in change ? change.table : null)));
    if (tables.has('contacts')) membersChanged(attached);
    const isComingOrGoing = (table: 'groups' | 'follows'): boolean =>
      changes.some((change) => 'table' in change && change.table === table && (!change.before || !change.after));
    const groups = store.state.follows.size > 0 && isComingOrGoing('groups');
    if (groups || isComingOrGoing('follows')) void attached.worker.request();
  });

  function heldAs(href: string, { subscriptions }: Attached): Held | undefined {
    return [...subscriptions.held].find((one) => sameHref(one.href, href));
  }

  /**
   * Whoever left a group may be in it again by now, and was not covered in between: what changed then was told to nobody.
   */
  async function readLeft(contactHref: string, mine: Attached): Promise<void> {
    const address = await hrefs.addressOf(contactHref);
    if (address !== null && store.state.presence.get(address)?.live === true) mine.reader.mark([address]);
  }

  function onEvent(event: UcwaEvent, mine: Attached): void {
    if (event.rel === 'contact' && event.type === 'deleted') {
      void readLeft(event.href, mine);
    } else if (event.rel === 'presenceSubscription') {
      const held = heldAs(event.href, mine);
      if (event.type === 'added' && !held) {
        // Told ahead of the answer to our request, or made by it without our knowing: it was sent twice on the way.
        mine.announced.push(event.href);
        void mine.worker.request();
      }
      if (event.type === 'added' || !held) return;
      // About to lapse, or gone. Our timer renews in good time; what is gone is found when it is extended.
      if (event.type === 'deleted') {
        mine.subscriptions.held.delete(held);
        mine.doubtful = true;
      }
      // A warning that crosses a renewal on the wire is no reason for another.
      else if (!justRenewed(held, clock.now())) held.until = clock.now();
      void mine.worker.request();
    }
  }

  return {
    attach(application) {
      attached = begin(application);
      // The wishes are held in the background: the list can be used meanwhile.
      void attached.worker.request();
      return Promise.resolve(ok(null));
    },
    onEvents(events) {
      if (!attached) return;
      const changed: ChangedPart[] = [];
      for (const event of events) {
        const { rel, type, href, in: contact, resource } = event;
        const part = partOf(rel);
        if (part === null) onEvent(event, attached);
        else if (type === 'updated' && contact) changed.push({ part, href, contactHref: contact.href, resource });
      }
      attached.reader.markParts(changed);
    },
    refresh() {
      if (!attached) return;
      attached.lost = true;
      void attached.worker.request();
    },
    reconcile: () => void attached?.worker.request(),
    readOnce: (address) => attached?.reader.readOnce(address) ?? Promise.resolve(ok(null)),
    readAside: (links) => attached?.reader.readAside(links) ?? Promise.resolve(ok(null)),
    readAll() {
      if (!attached) return;
      attached.reader.markMissed();
      const known = covered(attached.subscriptions.held);
      attached.reader.markSnapshot([...store.state.contacts.keys()].filter((address) => !known.has(address)));
    },
  };
}

/** How many the server holds, where it said that this is all it takes (PROTOCOL 15, LimitExceeded). */
function limitsSeen(
  held: ReadonlySet<Held>,
  groupsRefused: readonly AppError[],
  contactsRefused: readonly AppError[],
): FollowLimits {
  const isFull = ({ code }: AppError): boolean => code === 'ucwa.limitExceeded';
  const all = [...held];
  const contacts = all.reduce((sum, { addresses }) => sum + addresses.size, 0);
  return {
    contacts: contactsRefused.some(isFull) ? contacts : null,
    groups: groupsRefused.some(isFull) ? all.filter(({ group }) => group !== null).length : null,
  };
}

/** What the server did is not known: no answer came, or none that tells. */
function mayHaveHeld({ code }: AppError): boolean {
  return code === 'ucwa.unexpected' || code.startsWith('network.');
}
