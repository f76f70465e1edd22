/** PNG with a palette: a picture of a window in a third of the bytes, its plain areas in exactly their colours. */
import { crc32, deflateSync } from 'node:zlib';

/** A picture; `rgba` holds four bytes for each pixel, row by row. What is transparent is not kept. */
export interface Picture {
  width: number;
  height: number;
  rgba: Uint8Array;
}

const PALETTE_SIZE = 256;
/** How many of them are chosen for being common; the others so that no colour is far from its nearest. */
const COMMON = 64;
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

const red = (colour: number) => colour >> 16;
const green = (colour: number) => (colour >> 8) & 0xff;
const blue = (colour: number) => colour & 0xff;
const distance = (a: number, b: number) =>
  (red(a) - red(b)) ** 2 + (green(a) - green(b)) ** 2 + (blue(a) - blue(b)) ** 2;

/** The colours of a palette, and the place in it of the nearest to each colour that there is. */
function paletteOf(colours: readonly number[]): { palette: number[]; places: Map<number, number> } {
  const palette: number[] = [];
  const nearest = colours.map((colour) => ({ colour, place: 0, away: Infinity }));
  const add = (colour: number) => {
    const place = palette.push(colour) - 1;
    for (const one of nearest) {
      const away = distance(one.colour, colour);
      if (away < one.away) Object.assign(one, { place, away });
    }
  };
  colours.slice(0, COMMON).forEach(add);
  while (palette.length < PALETTE_SIZE) {
    const farthest = nearest.reduce((a, b) => (b.away > a.away ? b : a));
    if (farthest.away === 0) break;
    add(farthest.colour);
  }
  return { palette, places: new Map(nearest.map(({ colour, place }) => [colour, place])) };
}

/**
 * The picture as a PNG file (PNG Specification, third edition, colour type 3). The commonest colours stay as they are;
 * of the rarer ones, which are the edges of letters, some become a near one.
 */
export function palettePng({ width, height, rgba }: Picture): Buffer {
  const colourAt = (pixel: number) =>
    ((rgba[pixel * 4] ?? 0) << 16) | ((rgba[pixel * 4 + 1] ?? 0) << 8) | (rgba[pixel * 4 + 2] ?? 0);
  const counts = new Map<number, number>();
  for (let pixel = 0; pixel < width * height; pixel++) {
    const colour = colourAt(pixel);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const commonestFirst = [...counts].sort(([a, m], [b, n]) => n - m || a - b).map(([colour]) => colour);
  const { palette, places } = paletteOf(commonestFirst);
  // A byte before each row names its filter: none, which is best for a palette.
  const rows = Buffer.alloc((width + 1) * height);
  for (let pixel = 0; pixel < width * height; pixel++) {
    rows[pixel + Math.floor(pixel / width) + 1] = places.get(colourAt(pixel)) ?? 0;
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap((colour) => [red(colour), green(colour), blue(colour)]))),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
