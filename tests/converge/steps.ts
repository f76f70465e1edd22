/**
 * What can happen to app, user, server and network, as data: a run is a list of steps, so that it can be repeated and
 * cut down. Choices are numbers that are resolved when the step is taken, so that a step fits whatever went before.
 */
import type { PhoneKind, PreferredAvailability } from '../../main/core/store/state.ts';
import type { Random } from '../fuzz/random.ts';
import type { Answer, Weather } from './wire.ts';

/** A whole number that picks from whatever there is to pick from. */
export type Choice = number;

/** What another client of the same user, or a colleague, does. */
export type CompanyStep =
  | { readonly op: 'addGroup' | 'renameGroup'; readonly group: Choice; readonly name: string }
  | { readonly op: 'deleteGroup'; readonly group: Choice }
  | { readonly op: 'addMember' | 'removeMember'; readonly group: Choice; readonly person: Choice }
  | { readonly op: 'moveMember'; readonly person: Choice; readonly group: Choice; readonly to: Choice }
  | { readonly op: 'removeFromAll'; readonly person: Choice }
  | { readonly op: 'setPresence'; readonly person: Choice; readonly availability: string; readonly note: string }
  | { readonly op: 'setPhone'; readonly kind: PhoneKind; readonly number: string; readonly visible: boolean };

/** What the user of the app does. */
export type UserStep =
  | { readonly op: 'createGroup'; readonly name: string }
  | { readonly op: 'renameGroup'; readonly group: Choice; readonly name: string }
  | { readonly op: 'deleteGroup'; readonly group: Choice }
  | { readonly op: 'addContact' | 'removeContact'; readonly group: Choice; readonly person: Choice }
  | { readonly op: 'moveContact'; readonly person: Choice; readonly group: Choice; readonly to: Choice }
  | { readonly op: 'removeFromAll'; readonly person: Choice }
  | { readonly op: 'addMany' | 'removeMany'; readonly group: Choice; readonly people: Choice }
  | { readonly op: 'undo'; readonly entry: Choice }
  | { readonly op: 'setVisible'; readonly kind: PhoneKind; readonly visible: boolean }
  | { readonly op: 'setNumber'; readonly kind: PhoneKind; readonly number: string }
  | { readonly op: 'followContact' | 'unfollowContact'; readonly person: Choice }
  | { readonly op: 'followGroup' | 'unfollowGroup'; readonly group: Choice }
  | { readonly op: 'setAvailability'; readonly availability: PreferredAvailability | null }
  | { readonly op: 'setNote'; readonly message: string }
  | { readonly op: 'retryEdit' | 'discardEdit'; readonly edit: Choice }
  | { readonly op: 'refreshPhones' };

export type ServerStep =
  | { readonly op: 'dropApplication'; readonly how: '404' | '410' }
  | {
      readonly op:
        | 'expireTickets'
        | 'expireSubscriptions'
        | 'warnSubscriptions'
        | 'loseEvents'
        | 'repeatEvents'
        | 'resync'
        | 'resume'
        | 'cutPoll'
        | 'replaceChannel';
    }
  /** How much may be followed. */
  | { readonly op: 'limits'; readonly subscriptions: number; readonly contacts: number }
  /** The contact list is being moved to another store, or that is over. */
  | { readonly op: 'lockList'; readonly locked: boolean }
  /** Trouble inside the server: of one kind of resource, in batches as well. `performed`: done all the same. */
  | {
      readonly op: 'fault';
      readonly path: string;
      readonly skip: number;
      readonly times: number;
      readonly status: number;
      readonly performed: boolean;
    };

/** Goes on while the machine sleeps. */
export type Elsewhere =
  { readonly who: 'company'; readonly does: CompanyStep } | { readonly who: 'server'; readonly does: ServerStep };

/** For a while no name is found, or a portal answers whatever is asked. */
export interface Spell {
  readonly op: 'nameless' | 'portal';
  readonly ms: number;
}

export type MachineStep =
  | { readonly op: 'sleep'; readonly ms: number; readonly meanwhile: Elsewhere | null }
  | { readonly op: 'kill' | 'quit' }
  | { readonly op: 'cutPowerAtSave'; readonly skip: number; readonly written: boolean }
  | { readonly op: 'setClock'; readonly ms: number };

export type Step =
  | Elsewhere
  | { readonly who: 'user'; readonly does: UserStep }
  | { readonly who: 'network'; readonly does: Weather | { readonly op: 'offline'; readonly ms: number } | Spell }
  | { readonly who: 'machine'; readonly does: MachineStep }
  | { readonly who: 'time'; readonly ms: number };

