/**
 * `mimeapps.list`, by which Linux desktops know what opens a kind of file or link (freedesktop.org, Association between
 * MIME types and applications). Whatever else stands in it stays as it is. Pure.
 */

/** The entry comes before all others for this type. */
export function preferProgram(list: string, type: string, entry: string): string {
  const first = edited(list, 'Default Applications', type, (ids) => [entry, ...ids.filter((id) => id !== entry)]);
  // A preferred program counts only where it is also known to take the type.
  return edited(first, 'Added Associations', type, (ids) => (ids.includes(entry) ? ids : [...ids, entry]));
}

/** The entry is not named for this type any more; those that were come to their turn again. */
export function forgetProgram(list: string, type: string, entry: string): string {
  const without = (ids: string[]): string[] => ids.filter((id) => id !== entry);
  return edited(edited(list, 'Default Applications', type, without), 'Added Associations', type, without);
}

/** The list with the value of one key of one group changed; both are made where they are missing. */
function edited(list: string, group: string, key: string, change: (ids: string[]) => string[]): string {
  const lines = list.split('\n');
  const start = lines.findIndex((line) => line.trim() === `[${group}]`);
  const after = lines.findIndex((line, index) => index > start && line.startsWith('['));
  const end = after < 0 ? lines.length : after;
  const isIn = (index: number): boolean => start >= 0 && index > start && index < end;
  const at = lines.findIndex((line, index) => isIn(index) && line.split('=')[0]?.trim() === key);
  const values = (lines[at]?.split('=')[1] ?? '').split(';').map((id) => id.trim());
  const before = values.filter((id) => id !== '');
  const ids = change(before);
  if (ids.join(';') === before.join(';')) return list;
  const line = `${key}=${ids.join(';')};`;
  if (at >= 0) lines.splice(at, 1, ...(ids.length === 0 ? [] : [line]));
  else if (start >= 0) lines.splice(start + 1, 0, line);
  else return `${list}${list === '' || list.endsWith('\n') ? '' : '\n'}[${group}]\n${line}\n`;
  return lines.join('\n');
}
