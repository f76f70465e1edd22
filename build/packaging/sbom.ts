/**
 * The software bill of materials (CycloneDX) of what is shipped. npm knows every package that is installed; of these the
 * ones stay whose code is in the app, and Electron.
 */
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { inRoot } from '../commands/tools.ts';
import type { ShippedPackage } from './licences.ts';

/** As far as it is looked at here (cyclonedx.org, 1.5). */
export interface Sbom {
  metadata: { component: SbomComponent };
  components: SbomComponent[];
  dependencies: { ref: string; dependsOn?: string[] }[];
}
interface SbomComponent {
  'bom-ref': string;
  name: string;
  version: string;
  purl: string;
  type?: string;
  scope?: string;
  properties?: unknown;
}

/** What npm says of everything that is installed. Throws when the installed packages do not fit together. */
export function installedSbom(): Sbom {
  const npm = process.env['npm_execpath'];
  const args = ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application'];
  const [command, first] = npm === undefined ? ['npm', []] : [process.execPath, [npm]];
  const text = execFileSync(command, [...first, ...args], {
    cwd: inRoot(),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'ignore'],
    shell: npm === undefined && process.platform === 'win32',
  });
  return JSON.parse(text) as Sbom;
}

/** Of the Electron that is installed, and shipped. */
export const electronVersion = (): string =>
  (createRequire(import.meta.url)('electron/package.json') as { version: string }).version;

/**
 * Only what is shipped of `all`: `packages`, and Electron in `electronVersion`. Throws when npm does not know one of
 * them, since the bill would then be short.
 */
export function shippedSbom(
  all: Sbom,
  packages: readonly Pick<ShippedPackage, 'name' | 'version'>[],
  electronVersion: string,
): Sbom {
  const byPurl = new Map(all.components.map((component) => [component.purl, component]));
  const components = [...packages, { name: 'electron', version: electronVersion }].map(({ name, version }) => {
    const found = byPurl.get(`pkg:npm/${name.replace('@', '%40')}@${version}`);
    if (found === undefined) throw new Error(`${name} ${version} is shipped, and npm does not know it`);
    // How it was installed, for development or not and where, says nothing about what is shipped.
    const { properties: _installed, ...component } = found;
    return { ...component, scope: 'required' };
  });
  const kept = new Set(components.map((component) => component['bom-ref']));
  const { properties: _installed, ...app } = all.metadata.component;
  const root = app['bom-ref'];
  const edges = all.dependencies
    .filter(({ ref }) => kept.has(ref))
    .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((other) => kept.has(other)) }));
  return {
    ...all,
    metadata: { ...all.metadata, component: { ...app, name: 'rollcall' } },
    components,
    dependencies: [{ ref: root, dependsOn: [...kept] }, ...edges],
  };
}
