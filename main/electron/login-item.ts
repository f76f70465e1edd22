/** Start at login: what to tell the system, and whether a start was by login. */
import { app } from 'electron';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Passed to a start at login on Windows and Linux. */
export const HIDDEN_FLAG = '--hidden';

/** What has to be done: a call to Electron, a file of the desktop, or nothing. */
export type LoginItem =
  | { kind: 'settings'; settings: Electron.Settings }
  | { kind: 'file'; path: string; content: string | null }
  | { kind: 'none' };

/**
 * How this platform is told to start the app at login. An unpackaged app is never registered: it would be Electron
 * itself. Linux has no call for it, but a file in the autostart folder (freedesktop.org, Autostart Specification).
 */
export function loginItem(input: {
  startAtLogin: boolean;
  platform: NodeJS.Platform;
  packaged: boolean;
  /** The program to start; of an AppImage, the image. */
  program: string;
  /** `$XDG_CONFIG_HOME` or `~/.config`. */
  configFolder: string;
}): LoginItem {
  if (!input.packaged) return { kind: 'none' };
  switch (input.platform) {
    case 'darwin':
      return { kind: 'settings', settings: { openAtLogin: input.startAtLogin } };
    case 'win32':
      return {
        kind: 'settings',
        settings: { openAtLogin: input.startAtLogin, path: input.program, args: [HIDDEN_FLAG] },
      };
    case 'linux':
      return {
        kind: 'file',
        path: join(input.configFolder, 'autostart', 'rollcall.desktop'),
        content: input.startAtLogin ? desktopFile(input.program) : null,
      };
    default:
      return { kind: 'none' };
  }
}

function desktopFile(program: string): string {
  // Desktop Entry Specification: quoted, with backslash before these characters, and again in the string value.
  const quoted = program
    .replace(/["`$\\]/g, (character) => `\\${character}`)
    .replaceAll('\\', '\\\\')
    .replaceAll('%', '%%');
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Rollcall',
    `Exec="${quoted}" ${HIDDEN_FLAG}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

/** Carries it out. Throws when a file cannot be written. */
export function applyLoginItem(item: LoginItem): void {
  if (item.kind === 'settings') app.setLoginItemSettings(item.settings);
  if (item.kind !== 'file') return;
  if (item.content === null) rmSync(item.path, { force: true });
  else {
    mkdirSync(dirname(item.path), { recursive: true });
    writeFileSync(item.path, item.content);
  }
}

/**
 * Whether the window comes up at start: only when the user started the app by hand and nobody is signed in. A start
 * at login never takes the focus.
 */
export function opensAtStart(input: {
  argv: readonly string[];
  wasOpenedAtLogin: boolean;
  hasAccount: boolean;
}): boolean {
  return !input.hasAccount && !input.wasOpenedAtLogin && !input.argv.includes(HIDDEN_FLAG);
}
