/** What every keychain refuses alike, so that all stores behave as the narrowest one. */
import type { SecretFailure } from '../core/ports.ts';

/** Windows holds this many bytes in a credential, as UTF-16. */
const MOST_BYTES = 2560;

/** Why this secret cannot be kept, or null. */
export function unfit(secret: string): SecretFailure | null {
  if (secret.length * 2 > MOST_BYTES) return { ok: false, reason: 'tooLarge', detail: `over ${MOST_BYTES} bytes` };
  if (secret === '') return { ok: false, reason: 'refused', detail: 'a keychain keeps no empty secret' };
  // The native interfaces take C strings and would keep the part before it.
  if (secret.includes('\0')) return { ok: false, reason: 'refused', detail: 'a keychain keeps no zero character' };
  return null;
}
