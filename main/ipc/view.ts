/**
 * What crosses the border, field by field. Every entity is built anew from an explicit list, so that a field added to
 * the core stays inside until it is named here; the contract's types refuse a missing or a surplus one.
 */
import type { AppError } from '../core/result.ts';
import type * as core from '../core/store/state.ts';
import type { UserError } from '../../preload/contract/errors.ts';
import type { Job } from '../../preload/contract/jobs.ts';
import type * as contract from '../../preload/contract/state.ts';

/** An error as the window may see it: without the waiting time and the remedy, which concern the core alone. */
export function toUserError(error: AppError): UserError {
  return {
    code: error.code,
    message: error.message,
    serverMessage: error.serverMessage,
    status: error.status,
    subcode: error.subcode,
    diagnostics: error.diagnostics,
    host: error.host,
    frontEnd: error.frontEnd,
    correlationId: error.correlationId,
    retryable: error.retryable,
  };
}

function errorOrNull(error: AppError | null): UserError | null {
  return error === null ? null : toUserError(error);
}

/** Somebody, as the window may see them. */
export function toPerson(person: core.Person): contract.Person {
  return { address: person.address, name: person.name };
}

function toWish(wish: core.EditWish): contract.EditWish {
  switch (wish.kind) {
    case 'phoneVisibility':
      return { kind: wish.kind, phone: wish.phone, visible: wish.visible };
    case 'phoneNumber':
      return { kind: wish.kind, phone: wish.phone, number: wish.number };
    case 'groupCreate':
      return { kind: wish.kind, name: wish.name };
    case 'groupRename':
    case 'groupDelete':
      return { kind: wish.kind, groupId: wish.groupId, name: wish.name };
    case 'memberAdd':
    case 'memberRemove':
      return { kind: wish.kind, address: wish.address, name: wish.name, groupId: wish.groupId };
    case 'memberMove':
      return { kind: wish.kind, address: wish.address, name: wish.name, from: wish.from, to: wish.to };
    case 'memberRemoveAll':
      return { kind: wish.kind, address: wish.address, name: wish.name };
    case 'membersAdd':
      return { kind: wish.kind, groupId: wish.groupId, groupName: wish.groupName, people: wish.people.map(toPerson) };
    case 'membersRemove':
      return { kind: wish.kind, groupId: wish.groupId, groupName: wish.groupName, people: wish.people.map(toPerson) };
    case 'membersMove':
      return { kind: wish.kind, from: wish.from, to: wish.to, people: wish.people.map(toPerson) };
    case 'availability':
      return { kind: wish.kind, availability: wish.availability };
    case 'note':
      return { kind: wish.kind, message: wish.message };
  }
}

function toConnection(connection: core.Connection): contract.Connection {
  switch (connection.phase) {
    case 'signedOut':
      return { phase: connection.phase, error: errorOrNull(connection.error) };
    case 'discovering':
    case 'signingIn':
      return { phase: connection.phase, host: connection.host };
    case 'connecting':
      return { phase: connection.phase };
    case 'live':
    case 'replaced':
      return { phase: connection.phase, since: connection.since };
    case 'degraded':
      return {
        phase: connection.phase,
        since: connection.since,
        reason: toUserError(connection.reason),
        attempt: connection.attempt,
        nextRetryAt: connection.nextRetryAt,
      };
    case 'ended':
      return { phase: connection.phase, reason: toUserError(connection.reason) };
  }
}

/** A contact, as the window may see it. */
export function toContact(row: core.Contact): contract.Contact {
  return {
    address: row.address,
    name: row.name,
    title: row.title,
    department: row.department,
    company: row.company,
    office: row.office,
    emails: [...row.emails],
    workPhone: row.workPhone,
    mobilePhone: row.mobilePhone,
    homePhone: row.homePhone,
    otherPhone: row.otherPhone,
    groups: [...row.groups],
  };
}

/** Somebody's presence, as the window may see it. */
export function toPresence(row: core.Presence): contract.Presence {
  return {
    availability: row.availability,
    activity: row.activity,
    note: row.note,
    location: row.location,
    lastActive: row.lastActive,
    asOf: row.asOf,
    live: row.live,
  };
}

