import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { fake } from '../../tests/fakes/electron.ts';
import { applyLoginItem, loginItem, opensAtStart } from './login-item.ts';

const given = {
  startAtLogin: true,
  packaged: true,
  program: '/opt/Rollcall/rollcall',
  configFolder: '/home/ann/.config',
};

beforeEach(() => fake.reset());

describe('loginItem', () => {
  it('never registers an app that is not packaged', () => {
    expect(loginItem({ ...given, packaged: false, platform: 'win32' })).toEqual({ kind: 'none' });
  });

  it('asks macOS without arguments, Windows with the flag that keeps the window away', () => {
    expect(loginItem({ ...given, platform: 'darwin' })).toEqual({ kind: 'settings', settings: { openAtLogin: true } });
    expect(loginItem({ ...given, platform: 'win32', startAtLogin: false })).toEqual({
      kind: 'settings',
      settings: { openAtLogin: false, path: given.program, args: ['--hidden'] },
    });
  });

  it('writes an autostart file on Linux, quoted as the specification says', () => {
    const item = loginItem({ ...given, platform: 'linux', program: '/opt/a "b" 100%/$c' });
    expect(item).toMatchObject({ kind: 'file', path: '/home/ann/.config/autostart/rollcall.desktop' });
    expect(item.kind === 'file' && item.content).toContain(String.raw`Exec="/opt/a \\"b\\" 100%%/\\$c" --hidden`);
  });
});

describe('applyLoginItem', () => {
  it('tells the system', () => {
    applyLoginItem({ kind: 'settings', settings: { openAtLogin: true } });
    expect(fake.app.control.loginItems).toEqual([{ openAtLogin: true }]);
    applyLoginItem({ kind: 'none' });
    expect(fake.app.control.loginItems).toHaveLength(1);
  });

  it('writes and removes the file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'rollcall-login-'));
    const item = { ...given, platform: 'linux' as const, configFolder: folder };
    const path = join(folder, 'autostart/rollcall.desktop');
    applyLoginItem(loginItem(item));
    expect(readFileSync(path, 'utf8')).toContain('[Desktop Entry]');
    applyLoginItem(loginItem({ ...item, startAtLogin: false }));
    applyLoginItem(loginItem({ ...item, startAtLogin: false }));
    expect(existsSync(path)).toBe(false);
    rmSync(folder, { recursive: true });
  });
});

it.each([
  [[], false, false, true],
  [[], false, true, false],
  [[], true, false, false],
  [['--hidden'], false, false, false],
])('arguments %j, at login %s, account %s: window %s', (argv, wasOpenedAtLogin, hasAccount, opens) => {
  expect(opensAtStart({ argv, wasOpenedAtLogin, hasAccount })).toBe(opens);
});
