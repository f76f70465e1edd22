/**
 * The report for a help desk, as text. It is put together from what is known to be harmless: words of ours, counts,
 * times, codes and hosts. Names of people and groups, numbers, notes and what a server said in words are not in it;
 * addresses and the little text of other origin go through `pseudonyms.ts`. Pure.
 */
import type { AppFacts } from '../ports.ts';
import type { AppError } from '../result.ts';
import { domainOf, type Edit, type State } from '../store/state.ts';
import { createPseudonyms, type Pseudonyms } from './pseudonyms.ts';

export interface ReportParts {
  /** When it is made (ms since 1970). */
  readonly at: number;
  readonly facts: AppFacts;
  readonly state: State;
  /** Since when the session is in its phase. */
  readonly phaseSince: number;
  /** Sizes of the documents on disk. */
  readonly documents: readonly { readonly name: string; readonly bytes: number }[];
  /** Names of the policies in force. */
  readonly policies: readonly string[];
}

/** Of waiting edits and refused follows only so many are listed; the counts tell of all. */
const MOST_LISTED = 20;

/** Makes the report; English, as logs are. */
export function makeReport({ at, facts, state, phaseSince, documents, policies }: ReportParts): string {
  const who = createPseudonyms(state);
  const sections: [string, string[]][] = [
    ['App', appLines(facts, state)],
    ['Session', sessionLines(state, phaseSince, who)],
    ['Counts', countLines(state)],
    ['Edits that wait or failed', editLines(state, who)],
    ['Follows that were refused', followLines(state, who)],
    [
      'Documents on disk',
      documentKinds(documents).map(({ kind, count, bytes }) => `${kind}: ${count}, ${bytes} bytes`),
    ],
    ['Policies in force', [...policies, ...state.policy.problems.map((problem) => `problem: ${who.text(problem)}`)]],
    [
      'Last errors',
      state.recentErrors.map(({ at: when, count, error }) => `${time(when)} ${times(count)}${errorWords(error, who)}`),
    ],
    ['Sign-in trace', state.trace.map((step) => traceLine(step, who))],
  ];
  const head = `Rollcall diagnostics report, ${time(at)}\nAddresses stand as user1@… (the same number, the same person). Names, numbers and notes are left out.\n`;
  const body = sections.map(
    ([title, lines]) => `\n${title}\n${lines.length > 0 ? lines.map((line) => `  ${line}\n`).join('') : '  none\n'}`,
  );
  return head + body.join('');
}

/** The documents by kind: their names end in a mark of the account. */
export function documentKinds(documents: ReportParts['documents']): { kind: string; count: number; bytes: number }[] {
  const kinds = new Map<string, { kind: string; count: number; bytes: number }>();
  for (const { name, bytes } of documents) {
    const kind =
      /^(settings|cache|account-data|journal|jobs|window|tray)(?:-[0-9a-f]{32})?$/.exec(name)?.[1] ?? 'other';
    const before = kinds.get(kind) ?? { kind, count: 0, bytes: 0 };
    kinds.set(kind, { kind, count: before.count + 1, bytes: before.bytes + bytes });
  }
  return [...kinds.values()];
}

/** The server in use and the front end that answered for it, by the trace; null: none has answered. */
export function serverOf({ trace }: Pick<State, 'trace'>): { host: string; frontEnd: string | null } | null {
  const answered = trace.filter(({ status }) => status !== null);
  const last = answered.findLast(({ phase }) => phase === 'connecting') ?? answered.at(-1);
  return last === undefined ? null : { host: last.host, frontEnd: last.frontEnd };
}

function appLines({ version, host, components, system }: AppFacts, { update, settings }: State): string[] {
  const parts = Object.entries(components).map(([name, value]) => `${name} ${value}`);
  return [
    `version: ${version}`,
    `host: ${host}`,
    `runs on: ${[...parts, system].join(', ')}`,
    `update: ${update.phase}${'version' in update ? ` ${update.version}` : ''}`,
    `log level: ${settings.logLevel}`,
    `language: ${settings.language}`,
  ];
}

function sessionLines(state: State, phaseSince: number, who: Pseudonyms): string[] {
  const { connection, account, signIn, me, list, phonesAccess } = state;
  const trouble = 'reason' in connection ? connection.reason : 'error' in connection ? connection.error : null;
  const server = serverOf(state);
  return [
    `state: ${connection.phase} since ${time(phaseSince)}`,
    ...(trouble === null ? [] : [`because of: ${errorWords(trouble, who)}`]),
    account === null
      ? 'account: none'
      : `account: ${who.user(account.address)} of ${who.text(domainOf(account.address))}, ${account.kind ?? 'no kind of sign-in yet'}, ` +
        `${account.remember ? 'remembered' : 'not remembered'}, server ${account.server === null ? 'by discovery' : 'by hand'}`,
    `sign-in offered: ${signIn.offered?.join(', ') ?? 'not known'}`,
    `server: ${server === null ? 'not known' : named(server.host, who)}`,
    `front end: ${named(server?.frontEnd ?? null, who)}`,
    `own status: ${me === null ? 'not known' : `${me.availability}, ${me.canSetAvailability ? 'can' : 'cannot'} be set`}`,
    `list: ${list.state}${list.asOf === null ? '' : ` as of ${time(list.asOf)}`}${list.readOnly === null ? '' : ', read only'}`,
    `numbers: ${phonesAccess.state}`,
  ];
}

