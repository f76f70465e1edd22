/** The user's changes of groups and memberships, carried out (PROTOCOL 11.1, 11.2, 12). Each ends with a re-read. */
import { appError, fail, ok, type Result } from '../result.ts';
import type { Application } from '../session/application.ts';
import type { EditWish } from '../store/state.ts';
import type { Store } from '../store/store.ts';
import { embedded, link, type Resource } from '../ucwa/index.ts';
import type { People } from './people.ts';

/** Wishes this feature carries out. */
export type PeopleWish = Extract<
  EditWish,
  {
    kind:
      'groupCreate' | 'groupRename' | 'groupDelete' | 'memberAdd' | 'memberRemove' | 'memberMove' | 'memberRemoveAll';
  }
>;

/** Group and membership writes are revision 2 (PROTOCOL 5.6). */
const REVISION = 2;
const PUT_TRIES = 3;

/** Carries a wish out and reads again what it touched. A thing already as wished is a success. */
export async function executePeopleEdit(
  wish: PeopleWish,
  application: Application,
  people: People,
  store: Store,
): Promise<Result<null>> {
  const { client, signal } = application;
  switch (wish.kind) {
    case 'groupCreate': {
      const href = link(application.people, 'myGroups')?.href;
      if (href === undefined) return gone('The server does not let you create groups.');
      const answer = await client.post(href, { displayName: wish.name }, { revision: REVISION, signal });
      // AlreadyExists: made by an earlier try whose answer was lost, or by somebody else.
      if (!answer.ok && answer.error.code !== 'ucwa.alreadyExists') return answer;
      const read = await people.reread({ groups: true });
      if (!read.ok) return read;
      const made = [...store.state.groups.values()].some((group) => group.name === wish.name);
      if (made) return ok(null);
      return answer.ok ? notChanged() : answer;
    }
    case 'groupRename': {
      const renamed = await rename(wish.groupId, wish.name, application, people);
      if (!renamed.ok) return renamed;
      const read = await people.reread({ groups: true });
      if (!read.ok) return read;
      return store.state.groups.get(wish.groupId)?.name === wish.name ? ok(null) : notChanged();
    }
    case 'groupDelete': {
      const href = people.directory()?.group(wish.groupId)?.self;
      if (href) {
        const answer = await client.delete(href, { revision: REVISION, signal });
        if (!answer.ok && answer.error.status !== 404) return answer;
      }
      // Members of no other group land in the default group (GAPS 42): read all members, they may be anywhere.
      const read = await people.reread({ groups: true, allMembers: true });
      if (!read.ok) return read;
      return store.state.groups.has(wish.groupId) ? notChanged() : ok(null);
    }
    case 'memberAdd':
      return add(wish.address, wish.groupId, application, people, store);
    case 'memberRemove':
      return remove(wish.address, wish.groupId, application, people, store);
    case 'memberMove': {
      // Added first: whatever fails in between, the person is never lost (ARCHITECTURE section 3).
      const added = await add(wish.address, wish.to, application, people, store);
      if (!added.ok || wish.from === wish.to) return added;
      return remove(wish.address, wish.from, application, people, store);
    }
    case 'memberRemoveAll':
      return removeFromAll(wish.address, application, people, store);
    default:
      return wish satisfies never;
  }
}

async function rename(
  groupId: string,
  name: string,
  { client, signal }: Application,
  people: People,
): Promise<Result<null>> {
  const href = people.directory()?.group(groupId)?.self;
  if (href === undefined) return gone('This group does not exist any more.');
  for (let tries = 1; ; tries += 1) {
    // A PUT replaces everything: all properties go back as they came, the guard included (PROTOCOL 5.5).
    const read = await client.getRaw(href, { revision: REVISION, signal });
    if (!read.ok) return read;
    if (read.value.body['name'] === name) return ok(null);
    const options = { revision: REVISION, signal, ...(read.value.etag === null ? {} : { ifMatch: read.value.etag }) };
    const answer = await client.put(href, { ...read.value.body, name }, options);
    if (answer.ok) return ok(null);
    // Somebody else was faster: read theirs, lay ours over it, try again.
    if (answer.error.status !== 412) return answer;
    if (tries >= PUT_TRIES) return fail({ ...answer.error, retryable: false });
  }
}

