import { expect, test } from 'vitest';
import { renderApp } from '../testing/render.ts';
import { sampleSnapshot } from '../testing/fixture.ts';
import { SCENES } from '../testing/scenes.ts';
import { useLanguage } from './index.ts';

const inLanguage = (language: 'de' | 'fr') => () => {
  const snapshot = sampleSnapshot();
  return { ...snapshot, settings: { ...snapshot.settings, language } };
};

test('a window that starts in another language never shows a word of English first', async () => {
  const seen = new Set<string>();
  const watch = new MutationObserver((changes) => {
    for (const { addedNodes } of changes) for (const node of addedNodes) seen.add(node.textContent ?? '');
  });
  watch.observe(document.body, { childList: true, subtree: true, characterData: true });
  const { screen } = await renderApp({ snapshot: inLanguage('fr') });
  await expect.element(screen.getByRole('tab', { name: 'Groupes' })).toBeVisible();
  watch.disconnect();
  expect([...seen].filter((text) => text.includes('Groupes'))).not.toEqual([]);
  expect([...seen].filter((text) => text.includes('Settings'))).toEqual([]);
});

test('of two languages chosen one after the other the last is shown, however their words arrive', async () => {
  const { screen, fake } = await renderApp({ ...SCENES['settings']!, view: 'settings' });
  await expect.element(screen.getByRole('heading', { name: 'Settings' })).toBeVisible();
  for (const language of ['de', 'en', 'fr'] as const) {
    fake.push(['set', 'settings', { ...fake.snapshot.settings, language }]);
  }
  await expect.element(screen.getByRole('heading', { name: 'Paramètres' })).toBeVisible();
  await Promise.all([useLanguage('fr'), import('./de/index.ts')]);
  await expect.element(screen.getByRole('heading', { name: 'Paramètres' })).toBeVisible();
});

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
