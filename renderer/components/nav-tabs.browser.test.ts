import { page, userEvent } from 'vitest/browser';
import { afterEach, expect, test } from 'vitest';
import { renderApp } from '../testing/render.ts';
import { SCENES } from '../testing/scenes.ts';

afterEach(async () => {
  document.documentElement.dir = 'ltr';
  await page.viewport(400, 640);
});

/** The window with the keyboard on the tab of the groups; `press` answers with the tab that is chosen and focused. */
async function tabs() {
  const { screen } = await renderApp(SCENES['groups']!);
  const tab = screen.getByRole('tab', { name: 'Groups' });
  await expect.element(tab).toBeVisible();
  tab.element().focus();
  return {
    screen,
    async press(key: string) {
      await userEvent.keyboard(`{${key}}`);
      const chosen = document.querySelectorAll('[role="tab"][aria-selected="true"]');
      expect([...chosen]).toEqual([document.activeElement]);
      expect([...document.querySelectorAll('[role="tab"][tabindex="0"]')]).toEqual([document.activeElement]);
      return document.activeElement?.textContent.trim();
    },
  };
}

test('arrows, Home and End go round the tabs, which are one stop of the Tab key', async () => {
  const { press, screen } = await tabs();
  expect(await press('ArrowRight')).toBe('Phones');
  await expect.element(screen.getByRole('tabpanel', { name: 'Phones' })).toBeVisible();
  expect(await press('End')).toBe('Settings');
  expect(await press('ArrowRight')).toBe('Groups');
  expect(await press('ArrowLeft')).toBe('Settings');
  expect(await press('Home')).toBe('Groups');
});

test('from right to left the arrows point where they lead', async () => {
  const { press } = await tabs();
  document.documentElement.dir = 'rtl';
  expect(await press('ArrowLeft')).toBe('Phones');
  expect(await press('ArrowRight')).toBe('Groups');
});

test('in a wide window the tabs are a column, and arrows go up and down', async () => {
  await page.viewport(1000, 700);
  const { press, screen } = await tabs();
  await expect.element(screen.getByRole('tablist')).toHaveAttribute('aria-orientation', 'vertical');
  expect(await press('ArrowDown')).toBe('Phones');
  expect(await press('ArrowUp')).toBe('Groups');
});

test('each tab names its panel, and pressed again leads back from a page within its view', async () => {
  const { screen } = await renderApp({ ...SCENES['settings']!, view: 'diagnostics' });
  const tab = screen.getByRole('tab', { name: 'Settings' });
  await expect.element(screen.getByRole('heading', { name: 'Diagnostics' })).toBeVisible();
  await expect.element(tab).toHaveAttribute('aria-selected', 'true');
  await expect.element(tab).toHaveAttribute('aria-controls', screen.getByRole('tabpanel').element().id);
  await tab.click();
  await expect.element(screen.getByRole('heading', { name: 'Settings' })).toBeVisible();
});
