/** The browser host as a user runs it, with every call of its core noted. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startBrowserHost, type BrowserHost } from '../../../main/browser-host.ts';
import { appError, fail } from '../../../main/core/result.ts';
import { createMemoryLogger } from '../../../main/ipc/testing/fake-core.ts';

export interface Victim extends AsyncDisposable {
  readonly host: BrowserHost;
  /** `http://127.0.0.1:PORT`. */
  readonly origin: string;
  readonly port: number;
  readonly key: string;
  /** Names of the commands that reached the core. */
  readonly calls: string[];
}

/** Starts it, signed out. The window has to be built. */
export async function startVictim(): Promise<Victim> {
  const data = await mkdtemp(path.join(tmpdir(), 'rollcall-victim-'));
  const host = await startBrowserHost({
    data,
    signIn: null,
    ca: null,
    resolve: [],
    port: 0,
    logger: createMemoryLogger(),
  });
  await host.started;
  const calls: string[] = [];
  for (const name of Object.keys(host.core.commands)) {
    const call = (): Promise<unknown> => {
      calls.push(name);
      return Promise.resolve(fail(appError('internal', 'noted')));
    };
    Object.assign(host.core.commands, { [name]: call });
  }
  const { origin, port, pathname } = new URL(host.url);
  return {
    host,
    origin,
    port: Number(port),
    key: pathname.slice(1, -1),
    calls,
    async [Symbol.asyncDispose]() {
      await host.close();
      await rm(data, { recursive: true, force: true });
    },
  };
}
