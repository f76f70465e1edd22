/** Reads the contact list, whole or in parts, with few requests, and tells the store what was found. */
import type { Clock } from '../ports.ts';
import { appError, fail, ok, type AppError, type Result } from '../result.ts';
import type { Application } from '../session/application.ts';
import { set, type Action, type ContactData, type Members } from '../store/actions.ts';
import type { ListStatus } from '../store/state.ts';
import type { Store } from '../store/store.ts';
import { isLasting } from '../timing/passing.ts';
import { createQueue } from '../timing/queue.ts';
import {
  getContacts,
  getMembersOfGroups,
  getMyGroups,
  getPeople,
  linkTo,
  readPeople,
  type ContactList,
  type ContactModel,
  type Link,
} from '../ucwa/index.ts';
import { Directory } from './directory.ts';
import { contactFrom, groupsFrom, rightsIn, rightsOf, type ReadGroup } from './read.ts';
import { fresh, join, type Stale } from './stale.ts';

export interface ListReader {
  readonly directory: Directory;
  /**
   * Reads what is stale and applies it as one step. What could not be read stays in `stale`: everything, where it
   * fails; where it succeeds, the parts that failed alone in a way that may pass, and then its value says why.
   */
  read(stale: Stale): Promise<Result<AppError | null>>;
  /** Remembers contacts that were read elsewhere and says who they are. */
  learn(contacts: readonly ContactModel[]): ContactData[];
}

/** What a reading leaves to be read again, and why. */
interface Rest {
  readonly stale: Stale;
  error: AppError | null;
}

const NOT_SHOWN = appError('ucwa.forbidden', 'The server does not offer your contact groups.', { remedy: 'hide' });
const NOT_OFFERED = appError('ucwa.forbidden', 'The server does not let you change your contact list.', {
  remedy: 'hide',
});

