/** Everything that a request can touch. Made once in index.ts, passed down, never global. */
import type { Applications } from './application/registry.ts';
import type { Tickets } from './auth/tickets.ts';
import type { Clock } from './clock.ts';
import type { Faults } from './control/faults.ts';
import type { RequestLog } from './control/request-log.ts';
import type { Directory } from './directory/directory.ts';
import type { Knobs } from './knobs.ts';
import type { Strictness } from './strictness.ts';

export interface World {
  readonly options: { readonly address: string; readonly password: string; readonly domain: string };
  readonly hosts: { readonly discovery: string; readonly discoveryInternal: string; readonly pool: string };
  /** The front end that answers, as X-MS-Server-Fqdn names it. */
  readonly serverFqdn: string;
  readonly clock: Clock;
  readonly knobs: Knobs;
  readonly directory: Directory;
  readonly applications: Applications;
  readonly tickets: Tickets;
  readonly strictness: Strictness;
  readonly faults: Faults;
  readonly log: RequestLog;
}