const KINDS: readonly PhoneKind[] = ['work', 'mobile', 'home', 'other'];
/** Who is changed here and there at once is the more interesting, the fewer there are. */
const OFTEN: readonly PhoneKind[] = ['mobile', 'mobile', ...KINDS];
const AVAILABILITIES = ['Online', 'Busy', 'DoNotDisturb', 'BeRightBack', 'Away', 'Offline'];
const PREFERRED: readonly (PreferredAvailability | null)[] = ['Online', 'Busy', 'DoNotDisturb', 'Away', null];

const ucwa = (status: number, code: string, subcode?: string, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify({ code, ...(subcode === undefined ? {} : { subcode }), message: 'planted' }),
});
const html = (status: number): Answer => ({
  status,
  headers: { 'content-type': 'text/html' },
  body: '<html><head><title>Hotel Wi-Fi</title></head><body>Please pay</body></html>',
});
/** What a captive portal answers, whatever was asked. */
export const PORTAL: Answer = html(200);
/** Answers that somebody on the way may give, whatever was asked. */
const ANSWERS: readonly Answer[] = [
  ucwa(500, 'ServiceFailure'),
  ucwa(503, 'ServiceUnavailable'),
  ucwa(503, 'ServiceUnavailable', undefined, { 'retry-after': '7' }),
  ucwa(429, 'TooManyRequests', undefined, { 'retry-after': '3' }),
  ucwa(504, 'GatewayTimeout'),
  ucwa(408, 'ClientTimeout'),
  { ...ucwa(503, 'ServiceUnavailable'), retryAfterDate: 40 },
  ucwa(502, 'BadGateway'),
  html(502),
  html(503),
  html(504),
  html(200),
  { status: 401, headers: { 'content-type': 'text/html' }, body: '<html>401</html>' },
];
/** Answers that only the event channel may give. */
const POLL_ANSWERS: readonly Answer[] = [
  ucwa(404, 'NotFound', 'ApplicationNotFound'),
  ucwa(410, 'Gone', 'InactiveApplicationExpired'),
  ucwa(410, 'Gone', 'TooManyApplications'),
  ucwa(403, 'Forbidden', 'MaxEventCountReached'),
  { status: 302, headers: { location: 'http://portal.example/' }, body: '' },
  html(403),
];
/** Kinds of resources in which the server may be in trouble. */
const PATHS = ['/phones', '/groupMemberships', '/groups', '/contacts', 'resence', 'ontactsAndGroups', '/me', '/batch'];

/** How the names end that the user gives to groups, and nobody else. */
export const OF_MINE = ' of mine';

