/**
 * All tests, as projects. Groups run one after the other, so that Chromium and the unit tests do not fight for two
 * cores. The `session` project needs a keychain: `npm test` gives it a private one.
 */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const session = '**/*.session.test.ts';
const electron = ['main/electron/**/*.test.ts', 'main/index.test.ts', 'tests/security/*.test.ts'];

export default defineConfig({
  test: {
    maxWorkers: 2,
    // A test hangs or it ends: how fast it is on a busy machine proves nothing.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A reference is written by the command for it, never by the way: somebody must look at it.
    update: 'none',
    setupFiles: [here('./tests/support/patience.ts')],
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: [
            '{main,preload,simulator,build}/**/*.test.ts',
            'tests/{bench,fakes,lint,conformance,converge,fuzz,soak}/**/*.test.ts',
          ],
          exclude: [session, ...electron],
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        resolve: { alias: { electron: here('./tests/fakes/electron.ts') } },
        test: { name: 'electron', include: electron, exclude: [session], sequence: { groupOrder: 1 } },
      },
      './renderer/vitest.config.ts',
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          exclude: [session],
          sequence: { groupOrder: 3 },
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['tests/{e2e,crash,security/browser-host}/**/*.test.ts'],
          exclude: [session],
          maxWorkers: 1,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 4 },
        },
      },
      {
        extends: true,
        test: {
          name: 'session',
          include: [`{main,tests}/${session}`],
          sequence: { groupOrder: 5 },
        },
      },
    ],
  },
});
