/**
 * `npm run test:electron`: the app in a real Electron, where its binary is. Where it is not, or where there is no
 * display to show a window on, nothing is run and nothing counts as passed: the line says so. With `--required` that is
 * a failure, as before a release.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { buildStale } from '../../build/commands/bundles.ts';
import { electronBinary } from '../../build/commands/electron-binary.ts';
import { run } from '../../build/commands/processes.ts';
import { inRoot, toolScript } from '../../build/commands/tools.ts';

/** What has to stand before a command so that its windows have a display; null: there is none to be had. */
function display(): string[] | null {
  const { DISPLAY, WAYLAND_DISPLAY, PATH = '' } = process.env;
  if (process.platform !== 'linux' || DISPLAY !== undefined || WAYLAND_DISPLAY !== undefined) return [];
  const has = PATH.split(path.delimiter).some((folder) => existsSync(path.join(folder, 'xvfb-run')));
  return has ? ['xvfb-run', '--auto-servernum'] : null;
}

async function main(): Promise<number> {
  const screen = display();
  const missing = electronBinary() === null ? 'no Electron binary' : screen === null ? 'no display, no xvfb-run' : null;
  if (missing !== null) {
    process.stdout.write(`skipped: ${missing}\n`);
    return process.argv.includes('--required') ? 1 : 0;
  }
  if (!(await buildStale())) return 1;
  const vitest = [
    process.execPath,
    toolScript('vitest'),
    'run',
    '--config',
    inRoot('tests', 'electron', 'vitest.config.ts'),
  ];
  const [command = '', ...args] = [...(screen ?? []), ...vitest];
  return run(command, args);
}

process.exitCode = await main();
