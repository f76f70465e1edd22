/** Child processes of the commands: run one to its end, or keep one running and end it with all it started. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import path from 'node:path';
import { ROOT, inRoot } from './tools.ts';

type Environment = Record<string, string | undefined>;

/** How long a process may take to end by itself after SIGTERM before it is killed. */
const GRACE_MS = 7_000;

/** Our environment with this project's own Node and tools first in PATH, and `more` on top. */
export function childEnvironment(more: Environment = {}): Environment {
  const bin = inRoot('node_modules', '.bin');
  return { ...process.env, PATH: `${bin}${path.delimiter}${process.env['PATH'] ?? ''}`, ...more };
}

/**
 * Runs a command in the project's root, its output going where ours goes, and answers with its exit code; 1 when a
 * signal ended it, 127 when it could not be started.
 */
export function run(command: string, args: readonly string[], env: Environment = {}): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      env: childEnvironment(env),
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.on('error', (reason) => {
      process.stderr.write(`${command} could not be started: ${reason.message}\n`);
      resolve(127);
    });
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/** A process that keeps running beside us. */
export interface Running {
  readonly name: string;
  /** Ends when the process has ended: in words, and whether it ended well. */
  readonly ended: Promise<{ ok: boolean; how: string }>;
  /** SIGTERM, and after a while SIGKILL to the process and all it started. Returns when it has ended. */
  stop(): Promise<void>;
}

const alive = new Set<ChildProcess>();

/** Kills a process with everything in its process group; nothing happens when all are gone. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Gone already.
  }
}

// Whatever ends us, nothing that we started stays behind.
process.on('exit', () => alive.forEach(killGroup));

/**
 * Starts `node args...` in the project's root, in a process group of its own: a Ctrl-C in the terminal reaches it only
 * through us, once. `onLine` gets each line of its standard output; its errors go where ours go.
 */
export function start(
  name: string,
  command: string,
  args: readonly string[],
  options: { env?: Environment; onLine: (line: string) => void },
): Running {
  const child = spawn(command, args, {
    cwd: ROOT,
    env: childEnvironment(options.env),
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: process.platform !== 'win32',
  });
  alive.add(child);
  createInterface({ input: child.stdout }).on('line', options.onLine);
  const ended = new Promise<{ ok: boolean; how: string }>((resolve) => {
    child.on('error', (reason) => {
      alive.delete(child);
      resolve({ ok: false, how: `could not be started: ${reason.message}` });
    });
    child.on('exit', (code, signal) => {
      killGroup(child);
      alive.delete(child);
      resolve({ ok: code === 0, how: signal === null ? `ended with code ${code ?? 0}` : `was ended by ${signal}` });
    });
  });
  return {
    name,
    ended,
    async stop() {
      child.kill('SIGTERM');
      const timer = setTimeout(() => killGroup(child), GRACE_MS);
      await ended;
      clearTimeout(timer);
    },
  };
}

/** A signal this soon after the first is the same one: packages that tidy up on exit raise it again. */
const SAME_MS = 1_000;

/** How often we look whether npm still waits for us. */
const LOOK_MS = 250;

/**
 * npm passes a signal on to the shell between us, and that shell dies of it without a word. Calls back when that has
 * happened, as a closed terminal would. Not on Windows, where a parent's end does not show.
 */
function whenNpmLeaves(callback: () => void): void {
  const parent = process.ppid;
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    callback();
  }, LOOK_MS);
  timer.unref();
}

/**
 * Resolves when somebody asks us to end: Ctrl-C, SIGTERM, a closed terminal, or the end of the npm that started us.
 * Asked once more, we leave at once.
 */
export function askedToEnd(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let since: number | null = null;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        since ??= performance.now();
        if (performance.now() - since > SAME_MS) process.exit(1);
        resolve(signal);
      });
    }
    whenNpmLeaves(() => resolve('SIGHUP'));
  });
}
