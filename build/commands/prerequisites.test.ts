import { expect, test } from 'vitest';
import { type Machine, commandsFor, mayInstall } from './prerequisites.ts';

const debian: Machine = { platform: 'linux', manager: 'apt', distribution: 'debian', root: true };

test('Debian as root installs exactly what is missing', () => {
  expect(mayInstall(['chromium', 'keyring'], debian)).toBe(true);
  expect(commandsFor(['chromium', 'keyring'], debian)).toEqual([
    'apt-get update',
    'apt-get install -y --no-install-recommends chromium gnome-keyring',
  ]);
});

test('without rights the commands are only shown, with sudo', () => {
  const machine = { ...debian, root: false };
  expect(mayInstall(['bus'], machine)).toBe(false);
  expect(commandsFor(['bus', 'service'], machine)).toEqual([
    'sudo apt-get update',
    'sudo apt-get install -y --no-install-recommends dbus python3-dbus python3-gi',
  ]);
});

test("Ubuntu's Chromium comes by Playwright, the rest by apt", () => {
  expect(commandsFor(['chromium', 'fonts'], { ...debian, distribution: 'ubuntu' })).toEqual([
    'apt-get update',
    'apt-get install -y --no-install-recommends fonts-dejavu-core',
    'npx playwright install --with-deps chromium',
  ]);
});

test('macOS and Windows lack Chromium at most', () => {
  const mac: Machine = { platform: 'darwin', manager: null, distribution: '', root: false };
  expect(mayInstall(['chromium'], mac)).toBe(false);
  expect(commandsFor(['chromium'], mac)).toEqual(['npx playwright install chromium']);
});

test('Fedora and Arch are told their own command and nothing is installed for them', () => {
  expect(mayInstall(['fonts'], { ...debian, manager: 'dnf', distribution: 'fedora' })).toBe(false);
  expect(commandsFor(['fonts'], { ...debian, manager: 'dnf', root: false })).toEqual([
    'sudo dnf install -y dejavu-sans-fonts',
  ]);
  expect(commandsFor(['libsecret'], { ...debian, manager: 'pacman' })).toEqual(['pacman -S --noconfirm libsecret']);
});

test('with the wrong Node, or without dependencies, nothing else matters', () => {
  expect(mayInstall(['node', 'fonts'], debian)).toBe(false);
  expect(commandsFor(['node', 'fonts'], debian)).toEqual(['npm ci']);
});
