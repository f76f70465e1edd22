/** The host as a process of its own: its command line, its life, and what it lets out. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import WebSocket from 'ws';
import { startBrowserHost } from './browser-host.ts';
import { enter } from './browser/testing/enter.ts';
import { createMemoryLogger } from './ipc/testing/fake-core.ts';

vi.setConfig({ testTimeout: 60_000 });
const entry = join(import.meta.dirname, 'browser-host.ts');
let folder: string;
let children: ChildProcess[] = [];
let files: { renderer: string; preload: string };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-host-'));
  files = { renderer: join(folder, 'renderer'), preload: join(folder, 'preload.cjs') };
  mkdirSync(files.renderer);
  writeFileSync(join(files.renderer, 'index.html'), '<script></script>');
  writeFileSync(files.preload, '');
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children = [];
  rmSync(folder, { recursive: true });
});

interface Run {
  child: ChildProcess;
  out: () => string;
  err: () => string;
  /** Exit code, or the signal's name. */
  ended: Promise<number | string>;
}

/** Runs the entry, or with `script` a program beside it. */
function run(args: string[], env: Record<string, string> = {}, script: string | null = null): Run {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, script === null ? [entry, ...args] : ['--input-type=module', '-e', script], {
    env: { PATH, HOME: folder, ...env },
    cwd: import.meta.dirname,
  });
  children.push(child);
  let out = '';
  let err = '';
  child.stdout.on('data', (part: Buffer) => (out += part.toString()));
  child.stderr.on('data', (part: Buffer) => (err += part.toString()));
  const ended = new Promise<number | string>((resolve) =>
    child.on('close', (code, signal) => resolve(code ?? signal ?? '')),
  );
  return { child, out: () => out, err: () => err, ended };
}

const until = (look: () => boolean) => expect.poll(look, { timeout: 60_000 }).toBe(true);

test('--help says how to use it', async () => {
  const { ended, out } = run(['--help']);
  expect(await ended).toBe(0);
  expect(out()).toContain('--resolve NAME:PORT:ADDRESS:PORT');
});

test.each([
  [['--nonsense'], {}, '--nonsense'],
  [['--port', 'x'], {}, '--port'],
  [['--ca', '/nonexistent.pem'], {}, '--ca'],
  [['--ca', entry], {}, '--ca'],
  [[], { ROLLCALL_PASSWORD: 'hunter2' }, '--user'],
])('%j is refused with code 2 and words', async (args, env, words) => {
  const { ended, err, out } = run(args, env);
  expect(await ended).toBe(2);
  expect(err()).toContain(words);
  expect(err() + out()).not.toContain('hunter2');
  expect(err()).not.toMatch(/^\s+at /m);
});

/** The whole program against a server that is not there, with built files of the test's own. */
function program(signIn: object | null): string {
  return `
    import { startBrowserHost } from './browser-host.ts';
import { enter } from './browser/testing/enter.ts';
    const host = await startBrowserHost(${JSON.stringify({
      data: join(folder, 'data'),
      signIn,
      ca: null,
      resolve: [],
      port: 0,
      files,
    }).slice(0, -1)}, logger: { log: (...all) => console.error(JSON.stringify(all)) } });
    console.log(host.url);
    process.on('SIGTERM', () => host.close().then(() => console.log('closed')));
    await host.started;`;
}

test('once closed nothing keeps the process: sockets, timers and pages are let go', async () => {
  const { child, ended, out, err } = run([], {}, program(null));
  await until(() => out().includes('http://127.0.0.1:'));
  const entered = await enter(out().trim());
  const socket = new WebSocket(entered.socket, { headers: entered.headers });
  await new Promise((resolve) => socket.on('open', resolve));
  child.kill('SIGTERM');
  expect([await ended, err()]).toEqual([0, '']);
  expect(out()).toContain('closed');
});

test('a sign-in that fails leaves the page running, and the password nowhere', async () => {
  const signIn = { address: 'ann@nowhere.invalid', password: 'hunter2', server: 'https://127.0.0.1:1/' };
  const { child, ended, out, err } = run([], {}, program(signIn));
  await until(() => out().includes('http://127.0.0.1:'));
  expect((await fetch(out().trim())).status).toBe(200);
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  const kept = readdirSync(join(folder, 'data')).map((name) => readFileSync(join(folder, 'data', name), 'utf8'));
  expect(out() + err() + kept.join()).not.toContain('hunter2');
});

test('a window that is not built is said plainly', async () => {
  rmSync(files.preload);
  const options = { data: folder, signIn: null, ca: null, resolve: [], port: 0, logger: createMemoryLogger(), files };
  await expect(startBrowserHost(options)).rejects.toThrow('run npm run build');
});

test('a port that is taken is an error and leaves nothing open', async () => {
  const options = { data: folder, signIn: null, ca: null, resolve: [], port: 0, logger: createMemoryLogger(), files };
  const host = await startBrowserHost(options);
  const port = Number(new URL(host.url).port);
  await expect(startBrowserHost({ ...options, port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await host.close();
  await host.close();
});
