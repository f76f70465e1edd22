import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { appError } from '../core/result.ts';
import type { Connection, EditWish, Presence, Tables, TableName } from '../core/store/state.ts';
import type { PatchOp, Snapshot } from '../../preload/contract/state.ts';
import { createFakeCore } from './testing/fake-core.ts';
import { toOutput } from './outputs.ts';
import { toOp, toOps, toSnapshot, toUserError } from './view.ts';

const presence: Presence = {
  availability: 'Online',
  activity: 'in a meeting',
  note: 'Working on the budget',
  location: 'Berlin',
  lastActive: 1_700_000_000_000,
  asOf: 1_700_000_000_000,
  live: true,
};

/** Applies a patch as the contract describes it. Keys are data: `__proto__` is a row like any other. */
function apply(view: Snapshot, ops: PatchOp[], revision: number): Snapshot {
  const next = { ...view, revision } as unknown as Record<string, unknown>;
  for (const op of ops) {
    if (op[0] === 'set') {
      next[op[1]] = op[2];
      continue;
    }
    const rows = new Map(Object.entries(next[op[1]] as Record<string, object>));
    if (op[0] === 'delete') rows.delete(op[2]);
    else rows.set(op[2], op[0] === 'put' ? op[3] : { ...rows.get(op[2]), ...op[3] });
    next[op[1]] = Object.fromEntries(rows);
  }
  return next as unknown as Snapshot;
}

describe('patches', () => {
  test('carry only the fields that changed', () => {
    const op = toOp({
      table: 'presence',
      key: 'ann@example.org',
      before: presence,
      after: { ...presence, note: null },
    });
    expect(op).toEqual(['merge', 'presence', 'ann@example.org', { note: null }]);
  });

  test('of one changed presence stay under 400 bytes', () => {
    const after: Presence = {
      ...presence,
      availability: 'DoNotDisturb',
      activity: 'presenting',
      asOf: presence.asOf + 1,
    };
    const ops = toOps([
      { table: 'presence', key: 'a.rather.long.name@department.example.org', before: presence, after },
    ]);
    expect(JSON.stringify({ from: 123456, to: 123457, ops }).length).toBeLessThan(400);
  });

  test('say nothing of a row that looks the same or never was', () => {
    expect(toOps([{ table: 'presence', key: 'x', before: presence, after: { ...presence } }])).toEqual([]);
    expect(toOps([{ table: 'presence', key: 'x', before: null, after: null }])).toEqual([]);
    expect(toOps([{ slice: 'notice', before: null, after: null }])).toEqual([]);
  });

  test('put new rows whole and delete gone ones', () => {
    expect(toOp({ table: 'presence', key: 'x', before: null, after: presence })).toEqual([
      'put',
      'presence',
      'x',
      presence,
    ]);
    expect(toOp({ table: 'presence', key: 'x', before: presence, after: null })).toEqual(['delete', 'presence', 'x']);
  });
});

test('fields that the contract does not name stay inside', () => {
  const leaky = { ...presence, href: '/ucwa/secret' };
  expect(JSON.stringify(toOp({ table: 'presence', key: 'x', before: null, after: leaky }))).not.toContain('secret');
  const fake = createFakeCore();
  fake.change((set) => {
    set.row('presence', 'x', leaky);
    set.slice('account', { address: 'a@b', server: null, remember: true, password: 'secret' } as never);
  });
  expect(JSON.stringify(toSnapshot(fake.core.store.state))).not.toContain('secret');
  const error = { ...appError('internal', 'words', { retryAfterMs: 5 }), href: 'secret' };
  expect(Object.keys(toUserError(error))).toEqual([
    'code',
    'message',
    'serverMessage',
    'status',
    'subcode',
    'diagnostics',
    'host',
    'frontEnd',
    'correlationId',
    'retryable',
  ]);
  const person = { address: 'a@b', name: 'A', title: null, department: null, href: 'secret' };
  expect(toOutput('contacts.search', { people: [person], more: false })).toEqual({
    people: [{ address: 'a@b', name: 'A', title: null, department: null }],
    more: false,
  });
});

test('each kind of connection and wish keeps its own fields', () => {
  const error = appError('network.offline', 'no network');
  const connections: Connection[] = [
    { phase: 'signedOut', error },
    { phase: 'discovering', host: 'h' },
    { phase: 'signingIn', host: null },
    { phase: 'connecting' },
    { phase: 'live', since: 1 },
    { phase: 'degraded', since: 1, reason: error, attempt: 2, nextRetryAt: 3 },
    { phase: 'replaced', since: 4 },
    { phase: 'ended', reason: error },
  ];
  for (const after of connections) {
    const op = toOp({ slice: 'connection', before: { phase: 'live', since: 0 }, after });
    expect(op?.[2]).toEqual(
      JSON.parse(
        JSON.stringify(after, (key, value: unknown) =>
          key === 'retryAfterMs' || key === 'remedy' ? undefined : value,
        ),
      ),
    );
  }
  const wishes: EditWish[] = [
    { kind: 'phoneVisibility', phone: 'home', visible: true },
    { kind: 'phoneNumber', phone: 'home', number: '1' },
    { kind: 'groupCreate', name: 'n' },
    { kind: 'groupRename', groupId: 'g', name: 'n' },
    { kind: 'groupDelete', groupId: 'g', name: 'n' },
    { kind: 'memberAdd', address: 'a@b', name: 'n', groupId: 'g' },
    { kind: 'memberRemove', address: 'a@b', name: 'n', groupId: 'g' },
    { kind: 'memberMove', address: 'a@b', name: 'n', from: 'f', to: 't' },
    { kind: 'memberRemoveAll', address: 'a@b', name: 'n' },
    { kind: 'availability', availability: 'Busy' },
    { kind: 'note', message: 'm' },
  ];
  for (const wish of wishes) {
    const op = toOp({
      table: 'edits',
      key: 'e',
      before: null,
      after: { id: 'e', at: 1, wish, status: 'failed', error: null },
    });
    expect(op?.[3]).toMatchObject({ wish });
  }
});

