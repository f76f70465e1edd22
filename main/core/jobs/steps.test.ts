import { expect, test } from 'vitest';
import { testStore } from '../testing/entities.ts';
import { membersOutcome } from './steps.ts';

test('a group for nobody that was not made is one thing that failed, with a reason even where nobody gave one', () => {
  const step = { kind: 'members', groupId: null, groupName: 'Sales', people: [] } as const;
  expect(membersOutcome(step, testStore().state, new Map(), null)).toMatchObject({
    done: 0,
    errors: [{ address: null, name: 'Sales', error: { code: 'edit.notChanged' } }],
  });
});
