/** Rows and cells of CSV (RFC 4180), read as spreadsheets and other programs write them. Pure. */

/** A row with the line it begins on, counted from 1. */
export interface Row {
  readonly line: number;
  readonly cells: readonly string[];
  /** A quote in it is never closed: the row runs to the end of the text. */
  readonly open: boolean;
}

const DELIMITERS = [',', ';', '\t'];
/** What makes a spreadsheet take a cell for a formula; full-width signs as well. */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;

/** A text of rows. Every cell is quoted where it must be; none is taken for a formula. */
export function writeRows(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => `${cells.map(writeCell).join(',')}\r\n`).join('');
}

/** The value of a cell as it was before `writeRows` kept it from being a formula. */
export function valueOf(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell;
}

function writeCell(value: string): string {
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",;\t\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The rows of a text that are not empty, with whichever delimiter it uses. */
export function readRows(text: string): Row[] {
  const begun = text.startsWith('\uFEFF') ? text.slice(1) : text;
  // What some spreadsheets write to say which delimiter follows.
  const told = /^sep=(.)\r?\n/i.exec(begun);
  const delimiter = told?.[1] ?? likelyDelimiter(begun);
  const blank = told ? 1 : 0;
  const rows = split(told ? begun.slice(told[0].length) : begun, delimiter, 1 + blank);
  return rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
}

/** The one that is in the first line most often, quoted parts left out. */
function likelyDelimiter(text: string): string {
  const first = /^[\r\n]*([^\r\n]*)/.exec(text)?.[1]?.replace(/"[^"]*"/g, '') ?? '';
  const count = (delimiter: string): number => first.split(delimiter).length;
  return [...DELIMITERS].sort((a, b) => count(b) - count(a))[0] ?? ',';
}

function split(text: string, delimiter: string, firstLine: number): Row[] {
  const rows: Row[] = [];
  let cells: string[] = [];
  let cell = '';
  let quoted = false;
  let line = firstLine;
  let begun = firstLine;

  function endRow(open = false): void {
    rows.push({ line: begun, cells: [...cells, cell], open });
    cells = [];
    cell = '';
    begun = line;
  }

  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    const ends = sign === '\n' || (sign === '\r' && text[at + 1] !== '\n');
    if (ends) line += 1;
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (sign === '"' && cell.trim() === '') {
      cell = '';
      quoted = true;
    } else if (sign === delimiter) {
      cells.push(cell);
      cell = '';
    } else if (ends) endRow();
    else if (sign !== '\r' || text[at + 1] !== '\n') cell += sign;
  }
  if (cell !== '' || cells.length > 0 || quoted) endRow(quoted);
  return rows;
}
