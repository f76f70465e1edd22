/**
 * Every policy that an organisation can lay down: its name, its type, and what holds when it is there and cannot be
 * read. The templates in build/policy name just these; build/policy/README.md says what each means. Pure.
 */
import * as v from 'valibot';
import type { LogLevel } from '../ports.ts';
import type { Settings, SignInKind } from '../store/state.ts';
import { MEDIA, type Medium } from '../ucwa/index.ts';

/** How a policy is written down; a `list` is of texts, a `choice` is one of the given texts. */
export type PolicyType = 'text' | 'boolean' | 'choice' | 'list';

export interface PolicyDefinition<T> {
  readonly type: PolicyType;
  /** Of a choice: all of them. Of a list: all that may stand in it; null: any that the schema takes. */
  readonly choices: readonly string[] | null;
  /** Reads one value; of a list, one element. */
  readonly schema: v.GenericSchema<unknown, T>;
  /** For the log: what it should have been. */
  readonly expected: string;
}

interface Restriction<T> {
  /** What holds when the policy is there and cannot be read: it must not allow more than it would have. */
  readonly closed: T;
}

export type UpdateChannel = 'latest' | 'beta';

/** What each policy gives. */
export interface PolicyValues {
  /** Null: the one found by the address, whatever the user enters. */
  Server: string | null;
  AccountDomains: readonly string[];
  SignInKinds: readonly SignInKind[];
  TrustedHosts: readonly string[];
  TrustedHostsOnly: boolean;
  MicrosoftClientId: string;
  /** Null: none is to be asked. */
  MicrosoftAuthority: string | null;
  Medium: Medium;
  Updates: boolean;
  /** Null: none is to be asked. */
  UpdateFeed: string | null;
  UpdateChannel: UpdateChannel;
  StartAtLogin: boolean;
  NotifyGroupChanges: boolean;
  NotifyPresence: boolean;
  PublishPresence: boolean;
  OpenSipLinks: boolean;
  Theme: Settings['theme'];
  Language: Settings['language'];
  LogLevel: LogLevel;
}
export type PolicyName = keyof PolicyValues;

type ElementOf<T> = T extends readonly (infer E)[] ? E : T;
type Definitions = {
  readonly [N in PolicyName]: PolicyDefinition<ElementOf<PolicyValues[N]>> & Partial<Restriction<PolicyValues[N]>>;
};

/** An address that credentials may travel to: https, without a user, of a length that no field cuts. */
const httpsUrl = v.pipe(
  v.string(),
  v.trim(),
  v.maxLength(2000),
  v.check((text) => {
    const url = URL.canParse(text) ? new URL(text) : null;
    return url?.protocol === 'https:' && url.username + url.password === '' && !text.includes('\\');
  }),
);
/** A host's name as the wire writes it: letters, digits, hyphens, dots. */
const NAME = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*';
const host = v.pipe(
  v.string(),
  v.trim(),
  v.toLowerCase(),
  v.maxLength(259),
  v.regex(new RegExp(`^${NAME}(?::[1-9][0-9]{0,4})?$`)),
);
const domain = v.pipe(v.string(), v.trim(), v.toLowerCase(), v.maxLength(253), v.regex(new RegExp(`^${NAME}$`)));
const clientId = v.pipe(v.string(), v.trim(), v.regex(/^[\w.:/-]{1,200}$/));
/** Device management writes both kinds. */
const flag = v.union([
  v.boolean(),
  v.pipe(
    v.picklist([0, 1]),
    v.transform((number) => number === 1),
  ),
]);

function choice<const T extends readonly string[]>(...choices: T) {
  const schema = v.pipe(v.string(), v.trim(), v.picklist(choices));
  return { type: 'choice', choices, schema, expected: `one of ${choices.join(', ')}` } as const;
}

const ON_OFF = { type: 'boolean', choices: null, schema: flag, expected: 'on or off (1 or 0)' } as const;
const URL_TEXT = { type: 'text', choices: null, schema: httpsUrl, expected: 'an https address' } as const;
const LIST = { type: 'list', choices: null } as const;
const KINDS = ['windows', 'password', 'passive', 'microsoft'] as const;

export const POLICIES: Definitions = {
  Server: { ...URL_TEXT, closed: null },
  AccountDomains: { ...LIST, schema: domain, expected: 'domains such as example.com', closed: [] },
  SignInKinds: { ...choice(...KINDS), type: 'list', closed: [] },
  TrustedHosts: {
    ...LIST,
    schema: host,
    expected: 'hosts such as pool.example.com or pool.example.com:4443',
    closed: [],
  },
  TrustedHostsOnly: { ...ON_OFF, closed: true },
  MicrosoftClientId: { type: 'text', choices: null, schema: clientId, expected: 'an identifier' },
  MicrosoftAuthority: { ...URL_TEXT, closed: null },
  Medium: choice(...MEDIA),
  Updates: { ...ON_OFF, closed: false },
  UpdateFeed: { ...URL_TEXT, closed: null },
  UpdateChannel: choice('latest', 'beta'),
  StartAtLogin: ON_OFF,
  NotifyGroupChanges: ON_OFF,
  NotifyPresence: ON_OFF,
  PublishPresence: ON_OFF,
  OpenSipLinks: ON_OFF,
  Theme: choice('system', 'light', 'dark'),
  Language: choice('system', 'en', 'de', 'fr'),
  LogLevel: choice('error', 'warn', 'info', 'debug'),
};
