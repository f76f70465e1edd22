/** The demo as a newcomer starts it: it opens the app, and it leaves nothing behind however it ends. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { childEnvironment } from '../../build/commands/processes.ts';
import { ROOT } from '../../build/commands/tools.ts';
import { STANDARD } from '../../simulator/options.ts';
import { eventually } from '../support/wait.ts';

interface Listed {
  pid: number;
  parent: number;
  command: string;
}

/** Where everything that the demo makes lies; it must be empty again afterwards. */
let temporary = '';
let demo: ChildProcess;
let output = '';

async function processes(): Promise<Listed[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,stat=,args=']);
  return stdout.split('\n').flatMap((line) => {
    const [, pid, parent, state = '', command = ''] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    // A zombie has ended; only its parent has not looked yet.
    return pid === undefined || state.startsWith('Z') ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
  });
}

/** A process and all it started. */
async function family(pid: number): Promise<Listed[]> {
  const all = await processes();
  const under = (parent: number): Listed[] =>
    all.filter((one) => one.parent === parent).flatMap((one) => [one, ...under(one.pid)]);
  return [...all.filter((one) => one.pid === pid), ...under(pid)];
}

function startDemo(command: string, args: string[]): void {
  output = '';
  const env = childEnvironment({ TMPDIR: temporary, npm_config_update_notifier: 'false' });
  demo = spawn(command, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
  demo.stdout?.on('data', (text: Buffer) => (output += text.toString()));
  demo.stderr?.on('data', (text: Buffer) => (output += text.toString()));
}

async function running(): Promise<{ url: string; members: Listed[] }> {
  const url = await eventually('the running line', () => /^Rollcall is running: (\S+)$/m.exec(output)?.[1] ?? null);
  const members = await family(demo.pid ?? 0);
  for (const part of ['simulator/main.ts', 'main/browser-host.ts']) {
    expect(members.some(({ command }) => command.includes(part))).toBe(true);
  }
  return { url, members };
}

function pidOf(members: Listed[], part: string): number {
  const found = members.find(({ command }) => command.includes(part));
  if (!found) throw new Error(`no process ${part}`);
  return found.pid;
}

/** npm keeps a cache of its own there. */
const ourFolders = () => readdirSync(temporary).filter((name) => name.startsWith('rollcall-'));

async function expectNothingLeft(members: Listed[]): Promise<void> {
  const pids = new Set(members.map(({ pid }) => pid));
  await eventually('an end of all processes', async () => !(await processes()).some(({ pid }) => pids.has(pid)));
  expect(ourFolders()).toEqual([]);
}

const ended = () => eventually('an end', () => (demo.exitCode ?? demo.signalCode) !== null);

beforeEach(() => {
  temporary = mkdtempSync(path.join(tmpdir(), 'rollcall-demo-test-'));
});

afterEach(async () => {
  for (const { pid } of await family(demo.pid ?? 0)) process.kill(pid, 'SIGKILL');
  rmSync(temporary, { recursive: true, force: true });
});

const direct = (...args: string[]) => startDemo(process.execPath, ['build/commands/demo.ts', ...args]);

test('npm run demo serves the window, and ends as a whole when npm is ended', async () => {
  startDemo('npm', ['run', 'demo', '--', '--no-open', '--host', 'browser']);
  const { url, members } = await running();
  expect(await (await fetch(url)).text()).toContain('<title>');
  demo.kill('SIGTERM');
  await expectNothingLeft(members);
});

test('Ctrl-C ends everything well', async () => {
  direct('--no-open', '--host', 'browser');
  const { members } = await running();
  demo.kill('SIGINT');
  await ended();
  expect(demo.exitCode).toBe(0);
  await expectNothingLeft(members);
});

test.each(['simulator/main.ts', 'main/browser-host.ts'])('when %s dies, the demo ends and says so', async (part) => {
  direct('--no-open', '--host', 'browser');
  const { members } = await running();
  process.kill(pidOf(members, part), 'SIGKILL');
  await ended();
  expect(demo.exitCode).toBe(1);
  expect(output).toContain('was ended by SIGKILL');
  const pids = new Set(members.map(({ pid }) => pid));
  await eventually('an end of all processes', async () => !(await processes()).some(({ pid }) => pids.has(pid)));
});

test('no password stands on a command line', async () => {
  direct('--no-open', '--host', 'browser');
  const { members } = await running();
  const words = members.flatMap(({ command }) => command.split(' '));
  expect(words).toContain('--user');
  expect(words.filter((word) => word === STANDARD.password || /password/i.test(word))).toEqual([]);
});

test('--once --json prints exactly one object, all steps done and no offence', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['build/commands/demo.ts', '--once', '--json'], {
    cwd: ROOT,
    env: childEnvironment({ TMPDIR: temporary }),
  });
  const { steps, requests, offences } = JSON.parse(stdout) as {
    steps: { name: string; ok: boolean; ms: number; detail: string }[];
    requests: number;
    offences: number;
  };
  expect(steps.filter(({ ok }) => !ok)).toEqual([]);
  expect(steps).toHaveLength(11);
  expect(requests).toBeGreaterThan(0);
  expect(offences).toBe(0);
  expect(ourFolders()).toEqual([]);
});

test('a host that does not exist is refused', async () => {
  direct('--host', 'toaster');
  await ended();
  expect(demo.exitCode).toBe(2);
  expect(output).toContain('--host is browser or electron');
});
