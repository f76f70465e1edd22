/** The user's commands: checked against what is known, then handed to whom it concerns. */
import type { Accounts } from './accounts/accounts.ts';
import { traceFile } from './accounts/trace.ts';
import type { CoreCommands } from './core.ts';
import type { Diagnostics } from './diagnostics/diagnostics.ts';
import type { Edits } from './edits/edits.ts';
import { undoEntry } from './edits/undo-entry.ts';
import type { Jobs } from './jobs/jobs.ts';
import { memberSteps } from './jobs/steps.ts';
import type { Attention } from './notify/attention.ts';
import type { ListLock } from './people/list-lock.ts';
import type { People } from './people/people.ts';
import { lookUp } from './people/lookup.ts';
import { searchPeople } from './people/search.ts';
import type { Phones } from './phones/phones.ts';
import type { Files } from './ports.ts';
import type { PresenceFeature } from './presence/presence.ts';
import { appError, fail, ok, type Result } from './result.ts';
import type { Application } from './session/application.ts';
import type { Session } from './session/session.ts';
import { stepZoom } from './settings/zoom.ts';
import { set } from './store/actions.ts';
import {
  addressOf,
  followKey,
  type EditWish,
  type Follow,
  type Group,
  type Person,
  type Phone,
} from './store/state.ts';
import type { Store } from './store/store.ts';
import { createQueue } from './timing/queue.ts';
import type { Transfer } from './transfer/transfer.ts';
import type { Updates } from './updates/updates.ts';

export interface CommandDeps {
  readonly store: Store;
  readonly files: Files;
  readonly accounts: Accounts;
  readonly session: Session;
  readonly edits: Edits;
  readonly listLock: Pick<ListLock, 'ask' | 'forget'>;
  readonly jobs: Jobs;
  readonly transfer: Transfer;
  readonly people: People;
  readonly presence: PresenceFeature;
  readonly phones: Phones;
  readonly attention: Pick<Attention, 'shows'>;
  readonly updates: Updates;
  readonly diagnostics: Diagnostics;
  application(): Application | null;
  /** Used where the user enters none. */
  readonly defaultServer: string | null;
}

const NO_CONNECTION = appError('network.offline', 'There is no connection to the server at the moment.', {
  retryable: true,
});