function countLines({ groups, contacts, presence, phones, follows, edits, history, accounts }: State): string[] {
  return [
    `accounts: ${accounts.length}`,
    `groups: ${tally([...groups.values()].map(({ kind }) => kind))}`,
    `contacts: ${contacts.size}`,
    `presence: ${tally([...presence.values()].map(({ live }) => (live ? 'live' : 'not live')))}`,
    `numbers: ${tally([...phones.values()].map(({ visible }) => (visible ? 'shared' : 'hidden')))}`,
    `follows wanted: ${tally([...follows.values()].map(({ status }) => status))}`,
    `edits: ${tally([...edits.values()].map(({ status }) => status))}`,
    `history: ${history.size}`,
  ];
}

/** `3 (held 2, waiting 1)`. */
function tally(values: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const parts = [...counts].map(([value, count]) => `${value} ${count}`);
  return parts.length === 0 ? '0' : `${values.length} (${parts.join(', ')})`;
}

function editLines({ edits }: State, who: Pseudonyms): string[] {
  return [...edits.values()]
    .slice(0, MOST_LISTED)
    .map(
      ({ at, wish, status, error }) =>
        `${time(at)} ${aboutWish(wish, who)}: ${status}${error === null ? '' : `, ${errorWords(error, who)}`}`,
    );
}

function aboutWish(wish: Edit['wish'], who: Pseudonyms): string {
  const about = [
    'phone' in wish ? wish.phone : null,
    'address' in wish ? who.user(wish.address) : null,
    'people' in wish ? `${wish.people.length} people` : null,
    'groupId' in wish && wish.groupId !== null ? who.group(wish.groupId) : null,
    'from' in wish ? `${who.group(wish.from)} to ${who.group(wish.to)}` : null,
  ];
  return [wish.kind, ...about.filter((part) => part !== null)].join(' ');
}

function followLines({ follows }: State, who: Pseudonyms): string[] {
  return [...follows.values()]
    .filter(({ status }) => status === 'refused')
    .slice(0, MOST_LISTED)
    .map(({ kind, target, error }) => {
      const whom = kind === 'contact' ? who.user(target) : who.group(target);
      return `${whom}: ${error === null ? 'no reason' : errorWords(error, who)}`;
    });
}

/** Codes and hosts alone: the words could name somebody. */
function errorWords(error: AppError, who: Pseudonyms): string {
  const facts = [
    error.status === null ? null : `HTTP ${error.status}`,
    error.subcode === null ? null : `subcode ${named(error.subcode, who)}`,
    error.diagnostics === null ? null : `diagnostics ${named(error.diagnostics, who)}`,
    error.host === null ? null : `host ${named(error.host, who)}`,
    error.frontEnd === null ? null : `front end ${named(error.frontEnd, who)}`,
    error.correlationId === null ? null : `correlation ${named(error.correlationId, who)}`,
  ];
  return [error.code, ...facts.filter((fact) => fact !== null)].join(', ');
}

function traceLine(step: State['trace'][number], who: Pseudonyms): string {
  const answer = step.answered === null ? 'no answer yet' : who.text(step.answered);
  return [
    time(step.at),
    step.phase,
    named(step.host, who),
    `${who.text(step.asked)}: ${answer}`,
    ...(step.decided === null ? [] : [who.text(step.decided)]),
    ...(step.ms === null ? [] : [`${step.ms} ms`]),
    ...(step.frontEnd === null ? [] : [`front end ${named(step.frontEnd, who)}`]),
    ...(step.correlationId === null ? [] : [`correlation ${named(step.correlationId, who)}`]),
  ].join(' · ');
}

/** A name of a machine, a code, an id: one word of a server's. Anything else is no such thing. */
function named(value: string | null, who: Pseudonyms): string {
  if (value === null) return 'not known';
  return /^[\w.:-]{1,100}$/.test(value) ? who.text(value) : '(left out)';
}

function times(count: number): string {
  return count === 1 ? '' : `${count} times, last: `;
}

function time(at: number): string {
  return Number.isFinite(at) && Math.abs(at) <= 8.64e15 ? new Date(at).toISOString() : 'unknown';
}
