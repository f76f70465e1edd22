/** Which of the app's languages is spoken. Pure. */
import type { Settings } from './store/state.ts';

export type Language = Exclude<Settings['language'], 'system'>;

const LANGUAGES: readonly string[] = ['en', 'de', 'fr'] satisfies Language[];

/** The language that is set, else the system's (`culture`, BCP 47) where the app speaks it, else English. */
export function languageOf(setting: Settings['language'], culture: string): Language {
  if (setting !== 'system') return setting;
  const wanted = culture.split('-')[0]?.toLowerCase() ?? '';
  return LANGUAGES.includes(wanted) ? (wanted as Language) : 'en';
}

/** The first of the user's languages (BCP 47 or a locale's name such as `de_AT`) that the app speaks, else English. */
export function firstSpoken(cultures: readonly string[]): Language {
  const wanted = cultures.map((culture) => culture.split(/[-_.@]/)[0]?.toLowerCase() ?? '');
  return (wanted.find((language) => LANGUAGES.includes(language)) ?? 'en') as Language;
}