/** A run of `length` steps. */
export function stepsOf(random: Random, length: number): Step[] {
  let made = 0;
  const choice = (): Choice => random.below(1 << 30);
  const name = (): string => `Group ${(made += 1)}`;
  const number = (): string =>
    random.pick(['+1 (425) 555-01', '425555', 'tel:+14255550', '']) + String(random.below(90) + 10);

  const company: (() => CompanyStep)[] = [
    () => ({ op: 'addGroup', group: 0, name: `${name()} of others` }),
    () => ({ op: 'renameGroup', group: choice(), name: `${name()} of others` }),
    () => ({ op: 'deleteGroup', group: choice() }),
    () => ({ op: 'addMember', group: choice(), person: choice() }),
    () => ({ op: 'addMember', group: choice(), person: choice() }),
    () => ({ op: 'removeMember', group: choice(), person: choice() }),
    () => ({ op: 'moveMember', group: choice(), person: choice(), to: choice() }),
    () => ({ op: 'removeFromAll', person: choice() }),
    () => ({
      op: 'setPresence',
      person: choice(),
      availability: random.pick(AVAILABILITIES),
      note: `note ${choice() % 9}`,
    }),
    () => ({
      op: 'setPhone',
      kind: random.pick(OFTEN),
      number: `tel:+1425555${1000 + random.below(9000)}`,
      visible: choice() % 2 === 0,
    }),
  ];
  const user: (() => UserStep)[] = [
    () => ({ op: 'createGroup', name: name() + OF_MINE }),
    () => ({ op: 'renameGroup', group: choice(), name: name() + OF_MINE }),
    () => ({ op: 'deleteGroup', group: choice() }),
    () => ({ op: 'addContact', group: choice(), person: choice() }),
    () => ({ op: 'addContact', group: choice(), person: choice() }),
    () => ({ op: 'removeContact', group: choice(), person: choice() }),
    () => ({ op: 'moveContact', group: choice(), person: choice(), to: choice() }),
    () => ({ op: 'removeFromAll', person: choice() }),
    () => ({ op: 'addMany', group: choice(), people: choice() }),
    () => ({ op: 'removeMany', group: choice(), people: choice() }),
    () => ({ op: 'undo', entry: choice() }),
    () => ({ op: 'setVisible', kind: random.pick(KINDS), visible: choice() % 2 === 0 }),
    () => ({ op: 'setNumber', kind: random.pick(OFTEN), number: number() }),
    () => ({ op: 'followContact', person: choice() }),
    () => ({ op: 'followContact', person: choice() }),
    () => ({ op: 'unfollowContact', person: choice() }),
    () => ({ op: 'followGroup', group: choice() }),
    () => ({ op: 'unfollowGroup', group: choice() }),
    () => ({ op: 'setAvailability', availability: random.pick(PREFERRED) }),
    () => ({ op: 'setNote', message: `mine ${choice() % 9}` }),
    () => ({ op: 'retryEdit', edit: choice() }),
    () => ({ op: 'discardEdit', edit: choice() }),
    () => ({ op: 'refreshPhones' }),
  ];
  const server: (() => ServerStep)[] = [
    () => ({ op: 'dropApplication', how: random.pick(['404', '410']) }),
    ...(
      [
        'expireTickets',
        'expireSubscriptions',
        'warnSubscriptions',
        'loseEvents',
        'repeatEvents',
        'resync',
        'resume',
        'cutPoll',
        'replaceChannel',
      ] as const
    ).map((op) => () => ({ op })),
    () => ({ op: 'limits', subscriptions: random.pick([0, 1, 10]), contacts: random.pick([0, 2, 100]) }),
    () => ({ op: 'lockList', locked: choice() % 3 !== 0 }),
    ...[0, 1].map(() => (): ServerStep => ({
      op: 'fault',
      path: random.pick(PATHS),
      skip: random.below(4),
      times: 1 + random.below(3),
      status: random.pick([408, 429, 500, 502, 503, 504]),
      performed: choice() % 2 === 0,
    })),
  ];
  const machine: (() => MachineStep)[] = [
    ...[0, 1].map(() => (): MachineStep => ({
      op: 'sleep',
      ms: random.pick([30_000, 600_000, 30_000_000]),
      meanwhile: random.pick([
        () => null,
        (): Elsewhere => ({ who: 'company', does: random.pick(company)() }),
        (): Elsewhere => ({ who: 'server', does: random.pick(server)() }),
      ])(),
    })),
    () => ({ op: random.pick(['kill', 'kill', 'quit']) }),
    () => ({ op: 'cutPowerAtSave', skip: random.below(8), written: choice() % 2 === 0 }),
    () => ({ op: 'setClock', ms: random.pick([-7_200_000, -90_000, -3_000, 3_000, 90_000, 7_200_000]) }),
  ];
  const weather = (): Weather => {
    const on = random.pick(['any', 'poll', 'write', 'read'] as const);
    const times = 1 + random.below(random.pick([1, 3, 12]));
    switch (random.below(7)) {
      case 0:
        return { on, times, trouble: { kind: 'lostRequest' } };
      case 1:
        return { on, times, trouble: { kind: 'lostAnswer' } };
      case 2:
        return { on, times, trouble: { kind: 'slow', ms: random.pick([200, 3_000, 40_000]) } };
      case 3:
        return { on: on === 'poll' ? 'read' : on, times, trouble: { kind: 'doubled' } };
      case 4:
        return {
          on: 'poll',
          times: 1 + random.below(3),
          trouble: { kind: 'answered', answer: random.pick(POLL_ANSWERS) },
        };
      case 5:
        return { on, times, trouble: { kind: 'halved' } };
      default:
        return { on, times, trouble: { kind: 'answered', answer: random.pick(ANSWERS) } };
    }
  };

  return Array.from({ length }, (): Step => {
    const dice = random.below(100);
    if (dice < 28) return { who: 'company', does: random.pick(company)() };
    if (dice < 56) return { who: 'user', does: random.pick(user)() };
    if (dice < 64) return { who: 'server', does: random.pick(server)() };
    if (dice < 74) return { who: 'network', does: weather() };
    if (dice < 76) {
      const op = random.pick(['offline', 'offline', 'nameless', 'portal'] as const);
      return {
        who: 'network',
        does: { op, ms: random.pick([2_000, 60_000, op === 'offline' ? 1_000_000 : 7_200_000]) },
      };
    }
    if (dice < 82) return { who: 'machine', does: random.pick(machine)() };
    return { who: 'time', ms: random.pick([50, 400, 2_000, 9_000, 60_000, 400_000]) };
  });
}
