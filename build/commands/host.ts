/** The two hosts of the app as processes: how each is started, and running one until it ends or we are asked to end. */
import { electronBinary, fetchElectron } from './electron-binary.ts';
import { askedToEnd, start } from './processes.ts';
import { inRoot } from './tools.ts';

export type HostName = 'browser' | 'electron';

/** A host's command line. */
export interface HostCommand {
  name: string;
  command: string;
  args: readonly string[];
  /** Added to our environment. */
  env: Record<string, string>;
}

/** The app in plain Node, its window a browser tab; `args` as README lists them for `npm run browser`. */
export function browserHost(args: readonly string[], env: Record<string, string> = {}): HostCommand {
  return {
    name: 'The browser host',
    command: process.execPath,
    args: ['main/browser-host.ts', ...args],
    // Without it every start takes the types out of hundreds of files again, which is most of its work.
    env: { NODE_COMPILE_CACHE: inRoot('node_modules', '.cache', 'compiled'), ...env },
  };
}

/** The app in Electron; `switches` go before the app's folder, to Chromium. */
export function electronHost(
  binary: string,
  switches: readonly string[] = [],
  env: Record<string, string> = {},
): HostCommand {
  // Chromium refuses to run as root with its sandbox.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return { name: 'Electron', command: binary, args: [...sandbox, ...switches, '.'], env };
}

/**
 * Electron's binary where it is to be used, null for the browser host. Without a wish the binary is used where it is
 * and never fetched; a wish for Electron fetches it and throws where that cannot be done.
 */
export async function chooseElectron(wish: HostName | null): Promise<string | null> {
  if (wish === 'browser') return null;
  const binary = electronBinary() ?? (wish === 'electron' ? await fetchElectron() : null);
  if (binary !== null) return binary;
  if (wish === 'electron') throw new Error("Electron's binary could not be fetched. Use --host browser.");
  process.stdout.write("Electron's binary is not here; using the browser host (--host electron fetches it).\n");
  return null;
}

/** Runs a host until it ends or we are asked to end; its lines are printed. Answers with our exit code. */
export async function runHost({ name, command, args, env }: HostCommand): Promise<number> {
  const asked = askedToEnd();
  const host = start(name, command, args, { env, onLine: (line) => process.stdout.write(`${line}\n`) });
  const end = await Promise.race([asked, host.ended]);
  await host.stop();
  if (typeof end === 'string') return 0;
  if (!end.ok) process.stderr.write(`${name} ${end.how}.\n`);
  return end.ok ? 0 : 1;
}
