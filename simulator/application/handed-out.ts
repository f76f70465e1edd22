/** Which hrefs an application was given, and whether a request keeps to them (PROTOCOL 5.3). */
import { decodePath, parseTarget } from '../http/message.ts';

/** Query parameters that the documentation lets a client add, by what the path ends in. */
const ADDITIONS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\/people\/contacts$|\/people\/groups$/, ['expand']],
  [/\/people\/search$/, ['query', 'mail', 'limit']],
  [/\/people\/groupMemberships$/, ['groupid', 'contacturi']],
  [/\/removeContactFromAllGroups$/, ['contacturi']],
  [/\/addToContactList$/, ['displayname', 'smtpaddress']],
  [/\/removeFromContactList$/, ['groupid']],
  [/\/people\/presenceSubscriptions(\/[^/]+)?$|\/people\/contactsAndGroupsSubscription(\/[^/]+)?$/, ['duration']],
  [/\/photos\/[^/]+$/, ['size']],
  [/\/changeNumber$/, ['number', 'includeincontactcard']],
  [/\/changeVisibility$/, ['includeincontactcard']],
  [/\/me\/note$/, ['message']],
];

export class HandedOut {
  /** Decoded path -> the queries it was handed out with. */
  readonly #known = new Map<string, ReadonlyMap<string, string>[]>();

  add(href: string): void {
    const { path, query } = parseTarget(pathAndQuery(href));
    // The channel itself knows which acks it handed out; here they would pile up.
    if (path.endsWith('/events')) return;
    const key = decodePath(path);
    const queries = this.#known.get(key);
    if (!queries) this.#known.set(key, [query]);
    else if (!queries.some((known) => sameQuery(known, query))) queries.push(query);
  }

  /** True when the request's URL is one that was handed out, perhaps with documented additions. */
  covers(path: string, query: ReadonlyMap<string, string>): boolean {
    const key = decodePath(path);
    const queries = this.#known.get(key);
    if (!queries) return false;
    const allowed = new Set(ADDITIONS.flatMap(([pattern, names]) => (pattern.test(key) ? names : [])));
    return queries.some(
      (known) =>
        [...known].every(([name, value]) => query.get(name) === value) &&
        [...query.keys()].every((name) => known.has(name) || allowed.has(name)),
    );
  }
}

function pathAndQuery(href: string): string {
  return href.replace(/^https?:\/\/[^/]*/i, '');
}

function sameQuery(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  return a.size === b.size && [...a].every(([name, value]) => b.get(name) === value);
}
