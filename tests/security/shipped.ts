/** The app as it is shipped, one bundle, started on the fake of Electron with its window open. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import { inRoot } from '../../build/commands/tools.ts';
import { fake } from '../fakes/electron.ts';
import { eventually } from '../support/wait.ts';

const ERRORS = ['uncaughtException', 'unhandledRejection'] as const;

export interface Shipped extends AsyncDisposable {
  /** Folder of the bundle. */
  readonly folder: string;
}

/** Builds and starts it; a fresh Electron each time. */
export async function startShipped(): Promise<Shipped> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rollcall-shipped-'));
  const before = ERRORS.map((event) => new Set(process.listeners(event as 'uncaughtException')));
  await build({ configFile: inRoot('build/vite.main.ts'), mode: 'production', build: { outDir: folder } });
  fake.reset();
  fake.app.control.userData = path.join(folder, 'data');
  await import(path.join(folder, 'index.js'));
  fake.ready();
  await eventually('a window', () => fake.windows.length > 0);
  return {
    folder,
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
