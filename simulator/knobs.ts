/**
 * The switches: where the documentation is silent or contradicts itself, the server can behave either way and a client
 * must survive both. The defaults are the behaviour seen in captures (GAPS; the numbers below are its entries).
 */
import { LIE_PLACES, LIES, type Lie, type LiePlace } from './deployment/lies.ts';

export const KNOB_DEFAULTS = {
  // A. Phones
  /** 1, 2: changeVisibility without a value: refuse it, or read it as false. */
  absentVisibility: 'error' as 'error' | 'false',
  /** 6: the work phone may be hidden, though not changed. */
  workVisibilityOnly: false,
  /** 8: deleting a number also hides the phone. */
  clearVisibilityOnDelete: false,
  /** 10: the style of the generated samples: " Home" and the like with leading blanks; in XML `False` and the rel. */
  docsStyle: false,
  /** 11: a category that is left out: work, mobile, home, other, or empty for none. */
  missingPhone: '',
  phonesShuffled: false,
  phonesDuplicated: false,
  /** 13: whether the user has Enterprise Voice; `nolink`: not, and `me` carries no phones link. */
  enterpriseVoice: 'yes' as 'yes' | 'no' | 'nolink',
  /** 14: a phone change raises `me updated`. */
  emitMeUpdated: false,
  /** PROTOCOL 8.4: nobody has a photo, though everybody has the link. */
  noPhotos: false,
  // B. Event channel
  /** 19: a longer gap between polls is answered with `resume`. */
  resumeAfterSeconds: 300,
  /** 20: the resume answer carries the waiting events. */
  resumeEvents: false,
  /** 21, 22: a gap this long ends the application; then 410 for `tombstoneSeconds`, 404 afterwards. */
  goneAfterSeconds: 900,
  tombstoneSeconds: 600,
  /** 25, 53: numbers out of range are brought into range instead of refused. */
  clampParameters: false,
  /** 26: a ticket that expires cuts the parked poll. */
  cutParkedOnExpiry: false,
  /** 27: group, contact and contactPresence come embedded in events. */
  embedInEvents: false,
  /** 28: a timeout answer has an empty `sender` list instead of none. */
  emptySender: false,
  /** 29: hrefs in answers of the event channel are absolute and name the port, also `self` and `next`. */
  absoluteEventHrefs: false,
  /** 31: own changes come through the channel before their answer. */
  echoBefore: false,
  /** 34: more undelivered events than this end the application. */
  maxQueuedEvents: 1000,
  /** PROTOCOL 18 no. 10: events of a group's contacts name only the contact list. */
  myContactsOnly: false,
  // C. Groups and memberships
  /** 35: how a created group is answered. */
  createGroupAnswer: '204' as '204' | '201',
  /** 36: revision 2 writes pass without the version header. */
  lenientVersion: false,
  /** 38 */
  groupLimit: 64,
  /** 42: members of a deleted group that are in no other group leave the contact list. */
  membersVanish: false,
  /** 43: group ids are small numbers. */
  shortIds: false,
  /** 44 */
  noPinnedGroup: false,
  /** 46 */
  emptyMembershipAnswer: false,
  /** 51: the contact list is being moved: every write of it fails. */
  migrationInProgress: false,
  /** 52 */
  contactLimit: 250,
  /** PROTOCOL 11.3: the user has delegates and is a delegate of others; the groups of both are there. */
  delegates: false,
  /** PROTOCOL 11.3: the group of the user's organisation is there, for reading alone. */
  organizationGroup: false,
  /** 52 */
  delegateLimit: 25,
  /** A distribution group with more members than this is not expanded. */
  expansionLimit: 5000,
  // D. Subscriptions
  /** 55: how long before its end a subscription warns. */
  expiryWarningSeconds: 120,
  /** 56: the change from Connecting to Connected raises an event. */
  announceConnected: false,
  /** 57: starting the contacts-and-groups subscription replays all groups as added. */
  replayGroups: false,
  /** 59: expiry raises no events. */
  silentExpiry: false,
  /** 60: what a request for an expired subscription is told. */
  expiredSubcode: 'ApplicationNotFound' as 'ApplicationNotFound' | 'ResourceNotFound',
  /** 61 */
  subscriptionLimit: 10,
  subscriptionContactLimit: 100,
  // E. Session
  /** 68: living applications per user, and whether one more kills the oldest instead of being refused. */
  applicationLimit: 5,
  applicationLimitKillsOldest: false,
  /** 70: after makeMeAvailable, without reportMyActivity. */
  inactivitySeconds: 1800,
  /** 74 */
  badTicketStatus: '401' as '401' | '403',
  /** 75 */
  unquotedChallenge: false,
  joinedChallenge: false,
  /** 76: the Windows grant first asks for Negotiate. */
  windowsNegotiate: false,
  /** 76: what it then takes: any Authorization, or only messages of the right shape that name the user. */
  windowsHandshake: 'any' as 'any' | 'shape',
  /** Offered in the challenge, comma separated; empty: no ticket service. */
  grants: 'urn:microsoft.rtc:windows,urn:microsoft.rtc:anonmeeting,password',
  /** Hosts that offer others: `pool=password;director=urn:microsoft.rtc:windows`; `*` stands for all others. */
  grantsByHost: '',
  /** PROTOCOL 3.1: the Bearer challenge: without an OpenID provider, with one whose tokens are taken, or none at all. */
  bearer: 'plain' as 'plain' | 'openid' | 'none',
  /** Life of an access token of the OpenID provider. */
  bearerSeconds: 3600,
  /** The only client that the OpenID provider knows; empty: any. */
  openidClient: '',
  /** Life of the cookies of the passive page. */
  passiveSeconds: 28_800,
  /** Life of a ticket. */
  ticketSeconds: 28_800,
  /** 73: what a ticket of another host is told: 500 with 28032, or what `badTicketStatus` lists. */
  foreignTicket: '500' as '500' | '401' | '403',
  /** PROTOCOL 2.4: what `user` says of a user who lives on another host. */
  userAnswer: 'applications' as 'applications' | 'redirect' | 'user',
  /** PROTOCOL 2.4, 4.1: unknown: `user` 404; disabled: `user` 403; notAllowed: `applications` 403. */
  userState: 'enabled' as 'enabled' | 'unknown' | 'disabled' | 'notAllowed',
  /** PROTOCOL 2.1, 6.1: what POST applications answers on a pool that the user does not live on. */
  movedUser: '403' as '403' | '404' | '410' | '502',
  /** 77: what the internal discovery root answers. */
  discovery: 'normal' as 'normal' | 'redirect' | 'loop' | 'endless' | 'foreignHttps' | 'foreignHttp',
  /** PROTOCOL 2.1, 2.2: what stands in the place of a discovery root; `legacy`: the older form without an Accept. */
  discoveryRoot: 'normal' as 'normal' | 'notFound' | 'html' | 'legacy' | '302same' | '302foreign',
  /** PROTOCOL 2.1: which discovery names are there, and by what; the others break the connection. */
  discoveryNames: 'both' as 'both' | 'internal' | 'external' | 'none',
  discoveryScheme: 'https' as 'https' | 'http' | 'both',
  /** PROTOCOL 2.3: a link that leads to a host which only looks right, and which link that is. */
  lie: 'none' as Lie,
  lieIn: 'user' as LiePlace,
  /** Hosts with a certificate that is not good: `pool=expired`; or wrongName, privateCa. For connections to come. */
  certificates: '',
  /** The discovery root's links name the pool, as a capture has it: one ticket does for everything. */
  userOnPool: false,
  /** False: the internal discovery name answers 404, as seen from outside. */
  internalDiscovery: true,
  /** 78: where JSON begins with a byte order mark. */
  bom: 'batch' as 'never' | 'batch' | 'always',
  /** 79 */
  retryAfter: true,
  /** 85 */
  batchLimit: 100,
  /** 88: an error without a subcode says "None". */
  literalNone: false,
  // Strictness
  /** More requests of one kind than this in one second are an offence. */
  rateLimit: 20,
  /** More redirects of discovery than this without reaching the applications are an offence. */
  hopLimit: 10,
  /** How long after the answer that ended an application a request to it may still have been under way. */
  lateRequestMs: 300,
};

