import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { complete, LICENCE_FILE, licenceText, LIST, shippedPackages, writeLicences } from './licences.ts';

let folder: string;
const write = (path: string, text: string) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
const one = { name: 'a', version: '1.0.0', identifier: 'ISC', text: 'Words of a' };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-licences-'));
  write('keytar/package.json', '{"name":"@github/keytar","version":"7.0.0","license":"MIT"}');
  write('keytar/LICENSE.md', 'Words of keytar\n');
  write(`out/main/${LIST}`, JSON.stringify([{ ...one, name: 'b' }, one]));
  write(`out/preload/${LIST}`, '[]');
  write(`out/renderer/${LIST}`, JSON.stringify([one]));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const out = () => join(folder, 'out');
const keytar = () => join(folder, 'keytar');

describe('packages that are shipped', () => {
  it('are those of all bundles, each once, and keytar', () => {
    expect(shippedPackages(out(), keytar()).map(({ name }) => name)).toEqual(['@github/keytar', 'a', 'b']);
  });

  it('are unknown while a bundle has no list', () => {
    rmSync(join(out(), 'preload', LIST));
    expect(() => shippedPackages(out(), keytar())).toThrow('preload');
  });
});

describe('a licence', () => {
  it('is recognised by its words, and gets words where it is only named', () => {
    const words = 'Permission is hereby granted, free of charge, to';
    expect(complete({ name: 'a', version: '1', text: words }).identifier).toBe('MIT');
    expect(complete({ name: 'a', version: '1', identifier: 'MIT' }).text).toContain('the authors of a');
  });

  it.each([
    [{ name: 'a', version: '1', text: 'Words' }, 'names no licence'],
    [{ name: 'a', version: '1', identifier: 'GPL-3.0-only', text: 'Words' }, 'GPL-3.0-only'],
    [{ name: 'a', version: '1', identifier: 'Apache-2.0' }, 'no text'],
  ])('is refused when it is unknown, not allowed or without words: %o', (listed, words) => {
    expect(() => complete(listed)).toThrow(words);
  });
});

it('the text has the name, the licence and the words of each', () => {
  writeLicences(out(), keytar());
  const text = readFileSync(join(out(), LICENCE_FILE), 'utf8');
  expect(text).toBe(licenceText(shippedPackages(out(), keytar())));
  expect(text).toContain('a 1.0.0 (ISC)\n-------------\n\nWords of a\n');
  expect(text).toContain('Words of keytar');
});

it('the text waits for the last bundle', () => {
  rmSync(join(out(), 'renderer'), { recursive: true });
  writeLicences(out(), keytar());
  expect(() => readFileSync(join(out(), LICENCE_FILE))).toThrow('ENOENT');
});
