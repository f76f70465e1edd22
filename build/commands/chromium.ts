/** Where Chromium lies: for the browser tests, the end-to-end tests and every script that needs a real window. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright';

type Environment = Readonly<Record<string, string | undefined>>;

const LINUX = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/microsoft-edge',
];
const MACOS = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
const WINDOWS = ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'];

/** Places of an installed browser of the Chromium family, the likeliest first. */
export function installedPlaces(platform: NodeJS.Platform, env: Environment): string[] {
  if (platform === 'darwin') return MACOS.map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
  if (platform !== 'win32') return LINUX;
  const roots = [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']].filter(
    (root) => root !== undefined,
  );
  return roots.flatMap((root) => WINDOWS.map((file) => path.win32.join(root, file)));
}

/** What `locateChromium` looks at; tests bring their own. */
export interface Places {
  platform: NodeJS.Platform;
  env: Environment;
  /** Where Playwright keeps a browser it downloaded; the file need not exist. */
  playwright: string;
  exists: (file: string) => boolean;
}

/**
 * CHROME_PATH, then Playwright's own, then an installed one; null when there is none. Throws when CHROME_PATH names a
 * file that does not exist: a wish is not replaced silently.
 */
export function locateChromium({ platform, env, playwright, exists }: Places): string | null {
  const wished = env['CHROME_PATH'];
  if (wished !== undefined && wished !== '') {
    if (!exists(wished)) throw new Error(`CHROME_PATH names ${wished}, and there is no such file.`);
    return wished;
  }
  return [playwright, ...installedPlaces(platform, env)].find((file) => file !== '' && exists(file)) ?? null;
}

/** The Chromium of this machine, or null. Throws as `locateChromium` does. */
export function findChromium(): string | null {
  return locateChromium({
    platform: process.platform,
    env: process.env,
    playwright: chromium.executablePath(),
    exists: existsSync,
  });
}

/**
 * The Chromium of this machine. Throws, with what to do, when there is none.
 * @public for tests
 */
export function chromiumPath(): string {
  const found = findChromium();
  if (found === null) {
    throw new Error(
      'No Chromium was found. Install one, or run "npx playwright install chromium", or set CHROME_PATH.',
    );
  }
  return found;
}
