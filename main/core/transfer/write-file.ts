/** A contact list -> the text of a file. Pure. */
import { writeRows } from './cells.ts';
import type { ContactFile, FileFormat } from './contact-file.ts';

/** Marks our JSON files; a later shape gets a higher version. */
export const JSON_FORMAT = 'rollcall-contact-list';
export const JSON_VERSION = 1;

/** Columns of our CSV files. A row without address speaks of the group, one without group of a followed person. */
export const CSV_COLUMNS = ['group', 'address', 'name', 'kind', 'followed'] as const;
export const YES = 'yes';

/** The text that `readFile` reads back without a loss. */
export function writeFile(format: FileFormat, file: ContactFile): string {
  return format === 'json' ? writeJson(file) : writeCsv(file);
}

function writeJson({ groups, follows }: ContactFile): string {
  return `${JSON.stringify({ format: JSON_FORMAT, version: JSON_VERSION, groups, follows }, null, 2)}\n`;
}

/** With a byte order mark, or spreadsheets would not take it for UTF-8. */
function writeCsv({ groups, follows }: ContactFile): string {
  const rows: (readonly string[])[] = [CSV_COLUMNS];
  for (const { name, kind, followed, members } of groups) {
    // What no member tells: that it is there, and that it is followed.
    if (followed || members.length === 0) rows.push([name, '', '', kind ?? '', followed ? YES : '']);
    for (const person of members) rows.push([name, person.address, person.name, kind ?? '', '']);
  }
  for (const person of follows) rows.push(['', person.address, person.name, '', YES]);
  return `\uFEFF${writeRows(rows)}`;
}
