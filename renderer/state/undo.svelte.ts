/**
 * Takes back what the user did in this window, the latest first, by the history that main keeps. Losing the list of it
 * with the window does no harm: the history is shown in its own view.
 */
import type { HistoryEntry, UndoState } from '../../preload/contract/history.ts';
import type { Edit } from '../../preload/contract/state.ts';
import { t } from '../i18n/index.ts';
import type { Announcer } from './announcer.svelte.ts';
import type { CommandRunner } from './commands.svelte.ts';
import type { Mirror } from './mirror.svelte.ts';

/** How many deeds are remembered. */
const MOST = 50;

interface Deed {
  editId: string;
  words: () => string;
  /** Its edit was in the table: when that has left, the history knows it. */
  seen: boolean;
}

/** How an edit can be taken back: not known yet, by giving it up, by its history entry, or not and why. */
type Standing =
  | { how: 'soon' | 'discard' | 'failed' }
  | { how: 'undo'; entryId: string }
  | { how: 'impossible'; why: Exclude<UndoState, 'possible'> };

/** How an edit stands now. */
function standingOf(deed: Deed, edit: Edit | undefined, entries: readonly HistoryEntry[]): Standing {
  if (edit?.status === 'failed') return { how: 'failed' };
  if (edit?.status === 'waiting' && entries.length === 0) return { how: 'discard' };
  if (edit !== undefined) return { how: 'soon' };
  const possible = entries.find((entry) => entry.undo === 'possible');
  if (possible !== undefined) return { how: 'undo', entryId: possible.id };
  const [first] = entries;
  if (first === undefined) return deed.seen ? { how: 'impossible', why: 'unknown' } : { how: 'soon' };
  return first.undo === 'possible' ? { how: 'soon' } : { how: 'impossible', why: first.undo };
}

export class Undo {
  readonly #mirror: Mirror;
  readonly #commands: CommandRunner;
  readonly #announcer: Announcer;
  /** Oldest first. */
  #deeds: Deed[] = [];
  /** What is to be taken back as soon as the server has settled it. */
  #wanted = new Set<Deed>();
  /** The deed whose offer is on show, if it still is. */
  #offered: Deed | null = null;

  constructor(mirror: Mirror, commands: CommandRunner, announcer: Announcer) {
    this.#mirror = mirror;
    this.#commands = commands;
    this.#announcer = announcer;
  }

  /**
   * Remembers what was done by an edit. `words` say it in the language of the moment, such as "Sales
   * deleted"; `offer` shows them with a button.
   */
  did(editId: string, words: () => string, offer: boolean): void {
    const deed = { editId, words, seen: this.#mirror.edits.has(editId) };
    this.#deeds = [...this.#deeds, deed].slice(-MOST);
    if (!offer) return;
    this.#offered = deed;
    this.#commands.offerUndo(words, () => this.#take(deed));
    // The history may have told of it before the command answered.
    this.look();
  }

  /** Takes back the latest that can be; says so where there is nothing. */
  latest(): void {
    for (let deed = this.#deeds.at(-1); deed !== undefined; deed = this.#deeds.at(-1)) {
      if (this.#standing(deed).how === 'failed') {
        this.#forget(deed);
        continue;
      }
      if (this.#offered === deed) this.#commands.closeOffer(false);
      this.#take(deed);
      return;
    }
    this.#announcer.say(t.undo.nothing);
  }

  /** Called after each patch: what was settled by it is taken back where that was wanted, or its offer corrected. */
  look(): void {
    for (const deed of [...this.#deeds, ...this.#wanted]) deed.seen ||= this.#mirror.edits.has(deed.editId);
    for (const deed of this.#wanted) if (this.#standing(deed).how !== 'soon') this.#take(deed);
    if (this.#offered === null || this.#commands.offer?.words !== this.#offered.words) return;
    const standing = this.#standing(this.#offered);
    if (standing.how === 'failed') this.#commands.closeOffer(false);
    else if (standing.how === 'impossible') this.#refuse(this.#offered, standing.why);
  }

  #take(deed: Deed): void {
    const standing = this.#standing(deed);
    this.#forget(deed);
    if (standing.how === 'soon') {
      this.#wanted.add(deed);
      this.#announcer.say(t.undo.soon);
    } else if (standing.how === 'impossible') this.#refuse(deed, standing.why);
    else if (standing.how === 'discard') this.#carryOut(deed, this.#commands.run('edits.discard', { id: deed.editId }));
    else if (standing.how === 'undo')
      this.#carryOut(deed, this.#commands.run('history.undo', { id: standing.entryId }));
  }

  #carryOut({ words }: Deed, running: Promise<{ ok: boolean }>): void {
    void running.then(({ ok }) => ok && this.#announcer.say(t.undo.undone(words())));
  }

  /** Says that it cannot be taken back, and why. */
  #refuse(deed: Deed, why: Exclude<UndoState, 'possible'>): void {
    this.#forget(deed);
    this.#commands.offerUndo(() => `${deed.words()}. ${t.undo.why[why]}`, null);
  }

  #forget(deed: Deed): void {
    this.#deeds = this.#deeds.filter((one) => one !== deed);
    this.#wanted.delete(deed);
    if (this.#offered === deed) this.#offered = null;
  }

  #standing(deed: Deed): Standing {
    const entries = [...this.#mirror.history.values()].filter((entry) => entry.editId === deed.editId);
    return standingOf(deed, this.#mirror.edits.get(deed.editId), entries);
  }
}
