/** A UCWA client that answers from a script and keeps what it was asked, and short ways to write resources. */
import { fail, ok, type AppError, type Result } from '../result.ts';
import type { Application } from '../session/application.ts';
import { cancelled, errorOf, errorOfFailure } from '../ucwa/errors/errors.ts';
import { bytes } from '../ucwa/testing.ts';
import type {
  Answer,
  BytesAnswer,
  CallOptions,
  EventPackage,
  Link,
  PropertyValue,
  Resource,
  UcwaClient,
} from '../ucwa/types.ts';
import type { UcwaEvent } from '../ucwa/types.ts';
import { unlessAborted } from '../ucwa/client/wait.ts';
import type { SignedIn } from '../ucwa/sign-in/types.ts';
import type { HttpFailure } from '../ports.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface Call {
  readonly method: Method;
  readonly href: string;
  readonly body: Record<string, unknown> | null;
  readonly options: CallOptions;
}

/** A resource stands for 200 with that body, null for 204, an error for itself. */
export type Reply = Resource | null | AppError | Result<Answer>;
export type Scripted = Reply | ((call: Call) => Reply | Promise<Reply>);

/** A request of the event channel. It stays parked until the test answers it or its signal aborts. */
export interface Poll {
  readonly href: string;
  readonly options: CallOptions;
  readonly open: boolean;
  give(answer: Result<EventPackage>): void;
}

export interface FakeClient extends UcwaClient {
  readonly polls: Poll[];
  /** Set: answers each poll at once. */
  answerPolls: ((poll: Poll) => Result<EventPackage>) | null;
  readonly calls: Call[];
  /** Calls so far as `METHOD href`. */
  readonly log: string[];
  /** Answers `getBytes`; a href that is not in it is 404. */
  readonly files: Map<string, Result<BytesAnswer>>;
  /** How often `getMany` was called, with which hrefs. */
  readonly batches: (readonly string[])[];
  /** Answers for `METHOD href`, used up in order; the last one stays. Called again: replaces what was there. */
  on(key: string, ...answers: Scripted[]): void;
  /** The calls of one `METHOD href`. */
  of(key: string): Call[];
}

/** More calls than any test makes: a loop that never lets time pass. */
const SPINNING = 5_000;

/** Answers from the script; what is not in it is 404. A call is given up as soon as its signal aborts. */
export function fakeClient(): FakeClient {
  const script = new Map<string, Scripted[]>();
  const calls: Call[] = [];
  const batches: (readonly string[])[] = [];
  const files: FakeClient['files'] = new Map();
  const polls: Poll[] = [];

  async function answer(
    method: Method,
    href: string,
    body: Call['body'],
    options: CallOptions = {},
  ): Promise<Result<Answer>> {
    const call = { method, href, body, options };
    calls.push(call);
    if (calls.length > SPINNING) throw new Error('The server is asked without end.');
    if (options.signal?.aborted === true) return fail(cancelled());
    const queue = script.get(`${method} ${href}`) ?? [];
    const next = queue.length > 1 ? queue.shift() : queue[0];
    const scripted = next === undefined ? refusal(404) : next;
    if (typeof scripted !== 'function') return resultOf(scripted);
    const reply = Promise.resolve(scripted(call)).then(resultOf);
    return unlessAborted(reply, options.signal, () => fail(cancelled()));
  }

  return {
    calls,
    batches,
    files,
    polls,
    answerPolls: null,
    get log() {
      return calls.map(({ method, href }) => `${method} ${href}`);
    },
    on(key, ...answers) {
      script.set(key, answers);
    },
    of: (key) => calls.filter(({ method, href }) => `${method} ${href}` === key),
    get: (href, options) => answer('GET', href, null, options),
    post: (href, body, options) => answer('POST', href, body, options),
    put: (href, body, options) => answer('PUT', href, body, options),
    delete: (href, options) => answer('DELETE', href, null, options),
    getMany(_batchHref, hrefs, options) {
      if (hrefs.length > 0) batches.push(hrefs);
      return Promise.all(hrefs.map((href) => answer('GET', href, null, options)));
    },
    async events(href, options = {}) {
      const answered = later<Result<EventPackage>>();
      let open = true;
      const poll: Poll = {
        href,
        options,
        get open() {
          return open;
        },
        give: answered.give,
      };
      polls.push(poll);
      if (polls.length > SPINNING) throw new Error('The event channel is asked without end.');
      if (this.answerPolls) poll.give(this.answerPolls(poll));
      const outcome = await unlessAborted(answered.promise, options.signal, () => fail(cancelled()));
      open = false;
      return outcome;
    },
    async getRaw(href, options) {
      const got = await answer('GET', href, null, options);
      if (!got.ok) return got;
      const { resource, etag } = got.value;
      return ok({ body: { ...resource?.properties }, etag: etag ?? resource?.etag ?? null });
    },
    async getBytes(href, options) {
      calls.push({ method: 'GET', href, body: null, options });
      return files.get(href) ?? fail(refusal(404));
    },
  };
}

