/** The browser host as a child process that can be killed at any instant. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { childEnvironment } from '../../build/commands/processes.ts';
import { ROOT } from '../../build/commands/tools.ts';
import type { Simulator } from '../../simulator/index.ts';

const RUNNING = /^Rollcall is running: (http:\S+)$/m;

/** A running host. */
export interface Host {
  /** Where its page is. */
  readonly page: string;
  /** All it wrote so far. */
  output(): string;
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>;
}

/** Starts the host with the documents of `folder`. Rejects when it ends before it runs. */
export async function startHost(simulator: Simulator, folder: string): Promise<Host> {
  const names = simulator.routes.flatMap(({ name, port, address, addressPort }) => [
    '--resolve',
    `${name}:${port}:${address}:${addressPort}`,
  ]);
  const args = ['--ca', simulator.caFile, '--data', folder, '--no-open', '--user', simulator.address, ...names];
  const child = spawn(process.execPath, ['main/browser-host.ts', ...args], {
    cwd: ROOT,
    // No keychain: the one of the person who runs this is left alone.
    env: childEnvironment({
      ROLLCALL_PASSWORD: simulator.password,
      DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent',
    }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const onExit = (): void => void child.kill('SIGKILL');
  process.once('exit', onExit);
  const gone = once(child, 'exit').then(() => void process.off('exit', onExit));
  let text = '';
  const page = await new Promise<string>((resolve, reject) => {
    const take = (data: Buffer): void => {
      text += data.toString('utf8');
      const found = RUNNING.exec(text)?.[1];
      if (found !== undefined) resolve(found);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    void gone.then(() => reject(new Error(`the host did not start: ${text}`)));
  });
  return { page, output: () => text, kill: () => end(child, gone) };
}

async function end(child: ChildProcess, gone: Promise<void>): Promise<void> {
  child.kill('SIGKILL');
  await gone;
}