/** A reader for one application. */
export function createListReader(application: Application, store: Store, clock: Clock): ListReader {
  const { client, people, signal } = application;
  const batch = application.batchHref === null ? null : linkTo(application.batchHref);
  const directory = new Directory();
  const queue = createQueue();
  let rights = rightsOf(people);
  /** Since the hub was read again it offers no way to change the list. */
  let closed: AppError | null = null;
  /** Why the groups cannot be read, which will not pass by itself. */
  let groupsUnread: AppError | null = null;
  /** The same of the members of some, by the group's id. */
  const membersUnread = new Map<string, AppError>();

  async function readHub(rest: Rest): Promise<void> {
    if (people.href === null) return;
    const hub = await getPeople(client, linkTo(people.href), { signal });
    if (hub.ok) {
      rights = rightsIn(hub.value);
      closed = rights.editGroups || rights.changeMembers ? null : NOT_OFFERED;
    } else if (!isLasting(hub.error)) {
      rest.stale.hub = true;
      rest.error = hub.error;
    }
  }

  async function readGroupList(): Promise<Result<ReadGroup[]>> {
    const { myGroups } = readPeople(people).links;
    if (!myGroups) return fail(NOT_SHOWN);
    const listed = await getMyGroups(client, myGroups, {}, { signal });
    if (!listed.ok) return listed;
    const groups = groupsFrom(listed.value, rights);
    directory.setGroups(groups);
    groupsUnread = null;
    for (const id of membersUnread.keys()) if (!directory.group(id)) membersUnread.delete(id);
    return ok(groups);
  }

  async function readMembers(
    ids: readonly string[],
    known: ReadonlyMap<string, ReadGroup>,
    rest: Rest,
  ): Promise<Result<Members[]>> {
    const members: Members[] = [];
    const asked: { id: string; link: Link }[] = [];
    for (const id of ids) {
      const href = directory.group(id)?.members;
      const group = known.get(id);
      if (href) asked.push({ id, link: linkTo(href) });
      else if (group) members.push({ groupId: id, contacts: learn(group.contacts) });
    }
    const lists = await getMembersOfGroups(
      client,
      batch,
      asked.map(({ link }) => link),
      { signal },
    );
    for (const [index, { id }] of asked.entries()) {
      const list = lists[index];
      if (!list) continue;
      const contacts = list.ok ? await contactsIn(list.value) : list;
      if (contacts.ok || contacts.error.remedy === 'hide') membersUnread.delete(id);
      if (contacts.ok) {
        members.push({ groupId: id, contacts: contacts.value });
      } else if (!isLasting(contacts.error)) {
        rest.stale.members.add(id);
        rest.error = contacts.error;
      } else if (contacts.error.remedy === 'drop') {
        // The group went away between two readings.
        rest.stale.groups = true;
      } else if (contacts.error.remedy !== 'hide') {
        membersUnread.set(id, contacts.error);
      }
      // One group that may not be read (a large distribution group, say) does not hide the others, and what is known
      // of it stays: nobody has left because of a refusal.
    }
    // All of them: that is not the groups' fault.
    const none = asked.length > 0 && rest.stale.members.size === asked.length;
    return rest.error && none ? fail(rest.error) : ok(members);
  }

  /** Contacts come embedded or, where the server keeps it short, as links that are read in turn. */
  async function contactsIn(list: ContactList): Promise<Result<ContactData[]>> {
    if (list.contacts.length > 0) return ok(learn(list.contacts));
    const found: ContactModel[] = [];
    for (const contact of await getContacts(client, batch, list.links, { signal })) {
      if (contact.ok && contact.value) found.push(contact.value);
      else if (!contact.ok && !isLasting(contact.error)) return contact;
    }
    return ok(learn(found));
  }

  async function readContacts(hrefs: readonly string[], rest: Rest): Promise<ContactData[]> {
    const found: ContactModel[] = [];
    const contacts = await getContacts(client, batch, hrefs.map(linkTo), { signal });
    for (const [index, href] of hrefs.entries()) {
      const contact = contacts[index];
      if (contact?.ok && contact.value) found.push(contact.value);
      if (contact?.ok !== false || isLasting(contact.error)) continue;
      rest.stale.contacts.add(href);
      rest.error = contact.error;
    }
    return learn(found);
  }

  function learn(contacts: readonly ContactModel[]): ContactData[] {
    return contacts.map((model) => {
      const contact = contactFrom(model);
      directory.addContact(contact);
      return contact.data;
    });
  }

  async function readNow(stale: Stale): Promise<Result<AppError | null>> {
    const take = fresh();
    join(take, stale);
    stale.hub = stale.groups = stale.allMembers = false;
    stale.members.clear();
    stale.contacts.clear();
    const rest: Rest = { stale: fresh(), error: null };
    const outcome = await readTaken(take, rest);
    if (!outcome.ok) {
      join(stale, take);
      tellRefused(outcome.error);
      return outcome;
    }
    if (rest.stale.groups) {
      rest.stale.groups = false;
      const again: Rest = { stale: fresh(), error: null };
      const listed = await readTaken({ ...fresh(), groups: true }, again);
      // Still listed, still not found: the server's matter, not one to be asked without end.
      again.stale.groups = !listed.ok;
      join(rest.stale, again.stale);
      rest.error ??= listed.ok ? again.error : listed.error;
    }
    join(stale, rest.stale);
    return ok(rest.error);
  }

  /**
   * The list lives where the server cannot reach it, is not for this user, or will not be read however often it is
   * asked for: what is known stays, and why is shown.
   */
  function tellRefused(error: AppError): void {
    if (error.code === 'ucwa.readOnly' || error.remedy === 'hide') {
      store.dispatch(set('list', { ...store.state.list, readOnly: error }));
    } else if (isLasting(error) && !signal.aborted) {
      groupsUnread = error;
      store.dispatch(set('list', withUnread(store.state.list)));
    }
  }

  /** The same list with what is known by now of its unreadable parts. */
  function withUnread({ state, asOf, readOnly }: ListStatus): ListStatus {
    const unread = groupsUnread ?? [...membersUnread.values()][0];
    return { state, asOf, readOnly, ...(unread && { unread }) };
  }

  /** A list that can be read does not live elsewhere; whether it is still being moved shows only when it is written. */
  function readOnlyNow(): AppError | null {
    const { readOnly } = store.state.list;
    return closed ?? (readOnly?.remedy === 'repeatLater' ? readOnly : null);
  }

  async function readTaken(take: Stale, rest: Rest): Promise<Result<null>> {
    const before = new Set(store.state.groups.keys());
    if (take.hub) await readHub(rest);
    // The rights of each group follow from those of the hub.
    const groups = take.groups || take.hub ? await readGroupList() : null;
    if (groups && !groups.ok) return groups;
    const listed = new Map((groups?.value ?? []).map((read) => [read.group.id, read]));
    const ids = new Set(take.allMembers ? (groups ? listed.keys() : store.state.groups.keys()) : take.members);
    for (const id of listed.keys()) if (!before.has(id)) ids.add(id);
    const members = await readMembers(
      [...ids].filter((id) => directory.group(id)),
      listed,
      rest,
    );
    if (!members.ok) return members;
    const contacts = await readContacts([...take.contacts], rest);
    if (signal.aborted) return fail(appError('session.ended', 'The session ended.'));

    const actions: Action[] = [
      { type: 'listRead', groups: groups ? groups.value.map(({ group }) => group) : null, members: members.value },
    ];
    // Only people on the list: an event may speak of anybody.
    const known = contacts.filter(({ address }) => store.state.contacts.has(address));
    if (known.length > 0) actions.push({ type: 'contactsRead', contacts: known });
    const whole = take.groups && take.allMembers;
    const status: ListStatus = {
      ...store.state.list,
      ...(whole && { state: 'current', asOf: clock.now() }),
      ...((whole || take.hub) && { readOnly: readOnlyNow() }),
    };
    store.dispatch(...actions, set('list', withUnread(status)));
    return ok(null);
  }

  return { directory, read: (stale) => queue(() => readNow(stale)), learn };
}
