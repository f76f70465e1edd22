/** electron-builder's hook between packing and signing: sets every fuse, closes macOS' transport security. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AfterPackContext } from 'electron-builder';
import { withFuses } from './packaging/fuses.ts';
import { closeTransportSecurity } from './packaging/info-plist.ts';

const FRAMEWORK = 'Contents/Frameworks/Electron Framework.framework/Versions/A/Electron Framework';

/** The file that holds the fuses. */
export function fuseFile(platform: string, folder: string, names: { product: string; executable: string }): string {
  switch (platform) {
    case 'darwin':
      return join(folder, `${names.product}.app`, FRAMEWORK);
    case 'win32':
      return join(folder, `${names.product}.exe`);
    default:
      return join(folder, names.executable);
  }
}

/** Throws, and so ends the build, when a fuse or the plist is not as expected. */
export default async function afterPack(context: AfterPackContext): Promise<void> {
  const { appOutDir, electronPlatformName, packager } = context;
  const product = packager.appInfo.productFilename;
  const executable = 'executableName' in packager ? String(packager.executableName) : product;
  const file = fuseFile(electronPlatformName, appOutDir, { product, executable });
  writeFileSync(file, withFuses(readFileSync(file)));
  if (electronPlatformName === 'darwin') {
    const plist = join(appOutDir, `${product}.app`, 'Contents/Info.plist');
    writeFileSync(plist, closeTransportSecurity(readFileSync(plist, 'utf8')));
  }
}
