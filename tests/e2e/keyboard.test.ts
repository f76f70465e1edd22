/** The tasks of the window by keyboard alone, the focus seen at each stop: the session, numbers, what is followed, settings. */
import type { Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { Keyboard } from '../support/keyboard.ts';
import { eventually } from '../support/wait.ts';
import { oneChromium } from '../support/window-tests.ts';
import type { RollcallWindow } from '../support/window.ts';

const openWindow = oneChromium();
let app: RollcallWindow;
let page: Page;
let keys: Keyboard;

async function open(signIn = true): Promise<void> {
  app = await openWindow({ signIn });
  ({ page } = app);
  keys = new Keyboard(page);
  if (signIn) await page.getByRole('treeitem', { name: /^Sales/ }).waitFor();
}

/** Goes to a view by its number; the tab of it gets the focus by Tab, as after any start. */
async function view(digit: number, name: string): Promise<void> {
  await keys.press(`Control+${digit}`);
  await page.getByRole('tabpanel', { name }).waitFor();
}

describe('the session', () => {
  test('is begun and ended', async () => {
    await open(false);
    await keys.at('textbox', 'Address');
    await keys.write(app.simulator.address);
    await keys.to('button', 'Continue');
    await keys.press('Enter');
    await keys.at('textbox', 'Password');
    await keys.write(app.simulator.password);
    await keys.press('Enter');
    await page.getByRole('treeitem', { name: /^Sales/ }).waitFor();
    await keys.to('button', 'Sign out');
    await keys.press('Enter');
    await page.getByRole('button', { name: /^(Continue|Sign in)$/ }).waitFor();
    expect(app.simulator.control.state().applications.filter(({ alive }) => alive)).toEqual([]);
  });
});

describe('phones', () => {
  test('a private number is shared after a question', async () => {
    await open();
    await view(2, 'Phones');
    const home = page.getByRole('switch', { name: 'Home' });
    await keys.to('switch', 'Home');
    await keys.press('Space');
    await keys.at('button', 'Cancel');
    await keys.to('button', 'Share number');
    await keys.press('Enter');
    await eventually('shared', () => app.simulator.control.state().phones.home.visible);
    await expect.poll(() => home.getAttribute('aria-busy')).toBe('false');
    await keys.at('switch', 'Home');
    await keys.press('Space');
    await eventually('hidden', () => !app.simulator.control.state().phones.home.visible);
    await expect.poll(() => home.getAttribute('aria-busy')).toBe('false');
    await keys.press('Space');
    await eventually('shared again, without a question', () => app.simulator.control.state().phones.home.visible);
  });

  test('a number is changed and told as the server has saved it', async () => {
    await open();
    await view(2, 'Phones');
    await keys.to('button', 'Edit mobile number');
    await keys.press('Enter');
    await keys.at('textbox', 'Mobile number');
    await keys.write('+1 (425) 555-0111');
    await keys.press('Enter');
    await page.getByRole('status').filter({ hasText: 'Saved as +14255550111' }).waitFor();
    expect(app.simulator.control.state().phones.mobile.number).toBe('tel:+14255550111');
    await keys.at('button', 'Edit mobile number');
  });
});

describe('subscriptions', () => {
  test('a group is followed from the list, several at once, and one is given up and taken up again', async () => {
    await open();
    await keys.to('treeitem', /./);
    await keys.to('treeitem', /^Sales/, 'ArrowDown');
    await keys.to('button', 'Follow Sales');
    await keys.press('Enter');
    await view(3, 'Subscriptions');
    const row = (name: string) => page.getByRole('listitem').filter({ hasText: name });
    await row('Sales').filter({ hasText: 'Up to date' }).waitFor();
    await keys.to('button', 'Follow several…');
    await keys.press('Enter');
    await keys.at('searchbox', 'Filter by name');
    await keys.to('checkbox', /^All/);
    await keys.press('Tab', 'Space', 'Tab', 'Space');
    await keys.to('button', 'Follow 2');
    await keys.press('Enter');
    await page.getByText('3 followed, 3 held by the server').waitFor();
    await keys.at('button', 'Follow several…');
    await keys.to('button', /^Unfollow (?!several)/);
    await keys.press('Home');
    await keys.to('button', 'Unfollow Sales', 'ArrowDown');
    await keys.press('Enter');
    await row('Sales').waitFor({ state: 'detached' });
    await keys.look();
    await keys.to('button', 'Undo');
    await keys.press('Enter');
    await row('Sales').filter({ hasText: 'Up to date' }).waitFor();
  });
});

describe('settings', () => {
  test('notifications pause and resume', async () => {
    await open();
    await view(5, 'Settings');
    await keys.to('button', 'For 1 hour');
    await keys.press('Enter');
    await page.getByText(/^Paused until/).waitFor();
    await keys.to('button', 'Resume', 'Shift+Tab');
    await keys.press('Enter');
    await page.getByText('Notifications are shown.').waitFor();
    await keys.look();
  });

  test('the language is changed', async () => {
    await open();
    await view(5, 'Settings');
    await keys.to('combobox', 'Language');
    await page.keyboard.type('Deu');
    await page.getByRole('heading', { name: 'Einstellungen' }).waitFor();
    await keys.at('combobox', 'Sprache');
  });

  test('a report for the help desk is made and read', async () => {
    await open();
    await view(5, 'Settings');
    await keys.to('button', 'Diagnostics');
    await keys.press('Enter');
    await keys.to('button', 'Make a report');
    await keys.press('Enter');
    await keys.to('button', 'Copy');
    await keys.to('textbox', 'Report', 'Shift+Tab');
    expect(await page.getByRole('textbox', { name: 'Report' }).inputValue()).toContain('Rollcall diagnostics report');
  });
});
