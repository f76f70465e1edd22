/** What a screen reader is told without being asked: changes by others, long work, the connection coming and going. */
import type { HistoryEntry } from '../../preload/contract/history.ts';
import type { Job } from '../../preload/contract/jobs.ts';
import type { Connection, Patch } from '../../preload/contract/state.ts';
import { t } from '../i18n/index.ts';
import type { TimeSource } from './time.svelte.ts';

/** After a change by others was told, those of this time, in milliseconds, are told together. */
const QUIET_MS = 5000;

export class Announcer {
  /** The words in the polite live region. */
  words = $state('');
  /** What was said last of the connection is that it is lost. */
  #lost = false;
  #jobs = new Map<string, Job['status']>();
  /** Changes by others that wait until it was quiet for long enough; null: the next can be told at once. */
  #untold: HistoryEntry[] | null = null;
  readonly #time: TimeSource;

  constructor(time: TimeSource) {
    this.#time = time;
  }

  /** Says something; the same words twice are said twice. */
  say(words: string): void {
    this.words = words === this.words ? `${words}\u00a0` : words;
  }

  /** One sentence for a patch, however many changes it brings, and in a storm of patches one now and then. */
  hear(patch: Patch): void {
    const changes: HistoryEntry[] = [];
    for (const op of patch.ops) {
      if (op[0] === 'put' && op[1] === 'history' && op[3].by === 'other') changes.push(op[3]);
      if (op[0] === 'set' && op[1] === 'connection') this.#hearPhase(op[2].phase);
      if (op[0] === 'set' && op[1] === 'jobs') this.#hearJobs(op[2]);
    }
    if (this.#untold === null) this.#tell(changes);
    else this.#untold.push(...changes);
  }

  #tell(changes: readonly HistoryEntry[]): void {
    this.#untold = null;
    const [first, ...rest] = changes;
    if (first === undefined) return;
    this.say(rest.length === 0 ? t.history.words(first) : t.announce.changes(changes.length));
    this.#untold = [];
    this.#time.after(QUIET_MS, () => this.#tell(this.#untold ?? []));
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

  /** On the way back there may be a sign-in, with the form or without it; after a sign-out there is no connection to miss. */
  #hearPhase(phase: Connection['phase']): void {
    if (phase === 'degraded' && !this.#lost) {
      this.words = t.session.lost;
      this.#lost = true;
    } else if (phase === 'live' || phase === 'signedOut') {
      if (this.#lost) this.words = phase === 'live' ? t.session.live : '';
      this.#lost = false;
    }
  }
}
