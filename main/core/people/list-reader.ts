/** Reads the contact list, whole or in parts, with few requests, and tells the store what was found. */
import type { Clock } from '../ports.ts';
import { appError, fail, ok, type AppError, type Result } from '../result.ts';
import type { Application } from '../session/application.ts';
import { set, type Action, type ContactData, type Members } from '../store/actions.ts';
import type { Store } from '../store/store.ts';
import { createQueue } from '../timing/queue.ts';
import { embedded, link, links, type Answer, type Resource } from '../ucwa/index.ts';
import { Directory } from './directory.ts';
import { readContact, readGroups, rightsOf, type ReadGroup } from './read.ts';
import { fresh, join, type Stale } from './stale.ts';

export interface ListReader {
  readonly directory: Directory;
  /**
   * Reads what is stale and applies it as one step. What could not be read stays in `stale`: everything, where it
   * fails; where it succeeds, the parts that failed alone in a way that may pass, and then its value says why.
   */
  read(stale: Stale): Promise<Result<AppError | null>>;
  /** Remembers contacts that were read elsewhere and says who they are. */
  learn(resources: readonly Resource[]): ContactData[];
}

/** What a reading leaves to be read again, and why. */
interface Rest {
  readonly stale: Stale;
  error: AppError | null;
}

/** A reader for one application. */
export function createListReader(application: Application, store: Store, clock: Clock): ListReader {
  const { client, people, signal, batchHref } = application;
  const directory = new Directory();
  const queue = createQueue();
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
    rest: Rest,
  ): Promise<Result<Members[]>> {
    const members: Members[] = [];
    const asked: { id: string; href: string }[] = [];
    for (const id of ids) {
      const href = directory.group(id)?.members;
      const group = known.get(id);
      if (href) asked.push({ id, href });
      else if (group) members.push({ groupId: id, contacts: learn(group.contacts) });
    }
    const answers = await client.getMany(
      batchHref,
      asked.map(({ href }) => href),
      { signal },
    );
    for (const [index, { id }] of asked.entries()) {
      const answer = answers[index];
      if (!answer) continue;
      const contacts = answer.ok ? await contactsIn(answer.value) : answer;
      if (contacts.ok) {
        members.push({ groupId: id, contacts: contacts.value });
      } else if (contacts.error.retryable) {
        rest.stale.members.add(id);
        rest.error = contacts.error;
      } else if (contacts.error.status === 404) {
        // The group went away between two readings.
        rest.stale.groups = true;
      }
      // One group that may not be read (a large distribution group, say) does not hide the others, and what is known
      // of it stays: nobody has left because of a refusal.
    }
    // All of them: that is not the groups' fault.
    return rest.error && rest.stale.members.size === asked.length ? fail(rest.error) : ok(members);
  }

  /** Contacts come embedded or, where the server keeps it short, as links that are read in turn. */
  async function contactsIn(answer: Answer): Promise<Result<ContactData[]>> {
    if (!answer.resource) return ok([]);
    const found = embedded(answer.resource, 'contact');
    if (found.length > 0) return ok(learn(found));
    const resources: Resource[] = [];
    const hrefs = links(answer.resource, 'contact').map(({ href }) => href);
    for (const contact of await client.getMany(batchHref, hrefs, { signal })) {
      if (contact.ok && contact.value.resource) resources.push(contact.value.resource);
      else if (!contact.ok && contact.error.retryable) return contact;
    }
    return ok(learn(resources));
  }

  async function readContacts(hrefs: readonly string[], rest: Rest): Promise<ContactData[]> {
    const resources: Resource[] = [];
    const answers = hrefs.length === 0 ? [] : await client.getMany(batchHref, hrefs, { signal });
    for (const [index, href] of hrefs.entries()) {
      const answer = answers[index];
      if (answer?.ok && answer.value.resource) resources.push(answer.value.resource);
      if (answer?.ok !== false || !answer.error.retryable) continue;
      rest.stale.contacts.add(href);
      rest.error = answer.error;
    }
    return learn(resources);
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

  async function readNow(stale: Stale): Promise<Result<AppError | null>> {
    const take = fresh();
    join(take, stale);
    stale.groups = stale.allMembers = false;
    stale.members.clear();
    stale.contacts.clear();
    const rest: Rest = { stale: fresh(), error: null };
    const outcome = await readTaken(take, rest);
    if (!outcome.ok) {
      join(stale, take);
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

  async function readTaken(take: Stale, rest: Rest): Promise<Result<null>> {
    const before = new Set(store.state.groups.keys());
    const groups = take.groups ? await readGroupList() : null;
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
    if (take.groups && take.allMembers) {
      actions.push(set('list', { ...store.state.list, state: 'current', asOf: clock.now() }));
    }
    store.dispatch(...actions);
    return ok(null);
  }

  return { directory, read: (stale) => queue(() => readNow(stale)), learn };
}
