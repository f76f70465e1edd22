/** Requests and replies as the handlers see them, whether they came alone or inside a batch. */
import type { Place } from '../deployment/topology.ts';
import type { Document } from './resource.ts';

/** The name that a request was sent to, and what lives there. */
export interface Host {
  /** Lower case, without port. */
  readonly name: string;
  /** What https URLs to this machine carry: `:port` as the client wrote it, or nothing. */
  readonly port: string;
  /** The same for http URLs. */
  readonly plainPort: string;
  /** Over TLS. */
  readonly secure: boolean;
  readonly place: Place;
}

export interface SimRequest {
  readonly method: string;
  readonly host: Host;
  /** Raw, as sent: the part before `?`. */
  readonly path: string;
  /** Raw, without `?`. */
  readonly rawQuery: string;
  /** Names in lower case. The last of several wins. */
  readonly query: ReadonlyMap<string, string>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
  readonly inBatch: boolean;
  /** The same object for all requests of one connection. */
  readonly connection: object;
  /** Machine time of arrival, in milliseconds. */
  readonly arrivedAt: number;
  /** When it was sent, as far as can be told. */
  readonly sentAt: number;
  /** Runs `task` when the client closes the connection before the answer was written. */
  onClosed(task: () => void): void;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly document?: Document;
  /** A body that is no UCWA document; with a decimal tag it can be asked for conditionally. */
  readonly raw?: { readonly type: string; readonly body: string | Buffer; readonly etag?: string };
  /** Breaks the connection instead of answering. */
  readonly cut?: boolean;
  /** Runs once the answer is out, or cannot get out any more. */
  readonly afterwards?: () => void;
}

/** The revision that the client asks for; 1 where it says nothing (PROTOCOL 5.6). */
export function revisionOf({ headers }: SimRequest): number {
  return Number(headers['x-ms-requiresminresourceversion'] ?? 1);
}

/** The reply with one more thing to do afterwards. */
export function andAfterwards(reply: Reply, task: () => void): Reply {
  const earlier = reply.afterwards;
  return {
    ...reply,
    afterwards: () => {
      earlier?.();
      task();
    },
  };
}

/** Splits a request target. A query that cannot be decoded is read as it stands. */
export function parseTarget(target: string): { path: string; rawQuery: string; query: Map<string, string> } {
  const mark = target.indexOf('?');
  const path = mark === -1 ? target : target.slice(0, mark);
  const rawQuery = mark === -1 ? '' : target.slice(mark + 1);
  const query = new Map<string, string>();
  for (const part of rawQuery.split('&')) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    const name = equals === -1 ? part : part.slice(0, equals);
    query.set(decode(name).toLowerCase(), equals === -1 ? '' : decode(part.slice(equals + 1)));
  }
  return { path, rawQuery, query };
}

/** Percent-decoding that leaves what is malformed. In a query `+` stands for a blank. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

export function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