const text = fc.string({ maxLength: 4 });
const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const error = fc
  .record({ code: fc.constantFrom('internal' as const, 'validation' as const), message: text })
  .map((e) => appError(e.code, e.message));
const rows: { [T in TableName]: fc.Arbitrary<Tables[T]> } = {
  groups: fc.record({
    id: text,
    name: text,
    kind: fc.constantFrom('group' as const, 'pinnedGroup' as const),
    canEdit: fc.boolean(),
    canChangeMembers: fc.boolean(),
    canFollow: fc.boolean(),
  }),
  contacts: fc.record({
    address: text,
    name: text,
    title: orNull(text),
    department: orNull(text),
    company: orNull(text),
    office: orNull(text),
    emails: fc.array(text, { maxLength: 2 }),
    workPhone: orNull(text),
    mobilePhone: orNull(text),
    homePhone: orNull(text),
    otherPhone: orNull(text),
    groups: fc.array(text, { maxLength: 2 }),
  }),
  presence: fc.record({
    availability: fc.constantFrom('Online' as const, 'Away' as const),
    activity: orNull(text),
    note: orNull(text),
    location: orNull(text),
    lastActive: orNull(fc.nat(9)),
    asOf: fc.nat(9),
    live: fc.boolean(),
  }),
  phones: fc.record({
    kind: fc.constantFrom('work' as const, 'home' as const),
    number: text,
    visible: fc.boolean(),
    canChangeNumber: fc.boolean(),
    canChangeVisibility: fc.boolean(),
    lock: fc.constantFrom('directory' as const, 'server' as const, null),
    notChanged: fc.boolean(),
  }),
  follows: fc.record({
    kind: fc.constantFrom('contact' as const, 'group' as const),
    target: text,
    name: text,
    status: fc.constantFrom('held' as const, 'refused' as const),
    until: orNull(fc.nat(9)),
    error: orNull(error),
  }),
  edits: fc.record({
    id: text,
    at: fc.nat(9),
    wish: fc.record({ kind: fc.constant('note' as const), message: text }),
    status: fc.constantFrom('pending' as const, 'failed' as const),
    error: orNull(error),
  }),
  history: fc.record({
    id: text,
    at: fc.nat(9),
    kind: fc.constantFrom('groupAdded' as const, 'whileAway' as const),
    by: fc.constantFrom('me' as const, 'other' as const),
    groupId: orNull(text),
    groupName: orNull(text),
    from: orNull(text),
    address: orNull(text),
    contactName: orNull(text),
    count: fc.nat(9),
    details: fc.array(text, { maxLength: 2 }),
    changes: fc.array(
      fc.record({
        kind: fc.constant('contactMoved' as const),
        by: fc.constantFrom('me' as const, 'other' as const),
        groupName: text,
        from: orNull(text),
        contactName: orNull(text),
      }),
      { maxLength: 2 },
    ),
    editId: orNull(text),
    undo: fc.constantFrom('possible' as const, 'done' as const),
    kept: fc.constant(null),
  }),
};
const key = fc.constantFrom('a@example.org', 'b@example.org', 'contact:a', '__proto__', 'constructor');
const rowStep = fc
  .constantFrom(...(Object.keys(rows) as TableName[]))
  .chain((table) =>
    fc.record({ table: fc.constant(table), key, value: orNull(rows[table] as fc.Arbitrary<Tables[TableName]>) }),
  );
const noticeStep = fc.record({ notice: orNull(error) });

test('a snapshot and the patches after it make the later snapshot', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.oneof(rowStep, noticeStep), { minLength: 1, maxLength: 6 }), { maxLength: 8 }),
      (turns) => {
        const fake = createFakeCore();
        let mirror = toSnapshot(fake.core.store.state);
        fake.core.store.subscribe((changes, revision) => {
          mirror = apply(mirror, JSON.parse(JSON.stringify(toOps(changes))) as PatchOp[], revision);
        });
        for (const turn of turns) {
          fake.change((set) => {
            for (const step of turn) {
              if ('notice' in step) set.slice('notice', step.notice);
              else set.row(step.table, step.key, step.value);
            }
          });
        }
        expect(mirror).toEqual(toSnapshot(fake.core.store.state));
      },
    ),
  );
});
