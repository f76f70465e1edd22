/** What an answer says, apart from the medium it is written in. */

export interface Link {
  readonly href: string;
  readonly revision?: string;
  readonly title?: string;
}

export type PropertyValue = string | number | boolean | Date | null | readonly string[];

/** A UCWA resource (PROTOCOL 5.1). A rel that may occur more than once is always a list, even with one entry. */
export interface Resource {
  readonly rel: string;
  /** JSON leaves the rel out, as captures of autodiscover do; XML cannot. */
  readonly nameless?: true;
  /** Properties that are null are left out. */
  readonly properties: Readonly<Record<string, PropertyValue>>;
  readonly links: Readonly<Record<string, Link | readonly Link[]>>;
  readonly embedded?: Readonly<Record<string, Resource | readonly Resource[]>>;
  /** Decimal, without quotes; also sent as the ETag header when the resource is the answer itself. */
  readonly etag?: string;
}

export interface EventEntry {
  readonly link: { readonly rel: string; readonly href: string; readonly title?: string };
  readonly in?: { readonly rel: string; readonly href: string };
  readonly type: 'added' | 'updated' | 'deleted';
  readonly embedded?: Resource;
}

/** One answer of the event channel (PROTOCOL 7.2). */
export interface EventPackage {
  readonly links: Readonly<Record<string, Link>>;
  /** Null: no `sender` at all. */
  readonly senders:
    readonly { readonly rel: string; readonly href: string; readonly events: readonly EventEntry[] }[] | null;
}

/** A synchronous error (PROTOCOL 6.1). */
export interface ErrorBody {
  readonly code: string;
  readonly subcode: string | null;
  readonly message: string;
  readonly parameters: readonly { readonly name: string; readonly reason: string }[];
}

/** A document that is neither: only `operations` of makeMeAvailable is one. */
export type Document =
  | { readonly kind: 'resource'; readonly resource: Resource }
  | { readonly kind: 'events'; readonly package: EventPackage }
  | { readonly kind: 'error'; readonly error: ErrorBody }
  | { readonly kind: 'operations' };

/** All hrefs that a document hands out. */
export function hrefsOf(document: Document): string[] {
  const hrefs: string[] = [];
  const walk = (resource: Resource): void => {
    for (const link of Object.values(resource.links)) {
      for (const { href } of asList(link)) hrefs.push(href);
    }
    for (const inner of Object.values(resource.embedded ?? {})) asList(inner).forEach(walk);
  };
  if (document.kind === 'resource') walk(document.resource);
  if (document.kind === 'events') {
    for (const { href } of Object.values(document.package.links)) hrefs.push(href);
    for (const sender of document.package.senders ?? []) {
      hrefs.push(sender.href);
      for (const event of sender.events) {
        hrefs.push(event.link.href);
        if (event.in) hrefs.push(event.in.href);
        if (event.embedded) walk(event.embedded);
      }
    }
  }
  return hrefs;
}

export function asList<T extends object>(value: T | readonly T[]): readonly T[] {
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}
