/** Which href stands for whom, within one application. Thrown away with it (PROTOCOL 4.6). */
import { hrefKey } from '../ucwa/index.ts';
import type { ContactLinks, GroupLinks, ReadContact, ReadGroup } from './read.ts';

export class Directory {
  readonly #groups = new Map<string, GroupLinks>();
  readonly #groupIds = new Map<string, string>();
  readonly #contacts = new Map<string, ContactLinks>();
  /** By the contact's href as it was spelled, which events mostly repeat, and by its key. */
  readonly #addresses = new Map<string, string>();

  /** The complete list of groups as just read. */
  setGroups(groups: readonly ReadGroup[]): void {
    this.#groups.clear();
    this.#groupIds.clear();
    for (const { group, links } of groups) {
      this.#groups.set(group.id, links);
      this.#groupIds.set(hrefKey(links.self), group.id);
    }
  }

  addContact({ data, links }: ReadContact): void {
    this.#contacts.set(data.address, links);
    this.#addresses.set(links.self, data.address);
    this.#addresses.set(hrefKey(links.self), data.address);
  }

  group(id: string): GroupLinks | null {
    return this.#groups.get(id) ?? null;
  }

  groupId(href: string): string | null {
    return this.#groupIds.get(hrefKey(href)) ?? null;
  }

  contact(address: string): ContactLinks | null {
    return this.#contacts.get(address) ?? null;
  }

  /** The address behind a contact's href, or null when it was not met yet. */
  address(href: string): string | null {
    return this.#addresses.get(href) ?? this.#addresses.get(hrefKey(href)) ?? null;
  }
}
