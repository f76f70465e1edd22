import { isBuiltin } from 'node:module';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type ConfClass from 'conf';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepOut, leaveOut, UNUSED_BY_CONF } from './vite.main.ts';

let folder: string;
/** What the bundle imports, at once or later. */
let outside: string[];
/** The parts that are loaded when the app starts: the entry, and what it imports at once. */
let atOnce: string[];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-vite-main-'));
  const configFile = join(import.meta.dirname, 'vite.main.ts');
  const built = await build({ configFile, mode: 'production', build: { outDir: join(folder, 'main') } });
  const chunks = [built].flat().flatMap((one) => ('output' in one ? one.output : []));
  atOnce = chunks.flatMap((one) => (one.type === 'chunk' && one.isEntry ? [one.fileName, ...one.imports] : []));
  outside = chunks.flatMap((one) => (one.type === 'chunk' ? [...one.imports, ...one.dynamicImports] : []));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

describe('the bundle of the main process', () => {
  it('is a small file, what is loaded later, and the tray’s icons', () => {
    const parts = ['.vite', 'electron-store.js', 'icons', 'index.js', 'ms.js', 'msal.js', 'updater-library.js'];
    expect(readdirSync(join(folder, 'main')).sort()).toEqual(parts);
    expect(atOnce.filter((name) => parts.includes(name))).toEqual(['index.js']);
    const size = (name: string) => statSync(join(folder, 'main', name)).size;
    expect(size('index.js')).toBeLessThan(400 * 1024);
    expect(size('electron-store.js')).toBeLessThan(40 * 1024);
    expect(size('msal.js')).toBeLessThan(200 * 1024);
    expect(size('updater-library.js')).toBeLessThan(300 * 1024);
    expect(readdirSync(join(folder, 'main/icons/tray'))).toContain('trouble-dark.ico');
  });

  it('brings everything but Electron, keytar and Node itself', () => {
    const parts = readdirSync(join(folder, 'main'));
    const packages = new Set(outside.filter((name) => !parts.includes(name) && !isBuiltin(name)));
    expect([...packages].sort()).toEqual(['electron', 'keytar']);
  });

  it('holds nothing of the development host, and no source map', () => {
    const parts = readdirSync(join(folder, 'main')).filter((name) => name.endsWith('.js'));
    const code = parts.map((name) => readFileSync(join(folder, 'main', name), 'utf8')).join('\n');
    // A whole bundle in a failure's report would help nobody.
    expect(code.match(/sourceMappingURL|WebSocketServer|Rollcall is running/g)).toBeNull();
  });
});

it('is not built when something is inside that must not be', async () => {
  writeFileSync(join(folder, 'entry.ts'), "import './simulator/x.ts';");
  rmSync(join(folder, 'simulator'), { recursive: true, force: true });
  const inside = (id: string) => ({
    name: 'inside',
    resolveId: (source: string) => (source === './simulator/x.ts' ? id : null),
    load: (asked: string) => (asked === id ? 'globalThis.x = 1;' : null),
  });
  const run = (id: string) =>
    build({
      configFile: false,
      logLevel: 'silent',
      root: folder,
      plugins: [inside(id), keepOut([/\/simulator\//], folder)],
      build: { ssr: join(folder, 'entry.ts'), write: false },
    });
  await expect(run(`${folder}/simulator/x.ts`)).rejects.toThrow('/simulator/x.ts must not be part');
  await expect(run(`${folder}/core/x.ts`)).resolves.toBeDefined();
});

describe('what is left out of a library', () => {
  /** The exports of a module that was bundled without these packages. */
  const run = async (code: string, packages: Record<string, string>, importer: RegExp): Promise<unknown> => {
    const input = join(folder, 'library.js');
    writeFileSync(input, code);
    const built = await build({
      configFile: false,
      logLevel: 'silent',
      root: folder,
      plugins: [leaveOut(packages, importer)],
      ssr: { noExternal: true },
      build: { ssr: input, write: false },
    });
    const chunks = [built].flat().flatMap((one) => ('output' in one ? one.output : []));
    const text = chunks.flatMap((one) => (one.type === 'chunk' ? [one.code] : [])).join('');
    return import(`data:text/javascript,${encodeURIComponent(text)}`);
  };
  const packages = { used: 'Checker', 'also-used': 'default' };
  const library = `
    import { Checker } from 'used';
    import also from 'also-used';
    export const nothing = () => 'fine';
    export const constructed = () => new Checker({});
    export const called = () => also('1.0.0');
    export const read = () => also.valid;
  `;

  it('throws at every use and names the package; without a use all is well', async () => {
    const made = (await run(library, packages, /library\.js$/)) as Record<string, () => unknown>;
    expect(made['nothing']?.()).toBe('fine');
    expect(() => made['constructed']?.()).toThrow('used was left out of the bundle');
    expect(() => made['called']?.()).toThrow('also-used was left out of the bundle');
    expect(() => made['read']?.()).toThrow('also-used was left out of the bundle');
  });

  it('must be imported there', async () => {
    await expect(run("export const nothing = () => 'fine';", packages, /library\.js$/)).rejects.toThrow(
      'used, also-used need not be left out any more',
    );
  });

  it('is nothing that the settings’ library needs for our documents', async () => {
    const conf = import.meta.resolve('conf').replace('file://', '');
    const code = `export { default as Conf } from ${JSON.stringify(conf)};`;
    const { Conf } = (await run(code, UNUSED_BY_CONF, /\/node_modules\/conf\//)) as { Conf: typeof ConfClass };
    const options = { cwd: folder, configName: 'settings', projectName: 'x', clearInvalidConfig: false };
    new Conf<Record<string, unknown>>(options).store = { value: { theme: 'dark' } };
    expect(new Conf<Record<string, unknown>>(options).get('value')).toEqual({ theme: 'dark' });
    expect(() => new Conf({ ...options, schema: { value: { type: 'object' } } })).toThrow(/^ajv.* was left out/);
    const migrations = { projectVersion: '1.0.0', migrations: { '1.0.0': () => undefined } };
    expect(() => new Conf({ ...options, ...migrations })).toThrow(/^semver was left out/);
  });
});
