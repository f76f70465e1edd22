/** The app as it is shipped, one bundle, started on the fake of Electron with its window open. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import { inRoot } from '../../build/commands/tools.ts';
import { fake } from '../fakes/electron.ts';
import { eventually } from '../support/wait.ts';

const ERRORS = ['uncaughtException', 'unhandledRejection'] as const;

/** Builds and starts it; a fresh Electron each time. Its page is a stand-in; what lies beside the page is not for it. */
export async function startShipped(): Promise<AsyncDisposable> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rollcall-shipped-'));
  const before = ERRORS.map((event) => new Set(process.listeners(event as 'uncaughtException')));
  await build({
    configFile: inRoot('build/vite.main.ts'),
    mode: 'production',
    build: { outDir: path.join(folder, 'main') },
  });
  await mkdir(path.join(folder, 'renderer'));
  await writeFile(path.join(folder, 'renderer', 'index.html'), '<!doctype html>');
  await writeFile(path.join(folder, 'beside.html'), 'not for pages');
  fake.reset();
  fake.app.control.userData = path.join(folder, 'data');
  await import(path.join(folder, 'main', 'index.js'));
  fake.ready();
  await eventually('a window', () => fake.windows.length > 0);
  return {
    async [Symbol.asyncDispose]() {
      fake.app.exit(0);
      // The app's listeners for errors are not the test's to keep.
      ERRORS.forEach((event, at) => {
        for (const listener of process.listeners(event as 'uncaughtException')) {
          if (!before[at]?.has(listener)) process.off(event, listener);
        }
      });
      await rm(folder, { recursive: true, force: true });
    },
  };
}
