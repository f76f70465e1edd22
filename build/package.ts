/**
 * `npm run package`: makes this system's installers in dist/, with the update feed's files (latest*.yml, beta*.yml),
 * a bill of materials and checksums; the apps inside are looked at as `package:check` does. Signed where electron-builder
 * finds certificates in the environment (build/README.md). Ends with 1 where the tools or Electron cannot be fetched; an
 * Electron that is already here is taken from ELECTRON_OVERRIDE_DIST_PATH, as by Electron's own package.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Arch, build as buildInstallers } from 'electron-builder';
import type { AfterPackContext } from 'electron-builder';
import afterPack from './after-pack.ts';
import { BUNDLES, build } from './commands/bundles.ts';
import { inRoot } from './commands/tools.ts';
import { channelsOf } from './packaging/checks.ts';
import { inspectApp } from './packaging/inspect.ts';
import { shippedPackages } from './packaging/licences.ts';
import type { PackedApp, Target } from './packaging/pack.ts';
import { electronVersion, installedSbom, shippedSbom } from './packaging/sbom.ts';

const NAMES = { linux: 'linux', win32: 'win', darwin: 'mac' } as const;
/** What follows the channel in the names of each platform's update feed. */
const FEEDS = { linux: '-linux.yml', win: '.yml', mac: '-mac.yml' };
const CERTIFICATES = ['CSC_LINK', 'CSC_NAME', 'WIN_CSC_LINK', 'AZURE_CLIENT_ID'];

/** Certificates are there, so an installer without a signature is a failure. */
const mustSign = (): boolean => CERTIFICATES.some((name) => (process.env[name] ?? '') !== '');

/** Makes the installers; answers with the apps that they hold. Throws as electron-builder does. */
async function make(name: Target['name']): Promise<PackedApp[]> {
  const apps: PackedApp[] = [];
  const remember = async (context: AfterPackContext): Promise<void> => {
    await afterPack(context);
    const arch = Arch[context.arch] as Target['arch'];
    const target = { name, platform: context.electronPlatformName as Target['platform'], arch };
    apps.push({ target, folder: context.appOutDir });
  };
  const electronDist = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? '';
  await buildInstallers({
    projectDir: inRoot(),
    publish: 'never',
    [name]: [],
    config: { afterPack: remember, forceCodeSigning: mustSign(), ...(electronDist === '' ? {} : { electronDist }) },
  });
  return apps;
}

/** Writes the bill of materials and the checksums of everything that is handed out. Answers with the files' names. */
function describe(folder: string, name: Target['name'], version: string): string[] {
  const sbom = shippedSbom(
    installedSbom(),
    shippedPackages(inRoot('out'), inRoot('node_modules/keytar')),
    electronVersion(),
  );
  writeFileSync(join(folder, `rollcall-${version}-${name}-sbom.cdx.json`), `${JSON.stringify(sbom, null, 2)}\n`);
  const files = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /^(rollcall-|latest|beta)/.test(entry.name))
    .map((entry) => entry.name)
    .sort();
  const sums = files.map((file) => `${sha256(join(folder, file))}  ${file}\n`);
  const sumsFile = `rollcall-${version}-${name}-sha256.txt`;
  writeFileSync(join(folder, sumsFile), sums.join(''));
  return [...files, sumsFile];
}

const sha256 = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

const say = (words: string): void => void process.stderr.write(`${words}\n`);

async function main(): Promise<number> {
  const name = (NAMES as Partial<Record<NodeJS.Platform, Target['name']>>)[process.platform];
  if (name === undefined) {
    say(`There are no installers for ${process.platform}.`);
    return 1;
  }
  if (!(await build(BUNDLES))) return 1;
  const folder = inRoot('dist');
  rmSync(folder, { recursive: true, force: true });
  let apps: PackedApp[];
  try {
    apps = await make(name);
  } catch (reason) {
    say(`No installers were made: ${reason instanceof Error ? reason.message.split('\n')[0] : String(reason)}`);
    say(
      "Electron and the installers' tools are fetched from GitHub; build/README.md says how behind a proxy or mirror.",
    );
    return 1;
  }
  const packages = shippedPackages(inRoot('out'), inRoot('node_modules/keytar'));
  const wrong: string[] = [];
  for (const app of apps) {
    const report = await inspectApp(app, packages);
    wrong.push(...report.wrong.map((words) => `${report.target}: ${words}`));
  }
  const { version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8')) as { version: string };
  const feeds = channelsOf(version).map((channel) => `${channel}${FEEDS[name]}`);
  wrong.push(...feeds.filter((file) => !existsSync(join(folder, file))).map((file) => `${file} was not written`));
  if (wrong.length > 0) {
    wrong.forEach(say);
    return 1;
  }
  // electron-builder knows a third channel, which the app does not.
  rmSync(join(folder, `alpha${FEEDS[name]}`), { force: true });
  describe(folder, name, version).forEach((file) => process.stdout.write(`dist/${file}\n`));
  if (!mustSign()) say('Nothing is signed: no certificate is in the environment.');
  return 0;
}

// A package of electron-builder ends the process with 0 when it has nothing left to do, whatever exitCode says.
process.exit(await main());
