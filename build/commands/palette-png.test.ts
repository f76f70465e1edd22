import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { palettePng } from './palette-png.ts';

/** What the file says, read by the specification: size, and the colour of each pixel as `RRGGBB`. */
function read(png: Buffer): { width: number; height: number; colours: string[] } {
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    chunks.set(png.toString('latin1', at + 4, at + 8), png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const [header, palette, data] = ['IHDR', 'PLTE', 'IDAT'].map((type) => chunks.get(type) ?? Buffer.alloc(0));
  const width = header!.readUInt32BE(0);
  const rows = [...inflateSync(data!)].filter((_, at) => at % (width + 1) !== 0);
  return {
    width,
    height: header!.readUInt32BE(4),
    colours: rows.map((place) => palette!.subarray(place * 3, place * 3 + 3).toString('hex')),
  };
}

const rgba = (colours: readonly string[]) => Buffer.from(colours.map((colour) => `${colour}ff`).join(''), 'hex');
const grey = (value: number) => value.toString(16).padStart(2, '0').repeat(3);

test('few colours stay exactly as they are, each in its place', () => {
  const colours = ['f5f4f0', '1c1a24', 'f5f4f0', '4a3fb8', 'b0231c', 'f5f4f0'];
  expect(read(palettePng({ width: 3, height: 2, rgba: rgba(colours) }))).toEqual({ width: 3, height: 2, colours });
});

test('of many colours the common ones stay exact and no other moves far', () => {
  // 256 greys once each, 60 shades between two of ours, and a background.
  const rare = [
    ...Array.from({ length: 256 }, (_, value) => grey(value)),
    ...Array.from({ length: 60 }, (_, n) => `ff${grey(n * 4).slice(2)}`),
  ];
  const colours = [...rare, ...Array.from({ length: 84 }, () => '4a3fb8')];
  const shown = read(palettePng({ width: 20, height: 20, rgba: rgba(colours) })).colours;
  expect(shown.slice(-84)).toEqual(colours.slice(-84));
  expect(new Set(shown).size).toBe(256);
  const off = colours.map((colour, at) =>
    Math.max(
      ...[0, 2, 4].map((part) =>
        Math.abs(parseInt(colour.slice(part, part + 2), 16) - parseInt(shown[at]!.slice(part, part + 2), 16)),
      ),
    ),
  );
  expect(Math.max(...off)).toBeLessThanOrEqual(4);
});
