/**
 * Stands in for two tools that electron-builder fetches before it says how an installer will be made: 7-Zip, and the
 * folder of NSIS. Nothing they make is used.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../commands/tools.ts';

/** Writes whatever archive it is asked for. */
const ARCHIVER = `#!/bin/sh
for argument in "$@"; do
  case "$argument" in *.7z | *.zip) printf stub > "$argument" ;; esac
done
`;

/** Makes the tools in `folder`; electron-builder finds them by these variables. */
export function makeTools(folder: string): Record<string, string> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, '7za'), ARCHIVER, { mode: 0o755 });
  writeFileSync(join(folder, 'elevate.exe'), 'stub');
  return {
    // A shell script is no program on Windows, where 7-Zip itself comes with electron-builder.
    ELECTRON_BUILDER_7ZIP_PATH:
      process.platform === 'win32' ? inRoot('node_modules/electron-winstaller/vendor/7z.exe') : join(folder, '7za'),
    ELECTRON_BUILDER_NSIS_DIR: folder,
  };
}
