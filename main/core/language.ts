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
