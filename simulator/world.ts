/** Everything that a request can touch. Made once in assemble.ts, passed down, never global. */
import type { Applications } from './application/registry.ts';
import type { Account } from './auth/account.ts';
import type { Tickets } from './auth/tickets.ts';
import type { Clock } from './clock.ts';
import type { Faults } from './control/faults.ts';
import type { RequestLog } from './control/request-log.ts';
import type { Captured } from './deployment/captured.ts';
import type { Home } from './deployment/home.ts';
import type { Topology } from './deployment/topology.ts';
import type { Directory } from './directory/directory.ts';
import type { Hops } from './discovery/hops.ts';
import type { Knobs } from './knobs.ts';
import type { OpenIdProvider } from './openid/provider.ts';
import type { PassiveSessions } from './passive/sessions.ts';
import type { Strictness } from './strictness.ts';

export interface World {
  readonly options: { readonly domain: string };
  readonly topology: Topology;
  readonly account: Account;
  /** Where the user lives. */
  readonly home: Home;
  /** The front end that answers, as X-MS-Server-Fqdn names it. */
  readonly serverFqdn: string;
  readonly clock: Clock;
  /** Milliseconds since 1970 by which the pace of requests is judged: the machine's, unless nothing runs on it. */
  readonly wall: () => number;
  readonly knobs: Knobs;
  readonly directory: Directory;
  readonly applications: Applications;
  readonly tickets: Tickets;
  readonly passive: PassiveSessions;
  readonly openId: OpenIdProvider;
  readonly hops: Hops;
  readonly strictness: Strictness;
  readonly faults: Faults;
  readonly log: RequestLog;
  readonly captured: Captured;
}
