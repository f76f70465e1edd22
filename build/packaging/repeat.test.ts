import { expect, it } from 'vitest';
import { unlikeFiles } from './repeat.ts';
import { withFile } from './testing.ts';

const EMPTY = Buffer.from('0400000018000000140000000c0000007b2266696c6573223a7b7d7d', 'hex');
const archive = (files: Record<string, string>) =>
  Object.entries(files).reduce<Buffer>((made, [path, content]) => withFile(made, path, content), EMPTY);

it('tells archives apart by content, by what is missing, and by their order alone', () => {
  const one = archive({ 'a/b.js': 'one', 'c.js': 'two' });
  expect(unlikeFiles(one, archive({ 'a/b.js': 'one', 'c.js': 'two' }))).toEqual([]);
  expect(unlikeFiles(one, archive({ 'a/b.js': 'One', 'c.js': 'two' }))).toEqual(['a/b.js']);
  expect(unlikeFiles(one, archive({ 'a/b.js': 'one' }))).toEqual(['c.js']);
  expect(unlikeFiles(one, archive({ 'c.js': 'two', 'a/b.js': 'one' }))).toEqual(['app.asar']);
});
