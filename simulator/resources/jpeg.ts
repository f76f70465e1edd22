/** Small real pictures: a square of one colour as a baseline JPEG. */

const BLOCK = 8;
/** With this divisor everywhere the only coefficient of a flat block is its level less 128. */
const QUANTUM = 8;

export interface Colour {
  readonly luma: number;
  readonly blue: number;
  readonly red: number;
}

/** A JPEG of `side` by `side` pixels. The colour's parts are levels from 0 to 255, in YCbCr. */
export function flatJpeg(side: number, colour: Colour): Buffer {
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, [...Buffer.from('JFIF\0'), 1, 1, 0, 0, 1, 0, 1, 0, 0]),
    segment(0xdb, [0, ...Array.from({ length: BLOCK * BLOCK }, () => QUANTUM)]),
    segment(0xc0, [8, ...twoBytes(side), ...twoBytes(side), 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0]),
    // Sizes of differences 0 to 11 as codes of four bits; the only other symbol, "end of block", as one bit.
    segment(0xc4, [0x00, ...counts(4, 12), ...Array.from({ length: 12 }, (_, size) => size)]),
    segment(0xc4, [0x10, ...counts(1, 1), 0]),
    segment(0xda, [3, 1, 0, 2, 0, 3, 0, 0, 63, 0]),
    scan(side, [colour.luma - 128, colour.blue - 128, colour.red - 128]),
    Buffer.from([0xff, 0xd9]),
  ]);
}

/** Every block has three components; after the first block nothing differs from the one before. */
function scan(side: number, levels: readonly number[]): Buffer {
  const blocks = Math.ceil(side / BLOCK) ** 2;
  const first = levels.map((level) => difference(level) + '0').join('');
  const bits = first + '00000'.repeat(levels.length * (blocks - 1));
  const bytes: number[] = [];
  for (let at = 0; at < bits.length; at += 8) {
    const byte = parseInt(bits.slice(at, at + 8).padEnd(8, '1'), 2);
    // A byte of ones would read as a marker.
    bytes.push(...(byte === 0xff ? [0xff, 0] : [byte]));
  }
  return Buffer.from(bytes);
}

/** The size in four bits, then the value in that many; negative ones as their complement. */
function difference(value: number): string {
  const size = value === 0 ? 0 : Math.abs(value).toString(2).length;
  const code = size.toString(2).padStart(4, '0');
  const bits = value < 0 ? value + 2 ** size - 1 : value;
  return size === 0 ? code : code + bits.toString(2).padStart(size, '0');
}

/** How many codes there are of each length from 1 to 16. */
function counts(length: number, count: number): number[] {
  return Array.from({ length: 16 }, (_, index) => (index === length - 1 ? count : 0));
}

function segment(marker: number, content: readonly number[]): Buffer {
  return Buffer.from([0xff, marker, ...twoBytes(content.length + 2), ...content]);
}

function twoBytes(value: number): [number, number] {
  return [value >> 8, value & 0xff];
}
