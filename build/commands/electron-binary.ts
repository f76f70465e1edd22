/** Electron's binary: fetched by Electron's package at first run, which not every machine can do. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { run } from './processes.ts';
import { inRoot, toolScript } from './tools.ts';

/** The binary's path, or null where it was not fetched. `folder`: of the electron package. */
export function electronBinary(folder: string = inRoot('node_modules', 'electron')): string | null {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const pathFile = path.join(folder, 'path.txt');
  if (!existsSync(pathFile) && override === undefined) return null;
  const executable = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : 'electron';
  const binary = path.join(override ?? path.join(folder, 'dist'), executable);
  return existsSync(binary) ? binary : null;
}

/** Fetches the binary as Electron's package does; null when that failed (it says why). */
export async function fetchElectron(): Promise<string | null> {
  await run(process.execPath, [toolScript('electron', 'install-electron')]);
  return electronBinary();
}
