/** The text of a file that somebody chose. */
import { ownError, type UserError } from '../../../preload/contract/errors.ts';

/** What a message to main may carry, in characters: no file of more bytes is worth reading. */
const BYTES_MAX = 8_000_000;

const TOO_LARGE = ownError('import.tooLarge', `The file has more than ${BYTES_MAX} bytes.`, false);

/** UTF-8, UTF-16 where a byte order mark says so; else as spreadsheets on Windows write. Pure. */
export function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** The text, or why it is not to be had: too large, or the system cannot read it. */
export async function textOf(file: File): Promise<{ ok: true; text: string } | { ok: false; error: UserError }> {
  if (file.size > BYTES_MAX) return { ok: false, error: TOO_LARGE };
  try {
    return { ok: true, text: decode(new Uint8Array(await file.arrayBuffer())) };
  } catch {
    const message = 'The system did not let the file be read.';
    return { ok: false, error: { ...TOO_LARGE, code: 'import.unreadable', message } };
  }
}
