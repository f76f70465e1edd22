/** Builds the core from its ports: where the features meet. */
import { createAccounts, type SignInAtStart } from './accounts/accounts.ts';
import { createCommands } from './commands.ts';
import type { Core } from './core.ts';
import type { Attempt } from './edits/attempt.ts';
import { createDiagnostics, policyNames } from './diagnostics/diagnostics.ts';
import { createRecent } from './diagnostics/recent.ts';
import { createEdits } from './edits/edits.ts';
import { startAnnouncer } from './notify/announcer.ts';
import { createAttention } from './notify/attention.ts';
import { startRecorder } from './notify/recorder.ts';
import { endSilences } from './notify/silences.ts';
import { wordsFor } from './notify/words.ts';
import { createJobs } from './jobs/jobs.ts';
import { executePeopleEdit, touchedBy } from './people/edits.ts';
import { createListLock } from './people/list-lock.ts';
import { createPeople } from './people/people.ts';
import { createPhones } from './phones/phones.ts';
import { applyPolicy, changePolicy, type PolicyInForce } from './policy/apply.ts';
import type { Policy } from './policy/policy.ts';
import type { Ports } from './ports.ts';
import { createMe } from './presence/me.ts';
import { createPresence } from './presence/presence.ts';
import { appError, fail, type AppError, type Result } from './result.ts';
import type { Application } from './session/application.ts';
import { createSession } from './session/session.ts';
import { openDocuments } from './settings/documents.ts';
import { DEFAULT_SETTINGS } from './settings/settings.ts';
import { set, type Action } from './store/actions.ts';
import type { EditWish, State } from './store/state.ts';
import { createStore, emptyState } from './store/store.ts';
import { createSleeper } from './timing/sleeper.ts';
import { createTransfer } from './transfer/transfer.ts';
import { signIn, type Medium } from './ucwa/index.ts';
import { createUpdates } from './updates/updates.ts';

export interface CoreOptions {
  /** Sign in with this as soon as the core starts, whatever was remembered. */
  readonly signInAtStart?: SignInAtStart;
  /** Used where the user enters no server by hand; without it, discovery. */
  readonly defaultServer?: string | null;
  /** What the organisation has laid down; default: nothing. */
  readonly policy?: Policy;
  /** In which medium the server is spoken to, whatever the settings document says. */
  readonly medium?: Medium;
}

