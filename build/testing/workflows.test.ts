import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { inRoot } from '../commands/tools.ts';
import { actionsIn, wrongPins, wrongWorkflow } from './workflows.ts';
import type { Workflow } from './workflows.ts';

/** The reader that electron-builder brings. */
const { load } = createRequire(import.meta.url)('../../node_modules/js-yaml/index.js') as {
  load(text: string): Workflow;
};
const folder = inRoot('.github/workflows');
const files = readdirSync(folder);
const read = (file: string) => readFileSync(`${folder}/${file}`, 'utf8');
const { scripts } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8')) as { scripts: Record<string, string> };
const names = Object.keys(scripts);
const look = (text: string) => [...wrongPins([text]), ...wrongWorkflow(text, load(text), names)];

it('there are workflows, and they name actions', () => {
  expect(files.sort()).toEqual(['release.yml', 'test.yml']);
  expect(files.flatMap((file) => actionsIn(read(file))).length).toBeGreaterThan(5);
});

describe.each(files)('%s', (file) => {
  it('is pinned, has the least rights and runs what exists', () => {
    expect(look(read(file))).toEqual([]);
  });
});

it('the tests in Electron are run before a release, and may not be skipped there', () => {
  const runs = read('test.yml').match(/npm run test:electron.*/g) ?? [];
  expect(new Set(runs)).toEqual(new Set(['npm run test:electron -- --required']));
  expect(load(read('release.yml')).jobs['test']?.uses).toBe('./.github/workflows/test.yml');
});

it('all workflows pin an action alike', () => {
  expect(wrongPins(files.map(read))).toEqual([]);
  const other = read('test.yml').replace(/checkout@\w{40} # v[\d.]+/, `checkout@${'0'.repeat(40)} # v1.0.0`);
  expect(wrongPins([other, read('release.yml')])).toEqual(['actions/checkout is pinned in several ways']);
});

describe('a workflow is refused', () => {
  const changed = (from: string | RegExp, to: string) => {
    const before = read('release.yml');
    const after = before.replace(from, to);
    expect(after).not.toBe(before);
    return look(after).join('\n');
  };

  it.each([
    ['with a tag for a hash', /checkout@\w{40} # v[\d.]+/, 'checkout@v6', 'checkout@v6 is not pinned'],
    ['with a short hash', /(checkout@\w{10})\w{30}/, '$1', 'is not pinned'],
    ['without the version', /(checkout@\w{40}) # v[\d.]+/, '$1', 'is not pinned'],
    ['with rights for all jobs', 'permissions: {}', 'permissions: write-all', 'does not begin without permissions'],
    [
      'without a job’s rights',
      '    permissions:\n      id-token: write\n      attestations: write\n',
      '',
      'attest: it does not list its permissions',
    ],
    ['with too many rights', 'contents: read', 'contents: write', 'test: it may write contents'],
    ['with everything', /contents: write/, 'packages: write', 'draft: it may write packages'],
    ['on strangers’ code', 'push:', 'pull_request_target:', 'strangers’ code'],
    [
      'with an expression in a command',
      'test "$TAG"',
      'test "${{ github.ref_name }}"',
      'put together from expressions',
    ],
    ['with credentials left behind', 'persist-credentials: false', 'persist-credentials: true', 'leaves credentials'],
    ['without a time limit', /timeout-minutes: 60\n/, '\n', 'may run for hours'],
    ['with secrets for anybody', 'environment: release', '', 'nobody’s approval'],
    ['with packages beside the lock', 'npm ci', 'npm install', 'not taken from the lock'],
    ['with a script that is missing', 'npm run package', 'npm run pakage', 'there is no script pakage'],
  ])('%s', (_name, from, to, words) => {
    expect(changed(from, to)).toContain(words);
  });
});
