import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { applyLinuxLinks } from './linux-links.ts';

let root: string;

beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'rollcall-links-'))));
afterEach(() => rmSync(root, { recursive: true }));

const list = () => join(root, 'config/mimeapps.list');
const entry = () => join(root, 'share/applications/rollcall-links.desktop');
const text = (path: string) => readFileSync(path, 'utf8');
const apply = (wanted: boolean, program = '/opt/Rollcall/rollcall') =>
  applyLinuxLinks(wanted, ['--'], { program, configFolder: join(root, 'config'), dataFolder: join(root, 'share') });

it('writes nothing at all before somebody wants the links', () => {
  apply(false);
  expect(existsSync(join(root, 'config'))).toBe(false);
  expect(existsSync(join(root, 'share'))).toBe(false);
});

it('brings an entry of the user’s own while they are wanted, hidden from menus, and takes it back', () => {
  apply(true);
  expect(text(entry()).split('\n')).toEqual(
    expect.arrayContaining([
      'Exec=/opt/Rollcall/rollcall -- %u',
      'TryExec=/opt/Rollcall/rollcall',
      'NoDisplay=true',
      'MimeType=x-scheme-handler/sip;',
    ]),
  );
  expect(text(list())).toContain('x-scheme-handler/sip=rollcall-links.desktop;');
  apply(false);
  expect(existsSync(entry())).toBe(false);
  expect(text(list())).not.toContain('rollcall');
});

it('leaves it to the user who has chosen another program since then, also where the app has moved', () => {
  apply(true);
  const chosen = '[Default Applications]\nx-scheme-handler/sip=linphone.desktop;\n';
  writeFileSync(list(), chosen);
  apply(true);
  apply(true, '/home/ann/Rollcall.AppImage');
  expect(text(entry())).toContain('Exec=/home/ann/Rollcall.AppImage -- %u');
  expect(text(list())).toBe(chosen);
});

it('quotes a program’s path where it must', () => {
  apply(true, '/opt/my apps/rollcall');
  expect(text(entry())).toContain('Exec="/opt/my apps/rollcall" -- %u');
});

it('says so where a file cannot be written', () => {
  writeFileSync(join(root, 'share'), '');
  expect(() => apply(true)).toThrow();
});
