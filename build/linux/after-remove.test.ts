import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const NAMES: Record<string, string> = {
  executable: 'rollcall-test',
  sanitizedProductName: 'RollcallTest',
  productFilename: 'RollcallTest',
};

/** The script as electron-builder writes it. */
const script = readFileSync(join(import.meta.dirname, 'after-remove.tpl'), 'utf8').replace(
  /\$\{([a-zA-Z]+)\}/g,
  (_match, name: string) => NAMES[name] ?? `no value for ${name}`,
);

let folder: string;
let home: string;
const tool = (name: string, text: string) =>
  writeFileSync(join(folder, 'bin', name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-after-remove-'));
  home = join(folder, 'home');
  mkdirSync(join(folder, 'bin'));
  mkdirSync(join(home, '.config/RollcallTest/logs'), { recursive: true });
  mkdirSync(join(home, '.config/autostart'), { recursive: true });
  mkdirSync(join(home, '.config/other'), { recursive: true });
  writeFileSync(join(home, '.config/autostart/rollcall-test.desktop'), '');
  mkdirSync(join(home, '.local/share/applications'), { recursive: true });
  writeFileSync(join(home, LINKS), '');
  writeFileSync(join(folder, 'script'), script);
  tool('update-alternatives', 'exit 1');
  tool(
    'getent',
    `echo "somebody:x:1000:1000:Somebody:${home}:/bin/sh"; echo "daemon:x:1:1:daemon:${home}-none:/bin/false"`,
  );
  // Without rights to become somebody: the words after the user's name are run as they are.
  tool('runuser', 'shift 3; exec "$@"');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function run(action: string, env: Record<string, string> = {}): void {
  const path = `${join(folder, 'bin')}${delimiter}${process.env['PATH'] ?? ''}`;
  execFileSync('sh', [join(folder, 'script'), action], { env: { ...process.env, ...env, PATH: path } });
}
const LINKS = '.local/share/applications/rollcall-test-links.desktop';
const left = () =>
  ['.config/RollcallTest', '.config/autostart/rollcall-test.desktop', LINKS, '.config/other'].map((name) =>
    existsSync(join(home, name)),
  );

describe.runIf(process.platform === 'linux')('after the Debian package', () => {
  it('was removed or updated, or purged without a word, homes stay as they are', () => {
    for (const action of ['remove', 'upgrade', 'purge']) run(action);
    run('remove', { ROLLCALL_DELETE_APP_DATA: '1' });
    expect(left()).toEqual([true, true, true, true]);
  });

  it('was purged with its data, nothing of it is left, and nothing else is gone', () => {
    run('purge', { ROLLCALL_DELETE_APP_DATA: '1' });
    expect(left()).toEqual([false, false, false, true]);
  });
});
