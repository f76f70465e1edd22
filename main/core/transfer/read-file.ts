/** The text of a file -> a contact list, or why it is none. Never throws, whatever the text. Pure. */
import { appError, fail, ok, type Result } from '../result.ts';
import type { ReadFile } from './contact-file.ts';
import { readCsv } from './read-csv.ts';
import { readJson } from './read-json.ts';

/** The most characters that are read: what a message from the window carries, and room for as many people as below. */
export const MAX_CHARACTERS = 8_000_000;
/** The most memberships and follows in one file: what is exported comes back, of 10,000 contacts in five groups each. */
export const MAX_PEOPLE = 50_000;

/** Reads JSON of ours and CSV of anybody; which of the two it is, the text tells. */
export function readFile(text: string): Result<ReadFile> {
  if (text.length > MAX_CHARACTERS) {
    return tooLarge(`This file is too large: at most ${MAX_CHARACTERS / 1_000_000} million characters are read.`);
  }
  const read = /^\uFEFF?\s*[[{]/.test(text) ? readJson(text) : readCsv(text);
  if (read === 'newer') return unusable('This file was written by a newer Rollcall.');
  if (read === 'foreign') return unusable('This JSON file was not written by Rollcall.');
  if (read === null) return unusable('There is no column with addresses in this file.');
  const people = read.file.groups.reduce((sum, { members }) => sum + members.length, read.file.follows.length);
  if (people > MAX_PEOPLE) return tooLarge(`There are too many people in this file: at most ${MAX_PEOPLE} are read.`);
  return ok(read);
}

function tooLarge(message: string): Result<never> {
  return fail(appError('import.tooLarge', message));
}

function unusable(message: string): Result<never> {
  return fail(appError('import.unreadable', message));
}
