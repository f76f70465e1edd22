/** Directory search (PROTOCOL 13.2). */
import type { SearchOutcome } from '../core.ts';
import { appError, fail, ok, type Result } from '../result.ts';
import type { Application } from '../session/application.ts';
import { readPeople, search } from '../ucwa/index.ts';
import { contactFrom } from './read.ts';

/** @param limit 1..100 */
export async function searchPeople(
  application: Application,
  query: string,
  limit: number,
): Promise<Result<SearchOutcome>> {
  const { client, people: hub, signal } = application;
  const link = readPeople(hub).links.search;
  if (!link) return fail(appError('ucwa.forbidden', 'The server does not offer a search.'));
  const found = await search(client, link, { query, limit }, { signal });
  if (!found.ok) return found;
  const people = found.value.contacts.map((contact) => {
    const { address, name, title, department } = contactFrom(contact).data;
    return { address, name, title, department };
  });
  return ok({ people, more: found.value.moreResultsAvailable });
}