type Rows = { [T in core.TableName]: (row: core.Tables[T]) => contract.Tables[T] };

const ROWS: Rows = {
  groups: (row) => ({
    id: row.id,
    name: row.name,
    kind: row.kind,
    canEdit: row.canEdit,
    canChangeMembers: row.canChangeMembers,
    canFollow: row.canFollow,
  }),
  contacts: toContact,
  presence: toPresence,
  phones: (row) => ({
    kind: row.kind,
    number: row.number,
    visible: row.visible,
    canChangeNumber: row.canChangeNumber,
    canChangeVisibility: row.canChangeVisibility,
    lock: row.lock,
    notChanged: row.notChanged,
  }),
  follows: (row) => ({
    kind: row.kind,
    target: row.target,
    name: row.name,
    status: row.status,
    until: row.until,
    error: errorOrNull(row.error),
  }),
  edits: (row) => ({
    id: row.id,
    at: row.at,
    wish: toWish(row.wish),
    status: row.status,
    error: errorOrNull(row.error),
  }),
  history: (row) => ({
    id: row.id,
    at: row.at,
    kind: row.kind,
    by: row.by,
    editId: row.editId,
    groupId: row.groupId,
    groupName: row.groupName,
    from: row.from,
    address: row.address,
    contactName: row.contactName,
    count: row.count,
    details: [...row.details],
    changes: row.changes.map(({ kind, by, groupName, from, contactName }) => ({
      kind,
      by,
      groupName,
      from,
      contactName,
    })),
    undo: row.undo,
  }),
};

function toAccount(account: core.Account): contract.Account {
  return { address: account.address, server: account.server, remember: account.remember, kind: account.kind };
}

function toUpdate(update: core.UpdateStatus): contract.UpdateStatus {
  switch (update.phase) {
    case 'off':
    case 'checking':
      return { phase: update.phase };
    case 'idle':
      return { phase: update.phase, checkedAt: update.checkedAt };
    case 'downloading':
      return { phase: update.phase, version: update.version, percent: update.percent };
    case 'ready':
      return { phase: update.phase, version: update.version };
    case 'failed':
      return { phase: update.phase, at: update.at, error: toUserError(update.error) };
  }
}

function toJob(job: core.Job): Job {
  return {
    id: job.id,
    at: job.at,
    kind: job.kind,
    title: job.title,
    status: job.status,
    total: job.total,
    done: job.done,
    failed: job.failed,
    errors: job.errors.map(({ address, name, error }) => ({ address, name, error: toUserError(error) })),
  };
}

type Singles = { [S in core.SliceName]: (value: core.Slices[S]) => contract.Slices[S] };

const SINGLES: Singles = {
  connection: toConnection,
  account: (value) => (value === null ? null : toAccount(value)),
  accounts: (value) => value.map(toAccount),
  signIn: (value) => ({
    offered: value.offered === null ? null : [...value.offered],
    waitingFor: value.waitingFor === null ? null : { kind: value.waitingFor.kind, host: value.waitingFor.host },
  }),
  trace: (value) =>
    value.map((step) => ({
      at: step.at,
      ms: step.ms,
      phase: step.phase,
      host: step.host,
      asked: step.asked,
      answered: step.answered,
      decided: step.decided,
      status: step.status,
      frontEnd: step.frontEnd,
      correlationId: step.correlationId,
    })),
  me: (value) =>
    value === null
      ? null
      : {
          address: value.address,
          name: value.name,
          title: value.title,
          department: value.department,
          availability: value.availability,
          activity: value.activity,
          note: value.note,
          canSetAvailability: value.canSetAvailability,
        },
  phonesAccess: (value) => ({ state: value.state, error: errorOrNull(value.error), asOf: value.asOf }),
  list: (value) => ({
    state: value.state,
    asOf: value.asOf,
    readOnly: errorOrNull(value.readOnly),
    ...(value.unread && { unread: toUserError(value.unread) }),
  }),
  jobs: (value) => value.map(toJob),
  followLimits: (value) => ({ contacts: value.contacts, groups: value.groups }),
  sharingConfirmed: (value) => [...value],
  settings: (value) => ({
    theme: value.theme,
    notifyGroupChanges: value.notifyGroupChanges,
    notifyPresence: value.notifyPresence,
    pausedUntil: value.pausedUntil,
    mutedGroups: value.mutedGroups.map(({ id, until }) => ({ id, until })),
    startAtLogin: value.startAtLogin,
    publishPresence: value.publishPresence,
    openSipLinks: value.openSipLinks,
    language: value.language,
    logLevel: value.logLevel,
    zoom: value.zoom,
  }),
  hostSettings: (value) => [...value],
  policy: (value) => ({
    managed: [...value.managed],
    server: value.server === null ? null : { url: value.server.url },
    problems: [...value.problems],
  }),
  notice: errorOrNull,
  update: toUpdate,
  recentErrors: (value) => value.map(({ at, count, error }) => ({ at, count, error: toUserError(error) })),
};

