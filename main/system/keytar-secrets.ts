/**
 * The operating system's keychain through keytar. The library is loaded at the first call, so that a machine without
 * libsecret or a session bus can run everything else. `findCredentials` is never called: it crashes on foreign items.
 */
import type { Clock, SecretFailure, SecretStore } from '../core/ports.ts';
import { unfit } from './secret-rules.ts';

/** Service under which passwords are kept. Unique to this app and to this layout of it. */
export const SERVICE = 'rollcall/v1';
/** A locked keychain may ask the user; after this many milliseconds the app goes on without it. */
export const CALL_MS = 10_000;

/** The part of keytar that is used. */
export interface Keytar {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

export interface KeytarSecrets extends SecretStore {
  /** Calls that the keychain has not come back from. Each blocks a thread that the process waits for when it exits. */
  hanging(): number;
}

/** macOS, libsecret and Windows in their own words: somebody or something said no. All else means: not usable here. */
const REFUSAL = /\blocked\b|dismiss|cancel|denied|not allowed|passphrase you entered|AccessDenied|authorization/i;

/** What a keychain's error message means. */
export function failureOf(message: string): SecretFailure {
  return { ok: false, reason: REFUSAL.test(message) ? 'refused' : 'unavailable', detail: message };
}

async function loadKeytar(): Promise<Keytar> {
  // keytar is CommonJS: its functions are on the default export.
  return (await import('keytar')).default;
}

/** Builds the store. `load` is asked again after a failure, since a keychain may come up later. */
export function createKeytarSecrets(clock: Clock, load: () => Promise<Keytar> = loadKeytar): KeytarSecrets {
  let hanging = 0;

  async function bounded<T extends object>(work: (keytar: Keytar) => Promise<T>): Promise<T | SecretFailure> {
    let cancel = (): void => {};
    const late = new Promise<SecretFailure>((resolve) => {
      const detail = `no answer within ${CALL_MS / 1000} s`;
      cancel = clock.setTimer(CALL_MS, () => resolve({ ok: false, reason: 'unavailable', detail }));
    });
    hanging += 1;
    const answer = load()
      .then(work)
      .catch((error: unknown) => failureOf(error instanceof Error ? error.message : String(error)))
      .finally(() => {
        hanging -= 1;
      });
    try {
      return await Promise.race([answer, late]);
    } finally {
      cancel();
    }
  }

  return {
    get: (account) =>
      bounded(async (keytar) => ({ ok: true as const, secret: await keytar.getPassword(SERVICE, account) })),
    async set(account, secret) {
      const failure = unfit(secret);
      if (failure !== null) return failure;
      return bounded(async (keytar) => {
        await keytar.setPassword(SERVICE, account, secret);
        return { ok: true as const };
      });
    },
    delete: (account) =>
      bounded(async (keytar) => {
        await keytar.deletePassword(SERVICE, account);
        return { ok: true as const };
      }),
    hanging: () => hanging,
  };
}
