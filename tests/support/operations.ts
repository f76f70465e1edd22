/** One application of the simulator's user, for running the wire layer's operations over real TLS in any medium. */
import { createNodeHttp } from '../../main/browser/http.ts';
import type { Result } from '../../main/core/result.ts';
import {
  embedded,
  getGroupContacts,
  getMyContacts,
  getMyGroups,
  link,
  linkTo,
  readPeople,
  signIn,
} from '../../main/core/ucwa/index.ts';
import type {
  AnyGroupModel,
  Conditional,
  ContactModel,
  GroupModel,
  Link,
  Medium,
  PeopleModel,
  UcwaClient,
} from '../../main/core/ucwa/index.ts';
import { fakeLogger } from '../../main/core/ucwa/testing.ts';
import { createSystemClock } from '../../main/system/clock.ts';
import type { Simulator } from '../../simulator/index.ts';

export const MEDIA: readonly Medium[] = ['json', 'xml', 'ucwa+json', 'ucwa+xml'];
const clock = createSystemClock();

/** A living application and where its parts are. */
export interface Entered {
  readonly client: UcwaClient;
  readonly self: Link;
  readonly batch: Link;
  readonly hub: Link;
  readonly people: PeopleModel['links'];
}

/** Sockets that find the simulator by its names. */
export function socketsTo(simulator: Simulator): ReturnType<typeof createNodeHttp> {
  return createNodeHttp({
    clock,
    ca: simulator.caPem,
    resolve: Object.values(simulator.hosts).map((name) => ({
      name,
      port: 443,
      address: '127.0.0.1',
      addressPort: simulator.port,
    })),
  });
}

/** Signs in; `applications` is where applications are made. */
export async function enrol(
  simulator: Simulator,
  http: ReturnType<typeof createNodeHttp>,
  medium: Medium,
): Promise<{ readonly client: UcwaClient; readonly applications: Link }> {
  const { address, password } = simulator;
  const help = { systemUser: false, pages: null, openId: null };
  const ports = { http, clock, logger: fakeLogger(), userAgent: 'Rollcall/test', help };
  const means = { password, windows: false, passive: 'never', microsoft: 'never' } as const;
  const nothing = { approval: { trustedHosts: [], only: false }, found: null, tickets: [], openId: null };
  const none = (): void => undefined;
  const listener = { onStep: none, onOffer: none, onWaiting: none, onTickets: none };
  const request = { address, server: null, means, medium, ...nothing };
  const { client, applicationsUrl } = value(await signIn(ports, request, listener, new AbortController().signal));
  return { client, applications: linkTo(applicationsUrl) };
}

/** Signs in and makes an application. */
export async function enter(
  simulator: Simulator,
  http: ReturnType<typeof createNodeHttp>,
  medium: Medium,
): Promise<Entered> {
  const { client, applications } = await enrol(simulator, http, medium);
  const body = { culture: 'en-US', endpointId: clock.uuid(), userAgent: 'Rollcall/test' };
  const { resource } = value(await client.post(applications.href, body));
  const people = resource && embedded(resource, 'people')[0];
  if (!resource?.href || !people?.href) throw new Error('no application');
  return {
    client,
    self: linkTo(resource.href),
    batch: there(link(resource, 'batch')),
    hub: linkTo(people.href),
    people: readPeople(people).links,
  };
}

/** The value of a success; the test ends where there is none. */
export function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

/** What must be there; the test ends where it is not. */
export function there<T>(thing: T | null | undefined): T {
  if (thing === null || thing === undefined) throw new Error('missing');
  return thing;
}

/** What a GET without a tag found. */
export function found<T>(result: Result<Conditional<T>>): T {
  const read = value(result);
  if (read.notModified) throw new Error('not modified');
  return read.value;
}

/** All groups of the user. */
export async function groupsOf({ client, people }: Entered): Promise<readonly AnyGroupModel[]> {
  return value(await getMyGroups(client, there(people.myGroups))).groups;
}

/** One of the user's own groups. */
export async function own(entered: Entered, name?: string): Promise<GroupModel> {
  const groups = await groupsOf(entered);
  const mine = groups.filter((group): group is GroupModel => group.rel === 'group');
  return there(mine.find((group) => name === undefined || group.name === name));
}

/** The group of a kind that there is one of. */
export async function ofKind(entered: Entered, rel: GroupModel['rel']): Promise<GroupModel> {
  const groups = await groupsOf(entered);
  return there(groups.find((group): group is GroupModel => group.rel === rel));
}

/** The members of a group, without `sip:`. */
export async function addressesIn({ client }: Entered, group: GroupModel): Promise<string[]> {
  const { contacts } = value(await getGroupContacts(client, there(group.links.groupContacts)));
  return contacts.map(({ uri }) => uri.replace('sip:', ''));
}

/** Somebody on the contact list. */
export async function someone({ client, people }: Pick<Entered, 'client' | 'people'>): Promise<ContactModel> {
  return there(value(await getMyContacts(client, there(people.myContacts))).contacts[0]);
}

/** What came of each of many. */
export function outcomes(results: readonly Result<unknown>[]): string[] {
  return results.map((result) => (result.ok ? 'done' : result.error.code));
}

/** The status of a refusal; null for a success. */
export function statusOf(result: Result<unknown>): number | null {
  return result.ok ? null : result.error.status;
}

/** Statuses of the requests of one method so far. */
export function statuses(simulator: Simulator, method: string, path: RegExp): number[] {
  const { log } = simulator.control.requests();
  return log.filter((one) => one.method === method && path.test(one.path)).map(({ status }) => status);
}
