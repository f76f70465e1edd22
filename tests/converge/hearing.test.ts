import { describe, expect, test } from 'vitest';
import type { HistoryEntry } from '../../main/core/store/state.ts';
import { Hearing } from './hearing.ts';

const entry = (groupId: string, by: 'me' | 'other' = 'other'): HistoryEntry => ({
  id: groupId,
  at: 0,
  kind: 'contactAdded',
  by,
  groupId,
  groupName: groupId,
  from: null,
  address: 'ann@x',
  contactName: 'Ann',
  count: 1,
  details: [],
  changes: [],
  undo: 'unknown',
  editId: null,
  kept: null,
});
const note = (tag: string) => ({ tag, title: '', body: tag, groupId: null });

describe('notifications against changes', () => {
  test('each change of others is heard of in time, by itself or among many', () => {
    const hearing = new Hearing();
    hearing.changed(entry('a'), 0);
    hearing.shown(note('group a ann@x'), 400);
    hearing.changed(entry('b'), 10_000);
    hearing.shown(note('groups'), 10_400);
    expect(hearing.wrong(60_000)).toEqual([]);
  });

  test('one that nobody is told of is missed, once', () => {
    const hearing = new Hearing();
    hearing.changed(entry('a'), 0);
    hearing.shown(note('group b ann@x'), 400);
    hearing.changed(entry('b'), 300);
    expect(hearing.wrong(60_000)).toEqual(['no notification of contactAdded a']);
    expect(hearing.wrong(120_000)).toEqual([]);
  });

  test('one of the last moment may still be kept back', () => {
    const hearing = new Hearing();
    hearing.changed(entry('a'), 0);
    expect(hearing.wrong(5_000)).toEqual([]);
    expect(hearing.wrong(10_000)).toEqual(['no notification of contactAdded a']);
  });

  test('what the user did, and what nobody did, is not to be told', () => {
    const hearing = new Hearing();
    hearing.changed(entry('a', 'me'), 0);
    hearing.shown(note('group a ann@x'), 400);
    expect(hearing.wrong(5_000)).toEqual(['a notification of what nobody else did: group a ann@x']);
  });
});
