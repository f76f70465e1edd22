/**
 * The language in use: the one that the settings name, else the system's. English is always there; the words of another
 * language are a file of their own, loaded when they are first wanted. Words and formats change together.
 */
import type { Settings } from '../../preload/contract/state.ts';
import { en, type Messages } from './en/index.ts';
import { formatsOf } from './format.ts';

type Name = Exclude<Settings['language'], 'system'>;

const LOAD: Record<Name, () => Promise<Messages>> = {
  en: async () => en,
  de: async () => (await import('./de/index.ts')).de,
  fr: async () => (await import('./fr/index.ts')).fr,
};
/** What there is to choose from, in the order of the settings. */
export const LANGUAGES: Settings['language'][] = ['system', 'en', 'de', 'fr'];

const languageOf = (tag: string) => tag.split('-')[0]?.toLowerCase() ?? '';

/**
 * The language that is set, or the first wanted one that there is, else English; and the locale for dates and numbers:
 * the user's own form of that language. `wanted` holds BCP 47 tags, most wanted first.
 */
export function chooseLanguage(
  setting: Settings['language'],
  wanted: readonly string[],
): { name: Name; locale: string } {
  const names: string[] = setting === 'system' ? Object.keys(LOAD) : [setting];
  const locale = wanted.find((tag) => names.includes(languageOf(tag)));
  const name = locale === undefined ? (setting === 'system' ? 'en' : setting) : (languageOf(locale) as Name);
  return { name, locale: locale ?? name };
}

function rules(messages: Messages, locale: string) {
  const { compare } = new Intl.Collator(locale, { sensitivity: 'base', numeric: true });
  return { messages, format: formatsOf(locale), compare };
}

let inUse = $state.raw(rules(en, chooseLanguage('en', navigator.languages).locale));
let last: { setting: Settings['language']; shown: Promise<void> } | null = null;

/**
 * Changes the language of the whole window; until its words are there, the one before stays. Answers when they are in
 * use, and also when they could not be loaded or another language was chosen meanwhile.
 */
export function useLanguage(setting: Settings['language']): Promise<void> {
  if (last?.setting !== setting) last = { setting, shown: change(setting) };
  return last.shown;
}

async function change(setting: Settings['language']): Promise<void> {
  const { name, locale } = chooseLanguage(setting, navigator.languages);
  const messages = await LOAD[name]().catch(() => null);
  if (messages !== null && last?.setting === setting) inUse = rules(messages, locale);
}

/** An object with the keys of `now()`, each read from what `now()` is at the time: so a component needs no call. */
function live<T extends object>(now: () => T): T {
  const keys = Object.keys(now()) as (keyof T)[];
  return Object.defineProperties(
    {} as T,
    Object.fromEntries(keys.map((key) => [key, { enumerable: true, get: () => now()[key] }])),
  );
}

/** All words. Reactive. */
export const t = live(() => inUse.messages);
/** Dates and times, in the user's own form of the language. Reactive. */
export const format = live(() => inUse.format);
/** Compares names as the language sorts them, numbers by value. Reactive. */
export const compareNames = (a: string, b: string): number => inUse.compare(a, b);
