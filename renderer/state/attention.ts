/** Tells main which groups the user looks at, so that no notification tells what is seen. */
import type { RollcallApi } from '../../preload/contract/channels.ts';
import type { TimeSource } from './time.svelte.ts';

/** Main believes it twice as long; so it is said again (ms). */
const AGAIN_MS = 30_000;

export class Attention {
  readonly #api: RollcallApi;
  readonly #time: TimeSource;
  #groupIds: readonly string[] = [];
  #said: readonly string[] = [];
  #stopRepeating: (() => void) | null = null;

  constructor(api: RollcallApi, time: TimeSource) {
    this.#api = api;
    this.#time = time;
  }

  /** From now on the view shows the people of these groups. */
  show(groupIds: readonly string[]): void {
    this.#groupIds = groupIds;
    this.#look();
  }

  /** Follows the window's focus. Returns a function that stops, after which the user looks at nothing. */
  start(): () => void {
    const look = () => this.#look();
    window.addEventListener('focus', look);
    window.addEventListener('blur', look);
    look();
    return () => {
      window.removeEventListener('focus', look);
      window.removeEventListener('blur', look);
      this.show([]);
    };
  }

  #look(): void {
    const seen = document.hasFocus() ? this.#groupIds : [];
    if (seen.join('\n') === this.#said.join('\n')) return;
    this.#said = seen;
    this.#say();
    this.#stopRepeating?.();
    this.#stopRepeating = seen.length === 0 ? null : this.#time.every(AGAIN_MS, () => this.#say());
  }

  #say(): void {
    void this.#api.invoke['window.shows']({ groupIds: [...this.#said] });
  }
}
