import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { appError, ok } from '../result.ts';
import { set } from '../store/actions.ts';
import type { Contact, Group, Job, JobStep } from '../store/state.ts';
import { drivenClock } from '../testing/clock.ts';
import { contact, follow, group, testStore } from '../testing/entities.ts';
import { createTransfer } from './transfer.ts';

const GROUPS = [
  group('sales', { name: 'Sales' }),
  group('rest', { name: 'Andere Kontakte', kind: 'defaultGroup', canEdit: false }),
  group('all', {
    name: 'All staff',
    kind: 'distributionGroup',
    canEdit: false,
    canChangeMembers: false,
    canFollow: false,
  }),
];

function transfer(
  contacts: readonly Contact[] = [contact('ann@x', ['sales'], { name: 'Ann' })],
  groups: readonly Group[] = GROUPS,
) {
  const store = testStore();
  const saved: [string, string][] = [];
  const added: { kind: Job['kind']; title: string; steps: readonly JobStep[] }[] = [];
  const outcome: { of: 'saved' | 'cancelled' | 'failed' } = { of: 'saved' };
  store.dispatch(
    { type: 'listCached', groups, contacts, asOf: 1 },
    set('account', { address: 'me@x', server: null, remember: false, kind: null }),
  );
  const files = {
    save: async (name: string, text: string) => {
      saved.push([name, text]);
      return outcome.of;
    },
  };
  const add = (kind: Job['kind'], title: string, steps: readonly JobStep[]): string =>
    `job-${added.push({ kind, title, steps })}`;
  const made = createTransfer(store, drivenClock(), files, { add });
  const preview = (text: string) => {
    const read = made.read('list.csv', text);
    if (!read.ok) throw new Error(read.error.message);
    return read.value;
  };
  return { ...made, store, saved, added, outcome, preview };
}

const GONE = { ok: false, error: { code: 'edit.noLongerPossible' } };

describe('export', () => {
  test('saves groups, members and follows under a name of its format', async () => {
    const { save, saved, store } = transfer();
    store.dispatch({ type: 'followPut', follow: follow('group', 'sales', { name: 'Sales' }) });
    store.dispatch({ type: 'followPut', follow: follow('contact', 'dan@x', { name: 'Dan' }) });
    expect(await save('json', null)).toEqual(ok(true));
    const [name, text] = saved[0] ?? ['', ''];
    expect(name).toBe('contacts.json');
    expect(JSON.parse(text)).toEqual({
      format: 'rollcall-contact-list',
      version: 1,
      groups: [
        { name: 'Sales', kind: 'group', followed: true, members: [{ address: 'ann@x', name: 'Ann' }] },
        { name: 'Andere Kontakte', kind: 'defaultGroup', followed: false, members: [] },
        { name: 'All staff', kind: 'distributionGroup', followed: false, members: [] },
      ],
      follows: [{ address: 'dan@x', name: 'Dan' }],
    });
  });

  test('of some groups tells of these alone', async () => {
    const { save, saved, store } = transfer();
    store.dispatch({ type: 'followPut', follow: follow('contact', 'dan@x') });
    await save('csv', ['sales']);
    expect(saved[0]).toEqual(['contacts.csv', '\uFEFFgroup,address,name,kind,followed\r\nSales,ann@x,Ann,group,\r\n']);
  });

  test('says whether the user gave up or the file could not be written', async () => {
    const { save, outcome } = transfer();
    outcome.of = 'cancelled';
    expect(await save('csv', null)).toEqual(ok(false));
    outcome.of = 'failed';
    expect(await save('csv', null)).toMatchObject({ ok: false, error: { code: 'internal' } });
  });

  test('not before there is a list', async () => {
    const { save, read, store, saved } = transfer();
    store.dispatch(set('list', { state: 'none', asOf: null, readOnly: null }));
    expect(await save('csv', null)).toMatchObject(GONE);
    expect(read('x', 'ann@x')).toMatchObject(GONE);
    expect(saved).toEqual([]);
  });
});

