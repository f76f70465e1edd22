/** Reads the contact list, whole or in parts, with few requests, and tells the store what was found. */
import type { Clock } from '../ports.ts';
import { appError, fail, ok, type Result } from '../result.ts';
import type { Application } from '../session/application.ts';
import { set, type Action, type ContactData, type Members } from '../store/actions.ts';
import type { Store } from '../store/store.ts';
import { embedded, link, links } from '../ucwa/resource.ts';
import type { Answer, Resource } from '../ucwa/types.ts';
import { Directory } from './directory.ts';
import { readContact, readGroups, rightsOf, type ReadGroup } from './read.ts';
import { fresh, join, type Stale } from './stale.ts';

export interface ListReader {
  readonly directory: Directory;
  /** Reads what is stale and applies it as one step. What could not be read stays in `stale`. */
  read(stale: Stale): Promise<Result<null>>;
  /** Remembers contacts that were read elsewhere and says who they are. */
  learn(resources: readonly Resource[]): ContactData[];
}

/** A reader for one application. */
export function createListReader(application: Application, store: Store, clock: Clock): ListReader {
  const { client, people, signal, batchHref } = application;
  const directory = new Directory();
  const rights = rightsOf(people);

  async function readGroupList(): Promise<Result<ReadGroup[]>> {
    const href = link(people, 'myGroups')?.href;
    if (href === undefined) return fail(appError('ucwa.forbidden', 'The server does not offer your contact groups.'));
    const answer = await client.get(href, { signal });
    if (!answer.ok) return answer;
    if (!answer.value.resource)
      return fail(appError('ucwa.unexpected', 'The list of groups came without content.', { retryable: true }));
    const groups = readGroups(answer.value.resource, rights);
    directory.setGroups(groups);
    return ok(groups);
  }

  async function readMembers(
    ids: readonly string[],
    known: ReadonlyMap<string, ReadGroup>,
    left: Stale,
  ): Promise<Result<Members[]>> {
    const members: Members[] = [];
    const asked: { id: string; href: string }[] = [];
    for (const id of ids) {
      const href = directory.group(id)?.members;
      if (href) asked.push({ id, href });
      else members.push({ groupId: id, contacts: learn(known.get(id)?.contacts ?? []) });
    }
    const answers = await client.getMany(
      batchHref,
      asked.map(({ href }) => href),
      { signal },
    );
    for (const [index, { id }] of asked.entries()) {
      const answer = answers[index];
      if (!answer) continue;
      if (answer.ok) {
        const contacts = await contactsIn(answer.value);
        if (!contacts.ok) return contacts;
        members.push({ groupId: id, contacts: contacts.value });
      } else if (answer.error.retryable) {
        return answer;
      } else if (answer.error.status === 404) {
        // The group went away between two readings.
        left.groups = true;
      } else {
        // One group that may not be read (a large distribution group, say) does not hide the others.
        members.push({ groupId: id, contacts: [] });
      }
    }
    return ok(members);
  }

  /** Contacts come embedded or, where the server keeps it short, as links that are read in turn. */
  async function contactsIn(answer: Answer): Promise<Result<ContactData[]>> {
    if (!answer.resource) return ok([]);
    const found = embedded(answer.resource, 'contact');
    if (found.length > 0) return ok(learn(found));
    return readContacts(links(answer.resource, 'contact').map(({ href }) => href));
  }

  async function readContacts(hrefs: readonly string[]): Promise<Result<ContactData[]>> {
    const resources: Resource[] = [];
    for (const answer of await client.getMany(batchHref, hrefs, { signal })) {
      if (answer.ok && answer.value.resource) resources.push(answer.value.resource);
      else if (!answer.ok && answer.error.retryable) return answer;
    }
    return ok(learn(resources));
  }

  function learn(resources: readonly Resource[]): ContactData[] {
    const contacts: ContactData[] = [];
    for (const resource of resources) {
      const contact = readContact(resource);
      if (!contact) continue;
      directory.addContact(contact);
      contacts.push(contact.data);
    }
    return contacts;
  }

  // One reading after the other: an older answer applied after a newer one would bring the past back.
  let last: Promise<unknown> = Promise.resolve();
  function read(stale: Stale): Promise<Result<null>> {
    const mine = last.then(() => readNow(stale));
    last = mine.catch(() => null);
    return mine;
  }

  async function readNow(stale: Stale): Promise<Result<null>> {
    const take = fresh();
    join(take, stale);
    stale.groups = stale.allMembers = false;
    stale.members.clear();
    stale.contacts.clear();
    const groupsGone = fresh();
    const outcome = await readTaken(take, groupsGone);
    if (!outcome.ok) {
      join(stale, take);
      return outcome;
    }
    return groupsGone.groups && !take.groups ? readTaken(groupsGone, fresh()) : outcome;
  }

  async function readTaken(take: Stale, left: Stale): Promise<Result<null>> {
    const before = new Set(store.state.groups.keys());
    const groups = take.groups ? await readGroupList() : null;
    if (groups && !groups.ok) return groups;
    const listed = new Map((groups?.value ?? []).map((read) => [read.group.id, read]));
    const ids = new Set(take.allMembers ? (groups ? listed.keys() : store.state.groups.keys()) : take.members);
    for (const id of listed.keys()) if (!before.has(id)) ids.add(id);
    const members = await readMembers(
      [...ids].filter((id) => directory.group(id)),
      listed,
      left,
    );
    if (!members.ok) return members;
    const contacts = take.contacts.size > 0 ? await readContacts([...take.contacts]) : ok([]);
    if (!contacts.ok) return contacts;
    if (signal.aborted) return fail(appError('session.ended', 'The session ended.'));

    const actions: Action[] = [
      { type: 'listRead', groups: groups ? groups.value.map(({ group }) => group) : null, members: members.value },
    ];
    // Only people on the list: an event may speak of anybody.
    const known = contacts.value.filter(({ address }) => store.state.contacts.has(address));
    if (known.length > 0) actions.push({ type: 'contactsRead', contacts: known });
    if (take.groups && take.allMembers) {
      actions.push(set('list', { ...store.state.list, state: 'current', asOf: clock.now() }));
    }
    store.dispatch(...actions);
    return ok(null);
  }

  return { directory, read, learn };
}
