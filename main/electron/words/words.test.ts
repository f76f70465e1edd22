import { afterEach, expect, test } from 'vitest';
import { createFakeCore } from '../../ipc/testing/fake-core.ts';
import { followLanguage, PHONE_WORDS, speak, WORDS } from './words.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';

afterEach(() => speak('en'));

test('the words are English first, and of another language as soon as it is spoken', () => {
  expect(WORDS.quit).toBe('Quit Rollcall');
  speak('de');
  expect(WORDS.quit).toBe('Rollcall beenden');
  expect(PHONE_WORDS.home).toBe('Privat');
  speak('fr');
  expect(WORDS.pausedUntil('14:00')).toContain('14:00');
  expect(WORDS.quit).toBe('Quitter Rollcall');
});

test('the language follows the settings, and the system where they leave it to it', () => {
  const { core, change } = createFakeCore();
  const set = (language: 'system' | 'fr') =>
    change((step) => step.slice('settings', { ...core.store.state.settings, language }));
  const stop = followLanguage(core.store, 'de-CH');
  expect(WORDS.signedOut).toBe('Nicht angemeldet');
  set('fr');
  expect(WORDS.signedOut).toBe('Non connecté');
  set('system');
  expect(WORDS.signedOut).toBe('Nicht angemeldet');
  stop();
  set('fr');
  expect(WORDS.signedOut).toBe('Nicht angemeldet');
});

test('a kind of number can be looked up, and nothing else', () => {
  expect(Object.hasOwn(PHONE_WORDS, 'mobile')).toBe(true);
  expect(Object.hasOwn(PHONE_WORDS, 'fax')).toBe(false);
});

test.each([en, de, fr])('why there is no session is always said', ({ tray }) => {
  const reason = tray.reason({ code: 'auth.denied', message: 'The password is wrong.' });
  expect(reason.length).toBeGreaterThan(5);
  expect(tray.reason({ code: 'ucwa.conflict', message: 'Changed.' })).not.toBe('');
});
