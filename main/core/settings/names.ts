/** The names under which the things of one account are kept. */
import { addressOf } from '../store/state.ts';

export type AccountDocument = 'cache' | 'account-data' | 'journal' | 'jobs' | 'tickets';

/**
 * A name for one account's document, such as `journal-` and 32 hexadecimal digits: good for every file system, whatever
 * it makes of case, and it does not spell out the address. The same for every spelling of the address.
 */
export function nameFor(what: AccountDocument, address: string): string {
  return `${what}-${fingerprint(addressOf(address).normalize('NFC'))}`;
}

const OFFSET = 0x6c62272e07bb014262b821756295c58dn;
const PRIME = 0x1000000000000000000013bn;

/** FNV-1a with 128 bits of the text in UTF-8: to tell names apart, not to keep anything secret. */
export function fingerprint(text: string): string {
  let hash = OFFSET;
  for (const byte of new TextEncoder().encode(text)) hash = BigInt.asUintN(128, (hash ^ BigInt(byte)) * PRIME);
  return hash.toString(16).padStart(32, '0');
}
