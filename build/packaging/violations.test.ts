/** Plants each violation into a packed app and sees the check find it: a check that cannot fail proves nothing. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import afterPack, { appPath } from '../after-pack.ts';
import { inRoot } from '../commands/tools.ts';
import { MAX_APP_BYTES } from './checks.ts';
import { inspect } from './inspect.ts';
import { shippedPackages } from './licences.ts';
import { pack, resourcesOf } from './pack.ts';
import type { Packed, Target } from './pack.ts';
import { makeProject, withFile } from './testing.ts';

const TARGETS: Record<string, Target> = {
  linux: { name: 'linux', platform: 'linux', arch: 'x64' },
  win: { name: 'win', platform: 'win32', arch: 'arm64' },
  mac: { name: 'mac', platform: 'darwin', arch: 'arm64' },
};
const here = Object.keys(TARGETS).filter((name) => process.platform !== 'win32' || name !== 'mac');

let root: string;
const packed: Record<string, Packed> = {};

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'rollcall-violations-'));
  makeProject(join(root, 'project'));
  for (const name of here) {
    const target = TARGETS[name];
    if (target !== undefined) packed[name] = await pack(target, root, { afterPack }, join(root, 'project'));
  }
}, 120_000);
afterAll(() => rmSync(root, { recursive: true, force: true }));

const look = async (one: Packed): Promise<string[]> => {
  const packages = shippedPackages(join(root, 'project/out'), inRoot('node_modules/keytar'));
  return (await inspect(one, packages)).wrong;
};

/** What is found in a copy of the app for `name` after `plant` has changed it. */
async function found(name: string, plant: (copy: Packed) => void | Promise<void>): Promise<string[]> {
  const original = packed[name];
  if (original === undefined) throw new Error(`${name} was not packed`);
  const folder = mkdtempSync(join(root, 'copy-'));
  cpSync(original.folder, folder, { recursive: true, verbatimSymlinks: true });
  const { plans, artifacts } = original;
  const copy = { ...original, folder, plans: structuredClone(plans), artifacts: [...artifacts] };
  await plant(copy);
  return look(copy);
}

/** A change of the archive. */
const archive = (path: string, content: string | null) => (copy: Packed) => {
  const file = join(resourcesOf(copy), 'app.asar');
  writeFileSync(file, withFile(readFileSync(file), path, content));
};

/** A change of a text beside the archive. */
const text = (path: string, change: (before: string) => string) => (copy: Packed) => {
  const file = join(resourcesOf(copy), path);
  writeFileSync(file, change(readFileSync(file, 'utf8')));
};

const ARCHIVE: [string, (copy: Packed) => void, string][] = [
  ['a map', archive('out/main/index.js.map', '{}'), 'out/main/index.js.map does not belong into the app'],
  ['a source', archive('main/index.ts', ''), 'main/index.ts does not belong into the app'],
  [
    'a word of a map',
    archive('out/main/chunk.js', '1;\n//# sourceMappingURL=x'),
    'out/main/chunk.js names a source map',
  ],
  ['the simulator', archive('out/main/simulator.js', ''), 'out/main/simulator.js does not belong into the app'],
  [
    'a package of development',
    archive('node_modules/ws/index.js', ''),
    'node_modules/ws/index.js does not belong into the app',
  ],
  ['the bundler’s list', archive('out/main/.vite/licences.json', '[]'), 'out/main/.vite/licences.json does not belong'],
  ['no licences', archive('out/licences/third-party-licences.txt', null), 'the licence of svelte is missing'],
  ['another’s licences', archive('out/licences/third-party-licences.txt', 'x'), 'the licence of @github/keytar is'],
  ['a missing bundle', archive('out/preload/index.cjs', null), 'out/preload/index.cjs is missing'],
  ['scripts', archive('package.json', '{"scripts":{}}'), 'package.json still has scripts'],
  ['too much', archive('out/renderer/assets/a.png', 'x'.repeat(MAX_APP_BYTES)), 'bytes, 6291456 are allowed'],
];

