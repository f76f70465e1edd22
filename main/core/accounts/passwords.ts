/** The password of the account in use: in memory as long as it is good, in the keychain when that is wished. */
import type { Logger, SecretStore } from '../ports.ts';
import { appError, fail, ok, type AppError, type Result } from '../result.ts';
import { createQueue } from '../timing/queue.ts';

export interface Passwords {
  /** The one in memory. */
  current(): string | null;
  /** Takes what the user typed; it is kept once it is accepted, if `remember`. */
  give(address: string, password: string, remember: boolean): void;
  /** The one in memory, else the one in the keychain (taken into memory); null: neither. */
  recall(address: string): Promise<Result<string | null>>;
  /** The server accepted it. Only then is a password worth remembering. */
  accepted(): void;
  /** The server refused it: it goes from memory, and from the keychain where it is the one kept there. */
  refused(): void;
  /** Drops it from memory. */
  drop(): void;
  /** Removes an account's from the keychain. */
  forget(address: string): Promise<Result<null>>;
}

interface Held {
  readonly address: string;
  readonly password: string;
  /** `asked`: it is to go to the keychain as soon as it is accepted. */
  readonly kept: 'no' | 'asked' | 'yes';
}

/**
 * Makes the keeper.
 * @param tell tells the user what could not be done
 */
export function createPasswords(secrets: SecretStore, logger: Logger, tell: (error: AppError) => void): Passwords {
  /** The keychain is asked one thing after the other: a removal is not overtaken by an older writing. */
  const queue = createQueue();
  let held: Held | null = null;
  /** Refused last. A keychain that does not let go of it must not bring it back. */
  let bad: Held | null = null;

  async function remove(address: string): Promise<Result<null>> {
    const removed = await secrets.delete(address);
    if (removed.ok) return ok(null);
    logger.log('warn', 'a remembered password could not be removed', { reason: removed.reason });
    return fail(keychainError('remove', removed.reason));
  }

  /** A better one that is kept beside a mistyped one stays. */
  async function removeRefused({ address, password }: Held): Promise<void> {
    const found = await secrets.get(address);
    if (!found.ok || found.secret !== password) return;
    const removed = await remove(address);
    if (!removed.ok) tell(removed.error);
  }

  async function write(address: string, password: string): Promise<void> {
    // Forgotten or refused before its turn came.
    const kept = await queue(async () => (held?.password === password ? secrets.set(address, password) : null));
    if (kept === null || kept.ok) return;
    logger.log('warn', 'the password could not be remembered', { reason: kept.reason });
    tell(keychainError('write', kept.reason));
  }

  return {
    current: () => held?.password ?? null,
    give(address, password, remember) {
      held = { address, password, kept: remember ? 'asked' : 'no' };
    },
    async recall(address) {
      if (held?.address === address) return ok(held.password);
      const found = await queue(() => secrets.get(address));
      if (!found.ok) {
        logger.log('warn', 'the remembered password could not be read', { reason: found.reason });
        return fail(keychainError('read', found.reason));
      }
      const isBad = bad?.address === address && bad.password === found.secret;
      if (found.secret === null || isBad) return ok(null);
      held = { address, password: found.secret, kept: 'yes' };
      return ok(found.secret);
    },
    accepted() {
      if (held?.kept !== 'asked') return;
      held = { ...held, kept: 'yes' };
      void write(held.address, held.password);
    },
    refused() {
      const was = held;
      held = null;
      bad = was ?? bad;
      if (was) void queue(() => removeRefused(was));
    },
    drop() {
      held = null;
    },
    forget: (address) => queue(() => remove(address)),
  };
}

const WHY = {
  refused: 'access was refused',
  tooLarge: 'it is too long',
  unavailable: 'there is no keychain',
} as const;

const CONSEQUENCE = {
  write: ['could not be remembered', 'You will be asked again next time.'],
  read: ['could not be read', 'Enter it to sign in.'],
  remove: ['could not be removed from the keychain', 'Remove it there by hand.'],
} as const;

function keychainError(what: keyof typeof CONSEQUENCE, reason: keyof typeof WHY): AppError {
  const [failed, then] = CONSEQUENCE[what];
  const whose = what === 'write' ? 'Your password' : 'Your remembered password';
  return appError('keychain.unavailable', `${whose} ${failed}: ${WHY[reason]}. ${then}`);
}
