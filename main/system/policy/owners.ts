/** Whose word a file is: a policy that any user could have written is not the organisation's. */
import { constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { join } from 'node:path/win32';
import type { RunProgram } from './programs.ts';

/** Whether somebody else than root could have put this content there: owner and rights of the file and its folder. */
export async function isForeignOnUnix(path: string): Promise<boolean> {
  const parts = await Promise.all([stat(path), stat(dirname(path))]);
  return parts.some(isOpenToOthers);
}

/** Whether an owner and rights let somebody else than root write. */
export function isOpenToOthers({ uid, mode }: { uid: number; mode: number }): boolean {
  return uid !== 0 || (mode & 0o022) !== 0;
}

/** Security descriptors that name administrators, the system or the installer of Windows as the owner. */
const ADMINISTRATORS = /^O:(BA|SY|S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464)(?=[GDS]:|$)/;

/** Whether a security descriptor (SDDL), as Windows prints it, has an owner who administers the computer. */
export function isOwnedByAdministrators(descriptor: string): boolean {
  return ADMINISTRATORS.test(descriptor.trim());
}

/**
 * Whether this user can write the file, or another one owns it: Windows lets every user make files in the folder of all
 * programs' data. Where the owner cannot be asked for, nobody vouches for the file.
 */
export async function isForeignOnWindows(path: string, run: RunProgram, systemRoot: string): Promise<boolean> {
  if (await canWrite(path)) return true;
  const powershell = join(systemRoot, 'System32', 'WindowsPowerShell', 'v1.0', 'powershell.exe');
  const question = `(Get-Acl -LiteralPath '${path.replaceAll("'", "''")}').Sddl`;
  const { code, output } = await run(powershell, ['-NoProfile', '-NonInteractive', '-Command', question]);
  return code !== 0 || !isOwnedByAdministrators(output);
}

async function canWrite(path: string): Promise<boolean> {
  try {
    await (await open(path, constants.O_RDWR)).close();
    return true;
  } catch {
    return false;
  }
}
