/** How every file of tests of the window begins and ends. */
import type { Browser } from 'playwright';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { launchChromium, openRollcall, type RollcallWindow } from './window.ts';

/**
 * One Chromium for all tests of a file; answers with what opens the app in it, once in each test. After the test the app
 * is closed, and neither the simulator nor the pages may have complained of anything.
 */
export function oneChromium(): (options?: { signIn?: boolean }) => Promise<RollcallWindow> {
  let browser: Browser;
  let app: RollcallWindow;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());
  afterEach(async () => {
    const offences = app.simulator.control.offences();
    const { complaints } = app;
    await app.close();
    expect(offences).toEqual([]);
    expect(complaints).toEqual([]);
  });
  return async (options) => (app = await openRollcall(browser, options));
}
