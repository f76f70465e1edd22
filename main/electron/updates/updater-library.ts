/** electron-updater, a bundle of its own: it is loaded when the first look for an update is due. */
import { AppImageUpdater, MacUpdater, NsisUpdater, type AppUpdater } from 'electron-updater';
import type { UpdaterKind } from './updater-kind.ts';

/** Makes the library's updater for this kind of installation. */
export function createLibrary(kind: UpdaterKind): AppUpdater {
  switch (kind) {
    case 'nsis':
      return new NsisUpdater();
    case 'mac':
      return new MacUpdater();
    case 'appImage':
      return new AppImageUpdater();
  }
}
