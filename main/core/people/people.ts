/** The contact list as a feature of the session: subscribed to, read, kept current (PROTOCOL 10, 11, 14). */
import type { Clock } from '../ports.ts';
import { appError, fail, ok, type AppError, type Result } from '../result.ts';
import type { Application, Feature } from '../session/application.ts';
import { set } from '../store/actions.ts';
import { followKey, type Change } from '../store/state.ts';
import type { Store } from '../store/store.ts';
import { endsSession, mayPass } from '../timing/passing.ts';
import { createPace } from '../timing/pace.ts';
import { createWorker, type Worker } from '../timing/worker.ts';
import { getContact, linkTo } from '../ucwa/index.ts';
import type { Directory } from './directory.ts';
import { createListReader, type ListReader } from './list-reader.ts';
import { createListSubscription, type ListSubscription } from './list-subscription.ts';
import { fresh, isFresh, isOfList, join, staleFrom, type Stale } from './stale.ts';

export interface People extends Feature {
  /** The hrefs of the living application, or null while there is none. */
  directory(): Directory | null;
  /** Reads parts of the list again now. What fails in a way that may pass is tried again in the background. */
  reread(stale: Partial<Stale>): Promise<Result<null>>;
  /** Tells whom a contact's href stands for, by asking the server where it is not known. */
  addressOf(href: string): Promise<string | null>;
}

/** The longest that the server gathers events before it tells them (the event channel's `low`). */
const GATHER_MS = 15_000;
/** A storm of events, as each write of a long edit has one, is read in fewer steps: whatever it marks is read at once. */
const READINGS = { most: 10, withinMs: 1_000 };

interface Attached {
  readonly application: Application;
  readonly reader: ListReader;
  readonly subscription: ListSubscription;
  readonly worker: Worker;
  readonly stale: Stale;
}

/** Makes the feature; it does nothing before it is attached. */
export function createPeople(store: Store, clock: Clock): People {
  let attached: Attached | null = null;
  /**
   * What was found changed and may have been found ahead of its event. The server merges what is added and deleted again
   * before it was told into nothing (PROTOCOL 7.3): who has seen it in between would never hear of the end of it. So it
   * is read once more, when the channel has answered after the time that events are gathered.
   */
  const unsure = { stale: fresh(), since: 0 };
  store.subscribeTo(['groups', 'contacts'], (changes) => {
    const changed = changedIn(changes);
    // With nothing to compare it with, the first list ever read would be read twice.
    if (isFresh(changed) || store.state.list.state !== 'current' || isFirst(changes)) return;
    join(unsure.stale, changed);
    unsure.since = clock.now();
  });

  function confirm(): void {
    if (isFresh(unsure.stale) || Math.abs(clock.now() - unsure.since) < GATHER_MS) return;
    const stale = unsure.stale;
    unsure.stale = fresh();
    mark(stale);
  }

  function begin(application: Application): Attached {
    if (attached?.application === application) return attached;
    const reader = createListReader(application, store, clock);
    const stale = fresh();
    const pace = createPace(clock, READINGS);
    const worker = createWorker(clock, application.signal, async () => {
      await pace.next(application.signal);
      const outcome = isFresh(stale) ? ok(null) : await reader.read(stale);
      const read = outcome.ok && outcome.value ? fail(outcome.value) : outcome;
      if (!read.ok) outdated(read.error);
      return read;
    });
    const subscription = createListSubscription(application, clock, {
      doubted: () => mark({ groups: true, allMembers: true }),
      refused: outdated,
    });
    return { application, reader, subscription, worker, stale };
  }

  function mark(stale: Partial<Stale>): void {
    if (!attached) return;
    join(attached.stale, { ...fresh(), ...stale });
    void attached.worker.request();
  }

  /** What was right until now may be wrong for long: it says of when it is, until all was read again. */
  function outdated(error: AppError): void {
    const { list } = store.state;
    if (!attached || !endsSession(error) || list.state !== 'current') return;
    join(attached.stale, { ...fresh(), groups: true, allMembers: true });
    store.dispatch(set('list', { ...list, state: 'outdated', asOf: clock.now() }));
  }

  /** What a reading left for another time. */
  function postpone(left: Stale, { stale, worker }: Attached): void {
    if (isFresh(left)) return;
    join(stale, left);
    void worker.request();
  }

  return {
    async attach(application): Promise<Result<null>> {
      const mine = (attached = begin(application));
      unsure.stale = fresh();
      // Subscribed first, read afterwards: a change in between arrives as an event (PROTOCOL 14).
      const subscribed = await mine.subscription.start();
      // A server that gives no events still lets the list be read.
      if (!subscribed.ok && mayPass(subscribed.error)) return subscribed;
      const wanted = { ...fresh(), groups: true, allMembers: true };
      const read = await mine.reader.read(wanted);
      // Refused for good: the list says so, and everything else goes on.
      if (!read.ok) return mayPass(read.error) || read.error.code === 'session.ended' ? read : ok(null);
      postpone(wanted, mine);
      return ok(null);
    },
    onEvents(events) {
      if (!attached) return;
      confirm();
      if (events.some((event) => event.rel === 'myContactsAndGroupsSubscription')) attached.subscription.warned();
      if (!events.some(isOfList)) return;
      const { directory } = attached.reader;
      const stale = staleFrom(events, (href) => directory.groupId(href));
      if (isFresh(stale)) return;
      // Before the first full reading there is nothing to compare a part with: everything in it would seem new.
      mark(store.state.list.state === 'current' ? stale : { groups: true, allMembers: true });
    },
    onQuiet: confirm,
    refresh() {
      attached?.subscription.renew();
      mark({ groups: true, allMembers: true });
    },
    directory: () => attached?.reader.directory ?? null,
    async reread(stale) {
      if (!attached) return fail(appError('session.ended', 'There is no connection.'));
      const mine = attached;
      const wanted = { ...fresh(), ...stale };
      const read = await mine.reader.read(wanted);
      postpone(wanted, mine);
      return read.ok ? ok(null) : read;
    },
    async addressOf(href) {
      if (!attached) return null;
      return attached.reader.directory.address(href) ?? askAddress(attached, href, store);
    },
  };
}

/** Before this step there was no list at all, not even one from disk. */
function isFirst(changes: readonly Change[]): boolean {
  return changes.some((change) => 'slice' in change && change.slice === 'list' && change.before.state === 'none');
}

/** Groups and memberships that changed. */
function changedIn(changes: readonly Change[]): Stale {
  const stale = fresh();
  for (const change of changes) {
    if (!('table' in change)) continue;
    if (change.table === 'groups') stale.groups = true;
    if (change.table !== 'contacts') continue;
    const [before, after] = [change.before?.groups ?? [], change.after?.groups ?? []];
    for (const id of before) if (!after.includes(id)) stale.members.add(id);
    for (const id of after) if (!before.includes(id)) stale.members.add(id);
  }
  return stale;
}

async function askAddress({ application, reader }: Attached, href: string, store: Store): Promise<string | null> {
  const read = await getContact(application.client, linkTo(href), {}, { signal: application.signal });
  const contact = read.ok && !read.value.notModified ? reader.learn([read.value.value])[0] : undefined;
  if (!contact) return null;
  // Somebody followed who is in no group is shown with what the contact tells.
  const { follows, contacts } = store.state;
  if (follows.has(followKey('contact', contact.address)) && !contacts.has(contact.address)) {
    store.dispatch({ type: 'contactsRead', contacts: [contact] });
  }
  return contact.address;
}
