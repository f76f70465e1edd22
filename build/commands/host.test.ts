import { afterEach, expect, test, vi } from 'vitest';
import { browserHost, chooseElectron, electronHost } from './host.ts';

vi.mock('./electron-binary.ts', () => ({ electronBinary: vi.fn(), fetchElectron: vi.fn() }));
const { electronBinary, fetchElectron } = await import('./electron-binary.ts');

afterEach(() => {
  vi.resetAllMocks();
  vi.restoreAllMocks();
});

test('a wish for the browser host is enough', async () => {
  vi.mocked(electronBinary).mockReturnValue('/electron');
  expect(await chooseElectron('browser')).toBeNull();
});

test('a binary that is there is used without a wish', async () => {
  vi.mocked(electronBinary).mockReturnValue('/electron');
  expect(await chooseElectron(null)).toBe('/electron');
});

test('without a binary and a wish, one line says so and nothing is fetched', async () => {
  vi.mocked(electronBinary).mockReturnValue(null);
  const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  expect(await chooseElectron(null)).toBeNull();
  expect(written).toHaveBeenCalledExactlyOnceWith(
    "Electron's binary is not here; using the browser host (--host electron fetches it).\n",
  );
  expect(fetchElectron).not.toHaveBeenCalled();
});

test('a wish for Electron fetches it, and fails where it cannot be had', async () => {
  vi.mocked(electronBinary).mockReturnValue(null);
  vi.mocked(fetchElectron).mockResolvedValueOnce('/fetched').mockResolvedValueOnce(null);
  expect(await chooseElectron('electron')).toBe('/fetched');
  await expect(chooseElectron('electron')).rejects.toThrow('could not be fetched');
});

test('both hosts run by the Node or binary that was chosen, secrets in the environment only', () => {
  const browser = browserHost(['--user', 'ann@example.org'], { ROLLCALL_PASSWORD: 'secret' });
  expect(browser.command).toBe(process.execPath);
  expect(browser.args).toEqual(['main/browser-host.ts', '--user', 'ann@example.org']);
  expect(browser.args.join()).not.toContain('secret');
  const electron = electronHost('/electron', ['--user-data-dir=/data']);
  expect(electron.command).toBe('/electron');
  expect(electron.args.slice(-2)).toEqual(['--user-data-dir=/data', '.']);
});
