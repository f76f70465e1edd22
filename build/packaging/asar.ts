/** Reads an ASAR archive. */
import { createHash } from 'node:crypto';

interface Node {
  files?: Record<string, Node>;
  size?: number;
  offset?: string;
  unpacked?: boolean;
  link?: string;
  integrity?: { algorithm: string; hash: string };
}

export interface AsarEntry {
  /** Path in the archive, with slashes. */
  path: string;
  size: number;
  /** Where its content starts in the archive; null for one that lies beside it. */
  start: number | null;
  /** Lies beside the archive. */
  unpacked: boolean;
  /** Its hash is in the header, so that Electron can check it. */
  hashed: boolean;
}

export interface AsarHeader {
  entries: AsarEntry[];
  /** SHA-256 of the header in hexadecimal: what Electron compares at its start. */
  hash: string;
}

/** Reads an archive's header: two Chromium pickles, sizes first, then JSON (github.com/electron/asar). */
export function readAsar(archive: Buffer): AsarHeader {
  const length = archive.readUInt32LE(12);
  const json = archive.toString('utf8', 16, 16 + length);
  const content = 8 + archive.readUInt32LE(4);
  const entries: AsarEntry[] = [];
  const walk = (node: Node, path: string): void => {
    for (const [name, child] of Object.entries(node.files ?? {})) {
      const at = path === '' ? name : `${path}/${name}`;
      if (child.files === undefined) {
        entries.push({
          path: at,
          size: child.size ?? 0,
          start: child.offset === undefined ? null : content + Number(child.offset),
          unpacked: child.unpacked === true,
          hashed: child.integrity?.algorithm === 'SHA256',
        });
      } else walk(child, at);
    }
  };
  walk(JSON.parse(json) as Node, '');
  return { entries, hash: createHash('sha256').update(json).digest('hex') };
}

/** The text of a file in the archive; null when it is not in there. */
export function textInAsar(archive: Buffer, { entries }: AsarHeader, path: string): string | null {
  const entry = entries.find((one) => one.path === path);
  return entry === undefined || entry.start === null
    ? null
    : archive.toString('utf8', entry.start, entry.start + entry.size);
}
