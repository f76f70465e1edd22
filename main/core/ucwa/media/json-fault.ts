/**
 * Where a JSON text is damaged. `JSON.parse` does the reading; its message names the place only sometimes, so this
 * walks the text once more when it has failed.
 */
import type { Fault } from './misread.ts';

type Expected = 'value' | 'value or end' | 'name' | 'name or end' | 'colon' | 'comma or end' | 'nothing more';

const BLANK = /[ \t\r\n]*/y;
const SCALAR = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** The first fault of `text`, read from `start`; null when it is one well-formed JSON value. One pass, no recursion. */
export function jsonFault(text: string, start = 0): Fault | null {
  const open: ('{' | '[')[] = [];
  let expected: Expected = 'value';
  let at = start;
  for (;;) {
    at = endOf(BLANK, text, at);
    if (at >= text.length)
      return expected === 'nothing more' ? null : { offset: at, detail: 'the text ends too early' };
    const next = step(text, at, expected, open);
    if (typeof next !== 'object') return { offset: at, detail: `expected ${expected}` };
    if ('detail' in next) return next;
    ({ at, expected } = next);
  }
}

/** Takes one token; undefined when it is none that may stand here. */
function step(
  text: string,
  at: number,
  expected: Expected,
  open: ('{' | '[')[],
): { at: number; expected: Expected } | Fault | undefined {
  const after = (end: number): { at: number; expected: Expected } => ({
    at: end,
    expected: open.length === 0 ? 'nothing more' : 'comma or end',
  });
  const character = text.charAt(at);
  const top = open.at(-1);
  if ((character === '}' && top === '{') || (character === ']' && top === '[')) {
    if (expected !== 'comma or end' && expected !== (top === '{' ? 'name or end' : 'value or end')) return undefined;
    open.pop();
    return after(at + 1);
  }
  switch (expected) {
    case 'nothing more':
      return undefined;
    case 'comma or end':
      return character === ',' ? { at: at + 1, expected: top === '{' ? 'name' : 'value' } : undefined;
    case 'colon':
      return character === ':' ? { at: at + 1, expected: 'value' } : undefined;
    case 'name':
    case 'name or end': {
      const end = character === '"' ? endOfString(text, at) : undefined;
      return typeof end === 'number' ? { at: end, expected: 'colon' } : end;
    }
    case 'value':
    case 'value or end': {
      if (character === '{' || character === '[') {
        open.push(character);
        return { at: at + 1, expected: character === '{' ? 'name or end' : 'value or end' };
      }
      const end = character === '"' ? endOfString(text, at) : endOf(SCALAR, text, at);
      if (typeof end === 'object') return end;
      return end === at ? undefined : after(end);
    }
  }
}

/** Behind the closing quote, or what is wrong in between. */
function endOfString(text: string, from: number): number | Fault {
  for (let at = from + 1; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '"') return at + 1;
    if (character < ' ') return { offset: at, detail: 'a control character in a string' };
    if (character !== '\\') continue;
    const end = endOf(ESCAPE, text, at);
    if (end === at) return { offset: at, detail: 'an unknown escape in a string' };
    at = end - 1;
  }
  return { offset: text.length, detail: 'a string does not end' };
}

/** Where a sticky pattern ends that starts at `at`; `at` itself when it does not match. */
function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}
