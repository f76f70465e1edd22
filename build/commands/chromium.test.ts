import { expect, test } from 'vitest';
import { locateChromium, type Places } from './chromium.ts';

function places(files: string[], more: Partial<Places> = {}): Places {
  return { platform: 'linux', env: {}, playwright: '/pw/chrome', exists: (file) => files.includes(file), ...more };
}

test('CHROME_PATH goes before all others', () => {
  const found = locateChromium(places(['/my/chrome', '/pw/chrome'], { env: { CHROME_PATH: '/my/chrome' } }));
  expect(found).toBe('/my/chrome');
});

test('a CHROME_PATH that is not there is an error, even where another browser is', () => {
  expect(() => locateChromium(places(['/pw/chrome'], { env: { CHROME_PATH: '/gone' } }))).toThrow('/gone');
});

test('an empty CHROME_PATH counts as unset', () => {
  expect(locateChromium(places(['/pw/chrome'], { env: { CHROME_PATH: '' } }))).toBe('/pw/chrome');
});

test("Playwright's own goes before an installed one", () => {
  expect(locateChromium(places(['/usr/bin/chromium', '/pw/chrome']))).toBe('/pw/chrome');
  expect(locateChromium(places(['/usr/bin/chromium']))).toBe('/usr/bin/chromium');
});

test('installed browsers are found on macOS and Windows', () => {
  const mac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
  expect(locateChromium(places([mac], { platform: 'darwin' }))).toBe(mac);
  const windows = 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe';
  const env = { PROGRAMFILES: 'C:\\Program Files' };
  expect(locateChromium(places([windows], { platform: 'win32', env }))).toBe(windows);
});

test('none anywhere is null', () => {
  expect(locateChromium(places([]))).toBeNull();
});
