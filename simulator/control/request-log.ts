/** What was asked, without anything that could be a secret. */

export interface LoggedRequest {
  /** Machine time in milliseconds since 1970. */
  readonly at: number;
  readonly host: string;
  readonly method: string;
  /** With the protocol's own query parameters; the values of all others are left out. */
  readonly path: string;
  /** 0: the connection was broken without an answer. */
  readonly status: number;
  readonly batched: boolean;
}

const KEPT = new Set([
  'ack',
  'duration',
  'expand',
  'groupid',
  'limit',
  'low',
  'medium',
  'presencesubscriptionid',
  'priority',
  'size',
  'timeout',
]);
const MOST = 5000;

export class RequestLog {
  #entries: LoggedRequest[] = [];
  #count = 0;
  #batched = 0;

  add(entry: LoggedRequest): void {
    if (entry.batched) this.#batched += 1;
    else this.#count += 1;
    this.#entries.push(entry);
    if (this.#entries.length > MOST) this.#entries = this.#entries.slice(-MOST / 2);
  }

  /** `count`: requests that came alone; `batched`: parts of batches. The log keeps the latest few thousand. */
  read(): { count: number; batched: number; log: LoggedRequest[] } {
    return { count: this.#count, batched: this.#batched, log: [...this.#entries] };
  }

  clear(): void {
    this.#entries = [];
    this.#count = 0;
    this.#batched = 0;
  }
}

export function pathForLog(path: string, rawQuery: string): string {
  if (rawQuery === '') return path;
  const parts = rawQuery.split('&').map((part) => {
    const name = part.split('=')[0] ?? '';
    return KEPT.has(name.toLowerCase()) ? part : `${name}=...`;
  });
  return `${path}?${parts.join('&')}`;
}
