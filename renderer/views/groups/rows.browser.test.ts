import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Edit } from '../../../preload/contract/state.ts';
import { compareNames } from '../../i18n/index.ts';
import { overlayOf } from '../../state/overlay.ts';
import { group } from '../../testing/fixture.ts';
import { buildRows, type Row, type RowSource } from './rows.ts';
import { treeAction, typeAhead } from './tree-keys.ts';
import { indexAt, layOut, placedRows } from './window.ts';

const MEMBERS: Record<string, string[]> = { a: ['ann', 'bob'], b: ['bob'], c: [] };

function rowsOf(more: Partial<RowSource> = {}, edits: Edit[] = []): Row[] {
  return buildRows({
    groups: [group('c', 'Cats'), group('a', 'Apes'), group('b', 'Bees'), group('f', 'Top', { kind: 'pinnedGroup' })],
    members: (id) => MEMBERS[id] ?? [],
    isOpen: (id) => id === 'a' || id === 'c',
    overlay: overlayOf(edits),
    filter: null,
    compare: compareNames,
    ...more,
  });
}

const brief = (rows: Row[]) =>
  rows.map((row) =>
    row.type === 'contact'
      ? `  ${row.address}${row.mark ? ` ${row.mark}` : ''}`
      : row.type === 'empty'
        ? '  -'
        : row.name,
  );
const edit = (id: string, wish: Edit['wish']): Edit => ({ id, at: 1, wish, status: 'pending', error: null });

describe('rows', () => {
  test('favourites first, then by name, people under open groups only, empty ones said', () => {
    expect(brief(rowsOf())).toEqual(['Top', 'Apes', '  ann', '  bob', 'Bees', 'Cats', '  -']);
  });

  test('a filter opens groups as far as people match; a matching group shows everybody', () => {
    const filter = { words: ['bo'], search: () => new Set(['bob']) };
    expect(brief(rowsOf({ filter }))).toEqual(['Apes', '  bob', 'Bees', '  bob']);
    const byGroup = { words: ['apes'], search: () => new Set<string>() };
    expect(brief(rowsOf({ filter: byGroup }))).toEqual(['Apes', '  ann', '  bob']);
  });

  test('words of a search may be shared by a group and its people', () => {
    const asked: string[][] = [];
    const search = (words: readonly string[]) => {
      asked.push([...words]);
      return new Set(words.join(' ') === 'bo' ? ['bob'] : []);
    };
    expect(brief(rowsOf({ filter: { words: ['ape', 'bo'], search } }))).toEqual(['Apes', '  bob']);
    expect(asked).toContainEqual(['bo']);
    expect(asked).toContainEqual(['ape', 'bo']);
  });

  test('wishes show: a group to come, a new name, people coming and going', () => {
    const rows = rowsOf({}, [
      edit('1', { kind: 'groupCreate', name: 'Zoo' }),
      edit('2', { kind: 'groupRename', groupId: 'b', name: 'Wasps' }),
      edit('3', { kind: 'memberMove', address: 'ann', name: 'Ann', from: 'a', to: 'c' }),
      edit('4', { kind: 'memberRemoveAll', address: 'bob', name: 'Bob' }),
    ]);
    expect(brief(rows)).toEqual(['Zoo', 'Top', 'Apes', '  ann going', '  bob going', 'Wasps', 'Cats', '  ann coming']);
  });

  test('a group to come that is there already is shown once', () => {
    const rows = rowsOf({}, [edit('1', { kind: 'groupCreate', name: ' apes' })]);
    expect(brief(rows)).toEqual(brief(rowsOf({}, [])));
  });

  test('position and size count items of the same level', () => {
    const rows = rowsOf({}, [edit('1', { kind: 'groupCreate', name: 'Zoo' })]);
    const level1 = rows.filter((row) => row.type === 'group' || row.type === 'newGroup');
    expect(level1.map((row) => [row.position, row.size])).toEqual([1, 2, 3, 4, 5].map((at) => [at, 5]));
  });
});

