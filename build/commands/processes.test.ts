import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { run, start } from './processes.ts';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'rollcall-processes-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

/** Starts a Node program; `lines` fills as it prints, `said` waits for a line. */
function program(text: string) {
  const lines: string[] = [];
  const running = start('program', process.execPath, ['--eval', text], { onLine: (line) => lines.push(line) });
  const said = (line: string) => vi.waitFor(() => expect(lines).toContain(line), { timeout: 20_000 });
  return { ...running, lines, said };
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** A killed process that nobody waits for stays listed as a zombie; it runs no more. */
async function runs(pid: number): Promise<boolean> {
  if (!exists(pid)) return false;
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return !stat.includes(') Z ');
}

test('run answers with the exit code, and with 127 where nothing could be started', async () => {
  expect(await run(process.execPath, ['--eval', 'process.exit(3)'])).toBe(3);
  expect(await run(path.join(folder, 'nothing-here'), [])).toBe(127);
});

test('a child finds the Node that runs us first in its path', async () => {
  const file = path.join(folder, 'version');
  const text = `require('fs').writeFileSync(${JSON.stringify(file)}, require('child_process').execSync('node --version'))`;
  expect(await run(process.execPath, ['--eval', text])).toBe(0);
  expect((await readFile(file, 'utf8')).trim()).toBe(process.version);
});

test('stop asks first, and the program may end in its own way', async () => {
  const child = program(
    `process.on('SIGTERM', () => { console.log('bye'); process.exit(0) }); console.log('up'); setInterval(() => {}, 1e6)`,
  );
  await child.said('up');
  await child.stop();
  expect(child.lines).toEqual(['up', 'bye']);
  expect(await child.ended).toEqual({ ok: true, how: 'ended with code 0' });
});

test('what a program started ends with it', async () => {
  const child = program(
    `const c = require('child_process').spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1e6)']);
     console.log(String(c.pid)); console.log('up'); setInterval(() => {}, 1e6)`,
  );
  await child.said('up');
  const grandchild = Number(child.lines[0]);
  expect(await runs(grandchild)).toBe(true);
  await child.stop();
  await vi.waitFor(async () => expect(await runs(grandchild)).toBe(false), { timeout: 20_000 });
});

test('a program that ends by itself says how', async () => {
  expect(await program('process.exit(4)').ended).toEqual({ ok: false, how: 'ended with code 4' });
});

test('stopping what has ended is harmless', async () => {
  const child = program('0');
  await child.ended;
  await child.stop();
});

test('asked to end, even twice in a row, a command tidies up first', async () => {
  const text = `import { askedToEnd } from ${JSON.stringify(new URL('./processes.ts', import.meta.url))};
    setInterval(() => {}, 1e6);
    void askedToEnd().then((signal) => setTimeout(() => { console.log('tidy after ' + signal); process.exit(0) }, 20));
    console.log('up ' + process.pid)`;
  const lines: string[] = [];
  const args = ['--input-type=module', '--eval', text];
  const running = start('command', process.execPath, args, { onLine: (line) => lines.push(line) });
  await vi.waitFor(() => expect(lines).toHaveLength(1), { timeout: 20_000 });
  const pid = Number(lines[0]?.split(' ')[1]);
  process.kill(pid, 'SIGTERM');
  process.kill(pid, 'SIGTERM');
  expect(await running.ended).toMatchObject({ ok: true });
  expect(lines[1]).toBe('tidy after SIGTERM');
});
