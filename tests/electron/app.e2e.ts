/** What a person does with the app, in a real Electron: window, tray, notification, phone, quit. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventually } from '../support/wait.ts';
import { launch, type Launched } from './launch.ts';

let app: Launched;
beforeEach(async () => {
  app = await launch();
});
afterEach(async () => {
  const offences = app.simulator.control.offences();
  await app.close();
  expect(offences).toEqual([]);
});

async function signIn(): Promise<void> {
  const { page, simulator } = app;
  await page.getByLabel('Address').fill(simulator.address);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByLabel('Password').fill(simulator.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('treeitem', { level: 1 }).filter({ hasText: 'Sales' }).waitFor();
}
const alive = () => app.simulator.control.state().applications.filter((one) => one.alive).length;
const windowIsVisible = () =>
  app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().some((window) => window.isVisible()));

test('the page is the app’s own, and has nothing of Node or Electron', async () => {
  expect(app.page.url()).toBe('app://rollcall/index.html');
  const reach = await app.page.evaluate(() => ({
    names: ['require', 'process', 'module', 'Buffer', 'electron'].filter((name) => name in globalThis),
    api: Object.keys((globalThis as unknown as { rollcall: object }).rollcall).sort(),
    opened: (globalThis as unknown as { open(url: string): unknown }).open('https://example.invalid/') === null,
  }));
  expect(reach).toEqual({ names: [], api: ['invoke', 'on'], opened: true });
  const fetched = await app.page.evaluate(() =>
    fetch('https://example.invalid/').then(
      () => 'fetched',
      () => 'refused',
    ),
  );
  expect(fetched).toBe('refused');
});

test('a change of the groups shows in the list and as a notification', async () => {
  await signIn();
  app.simulator.control.act({ op: 'addGroup', name: 'Night shift' });
  await app.page.getByRole('treeitem', { level: 1 }).filter({ hasText: 'Night shift' }).waitFor();
  await eventually('a notification', async () => (await app.shown()).some(({ title }) => title === 'Night shift'));
});

test('the tray’s menu hides a number, brings the closed window back, and signs out', async () => {
  await signIn();
  await app.choose('phone-mobile');
  await eventually('a hidden number', () => !app.simulator.control.state().phones.mobile.visible);
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().forEach((window) => window.close()));
  await eventually('a hidden window', async () => !(await windowIsVisible()));
  expect(alive()).toBe(1);
  await app.choose('open');
  await eventually('a window', windowIsVisible);
  await app.choose('sign-out');
  await eventually('no application', () => alive() === 0);
});

test('quit deletes the application at the server', async () => {
  await signIn();
  expect(alive()).toBe(1);
  const closed = app.electron.waitForEvent('close');
  await app.choose('quit').catch(() => undefined);
  await closed;
  expect(alive()).toBe(0);
});
