/** Breaks our own lint rules once each: what only the configuration says is otherwise never proved. */
import { ESLint } from 'eslint';
import { expect, test } from 'vitest';
import { ROOT, inRoot } from '../../build/commands/tools.ts';

const eslint = new ESLint({ cwd: ROOT });

/** Rules broken by `code` when it stands in `file`; the file must exist, for the typed rules to know it. */
async function broken(file: string, code: string): Promise<(string | null)[]> {
  const results = await eslint.lintText(code, { filePath: inRoot(file) });
  return results.flatMap((result) => result.messages.map((message) => message.ruleId));
}

test.each([
  ['no-restricted-properties', 'export const at = Date.now();'],
  ['no-restricted-properties', 'export const chance = Math.random();'],
  ['no-restricted-syntax', 'export const at = new Date();'],
  ['no-restricted-globals', 'setTimeout(() => undefined, 5);'],
  ['no-restricted-globals', 'export const home = process.env;'],
  ['no-console', "console.log('x');"],
])('the core breaks %s with %s', async (rule, code) => {
  expect(await broken('main/core/result.ts', code)).toContain(rule);
});

test('the core may read a given date', async () => {
  expect(await broken('main/core/result.ts', 'export const at = new Date(0).getTime();\n')).toEqual([]);
});

test('elsewhere in main, time may be read', async () => {
  expect(await broken('preload/contract/channels.ts', 'export const at = Date.now();\n')).toEqual([]);
});

test.each([
  ['@typescript-eslint/no-explicit-any', 'export const x: any = 1;'],
  ['@typescript-eslint/no-floating-promises', 'Promise.resolve(1);'],
  ['no-warning-comments', '// TODO later'],
  ['eqeqeq', 'export const same = (a: number, b: number) => a == b;'],
])('everywhere %s is an error', async (rule, code) => {
  expect(await broken('preload/contract/channels.ts', code)).toContain(rule);
});

test('a component reads the contract only, types included', async () => {
  const component = (from: string) =>
    `<script lang="ts">\n  import type { X } from '${from}';\n  let x: X;\n</script>\n`;
  expect(await broken('renderer/App.svelte', component('../main/core/result.ts'))).toContain('no-restricted-imports');
  const contract = await broken('renderer/App.svelte', component('../preload/contract/state.ts'));
  expect(contract).not.toContain('no-restricted-imports');
});

test('a test that would hide the others, or is only planned, is refused', async () => {
  const code = "import { test } from 'vitest';\ntest.only('x', () => undefined);\ntest.todo('y');\n";
  const rules = await broken('tests/lint/rules.test.ts', code);
  expect(rules.filter((rule) => rule === 'no-restricted-syntax')).toHaveLength(2);
});
