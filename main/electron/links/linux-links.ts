/**
 * Links to `sip:` on Linux. The installed entry of the app claims none, for a desktop without another program for them
 * would then give them to it whatever the user wants. So there is a second entry, of the user's own, while they are
 * wanted; without it the desktop goes by what it knew before.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { desktopEntry, quotedIfNeeded } from './desktop-entry.ts';
import { forgetProgram, preferProgram } from './mime-apps.ts';

const ENTRY = 'rollcall-links.desktop';
const TYPE = 'x-scheme-handler/sip';

export interface LinuxPlaces {
  /** The program to start; of an AppImage, the image. */
  program: string;
  configFolder: string;
  dataFolder: string;
}

/**
 * Asks the desktop for the links or gives them back. What is so already is left alone: who has chosen another program
 * for them since then keeps it. Throws when a file cannot be written.
 * @param args what stands before the link on the command line
 */
export function applyLinuxLinks(wanted: boolean, args: readonly string[], places: LinuxPlaces): void {
  const path = join(places.dataFolder, 'applications', ENTRY);
  const list = join(places.configFolder, 'mimeapps.list');
  const there = read(path);
  if (!wanted) {
    if (there === null) return;
    rmSync(path, { force: true });
    write(list, forgetProgram(read(list) ?? '', TYPE, ENTRY));
    return;
  }
  const { program } = places;
  const more = ['Icon=rollcall', 'NoDisplay=true', `MimeType=${TYPE};`];
  const entry = desktopEntry({ program, command: quotedIfNeeded(program) }, [...args, '%u'], more);
  if (there === entry) return;
  write(path, entry);
  if (there === null) write(list, preferProgram(read(list) ?? '', TYPE, ENTRY));
}

/** Null: there is no such file. */
function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
