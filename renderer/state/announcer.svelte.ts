/** What a screen reader is told without being asked: changes by others, long work, the connection coming and going. */
import type { Job } from '../../preload/contract/jobs.ts';
import type { Connection, HistoryEntry, Patch } from '../../preload/contract/state.ts';
import { t } from '../i18n/index.ts';

export class Announcer {
  /** The words in the polite live region. */
  words = $state('');
  #phase: Connection['phase'] | null = null;
  #jobs = new Map<string, Job['status']>();

  /** Says something; the same words twice are said twice. */
  say(words: string): void {
    this.words = words === this.words ? `${words}\u00a0` : words;
  }

  /** One sentence for a patch, however many changes it brings. */
  hear(patch: Patch): void {
    const changes: HistoryEntry[] = [];
    for (const op of patch.ops) {
      if (op[0] === 'put' && op[1] === 'history' && op[3].by === 'other') changes.push(op[3]);
      if (op[0] === 'set' && op[1] === 'connection') this.#hearPhase(op[2].phase);
      if (op[0] === 'set' && op[1] === 'jobs') this.#hearJobs(op[2]);
    }
    const [first, ...rest] = changes;
    if (first !== undefined)
      this.words = rest.length === 0 ? t.history.words(first) : t.announce.changes(changes.length);
  }

  /** A job is heard of when it starts and when it ends; how far it is can be read, but is not called out. */
  #hearJobs(jobs: readonly Job[]): void {
    const over = ({ status }: Pick<Job, 'status'>) => status === 'done' || status === 'cancelled';
    for (const job of jobs) {
      const before = this.#jobs.get(job.id);
      // One that is on its way when it is first heard of was there before this window.
      const begins = before === undefined && !over(job) && job.done + job.failed === 0;
      const ends = before !== undefined && over(job) && !over({ status: before });
      if (begins || ends) this.say(t.jobs.told(job));
    }
    this.#jobs = new Map(jobs.map(({ id, status }) => [id, status]));
  }

  #hearPhase(phase: Connection['phase']): void {
    if (phase === this.#phase) return;
    if (phase === 'degraded') this.words = t.session.lost;
    else if (phase === 'live' && this.#phase === 'degraded') this.words = t.session.live;
    this.#phase = phase;
  }
}