export type Knobs = typeof KNOB_DEFAULTS;
export type KnobName = keyof Knobs;

/** The values of the knobs that are words. */
const CHOICES: Partial<Record<KnobName, readonly string[]>> = {
  absentVisibility: ['error', 'false'],
  missingPhone: ['', 'work', 'mobile', 'home', 'other'],
  enterpriseVoice: ['yes', 'no', 'nolink'],
  createGroupAnswer: ['204', '201'],
  expiredSubcode: ['ApplicationNotFound', 'ResourceNotFound'],
  badTicketStatus: ['401', '403'],
  windowsHandshake: ['any', 'shape'],
  bearer: ['plain', 'openid', 'none'],
  foreignTicket: ['500', '401', '403'],
  userAnswer: ['applications', 'redirect', 'user'],
  userState: ['enabled', 'unknown', 'disabled', 'notAllowed'],
  movedUser: ['403', '404', '410', '502'],
  discovery: ['normal', 'redirect', 'loop', 'endless', 'foreignHttps', 'foreignHttp'],
  discoveryRoot: ['normal', 'notFound', 'html', 'legacy', '302same', '302foreign'],
  discoveryNames: ['both', 'internal', 'external', 'none'],
  discoveryScheme: ['https', 'http', 'both'],
  lie: LIES,
  lieIn: LIE_PLACES,
  bom: ['never', 'batch', 'always'],
};

