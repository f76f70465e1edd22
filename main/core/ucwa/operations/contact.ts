/** contact: a person, a phone or a bot as the directory and the contact list tell of it (PROTOCOL 13.1). */
import type { Result } from '../../result.ts';
import { link, links, embedded, text, texts } from '../media/resource.ts';
import type { Link, Resource, UcwaClient } from '../types.ts';
import { modelsOf, modelUnlessSame, selfLink } from './operation.ts';
import type { Conditional, OperationOptions } from './operation.ts';

/** A contact. Absent and empty properties are null; all texts are trimmed and otherwise as the server sent them. */
export interface ContactModel {
  /** `sip:user@domain`, in whatever case. */
  readonly uri: string;
  readonly name: string | null;
  readonly title: string | null;
  readonly department: string | null;
  readonly company: string | null;
  readonly office: string | null;
  readonly emailAddresses: readonly string[];
  /** Numbers mostly begin with `tel:`; that is theirs to keep. */
  readonly workPhoneNumber: string | null;
  readonly mobilePhoneNumber: string | null;
  readonly homePhoneNumber: string | null;
  readonly otherPhoneNumber: string | null;
  /** User, Phone, Bot, ReplayBot, or what later servers say. */
  readonly type: string | null;
  /** SameEnterprise, Federated, PublicCloud, Everyone, Unknown, or what later servers say. */
  readonly sourceNetwork: string | null;
  readonly sourceNetworkIconUrl: string | null;
  readonly etag: string | null;
  readonly links: {
    readonly self: Link;
    readonly contactPresence: Link | null;
    readonly contactNote: Link | null;
    readonly contactLocation: Link | null;
    readonly contactPhoto: Link | null;
    readonly contactSupportedModalities: Link | null;
    readonly contactPrivacyRelationship: Link | null;
  };
}

/** A contact, or null when it does not tell who it is or where it is found. */
export function readContact(resource: Resource): ContactModel | null {
  const self = selfLink(resource);
  const uri = text(resource, 'uri');
  if (self === null || uri === null) return null;
  return {
    uri,
    name: text(resource, 'name'),
    title: text(resource, 'title'),
    department: text(resource, 'department'),
    company: text(resource, 'company'),
    office: text(resource, 'office'),
    emailAddresses: texts(resource, 'emailAddresses'),
    workPhoneNumber: text(resource, 'workPhoneNumber'),
    mobilePhoneNumber: text(resource, 'mobilePhoneNumber'),
    homePhoneNumber: text(resource, 'homePhoneNumber'),
    otherPhoneNumber: text(resource, 'otherPhoneNumber'),
    type: text(resource, 'type'),
    sourceNetwork: text(resource, 'sourceNetwork'),
    sourceNetworkIconUrl: text(resource, 'sourceNetworkIconUrl'),
    etag: resource.etag,
    links: {
      self,
      contactPresence: link(resource, 'contactPresence'),
      contactNote: link(resource, 'contactNote'),
      contactLocation: link(resource, 'contactLocation'),
      contactPhoto: link(resource, 'contactPhoto'),
      contactSupportedModalities: link(resource, 'contactSupportedModalities'),
      contactPrivacyRelationship: link(resource, 'contactPrivacyRelationship'),
    },
  };
}

/** Contacts as a collection, a group or a search lists them. */
export interface ContactList {
  /** Those that came embedded; what cannot be read is left out. */
  readonly contacts: readonly ContactModel[];
  /** All or some of them by link; with `expand=false` there are only links (PROTOCOL 10). */
  readonly links: readonly Link[];
}

/** The contacts in a resource, whatever it is: embedded, by link, or both. */
export function readContactList(resource: Resource): ContactList {
  return {
    contacts: embedded(resource, 'contact').flatMap((contact) => readContact(contact) ?? []),
    links: links(resource, 'contact'),
  };
}

/**
 * GET contact (PROTOCOL 13.1). 403: the contact's data may not be seen.
 * @param etag of what is known already; then the answer may be `notModified`
 */
export async function getContact(
  client: UcwaClient,
  contact: Link,
  { etag = null }: { readonly etag?: string | null } = {},
  options: OperationOptions = {},
): Promise<Result<Conditional<ContactModel>>> {
  const condition = etag === null ? {} : { ifNoneMatch: etag };
  return modelUnlessSame(await client.get(contact.href, { ...condition, ...options }), readContact);
}

/**
 * GET of many contacts with few requests, in the order of `contacts` (PROTOCOL 16). One that tells nothing is null.
 * @param batch the application's batch link; null reads one by one
 */
export function getContacts(
  client: UcwaClient,
  batch: Link | null,
  contacts: readonly Link[],
  options: OperationOptions = {},
): Promise<Result<ContactModel | null>[]> {
  return modelsOf(client, batch, contacts, readContact, options);
}
