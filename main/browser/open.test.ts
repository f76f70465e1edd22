import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openBrowser, opener } from './open.ts';

const url = 'http://127.0.0.1:4000/the-key/';
let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'rollcall-open-'))));
afterEach(() => rmSync(folder, { recursive: true }));

/** A command that writes down its last argument. */
function recorder(): { command: [string, ...string[]]; argument: () => string } {
  const out = join(folder, 'argument');
  const code = `require('fs').writeFileSync(${JSON.stringify(out)}, process.argv.at(-1))`;
  return {
    command: [process.execPath, '-e', code],
    argument: () => (existsSync(out) ? readFileSync(out, 'utf8') : ''),
  };
}

test('the browser is led to the page by a file of this user, so that no argument shows the key', async () => {
  const { command, argument } = recorder();
  const forget = openBrowser(url, folder, () => expect.unreachable(), command);
  const file = join(folder, 'open.html');
  await expect.poll(argument, { timeout: 60_000 }).toBe(pathToFileURL(file).href);
  expect(readFileSync(file, 'utf8')).toContain(`content="0; url=${url}"`);
  expect((statSync(file).mode & 0o777).toString(8)).toBe('600');
  forget();
  expect(existsSync(file)).toBe(false);
});

test('an address with several parameters stays one', () => {
  const address = 'https://login.example.org/authorize?client_id=1&copy=2&quot=%22';
  const forget = openBrowser(address, folder, () => {}, [process.execPath, '-e', '0']);
  const page = readFileSync(join(folder, 'open.html'), 'utf8');
  forget();
  expect(page).toContain('url=https://login.example.org/authorize?client_id=1&amp;copy=2&amp;quot=%22"');
});

test('a link that somebody laid in its place is not written through', () => {
  const target = join(folder, 'target');
  writeFileSync(target, 'untouched');
  symlinkSync(target, join(folder, 'open.html'));
  openBrowser(url, folder, () => {}, [process.execPath, '-e', '0'])();
  expect(readFileSync(target, 'utf8')).toBe('untouched');
});

test.each([
  ['is missing', ['/nonexistent/opener']],
  ['fails', [process.execPath, '-e', 'process.exit(3)']],
])('a command that %s is noted and nothing more', async (_, command) => {
  const failed = vi.fn();
  openBrowser(url, folder, failed, command as [string, ...string[]]);
  await expect.poll(() => failed.mock.calls.length, { timeout: 60_000 }).toBe(1);
  expect(failed.mock.calls[0]?.[0]).not.toContain('the-key');
});

test('each platform has its command', () => {
  expect((['linux', 'darwin', 'win32'] as const).map((platform) => opener(platform)[0])).toEqual([
    'xdg-open',
    'open',
    'cmd',
  ]);
});
