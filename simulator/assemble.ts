/** Puts the world together from options and a clock; who listens for requests is another matter. */
import { followGroup } from './application/presence.ts';
import { Applications } from './application/registry.ts';
import { tellChange } from './application/tell.ts';
import { Account } from './auth/account.ts';
import { Tickets } from './auth/tickets.ts';
import type { Clock } from './clock.ts';
import { Faults } from './control/faults.ts';
import { RequestLog } from './control/request-log.ts';
import { Captured } from './deployment/captured.ts';
import { Home } from './deployment/home.ts';
import { strangerNames } from './deployment/lies.ts';
import { Topology } from './deployment/topology.ts';
import { createCompany } from './directory/company.ts';
import { Directory } from './directory/directory.ts';
import { Hops } from './discovery/hops.ts';
import { OpenIdProvider } from './openid/provider.ts';
import type { CompleteOptions } from './options.ts';
import { PassiveSessions } from './passive/sessions.ts';
import { Strictness } from './strictness.ts';
import type { World } from './world.ts';

/** The world of these options. `wall`: the time by which the pace of requests is judged. */
export function assemble(options: CompleteOptions, clock: Clock, wall: () => number): World {
  const { people, groups, seed, domain, password, deployment, knobs } = options;
  const company = createCompany({ seed, people, groups, domain, now: clock.now() });
  const topology = new Topology(deployment, domain, strangerNames);
  const account = new Account(company.me.address, password);
  const strictness = new Strictness();
  const world: World = {
    options: { domain },
    topology,
    account,
    home: new Home(),
    serverFqdn: `fe1.${domain}`,
    clock,
    wall,
    knobs,
    directory: new Directory(company, knobs, () => clock.now()),
    applications: new Applications({ clock, wall, knobs, strictness }),
    tickets: new Tickets(clock),
    passive: new PassiveSessions(clock, knobs),
    openId: new OpenIdProvider({ clock, knobs, topology, account, domain }),
    hops: new Hops(knobs, strictness),
    strictness,
    faults: new Faults(),
    log: new RequestLog(),
    captured: new Captured(),
  };
  world.directory.listen((change) => {
    for (const application of world.applications.living()) {
      tellChange(application, change, world);
      followGroup(application, change, world);
    }
  });
  return world;
}