function resultOf(reply: Reply): Result<Answer> {
  if (reply === null) return ok({ status: 204, resource: null, etag: null });
  if ('ok' in reply) return reply;
  if ('code' in reply) return fail(reply);
  return ok({ status: 200, resource: reply, etag: reply.etag });
}

/** What a server's refusal becomes, by the real catalogue. */
export function refusal(status: number, subcode?: string, retryAfterS?: number): AppError {
  const headers = {
    'content-type': ['application/json'],
    ...(retryAfterS === undefined ? {} : { 'retry-after': [String(retryAfterS)] }),
  };
  const body = JSON.stringify({ code: 'Refused', subcode: subcode ?? 'None' });
  return errorOf({ status, headers, body: bytes(body) }, { host: 'pool.example.org', correlationId: null });
}

/** What a missing answer becomes. */
export function noAnswer(kind: HttpFailure['kind'] = 'unreachable'): AppError {
  return errorOfFailure({ kind, detail: '' }, { host: 'pool.example.org', correlationId: null });
}

type LinkLike = string | { href: string; revision: number };

export interface Parts {
  readonly properties?: Record<string, PropertyValue>;
  readonly links?: Record<string, LinkLike | readonly LinkLike[]>;
  readonly embedded?: Record<string, Resource | readonly Resource[]>;
  readonly revision?: number;
  readonly etag?: string;
}

/** A resource as the wire layer reads it. */
export function resource(rel: string, href: string | null, parts: Parts = {}): Resource {
  const list = <T>(value: T | readonly T[]): readonly T[] => (Array.isArray(value) ? value : [value]) as readonly T[];
  const linkOf = (value: LinkLike): Link =>
    typeof value === 'string' ? { href: value, title: null, revision: 1 } : { ...value, title: null };
  return {
    rel,
    href,
    revision: parts.revision ?? 1,
    etag: parts.etag ?? null,
    properties: parts.properties ?? {},
    links: Object.fromEntries(
      Object.entries(parts.links ?? {}).map(([name, value]) => [name, list(value).map(linkOf)]),
    ),
    embedded: Object.fromEntries(Object.entries(parts.embedded ?? {}).map(([name, value]) => [name, list(value)])),
  };
}

/** An event of the channel, link only unless told otherwise. */
export function event(
  type: UcwaEvent['type'],
  rel: string,
  href: string,
  more: Partial<Omit<UcwaEvent, 'type' | 'rel' | 'href'>> = {},
): UcwaEvent {
  return { sender: 'people', type, rel, href, title: null, in: null, resource: null, ...more };
}

/** An answer of the event channel. */
export function eventPackage(follow: EventPackage['follow'], ...events: UcwaEvent[]): Result<EventPackage> {
  return ok({ follow, events, broken: 0 });
}

/** What signing in leaves with a client. */
export function signedIn(client: UcwaClient): SignedIn {
  const applicationsUrl = '/applications';
  return { applicationsUrl, client, kind: 'password', found: { applicationsUrl, origins: [], at: 0 } };
}

export interface LivingApplication extends Application {
  /** Ends it, as the session does. */
  end(): void;
}

/** An application over a client. */
export function application(client: UcwaClient, parts: Partial<Application> = {}): LivingApplication {
  const life = new AbortController();
  return {
    client,
    href: '/app',
    eventsHref: '/app/events',
    batchHref: '/app/batch',
    me: resource('me', '/app/me'),
    people: resource('people', '/app/people'),
    reused: false,
    signal: life.signal,
    doubt: () => null,
    end: () => life.abort(),
    ...parts,
  };
}

/** An answer that the test gives when it wants to. */
export interface Later<T> {
  readonly promise: Promise<T>;
  give(value: T): void;
}

export function later<T>(): Later<T> {
  const { promise, resolve } = Promise.withResolvers<T>();
  return { promise, give: resolve };
}
