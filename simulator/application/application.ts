/** One application: a client's session on the server, with everything that dies with it (PROTOCOL 4). */
import type { Cancel, Clock } from '../clock.ts';
import { EventChannel } from '../channel/channel.ts';
import type { Priority, SenderRel } from '../channel/queue.ts';
import type { Refusal } from '../http/refusal.ts';
import type { EventEntry } from '../http/resource.ts';
import type { Knobs } from '../knobs.ts';
import type { Strictness } from '../strictness.ts';
import { HandedOut } from './handed-out.ts';
import type { Lease } from './subscriptions.ts';
import { PresenceSubscriptions } from './subscriptions.ts';

export const APPLICATIONS_PATH = '/ucwa/oauth/v1/applications';

/** What the client said when it made the application. */
export interface ApplicationIdentity {
  readonly culture: string;
  readonly endpointId: string;
  readonly userAgent: string;
  readonly type: string | null;
  readonly instanceId: string | null;
}

export interface Surroundings {
  readonly clock: Clock;
  readonly wall: () => number;
  readonly knobs: Knobs;
  readonly strictness: Strictness;
}

export type EndCause = 'inactive' | 'overflow' | 'noActivity';

export class Application {
  readonly id: string;
  readonly identity: ApplicationIdentity;
  readonly channel: EventChannel;
  readonly handedOut = new HandedOut();
  readonly presence = new PresenceSubscriptions();
  /** `scheme://host:port` of the request that made it: what absolute hrefs begin with. */
  readonly origin: string;
  readonly path: string;
  /** The contacts-and-groups subscription, while it lasts. */
  contactsAndGroups: Lease | null = null;
  /** It was started but nobody has read its state since. */
  connecting = false;
  readonly #surroundings: Surroundings;
  readonly #onEnd: (cause: EndCause) => void;
  #available: { readonly modalities: readonly string[] } | null = null;
  #cancelActivity: Cancel = () => undefined;

  constructor(
    id: string,
    identity: ApplicationIdentity,
    origin: string,
    surroundings: Surroundings,
    onEnd: (cause: EndCause) => void,
  ) {
    this.id = id;
    this.identity = identity;
    this.origin = origin;
    this.path = `${APPLICATIONS_PATH}/${id}`;
    this.#surroundings = surroundings;
    this.#onEnd = onEnd;
    this.channel = new EventChannel({
      ...surroundings,
      href: (ack) => this.#eventOrigin + this.href(`/events?ack=${ack}`),
      dropTransientState: () => this.dropSubscriptions(),
      expire: onEnd,
      complain: (rule, detail) => surroundings.strictness.record(rule, detail),
    });
  }

  /** The href of something below the application; `below` begins with a slash, or is empty. */
  href(below: string): string {
    return this.path + below;
  }

  get available(): { readonly modalities: readonly string[] } | null {
    return this.#available;
  }

  makeAvailable(modalities: readonly string[]): void {
    this.#available = { modalities };
    this.reportActivity();
  }

  /** Restarts the clock that ends an application whose user seems to be gone (GAPS 70). */
  reportActivity(): void {
    this.#cancelActivity();
    const limit = this.#surroundings.knobs.inactivitySeconds * 1000;
    this.#cancelActivity = this.#surroundings.clock.after(limit, () => this.#onEnd('noActivity'));
  }

  /** Puts an event into the channel. */
  tell(sender: SenderRel, priority: Priority, entry: EventEntry): void {
    const origin = this.#eventOrigin;
    const href = origin + this.href(`/${sender}`);
    const since = this.#surroundings.clock.now();
    this.channel.push({ sender: { rel: sender, href }, entry: withOrigin(entry, origin), priority, since });
  }

  /** What hrefs in events begin with: nothing, or by the knob the origin with its port, even the usual one (GAPS 29). */
  get #eventOrigin(): string {
    if (!this.#surroundings.knobs.absoluteEventHrefs) return '';
    return /:\d+$/.test(this.origin) ? this.origin : `${this.origin}:443`;
  }

  /** Ends all subscriptions without a word (GAPS 19). */
  dropSubscriptions(): void {
    this.contactsAndGroups?.cancel();
    this.contactsAndGroups = null;
    for (const { id } of this.presence.all()) this.presence.remove(id);
  }

  close(refusal: Refusal): void {
    this.dropSubscriptions();
    this.#cancelActivity();
    this.channel.close(refusal);
  }
}

/** The same event with an origin before its hrefs. Embedded resources keep theirs. */
function withOrigin(entry: EventEntry, origin: string): EventEntry {
  const inside = entry.in;
  return {
    ...entry,
    link: { ...entry.link, href: origin + entry.link.href },
    ...(inside ? { in: { ...inside, href: origin + inside.href } } : {}),
  };
}
