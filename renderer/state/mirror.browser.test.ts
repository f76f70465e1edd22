import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Contact, PatchOp, Snapshot } from '../../preload/contract/state.ts';
import { FakeApi } from '../testing/fake-api.ts';
import { contact, emptySnapshot, group, presence, sampleSnapshot } from '../testing/fixture.ts';
import { Mirror } from './mirror.svelte.ts';

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function loaded(snapshot: Snapshot): Mirror {
  const mirror = new Mirror(compare);
  mirror.load(snapshot);
  return mirror;
}

function contents(mirror: Mirror): Snapshot {
  const rows = (map: Map<string, unknown>) => Object.fromEntries(map) as never;
  return {
    revision: mirror.revision,
    connection: mirror.connection,
    account: mirror.account,
    accounts: mirror.accounts,
    signIn: mirror.signIn,
    trace: mirror.trace,
    me: mirror.me,
    phonesAccess: mirror.phonesAccess,
    list: mirror.list,
    jobs: mirror.jobs,
    followLimits: mirror.followLimits,
    sharingConfirmed: mirror.sharingConfirmed,
    settings: mirror.settings,
    hostSettings: mirror.hostSettings,
    policy: mirror.policy,
    update: mirror.update,
    recentErrors: mirror.recentErrors,
    notice: mirror.notice,
    groups: rows(mirror.groups),
    contacts: rows(mirror.contacts),
    presence: rows(mirror.presence),
    phones: rows(mirror.phones),
    follows: rows(mirror.follows),
    edits: rows(mirror.edits),
    history: rows(mirror.history),
  };
}

/** What the index must say, counted anew from the tables. */
function recount(mirror: Mirror, groupId: string) {
  const people = [...mirror.contacts.values()].filter((one) => one.groups.includes(groupId));
  const seen = people.map((one) => mirror.presence.get(one.address)?.availability);
  return {
    members: people.sort((a, b) => compare(a.name, b.name) || compare(a.address, b.address)).map((one) => one.address),
    tally: {
      total: people.length,
      known: seen.filter((one) => one !== undefined && one !== 'Unknown').length,
      available: seen.filter((one) => one === 'Online').length,
    },
  };
}

const GROUPS = ['a', 'b', 'c'];
const ADDRESSES = ['p1', 'p2', 'p3', 'p4', 'p5'];
const names = fc.constantFrom('Ann', 'Bob', 'Cem');
const people: fc.Arbitrary<Contact> = fc
  .tuple(fc.constantFrom(...ADDRESSES), names, fc.subarray(GROUPS))
  .map(([address, name, groups]) => ({ ...contact(name, groups), address }));
const seen = fc.constantFrom('Online', 'Away', 'Unknown').map((one) => presence(one));
const ops: fc.Arbitrary<PatchOp> = fc.oneof(
  people.map((one): PatchOp => ['put', 'contacts', one.address, one]),
  fc.constantFrom(...ADDRESSES).map((key): PatchOp => ['delete', 'contacts', key]),
  fc.tuple(fc.constantFrom(...ADDRESSES), seen).map(([key, one]): PatchOp => ['put', 'presence', key, one]),
  fc.constantFrom(...ADDRESSES).map((key): PatchOp => ['delete', 'presence', key]),
  fc.tuple(fc.constantFrom(...GROUPS), names).map(([id, name]): PatchOp => ['put', 'groups', id, group(id, name)]),
  fc
    .constantFrom('light', 'dark')
    .map((theme): PatchOp => ['set', 'settings', { ...sampleSnapshot().settings, theme }]),
);
/** Only merges into rows that are there, as main sends them. */
const merges = fc.tuple(fc.constantFrom(...ADDRESSES), names, fc.subarray(GROUPS));

