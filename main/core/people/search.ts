/** Directory search (PROTOCOL 13.2). */
import type { SearchOutcome } from '../core.ts';
import { appError, fail, ok, type Result } from '../result.ts';
import type { Application } from '../session/application.ts';
import { embedded, flag, link } from '../ucwa/index.ts';
import { readContact } from './read.ts';

/** @param limit 1..100 */
export async function searchPeople(
  application: Application,
  query: string,
  limit: number,
): Promise<Result<SearchOutcome>> {
  const href = link(application.people, 'search')?.href;
  if (href === undefined) return fail(appError('ucwa.forbidden', 'The server does not offer a search.'));
  const answer = await application.client.get(href, { query: { query, limit }, signal: application.signal });
  if (!answer.ok) return answer;
  const { resource } = answer.value;
  if (!resource) return ok({ people: [], more: false });
  const people = embedded(resource, 'contact').flatMap((contact) => {
    const data = readContact(contact)?.data;
    return data ? [{ address: data.address, name: data.name, title: data.title, department: data.department }] : [];
  });
  return ok({ people, more: flag(resource, 'moreResultsAvailable') ?? false });
}