describe.each(here)('in the app for %s', (name) => {
  it('nothing is wrong', async () => {
    expect(await found(name, () => {})).toEqual([]);
  });

  it.each(ARCHIVE)('%s is found', async (_violation, plant, words) => {
    expect((await found(name, plant)).join('\n')).toContain(words);
  });

  it.each(['linux-x64', 'win32-arm64', 'darwin-arm64', 'win32-x64'])(
    'a binary for %s too many is found',
    async (of) => {
      const path = `node_modules/keytar/prebuilds/${of}/keytar.node`;
      const wrong = await found(name, (copy) => {
        const file = join(resourcesOf(copy), 'app.asar.unpacked', path);
        mkdirSync(join(file, '..'), { recursive: true });
        writeFileSync(file, 'x');
        archive(path, 'x')(copy);
      });
      expect(wrong.join('\n')).toContain(path);
    },
  );

  it('each wrong fuse is found', async () => {
    for (const [fuse, on] of Object.entries(FuseV1Options).filter(([fuse]) => Number.isNaN(Number(fuse)))) {
      const wrong = await found(name, async ({ target, folder }) => {
        const program = appPath(target.platform, folder);
        const wanted = ['EnableCookieEncryption', 'EnableEmbeddedAsarIntegrityValidation', 'OnlyLoadAppFromAsar'];
        const state = [...wanted, 'WasmTrapHandlers'].includes(fuse);
        await flipFuses(program, { version: FuseVersion.V1, [on as FuseV1Options]: !state });
      });
      expect(wrong).toEqual([`the fuse ${fuse} is not set as wanted`]);
    }
  });

  it('a feed that is missing or leads elsewhere is found', async () => {
    const gone = await found(name, (copy) => rmSync(join(resourcesOf(copy), 'app-update.yml')));
    expect(gone).toEqual(['app-update.yml is missing']);
    const plain = text('app-update.yml', (before) => before.replace('https:', 'http:'));
    expect(await found(name, plain)).toEqual(['app-update.yml does not name the feed']);
  });

  it('a missing licence of Chromium is found', async () => {
    const folderOf = (copy: Packed) => (name === 'mac' ? resourcesOf(copy) : copy.folder);
    const wrong = await found(name, (copy) => rmSync(join(folderOf(copy), 'LICENSES.chromium.html')));
    expect(wrong).toEqual(['LICENSES.chromium.html is missing']);
  });

  it('a further language is found', async () => {
    const file = name === 'mac' ? '../Resources/ja.lproj' : '../locales/ja.pak';
    const wrong = await found(name, (copy) => writeFileSync(join(resourcesOf(copy), file), ''));
    expect(wrong.join()).toMatch(/^the language ja\.(pak|lproj) is surplus$/);
  });
});

const CHANGED = archive('out/main/chunk.js', '1;');

it('a changed archive does not fit to its Windows program', async () => {
  expect(await found('win', CHANGED)).toEqual(['the program lacks the archive’s hash']);
});

it.runIf(here.includes('mac'))('a changed archive, and what Info.plist must not say, are found', async () => {
  const plist = (change: (before: string) => string) => text('../Info.plist', change);
  expect(await found('mac', CHANGED)).toEqual(['Info.plist: the archive’s hash is wrong']);
  const open = plist((before) => before.replace(/(NSAllowsArbitraryLoads<\/key>)<false\/>/, '$1<true/>'));
  expect(await found('mac', open)).toEqual(['Info.plist: transport security is open']);
  const docked = plist((before) => before.replace('LSUIElement', 'LSOther'));
  expect(await found('mac', docked)).toEqual(['Info.plist: it would show in the Dock']);
  const links = plist((before) => before.replace('<key>LSUIElement', '<key>CFBundleURLTypes</key><array/>$&'));
  expect(await found('mac', links)).toEqual(['Info.plist: it registers a link']);
});

describe.runIf(here.includes('mac'))('a feed', () => {
  const feedOf = ({ artifacts }: Packed) =>
    artifacts.map((path) => basename(path)).filter((name) => name.endsWith('-mac.yml'));

  it('that leaves a channel out, or announces another archive, is found', async () => {
    const without = await found('mac', (copy) => {
      copy.artifacts = copy.artifacts.filter((path) => basename(path) !== 'beta-mac.yml');
    });
    expect(without).toEqual(['beta-mac.yml does not offer this version']);
    const other = await found('mac', (copy) => {
      const at = copy.artifacts.findIndex((path) => path.endsWith('.zip'));
      const zip = join(copy.folder, basename(copy.artifacts[at] ?? ''));
      writeFileSync(zip, 'other');
      copy.artifacts[at] = zip;
    });
    expect(other).toEqual(['latest', 'beta'].map((channel) => `${channel}-mac.yml does not offer this version`));
  });

  it('of a version on trial reaches nobody who takes released ones, and follows those on trial', async () => {
    const folder = join(root, 'trial');
    makeProject(folder);
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as object;
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...manifest, version: '9.0.0-beta.1' }));
    const trial = await pack(TARGETS['mac']!, join(root, 'trial-packed'), { afterPack }, folder);
    expect(await look(trial)).toEqual([]);
    expect(feedOf(trial)).not.toContain('latest-mac.yml');
    expect(feedOf(trial)).toContain('beta-mac.yml');
    expect(readFileSync(join(resourcesOf(trial), 'app-update.yml'), 'utf8')).toContain('channel: beta\n');
  });
});

it('installers that are made otherwise are found', async () => {
  const defined = (name: string, value: string | null) => (copy: Packed) =>
    Object.assign(copy.plans.nsis ?? {}, { [name]: value });
  for (const name of ['ONE_CLICK', 'INSTALL_MODE_PER_ALL_USERS', 'DELETE_APP_DATA_ON_UNINSTALL', 'APP_64']) {
    expect(await found('win', (copy) => void defined(name, null)(copy))).toHaveLength(1);
  }
  const upgrade = (copy: Packed) => {
    copy.plans.msi = copy.plans.msi?.replace('8B6E2A1C', '00000000') ?? null;
  };
  expect(await found('win', upgrade)).toEqual(['MSI: the upgrade code has changed']);
  const sandbox = (copy: Packed) => {
    copy.plans.desktop = copy.plans.desktop.map((entry) => entry.replace(' %U', ' --no-sandbox %U'));
  };
  expect(new Set(await found('linux', sandbox))).toEqual(
    new Set(['desktop entry: the app starts without its sandbox']),
  );
});
