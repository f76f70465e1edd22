/**
 * As much of the D-Bus wire format as asking who owns a name takes (D-Bus Specification, "Message Protocol"): calls
 * with text arguments out, and any message in, of whose body the leading texts, numbers and booleans are read.
 * Little-endian only, as all machines are that Electron runs on. Pure.
 */

export interface BusCall {
  /** 1..2^32-1; the reply names it. */
  serial: number;
  path: string;
  interface: string;
  member: string;
  destination: string;
  args: readonly string[];
}

export interface BusMessage {
  type: 'call' | 'reply' | 'error' | 'signal';
  /** Serial of the call that this answers, or null. */
  replyTo: number | null;
  member: string | null;
  args: (string | number | boolean)[];
}

const TYPES = ['call', 'reply', 'error', 'signal'] as const;
const FIELD = { path: 1, interface: 2, member: 3, replySerial: 5, destination: 6, signature: 8 } as const;
/** Far above anything that is asked for here. */
const LARGEST = 65_536;
const START = 16;

/** The bytes of a call. */
export function encodeCall(call: BusCall): Buffer {
  const body = new Writer();
  for (const argument of call.args) body.text(argument);
  const head = new Writer();
  head.byte('l'.charCodeAt(0)).byte(1).byte(0).byte(1);
  head.uint32(body.length).uint32(call.serial);
  const fields = new Writer();
  fields.field(FIELD.path, 'o', call.path);
  fields.field(FIELD.interface, 's', call.interface);
  fields.field(FIELD.member, 's', call.member);
  fields.field(FIELD.destination, 's', call.destination);
  if (call.args.length > 0) fields.field(FIELD.signature, 'g', 's'.repeat(call.args.length));
  // The fields begin at 16, a multiple of 8, so their own padding is right.
  head.uint32(fields.length).bytes(fields.result()).pad(8);
  return Buffer.concat([head.result(), body.result()]);
}

/**
 * The first message in `data` and its length in bytes; null while it is not all there. Throws when it is no message
 * that can be read here.
 */
export function decodeMessage(data: Buffer): { message: BusMessage; length: number } | null {
  if (data.length < START) return null;
  if (data[0] !== 'l'.charCodeAt(0)) throw new Error('The bus speaks another byte order');
  const fieldsEnd = START + data.readUInt32LE(12);
  const bodyStart = Math.ceil(fieldsEnd / 8) * 8;
  const length = bodyStart + data.readUInt32LE(4);
  if (length > LARGEST) throw new Error('A message of the bus is too long');
  if (data.length < length) return null;
  const fields = new Map<number, string | number | boolean>();
  const reader = new Reader(data, START, fieldsEnd);
  while (reader.more()) {
    reader.align(8);
    const code = reader.byte();
    fields.set(code, reader.value(reader.signature()));
  }
  const body = new Reader(data, bodyStart, length);
  const args: BusMessage['args'] = [];
  for (const type of String(fields.get(FIELD.signature) ?? '')) {
    if (!'sobu'.includes(type)) break;
    args.push(body.value(type));
  }
  const member = fields.get(FIELD.member);
  const replyTo = fields.get(FIELD.replySerial);
  const message = {
    type: TYPES[(data[1] ?? 0) - 1] ?? 'signal',
    replyTo: typeof replyTo === 'number' ? replyTo : null,
    member: typeof member === 'string' ? member : null,
    args,
  };
  return { message, length };
}

class Writer {
  readonly #parts: Buffer[] = [];
  length = 0;

  bytes(bytes: Buffer): this {
    this.#parts.push(bytes);
    this.length += bytes.length;
    return this;
  }
  byte(value: number): this {
    return this.bytes(Buffer.of(value));
  }
  pad(to: number): this {
    return this.bytes(Buffer.alloc((to - (this.length % to)) % to));
  }
  uint32(value: number): this {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(value);
    return this.pad(4).bytes(bytes);
  }
  text(value: string): this {
    return this.uint32(Buffer.byteLength(value)).bytes(Buffer.from(`${value}\0`));
  }
  signature(value: string): this {
    return this.byte(value.length).bytes(Buffer.from(`${value}\0`));
  }
  field(code: number, type: 'o' | 's' | 'g', value: string): this {
    this.pad(8).byte(code).signature(type);
    return type === 'g' ? this.signature(value) : this.text(value);
  }
  result(): Buffer {
    return Buffer.concat(this.#parts);
  }
}

class Reader {
  readonly #data: Buffer;
  readonly #start: number;
  readonly #end: number;
  #at: number;

  constructor(data: Buffer, start: number, end: number) {
    this.#data = data.subarray(0, end);
    this.#start = start;
    this.#end = end;
    this.#at = start;
  }
  more(): boolean {
    return this.#at < this.#end;
  }
  align(to: number): void {
    this.#at = this.#start + Math.ceil((this.#at - this.#start) / to) * to;
  }
  byte(): number {
    return this.#data.readUInt8(this.#at++);
  }
  uint32(): number {
    this.align(4);
    this.#at += 4;
    return this.#data.readUInt32LE(this.#at - 4);
  }
  signature(): string {
    return this.#text(this.byte());
  }
  value(type: string): string | number | boolean {
    switch (type) {
      case 's':
      case 'o':
        return this.#text(this.uint32());
      case 'g':
        return this.signature();
      case 'b':
        return this.uint32() !== 0;
      case 'u':
        return this.uint32();
      default:
        throw new Error(`A value of the type ${type} cannot be read here`);
    }
  }
  /** `length` bytes of text and the NUL after them. */
  #text(length: number): string {
    const end = this.#at + length;
    if (end >= this.#end) throw new Error('A text of the bus is cut');
    const text = this.#data.toString('utf8', this.#at, end);
    this.#at = end + 1;
    return text;
  }
}
