import { expect, test } from 'vitest';
import { renderApp } from '../testing/render.ts';
import { SCENES } from '../testing/scenes.ts';

test('another language is shown at once, in what is on screen and in what the document says of itself', async () => {
  const { screen, fake } = await renderApp({ ...SCENES['settings']!, view: 'settings' });
  const speak = (language: 'system' | 'de' | 'fr') =>
    fake.push(['set', 'settings', { ...fake.snapshot.settings, language }]);
  await expect.element(screen.getByRole('heading', { name: 'Settings' })).toBeVisible();
  speak('de');
  await expect.element(screen.getByRole('heading', { name: 'Einstellungen' })).toBeVisible();
  await expect.element(screen.getByRole('tab', { name: 'Gruppen' })).toBeVisible();
  expect(document.documentElement.lang).toBe('de');
  speak('fr');
  await expect.element(screen.getByRole('heading', { name: 'Paramètres' })).toBeVisible();
  speak('system');
  await expect.element(screen.getByRole('heading', { name: 'Settings' })).toBeVisible();
  expect(document.documentElement.lang).toBe('en');
  expect(document.documentElement.dir).toBe('ltr');
});

test('the language is chosen in the settings', async () => {
  const { screen, fake } = await renderApp({ ...SCENES['settings']!, view: 'settings' });
  await screen.getByRole('combobox', { name: 'Language' }).selectOptions('Deutsch');
  expect(fake.inputsOf('settings.update')).toEqual([{ language: 'de' }]);
});
