/** search (revision 2): finding people and distribution groups in the directory (PROTOCOL 13.2). */
import { ok } from '../../result.ts';
import type { Result } from '../../result.ts';
import { embedded, flag } from '../media/resource.ts';
import type { Link, Resource, UcwaClient } from '../types.ts';
import { readContact } from './contact.ts';
import type { ContactModel } from './contact.ts';
import { readDistributionGroup } from './distribution-group.ts';
import type { DistributionGroupModel } from './distribution-group.ts';
import { modelOrNone, REVISION_2 } from './operation.ts';
import type { OperationOptions } from './operation.ts';

/** What to look for: words, or the mail address of one person (revision 2 only). Each up to 256 characters. */
export type SearchInput = ({ readonly query: string } | { readonly mail: string }) & {
  /** 1..100. */
  readonly limit?: number;
};

/** What was found. */
export interface SearchModel {
  readonly contacts: readonly ContactModel[];
  readonly distributionGroups: readonly DistributionGroupModel[];
  /** There are more than were asked for. */
  readonly moreResultsAvailable: boolean;
}

/** The result of a search; what cannot be read is left out. */
export function readSearch(resource: Resource): SearchModel {
  return {
    contacts: embedded(resource, 'contact').flatMap((contact) => readContact(contact) ?? []),
    distributionGroups: embedded(resource, 'distributionGroup').flatMap((group) => readDistributionGroup(group) ?? []),
    moreResultsAvailable: flag(resource, 'moreResultsAvailable') ?? false,
  };
}

/** GET search, by the `search` link of people. No body reads as nothing found. */
export async function search(
  client: UcwaClient,
  directory: Link,
  input: SearchInput,
  options: OperationOptions = {},
): Promise<Result<SearchModel>> {
  // Without the version header a server may ignore what revision 2 brought (PROTOCOL 5.6).
  const revision = 'mail' in input ? REVISION_2 : {};
  const answer = await client.get(directory.href, { query: { ...input }, ...revision, ...options });
  const found = modelOrNone(answer, readSearch);
  if (!found.ok) return found;
  return ok(found.value ?? { contacts: [], distributionGroups: [], moreResultsAvailable: false });
}
