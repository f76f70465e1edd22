/** Where policies lie on each system, in order of precedence (build/policy/README.md). */
import { userInfo } from 'node:os';
import { join as joinUnix } from 'node:path/posix';
import { join as joinWindows } from 'node:path/win32';
import type { PolicySource } from '../../core/policy/policy.ts';
import { readPolicyFile } from './file.ts';
import { isForeignOnUnix, isForeignOnWindows } from './owners.ts';
import { runProgram, type RunProgram } from './programs.ts';
import { readRegistry } from './registry.ts';

/** The app as macOS knows it: profiles are addressed to it. */
const BUNDLE_ID = 'com.rollcall.app';

export interface PolicyPlaces {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Short name of the system's user; default: asked for where it is needed. */
  readonly userName?: string;
  readonly run?: RunProgram;
  /** Whether others than administrators may have written a file. */
  readonly isForeign?: (path: string) => Promise<boolean>;
  /** The root of the file system. */
  readonly root?: string;
}

/** Reads every place that is there. Never rejects. */
export async function readPolicySources(places: PolicyPlaces): Promise<PolicySource[]> {
  const { isForeign = isForeignOnUnix, root = '/', run = runProgram } = places;
  const at = (below: string): string => joinUnix(root, below);
  switch (places.platform) {
    case 'win32':
      return readOnWindows(places);
    case 'darwin': {
      const { userName = userInfo().username } = places;
      // What a profile forces lies there; what users set themselves lies elsewhere and is not looked at.
      return present([
        readPolicyFile(at(`Library/Managed Preferences/${BUNDLE_ID}.plist`), isForeign, plistReader(run)),
        readPolicyFile(at(`Library/Managed Preferences/${userName}/${BUNDLE_ID}.plist`), isForeign, plistReader(run)),
        readPolicyFile(at('Library/Application Support/Rollcall/policies.json'), isForeign),
      ]);
    }
    default:
      return present([readPolicyFile(at('etc/rollcall/policies.json'), isForeign)]);
  }
}

async function readOnWindows({ env, run = runProgram, isForeign }: PolicyPlaces): Promise<PolicySource[]> {
  const systemRoot = env['SystemRoot'] ?? 'C:\\Windows';
  const path = joinWindows(env['ProgramData'] ?? 'C:\\ProgramData', 'Rollcall', 'policies.json');
  const [registry, file] = await Promise.all([
    readRegistry(run, systemRoot),
    readPolicyFile(path, isForeign ?? ((one) => isForeignOnWindows(one, run, systemRoot))),
  ]);
  return file === null ? registry : [...registry, file];
}

/** Profiles lie as binary property lists; the system's own tool knows them. */
function plistReader(run: RunProgram): (path: string) => Promise<string> {
  return async (path) => {
    const { code, output } = await run('/usr/bin/plutil', ['-convert', 'json', '-o', '-', path]);
    if (code !== 0) throw new Error('the property list cannot be converted');
    return output;
  };
}

async function present(reading: readonly Promise<PolicySource | null>[]): Promise<PolicySource[]> {
  return (await Promise.all(reading)).filter((source) => source !== null);
}
