/** Somebody found in the directory, read once; nothing of it is kept (PROTOCOL 13.1, 13.2). */
import { appError, fail, ok, type Result } from '../result.ts';
import type { Application } from '../session/application.ts';
import { addressOf } from '../store/state.ts';
import { getContact, linkTo, readPeople, search } from '../ucwa/index.ts';
import type { Directory } from './directory.ts';
import { contactFrom, type ReadContact } from './read.ts';

/** People whose address is part of others' addresses are found among these. */
const LIMIT = 20;

/** What the directory tells of one person, and where more of them is read. */
export async function lookUp(
  address: string,
  application: Application,
  directory: Directory,
): Promise<Result<ReadContact>> {
  const { client, people: hub, signal } = application;
  const known = directory.contact(address);
  if (known) {
    const read = await getContact(client, linkTo(known.self), {}, { signal });
    if (!read.ok) return read;
    if (!read.value.notModified) return ok(contactFrom(read.value.value));
  }
  const link = readPeople(hub).links.search;
  if (!link) return fail(appError('ucwa.forbidden', 'The server does not offer a search.'));
  const found = await search(client, link, { query: address, limit: LIMIT }, { signal });
  if (!found.ok) return found;
  const contact = found.value.contacts.find(({ uri }) => addressOf(uri) === address);
  return contact
    ? ok(contactFrom(contact))
    : fail(appError('ucwa.notFound', 'The directory does not know this person.'));
}
