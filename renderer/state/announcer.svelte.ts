/** What a screen reader is told without being asked: changes by others, and the connection coming and going. */
import type { Connection, HistoryEntry, Patch } from '../../preload/contract/state.ts';
import { t } from '../i18n/index.ts';

export class Announcer {
  /** The words in the polite live region. */
  words = $state('');
  #phase: Connection['phase'] | null = null;

  /** One sentence for a patch, however many changes it brings. */
  hear(patch: Patch): void {
    const changes: HistoryEntry[] = [];
    for (const op of patch.ops) {
      if (op[0] === 'put' && op[1] === 'history' && op[3].by === 'other') changes.push(op[3]);
      if (op[0] === 'set' && op[1] === 'connection') this.#hearPhase(op[2].phase);
    }
    const [first, ...rest] = changes;
    if (first !== undefined)
      this.words = rest.length === 0 ? t.history.words(first) : t.announce.changes(changes.length);
  }

  #hearPhase(phase: Connection['phase']): void {
    if (phase === this.#phase) return;
    if (phase === 'degraded') this.words = t.session.lost;
    else if (phase === 'live' && this.#phase === 'degraded') this.words = t.session.live;
    this.#phase = phase;
  }
}
