import { expect, test } from 'vitest';
import { build } from 'vite';
import type { Rolldown } from 'vite';
import { fileURLToPath } from 'node:url';

test('the bundle is one small CommonJS file that needs electron only', async () => {
  const configFile = fileURLToPath(new URL('../build/vite.preload.ts', import.meta.url));
  const built = (await build({ configFile, build: { write: false } })) as Rolldown.RolldownOutput[];
  const files = built.flatMap((output) => output.output);
  // The list of licences stays on the machine that builds.
  expect(files.map((file) => file.fileName).sort()).toEqual(['.vite/licences.json', 'index.cjs']);
  const code = files.find((file): file is Rolldown.OutputChunk => file.type === 'chunk')?.code ?? '';
  expect(Buffer.byteLength(code)).toBeLessThan(5 * 1024);
  expect([...code.matchAll(/require\(([^)]*)\)/g)].map((match) => match[1]?.slice(1, -1))).toEqual(['electron']);
  expect(code).toContain('exposeInMainWorld');
  expect(code).not.toMatch(/\bimport\b|valibot|safeParse/);
});
