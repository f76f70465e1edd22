/**
 * What a client did that the documentation forbids. Each offence is counted under its rule; `detail` never holds a
 * ticket, a password or a query value.
 */
export const RULES = {
  missingVersionHeader: 'a revision 2 write without X-MS-RequiresMinResourceVersion (PROTOCOL 5.6)',
  putWithoutIfMatch: 'a PUT without If-Match (PROTOCOL 5.5)',
  putWithoutGuard: 'a PUT without the guard property (PROTOCOL 5.5)',
  browserHeader: 'Origin, Referer or X-Ms-Origin was sent (PROTOCOL 3.8)',
  cookie: 'a cookie was sent (PROTOCOL 4.3)',
  credentialOverHttp: 'a password, ticket or cookie over plain http (PROTOCOL 2.1)',
  credentialToStranger: 'a password, ticket or cookie to a host outside the organisation (PROTOCOL 2.3)',
  passwordInOtherGrant: 'a password with the windows or passive grant (PROTOCOL 3.2)',
  refusedPasswordAgain: 'a password that was refused, sent again (PROTOCOL 3.5)',
  tooManyHops: 'more redirects of discovery followed than a client may (PROTOCOL 2.4)',
  ticketOnWrongHost: 'a ticket was sent to a host that did not issue it (PROTOCOL 3.7)',
  ticketWhereNoneBelongs: 'a ticket was sent to a resource that takes none (PROTOCOL 2.2)',
  deadApplication: 'an href of an application that the client knew to be gone (PROTOCOL 4.6)',
  otherApplication: 'an href of an application other than the one made last with this ticket (PROTOCOL 4.6)',
  changedAck: 'an events URL whose ack was never handed out (PROTOCOL 7.1)',
  staleAck: 'an events URL that had long been acknowledged (PROTOCOL 7.4)',
  twoPolls: 'a second poll while one was parked (PROTOCOL 7.1)',
  eventsInBatch: 'the events resource inside a batch (PROTOCOL 16)',
  batchInBatch: 'a batch inside a batch (PROTOCOL 16)',
  photoInBatch: 'a photo inside a batch (PROTOCOL 16)',
  batchPart: 'a part of a batch without its media type, or without the Host of the batch (PROTOCOL 16)',
  batchTooLarge: 'more parts in a batch than the server takes (PROTOCOL 16)',
  inventedUrl: 'a URL that the server never handed out (PROTOCOL 5.3)',
  missingAccept: 'no Accept header where the answer has a body (PROTOCOL 2.2)',
  wrongAccept: 'an Accept header that lets in nothing that the resource is written in (PROTOCOL 5.2)',
  missingContentType: 'a body without Content-Type (PROTOCOL 5.2)',
  missingLength: 'a write without Content-Length (PROTOCOL 5.7)',
  bodyWhereNoneBelongs: 'a body with an operation that takes none (pages phones, memberships, group2)',
  missingParameter: 'a required parameter is missing (PROTOCOL 5.4)',
  badParameter: 'a parameter is out of its documented range or form (PROTOCOL 17)',
  unknownParameter: 'a parameter in the body that the operation does not have (PROTOCOL 5.4)',
  quotedAddress: 'a sip: address with the quotes or blanks of the samples (PROTOCOL 15.2)',
  malformedBody: 'a body that cannot be read as its media type (PROTOCOL 5.2)',
  methodNotAllowed: 'a method that the resource does not have (PROTOCOL 5.7)',
  tooFast: 'more requests of one kind within a second than the answers allow (PROTOCOL 7.1)',
} as const;

export type Rule = keyof typeof RULES;

export interface Offence {
  readonly rule: Rule;
  readonly count: number;
  /** Of the latest one: method and path, or words. */
  readonly last: string;
}

export interface Warning {
  readonly rule: string;
  readonly count: number;
  readonly last: string;
}

/** Kinds of requests whose times are remembered beyond their second. */
const MOST_KINDS = 200;

interface Tally {
  count: number;
  last: string;
}

export class Strictness {
  readonly #offences = new Map<Rule, Tally>();
  readonly #warnings = new Map<string, Tally>();
  readonly #times = new Map<string, number[]>();

  record(rule: Rule, detail: string): void {
    tally(this.#offences, rule, detail);
  }

  /** Something allowed that a tray client had better not do. */
  warn(rule: string, detail: string): void {
    tally(this.#warnings, rule, detail);
  }

  /** Counts a request of one kind; more than `limit` within a second is an offence. `nowMs` is machine time. */
  pace(kind: string, nowMs: number, limit: number): void {
    const recent = (this.#times.get(kind) ?? []).filter((at) => nowMs - at < 1000);
    recent.push(nowMs);
    if (recent.length > limit) this.record('tooFast', kind);
    this.#times.set(kind, recent);
    if (this.#times.size <= MOST_KINDS) return;
    for (const [other, times] of this.#times) if (nowMs - (times.at(-1) ?? 0) >= 1000) this.#times.delete(other);
  }

  offences(): Offence[] {
    return [...this.#offences].map(([rule, { count, last }]) => ({ rule, count, last }));
  }

  warnings(): Warning[] {
    return [...this.#warnings].map(([rule, { count, last }]) => ({ rule, count, last }));
  }

  clear(): void {
    this.#offences.clear();
    this.#warnings.clear();
  }
}

function tally<K>(map: Map<K, Tally>, key: K, detail: string): void {
  const entry = map.get(key);
  if (entry) {
    entry.count += 1;
    entry.last = detail;
  } else {
    map.set(key, { count: 1, last: detail });
  }
}