describe('keys', () => {
  const rows = rowsOf();
  const key = (name: string, at: number, shiftKey = false) => treeAction(rows, at, { key: name, shiftKey }, 3);

  test('arrows walk over items and skip the words of an empty group', () => {
    expect(key('ArrowDown', 0)).toEqual({ do: 'focus', index: 1 });
    expect(key('ArrowDown', 5)).toBeNull();
    expect(key('End', 0)).toEqual({ do: 'focus', index: 5 });
    expect(key('Home', 3)).toEqual({ do: 'focus', index: 0 });
    expect(key('ArrowUp', 0)).toBeNull();
  });

  test('pages go on by the rows in view, as far as there are items', () => {
    expect(key('PageDown', 0)).toEqual({ do: 'focus', index: 3 });
    expect(key('PageDown', 4)).toEqual({ do: 'focus', index: 5 });
    expect(key('PageUp', 4)).toEqual({ do: 'focus', index: 1 });
    expect(key('PageUp', 1)).toEqual({ do: 'focus', index: 0 });
  });

  test('right opens, then enters; left closes, or leads up', () => {
    expect(key('ArrowRight', 4)).toEqual({ do: 'open', index: 4 });
    expect(key('ArrowRight', 1)).toEqual({ do: 'focus', index: 2 });
    expect(key('ArrowRight', 5)).toBeNull();
    expect(key('ArrowLeft', 3)).toEqual({ do: 'focus', index: 1 });
    expect(key('ArrowLeft', 1)).toEqual({ do: 'close', index: 1 });
    expect(key('ArrowLeft', 4)).toBeNull();
  });

  test('enter, F2, Delete and the menu keys', () => {
    expect(key('Enter', 1)).toEqual({ do: 'toggle', index: 1 });
    expect(key('Enter', 2)).toEqual({ do: 'show', index: 2 });
    expect(key('F2', 1)).toEqual({ do: 'rename', index: 1 });
    expect(key('Delete', 2)).toEqual({ do: 'delete', index: 2 });
    expect(key('F10', 1, true)).toEqual({ do: 'menu', index: 1 });
    expect(key('F10', 1)).toBeNull();
    expect(key('x', 1)).toBeNull();
  });

  test('typing finds the next item by its first letters and goes round', () => {
    const nameOf = (row: Row) => (row.type === 'contact' ? row.address : row.type === 'empty' ? '' : row.name);
    expect(typeAhead(rows, 0, 'b', nameOf)).toBe(3);
    expect(typeAhead(rows, 3, 'b', nameOf)).toBe(4);
    expect(typeAhead(rows, 3, 'be', nameOf)).toBe(4);
    expect(typeAhead(rows, 4, 'ap', nameOf)).toBe(1);
    expect(typeAhead(rows, 0, 'q', nameOf)).toBe(-1);
    expect(typeAhead(rows, 3, 'bb', nameOf)).toBe(4);
    expect(typeAhead(rows, 4, 'bbb', nameOf)).toBe(3);
    expect(typeAhead(rows, 4, 'bq', nameOf)).toBe(-1);
  });
});

describe('the window of rows', () => {
  const many = (n: number): Row[] =>
    Array.from({ length: n }, (_, i) => ({ type: i % 7 === 0 ? 'empty' : 'contact', key: `${i}` }) as Row);

  test('short lists are rendered whole', () => {
    const rows = many(20);
    expect(placedRows(rows, layOut(rows, 16), { top: 0, bottom: 100 }, 0).placed).toHaveLength(20);
  });

  test('whatever is scrolled to, the view is covered, the height stays and the active row is there', () => {
    const rows = many(3000);
    const layout = layOut(rows, 16);
    const total = layout.offsets.at(-1)!;
    fc.assert(
      fc.property(
        fc.nat({ max: 160_000 }),
        fc.integer({ min: 100, max: 900 }),
        fc.nat({ max: 2999 }),
        (top, height, active) => {
          const { placed, rest } = placedRows(rows, layout, { top, bottom: top + height }, active);
          const heights = placed.map(({ index, gap }) => gap + layout.offsets[index + 1]! - layout.offsets[index]!);
          expect(heights.reduce((a, b) => a + b, rest)).toBeCloseTo(total);
          expect(placed.length).toBeLessThan(70);
          expect(placed.some(({ index }) => index === active)).toBe(true);
          const shown = new Set(placed.map(({ index }) => index));
          const last = indexAt(layout.offsets, Math.min(top + height, total) - 1);
          for (let i = indexAt(layout.offsets, Math.min(top, total - 1)); i <= last; i++)
            expect(shown.has(i)).toBe(true);
        },
      ),
    );
  });
});
