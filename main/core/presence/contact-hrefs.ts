/** Where the parts of somebody's presence are read; null where a part is not offered. */
export interface PartHrefs {
  readonly presence: string | null;
  readonly note: string | null;
  readonly location: string | null;
}

/** What presence needs to know of the contact list; `people` offers it, `app` joins the two. */
export interface ContactHrefs {
  /** Where a contact's parts are read; null for somebody not met yet. */
  contact(address: string): PartHrefs | null;
  /** Where a group is subscribed to; null when it is gone or cannot be followed. */
  followHref(groupId: string): string | null;
  /** Whom a contact's href stands for; null: not known, the server may tell. */
  knownAddress(href: string): string | null;
  /** The same, by asking the server where it is not known. */
  addressOf(href: string): Promise<string | null>;
}
