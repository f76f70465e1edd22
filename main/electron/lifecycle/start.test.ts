import { afterEach, beforeEach, expect, it } from 'vitest';
import { createMemoryLogger } from '../../ipc/testing/fake-core.ts';
import { fake } from '../../../tests/fakes/electron.ts';
import { applicationMenu } from '../window/app-menu.ts';
import { claimStart, failStart } from './start.ts';
import { speak } from '../words/words.ts';

beforeEach(() => fake.reset());
afterEach(() => speak('en'));

it('prepares the one instance before ready: sandbox, scheme, identity', () => {
  let hidden = 0;
  fake.app.dock = { hide: () => (hidden += 1) };
  expect(claimStart()).toBe(true);
  expect(fake.app.control).toMatchObject({ sandboxed: true, appUserModelId: 'com.rollcall.app' });
  expect(fake.schemes).toHaveLength(1);
  expect(hidden).toBe(1);
});

it('is too late after ready', () => {
  fake.ready();
  expect(() => claimStart()).toThrow('before the app is ready');
});

it('quits when another instance runs', () => {
  fake.app.control.lockFree = false;
  expect(claimStart()).toBe(false);
  expect(fake.app.control).toMatchObject({ exitCode: 0, sandboxed: false });
});

it('says why the app cannot start, and ends it', () => {
  const logger = createMemoryLogger();
  failStart(logger, new Error('The disk is full'));
  expect(fake.dialog.errors).toEqual([
    { title: 'Rollcall cannot start', content: expect.stringMatching(/log files.*\n\nThe disk is full$/s) as string },
  ]);
  expect(logger.lines).toHaveLength(1);
  expect(fake.app.control.exitCode).toBe(1);
});

it.each([
  [['nl-NL', 'de-AT', 'en'], 'Rollcall kann nicht starten'],
  [['fr_CA.UTF-8', 'fr_CA', 'fr', 'C'], 'Rollcall ne peut pas démarrer'],
  [['nl-NL'], 'Rollcall cannot start'],
])('says so in the first of the user’s languages %j that it speaks, also before ready', (languages, title) => {
  fake.app.control.languages = languages;
  claimStart();
  failStart(createMemoryLogger(), new Error('x'));
  expect(fake.dialog.errors).toMatchObject([{ title }]);
});

it('has a menu only on macOS, which finds copy and paste in it', () => {
  const zoom = (): void => {};
  expect(applicationMenu('win32', zoom)).toBeNull();
  expect(applicationMenu('linux', zoom)).toBeNull();
  expect(applicationMenu('darwin', zoom)?.map(({ role }) => role)).toContain('editMenu');
});
