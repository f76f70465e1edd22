/** Start at login: what to tell the system, and whether a start was by login. */
import { app } from 'electron';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { desktopEntry, quoted } from '../links/desktop-entry.ts';

/** Passed to a start at login on Windows and Linux. */
const HIDDEN_FLAG = '--hidden';
/** electron-updater's installer of Windows passes it to the app that it starts again. */
const UPDATED_FLAG = '--updated';
/** The value in `HKCU\Software\Microsoft\Windows\CurrentVersion\Run`. */
const RUN_VALUE = 'Rollcall';

/** How this system is told: by a call of Electron, by a file of the desktop, or not at all. */
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
  /** Of `configFolder`. */
  configFolder: string;
}): LoginItem {
  if (!input.packaged) return { kind: 'none' };
  switch (input.platform) {
    case 'darwin':
      return { kind: 'settings', settings: { openAtLogin: input.startAtLogin } };
    case 'win32':
      return {
        kind: 'settings',
        // Electron writes the path as it is, and a space would end it.
        settings: { openAtLogin: input.startAtLogin, name: RUN_VALUE, path: `"${input.program}"`, args: [HIDDEN_FLAG] },
      };
    case 'linux':
      return {
        kind: 'file',
        path: join(input.configFolder, 'autostart', 'rollcall.desktop'),
        content: input.startAtLogin
          ? desktopEntry(
              { program: input.program, command: quoted(input.program) },
              [HIDDEN_FLAG],
              ['X-GNOME-Autostart-enabled=true'],
            )
          : null,
      };
    default:
      return { kind: 'none' };
  }
}

/**
 * Carries it out, unless it is so already: what the user has switched off in the system's own list of such programs
 * stays off until it is switched on here anew. Throws when a file cannot be written.
 */
export function applyLoginItem(item: LoginItem, platform: NodeJS.Platform): void {
  if (item.kind === 'settings' && !isRegistered(item.settings, platform)) app.setLoginItemSettings(item.settings);
  if (item.kind !== 'file') return;
  if (item.content === null) rmSync(item.path, { force: true });
  else if (!startsSame(item.path, item.content)) {
    mkdirSync(dirname(item.path), { recursive: true });
    writeFileSync(item.path, item.content);
  }
}

/** Windows and macOS keep whether an item is registered apart from whether the user lets it start. */
function isRegistered({ openAtLogin, path }: Electron.Settings, platform: NodeJS.Platform): boolean {
  if (openAtLogin !== true) return false;
  if (platform === 'darwin') return ['enabled', 'requires-approval'].includes(app.getLoginItemSettings().status);
  // `openAtLogin` of the answer is about a value of another name; the items are those that start this program.
  const { launchItems } = app.getLoginItemSettings(path === undefined ? {} : { path });
  return launchItems.some(({ name, scope }) => name === RUN_VALUE && scope === 'user');
}

/** Desktops switch an entry off by a line in it, so only the program that it starts is compared. */
function startsSame(path: string, content: string): boolean {
  const command = (text: string): string | undefined => /^Exec=.*$/m.exec(text)?.[0];
  try {
    return command(readFileSync(path, 'utf8')) === command(content);
  } catch {
    return false;
  }
}

/**
 * Whether the window comes up at start: when the user started the app by hand. A start at login never takes the focus.
 * macOS does not reliably say which it was (`wasOpenedAtLogin`), so there it comes up only where nobody has signed in.
 */
export function opensAtStart(input: {
  argv: readonly string[];
  platform: NodeJS.Platform;
  wasOpenedAtLogin: boolean;
  hasAccount: boolean;
}): boolean {
  if (!isByHand(input.argv) || input.wasOpenedAtLogin) return false;
  return input.platform !== 'darwin' || !input.hasAccount;
}

/** Whether somebody asked for this start, the first one or one while the app runs already. */
export function isByHand(argv: readonly string[]): boolean {
  return !argv.includes(HIDDEN_FLAG) && !argv.includes(UPDATED_FLAG);
}