function toTable<C, V>(rows: ReadonlyMap<string, C>, view: (row: C) => V): Record<string, V> {
  // Without a prototype a key such as `__proto__` is a key like any other.
  const table = Object.create(null) as Record<string, V>;
  for (const [key, row] of rows) table[key] = view(row);
  return table;
}

/** Everything the window may know, at the state's revision. */
export function toSnapshot(state: core.State): contract.Snapshot {
  return {
    revision: state.revision,
    groups: toTable(state.groups, ROWS.groups),
    contacts: toTable(state.contacts, ROWS.contacts),
    presence: toTable(state.presence, ROWS.presence),
    phones: toTable(state.phones, ROWS.phones),
    follows: toTable(state.follows, ROWS.follows),
    edits: toTable(state.edits, ROWS.edits),
    history: toTable(state.history, ROWS.history),
    connection: SINGLES.connection(state.connection),
    account: SINGLES.account(state.account),
    accounts: SINGLES.accounts(state.accounts),
    signIn: SINGLES.signIn(state.signIn),
    trace: SINGLES.trace(state.trace),
    me: SINGLES.me(state.me),
    phonesAccess: SINGLES.phonesAccess(state.phonesAccess),
    list: SINGLES.list(state.list),
    jobs: SINGLES.jobs(state.jobs),
    followLimits: SINGLES.followLimits(state.followLimits),
    sharingConfirmed: SINGLES.sharingConfirmed(state.sharingConfirmed),
    settings: SINGLES.settings(state.settings),
    hostSettings: SINGLES.hostSettings(state.hostSettings),
    policy: SINGLES.policy(state.policy),
    notice: SINGLES.notice(state.notice),
    update: SINGLES.update(state.update),
    recentErrors: SINGLES.recentErrors(state.recentErrors),
  };
}

/** Equality of plain JSON values whose fields were built in the same order. */
function same(a: unknown, b: unknown): boolean {
  return Object.is(a, b) || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b));
}

function tableOp<T extends core.TableName>(
  table: T,
  key: string,
  before: core.Tables[T] | null,
  after: core.Tables[T] | null,
): contract.PatchOp | null {
  if (after === null) return before === null ? null : ['delete', table, key];
  const next = ROWS[table](after);
  if (before === null) return ['put', table, key, next] as contract.PatchOp;
  const last = ROWS[table](before);
  const changed: Partial<contract.Tables[T]> = {};
  let any = false;
  for (const field of Object.keys(next) as (keyof contract.Tables[T])[]) {
    if (same(last[field], next[field])) continue;
    changed[field] = next[field];
    any = true;
  }
  return any ? (['merge', table, key, changed] as contract.PatchOp) : null;
}

function sliceOp<S extends core.SliceName>(
  slice: S,
  before: core.Slices[S],
  after: core.Slices[S],
): contract.PatchOp | null {
  const next = SINGLES[slice](after);
  return same(SINGLES[slice](before), next) ? null : (['set', slice, next] as contract.PatchOp);
}

/** One change as the window is told of it; null when nothing of it may be seen there. */
export function toOp(change: core.Change): contract.PatchOp | null {
  return 'table' in change
    ? tableOp(change.table, change.key, change.before, change.after)
    : sliceOp(change.slice, change.before, change.after);
}

/** The changes as patch operations, in order; a row that changed carries its changed fields only. */
export function toOps(changes: readonly core.Change[]): contract.PatchOp[] {
  return changes.map(toOp).filter((op) => op !== null);
}
