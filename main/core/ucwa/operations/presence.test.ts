import { describe, expect, test } from 'vitest';
import { ok } from '../../result.ts';
import type { Result } from '../../result.ts';
import { fakeClient, refusal, resource } from '../../testing/client.ts';
import type { Link, UcwaClient } from '../types.ts';
import { linkTo } from './operation.ts';
import type { OperationOptions } from './operation.ts';
import {
  changeLocation,
  changeNote,
  changePresence,
  getLocation,
  getNote,
  getPresence,
  readLocation,
  readNote,
  readPresence,
  resetPresence,
} from './presence.ts';

const HREF = '/me/part?a=%3d';
const { signal } = new AbortController();

test('reads what is there; values of later servers stay as they are', () => {
  const properties = {
    availability: ' Busy ',
    activity: 'in-a-meeting',
    message: ' Hi ',
    type: 'Personal',
    location: 'B2',
  };
  const full = resource('any', null, { properties });
  const empty = resource('any', null, { properties: { availability: '', message: ' ' } });
  expect(readPresence(full)).toEqual({ availability: 'Busy', activity: 'in-a-meeting' });
  expect(readPresence(empty)).toEqual({ availability: null, activity: null });
  expect(readPresence(resource('p', null, { properties: { availability: 'Inactive' } })).availability).toBe('Inactive');
  expect(readNote(full)).toEqual({ message: 'Hi', type: 'Personal' });
  expect(readNote(empty)).toEqual({ message: null, type: null });
  expect(readLocation(full)).toEqual({ location: 'B2' });
  expect(readLocation(empty)).toEqual({ location: null });
});

type Get = (client: UcwaClient, link: Link, options: OperationOptions) => Promise<Result<unknown>>;
const GETS: [string, Get, unknown][] = [
  ['presence', getPresence, { availability: 'Busy', activity: null }],
  ['note', getNote, { message: 'Hi', type: null }],
  ['location', getLocation, { location: 'B2' }],
];

describe.each(GETS)('GET %s', (rel, get, model) => {
  test('what is set, nothing, or a refusal', async () => {
    const client = fakeClient();
    const properties = { availability: 'Busy', message: 'Hi', location: 'B2' };
    client.on(`GET ${HREF}`, resource(rel, HREF, { properties }), null, refusal(409, 'MakeMeAvailableRequired'));
    expect(await get(client, linkTo(HREF), { signal })).toEqual(ok(model));
    expect(client.calls).toEqual([{ method: 'GET', href: HREF, body: null, options: { signal } }]);
    expect(await get(client, linkTo(HREF), {})).toEqual(ok(null));
    expect(await get(client, linkTo(HREF), {})).toMatchObject({ ok: false, error: { status: 409 } });
  });
});

type Change = (client: UcwaClient, link: Link) => Promise<Result<null>>;
const CHANGES: [string, Record<string, unknown> | null, Change][] = [
  ['presence', { availability: 'Offwork' }, (c, l) => changePresence(c, l, { availability: 'Offwork' }, { signal })],
  ['presence, back', null, (c, l) => resetPresence(c, l, { signal })],
  ['note', { message: 'Hi' }, (c, l) => changeNote(c, l, { message: 'Hi' }, { signal })],
  ['note, cleared', { message: '' }, (c, l) => changeNote(c, l, { message: '' }, { signal })],
  ['location', { location: 'B2' }, (c, l) => changeLocation(c, l, { location: 'B2' }, { signal })],
  ['location, cleared', null, (c, l) => changeLocation(c, l, { location: null }, { signal })],
];

test.each(CHANGES)('POST %s: %j', async (_name, body, change) => {
  const client = fakeClient();
  client.on(`POST ${HREF}`, null, refusal(409, 'MakeMeAvailableRequired'));
  expect(await change(client, linkTo(HREF))).toEqual(ok(null));
  expect(client.calls).toEqual([{ method: 'POST', href: HREF, body, options: { signal } }]);
  expect(await change(client, linkTo(HREF))).toMatchObject({ ok: false, error: { status: 409 } });
});
