/** Whether and how this copy of the app can be updated by itself. Pure. */

export type UpdaterKind = 'nsis' | 'mac' | 'appImage';

export interface Installation {
  platform: NodeJS.Platform;
  packaged: boolean;
  /** The uninstaller of our Windows installer lies beside the program: the MSI, which administrators roll out, has none. */
  hasUninstaller: boolean;
  /** The program runs out of an AppImage. */
  fromAppImage: boolean;
}

/** Null: it is development, or somebody else brings new versions (a package manager, a roll-out). */
export function updaterKind({ platform, packaged, hasUninstaller, fromAppImage }: Installation): UpdaterKind | null {
  if (!packaged) return null;
  switch (platform) {
    case 'win32':
      return hasUninstaller ? 'nsis' : null;
    case 'darwin':
      return 'mac';
    case 'linux':
      return fromAppImage ? 'appImage' : null;
    default:
      return null;
  }
}
