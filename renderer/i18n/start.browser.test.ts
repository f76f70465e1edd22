/** Before anything is known of the user, the window speaks the system's language, and no other one first. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Settings } from '../../preload/contract/state.ts';
import { userError } from '../testing/fixture.ts';
import { renderApp } from '../testing/render.ts';
import { SCENES } from '../testing/scenes.ts';
import { useLanguage } from './index.ts';

beforeEach(async () => {
  await useLanguage('en');
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['xx', 'de-AT', 'en']);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await useLanguage('en');
});

/** Every word that the page has shown since. */
function watchWords(): () => string {
  const seen: string[] = [];
  const watch = new MutationObserver((changes) => {
    for (const { addedNodes, target } of changes)
      seen.push(target.textContent ?? '', ...[...addedNodes].map((node) => node.textContent ?? ''));
  });
  watch.observe(document.body, { childList: true, subtree: true, characterData: true });
  return () => {
    watch.disconnect();
    return seen.join('\n');
  };
}

const never = () => new Promise<never>(() => {});

test('while the state is awaited', async () => {
  const words = watchWords();
  const { screen } = await renderApp(SCENES['groups']!, (fake) => fake.answer('state.snapshot', never));
  await expect.element(screen.getByText('Wird geladen…')).toBeInTheDocument();
  expect(words()).not.toContain('Loading');
  expect(document.documentElement.lang).toBe('de');
  expect(document.title).toBe('Wird geladen… – Rollcall');
});

test('when the state cannot be read', async () => {
  const words = watchWords();
  const error = userError('internal');
  const { screen } = await renderApp(SCENES['groups']!, (fake) =>
    fake.answer('state.snapshot', async () => ({ ok: false, error })),
  );
  await expect.element(screen.getByText('Rollcall konnte seinen eigenen Zustand nicht lesen.')).toBeVisible();
  await expect.element(screen.getByRole('button', { name: 'Wiederholen' })).toBeVisible();
  expect(words()).not.toContain('Retry');
  expect(document.title).toBe('Rollcall');
});

test('the list is drawn in the language of the settings, not in the system’s first', async () => {
  const words = watchWords();
  const snapshot = () => {
    const known = SCENES['groups']!.snapshot();
    return { ...known, settings: { ...known.settings, language: 'fr' as Settings['language'] } };
  };
  const { screen } = await renderApp({ snapshot });
  await expect.element(screen.getByRole('tab', { name: 'Groupes' })).toBeVisible();
  expect(words()).not.toContain('Gruppen');
});

test.each([
  ['groups', 'groups', 'Gruppen – Rollcall'],
  ['groups', 'diagnostics', 'Diagnose – Rollcall'],
  ['groupsOffline', 'history', 'Verbindung unterbrochen – Verlauf – Rollcall'],
  ['signIn', 'groups', 'Anmelden – Rollcall'],
] as const)('the title of %s at %s says where one is, in the language of now', async (scene, view, title) => {
  const { fake, app } = await renderApp(SCENES[scene]!);
  app.nav.view = view;
  await expect.poll(() => document.title).toBe(title);
  fake.push(['set', 'settings', { ...fake.snapshot.settings, language: 'en' }]);
  await expect.poll(() => document.title).not.toBe(title);
  expect(document.title).toMatch(/^(Groups|Diagnostics|Connection lost – History|Sign in) – Rollcall$/);
});
