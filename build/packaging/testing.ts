/** For tests of the checks: a small app to pack, and changes to its archive. */
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inRoot } from '../commands/tools.ts';
import { LIST, writeLicences } from './licences.ts';

/** The project with small bundles in place of those that are built, so that a test needs no build. */
export function makeProject(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const path of ['package.json', 'electron-builder.yml', 'build']) {
    cpSync(inRoot(path), join(folder, path), { recursive: true });
  }
  symlinkSync(inRoot('node_modules'), join(folder, 'node_modules'), 'junction');
  const svelte = [{ name: 'svelte', version: '5.0.0', identifier: 'MIT', text: 'Words of a licence' }];
  const files = {
    'main/index.js': 'console.log(1);',
    'main/chunk.js': 'export default 1;',
    'main/icons/rollcall.png': '',
    [`main/${LIST}`]: '[]',
    'preload/index.cjs': '',
    [`preload/${LIST}`]: '[]',
    'renderer/index.html': '<!doctype html>',
    'renderer/assets/index-x.css': '',
    [`renderer/${LIST}`]: JSON.stringify(svelte),
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, 'out', path)), { recursive: true });
    writeFileSync(join(folder, 'out', path), text);
  }
  writeLicences(join(folder, 'out'), inRoot('node_modules/keytar'));
}

interface Folder {
  files: Record<string, Folder | { size: number; offset: string; integrity: unknown }>;
}

/** The archive with a file more, or with other content in it; `content` null: without it. */
export function withFile(archive: Buffer, path: string, content: string | null): Buffer {
  const length = archive.readUInt32LE(12);
  const tree = JSON.parse(archive.toString('utf8', 16, 16 + length)) as Folder;
  const body = archive.subarray(8 + archive.readUInt32LE(4));
  const names = path.split('/');
  const file = names.pop() ?? '';
  const folder = names.reduce((at, name) => (at.files[name] ??= { files: {} }) as Folder, tree);
  if (content === null) Reflect.deleteProperty(folder.files, file);
  else {
    const hash = createHash('sha256').update(content).digest('hex');
    const integrity = { algorithm: 'SHA256', hash, blockSize: 4194304, blocks: [hash] };
    folder.files[file] = { size: Buffer.byteLength(content), offset: String(body.length), integrity };
  }
  return Buffer.concat([headed(JSON.stringify(tree)), body, Buffer.from(content ?? '')]);
}

/** Two Chromium pickles around a header: its size, then the header itself, filled up to four bytes. */
function headed(json: string): Buffer {
  const text = Buffer.from(json);
  const filled = Math.ceil(text.length / 4) * 4;
  const head = Buffer.alloc(16 + filled);
  head.writeUInt32LE(4, 0);
  head.writeUInt32LE(8 + filled, 4);
  head.writeUInt32LE(4 + filled, 8);
  head.writeUInt32LE(text.length, 12);
  text.copy(head, 16);
  return head;
}
