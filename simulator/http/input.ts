/** The parameters of one operation: query and body together, names without regard to case (PROTOCOL 5.4, GAPS 86). */
import { badParameter, Refusal } from './refusal.ts';
import { readerFor } from './media.ts';
import type { InputProperties } from './medium.ts';
import type { SimRequest } from './message.ts';

/** Who hears of what a client did wrong, and of what it had better not do. */
export interface Judge {
  readonly complain: (
    rule: 'missingParameter' | 'badParameter' | 'malformedBody' | 'missingContentType' | 'quotedAddress',
    detail: string,
  ) => void;
  readonly warn: (rule: 'contradictingParameter', detail: string) => void;
}

export interface Limits {
  readonly min: number;
  readonly max: number;
}

/** What a representation has besides its properties: a client may send it back, and it counts for nothing. */
const IGNORED: ReadonlySet<string> = new Set(['_links', '_embedded', 'rel', 'etag']);

/** Whether query and body say the same; `True` is `true`. */
function sameText(inQuery: string, inBody: unknown): boolean {
  return String(inBody).toLowerCase() === inQuery.toLowerCase();
}

export class Input {
  readonly #values = new Map<string, unknown>();
  /** The names that came in the body, lower case. */
  readonly #inBody = new Set<string>();
  /** The names that the operation has looked at, lower case. */
  readonly #asked = new Set<string>();
  readonly #judge: Judge;
  readonly #clamp: boolean;

  constructor(request: SimRequest, judge: Judge, clamp: boolean) {
    this.#judge = judge;
    this.#clamp = clamp;
    for (const [name, value] of request.query) this.#values.set(name, value);
    // Links, embedded resources and the rel in input are ignored; the body wins over the query (GAPS 4).
    for (const [sent, value] of Object.entries(readBody(request, judge))) {
      if (IGNORED.has(sent)) continue;
      const name = sent.toLowerCase();
      const inQuery = request.query.get(name);
      if (inQuery !== undefined && !sameText(inQuery, value)) judge.warn('contradictingParameter', sent);
      this.#values.set(name, value);
      this.#inBody.add(name);
    }
  }

  /** What the body names and the operation has not looked at. */
  unknown(): string[] {
    return [...this.#inBody].filter((name) => !this.#asked.has(name));
  }

  has(name: string): boolean {
    return this.#values.has(name.toLowerCase());
  }

  hasInBody(name: string): boolean {
    this.#asked.add(name.toLowerCase());
    return this.#inBody.has(name.toLowerCase());
  }

  raw(name: string): unknown {
    this.#asked.add(name.toLowerCase());
    return this.#values.get(name.toLowerCase());
  }

  /** A text, or null when absent. */
  text(name: string, maxLength?: number): string | null {
    const value = this.raw(name);
    if (value === undefined || value === null) return null;
    if (typeof value !== 'string') throw this.#bad(name, 'must be a text');
    if (maxLength !== undefined && value.length > maxLength) throw this.#bad(name, `is longer than ${maxLength}`);
    return value;
  }

  /** A text that must be there and not be blank. */
  requiredText(name: string, maxLength?: number): string {
    const text = this.text(name, maxLength);
    if (text === null) throw this.#missing(name);
    if (text.trim() === '') throw this.#bad(name, 'must not be empty');
    return text;
  }

  /** JSON true or false, or their words in any case; null when absent (GAPS 3). */
  flag(name: string): boolean | null {
    const value = this.raw(name);
    if (value === undefined || value === null) return null;
    if (typeof value === 'boolean') return value;
    const word = typeof value === 'string' ? value.trim().toLowerCase() : '';
    if (word === 'true') return true;
    if (word === 'false') return false;
    throw this.#bad(name, 'must be true or false');
  }

  /** A whole number within limits; null when absent. Out of range is refused, or brought into range by the knob. */
  integer(name: string, limits: Limits): number | null {
    const value = this.raw(name);
    if (value === undefined || value === null) return null;
    const number = typeof value === 'number' ? value : Number(typeof value === 'string' ? value.trim() || NaN : NaN);
    if (!Number.isInteger(number)) throw this.#bad(name, 'must be a whole number');
    if (number >= limits.min && number <= limits.max) return number;
    if (this.#clamp) return Math.min(limits.max, Math.max(limits.min, number));
    throw this.#bad(name, `must be from ${limits.min} to ${limits.max}`);
  }

  requiredInteger(name: string, limits: Limits): number {
    const value = this.integer(name, limits);
    if (value === null) throw this.#missing(name);
    return value;
  }

  /** A list of texts that must be there; in the query, where lists have no form, one text counts as a list of one. */
  requiredList(name: string): string[] {
    const value = this.raw(name);
    if (value === undefined || value === null) throw this.#missing(name);
    if (!Array.isArray(value) && this.hasInBody(name)) throw this.#bad(name, 'must be a list of texts');
    const list: unknown[] = Array.isArray(value) ? value : [value];
    return list.map((item) => {
      if (typeof item !== 'string') throw this.#bad(name, 'must be a list of texts');
      return item;
    });
  }

  /** Null when absent. */
  list(name: string): string[] | null {
    return this.has(name) ? this.requiredList(name) : null;
  }

  /** `sip:user@domain`, also in the quoted and blank-ridden forms of the samples (PROTOCOL 18 no. 6). */
  address(name: string, text: string): string {
    const bare = text.replace(/["\s]/g, '');
    if (bare !== text) this.#judge.complain('quotedAddress', name);
    if (!/^sip:[^@:;?/]+@[^@:;?/]+$/i.test(bare)) throw this.#bad(name, 'must be a sip: address');
    return bare.slice(4);
  }

  refuse(name: string, reason: string): Refusal {
    return this.#bad(name, reason);
  }

  missing(name: string): Refusal {
    return this.#missing(name);
  }

  #missing(name: string): Refusal {
    this.#judge.complain('missingParameter', name);
    return badParameter(name, 'is required');
  }

  #bad(name: string, reason: string): Refusal {
    this.#judge.complain('badParameter', `${name} ${reason}`);
    return badParameter(name, reason);
  }
}

function readBody(request: SimRequest, { complain }: Judge): InputProperties {
  const text = request.body.toString('utf8').replace(/^\uFEFF/, '');
  if (text.trim() === '') return {};
  const type = request.headers['content-type'];
  if (type === undefined) {
    complain('missingContentType', 'a body');
    throw new Refusal(415);
  }
  const read = readerFor(type);
  if (!read) {
    complain('malformedBody', 'media type of the body');
    throw new Refusal(415);
  }
  const properties = read(text);
  if (!properties) {
    complain('malformedBody', 'the body does not parse');
    throw new Refusal(400, { subcode: 'DeserializationFailure' });
  }
  return properties;
}
