import { describe, expect, test } from 'vitest';
import { event } from '../testing/client.ts';
import type { UcwaEvent } from '../ucwa/index.ts';
import { GROUP_KINDS } from './read.ts';
import { fresh, isFresh, join, staleFrom } from './stale.ts';

const ids: Record<string, string> = { '/groups/sales': 'sales', '/groups/other': 'other' };
const groupId = (href: string): string | null => ids[href] ?? null;

function of(...events: UcwaEvent[]) {
  const { groups, allMembers, members, contacts } = staleFrom(events, groupId);
  return { groups, allMembers, members: [...members], contacts: [...contacts] };
}

const NOTHING = { groups: false, allMembers: false, members: [], contacts: [] };
const inGroup = (rel: string, href: string) => ({ in: { rel, href } });

describe('staleFrom', () => {
  describe.each(GROUP_KINDS)('%s', (kind) => {
    test.each(['added', 'updated', 'deleted'] as const)('%s: the list of groups', (type) => {
      expect(of(event(type, kind, '/groups/sales', inGroup('myGroups', '/groups')))).toEqual({
        ...NOTHING,
        groups: true,
      });
    });

    test.each(['added', 'deleted'] as const)('a contact %s in it: its members', (type) => {
      expect(of(event(type, 'contact', '/people/ann', inGroup(kind, '/groups/sales')))).toEqual({
        ...NOTHING,
        members: ['sales'],
      });
    });
  });

  test('a contact in a group not met yet: the list of groups, which names it', () => {
    expect(of(event('added', 'contact', '/people/ann', inGroup('group', '/groups/new')))).toEqual({
      ...NOTHING,
      groups: true,
    });
  });

  test.each(['added', 'deleted'] as const)('a contact %s in myContacts alone: it may be any group', (type) => {
    expect(of(event(type, 'contact', '/people/ann', inGroup('myContacts', '/contacts')))).toEqual({
      ...NOTHING,
      allMembers: true,
    });
  });

  test('a contact in myContacts and in a group, in whatever order: that group', () => {
    const list = event('added', 'contact', '/people/ann', inGroup('myContacts', '/contacts'));
    const placed = event('added', 'contact', '/people/ann', inGroup('group', '/groups/sales'));
    expect(of(list, placed)).toEqual({ ...NOTHING, members: ['sales'] });
    expect(of(placed, list)).toEqual({ ...NOTHING, members: ['sales'] });
  });

  test('the same contact spelled in another case is the same', () => {
    expect(
      of(
        event('added', 'contact', '/people/Ann@x', inGroup('myContacts', '/contacts')),
        event('added', 'contact', '/people/ann@x', inGroup('group', '/groups/sales')),
      ),
    ).toEqual({ ...NOTHING, members: ['sales'] });
  });

  test('somebody else in myContacts is not covered by that', () => {
    expect(
      of(
        event('added', 'contact', '/people/ann', inGroup('group', '/groups/sales')),
        event('added', 'contact', '/people/ben', inGroup('myContacts', '/contacts')),
      ),
    ).toEqual({ ...NOTHING, allMembers: true, members: ['sales'] });
  });

  test('a contact that changed itself, wherever that is said', () => {
    expect(of(event('updated', 'contact', '/people/ann', inGroup('group', '/groups/sales')))).toEqual({
      ...NOTHING,
      contacts: ['/people/ann'],
    });
    expect(of(event('added', 'contact', '/people/ann'))).toEqual({ ...NOTHING, contacts: ['/people/ann'] });
    expect(of(event('updated', 'contact', '/people/ann'))).toEqual({ ...NOTHING, contacts: ['/people/ann'] });
  });

  test('a move: both groups', () => {
    expect(
      of(
        event('deleted', 'contact', '/people/ann', inGroup('group', '/groups/sales')),
        event('added', 'contact', '/people/ann', inGroup('group', '/groups/other')),
      ).members,
    ).toEqual(['sales', 'other']);
  });

  test.each([
    ['a presence subscription', event('updated', 'presenceSubscription', '/s')],
    ['presence', event('updated', 'contactPresence', '/p', inGroup('contact', '/people/ann'))],
    ['a contact among those subscribed to', event('added', 'contact', '/p', inGroup('subscribedContacts', '/s'))],
    ['something unknown', event('completed', 'messagingInvitation', '/i')],
    ['the list subscription', event('updated', 'myContactsAndGroupsSubscription', '/s')],
  ])('%s says nothing about the list', (_, one) => {
    expect(of(one)).toEqual(NOTHING);
  });

  test('no events', () => {
    expect(isFresh(staleFrom([], groupId))).toBe(true);
  });
});

test('isFresh sees every part', () => {
  expect(isFresh(fresh())).toBe(true);
  expect(isFresh({ ...fresh(), hub: true })).toBe(false);
  expect(isFresh({ ...fresh(), groups: true })).toBe(false);
  expect(isFresh({ ...fresh(), allMembers: true })).toBe(false);
  expect(isFresh({ ...fresh(), members: new Set(['a']) })).toBe(false);
  expect(isFresh({ ...fresh(), contacts: new Set(['a']) })).toBe(false);
});

test('join adds and never takes away', () => {
  const stale = { ...fresh(), groups: true, members: new Set(['a']) };
  join(stale, { hub: false, groups: false, allMembers: true, members: new Set(['b']), contacts: new Set(['c']) });
  expect(stale).toEqual({
    hub: false,
    groups: true,
    allMembers: true,
    members: new Set(['a', 'b']),
    contacts: new Set(['c']),
  });
});

test('join remembers that what is offered is to be read again', () => {
  const stale = fresh();
  join(stale, { ...fresh(), hub: true });
  join(stale, fresh());
  expect(stale).toEqual({ ...fresh(), hub: true });
});
