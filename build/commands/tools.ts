/** Paths of this project and of the tools it installed. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root folder. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** A file or folder of the project, as an absolute path. */
export const inRoot = (...parts: string[]): string => path.join(ROOT, ...parts);

/**
 * The script behind a command of an installed package, to be run by the Node that runs us: a name looked up in PATH
 * might start another Node. Throws when the package is not installed or has no such command.
 */
export function toolScript(packageName: string, command: string = packageName): string {
  const folder = inRoot('node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
    bin?: string | Record<string, string>;
  };
  const script = typeof bin === 'string' ? bin : bin?.[command];
  if (script === undefined) throw new Error(`The package ${packageName} has no command ${command}.`);
  return path.join(folder, script);
}
