/**
 * What the tests stand on beyond `npm ci`. What is missing is installed where the machine allows it, otherwise the
 * exact command is shown: no test is skipped because something is absent.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findChromium } from './chromium.ts';
import { childEnvironment, run } from './processes.ts';
import { inRoot } from './tools.ts';

export type PartName = 'node' | 'chromium' | 'fonts' | 'bus' | 'service' | 'keyring' | 'libsecret';
type Manager = 'apt' | 'dnf' | 'pacman';

/** Packages that bring a part. `chromium` on Ubuntu is a snap, so Playwright brings it there. */
const PACKAGES: Record<Exclude<PartName, 'node'>, Record<Manager, string>> = {
  chromium: { apt: 'chromium', dnf: 'chromium', pacman: 'chromium' },
  fonts: { apt: 'fonts-dejavu-core', dnf: 'dejavu-sans-fonts', pacman: 'ttf-dejavu' },
  bus: { apt: 'dbus', dnf: 'dbus-daemon', pacman: 'dbus' },
  service: {
    apt: 'python3-dbus python3-gi',
    dnf: 'python3-dbus python3-gobject',
    pacman: 'python-dbus python-gobject',
  },
  keyring: { apt: 'gnome-keyring', dnf: 'gnome-keyring', pacman: 'gnome-keyring' },
  libsecret: { apt: 'libsecret-1-0', dnf: 'libsecret', pacman: 'libsecret' },
};

export interface Machine {
  platform: NodeJS.Platform;
  manager: Manager | null;
  /** The distribution's own name, `ubuntu` for instance. */
  distribution: string;
  root: boolean;
}

/** Shell commands that bring the missing parts; each ends well or the parts stay missing. */
export function commandsFor(missing: readonly PartName[], machine: Machine): string[] {
  if (missing.includes('node')) return ['npm ci'];
  const byPlaywright = missing.includes('chromium') && (machine.manager === null || machine.distribution === 'ubuntu');
  const packages = missing.flatMap((name) =>
    name === 'node' || machine.manager === null || (name === 'chromium' && byPlaywright)
      ? []
      : [PACKAGES[name][machine.manager]],
  );
  const sudo = machine.root ? '' : 'sudo ';
  const commands: string[] = [];
  if (packages.length > 0) {
    const list = packages.join(' ');
    if (machine.manager === 'apt') {
      commands.push(`${sudo}apt-get update`, `${sudo}apt-get install -y --no-install-recommends ${list}`);
    } else if (machine.manager === 'dnf') commands.push(`${sudo}dnf install -y ${list}`);
    else commands.push(`${sudo}pacman -S --noconfirm ${list}`);
  }
  if (byPlaywright) {
    commands.push(`npx playwright install ${machine.platform === 'linux' ? '--with-deps ' : ''}chromium`);
  }
  return commands;
}

/** Whether we may install by ourselves: as root, with apt. */
export function mayInstall(missing: readonly PartName[], machine: Machine): boolean {
  return machine.root && machine.manager === 'apt' && !missing.includes('node');
}

/** Runs a program; what it said where it failed, null where it ended well. */
function complaint(command: string, args: readonly string[]): string | null {
  const { error, status, stderr } = spawnSync(command, args, { encoding: 'utf8', env: childEnvironment() });
  if (error) return error.message;
  return status === 0
    ? null
    : stderr.trim().split('\n').slice(0, 3).join(' ') || `${command} ended with ${status ?? 1}`;
}

function hasFont(folder: string): boolean {
  if (!existsSync(folder)) return false;
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).some((file) =>
    /\.(ttf|otf|ttc|woff2?)$/i.test(file),
  );
}

function checkNode(): string | null {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 24) return `Node ${process.versions.node} runs the tests and 24 is needed; start them with npm test`;
  return existsSync(inRoot('node_modules')) ? null : 'the dependencies are not installed';
}

function checkChromium(): string | null {
  const found = findChromium();
  if (found === null) return 'no Chromium was found';
  // On Windows the question opens a window.
  return process.platform === 'win32' ? null : complaint(found, ['--version']);
}

function checkFonts(): string | null {
  const folders = ['/usr/share/fonts', '/usr/local/share/fonts', path.join(os.homedir(), '.local/share/fonts')];
  return folders.some(hasFont) ? null : 'no font is installed, so text would be invisible';
}

/** The keychain module itself says best whether its library is there. */
const checkLibsecret = () => complaint(process.execPath, ['--eval', "require('keytar')"]);

const CHECKS: readonly { name: PartName; what: string; linuxOnly: boolean; check: () => string | null }[] = [
  { name: 'node', what: 'Node', linuxOnly: false, check: checkNode },
  { name: 'chromium', what: 'Chromium', linuxOnly: false, check: checkChromium },
  { name: 'fonts', what: 'fonts', linuxOnly: true, check: checkFonts },
  { name: 'bus', what: 'D-Bus', linuxOnly: true, check: () => complaint('dbus-run-session', ['--', 'true']) },
  {
    name: 'service',
    what: 'Python for D-Bus',
    linuxOnly: true,
    // The distribution's own Python, for which its packages are; tests/desktop uses it.
    check: () => complaint('/usr/bin/python3', ['-c', 'import dbus, gi']),
  },
  {
    name: 'keyring',
    what: 'gnome-keyring',
    linuxOnly: true,
    check: () => complaint('gnome-keyring-daemon', ['--version']),
  },
  { name: 'libsecret', what: 'keychain library', linuxOnly: true, check: checkLibsecret },
];

/** What is missing, and how each check put it. */
function look(): { missing: PartName[]; words: string[] } {
  const found = CHECKS.filter(({ linuxOnly }) => !linuxOnly || process.platform === 'linux').flatMap((part) => {
    const problem = part.check();
    return problem === null ? [] : [{ name: part.name, words: `${part.what}: ${problem}` }];
  });
  return { missing: found.map(({ name }) => name), words: found.map(({ words }) => words) };
}

function thisMachine(): Machine {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  const installed = (program: string) => ['/usr/bin', '/bin'].some((folder) => existsSync(path.join(folder, program)));
  const managers: [Manager, string][] = [
    ['apt', 'apt-get'],
    ['dnf', 'dnf'],
    ['pacman', 'pacman'],
  ];
  return {
    platform: process.platform,
    manager: managers.find(([, program]) => installed(program))?.[0] ?? null,
    distribution: /^ID="?([a-z]+)/m.exec(release)?.[1] ?? '',
    root: process.getuid?.() === 0,
  };
}

/** Makes sure that everything is there; false, after saying what to do, when it is not. Writes to standard output. */
export async function ensurePrerequisites(): Promise<boolean> {
  const say = (text: string) => process.stdout.write(`${text}\n`);
  try {
    findChromium();
  } catch (reason) {
    // A wrong wish is for its owner to correct; installing something would not.
    say(reason instanceof Error ? reason.message : String(reason));
    return false;
  }
  const before = look();
  if (before.missing.length === 0) return true;
  before.words.forEach((words) => say(`Missing: ${words}`));
  const machine = thisMachine();
  const commands = commandsFor(before.missing, machine);
  if (mayInstall(before.missing, machine)) {
    for (const command of commands) {
      say(`> ${command}`);
      const [program = '', ...args] = command.split(' ');
      await run(program, args, { DEBIAN_FRONTEND: 'noninteractive' });
    }
    const after = look();
    if (after.missing.length === 0) return true;
    after.words.forEach((words) => say(`Still missing: ${words}`));
  }
  say('Run this, then run the tests again:');
  say(`  ${commands.join(' && ')}`);
  return false;
}
