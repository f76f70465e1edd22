import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readPolicyFile } from './file.ts';
import { isForeignOnUnix, isForeignOnWindows, isOpenToOthers, isOwnedByAdministrators } from './owners.ts';
import { runProgram } from './programs.ts';
import { readPolicySources, type PolicyPlaces } from './read.ts';

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'rollcall-policy-'))));
afterEach(() => rmSync(root, { recursive: true }));

function put(below: string, content: string): string {
  const path = join(root, below);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content, { mode: 0o644 });
  return path;
}
const own = (): Promise<boolean> => Promise.resolve(false);
const read = (places: Partial<PolicyPlaces>) =>
  readPolicySources({ platform: 'linux', env: {}, root, isForeign: own, ...places });

describe('a file', () => {
  test('with policies', async () => {
    const path = put('p.json', '\uFEFF{ "Theme": "dark" }');
    expect(await readPolicyFile(path, own)).toEqual({ name: path, values: { Theme: 'dark' } });
  });

  test('that is not there, nor its folder', async () => {
    put('file', '');
    for (const below of ['none.json', 'no/folder.json', 'file/in-a-file.json']) {
      expect(await readPolicyFile(join(root, below), own)).toBeNull();
    }
  });

  test.each(['', '{ "Theme": ', '[1]', '"text"', 'null', ' '.repeat(1024 * 1024 + 1)])(
    'that holds no policies says so',
    async (content) => {
      const path = put('p.json', content);
      expect(await readPolicyFile(path, own)).toEqual({ name: path, values: 'unreadable' });
    },
  );

  test('that is a folder, or leads round in a circle, cannot be read', async () => {
    mkdirSync(join(root, 'p.json'));
    symlinkSync('circle', join(root, 'circle'));
    for (const below of ['p.json', 'circle']) {
      expect(await readPolicyFile(join(root, below), own)).toMatchObject({ values: 'unreadable' });
    }
  });

  test('that others may have written is not even read', async () => {
    const path = put('p.json', '{}');
    const reading = readPolicyFile(
      path,
      () => Promise.resolve(true),
      () => Promise.reject(new Error('read')),
    );
    expect(await reading).toEqual({ name: path, values: 'foreign' });
  });
});

describe('whose word a file is', () => {
  test.each([
    [0, 0o644, false],
    [0, 0o40755, false],
    [0, 0o664, true],
    [0, 0o646, true],
    [1000, 0o644, true],
  ])('on Unix: of user %i with mode %o', (uid, mode, open) => {
    expect(isOpenToOthers({ uid, mode })).toBe(open);
  });

  test('on Unix the file counts, and the folder it lies in', async () => {
    const path = put('etc/p.json', '{}');
    // Whoever runs this owns both alike.
    const mine = isOpenToOthers({ uid: process.getuid?.() ?? 0, mode: 0o644 });
    expect(await isForeignOnUnix(path)).toBe(mine);
    chmodSync(path, 0o664);
    expect(await isForeignOnUnix(path)).toBe(true);
    chmodSync(path, 0o644);
    chmodSync(dirname(path), 0o777);
    expect(await isForeignOnUnix(path)).toBe(true);
  });

  test.each([
    ['O:BAG:S-1-5-21-1-2-3-513D:AI(A;ID;FA;;;SY)(A;ID;FA;;;BA)(A;ID;0x1200a9;;;BU)\r\n', true],
    ['O:SYG:SYD:(A;;FA;;;SY)', true],
    ['O:S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464D:', true],
    ['O:S-1-5-21-1-2-3-1001G:BAD:AI(A;ID;FA;;;BA)', false],
    ['O:BUG:BUD:', false],
    ['O:BAX', false],
    ['G:BAD:O:BA', false],
    ['', false],
  ])('on Windows the owner counts: %j', (descriptor, expected) => {
    expect(isOwnedByAdministrators(descriptor)).toBe(expected);
  });

  test('on Windows: a file that the user can write is his, whoever owns it', async () => {
    const run = () => Promise.resolve({ code: 0, output: 'O:BAG:BAD:' });
    expect(await isForeignOnWindows(put('p.json', '{}'), run, 'C:\\Windows')).toBe(true);
  });

  test('on Windows: the owner is asked for by the system’s own program; without an answer nobody vouches', async () => {
    // A folder cannot be opened for writing, whoever runs this.
    mkdirSync(join(root, "o'brien"));
    const asked: string[][] = [];
    const answers = [
      { code: 0, output: 'O:BAG:BAD:' },
      { code: null, output: 'O:BAG:BAD:' },
      { code: 0, output: 'O:BUG:BUD:' },
    ];
    const run = (path: string, args: readonly string[]) => {
      asked.push([path, ...args]);
      return Promise.resolve(answers.shift() ?? { code: 1, output: '' });
    };
    const ask = () => isForeignOnWindows(join(root, "o'brien"), run, 'C:\\Windows');
    expect([await ask(), await ask(), await ask()]).toEqual([false, true, true]);
    expect(asked[0]?.[0]).toBe('C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe');
    expect(asked[0]?.at(-1)).toContain("o''brien");
  });
});

