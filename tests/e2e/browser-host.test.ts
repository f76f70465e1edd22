/** The browser host as its own process: its command line, its running line, its end. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { childEnvironment } from '../../build/commands/processes.ts';
import { ROOT } from '../../build/commands/tools.ts';
import { createSimulator, type Simulator } from '../../simulator/index.ts';
import { eventually } from '../support/wait.ts';
import { launchChromium } from '../support/window.ts';

let simulator: Simulator;
let folder: string;
let child: ChildProcess;
let output: string;

beforeEach(async () => {
  simulator = await createSimulator({ people: 20, seed: 5 });
  folder = await mkdtemp(path.join(tmpdir(), 'rollcall-host-'));
});

afterEach(async () => {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  await rm(folder, { recursive: true, force: true });
  const offences = simulator.control.offences();
  await simulator.close();
  expect(offences).toEqual([]);
});

/** Starts the host and answers with the page's address. */
async function start(args: readonly string[], environment: Record<string, string> = {}): Promise<string> {
  output = '';
  const names = Object.values(simulator.hosts).flatMap((name) => [
    '--resolve',
    `${name}:443:127.0.0.1:${simulator.port}`,
  ]);
  const common = ['--ca', simulator.caFile, '--data', folder, '--no-open', ...names];
  child = spawn(process.execPath, ['main/browser-host.ts', ...common, ...args], {
    cwd: ROOT,
    env: childEnvironment({ ...environment, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data: Buffer) => (output += data.toString()));
  return eventually('the running line', () => /^Rollcall is running: (http:\S+)$/m.exec(output)?.[1] ?? null);
}

function alive(): number {
  return simulator.control.state().applications.filter((application) => application.alive).length;
}

async function end(signal: NodeJS.Signals): Promise<number | null> {
  const exit = once(child, 'exit') as Promise<[number | null]>;
  child.kill(signal);
  return (await exit)[0];
}

test.each(['SIGTERM', 'SIGINT'] as const)(
  'signs in with the password of its environment, and %s ends it cleanly',
  async (signal) => {
    await start(['--user', simulator.address], { ROLLCALL_PASSWORD: simulator.password });
    await eventually('an application', () => alive() === 1);
    expect(await end(signal)).toBe(0);
    expect(alive()).toBe(0);
    const files = await readdir(folder);
    const written = await Promise.all(files.map((file) => readFile(path.join(folder, file), 'utf8')));
    for (const text of [output, ...written]) {
      expect(text).not.toContain(simulator.password);
      // Where applications are made is kept for the next start; it is no secret, and all that may be kept of addresses.
      const found = /\/ucwa\/oauth\/v1\/applications"/g;
      expect(text.replace(found, '')).not.toMatch(/cwt=|\/ucwa\//);
    }
  },
);

test('prints its running line although the sign-in fails', async () => {
  await start(['--user', simulator.address], { ROLLCALL_PASSWORD: 'wrong' });
  expect(await end('SIGTERM')).toBe(0);
});

test('the sign-in form knows the address and the server of the command line', async () => {
  const url = await start(['--user', simulator.address, '--server', `https://${simulator.hosts.pool}`]);
  const browser = await launchChromium();
  const page = await browser.newPage();
  await page.goto(url);
  await expect.poll(() => page.getByLabel('Address').inputValue()).toBe(simulator.address);
  await expect.poll(() => page.getByLabel('Server').inputValue()).toBe(`https://${simulator.hosts.pool}`);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByLabel('Password').fill(simulator.password);
  await page.getByLabel('Remember me').check();
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('treeitem').first().waitFor();
  // Without a keychain it goes on all the same, and says so.
  await page.getByText('keychain is not available').first().waitFor();
  await browser.close();
  expect(await end('SIGTERM')).toBe(0);
  expect(alive()).toBe(0);
});
