import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';

/** Loads a module in a process of its own and tells whether Node's `fetch` came along. */
function bringsFetch(module: string): boolean {
  const list = 'process.moduleLoadList.some((name) => name.includes("undici"))';
  const script = `await import(${JSON.stringify(module)}); console.log(${list})`;
  return execFileSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' }) === 'true\n';
}

it('loads the browser host without Node’s fetch, which an import of http would bring along', () => {
  expect(bringsFetch('node:http')).toBe(true);
  expect(bringsFetch(new URL('../browser-host.ts', import.meta.url).href)).toBe(false);
});
