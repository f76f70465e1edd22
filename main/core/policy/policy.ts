/** What an organisation has laid down, read from wherever it lies (build/policy/README.md). Pure. */
import * as v from 'valibot';
import type { SignInPolicy } from '../accounts/policy.ts';
import type { Settings } from '../store/state.ts';
import type { Medium } from '../ucwa/index.ts';
import { POLICIES, type PolicyDefinition, type PolicyName, type PolicyValues, type UpdateChannel } from './policies.ts';

/** One place where policies lie, as it was read: a key of the registry, a file, a profile. */
export interface PolicySource {
  /** For the log. */
  readonly name: string;
  /**
   * By name, in whatever case. `unreadable`: policies are there and cannot be read. `foreign`: others than
   * administrators may have put them there. `unasked`: whether any are there could not be asked.
   */
  readonly values: Readonly<Record<string, unknown>> | 'unreadable' | 'foreign' | 'unasked';
}

/** The settings that an organisation can set. */
export type ManagedSettings = Partial<Omit<Settings, 'pausedUntil' | 'mutedGroups'>>;

export interface UpdatePolicy {
  readonly allowed: boolean;
  /** Where updates lie (https); null: where the app was built to look. */
  readonly feed: string | null;
  readonly channel: UpdateChannel | null;
}

/** What the organisation laid down. Everything that is not said is the user's to choose. */
export interface Policy extends SignInPolicy {
  /** Go before the user's own, which stay on the disk. */
  readonly settings?: ManagedSettings;
  readonly medium?: Medium;
  /** A place of policies could not be read: what its policies may restrict is closed. */
  readonly unreadable?: boolean;
  /** What could not be used and what was made of it, for log and diagnostics; holds no value. */
  readonly problems?: readonly string[];
}

type Values = { -readonly [N in PolicyName]?: PolicyValues[N] };
const NAMES = Object.keys(POLICIES) as PolicyName[];
const BY_LOWER_CASE = new Map(NAMES.map((name) => [name.toLowerCase(), name]));

/**
 * Reads the places in order of precedence: what an earlier one says of a policy holds. A value that cannot be used is
 * left out, and a restriction that cannot be read closes what it would have restricted; so does, for all of them, a
 * place that cannot be read at all.
 */
export function readPolicy(sources: readonly PolicySource[]): Policy & { readonly updates: UpdatePolicy } {
  const problems: string[] = [];
  const values: Values = {};
  for (const source of sources) Object.assign(values, { ...readSource(source, problems), ...values });
  const unreadable = sources.some((source) => source.values === 'unreadable');
  return { ...policyOf(values), updates: updatesOf(values), unreadable, problems };
}

function readSource({ name, values }: PolicySource, problems: string[]): Values {
  switch (values) {
    case 'unreadable':
      problems.push(`${name} cannot be read: what it may restrict is closed`);
      return allClosed();
    case 'foreign':
      problems.push(`${name} is passed over: others than administrators can write it`);
      return {};
    case 'unasked':
      return {};
    default:
      return readValues(name, values, problems);
  }
}

function allClosed(): Values {
  return Object.fromEntries(NAMES.flatMap((name) => closedOf(name)));
}

/** What holds when the policy cannot be read, as an entry; none: as if it were not there. */
function closedOf(name: PolicyName): [PolicyName, unknown][] {
  const definition = POLICIES[name];
  return 'closed' in definition ? [[name, definition.closed]] : [];
}

function readValues(place: string, given: Readonly<Record<string, unknown>>, problems: string[]): Values {
  const read: Values = {};
  for (const [written, value] of Object.entries(given)) {
    // macOS keeps a profile's own fields beside what it sets.
    if (/^Payload[A-Z]/.test(written)) continue;
    const name = BY_LOWER_CASE.get(written.toLowerCase());
    if (name === undefined) problems.push(`${place}: ${JSON.stringify(written.slice(0, 60))} is not a policy`);
    else Object.assign(read, Object.fromEntries(readOne(name, value, place, problems)));
  }
  return read;
}

function readOne(name: PolicyName, value: unknown, place: string, problems: string[]): [PolicyName, unknown][] {
  // What is said of one policy's elements holds for each policy.
  const definition: PolicyDefinition<unknown> = POLICIES[name];
  const { type, schema, expected } = definition;
  if (type !== 'list') {
    const result = v.safeParse(schema, value);
    if (result.success) return [[name, result.output]];
    const closed = closedOf(name);
    const outcome = closed.length > 0 ? 'what it would restrict is closed' : 'it is ignored';
    problems.push(`${place}: ${name} is not ${expected}; ${outcome}`);
    return closed;
  }
  if (!Array.isArray(value)) {
    problems.push(`${place}: ${name} is not a list; it is taken for an empty one`);
    return [[name, []]];
  }
  const results = value.map((element) => v.safeParse(schema, element));
  const bad = results.filter((result) => !result.success).length;
  if (bad > 0) problems.push(`${place}: ${name} lists ${bad} that are not ${expected}; they are left out`);
  return [[name, results.flatMap((result) => (result.success ? [result.output] : []))]];
}

function policyOf(values: Values): Policy {
  const { StartAtLogin, NotifyGroupChanges, NotifyPresence, PublishPresence, OpenSipLinks } = values;
  const { Theme, Language, LogLevel } = values;
  const { MicrosoftClientId: clientId, MicrosoftAuthority: authority } = values;
  const openId = clientId === undefined || authority === null ? undefined : { clientId, authority: authority ?? null };
  return {
    ...given({
      server: values.Server,
      accountDomains: values.AccountDomains,
      signInKinds: values.SignInKinds,
      trustedHosts: values.TrustedHosts,
      trustedHostsOnly: values.TrustedHostsOnly,
      openId,
      medium: values.Medium,
    }),
    settings: given({
      startAtLogin: StartAtLogin,
      notifyGroupChanges: NotifyGroupChanges,
      notifyPresence: NotifyPresence,
      publishPresence: PublishPresence,
      openSipLinks: OpenSipLinks,
      theme: Theme,
      language: Language,
      logLevel: LogLevel,
    }),
  };
}

function updatesOf({ Updates, UpdateFeed, UpdateChannel }: Values): UpdatePolicy {
  return {
    allowed: Updates !== false && UpdateFeed !== null,
    feed: UpdateFeed ?? null,
    channel: UpdateChannel ?? null,
  };
}

/** Only what is said. */
function given<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
