/**
 * The shape of NTLM messages: signature, type, and the fields that name the user. No cryptography: a response to the
 * challenge is looked for but not verified.
 */
const SIGNATURE = 'NTLMSSP\0';
const UNICODE = 0x1;
const CHALLENGE_LENGTH = 8;
/** Unicode, request target, NTLM, always sign, target type domain, extended security, target info. */
const CHALLENGE_FLAGS = 0x0089_8205;

export type NtlmMessage =
  { readonly type: 'negotiate' } | { readonly type: 'authenticate'; readonly user: string; readonly answered: boolean };

/** Reads a message of a client; null when it is none. */
export function readNtlm(bytes: Buffer): NtlmMessage | null {
  if (bytes.length < 16 || bytes.toString('latin1', 0, 8) !== SIGNATURE) return null;
  const type = bytes.readUInt32LE(8);
  if (type === 1) return { type: 'negotiate' };
  if (type !== 3 || bytes.length < 64) return null;
  const unicode = (bytes.readUInt32LE(60) & UNICODE) !== 0;
  const user = payload(bytes, 36)?.toString(unicode ? 'utf16le' : 'latin1');
  const response = payload(bytes, 20);
  return user === undefined ? null : { type: 'authenticate', user, answered: (response?.length ?? 0) > 0 };
}

/** The bytes that a field (length, room, offset) at `at` points to. */
function payload(bytes: Buffer, at: number): Buffer | null {
  const length = bytes.readUInt16LE(at);
  const offset = bytes.readUInt32LE(at + 4);
  return offset + length <= bytes.length ? bytes.subarray(offset, offset + length) : null;
}

/** The server's challenge for the domain `target`, well-formed enough for a network stack to go on. */
export function writeChallenge(target: string, challenge: Buffer): Buffer {
  const name = Buffer.from(target, 'utf16le');
  // Target info: the domain's name (2), then the end of the list.
  const info = Buffer.alloc(4 + name.length + 4);
  info.writeUInt16LE(2, 0);
  info.writeUInt16LE(name.length, 2);
  name.copy(info, 4);
  const head = Buffer.alloc(48);
  head.write(SIGNATURE, 0, 'latin1');
  head.writeUInt32LE(2, 8);
  field(head, 12, name.length, 48);
  head.writeUInt32LE(CHALLENGE_FLAGS, 20);
  challenge.copy(head, 24, 0, CHALLENGE_LENGTH);
  field(head, 40, info.length, 48 + name.length);
  return Buffer.concat([head, name, info]);
}

function field(head: Buffer, at: number, length: number, offset: number): void {
  head.writeUInt16LE(length, at);
  head.writeUInt16LE(length, at + 2);
  head.writeUInt32LE(offset, at + 4);
}