describe('each system', () => {
  test('Linux: one file', async () => {
    expect(await read({})).toEqual([]);
    const path = put('etc/rollcall/policies.json', '{ "Theme": "dark" }');
    expect(await read({})).toEqual([{ name: path, values: { Theme: 'dark' } }]);
  });

  test('macOS: profiles for computer and user, made into JSON by the system’s own tool, then the file', async () => {
    const computer = put('Library/Managed Preferences/com.rollcall.app.plist', 'bplist00');
    const user = put('Library/Managed Preferences/ann/com.rollcall.app.plist', 'bplist00');
    put('Library/Managed Preferences/ben/com.rollcall.app.plist', 'bplist00');
    const file = put('Library/Application Support/Rollcall/policies.json', '{ "Theme": "dark" }');
    const asked: string[][] = [];
    const run = (path: string, args: readonly string[]) => {
      asked.push([path, ...args.slice(0, -1)]);
      return Promise.resolve(
        args.at(-1) === user ? { code: 1, output: '' } : { code: 0, output: '{ "StartAtLogin": true }' },
      );
    };
    expect(await read({ platform: 'darwin', userName: 'ann', run })).toEqual([
      { name: computer, values: { StartAtLogin: true } },
      { name: user, values: 'unreadable' },
      { name: file, values: { Theme: 'dark' } },
    ]);
    expect(asked).toEqual(Array.from({ length: 2 }, () => ['/usr/bin/plutil', '-convert', 'json', '-o', '-']));
  });

  test('Windows: the registry, then the file', async () => {
    const key = 'HKEY_LOCAL_MACHINE\\Software\\Policies\\Rollcall';
    const run = (_: string, [, asked]: readonly string[]) =>
      Promise.resolve(
        asked === key ? { code: 0, output: `${key}\r\n    Theme    REG_SZ    dark\r\n` } : { code: 1, output: '' },
      );
    expect(await read({ platform: 'win32', run })).toEqual([{ name: key, values: { Theme: 'dark' } }]);
  });
});

describe('a program', () => {
  const node = process.execPath;

  test('prints, and ends well or not', async () => {
    expect(await runProgram(node, ['-e', 'console.log("é")'])).toEqual({ code: 0, output: 'é\n' });
    expect(await runProgram(node, ['-e', 'process.exit(3)'])).toMatchObject({ code: 3 });
  });

  test('that is not there, or prints without end, has no code', async () => {
    expect(await runProgram(join(root, 'none'), [])).toEqual({ code: null, output: '' });
    const chatter = 'process.stdout.write("x".repeat(2 ** 21))';
    expect(await runProgram(node, ['-e', chatter])).toMatchObject({ code: null });
  });
});
