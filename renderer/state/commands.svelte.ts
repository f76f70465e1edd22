/** Runs commands and keeps what went wrong, and what may be undone, until the user has seen it. */
import type { RollcallApi } from '../../preload/contract/channels.ts';
import type { CommandName, Commands } from '../../preload/contract/commands.ts';
import type { Envelope, UserError } from '../../preload/contract/errors.ts';
import { waitFor, type TimeSource, type Wait } from './time.svelte.ts';

/** How long an offer to undo stays, in milliseconds; the time that somebody is at it does not count. */
const UNDO_MS = 12_000;

export interface Problem {
  id: number;
  error: UserError;
}

export interface UndoOffer {
  /** What was done, in the language of the moment. */
  words: () => string;
  /** Null: it cannot be taken back, and the words say why. */
  undo: (() => void) | null;
}

export class CommandRunner {
  /** Errors of commands that no row shows, oldest first. */
  problems = $state.raw<readonly Problem[]>([]);
  /** What was just done and can be taken back, or null. */
  offer = $state.raw<UndoOffer | null>(null);

  readonly #api: RollcallApi;
  readonly #time: TimeSource;
  #nextId = 1;
  #offerEnds: Wait | null = null;
  /** Somebody is at the offer: it does not go by itself (WCAG 2.2.1). */
  #offerHeld = false;

  constructor(api: RollcallApi, time: TimeSource) {
    this.#api = api;
    this.#time = time;
  }

  /** Runs a command; an error is shown to the user, and answered too. */
  async run<C extends CommandName>(name: C, input: Commands[C]['input']): Promise<Envelope<Commands[C]['output']>> {
    const answer = await this.ask(name, input);
    if (!answer.ok) this.report(answer.error);
    return answer;
  }

  /** Runs a command whose caller shows the error itself. */
  ask<C extends CommandName>(name: C, input: Commands[C]['input']): Promise<Envelope<Commands[C]['output']>> {
    // Reactive proxies cannot cross the border; a snapshot is plain.
    const plain: unknown = $state.snapshot(input);
    return this.#api.invoke[name](plain as Commands[C]['input']);
  }

  /** Shows an error; one that is on show already is not shown twice. */
  report(error: UserError): void {
    const alike = (one: Problem) => one.error.code === error.code && one.error.message === error.message;
    if (this.problems.some(alike)) return;
    this.problems = [...this.problems, { id: this.#nextId++, error }];
  }

  dismiss(id: number): void {
    this.problems = this.problems.filter((one) => one.id !== id);
  }

  /** Offers to take something back, for a while; `undo` null: says that this cannot be done. */
  offerUndo(words: UndoOffer['words'], undo: UndoOffer['undo']): void {
    this.#offerEnds?.stop();
    this.offer = { words, undo };
    this.#offerEnds = waitFor(this.#time, UNDO_MS, () => (this.offer = null));
    if (this.#offerHeld) this.#offerEnds.hold();
  }

  /** While held, the time of the offer stands still; afterwards it runs on. */
  holdOffer(held: boolean): void {
    this.#offerHeld = held;
    if (held) this.#offerEnds?.hold();
    else this.#offerEnds?.goOn();
  }

  /** Takes the offer, or lets it go. */
  closeOffer(take: boolean): void {
    this.#offerEnds?.stop();
    const offer = this.offer;
    this.offer = null;
    if (take) offer?.undo?.();
  }
}
