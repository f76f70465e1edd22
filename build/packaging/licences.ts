/**
 * Whose code is inside the app, and under which licence. The bundler lists what it really bundled (`build.license` of
 * Vite, one list a bundle); keytar is shipped as it is. Electron and Chromium have files of their own beside the app.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where each bundle's list lies in the bundle's folder. It is not shipped. */
export const LIST = '.vite/licences.json';
/** Where the text lies below out/, for the app to show. */
export const LICENCE_FILE = 'licences/third-party-licences.txt';
const BUNDLES = ['main', 'preload', 'renderer'];

/** A package whose code is shipped. */
export interface ShippedPackage {
  name: string;
  version: string;
  /** SPDX identifier. */
  identifier: string;
  text: string;
}

/** As Vite writes it. */
interface Listed {
  name: string;
  version: string;
  identifier?: string;
  text?: string;
}

/** Licences that let the app be given away as it is. A further one is a decision, taken here. */
const ALLOWED = new Set([
  'MIT',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'Python-2.0',
  'OFL-1.1',
]);

const MIT = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

/** Fills in what a package leaves out; throws when its licence is unknown, not allowed or without a text. */
export function complete({ name, version, identifier, text }: Listed): ShippedPackage {
  const known = identifier ?? (text?.includes('Permission is hereby granted, free of charge') ? 'MIT' : undefined);
  if (known === undefined) throw new Error(`${name} ${version} names no licence`);
  if (!ALLOWED.has(known)) throw new Error(`${name} ${version} has the licence ${known}, which nobody has allowed`);
  // Some packages only name this licence; its words are always the same.
  const words = text ?? (known === 'MIT' ? `Copyright (c) the authors of ${name}\n\n${MIT}` : undefined);
  if (words === undefined) throw new Error(`${name} ${version} brings no text of its licence`);
  return { name, version, identifier: known, text: words };
}

/** The packages whose code is in the bundles below `out`, and keytar. Throws when a bundle has no list. */
export function shippedPackages(out: string, keytar: string): ShippedPackage[] {
  const listed = BUNDLES.flatMap((bundle) => JSON.parse(readFileSync(join(out, bundle, LIST), 'utf8')) as Listed[]);
  const packages = new Map([...listed, installed(keytar)].map((one) => [`${one.name}@${one.version}`, complete(one)]));
  return [...packages.values()].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

const key = ({ name, version }: ShippedPackage): string => `${name}@${version}`;

function installed(folder: string): Listed {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
    license: string;
  };
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? {} : { text: readFileSync(join(folder, file), 'utf8').trim() };
  return { name, version, identifier: license, ...text };
}

/** What the app shows: each package, its licence's name and words. */
export function licenceText(packages: readonly ShippedPackage[]): string {
  const head =
    'Rollcall contains code of these packages. Electron and Chromium, which it runs on, have their licences in the\n' +
    'files LICENSE.electron.txt and LICENSES.chromium.html beside the app.\n';
  const parts = packages.map(({ name, version, identifier, text }) => {
    const title = `${name} ${version} (${identifier})`;
    return `${title}\n${'-'.repeat(title.length)}\n\n${text.replace(/\r\n?/g, '\n').trim()}\n`;
  });
  return [head, ...parts].join('\n\n');
}

/** Writes the text below `out` when every bundle is there. Throws as `shippedPackages` does. */
export function writeLicences(out: string, keytar: string): void {
  if (!BUNDLES.every((bundle) => existsSync(join(out, bundle)))) return;
  const file = join(out, LICENCE_FILE);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, licenceText(shippedPackages(out, keytar)));
}
