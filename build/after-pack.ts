/**
 * electron-builder's hook between packing and signing: sets every fuse, closes macOS' transport security, and makes
 * sure that the licences of Electron and Chromium are there.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AfterPackContext } from 'electron-builder';
import { setFuses } from './packaging/fuses.ts';
import { closeTransportSecurity } from './packaging/info-plist.ts';

/** The app in a packed folder, as @electron/fuses wants it named: the program, on macOS the bundle. */
export function appPath(platform: string, folder: string): string {
  switch (platform) {
    case 'darwin':
      return join(folder, 'Rollcall.app');
    case 'win32':
      return join(folder, 'Rollcall.exe');
    default:
      return join(folder, 'rollcall');
  }
}

/** Throws, and so ends the build, when something is not as expected. */
export default async function afterPack({ appOutDir, electronPlatformName }: AfterPackContext): Promise<void> {
  const mac = electronPlatformName === 'darwin';
  const program = appPath(electronPlatformName, appOutDir);
  const licences = mac ? join(program, 'Contents/Resources') : appOutDir;
  for (const file of ['LICENSE.electron.txt', 'LICENSES.chromium.html']) {
    if (!existsSync(join(licences, file))) throw new Error(`${file} is missing in what was packed`);
  }
  await setFuses(program);
  if (mac) {
    const plist = join(program, 'Contents/Info.plist');
    writeFileSync(plist, closeTransportSecurity(readFileSync(plist, 'utf8')));
  }
}
