/** The resource model and the faces of the wire layer that sessions and features build on. */
import type { Result } from '../result.ts';

/** A link of a resource. `href` is kept byte for byte; resolve it with the client only. */
export interface Link {
  readonly href: string;
  readonly title: string | null;
  /** 1 where the link carries none (PROTOCOL 5.6). */
  readonly revision: number;
}

export type PropertyValue = string | number | boolean | null | readonly PropertyValue[];

/** A UCWA resource, whatever medium it came in (PROTOCOL 5.1). One-or-many is always a list here. */
export interface Resource {
  readonly rel: string;
  /** The self link's href, or null. */
  readonly href: string | null;
  readonly revision: number;
  /** From the `etag` property or the ETag header, without quotes. */
  readonly etag: string | null;
  readonly properties: Readonly<Record<string, PropertyValue>>;
  readonly links: Readonly<Record<string, readonly Link[]>>;
  readonly embedded: Readonly<Record<string, readonly Resource[]>>;
}

/** One event of the channel (PROTOCOL 7.2). */
export interface UcwaEvent {
  /** rel of the sender. */
  readonly sender: string;
  readonly type: 'added' | 'updated' | 'deleted' | 'started' | 'completed';
  readonly rel: string;
  readonly href: string;
  readonly title: string | null;
  readonly in: { readonly rel: string; readonly href: string } | null;
  /** The embedded resource, where the server sent it along. */
  readonly resource: Resource | null;
}

/** One answer of the event channel. */
export interface EventPackage {
  /** What to ask next, and whether transient state was lost (PROTOCOL 7.4). Null: the answer names nothing. */
  readonly follow: { readonly rel: 'next' | 'resume' | 'resync'; readonly href: string } | null;
  readonly events: readonly UcwaEvent[];
  /** Events that could not be read; they were left out. */
  readonly broken: number;
  /** Where those stood, such as `sender[0].events[2]`; the first few. */
  readonly brokenAt?: readonly string[];
}

/** A good answer (2xx or 304). `resource` is null when there was no body. */
export interface Answer {
  readonly status: number;
  readonly resource: Resource | null;
  readonly etag: string | null;
}

/** A good answer that is no resource, such as a picture. Empty for 204 and 304. */
export interface BytesAnswer {
  readonly status: number;
  readonly bytes: Uint8Array;
  readonly contentType: string | null;
  readonly etag: string | null;
}

export interface CallOptions {
  signal?: AbortSignal;
  /** Default 30,000 ms. */
  timeoutMs?: number;
  /** Query parameters to add to what the server put into the href; that part is not touched. */
  query?: Record<string, string | number | boolean>;
  /** Sent as X-MS-RequiresMinResourceVersion when 2 or more (PROTOCOL 5.6). */
  revision?: number;
  /** GET: If-None-Match. */
  ifNoneMatch?: string;
  /** PUT: sent quoted as If-Match. */
  ifMatch?: string;
}

/**
 * Talks to one UCWA application's host. Adds ticket, Accept, and a correlation id; renews the ticket once when the host
 * refuses it (PROTOCOL 3.7) and repeats. Sends tickets to approved origins only. Never throws.
 */
export interface UcwaClient {
  get(href: string, options?: CallOptions): Promise<Result<Answer>>;
  /** `body`: a JSON object, or null for none. */
  post(href: string, body: Record<string, unknown> | null, options?: CallOptions): Promise<Result<Answer>>;
  put(href: string, body: Record<string, unknown>, options?: CallOptions): Promise<Result<Answer>>;
  delete(href: string, options?: CallOptions): Promise<Result<Answer>>;
  /** GETs the event channel: like `get`, but reads the body as an event package. Never batched. */
  events(href: string, options?: CallOptions): Promise<Result<EventPackage>>;
  /**
   * Reads many resources with few requests (PROTOCOL 16): parts of at most 20, split further on 429 and where an
   * answer is too large, a failing part fails alone. Results in the order of `hrefs`. `batchHref` null: one GET each, a few at a time.
   */
  getMany(
    batchHref: string | null,
    hrefs: readonly string[],
    options?: Pick<CallOptions, 'signal'>,
  ): Promise<Result<Answer>[]>;
  /**
   * The JSON object of a resource as read last, for a PUT that must carry every property (PROTOCOL 5.5). In XML its
   * values are texts.
   */
  getRaw(href: string, options?: CallOptions): Promise<Result<{ body: Record<string, unknown>; etag: string | null }>>;
  /**
   * GETs what is no resource, as it is. Never batched.
   * @param options `accept`: the media types asked for. `maxBytes`: more than this is refused with `ucwa.unexpected`
   */
  getBytes(href: string, options: CallOptions & { accept: string; maxBytes: number }): Promise<Result<BytesAnswer>>;
}

/**
 * In which medium requests and answers are exchanged (PROTOCOL 5.2): the plain types, or UCWA's own. Answers are read
 * in whatever medium they come.
 */
export type Medium = 'json' | 'xml' | 'ucwa+json' | 'ucwa+xml';