describe('the preview', () => {
  const CSV = `group,address,name,kind,followed
Sales,ann@x,,,
SALES,ben@x,Ben,group,
New,cid@x,Cid,,
New,,,,yes
Empty,,,,
All staff,cid@x,,,
,dan@x,Dan,,
,eve@x,Eve,,yes
Rest,fay@x,,defaultGroup,
x,nobody,,,
`;

  test('says what would be done and what cannot be', () => {
    expect(transfer().preview(CSV)).toMatchObject({
      name: 'list.csv',
      format: 'csv',
      groups: [
        {
          name: 'Sales',
          groupId: 'sales',
          create: false,
          add: [{ address: 'ben@x', name: 'Ben' }],
          there: 1,
          reason: null,
        },
        { name: 'New', groupId: null, create: true, add: [{ address: 'cid@x', name: 'Cid' }], there: 0, reason: null },
        { name: 'Empty', groupId: null, create: true, add: [], reason: null },
        {
          name: 'All staff',
          groupId: 'all',
          create: false,
          add: [],
          cannot: [{ address: 'cid@x', name: 'cid@x' }],
          reason: 'fixedGroup',
        },
        {
          name: 'Andere Kontakte',
          groupId: 'rest',
          create: false,
          add: [{ address: 'dan@x' }, { address: 'fay@x' }],
          reason: null,
        },
      ],
      follows: [
        { kind: 'group', target: null, name: 'New' },
        { kind: 'contact', target: 'eve@x', name: 'Eve' },
      ],
      unreadable: [{ line: 11, reason: 'address' }],
      totals: { create: 2, add: 4, there: 1, cannot: 1, follows: 2, unreadable: 1 },
    });
  });

  test('of a list that cannot be changed adds nobody and says why', () => {
    const { store, preview } = transfer();
    store.dispatch(set('list', { state: 'current', asOf: 1, readOnly: appError('ucwa.readOnly', 'No.') }));
    const { groups, totals } = preview('group,address\nSales,ann@x\nSales,ben@x\nNew,ben@x\n');
    expect(groups.map(({ create, add, reason }) => [create, add.length, reason])).toEqual([
      [false, 0, 'readOnlyList'],
      [false, 0, 'readOnlyList'],
    ]);
    expect(totals).toMatchObject({ add: 0, cannot: 2, there: 1 });
  });

  test('names few of the places that cannot be read, and counts all', () => {
    const { unreadable, totals } = transfer().preview(`address\n${'nobody\n'.repeat(150)}`);
    expect([unreadable.length, totals.unreadable]).toEqual([100, 150]);
  });

  test('of what was exported is empty: there is nothing to do', async () => {
    const ids = ['sales', 'rest', 'all'];
    const names = fc.string({ maxLength: 8 }).map((name) => name.trim() || 'N');
    const people = fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 9 }), names, fc.subarray(ids, { minLength: 1 })), {
      selector: ([n]) => n,
    });
    await fc.assert(
      fc.asyncProperty(
        people,
        fc.constantFrom('json' as const, 'csv' as const),
        fc.boolean(),
        async (list, format, followed) => {
          const made = transfer(list.map(([n, name, groups]) => contact(`p${n}@x`, [...groups].sort(), { name })));
          if (followed) {
            made.store.dispatch(
              { type: 'followPut', follow: follow('group', 'sales') },
              { type: 'followPut', follow: follow('contact', 'p1@x') },
            );
          }
          await made.save(format, null);
          const { id, totals } = made.preview(made.saved[0]?.[1] ?? '');
          expect(totals).toMatchObject({ create: 0, add: 0, cannot: 0, follows: 0, unreadable: 0 });
          expect(made.apply(id)).toEqual(ok(null));
          expect(made.added).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('applying a preview', () => {
  const CSV = 'group,address,name\nSales,ben@x,Ben\nSales,cid@x,Cid\nNew,dan@x,Dan\n';

  test('is one job, the follows at its end', () => {
    const { preview, apply, added } = transfer();
    const { id } = preview(CSV.replace('name\n', 'name,followed\n').replace('Dan\n', 'Dan\nNew,,,yes\n'));
    expect(apply(id)).toEqual(ok('job-1'));
    const [ben, cid, dan] = ['Ben', 'Cid', 'Dan'].map((name) => ({ address: `${name.toLowerCase()}@x`, name }));
    expect(added).toEqual([
      {
        kind: 'import',
        title: 'list.csv',
        steps: [
          { kind: 'members', groupId: 'sales', groupName: 'Sales', people: [ben, cid] },
          { kind: 'members', groupId: null, groupName: 'New', people: [dan] },
          { kind: 'follows', follows: [{ kind: 'group', target: null, name: 'New' }] },
        ],
      },
    ]);
  });

  test('goes by the list as it is by then: nothing twice, nobody who was not shown', () => {
    const { store, preview, apply, added } = transfer();
    const { id } = preview(`${CSV}Sales,ann@x,Ann\n`);
    store.dispatch({
      type: 'listCached',
      groups: [...GROUPS, group('made', { name: 'new' })],
      // Ann, who was there, has left; Ben has come.
      contacts: [contact('ann@x', ['rest']), contact('ben@x', ['sales']), contact('dan@x', [])],
      asOf: 2,
    });
    apply(id);
    expect(added[0]?.steps).toMatchObject([
      { groupId: 'sales', people: [{ address: 'cid@x' }] },
      { groupId: 'made', people: [{ address: 'dan@x' }] },
    ]);
  });

  test('is done once, of the last preview only, for the account it was made for', () => {
    const { store, preview, apply, added } = transfer();
    const first = preview(CSV).id;
    const second = preview(CSV).id;
    expect(apply(first)).toMatchObject(GONE);
    store.dispatch(set('account', { address: 'other@x', server: null, remember: false, kind: null }));
    expect(apply(second)).toMatchObject(GONE);
    store.dispatch(set('account', { address: 'me@x', server: null, remember: false, kind: null }));
    expect(apply(second)).toEqual(ok('job-1'));
    expect(apply(second)).toMatchObject(GONE);
    expect(added).toHaveLength(1);
  });
});