describe('a mirror', () => {
  test('led on by patches is what a later snapshot says, and its index is what a recount says', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.array(ops, { minLength: 1, maxLength: 6 }), merges), { maxLength: 12 }),
        (steps) => {
          const main = new FakeApi(emptySnapshot());
          const mirror = loaded(main.snapshot);
          for (const [list, [key, name, groups]] of steps) {
            const from = main.snapshot.revision;
            main.change(...list);
            const all = [...list];
            if (main.snapshot.contacts[key]) {
              const merge: PatchOp = ['merge', 'contacts', key, { name, groups }];
              all.push(merge);
              main.change(merge);
            }
            expect(mirror.apply({ from, to: main.snapshot.revision, ops: all })).toBe(true);
          }
          expect(contents(mirror)).toEqual(main.snapshot);
          const again = loaded(main.snapshot);
          for (const id of GROUPS) {
            const truth = recount(mirror, id);
            expect({ members: mirror.index.members(id), tally: mirror.index.tally(id) }).toEqual(truth);
            expect({ members: again.index.members(id), tally: again.index.tally(id) }).toEqual(truth);
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  test('refuses a patch that starts at another revision and stays as it was', () => {
    const mirror = loaded(sampleSnapshot());
    const before = contents(mirror);
    expect(mirror.apply({ from: 2, to: 3, ops: [['delete', 'groups', 'sales']] })).toBe(false);
    expect(contents(mirror)).toEqual(before);
  });

  test('refuses a merge into a row it does not have, as a whole', () => {
    const mirror = loaded(sampleSnapshot());
    const ops: PatchOp[] = [
      ['delete', 'groups', 'sales'],
      ['merge', 'groups', 'sales', { name: 'Back' }],
    ];
    expect(mirror.apply({ from: 1, to: 2, ops })).toBe(false);
    expect(mirror.groups.has('sales')).toBe(true);
  });

  test('takes a merge into a row put earlier in the same patch', () => {
    const mirror = loaded(sampleSnapshot());
    const ops: PatchOp[] = [
      ['put', 'groups', 'new', group('new', 'New')],
      ['merge', 'groups', 'new', { name: 'Newer' }],
    ];
    expect(mirror.apply({ from: 1, to: 2, ops })).toBe(true);
    expect(mirror.groups.get('new')?.name).toBe('Newer');
  });

  test('keeps the very objects of rows that a new snapshot repeats', () => {
    const mirror = loaded(sampleSnapshot());
    const before = mirror.groups.get('sales');
    const next = sampleSnapshot();
    next.groups['design'] = group('design', 'Form');
    mirror.load(next);
    expect(mirror.groups.get('sales')).toBe(before);
    expect(mirror.groups.get('design')?.name).toBe('Form');
  });
});

describe('the search in people', () => {
  test('finds all words in name, title, department or address, whatever the accents', () => {
    const { index } = loaded(sampleSnapshot());
    expect([...index.search('chloe')]).toEqual(['chloe.lambert@contoso.example']);
    expect([...index.search('DESK lead')]).toEqual(['maya.ferreira@contoso.example']);
    expect([...index.search('nobody at all')]).toEqual([]);
  });

  test('finds notes, and follows them as they change', () => {
    const mirror = loaded(sampleSnapshot());
    expect([...mirror.index.search('spring catalogue')]).toEqual(['amara.okafor@contoso.example']);
    const op: PatchOp = ['merge', 'presence', 'amara.okafor@contoso.example', { note: 'Gone fishing' }];
    mirror.apply({ from: mirror.revision, to: mirror.revision + 1, ops: [op] });
    expect([...mirror.index.search('spring catalogue')]).toEqual([]);
    expect([...mirror.index.search('FISHING')]).toEqual(['amara.okafor@contoso.example']);
  });

  test('letters that no accent explains are found by the plain ones', () => {
    expect([...loaded(sampleSnapshot()).index.search('sorensen')]).toEqual(['benedikt.sørensen@contoso.example']);
  });
});

describe('the order of people', () => {
  test('by availability: who can be reached first, then by name, and it follows each change', () => {
    const mirror = loaded(sampleSnapshot());
    const first = () => mirror.index.members('sales').map((address) => address.split('.')[0]);
    expect(first()).toEqual(['elena', 'farid', 'hugo', 'ingrid']);
    mirror.index.orderBy('availability');
    expect(first()).toEqual(['farid', 'ingrid', 'elena', 'hugo']);
    const op: PatchOp = ['merge', 'presence', 'hugo.almeida@contoso.example', { availability: 'Online' }];
    mirror.apply({ from: mirror.revision, to: mirror.revision + 1, ops: [op] });
    expect(first()).toEqual(['farid', 'hugo', 'ingrid', 'elena']);
    mirror.index.orderBy('name');
    expect(first()).toEqual(['elena', 'farid', 'hugo', 'ingrid']);
  });
});
