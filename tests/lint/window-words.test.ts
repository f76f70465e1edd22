/** Every word of the window lies in its message files: no component says anything of its own. */
import { glob, readFile } from 'node:fs/promises';
import { parse } from 'svelte/compiler';
import { expect, test } from 'vitest';
import { inRoot } from '../../build/commands/tools.ts';

/** Attributes that are shown or read out. */
const SPOKEN = ['alt', 'aria-description', 'aria-label', 'aria-placeholder', 'aria-valuetext', 'placeholder', 'title'];

type Node = Record<string, unknown> & { type: string };

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;

/** What an expression may come out as, as far as the component itself writes it. */
function ownValues(expression: unknown): unknown[] {
  if (!isNode(expression)) return [];
  const within = (...keys: string[]) => keys.flatMap((key) => [expression[key]].flat().flatMap(ownValues));
  switch (expression.type) {
    case 'Literal':
      return [expression['value']];
    case 'TemplateElement':
      return [(expression['value'] as { cooked: string }).cooked];
    case 'TemplateLiteral':
      return within('quasis', 'expressions');
    case 'ConditionalExpression':
      return within('consequent', 'alternate');
    case 'LogicalExpression':
      return within('left', 'right');
    case 'BinaryExpression':
      return expression['operator'] === '+' ? within('left', 'right') : [];
    default:
      return [];
  }
}

/** All text that a component's markup says by itself, in words that people would read. */
function ownWords(source: string): string[] {
  const found: unknown[] = [];
  walk(parse(source, { modern: true }).fragment);
  return found.filter((text) => typeof text === 'string').filter((text) => /\p{L}/u.test(text));

  function walk(value: unknown): void {
    if (Array.isArray(value)) value.forEach(walk);
    if (!isNode(value)) return;
    if (value.type.endsWith('Directive')) return;
    if (value.type === 'Attribute' && !SPOKEN.includes(String(value['name']))) return;
    if (value.type === 'Text') found.push(value['data']);
    if (value.type === 'ExpressionTag') found.push(...ownValues(value['expression']));
    else for (const child of Object.values(value)) if (typeof child === 'object') walk(child);
  }
}

test.each([
  ['<p>Hello</p>', ['Hello']],
  ['<p>{hello} · 3</p>', []],
  ["<p>{on ? 'Yes' : words[on ? 'a' : 'b']}{on === 'no' ? 1 : ''}</p>", ['Yes']],
  ['<p class="plain">{#if here}there{/if}</p>', ['there']],
  ['<button aria-label="Close"></button>', ['Close']],
  ['<button title={on ? "Off" : words.on}></button>', ['Off']],
  ['<input placeholder={`Find ${name}`} type="search" />', ['Find ']],
  ['<Empty title="None yet" icon={Star} />', ['None yet']],
  ['<p class={["a", { b: true }]} id="x">{t.some}</p>', []],
])('of %s, the own words are %j', (source, words) => {
  expect(ownWords(source)).toEqual(words);
});

test('no component says a word that is not in the message files', async () => {
  const said: string[] = [];
  let components = 0;
  for await (const file of glob('renderer/**/*.svelte', { cwd: inRoot('.'), exclude: ['renderer/node_modules/**'] })) {
    components += 1;
    const words = ownWords(await readFile(inRoot(file), 'utf8'));
    said.push(...words.map((text) => `${file}: ${text}`));
  }
  expect(components).toBeGreaterThan(40);
  expect(said).toEqual([]);
});
