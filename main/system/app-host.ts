/** The AppHost port: what a host tells of itself, and of the files it keeps. */
import { readdir, readFile, stat } from 'node:fs/promises';
import os from 'node:os';
import { join } from 'node:path';
import type { AppFacts, AppHost } from '../core/ports.ts';

export interface AppHostParts {
  version: string;
  host: AppFacts['host'];
  settings: AppHost['settings'];
  /** Folder of the documents, one `NAME.json` each. */
  documents: string;
  /** File with the licences of what others made; null: this copy has none. */
  licences: string | null;
  openLogs: AppHost['openLogs'];
}

/** Describes the running program. */
export function createAppHost({ version, host, settings, documents, licences, openLogs }: AppHostParts): AppHost {
  return {
    facts: {
      version,
      host,
      components: componentsOf(process.versions),
      system: `${os.type()} ${os.release()} ${os.arch()}`,
    },
    settings,
    async documents() {
      const files = await readdir(documents, { withFileTypes: true }).catch(() => []);
      const names = files.filter((file) => file.isFile() && file.name.endsWith('.json')).map(({ name }) => name);
      const sizes = await Promise.all(
        names.sort().map(async (name) => ({
          name: name.slice(0, -'.json'.length),
          // One that went meanwhile takes no room.
          bytes: await stat(join(documents, name)).then(
            ({ size }) => size,
            () => 0,
          ),
        })),
      );
      return sizes;
    },
    openLogs,
    licences: () => (licences === null ? Promise.resolve(null) : readFile(licences, 'utf8').catch(() => null)),
  };
}

/** Those parts whose version a help desk asks for. */
function componentsOf(versions: NodeJS.ProcessVersions): Record<string, string> {
  return Object.fromEntries(
    ['electron', 'chrome', 'node'].flatMap((name) => {
      const version = versions[name];
      return version === undefined ? [] : [[name, version]];
    }),
  );
}
