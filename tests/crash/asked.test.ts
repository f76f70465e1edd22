import { describe, expect, test } from 'vitest';
import type { EditWish } from '../../main/core/store/state.ts';
import type { SimulatorState } from '../../simulator/index.ts';
import { fates, strayChanges, type Asked } from './asked.ts';

const PHONE = { number: 'tel:+14255550001', visible: true, canChangeNumber: true, canChangeVisibility: true };

/** A truth with the groups `1` (ann, bob) and `2` (cal) and whatever differs. */
function truth(more: Partial<Pick<SimulatorState, 'groups' | 'phones'>> = {}): SimulatorState {
  return {
    groups: [
      { id: '1', name: 'One', kind: 'group', members: ['Ann@x.example', 'bob@x.example'] },
      { id: '2', name: 'Two', kind: 'group', members: ['cal@x.example'] },
    ],
    phones: { work: PHONE, mobile: PHONE, home: PHONE, other: PHONE },
    ...more,
  } as unknown as SimulatorState;
}

const groups = (one: readonly string[], two: readonly string[], name = 'One'): SimulatorState['groups'] => [
  { id: '1', name, kind: 'group', members: one },
  { id: '2', name: 'Two', kind: 'group', members: two },
];

let serial = 0;
const answered = (wish: EditWish): Asked => ({ wish, id: `e${(serial += 1)}`, refused: null });
const unanswered = (wish: EditWish): Asked => ({ wish, id: null, refused: null });
const fate = (asked: readonly Asked[], after: SimulatorState, failed: readonly string[] = []): string[] => [
  ...fates(asked, new Set(failed), after).values(),
];

const rename: EditWish = { kind: 'groupRename', groupId: '1', name: 'New' };
const add: EditWish = { kind: 'memberAdd', groupId: '2', address: 'ann@x.example', name: '' };
const move: EditWish = { kind: 'memberMove', from: '1', to: '2', address: 'ann@x.example', name: '' };
const create: EditWish = { kind: 'groupCreate', name: 'Made' };
const number: EditWish = { kind: 'phoneNumber', phone: 'home', number: '+1 (425) 555-0009' };

describe('the fate of an acknowledged edit', () => {
  test('is applied where the truth shows it, and lost where it does not', () => {
    expect(fate([answered(rename)], truth({ groups: groups([], [], 'New') }))).toEqual(['applied']);
    expect(fate([answered(rename)], truth())).toEqual(['lost']);
    expect(fate([answered(number)], truth())).toEqual(['lost']);
    const home = { ...PHONE, number: 'tel:+14255550009' };
    expect(fate([answered(number)], truth({ phones: { ...truth().phones, home } }))).toEqual(['applied']);
  });

  test('is failed where it is shown so, whatever the truth', () => {
    const one = answered(rename);
    expect(fate([one], truth(), [one.id ?? ''])).toEqual(['failed']);
  });

  test('a move that came only half the way is lost', () => {
    expect(fate([answered(move)], truth({ groups: groups(['ann@x.example'], ['ann@x.example']) }))).toEqual(['lost']);
    expect(fate([answered(move)], truth({ groups: groups([], ['ann@x.example']) }))).toEqual(['applied']);
  });

  test('a group of the same name that was made twice is lost, as is one that was not made', () => {
    const made = { id: '3', name: 'Made', kind: 'group', members: [] } as const;
    expect(fate([answered(create)], truth({ groups: [made] }))).toEqual(['applied']);
    expect(fate([answered(create)], truth({ groups: [made, { ...made, id: '4' }] }))).toEqual(['lost']);
    expect(fate([answered(create)], truth())).toEqual(['lost']);
  });

  test('a later edit of the same thing takes its place, also an unanswered one, but not a refused one', () => {
    const newer: EditWish = { ...rename, name: 'Newer' };
    const after = truth({ groups: groups([], [], 'Newer') });
    expect(fate([answered(rename), answered(newer)], after)).toEqual(['superseded', 'applied']);
    expect(fate([answered(rename), unanswered(newer)], after)).toEqual(['superseded']);
    expect(fate([answered(rename), { ...unanswered(newer), refused: 'validation' }], after)).toEqual(['lost']);
  });

  test('what a deleted group took along is not missed', () => {
    const gone: EditWish = { kind: 'groupDelete', groupId: '2', name: 'Two' };
    const after = truth({ groups: groups([], []).slice(0, 1) });
    expect(fate([answered(add), answered(gone)], after)).toEqual(['applied', 'applied']);
    expect(fate([answered(gone), answered(add)], after)).toEqual(['applied', 'lost']);
  });

  test('an edit without an answer has none', () => {
    expect(fate([unanswered(rename)], truth())).toEqual([]);
  });
});

describe('changes that nobody asked for', () => {
  test('are told', () => {
    const home = { ...PHONE, number: 'tel:+14255550009', visible: false };
    const after = truth({
      groups: [
        ...groups(['bob@x.example'], ['cal@x.example'], 'New').slice(0, 1),
        { id: '3', name: 'X', kind: 'group', members: [] },
      ],
      phones: { ...truth().phones, home },
    });
    expect(strayChanges([], truth(), after)).toEqual([
      'One is called New',
      'ann@x.example in 1 changed',
      'Two is gone',
      'X was made',
      'the number home changed',
      'the visibility of home changed',
    ]);
  });

  test('are none where somebody asked, answered or not, and none in another spelling', () => {
    const after = truth({ groups: groups(['BOB@x.example'], ['cal@x.example', 'ann@x.example'], 'New') });
    expect(strayChanges([unanswered(rename), answered(move)], truth(), after)).toEqual([]);
    expect(strayChanges([], truth(), truth())).toEqual([]);
  });

  test('a refused edit asked for nothing', () => {
    const after = truth({ groups: groups(['ann@x.example', 'bob@x.example'], ['cal@x.example'], 'New') });
    expect(strayChanges([{ wish: rename, id: null, refused: 'ucwa.readOnly' }], truth(), after)).toEqual([
      'One is called New',
    ]);
  });
});
