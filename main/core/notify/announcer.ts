/**
 * Shows notifications of what the recorder found and of people who became available. It gathers, asks the pure rules
 * (`decide.ts`, `presence-watch.ts`) and shows what they say.
 */
import type { Clock, Notifier, Power } from '../ports.ts';
import { appError } from '../result.ts';
import { set } from '../store/actions.ts';
import { followKey, type State } from '../store/state.ts';
import type { Store } from '../store/store.ts';
import { createTimer } from '../timing/timer.ts';
import type { Attention } from './attention.ts';
import { decideGroups, decidePeople, isMuted, NOTHING_TOLD, RUN_MS, type Decision, type Person } from './decide.ts';
import type { GroupChange } from './group-changes.ts';
import { afterSleep, NOTHING_WATCHED, settle, watchStep } from './presence-watch.ts';
import type { Words } from './words-shape.ts';
import { specOf } from './words.ts';

/** Changes within this time (ms) are looked at together, so that a burst becomes one notification. */
const GATHER_MS = 400;
/** While a burst goes on, what it has become is shown no more often than this (ms). */
const GATHER_MORE_MS = 5_000;
/** Somebody has to stay available so long (ms) to be told of. */
const SETTLE_MS = 5_000;

export interface AnnouncerDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly notifier: Notifier;
  readonly power: Pick<Power, 'onResume'>;
  readonly attention: Pick<Attention, 'seen'>;
  /** In the language of the moment. */
  readonly words: () => Words;
}

export interface Announcer {
  /** Something changed in the groups. */
  changed(changes: readonly GroupChange[]): void;
  stop(): void;
}

/** Starts announcing. */
export function startAnnouncer({ store, clock, notifier, power, attention, words }: AnnouncerDeps): Announcer {
  const groupTimer = createTimer(clock);
  const presenceTimer = createTimer(clock);
  let gathered: GroupChange[] = [];
  let groupsTold: Decision<GroupChange>['told'] = NOTHING_TOLD;
  let peopleTold: Decision<Person>['told'] = NOTHING_TOLD;
  let watch = NOTHING_WATCHED;
  let isSettling = false;
  let toldOfRefusal = false;

  function show<T>({ show: news, withdraw, told }: Decision<T>): Decision<T>['told'] {
    for (const tag of withdraw) notifier.withdraw(tag);
    for (const one of news) notifier.show(specOf(one, words()));
    return told;
  }

  function tellGroups(): void {
    const changes = gathered;
    gathered = [];
    groupsTold = show(decideGroups(changes, groupsTold, store.state.settings, clock.now()));
  }

  function tellPeople(): void {
    isSettling = false;
    const settled = settle(watch, store.state, clock.now());
    watch = settled.watch;
    const people = settled.came
      .filter((address) => isWanted(address, store.state, clock.now()))
      .map((address) => personOf(address, store.state))
      .filter(({ address }) => !isSeen(address));
    peopleTold = show(decidePeople(people, peopleTold, store.state.settings, clock.now()));
  }

  function isSeen(address: string): boolean {
    const seen = attention.seen();
    return store.state.contacts.get(address)?.groups.some((id) => seen.has(id)) === true;
  }

  const stops = [
    store.subscribeTo(['presence', 'connection'], (changes) => {
      watch = watchStep(watch, changes, clock.now());
      if (watch.before.size === 0 || isSettling) return;
      isSettling = true;
      presenceTimer.set(SETTLE_MS, tellPeople);
    }),
    power.onResume(() => (watch = afterSleep(watch, clock.now()))),
    notifier.onRefused(() => {
      // One word is enough, and what else needs to be read is not pushed aside.
      if (toldOfRefusal || store.state.notice !== null) return;
      toldOfRefusal = true;
      store.dispatch(set('notice', appError('notifications.refused', 'The system refuses to show notifications.')));
    }),
  ];

  return {
    changed(changes) {
      // Judged now: a moment later the window may not show it any more, as with a group that was deleted.
      const seen = attention.seen();
      const unseen = changes.filter(({ groupId }) => !seen.has(groupId));
      if (unseen.length === 0) return;
      if (gathered.length === 0) {
        const goesOn = clock.now() - groupsTold.at < RUN_MS;
        groupTimer.set(goesOn ? GATHER_MORE_MS : GATHER_MS, tellGroups);
      }
      gathered.push(...unseen);
    },
    stop() {
      for (const stop of stops) stop();
      groupTimer.clear();
      presenceTimer.clear();
    },
  };
}

/** Followed by themselves, or with a group that is not muted. */
function isWanted(address: string, { follows, contacts, settings }: State, now: number): boolean {
  if (follows.has(followKey('contact', address))) return true;
  const groups = contacts.get(address)?.groups ?? [];
  return groups.some((id) => follows.has(followKey('group', id)) && !isMuted(settings, id, now));
}

function personOf(address: string, { contacts, follows }: State): Person {
  const contact = contacts.get(address);
  const groups = contact?.groups ?? [];
  const followed = groups.find((id) => follows.has(followKey('group', id)));
  return { address, name: contact?.name ?? address, groupId: followed ?? groups[0] ?? null };
}
