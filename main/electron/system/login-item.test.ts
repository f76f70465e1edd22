import fc from 'fast-check';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { fake } from '../../../tests/fakes/electron.ts';
import { applyLoginItem, loginItem, opensAtStart } from './login-item.ts';

const given = {
  startAtLogin: true,
  packaged: true,
  program: '/opt/Rollcall/rollcall',
  configFolder: '/home/ann/.config',
};

beforeEach(() => fake.reset());

/** A text of a desktop entry, its escapes undone (Desktop Entry Specification, "Possible value types"). */
function valueOf(entry: string, key: string): string {
  const line = entry.split('\n').find((one) => one.startsWith(`${key}=`)) ?? '';
  return line.slice(key.length + 1).replace(/\\(.)/g, (_all, character: string) => character);
}

/** The arguments of a command as a desktop splits them (Desktop Entry Specification, "The Exec key"). */
function readCommand(command: string): string[] {
  const parts = command.match(/"(?:[^"\\]|\\.)*"|\S+/gs) ?? [];
  return parts.map((part) =>
    (part.startsWith('"') ? part.slice(1, -1).replace(/\\(.)/gs, '$1') : part).replaceAll('%%', '%'),
  );
}

describe('loginItem', () => {
  it('never registers an app that is not packaged', () => {
    expect(loginItem({ ...given, packaged: false, platform: 'win32' })).toEqual({ kind: 'none' });
  });

  it('asks macOS without arguments, Windows with the flag that keeps the window away', () => {
    expect(loginItem({ ...given, platform: 'darwin' })).toEqual({ kind: 'settings', settings: { openAtLogin: true } });
    expect(loginItem({ ...given, platform: 'win32', startAtLogin: false })).toEqual({
      kind: 'settings',
      settings: { openAtLogin: false, name: 'Rollcall', path: `"${given.program}"`, args: ['--hidden'] },
    });
  });

  it('writes an autostart file on Linux, quoted as the specification says', () => {
    const item = loginItem({ ...given, platform: 'linux', program: '/opt/a "b" 100%/$c' });
    expect(item).toMatchObject({ kind: 'file', path: '/home/ann/.config/autostart/rollcall.desktop' });
    expect(item.kind === 'file' && item.content).toContain(String.raw`Exec="/opt/a \\"b\\" 100%%/\\$c" --hidden`);
  });

  it('writes a command that a desktop reads as the program and the flag, whatever its path', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\/[^\0\n\r\t]*$/), (program) => {
        const item = loginItem({ ...given, platform: 'linux', program });
        const text = (item.kind === 'file' && item.content) || '';
        expect(readCommand(valueOf(text, 'Exec'))).toEqual([program, '--hidden']);
        expect(valueOf(text, 'TryExec')).toBe(program);
      }),
    );
  });
});

describe('applyLoginItem', () => {
  const set = (platform: NodeJS.Platform, startAtLogin: boolean) =>
    applyLoginItem(loginItem({ ...given, platform, startAtLogin }), platform);
  const told = () => fake.app.control.loginItems.map(({ openAtLogin }) => openAtLogin);

  it.each(['darwin', 'win32'] as const)('tells %s, and only what it does not know yet', (platform) => {
    set(platform, true);
    set(platform, true);
    set(platform, false);
    applyLoginItem({ kind: 'none' }, platform);
    expect(told()).toEqual([true, false]);
  });

  it('leaves what the user has switched off in Windows, and knows it in a folder with a space', () => {
    const item = loginItem({ ...given, platform: 'win32', program: 'C:\\Users\\Ann Smith\\Rollcall.exe' });
    applyLoginItem(item, 'win32');
    fake.app.control.loginItems = [{ ...fake.app.control.loginItems[0], enabled: false }];
    applyLoginItem(item, 'win32');
    expect(told()).toEqual([true]);
    expect(fake.app.getLoginItemSettings({ path: '"C:\\Users\\Ann Smith\\Rollcall.exe"' }).launchItems).toMatchObject([
      { name: 'Rollcall', path: 'C:\\Users\\Ann Smith\\Rollcall.exe', enabled: false },
    ]);
  });

  it('tells Windows anew when the program moved', () => {
    set('win32', true);
    applyLoginItem(loginItem({ ...given, platform: 'win32', program: 'D:\\Rollcall.exe' }), 'win32');
    expect(told()).toEqual([true, true]);
  });

  it('does not ask macOS again for what the user has switched off there', () => {
    fake.app.control.loginItemStatus = 'requires-approval';
    set('darwin', true);
    expect(told()).toEqual([]);
    fake.app.control.loginItemStatus = 'not-found';
    set('darwin', true);
    expect(told()).toEqual([true]);
  });

  describe('on Linux', () => {
    const folder = mkdtempSync(join(tmpdir(), 'rollcall-login-'));
    const path = join(folder, 'autostart/rollcall.desktop');
    const write = (more: { startAtLogin?: boolean; program?: string } = {}) =>
      applyLoginItem(loginItem({ ...given, platform: 'linux', configFolder: folder, ...more }), 'linux');
    afterAll(() => rmSync(folder, { recursive: true }));

    it('writes and removes the file', () => {
      write();
      expect(readFileSync(path, 'utf8')).toContain('[Desktop Entry]');
      write({ startAtLogin: false });
      write({ startAtLogin: false });
      expect(existsSync(path)).toBe(false);
    });

    it('leaves an entry that the user has switched off, until the program moves', () => {
      write();
      writeFileSync(path, `${readFileSync(path, 'utf8')}Hidden=true\n`);
      write();
      expect(readFileSync(path, 'utf8')).toContain('Hidden=true');
      write({ program: '/home/ann/Rollcall.AppImage' });
      expect(readFileSync(path, 'utf8')).not.toContain('Hidden=true');
      expect(readFileSync(path, 'utf8')).toContain('Exec="/home/ann/Rollcall.AppImage" --hidden');
    });
  });
});

describe('opensAtStart', () => {
  it.each([
    ['darwin', [], false, false, true],
    ['darwin', [], false, true, false],
    ['darwin', [], true, false, false],
    ['linux', [], false, false, true],
    ['win32', [], false, true, true],
    ['win32', ['--hidden'], false, false, false],
    ['linux', ['--hidden'], false, true, false],
    ['win32', ['--updated'], false, true, false],
  ] as const)(
    '%s, arguments %j, at login %s, account %s: %s',
    (platform, argv, wasOpenedAtLogin, hasAccount, opens) => {
      expect(opensAtStart({ argv, platform, wasOpenedAtLogin, hasAccount })).toBe(opens);
    },
  );
});

it('is taken back by the Windows uninstaller', () => {
  const item = loginItem({ ...given, platform: 'win32' });
  const name = item.kind === 'settings' ? item.settings.name : null;
  const script = readFileSync(join(import.meta.dirname, '../../../build/installer.nsh'), 'utf8');
  for (const key of ['Run', 'Explorer\\StartupApproved\\Run']) {
    expect(script).toContain(`DeleteRegValue HKCU "Software\\Microsoft\\Windows\\CurrentVersion\\${key}" "${name}"`);
  }
});
