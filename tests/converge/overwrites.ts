/**
 * Numbers that another client sets: a wish from before that goes out long after must not write over them unseen
 * (PROTOCOL 9.4). Between reading and writing there is always a moment in which it may.
 */
import type { HttpRequest } from '../../main/core/ports.ts';
import type { PhoneKind } from '../../main/core/store/state.ts';

/** The longest that a request of the weather takes, and the app's own reading before it (ms). */
const MOMENT_MS = 150_000;

interface Change {
  readonly at: number;
  readonly number: string;
}

/** Watches one run. Times: true ones (ms). */
export class Overwrites {
  readonly wrong: string[] = [];
  readonly #wishes = new Map<PhoneKind, (Change & { readonly shown: string })[]>();
  readonly #foreign = new Map<PhoneKind, Change>();

  /** The user wants a number, or wants one again that failed, and is shown `shown` at that. */
  wished(kind: PhoneKind, number: string, shown: string, at: number): void {
    this.#wishes.set(kind, [...(this.#wishes.get(kind) ?? []), { at, number, shown }]);
  }

  /** Another client set it. */
  changed(kind: PhoneKind, number: string, at: number): void {
    this.#foreign.set(kind, { at, number });
  }

  /** The app sends something. */
  sent({ method, url, body }: HttpRequest, at: number): void {
    const kind = /\/phones\/([a-z]+)\/changeNumber/i.exec(url)?.[1] as PhoneKind | undefined;
    if (method !== 'POST' || kind === undefined) return;
    const { number = '' } = JSON.parse(body ?? '{}') as { number?: string };
    const wish = (this.#wishes.get(kind) ?? []).findLast((one) => one.number.trim() === number);
    const foreign = this.#foreign.get(kind);
    if (!wish || !foreign || foreign.number === wish.shown) return;
    if (wish.at < foreign.at && at - foreign.at > MOMENT_MS) {
      this.wrong.push(`${kind} ${foreign.number} of another client was written over by ${number}`);
    }
  }
}
