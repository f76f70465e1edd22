/** All applications, the living ones and what is remembered of the dead. */
import { randomInt } from 'node:crypto';
import { Refusal, applicationNotFound } from '../http/refusal.ts';
import { Application, type ApplicationIdentity, type EndCause, type Surroundings } from './application.ts';

/** What is left of an application. */
interface Grave {
  readonly endedAt: number;
  /** 410 turns into 404 after a while; 404 stays. */
  readonly how: '404' | '410';
  readonly subcode: string;
  /** Machine time at which the client certainly knew, or null. */
  knownAt: number | null;
  readonly deletedByClient: boolean;
}

/** A server that runs for weeks remembers so many ended applications, and all that ended so lately (ms). */
const REMEMBERED = 50;
const REMEMBERED_MS = 24 * 3_600_000;

export class Applications {
  readonly #living = new Map<string, Application>();
  readonly #graves = new Map<string, Grave>();
  readonly #surroundings: Surroundings;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  living(): Application[] {
    return [...this.#living.values()];
  }

  get(id: string): Application | undefined {
    return this.#living.get(id);
  }

  /** The living application of the same identity, or a new one. Throws 410 TooManyApplications (GAPS 68). */
  open(identity: ApplicationIdentity, origin: string): { readonly application: Application; readonly isNew: boolean } {
    const same = this.living().find((application) => sameIdentity(application.identity, identity));
    if (same) return { application: same, isNew: false };
    const { knobs } = this.#surroundings;
    if (this.#living.size >= knobs.applicationLimit) {
      const oldest = this.living()[0];
      if (!knobs.applicationLimitKillsOldest || !oldest) throw new Refusal(410, { subcode: 'TooManyApplications' });
      this.end(oldest, '410', 'TooManyApplications');
    }
    const application: Application = new Application(
      this.#newId(),
      identity,
      origin,
      this.#surroundings,
      (cause: EndCause) => this.#expire(application, cause),
    );
    this.#living.set(application.id, application);
    return { application, isNew: true };
  }

  /** Ends an application; later requests to it are answered with `how`. */
  end(application: Application, how: '404' | '410', subcode: string, deletedByClient = false): void {
    if (!this.#living.delete(application.id)) return;
    this.#forgetOld();
    this.#graves.set(application.id, {
      endedAt: this.#surroundings.clock.now(),
      how,
      subcode,
      knownAt: null,
      deletedByClient,
    });
    application.close(this.refusalFor(application.id));
  }

  endAll(): void {
    for (const application of this.living()) this.end(application, '404', 'ApplicationNotFound');
  }

  /** What a request to a dead or unknown application is told. */
  refusalFor(id: string): Refusal {
    const grave = this.#graves.get(id);
    const age = grave ? this.#surroundings.clock.now() - grave.endedAt : Infinity;
    const { tombstoneSeconds } = this.#surroundings.knobs;
    if (!grave || grave.how === '404' || age > tombstoneSeconds * 1000) return applicationNotFound();
    return new Refusal(410, { subcode: grave.subcode });
  }

  /** The client has been told, or has itself asked for it. */
  markKnown(id: string): void {
    const grave = this.#graves.get(id);
    if (grave) grave.knownAt ??= this.#surroundings.wall();
  }

  /** True when the client knew well before it sent this request that the application was gone. */
  knewBefore(id: string, sentAt: number): { readonly knew: boolean; readonly deletedByClient: boolean } {
    const grave = this.#graves.get(id);
    const knownAt = grave?.knownAt ?? Infinity;
    const knew = sentAt - knownAt > this.#surroundings.knobs.lateRequestMs;
    return { knew, deletedByClient: grave?.deletedByClient ?? false };
  }

  isKnown(id: string): boolean {
    return this.#living.has(id) || this.#graves.has(id);
  }

  #forgetOld(): void {
    const { clock, knobs } = this.#surroundings;
    const kept = Math.max(REMEMBERED_MS, knobs.tombstoneSeconds * 1000);
    for (const [id, { endedAt }] of this.#graves) {
      if (this.#graves.size <= REMEMBERED || clock.now() - endedAt <= kept) return;
      this.#graves.delete(id);
      this.#overflowed.delete(id);
    }
  }

  #expire(application: Application, cause: EndCause): void {
    if (cause === 'overflow') this.#overflow(application);
    else this.end(application, '410', 'InactiveApplicationExpired');
  }

  /** 403 MaxEventCountReached once, then it is gone (GAPS 34). */
  #overflow(application: Application): void {
    this.end(application, '404', 'ApplicationNotFound');
    this.#overflowed.add(application.id);
  }

  readonly #overflowed = new Set<string>();

  /** The 403 that the first poll after an overflow gets, once. */
  takeOverflow(id: string): Refusal | null {
    return this.#overflowed.delete(id) ? new Refusal(403, { subcode: 'MaxEventCountReached' }) : null;
  }

  #newId(): string {
    for (;;) {
      const id = `10${randomInt(1_000_000_000, 9_999_999_999)}`;
      if (!this.isKnown(id)) return id;
    }
  }
}

function sameIdentity(a: ApplicationIdentity, b: ApplicationIdentity): boolean {
  return (
    a.culture === b.culture &&
    a.endpointId === b.endpointId &&
    a.userAgent === b.userAgent &&
    a.type === b.type &&
    a.instanceId === b.instanceId
  );
}