/** The form of the knobs that are texts of several parts, and how to say it. */
const FORMS: Partial<Record<KnobName, { readonly pattern: RegExp; readonly words: string }>> = {
  grantsByHost: { pattern: /^([^=;]+=[^=;]*(;|$))*$/, words: 'host=grants pairs between semicolons' },
  certificates: {
    pattern: /^([^=;]+=(good|expired|wrongName|privateCa)(;|$))*$/,
    words: 'host=good, expired, wrongName or privateCa, between semicolons',
  },
};

export function isKnobName(name: string): name is KnobName {
  return Object.hasOwn(KNOB_DEFAULTS, name);
}

/** Reads one value for a knob, from its text or its JSON form. Returns the words of an error where it does not fit. */
export function readKnob(
  name: string,
  value: unknown,
): { readonly name: KnobName; readonly value: Knobs[KnobName] } | string {
  if (!isKnobName(name)) return `unknown knob "${name}"`;
  const standard = KNOB_DEFAULTS[name];
  if (typeof standard === 'boolean') {
    if (value === true || value === 'true') return { name, value: true };
    if (value === false || value === 'false') return { name, value: false };
    return `knob "${name}" is true or false`;
  }
  if (typeof standard === 'number') {
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (typeof number === 'number' && Number.isFinite(number) && number >= 0) return { name, value: number };
    return `knob "${name}" is a number of at least 0`;
  }
  const text = typeof value === 'number' ? String(value) : value;
  const choices = CHOICES[name];
  if (typeof text !== 'string' || (choices && !choices.includes(text))) {
    return `knob "${name}" is ${choices ? `one of ${choices.map((choice) => choice || '""').join(', ')}` : 'a text'}`;
  }
  const form = FORMS[name];
  if (form && !form.pattern.test(text)) return `knob "${name}" is ${form.words}`;
  return { name, value: text as Knobs[KnobName] };
}

/** Sets several knobs, or none of them when one does not fit; then returns the words of the error. */
export function setKnobs(knobs: Knobs, values: Readonly<Record<string, unknown>>): string | null {
  const changes: Partial<Record<KnobName, unknown>> = {};
  for (const [name, value] of Object.entries(values)) {
    const read = readKnob(name, value);
    if (typeof read === 'string') return read;
    changes[read.name] = read.value;
  }
  Object.assign(knobs, changes);
  return null;
}
