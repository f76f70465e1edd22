import { expect, it } from 'vitest';
import { readAsar, textInAsar } from './asar.ts';

it('reads the files of an archive', () => {
  const integrity = { algorithm: 'SHA256', hash: 'x' };
  const json = JSON.stringify({
    files: {
      a: { files: { 'b.js': { size: 3, offset: '2', integrity } } },
      'c.node': { size: 9, unpacked: true },
    },
  });
  const head = Buffer.alloc(16);
  head.writeUInt32LE(8 + json.length, 4);
  head.writeUInt32LE(json.length, 12);
  const archive = Buffer.concat([head, Buffer.from(json), Buffer.from('--abc--')]);
  const header = readAsar(archive);
  const start = 16 + json.length + 2;
  expect(header.entries).toEqual([
    { path: 'a/b.js', size: 3, start, unpacked: false, hashed: true },
    { path: 'c.node', size: 9, start: null, unpacked: true, hashed: false },
  ]);
  expect(header.hash).toMatch(/^[0-9a-f]{64}$/);
  expect(textInAsar(archive, header, 'a/b.js')).toBe('abc');
  expect(textInAsar(archive, header, 'c.node')).toBeNull();
  expect(textInAsar(archive, header, 'none')).toBeNull();
});
