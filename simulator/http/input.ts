/** The parameters of one operation: query and body together, names without regard to case (PROTOCOL 5.4, GAPS 86). */
import { badParameter, Refusal } from './refusal.ts';
import { readerFor } from './media.ts';
import type { InputProperties } from './medium.ts';
import type { SimRequest } from './message.ts';

/** What a client did wrong, for the count of offences. */
export type Complaint = (rule: 'missingParameter' | 'badParameter' | 'malformedBody', detail: string) => void;

export interface Limits {
  readonly min: number;
  readonly max: number;
}

export class Input {
  readonly #values = new Map<string, unknown>();
  /** The names that came in the body, lower case. */
  readonly #inBody = new Set<string>();
  readonly #complain: Complaint;
  readonly #clamp: boolean;

  constructor(request: SimRequest, complain: Complaint, clamp: boolean) {
    this.#complain = complain;
    this.#clamp = clamp;
    for (const [name, value] of request.query) this.#values.set(name, value);
    // Links, embedded resources and the rel in input are ignored; the body wins over the query (GAPS 4).
    for (const [name, value] of Object.entries(readBody(request, complain))) {
      if (name === '_links' || name === '_embedded') continue;
      this.#values.set(name.toLowerCase(), value);
      this.#inBody.add(name.toLowerCase());
    }
  }

  has(name: string): boolean {
    return this.#values.has(name.toLowerCase());
  }

  hasInBody(name: string): boolean {
    return this.#inBody.has(name.toLowerCase());
  }

  raw(name: string): unknown {
    return this.#values.get(name.toLowerCase());
  }

  /** A text, or null when absent. */
  text(name: string, maxLength?: number): string | null {
    const value = this.raw(name);
    if (value === undefined || value === null) return null;
    if (typeof value !== 'string' && typeof value !== 'number') throw this.#bad(name, 'must be a text');
    const text = String(value);
    if (maxLength !== undefined && text.length > maxLength) throw this.#bad(name, `is longer than ${maxLength}`);
    return text;
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

  /** A list of texts that must be there; one text counts as a list of one. */
  requiredList(name: string): string[] {
    const value = this.raw(name);
    if (value === undefined || value === null) throw this.#missing(name);
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
    this.#complain('missingParameter', name);
    return badParameter(name, 'is required');
  }

  #bad(name: string, reason: string): Refusal {
    this.#complain('badParameter', `${name} ${reason}`);
    return badParameter(name, reason);
  }
}

function readBody(request: SimRequest, complain: Complaint): InputProperties {
  const text = request.body.toString('utf8').replace(/^\uFEFF/, '');
  if (text.trim() === '') return {};
  const read = readerFor(request.headers['content-type']);
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
