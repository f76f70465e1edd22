/**
 * The words of the tray, its menu and its questions, in the language that the app speaks. Who shows words reads them
 * when it shows them; they are English until `speak` was called.
 */
import type { ReadableStore } from '../../core/core.ts';
import { languageOf, type Language } from '../../core/language.ts';
import type { Cancel } from '../../core/ports.ts';
import { de } from './de.ts';
import { en, type HostWords } from './en.ts';
import { fr } from './fr.ts';

const LANGUAGES: Record<Language, HostWords> = { en, de, fr };

let inUse: HostWords = en;

/** From now on, all words are of this language. */
export function speak(language: Language): void {
  inUse = LANGUAGES[language];
}

/** Speaks the language that is set, or the system's (`culture`, BCP 47), from now on; the returned function stops. */
export function followLanguage(store: ReadableStore, culture: string): Cancel {
  const follow = (): void => speak(languageOf(store.state.settings.language, culture));
  follow();
  return store.subscribeTo(['settings'], follow);
}

/** A part of the words, each read from the language in use when it is asked for. */
function live<P extends keyof HostWords>(part: P): HostWords[P] {
  const keys = Object.keys(en[part]) as (keyof HostWords[P])[];
  return Object.defineProperties(
    {} as HostWords[P],
    Object.fromEntries(keys.map((key) => [key, { enumerable: true, get: () => inUse[part][key] }])),
  );
}

export const WORDS = live('tray');
/** Of the menu in the bar of macOS. */
export const MENU_WORDS = live('menu');
export const AVAILABILITY_WORDS = live('availability');
export const PREFERRED_WORDS = live('preferred');
export const PHONE_WORDS = live('phones');
