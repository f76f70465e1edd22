import { expect, test } from 'vitest';
import type { HistoryChange, HistoryEntry } from '../../main/core/store/state.ts';
import { historyEntry } from '../../main/core/testing/entities.ts';
import { disowned } from './whose.ts';

const change = (more: Partial<HistoryChange>): HistoryChange => ({
  kind: 'groupAdded',
  by: 'other',
  groupName: 'Group 1 of mine',
  from: null,
  contactName: null,
  ...more,
});

test.each<[string, Partial<HistoryEntry>, number]>([
  ['a group of the user, told as that of others', change({}), 1],
  ['a name of the user, told as given by others', change({ kind: 'groupRenamed' }), 1],
  ['told as the user’s', change({ by: 'me' }), 0],
  ['a group of others', change({ groupName: 'Group 1 of others' }), 0],
  ['others delete a group of the user', change({ kind: 'groupDeleted' }), 0],
  ['others put somebody into it', change({ kind: 'contactAdded' }), 0],
  ['while the app was off', { changes: [change({}), change({ by: 'me' }), change({ kind: 'groupDeleted' })] }, 1],
])('%s', (_what, entry, count) => {
  expect(disowned(historyEntry('1', entry))).toHaveLength(count);
});
