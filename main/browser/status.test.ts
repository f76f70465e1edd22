import { expect, test } from 'vitest';
import { appError } from '../core/result.ts';
import type { Availability, Connection } from '../core/store/state.ts';
import { createFakeCore } from '../ipc/testing/fake-core.ts';
import { iconUrl, statusOf } from './status.ts';
import type { StatusIcon } from './status.ts';

const group = {
  id: 'g',
  name: 'Sales',
  kind: 'group' as const,
  canEdit: true,
  canChangeMembers: true,
  canFollow: true,
};
const person = {
  address: 'a@b',
  name: 'A',
  title: null,
  department: null,
  company: null,
  office: null,
  emails: [],
  workPhone: null,
  mobilePhone: null,
  homePhone: null,
  otherPhone: null,
  groups: ['g'],
};
const me = {
  address: 'me@b',
  name: 'Me',
  title: null,
  department: null,
  activity: null,
  note: null,
  canSetAvailability: true,
};
const error = appError('network.offline', 'x');

function status(connection: Connection, availability: Availability | null = null) {
  const fake = createFakeCore();
  fake.change((set) => {
    set.slice('connection', connection);
    if (availability !== null) set.slice('me', { ...me, availability });
    set.row('groups', 'g', group);
    set.row('contacts', 'a@b', person);
    set.row('contacts', 'c@b', { ...person, groups: [] });
  });
  return statusOf(fake.core.store.state);
}

test.each<[Connection, string, StatusIcon]>([
  [{ phase: 'signedOut', error: null }, 'signed out', 'offline'],
  [{ phase: 'discovering', host: null }, 'connecting', 'connecting'],
  [{ phase: 'signingIn', host: 'h' }, 'connecting', 'connecting'],
  [{ phase: 'connecting' }, 'connecting', 'connecting'],
  [{ phase: 'degraded', since: 1, reason: error, attempt: 1, nextRetryAt: 2 }, 'offline', 'offline'],
  [{ phase: 'replaced', since: 1 }, 'in use elsewhere', 'trouble'],
  [{ phase: 'ended', reason: error }, 'not connected', 'trouble'],
])('%j', (connection, text, icon) => {
  expect(status(connection, 'Online')).toEqual({ title: `Rollcall – ${text}`, icon });
});

test.each<[Availability | null, string, StatusIcon]>([
  ['Online', 'Available', 'available'],
  ['DoNotDisturb', 'Do not disturb', 'doNotDisturb'],
  ['IdleBusy', 'Busy, idle', 'busy'],
  ['BeRightBack', 'Be right back', 'away'],
  [null, 'Signed in', 'available'],
])('live and %s', (availability, text, icon) => {
  expect(status({ phase: 'live', since: 1 }, availability)).toEqual({
    title: `Rollcall – ${text} (1 in 1 group)`,
    icon,
  });
});

test('icons are images of their own', () => {
  const icons: StatusIcon[] = ['available', 'busy', 'doNotDisturb', 'away', 'offline', 'connecting', 'trouble'];
  const urls = icons.map(iconUrl);
  expect(new Set(urls).size).toBe(7);
  for (const url of urls) expect(decodeURIComponent(url)).toMatch(/^data:image\/svg\+xml,<svg [^>]*>.*<\/svg>$/);
});
