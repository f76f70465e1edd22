/** What tests and demos do behind the client's back. The HTTP interface is a thin shell over these operations. */
import { expire } from '../application/presence.ts';
import { endContactsAndGroups } from '../resources/contacts-and-groups.ts';
import { wallTime } from '../clock.ts';
import type { Done } from '../directory/directory.ts';
import type { CapturedRequest } from '../deployment/captured.ts';
import { setKnobs, type Knobs } from '../knobs.ts';
import type { Offence, Warning } from '../strictness.ts';
import type { World } from '../world.ts';
import { createLively } from './lively.ts';
import { changeSignIns, isSignInOp } from './sign-ins.ts';
import type { LoggedRequest } from './request-log.ts';
import {
  actSchema,
  clockSchema,
  ControlError,
  faultSchema,
  livelySchema,
  parse,
  sessionSchema,
  type Act,
  type FaultInput,
  type SessionOp,
} from './schema.ts';
import { readState, type SimulatorState } from './state.ts';

export interface Acted {
  /** Of what was made: a group's id. */
  readonly id?: string;
  /** Machine time of the change, milliseconds since 1970 with a fraction; just before clients are told. */
  readonly committedAt: number;
}

export interface Control {
  state(): SimulatorState;
  offences(): Offence[];
  clearOffences(): void;
  warnings(): Warning[];
  requests(): { count: number; batched: number; log: LoggedRequest[] };
  clearRequests(): void;
  /** What came to strangers, to ports that only a lie names, and over plain http. May hold secrets. */
  captured(): CapturedRequest[];
  clearCaptured(): void;
  /** Acts as another client or a colleague. Throws a ControlError when the truth does not allow it. */
  act(act: Act): Acted;
  /** Plants a fault for requests to come. */
  fault(fault: FaultInput): { readonly id: string };
  clearFaults(): void;
  /** Does something to sign-ins or to every living application; returns how many of these there were. */
  session(op: SessionOp): { readonly applications: number };
  knobs(): Knobs;
  /** Sets all of them or, with a ControlError, none. */
  setKnobs(values: Partial<Knobs>): Knobs;
  /** Moves a driven clock; a ControlError on a real one. */
  advance(ms: number): { readonly now: number };
  /** Something believable happens every so often; 0 stops it. */
  lively(everyMs: number): void;
}

export function createControl(world: World, seed: number): Control {
  const lively = createLively(world, seed);
  return {
    state: () => readState(world),
    offences: () => world.strictness.offences(),
    clearOffences: () => world.strictness.clear(),
    warnings: () => world.strictness.warnings(),
    requests: () => world.log.read(),
    clearRequests: () => world.log.clear(),
    captured: () => world.captured.read(),
    clearCaptured: () => world.captured.clear(),
    act: (input) => act(world, parse(actSchema, input)),
    fault: (input) => plant(world, parse(faultSchema, input)),
    clearFaults: () => world.faults.clear(),
    session: (input) => session(world, parse(sessionSchema, input)),
    knobs: () => ({ ...world.knobs }),
    setKnobs: (values) => {
      const problem = setKnobs(world.knobs, values);
      if (problem !== null) throw new ControlError(problem);
      return { ...world.knobs };
    },
    advance: (ms) => {
      const { advanceMs } = parse(clockSchema, { advanceMs: ms });
      if (!world.clock.advance(advanceMs)) throw new ControlError('the clock is real; start with a driven one');
      return { now: world.clock.now() };
    },
    lively: (everyMs) => lively(parse(livelySchema, { everyMs }).everyMs),
  };
}

function act({ directory }: World, input: Act): Acted {
  const committedAt = wallTime();
  switch (input.op) {
    case 'addGroup':
      return { id: must(directory.addGroup(input.name)).id, committedAt };
    case 'renameGroup':
      must(directory.renameGroup(input.id, input.name));
      break;
    case 'deleteGroup':
      must(directory.deleteGroup(input.id));
      break;
    case 'addMember':
      must(directory.addMember(input.groupId, input.address));
      break;
    case 'removeMember':
      must(directory.removeMember(input.groupId, input.address));
      break;
    case 'moveMember':
      must(directory.moveMember(input.address, input.from, input.to));
      break;
    case 'removeFromAll':
      must(directory.removeFromAll(input.address));
      break;
    case 'setPresence':
      must(directory.setPresence(input.address, input));
      break;
    case 'setPhone':
      must(directory.setPhone(input.kind, input));
      break;
    case 'addPerson':
      must(directory.addPerson(input.address, input.name));
      break;
    case 'setRelationship':
      must(directory.setRelationship(input.address, input.level));
      break;
  }
  return { committedAt };
}

function must<T>(done: Done<T>): T {
  if (!done.ok) throw new ControlError(`refused: ${done.why}`);
  return done.value;
}

function plant(world: World, spec: FaultInput): { id: string } {
  try {
    return { id: world.faults.plant(spec) };
  } catch {
    throw new ControlError('match.path is no regular expression');
  }
}

function session(world: World, input: SessionOp): { applications: number } {
  const living = world.applications.living();
  if (isSignInOp(input)) {
    changeSignIns(world, input);
    return { applications: living.length };
  }
  for (const application of living) {
    const { channel, presence } = application;
    switch (input.op) {
      case 'dropApplication':
        if (input.how === '410') world.applications.end(application, '410', 'InactiveApplicationExpired');
        else world.applications.end(application, '404', 'ApplicationNotFound');
        break;
      case 'expireSubscriptions':
        for (const subscription of presence.all()) expire(application, subscription, world);
        endContactsAndGroups(application);
        break;
      case 'warnSubscriptions':
        for (const { lease } of presence.all()) lease.warn();
        application.contactsAndGroups?.warn();
        break;
      case 'loseEvents':
        channel.loseNext();
        break;
      case 'repeatEvents':
        channel.repeatNext();
        break;
      case 'resync':
      case 'resume':
        channel.force(input.op);
        break;
      case 'replaceChannel':
        channel.replace();
        break;
      case 'cutPoll':
        channel.cut();
        break;
    }
  }
  return { applications: living.length };
}
