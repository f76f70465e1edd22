/** Policies in the Windows registry, where group policies and device management put them. */
import { join } from 'node:path/win32';
import type { PolicySource } from '../../core/policy/policy.ts';
import type { RunProgram } from './programs.ts';
import { namesKey, parseRegistry } from './registry-output.ts';

const BELOW = 'Software\\Policies';
/** Both can be written by administrators only; what holds for the computer goes before what holds for the user. */
const HIVES = ['HKEY_LOCAL_MACHINE', 'HKEY_CURRENT_USER'] as const;

/**
 * Reads both keys. reg.exe tells a missing key from other trouble in words of the system's language alone, so the key
 * above is asked whether it has ours. Where nothing at all can be queried (programs may be forbidden, or be slow) there
 * is nothing to be known.
 * @param systemRoot the folder of Windows
 */
export async function readRegistry(run: RunProgram, systemRoot: string): Promise<PolicySource[]> {
  const program = join(systemRoot, 'System32', 'reg.exe');
  const sources = await Promise.all(HIVES.map((hive) => readHive(run, program, hive)));
  return sources.filter((source) => source !== null);
}

async function readHive(run: RunProgram, program: string, hive: string): Promise<PolicySource | null> {
  const key = `${hive}\\${BELOW}\\Rollcall`;
  const { code, output } = await run(program, ['query', key, '/s']);
  if (code === 0) return { name: key, values: parseRegistry(output, key) ?? {} };
  const above = await run(program, ['query', `${hive}\\${BELOW}`]);
  if (above.code === null) return { name: key, values: 'unasked' };
  return above.code === 0 && namesKey(above.output, key) ? { name: key, values: 'unreadable' } : null;
}