/** The commands over the features. */
export function createCommands(deps: CommandDeps): CoreCommands {
  const { store, accounts, session, edits, jobs, transfer, presence, phones, defaultServer } = deps;
  /** Whose session it is changes in one step after the other. */
  const inTurn = createQueue();

  function keepEdit(wish: EditWish): Promise<Result<string>> {
    return Promise.resolve(ok(edits.add(wish)));
  }

  function refuse(message: string): Promise<Result<never>> {
    return Promise.resolve(fail(appError('edit.noLongerPossible', message)));
  }

  function editGroup(groupId: string, wish: (group: Group) => EditWish): Promise<Result<string>> {
    const group = store.state.groups.get(groupId);
    if (!group) return refuse('This group does not exist any more.');
    if (!group.canEdit) return notEditable('This group is set by your organisation or by the server.');
    return keepEdit(wish(group));
  }

  /** Does it where the members of these groups may be changed. */
  function onMembers(groupIds: readonly string[], act: () => Promise<Result<string>>): Promise<Result<string>> {
    for (const id of groupIds) {
      const group = store.state.groups.get(id);
      if (!group) return refuse('This group does not exist any more.');
      if (!group.canChangeMembers) return notEditable(`The members of ${group.name} cannot be changed here.`);
    }
    return act();
  }

  function editMembers(
    groupIds: readonly string[],
    address: string,
    wish: (name: string) => EditWish,
  ): Promise<Result<string>> {
    return onMembers(groupIds, () => keepEdit(wish(store.state.contacts.get(address)?.name ?? address)));
  }

  const nameOfGroup = (id: string): string => store.state.groups.get(id)?.name ?? id;

  function editPhone(kind: Phone['kind'], allowed: (phone: Phone) => boolean, wish: EditWish): Promise<Result<string>> {
    const phone = store.state.phones.get(kind);
    if (!phone) return refuse('This number is not there any more.');
    return allowed(phone) ? keepEdit(wish) : notEditable('The server does not offer this change of the number.');
  }

  /** With the name that the list knows, where none was given. */
  function named({ address, name }: Person): Person {
    return { address, name: name || (store.state.contacts.get(address)?.name ?? address) };
  }

  function eachOnce(people: readonly Person[]): Person[] {
    return [...new Map(people.map((person) => [person.address, named(person)])).values()];
  }

  function followName(kind: Follow['kind'], target: string): string {
    const { groups, contacts } = store.state;
    return (kind === 'group' ? groups.get(target)?.name : contacts.get(target)?.name) ?? target;
  }

  /** One session ends before the next account comes in; what keeps it from coming in is shown. */
  async function enter(come: () => Promise<Result<null>>): Promise<Result<null>> {
    await session.stop();
    const entered = await come();
    if (entered.ok) session.start();
    else store.dispatch(set('connection', { phase: 'signedOut', error: entered.error }));
    return entered;
  }

  return {
    'session.signIn': ({ address, server, ...how }) =>
      inTurn(() =>
        enter(() => accounts.choose({ ...how, address: addressOf(address), server: server ?? defaultServer })),
      ),
    async 'session.saveTrace'() {
      const outcome = await deps.files.save('sign-in-trace.json', traceFile(store.state));
      if (outcome === 'failed') return fail(appError('internal', 'The file could not be written.'));
      return ok(outcome === 'saved');
    },
    'session.signOut': ({ forget }) =>
      inTurn(async () => {
        await session.stop();
        await accounts.leave(forget);
        return ok(null);
      }),
    'session.retry': () =>
      inTurn(async () => {
        const recalled = await accounts.recall();
        if (recalled.ok) session.retry();
        return recalled;
      }),
    'session.trustHost': ({ host }) =>
      inTurn(async () => {
        const recalled = await accounts.recall();
        const trusted = recalled.ok ? accounts.trust(host) : recalled;
        if (trusted.ok) session.start();
        return trusted;
      }),
    'accounts.use': ({ address }) =>
      inTurn(async () => {
        const known = store.state.accounts.some((account) => account.address === addressOf(address));
        return known ? enter(() => accounts.use(addressOf(address))) : refuse('This account is not kept any more.');
      }),
    'accounts.forget': ({ address }) => inTurn(() => accounts.forget(addressOf(address))),
    'groups.create'({ name }) {
      const taken = [...store.state.groups.values()].some((group) => group.name.toLowerCase() === name.toLowerCase());
      if (taken)
        return Promise.resolve(fail(appError('ucwa.alreadyExists', `There is a group called ${name} already.`)));
      return keepEdit({ kind: 'groupCreate', name });
    },
    'groups.rename': ({ groupId, name }) => editGroup(groupId, () => ({ kind: 'groupRename', groupId, name })),
    'groups.delete': ({ groupId }) =>
      editGroup(groupId, (group) => ({ kind: 'groupDelete', groupId, name: group.name })),
    'contacts.add': ({ address, name, groupId }) =>
      editMembers([groupId], address, (known) => ({ kind: 'memberAdd', address, name: name || known, groupId })),
    'contacts.remove': ({ address, groupId }) =>
      editMembers([groupId], address, (name) => ({ kind: 'memberRemove', address, name, groupId })),
    'contacts.move': ({ address, from, to }) =>
      editMembers([from, to], address, (name) => ({ kind: 'memberMove', address, name, from, to })),
    'contacts.removeFromAll': ({ address }) =>
      editMembers([], address, (name) => ({ kind: 'memberRemoveAll', address, name })),
    'contacts.removeMany': ({ people, groupId }) =>
      onMembers([groupId], () =>
        keepEdit({ kind: 'membersRemove', groupId, groupName: nameOfGroup(groupId), people: eachOnce(people) }),
      ),
    'contacts.moveMany': ({ people, from, to }) =>
      onMembers([from, to], () => keepEdit({ kind: 'membersMove', from, to, people: eachOnce(people) })),
    'contacts.addMany': ({ people, groupId }) =>
      onMembers([groupId], () => {
        const name = nameOfGroup(groupId);
        return Promise.resolve(ok(jobs.add('addMany', name, memberSteps(groupId, name, eachOnce(people)))));
      }),
    async 'contacts.search'({ query, limit }) {
      const application = deps.application();
      return application ? searchPeople(application, query, limit) : fail(NO_CONNECTION);
    },
    async 'contacts.refresh'({ address }) {
      return deps.application() ? presence.readOnce(address) : fail(NO_CONNECTION);
    },
    async 'contacts.lookup'({ address }) {
      const application = deps.application();
      const directory = deps.people.directory();
      if (!application || !directory) return fail(NO_CONNECTION);
      const found = await lookUp(addressOf(address), application, directory);
      if (!found.ok) return found;
      const { data, links } = found.value;
      const read = await presence.readAside(links);
      return read.ok ? ok({ contact: { ...data, emails: [...data.emails] }, presence: read.value }) : read;
    },
    async 'phones.confirmSharing'({ phone }) {
      const confirmed = new Set([...store.state.sharingConfirmed, phone]);
      store.dispatch(set('sharingConfirmed', [...confirmed]));
      return ok(null);
    },
    'phones.setVisible': ({ phone, visible }) =>
      editPhone(phone, (row) => row.canChangeVisibility, { kind: 'phoneVisibility', phone, visible }),
    'phones.setNumber': ({ phone, number }) =>
      editPhone(phone, (row) => row.canChangeNumber, { kind: 'phoneNumber', phone, number }),
    async 'phones.refresh'() {
      return deps.application() ? phones.refresh() : fail(NO_CONNECTION);
    },
    async 'follows.add'({ kind, target }) {
      const name =
        kind === 'group' ? store.state.groups.get(target)?.name : (store.state.contacts.get(target)?.name ?? target);
      if (name === undefined) return refuse('This group does not exist any more.');
      const status = deps.application() ? 'pending' : 'waiting';
      if (!store.state.follows.has(followKey(kind, target))) {
        store.dispatch({ type: 'followPut', follow: { kind, target, name, status, until: null, error: null } });
      }
      presence.reconcile();
      return ok(null);
    },
    async 'follows.remove'({ kind, target }) {
      store.dispatch({ type: 'followGone', key: followKey(kind, target) });
      presence.reconcile();
      return ok(null);
    },
    async 'follows.addMany'({ follows }) {
      const wanted = new Map(follows.map((wish) => [followKey(wish.kind, wish.target), wish]));
      const named = [...wanted.values()].map(({ kind, target }) => ({ kind, target, name: followName(kind, target) }));
      return ok(jobs.add('followMany', '', [{ kind: 'follows', follows: named }]));
    },
    'jobs.cancel': ({ id }) => Promise.resolve(jobs.cancel(id)),
    'jobs.dismiss': ({ id }) => Promise.resolve(jobs.dismiss(id)),
    async 'list.retry'() {
      if (!deps.application()) return fail(NO_CONNECTION);
      deps.listLock.ask();
      // Only a write shows whether the list can be written; without one to try, nothing is known any more.
      if (!edits.retryAll(({ code }) => code === 'ucwa.readOnly')) deps.listLock.forget();
      return ok(null);
    },
    'list.export': ({ format, groups }) => transfer.save(format, groups),
    'list.readImport': ({ name, text }) => Promise.resolve(transfer.read(name, text)),
    'list.applyImport': ({ id }) => Promise.resolve(transfer.apply(id)),
    'me.setAvailability': ({ availability }) => keepEdit({ kind: 'availability', availability }),
    'me.setNote': ({ message }) => keepEdit({ kind: 'note', message }),
    'edits.retry': ({ id }) => Promise.resolve(edits.retry(id)),
    'edits.discard': ({ id }) => Promise.resolve(edits.discard(id)),
    'history.undo': ({ id }) => Promise.resolve(undoEntry(id, store, edits)),
    async 'history.clear'() {
      store.dispatch({ type: 'historyCleared' });
      return ok(null);
    },
    async 'window.shows'({ groupIds }) {
      deps.attention.shows(groupIds);
      return ok(null);
    },
    async 'settings.update'(changes) {
      const { managed } = store.state.policy;
      const refused = managed.filter((name) => name in changes);
      if (refused.length > 0) {
        return fail(appError('policy.refused', `Your organisation has set this: ${refused.join(', ')}.`));
      }
      store.dispatch(set('settings', { ...store.state.settings, ...changes }));
      return ok(null);
    },
    async 'settings.zoom'({ step }) {
      const { settings } = store.state;
      store.dispatch(set('settings', { ...settings, zoom: stepZoom(settings.zoom, step) }));
      return ok(null);
    },
    async 'notice.dismiss'() {
      store.dispatch(set('notice', null));
      return ok(null);
    },
    'updates.check': () => deps.updates.check(),
    'updates.install': () => Promise.resolve(deps.updates.install()),
    'diagnostics.read': () => deps.diagnostics.read(),
    'diagnostics.report': () => deps.diagnostics.report(),
    'diagnostics.save': () => deps.diagnostics.save(),
    'diagnostics.openLogs': () => deps.diagnostics.openLogs(),
    'app.licences': () => deps.diagnostics.licences(),
  };
}

function notEditable(message: string): Promise<Result<never>> {
  return Promise.resolve(fail(appError('ucwa.notEditable', message)));
}
