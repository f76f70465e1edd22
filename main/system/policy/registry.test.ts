/** Output as reg.exe of Windows 10 and 11 prints it, in several languages. */
import { describe, expect, test } from 'vitest';
import { namesKey, parseRegistry } from './registry-output.ts';
import { readRegistry } from './registry.ts';

const KEY = 'HKEY_LOCAL_MACHINE\\Software\\Policies\\Rollcall';
const USER_KEY = 'HKEY_CURRENT_USER\\Software\\Policies\\Rollcall';
const lines = (...text: string[]) => text.map((line) => `${line}\r\n`).join('');

const FULL = lines(
  '',
  'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Rollcall',
  '    Server    REG_SZ    https://pool.example.com',
  '    TrustedHostsOnly    REG_DWORD    0x1',
  '    StartAtLogin    REG_DWORD    0x0',
  '    SignInKinds    REG_MULTI_SZ    windows\\0password',
  '    UpdateFeed    REG_EXPAND_SZ    https://updates.example.com/%PROCESSOR_ARCHITECTURE%',
  '    Theme    REG_SZ    ',
  '    Blob    REG_BINARY    DEADBEEF',
  '    Large    REG_QWORD    0x1',
  '',
  'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Rollcall\\TrustedHosts',
  '    1    REG_SZ    pool.example.com',
  '    2    REG_SZ    adfs.example.com',
  '    10    REG_DWORD    0x7',
  '',
  'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Rollcall\\AccountDomains',
  '',
  'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Rollcall\\TrustedHosts\\Deeper',
  '    1    REG_SZ    evil.example',
  '',
);

describe('what reg.exe prints', () => {
  test('values of every kind, and keys below as lists', () => {
    expect(parseRegistry(FULL, KEY)).toEqual({
      Server: 'https://pool.example.com',
      TrustedHostsOnly: 1,
      StartAtLogin: 0,
      SignInKinds: ['windows', 'password'],
      UpdateFeed: 'https://updates.example.com/%PROCESSOR_ARCHITECTURE%',
      Theme: '',
      Blob: { type: 'REG_BINARY' },
      Large: { type: 'REG_QWORD' },
      TrustedHosts: ['pool.example.com', 'adfs.example.com', 7],
      AccountDomains: [],
    });
  });

  test('an empty value may come without the spaces that end its line', () => {
    expect(parseRegistry(lines(KEY, '    Theme    REG_SZ'), KEY)).toEqual({ Theme: '' });
  });

  test.each([
    '(Default)    REG_SZ    x',
    '(Standard)    REG_SZ    x',
    '(par défaut)    REG_SZ    (valeur non définie)',
  ])('the value without a name, %s, is one that no policy has', (line) => {
    expect(Object.keys(parseRegistry(lines(KEY, `    ${line}`), KEY) ?? {})).toEqual([line.split('    ')[0]]);
  });

  test('data may hold what separates', () => {
    const text = lines(KEY, '    Server    REG_SZ    a    REG_DWORD    0x1');
    expect(parseRegistry(text, KEY)).toEqual({ Server: 'a    REG_DWORD    0x1' });
  });

  test('a number that is none is nothing that a policy takes', () => {
    expect(parseRegistry(lines(KEY, '    Updates    REG_DWORD    (invalid DWORD value)'), KEY)).toEqual({
      Updates: { type: 'REG_DWORD' },
    });
  });

  test('keys below without values of their own', () => {
    const text = lines('', `${KEY}\\TrustedHosts`, '    1    REG_SZ    a.example.com', '');
    expect(parseRegistry(text, KEY)).toEqual({ TrustedHosts: ['a.example.com'] });
  });

  test.each([
    '',
    lines('ERROR: The system was unable to find the specified registry key or value.'),
    lines('FEHLER: Der angegebene Registrierungsschlüssel bzw. Wert wurde nicht gefunden.'),
    lines('', 'HKEY_LOCAL_MACHINE\\Software\\Policies\\RollcallOther', '    Server    REG_SZ    x'),
  ])('other text, %j, is no key', (text) => {
    expect(parseRegistry(text, KEY)).toBeNull();
  });

  test('a key is named whole or not at all', () => {
    const text = lines('', 'HKEY_LOCAL_MACHINE\\Software\\Policies\\RollcallOther', 'HKEY_LOCAL_MACHINE\\Software\\X');
    expect([namesKey(text, KEY), namesKey(text + lines(KEY.toUpperCase()), KEY)]).toEqual([false, true]);
  });
});

describe('the registry', () => {
  const ABOVE = 'HKEY_LOCAL_MACHINE\\Software\\Policies';
  const asked: string[] = [];
  const registry = (answers: Record<string, string>) =>
    readRegistry(async (path, [verb, key = '', ...options]) => {
      asked.push(`${path} ${verb} ${options.join(' ')}`.trim());
      const output = answers[key];
      return output === undefined ? { code: 1, output: '' } : { code: 0, output };
    }, 'D:\\Windows');

  test('both keys, the computer’s first; the system’s own program and no other', async () => {
    asked.length = 0;
    const sources = await registry({ [KEY]: FULL, [USER_KEY]: lines(USER_KEY, '    Theme    REG_SZ    dark') });
    expect(sources).toMatchObject([
      { name: KEY, values: { TrustedHostsOnly: 1 } },
      { name: USER_KEY, values: { Theme: 'dark' } },
    ]);
    expect(new Set(asked)).toEqual(new Set(['D:\\Windows\\System32\\reg.exe query /s']));
  });

  test('keys that are not there are no places', async () => {
    expect(await registry({ [ABOVE]: lines('', `${ABOVE}\\Microsoft`) })).toEqual([]);
  });

  test('a key that is there and cannot be read says so', async () => {
    expect(await registry({ [ABOVE]: lines('', `${ABOVE}\\Microsoft`, KEY) })).toEqual([
      { name: KEY, values: 'unreadable' },
    ]);
  });

  test('where the program may not run, nothing is known', async () => {
    expect(await readRegistry(async () => ({ code: null, output: '' }), 'C:\\Windows')).toEqual([
      { name: KEY, values: 'unasked' },
      { name: USER_KEY, values: 'unasked' },
    ]);
  });

  test('an empty key lays down nothing', async () => {
    expect(await registry({ [KEY]: '' })).toEqual([{ name: KEY, values: {} }]);
  });
});
