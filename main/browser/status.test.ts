import { expect, test } from 'vitest';
import { appError } from '../core/result.ts';
import type { Availability, Connection } from '../core/store/state.ts';
import { createFakeCore } from '../ipc/testing/fake-core.ts';
import { iconOf, iconUrl } from './status.ts';
import type { StatusIcon } from './status.ts';

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

function icon(connection: Connection, availability: Availability | null = null): StatusIcon {
  const fake = createFakeCore();
  fake.change((set) => {
    set.slice('connection', connection);
    if (availability !== null) set.slice('me', { ...me, availability });
  });
  return iconOf(fake.core.store.state);
}

test.each<[Connection, StatusIcon]>([
  [{ phase: 'signedOut', error: null }, 'offline'],
  [{ phase: 'discovering', host: null }, 'connecting'],
  [{ phase: 'signingIn', host: 'h' }, 'connecting'],
  [{ phase: 'connecting' }, 'connecting'],
  [{ phase: 'degraded', since: 1, reason: error, attempt: 1, nextRetryAt: 2 }, 'offline'],
  [{ phase: 'replaced', since: 1 }, 'trouble'],
  [{ phase: 'ended', reason: error }, 'trouble'],
])('%j', (connection, expected) => {
  expect(icon(connection, 'Online')).toBe(expected);
});

test.each<[Availability | null, StatusIcon]>([
  ['Online', 'available'],
  ['DoNotDisturb', 'doNotDisturb'],
  ['IdleBusy', 'busy'],
  ['BeRightBack', 'away'],
  [null, 'available'],
])('live and %s', (availability, expected) => {
  expect(icon({ phase: 'live', since: 1 }, availability)).toBe(expected);
});

test('icons are images of their own', () => {
  const icons: StatusIcon[] = ['available', 'busy', 'doNotDisturb', 'away', 'offline', 'connecting', 'trouble'];
  const urls = icons.map(iconUrl);
  expect(new Set(urls).size).toBe(7);
  for (const url of urls) expect(decodeURIComponent(url)).toMatch(/^data:image\/svg\+xml,<svg [^>]*>.*<\/svg>$/);
});
