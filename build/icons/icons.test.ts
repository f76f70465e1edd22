import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { icns, ico } from './containers.ts';
import { STATES } from './render.ts';

const here = import.meta.dirname;
const PNG = Buffer.from('89504e470d0a1a0a', 'hex');

/** Width and height in a PNG's header. */
function pngSize(png: Buffer): [number, number] {
  expect(png.subarray(0, 8)).toEqual(PNG);
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

/** Sizes an ICO file declares, each checked against the PNG it points to. */
function icoSizes(file: Buffer): number[] {
  expect([file.readUInt16LE(0), file.readUInt16LE(2)]).toEqual([0, 1]);
  return Array.from({ length: file.readUInt16LE(4) }, (_, index) => {
    const at = 6 + 16 * index;
    const size = file.readUInt8(at) || 256;
    const start = file.readUInt32LE(at + 12);
    const png = file.subarray(start, start + file.readUInt32LE(at + 8));
    expect(pngSize(png)).toEqual([size, size]);
    return size;
  });
}

describe('the application’s icon', () => {
  it('holds every size for Windows', () => {
    expect(icoSizes(readFileSync(join(here, 'rollcall.ico')))).toEqual([16, 20, 24, 32, 40, 48, 64, 128, 256]);
  });

  it('holds every size for macOS', () => {
    const file = readFileSync(join(here, 'rollcall.icns'));
    expect(file.toString('latin1', 0, 4)).toBe('icns');
    expect(file.readUInt32BE(4)).toBe(file.length);
    const found: [string, number][] = [];
    for (let at = 8; at < file.length; at += file.readUInt32BE(at + 4)) {
      const [width] = pngSize(file.subarray(at + 8, at + file.readUInt32BE(at + 4)));
      found.push([file.toString('latin1', at, at + 4), width]);
    }
    expect(found).toEqual([
      ['ic11', 32],
      ['ic12', 64],
      ['ic07', 128],
      ['ic13', 256],
      ['ic08', 256],
      ['ic14', 512],
      ['ic09', 512],
      ['ic10', 1024],
    ]);
  });

  it.each([16, 32, 48, 256, 512, 1024])('is there as a PNG of %d pixels', (size) => {
    expect(pngSize(readFileSync(join(here, 'png', `${size}x${size}.png`)))).toEqual([size, size]);
  });
});

describe.each(STATES)('the tray icon %s', (state) => {
  const tray = (name: string) => readFileSync(join(here, 'tray', `${state}${name}`));

  it('has every size for every bar', () => {
    for (const theme of ['light', 'dark']) {
      expect(icoSizes(tray(`-${theme}.ico`))).toEqual([16, 20, 24, 28, 32, 36, 40, 48, 64]);
      for (const size of [24, 32, 40, 48, 64]) expect(pngSize(tray(`-${theme}-${size}.png`))).toEqual([size, size]);
    }
    expect(pngSize(tray('Template.png'))).toEqual([16, 16]);
    expect(pngSize(tray('Template@2x.png'))).toEqual([32, 32]);
  });
});

it('tells the states apart without colour', () => {
  const templates = STATES.map((state) => readFileSync(join(here, 'tray', `${state}Template.png`)).toString('hex'));
  expect(new Set(templates).size).toBe(STATES.length);
});

it('refuses what a container cannot hold', () => {
  expect(() => ico([{ size: 512, png: PNG }])).toThrow('512');
  expect(() => icns([{ size: 32, png: PNG }])).toThrow('64');
});
