/** Opens an address in the user's browser. */
import { spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The command that opens an address on this platform. */
export function opener(platform: NodeJS.Platform): [command: string, ...args: string[]] {
  if (platform === 'darwin') return ['open'];
  if (platform === 'win32') return ['cmd', '/c', 'start', '""'];
  return ['xdg-open'];
}

/**
 * Opens `url`; answers with a function that removes what was written for it. Other users of the machine can see the
 * arguments of processes, and the address may hold a key: so the browser is given a file of ours that leads there.
 * Calls `failed` when no browser can be opened.
 */
export function openBrowser(
  url: string,
  folder: string,
  failed: (reason: string) => void,
  [command, ...args] = opener(process.platform),
): () => void {
  const file = join(folder, 'open.html');
  const address = url.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  const page = `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=${address}"><title>Rollcall</title>`;
  rmSync(file, { force: true });
  writeFileSync(file, page, { mode: 0o600, flag: 'wx' });
  const child = spawn(command, [...args, pathToFileURL(file).href], { stdio: 'ignore', detached: true });
  child.on('error', (error) => failed(error.message));
  child.on('exit', (code) => {
    if (code !== 0) failed(`${command} ended with ${code ?? 'a signal'}`);
  });
  child.unref();
  return () => rmSync(file, { force: true });
}
