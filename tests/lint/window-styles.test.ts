/** What the window's styles must keep to: they run with the text, in either direction, and take colours from tokens. */
import { glob, readFile } from 'node:fs/promises';
import { beforeAll, expect, test } from 'vitest';
import { inRoot } from '../../build/commands/tools.ts';

interface Declaration {
  file: string;
  property: string;
  value: string;
}

/** Properties with a side of the page in their name, and values that name one. */
const PHYSICAL =
  /^((margin|padding|border|inset|scroll-margin|scroll-padding)-)?(left|right|top|bottom)(-|$)|^(min-|max-)?(width|height)$|^border-(top|bottom)-(left|right)-radius$/;
const SIDED = /^(text-align|float|clear|justify-content|position-area)$/;

function declarationsOf(css: string, file: string): Declaration[] {
  const plain = css.replace(/\/\*[^]*?\*\//g, '');
  return [...plain.matchAll(/(?<=[{;]\s*)([a-z-]+)\s*:([^;{}]+)(?=[;}])/g)].map(([, property = '', value = '']) => ({
    file,
    property,
    value: value.trim(),
  }));
}

/** Of a style sheet or a component: its style sheets. */
const cssOf = (source: string, file: string) =>
  file.endsWith('.css') ? source : [...source.matchAll(/<style>([^]*?)<\/style>/g)].map(([, css]) => css).join('\n');

const declarations: Declaration[] = [];
let tokens = '';

beforeAll(async () => {
  const files = glob('renderer/**/*.{svelte,css}', { cwd: inRoot('.'), exclude: ['renderer/node_modules/**'] });
  for await (const file of files) {
    const css = cssOf(await readFile(inRoot(file), 'utf8'), file);
    if (file.endsWith('tokens.css')) tokens = css;
    declarations.push(...declarationsOf(css, file));
  }
});

const told = ({ file, property, value }: Declaration) => `${file} ${property}: ${value}`;
const isPhysical = ({ property, value }: Declaration) =>
  PHYSICAL.test(property) || (SIDED.test(property) && /\b(left|right)\b/.test(value));

test.each(['margin-left: 1px', 'left: 0', 'text-align: right', 'border-top-left-radius: 2px', 'max-width: 3px'])(
  '%s names a side of the page',
  (css) => {
    expect(declarationsOf(`a{${css}}`, 'x').map(isPhysical)).toEqual([true]);
  },
);

test.each(['margin-inline-start: 1px', 'inset-block-end: 0', 'text-align: start', 'border-radius: 2px'])(
  '%s runs with the text',
  (css) => {
    expect(declarationsOf(`a{${css}}`, 'x').map(isPhysical)).toEqual([false]);
  },
);

test('no style names a side of the page: from right to left, all is mirrored', () => {
  expect(declarations.length).toBeGreaterThan(500);
  expect(declarations.filter(isPhysical).map(told)).toEqual([]);
});

type Colour = [red: number, green: number, blue: number];

/** The token in light and in dark. */
function colourOf(token: string): { light: Colour; dark: Colour } {
  const found = new RegExp(`--${token}: light-dark\\(#([0-9a-f]{6}), #([0-9a-f]{6})\\);`).exec(tokens);
  if (found === null) throw new Error(`${token} is no pair of colours`);
  const read = (hex = '') => [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16)) as Colour;
  return { light: read(found[1]), dark: read(found[2]) };
}

/** WCAG 2.2, relative luminance and contrast ratio. */
function contrast(a: Colour, b: Colour): number {
  const luminance = (colour: Colour) => {
    const [red, green, blue] = colour.map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    }) as Colour;
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [dim = 0, bright = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (bright + 0.05) / (dim + 0.05);
}

const GROUNDS = ['bg', 'surface', 'raised', 'hover'];
/** Foreground, what it stands on, and the ratio it needs: 4.5 for text, 3 for what is seen as a shape. */
const PAIRS: [string, string[], number][] = [
  ['ink', [...GROUNDS, 'pressed', 'accent-soft', 'danger-soft', 'warn-soft', 'good-soft'], 4.5],
  ['ink-soft', [...GROUNDS, 'accent-soft', 'danger-soft', 'warn-soft'], 4.5],
  ['ink-faint', [...GROUNDS, 'pressed'], 4.5],
  ['accent', [...GROUNDS, 'accent-soft'], 4.5],
  ['accent-strong', ['accent-soft'], 4.5],
  ['on-accent', ['accent', 'accent-strong'], 4.5],
  ['danger', [...GROUNDS, 'danger-soft'], 4.5],
  ['on-danger', ['danger'], 4.5],
  ['warn', ['warn-soft'], 4.5],
  ['good', ['surface', 'good-soft'], 4.5],
  ['field-line', GROUNDS, 3],
  ...['online', 'busy', 'away', 'none'].map((state): [string, string[], number] => [
    `presence-${state}`,
    ['surface', 'hover'],
    3,
  ]),
];

test.each(PAIRS.flatMap(([front, backs, least]) => backs.map((back) => [front, back, least] as const)))(
  '%s on %s has a contrast of %d or more, in light and in dark',
  (front, back, least) => {
    for (const theme of ['light', 'dark'] as const) {
      const ratio = contrast(colourOf(front)[theme], colourOf(back)[theme]);
      expect(ratio, theme).toBeGreaterThanOrEqual(least);
    }
  },
);
