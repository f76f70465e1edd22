/** Documents that a newer version of the app has written: who goes back to this one does not lose them. */
import type { SettingsStore } from '../ports.ts';
import { SETTINGS_VERSION } from './settings.ts';

/** The shape of every other document; one that names no version has this one. */
const DATA_VERSION = 1;

/**
 * The same disk, which copies a document of a newer shape to NAME-newer when it is first read: from then on it may be
 * written over with what this version makes of it. `onNewer` is told; `save` must not throw.
 */
export function keepNewer(
  disk: SettingsStore,
  save: (name: string, value: unknown) => void,
  onNewer: () => void,
): SettingsStore {
  const copied = new Set<string>();
  return {
    load(name) {
      const loaded = disk.load(name);
      if (isNewer(name, loaded.value) && !copied.has(name)) {
        copied.add(name);
        save(`${name}-newer`, loaded.value);
        onNewer();
      }
      return loaded;
    },
    save: (name, value) => disk.save(name, value),
    saveBehind: (name, value, isWanted) => disk.saveBehind(name, value, isWanted),
    delete(name) {
      disk.delete(name);
      disk.delete(`${name}-newer`);
    },
  };
}

function isNewer(name: string, value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('version' in value)) return false;
  const known = name === 'settings' ? SETTINGS_VERSION : DATA_VERSION;
  return typeof value.version === 'number' && value.version > known;
}
