import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readArguments } from './arguments.ts';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));

interface Announced {
  readonly port: number;
  readonly control: string;
  readonly ca: string;
  readonly password: string;
  readonly plainPort: number;
  readonly hosts: Readonly<Record<string, string>>;
  readonly names: readonly string[];
}

test('arguments become options; what is unknown or does not fit is refused', () => {
  expect(
    readArguments(['--people', '7', '--set', 'bom=always', '--set', 'groupLimit=9', '--clock', 'driven']),
  ).toMatchObject({
    kind: 'run',
    options: { people: 7, controlPort: 0, clock: 'driven', knobs: { bom: 'always', groupLimit: 9 } },
  });
  expect(readArguments(['--deployment', 'director', '--sign-in', 'passive', '--plain-port', '8080'])).toMatchObject({
    kind: 'run',
    options: { deployment: 'director', signIn: 'passive', plainPort: 8080 },
  });
  expect(readArguments(['--help']).kind).toBe('help');
  const refused = [
    ['--bogus'],
    ['stray'],
    ['--people', 'many'],
    ['--people', '0'],
    ['--groups', '2'],
    ['--clock', 'sundial'],
    ['--deployment', 'cloud'],
    ['--sign-in', 'fingerprint'],
    ['--plain-port', '70000'],
    ['--set', 'certificates=pool'],
    ['--set', 'bom'],
    ['--set', 'nothing=1'],
    ['--domain', 'no domain'],
  ];
  for (const words of refused) expect([words, readArguments(words).kind]).toEqual([words, 'error']);
});

test('the program announces itself, ends on SIGTERM and takes the authority’s folder with it', async () => {
  const child = spawn(process.execPath, [
    MAIN,
    '--people',
    '3',
    '--password',
    'quiet please',
    '--deployment',
    'director',
  ]);
  let output = '';
  const announced = new Promise<Announced>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const line = /^SIMULATOR (\{.*\})$/m.exec(output)?.[1];
      if (line !== undefined) resolve(JSON.parse(line) as Announced);
    });
    child.once('exit', () => reject(new Error('ended early')));
  });
  const { port, plainPort, control, ca, password, hosts, names } = await announced;
  expect(plainPort).toBeGreaterThan(0);
  expect(hosts['poolB']).toBe('pool2.contoso.example');
  expect(names).toEqual(expect.arrayContaining([...Object.values(hosts), 'evil.example']));
  expect(port).toBeGreaterThan(0);
  expect(password).toBe('quiet please');
  expect(existsSync(ca)).toBe(true);
  expect((await fetch(`${control}/state`)).status).toBe(200);
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect(existsSync(ca)).toBe(false);
});

test('a wrong option ends with 2', async () => {
  const child = spawn(process.execPath, [MAIN, '--bogus'], { stdio: 'ignore' });
  expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(2);
});