async function add(
  address: string,
  groupId: string,
  application: Application,
  people: People,
  store: Store,
): Promise<Result<null>> {
  const href = membershipsHref(application);
  if (href === null) return gone('The server does not let you change your groups.');
  if (!people.directory()?.group(groupId)) return gone('This group does not exist any more.');
  const body = { contactUri: `sip:${address}`, groupId };
  const answer = await application.client.post(href, body, { revision: REVISION, signal: application.signal });
  // AlreadyExists: the person is where the user wants them (PROTOCOL 12.1).
  if (!answer.ok && answer.error.code !== 'ucwa.alreadyExists') return answer;
  const read = await people.reread({ members: new Set([groupId]) });
  if (!read.ok) return read;
  return isMember(address, groupId, store) ? ok(null) : notChanged();
}

async function remove(
  address: string,
  groupId: string,
  application: Application,
  people: People,
  store: Store,
): Promise<Result<null>> {
  const href = membershipsHref(application);
  if (href === null) return gone('The server does not let you change your groups.');
  const { client, signal } = application;
  const listed = await client.get(href, { revision: REVISION, query: { groupId }, signal });
  if (!listed.ok) return listed;
  const memberships = listed.value.resource ? embedded(listed.value.resource, 'myGroupMembership') : [];
  const mine = await findMembership(memberships, address, groupId, people);
  if (mine) {
    const answer = await client.delete(mine, { revision: REVISION, signal });
    if (!answer.ok && answer.error.status !== 404) return answer;
  }
  const read = await people.reread({ members: new Set([groupId]) });
  if (!read.ok) return read;
  return isMember(address, groupId, store) ? notChanged() : ok(null);
}

function isMember(address: string, groupId: string, store: Store): boolean {
  return store.state.contacts.get(address)?.groups.includes(groupId) ?? false;
}

async function findMembership(
  memberships: readonly Resource[],
  address: string,
  groupId: string,
  people: People,
): Promise<string | null> {
  for (const membership of memberships) {
    const contact = link(membership, 'contact')?.href;
    if (!contact || !membership.href || (await people.addressOf(contact)) !== address) continue;
    // The list was asked for one group; a server that ignores that is read with care.
    if (inGroup(membership, groupId, people)) return membership.href;
  }
  return null;
}

function inGroup(membership: Resource, groupId: string, people: People): boolean {
  const hrefs = ['group', 'defaultGroup', 'pinnedGroup', 'delegatesGroup'].flatMap(
    (rel) => link(membership, rel)?.href ?? [],
  );
  return hrefs.length === 0 || hrefs.some((href) => people.directory()?.groupId(href) === groupId);
}

async function removeFromAll(
  address: string,
  application: Application,
  people: People,
  store: Store,
): Promise<Result<null>> {
  const hub = membershipsHref(application);
  if (hub === null) return gone('The server does not let you change your groups.');
  const { client, signal } = application;
  const memberships = await client.get(hub, { revision: REVISION, signal });
  if (!memberships.ok) return memberships;
  const groups = store.state.contacts.get(address)?.groups ?? [];
  const changeable = (): string[] => groups.filter((id) => store.state.groups.get(id)?.canChangeMembers);
  const href = memberships.value.resource && link(memberships.value.resource, 'removeContactFromAllGroups')?.href;
  if (href) {
    const answer = await client.post(href, { contactUri: `sip:${address}` }, { revision: REVISION, signal });
    if (!answer.ok && answer.error.status !== 404) return answer;
    const read = await people.reread({ members: new Set(groups) });
    if (!read.ok) return read;
    return changeable().some((groupId) => isMember(address, groupId, store)) ? notChanged() : ok(null);
  }
  for (const groupId of changeable()) {
    const removed = await remove(address, groupId, application, people, store);
    if (!removed.ok) return removed;
  }
  return ok(null);
}

function membershipsHref(application: Application): string | null {
  return link(application.people, 'myGroupMemberships')?.href ?? null;
}

function gone(message: string): Result<never> {
  return fail(appError('edit.noLongerPossible', message));
}

function notChanged(): Result<never> {
  return fail(appError('edit.notChanged', 'The server accepted the change but did not apply it.'));
}
