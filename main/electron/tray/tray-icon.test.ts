import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { appError } from '../../core/result.ts';
import type { Availability, Connection, Me } from '../../core/store/state.ts';
import { statusWords, TRAY_ICONS, trayIcon, trayIconFile, trayToolTip } from './tray-icon.ts';

const me = (availability: Availability): Me => ({
  address: 'ann@example.org',
  name: 'Ann',
  title: null,
  department: null,
  availability,
  activity: null,
  note: null,
  canSetAvailability: true,
});
const LIVE: Connection = { phase: 'live', since: 0 };
const degraded = (code: 'network.offline' | 'network.timeout', attempt: number): Connection => ({
  phase: 'degraded',
  since: 0,
  reason: appError(code, 'The server does not answer.'),
  attempt,
  nextRetryAt: 60_000,
});
const time = (at: number) => `t${at}`;

describe('the icon', () => {
  it.each<[Availability, string]>([
    ['Online', 'available'],
    ['IdleOnline', 'available'],
    ['Busy', 'busy'],
    ['IdleBusy', 'busy'],
    ['DoNotDisturb', 'dnd'],
    ['BeRightBack', 'away'],
    ['Away', 'away'],
    ['Offline', 'offline'],
    ['Unknown', 'offline'],
  ])('shows %s as %s', (availability, icon) => {
    expect(trayIcon({ connection: LIVE, me: me(availability) })).toBe(icon);
  });

  it.each<[string, Connection, string]>([
    ['signed out', { phase: 'signedOut', error: null }, 'offline'],
    ['sign-in failed', { phase: 'signedOut', error: appError('auth.denied', 'no') }, 'trouble'],
    ['discovering', { phase: 'discovering', host: null }, 'connecting'],
    ['signing in', { phase: 'signingIn', host: null }, 'connecting'],
    ['connecting', { phase: 'connecting' }, 'connecting'],
    ['lost a moment ago', degraded('network.timeout', 2), 'connecting'],
    ['lost for long', degraded('network.timeout', 3), 'trouble'],
    ['no network', degraded('network.offline', 9), 'offline'],
    ['replaced', { phase: 'replaced', since: 0 }, 'trouble'],
    ['ended', { phase: 'ended', reason: appError('auth.denied', 'no') }, 'trouble'],
  ])('%s', (_name, connection, icon) => {
    expect(trayIcon({ connection, me: me('Online') })).toBe(icon);
  });
});

describe('the words', () => {
  it.each<[Connection, string]>([
    [LIVE, 'Do not disturb'],
    [degraded('network.timeout', 1), 'Connection lost, trying again at t60000'],
    [degraded('network.offline', 1), 'No network'],
    [{ phase: 'signedOut', error: appError('auth.denied', 'Wrong password.') }, 'Not signed in: Wrong password.'],
    [{ phase: 'ended', reason: appError('session.ended', 'The server ended it.') }, 'The server ended it.'],
  ])('%j', (connection, words) => {
    expect(statusWords({ connection, me: me('DoNotDisturb') }, time)).toBe(words);
  });

  it('says connected when the own status is not known', () => {
    expect(statusWords({ connection: LIVE, me: null }, time)).toBe('Connected');
  });

  it('keeps the tooltip within what Windows shows', () => {
    const connection: Connection = { phase: 'ended', reason: appError('internal', 'x'.repeat(300)) };
    expect(trayToolTip({ connection, me: null }, time)).toHaveLength(127);
    expect(trayToolTip({ connection: LIVE, me: me('Busy') }, time)).toBe('Rollcall: Busy');
  });
});

describe('the file', () => {
  it.each<[NodeJS.Platform, boolean, number, string]>([
    ['darwin', true, 2, 'awayTemplate.png'],
    ['win32', true, 1.5, 'away-dark.ico'],
    ['win32', false, 1, 'away-light.ico'],
    ['linux', false, 1, 'away-light-24.png'],
    ['linux', true, 1.25, 'away-dark-32.png'],
    ['linux', true, 2, 'away-dark-48.png'],
    ['linux', true, 4, 'away-dark-64.png'],
  ])('%s dark %s at %d: %s', (platform, dark, scaleFactor, file) => {
    expect(trayIconFile('away', { platform, dark, scaleFactor })).toBe(file);
  });

  it('exists for every icon, platform, theme and scale factor', () => {
    const folder = join(import.meta.dirname, '../../../build/icons/tray');
    const missing = TRAY_ICONS.flatMap((icon) =>
      (['darwin', 'win32', 'linux'] as const).flatMap((platform) =>
        [true, false].flatMap((dark) =>
          [1, 1.25, 1.5, 1.75, 2, 3].map((scaleFactor) => trayIconFile(icon, { platform, dark, scaleFactor })),
        ),
      ),
    ).filter((file) => !existsSync(join(folder, file)));
    expect(missing).toEqual([]);
  });
});