/** Makes the core. Nothing is read, sent or shown before `start`. */
export function createCore(ports: Ports, options: CoreOptions = {}): Core {
  const { clock, logger } = ports;
  const store = createStore({ ...emptyState(DEFAULT_SETTINGS), hostSettings: ports.host.settings }, logger);
  // Replaced in place: whoever reads it when it counts goes by what holds then.
  const policy: PolicyInForce = { ...options.policy };
  const documents = openDocuments(store, ports.settings, clock, logger, policy.settings);
  applyPolicy(policy, store, logger);
  let application: Application | null = null;

  const people = createPeople(store, clock);
  const presence = createPresence(store, clock, {
    contact: (address) => people.directory()?.contact(address) ?? null,
    followHref: (groupId) => people.directory()?.group(groupId)?.follow ?? null,
    knownAddress: (href) => people.directory()?.address(href) ?? null,
    addressOf: (href) => people.addressOf(href),
  });
  const phones = createPhones(store, clock);
  const me = createMe(store, clock, ports.power, logger);

  const listLock = createListLock(store, clock);
  const sleeper = createSleeper(clock);

  function execute(wish: EditWish, attempt: Attempt): Promise<Result<null>> {
    const living = application;
    if (!living)
      return Promise.resolve(fail(appError('session.ended', 'There is no connection.', { retryable: true })));
    switch (wish.kind) {
      case 'phoneVisibility':
      case 'phoneNumber':
        return phones.execute(wish, attempt);
      case 'availability':
      case 'note':
        return me.execute(wish);
      default:
        return listLock.guard(attempt.asked, () =>
          executePeopleEdit(wish, living, people, store, attempt, {
            saw: (outcome) => listLock.saw(outcome),
            refused: (address, error) => jobs.refused(wish, address, error),
            pause: (ms) => sleeper.sleep(ms, living.signal),
          }),
        );
    }
  }

  function reread(wish: EditWish, error: AppError): void {
    switch (wish.kind) {
      case 'phoneVisibility':
      case 'phoneNumber':
        // Read again with every change.
        return;
      case 'availability':
      case 'note':
        return me.refresh();
      default:
        void people.reread(touchedBy(wish, error, store));
    }
  }
  const edits = createEdits(store, clock, execute, (unsettled) => documents.saveJournal(unsettled), reread);

  const jobs = createJobs(store, clock, edits);

  const accounts = createAccounts({
    ports,
    store,
    documents,
    policy,
    // The medium is the app's affair, not the account's.
    signIn: (given, request, ...rest) =>
      signIn(given, { ...request, medium: options.medium ?? policy.medium ?? documents.kept.medium }, ...rest),
    open: (address) => edits.restore(documents.restore(address)),
  });
  const session = createSession({
    clock,
    logger,
    features: [people, presence, phones, me],
    signIn: (onStep, signal) => accounts.signIn(onStep, signal),
    identity(fresh) {
      const kept = fresh ? null : documents.kept.endpointId;
      const endpointId = kept ?? clock.uuid();
      if (kept === null) documents.keep({ endpointId });
      return { endpointId, userAgent: ports.userAgent, culture: ports.culture };
    },
    setConnection: (connection) => store.dispatch(set('connection', connection)),
    onLive(living) {
      application = living;
      if (!living) listLock.forget();
      edits.setLive(living !== null);
      if (living) presence.readAll();
      else store.dispatch(...nothingHeld(store.state));
    },
  });

  const { network, notifier, power, updater } = ports;
  const attention = createAttention(clock, power);
  const updates = createUpdates({ store, clock, network, logger, updater });
  const recent = createRecent(store, clock);
  const { files, host } = ports;
  const policies = () => policyNames(policy);
  const diagnostics = createDiagnostics({ store, clock, files, host, phaseSince: recent.phaseSince, policies });

  const stops: (() => void)[] = [];
  let stopping: Promise<void> | null = null;
  return {
    store,
    commands: recent.noting(
      createCommands({
        store,
        files,
        accounts,
        session,
        edits,
        listLock,
        jobs,
        transfer: createTransfer(store, clock, files, jobs),
        people,
        presence,
        phones,
        attention,
        updates,
        application: () => application,
        diagnostics,
        defaultServer: options.defaultServer ?? null,
      }),
    ),
    async start() {
      const words = () => wordsFor(store.state.settings.language, ports.culture);
      const announcer = startAnnouncer({ store, clock, notifier, power, attention, words });
      stops.push(
        () => announcer.stop(),
        startRecorder({ store, clock, announcer }),
        endSilences(store, clock, power),
        updates.start(),
        recent.start(),
        power.onResume(() => session.wake()),
        // The battery may not last until the machine wakes.
        power.onSuspend(() => documents.flush()),
        network.onChange((online) => (online ? session.networkUp() : session.networkDown())),
      );
      const isReady = await accounts.prepare(options.signInAtStart ?? null);
      // A keychain may ask the user first, who may quit meanwhile.
      if (isReady && stopping === null) session.start();
    },
    changePolicy(next) {
      changePolicy(policy, next, { store, logger, manage: (settings) => documents.manage(settings) });
    },
    tellNoTray() {
      if (store.state.notice !== null) return;
      store.dispatch(set('notice', appError('tray.missing', 'This desktop shows no tray icons.')));
    },
    stop() {
      stopping ??= (async () => {
        for (const stop of stops) stop();
        // Before anything is waited for: at the end of the user's session Windows waits for nothing.
        documents.flush();
        await session.stop();
        documents.flush();
        await accounts.settled();
      })();
      return stopping;
    },
  };
}

/** Without an application nothing is held: what is shown is a snapshot, what is followed waits. */
function nothingHeld(state: State): Action[] {
  return [
    { type: 'presenceLive', addresses: new Set() },
    set('followLimits', { contacts: null, groups: null }),
    ...[...state.follows.values()].map((follow): Action => ({
      type: 'followPut',
      follow: { ...follow, status: 'waiting', until: null, error: null },
    })),
  ];
}
