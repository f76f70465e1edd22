import { describe, expect, test } from 'vitest';
import type { EditWish } from '../store/state.ts';
import { edit, group, phone, testStore } from '../testing/entities.ts';
import { seenFor } from './attempt.ts';

const who = { address: 'ann@x', name: 'Ann' };
const number = (value: string): EditWish => ({ kind: 'phoneNumber', phone: 'home', number: value });
const hide: EditWish = { kind: 'phoneVisibility', phone: 'home', visible: false };
const rename = (name: string, groupId = 'a'): EditWish => ({ kind: 'groupRename', groupId, name });

function shown() {
  const store = testStore();
  store.dispatch(
    { type: 'phonesRead', phones: [phone('home', { number: '1' }), phone('work', { number: '2' })], at: 1 },
    { type: 'listRead', groups: [group('a', { name: 'Sales' })], members: [] },
  );
  return store.state;
}

describe('what a wish is made upon', () => {
  test.each<[string, EditWish, string[]]>([
    ['the number that is changed', number('9'), ['1']],
    ['the number that is hidden', hide, ['1']],
    ['the name of the group that is renamed', rename('Selling'), ['Sales']],
    ['the name of the group that is deleted', { kind: 'groupDelete', groupId: 'a', name: 'Sales' }, ['Sales']],
    ['nothing of what is not shown', rename('X', 'never'), []],
    ['nothing where it does not matter', { kind: 'note', message: 'x' }, []],
    ['nothing of a member', { kind: 'memberAdd', ...who, groupId: 'a' }, []],
  ])('%s', (_, wish, seen) => {
    expect(seenFor(wish, shown(), [])).toEqual(seen);
  });

  test('what we write ourselves meanwhile is no surprise', () => {
    const earlier = [
      edit('1', number('8'), { seen: ['0'] }),
      edit('2', { kind: 'phoneNumber', phone: 'work', number: '7' }, { seen: ['2'] }),
      edit('3', rename('Other')),
    ];
    expect(seenFor(number('9'), shown(), earlier)).toEqual(['1', '0', '8']);
    expect(seenFor(hide, shown(), earlier)).toEqual(['1', '0', '8']);
    expect(seenFor({ kind: 'groupDelete', groupId: 'a', name: 'Sales' }, shown(), earlier)).toEqual(['Sales', 'Other']);
  });
});
