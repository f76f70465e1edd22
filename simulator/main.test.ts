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
}

test('arguments become options; what is unknown or does not fit is refused', () => {
  expect(
    readArguments(['--people', '7', '--set', 'bom=always', '--set', 'groupLimit=9', '--clock', 'driven']),
  ).toMatchObject({
    kind: 'run',
    options: { people: 7, controlPort: 0, clock: 'driven', knobs: { bom: 'always', groupLimit: 9 } },
  });
  expect(readArguments(['--help']).kind).toBe('help');
  const refused = [
    ['--bogus'],
    ['stray'],
    ['--people', 'many'],
    ['--people', '0'],
    ['--groups', '2'],
    ['--clock', 'sundial'],
    ['--set', 'bom'],
    ['--set', 'nothing=1'],
    ['--domain', 'no domain'],
  ];
  for (const words of refused) expect([words, readArguments(words).kind]).toEqual([words, 'error']);
});

test('the program announces itself, ends on SIGTERM and takes the authority’s folder with it', async () => {
  const child = spawn(process.execPath, [MAIN, '--people', '3', '--password', 'quiet please']);
  let output = '';
  const announced = new Promise<Announced>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const line = /^SIMULATOR (\{.*\})$/m.exec(output)?.[1];
      if (line !== undefined) resolve(JSON.parse(line) as Announced);
    });
    child.once('exit', () => reject(new Error('ended early')));
  });
  const { port, control, ca, password } = await announced;
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
