/** The language in use: the one that the settings name, else the system's. Words and formats follow it at once. */
import type { Settings } from '../../preload/contract/state.ts';
import { de } from './de/index.ts';
import { en, type Messages } from './en/index.ts';
import { formatsOf } from './format.ts';
import { fr } from './fr/index.ts';

type Name = Exclude<Settings['language'], 'system'>;

const MESSAGES: Record<Name, Messages> = { en, de, fr };
/** What there is to choose from, in the order of the settings. */
export const LANGUAGES: Settings['language'][] = ['system', 'en', 'de', 'fr'];

const languageOf = (tag: string) => tag.split('-')[0]?.toLowerCase() ?? '';

/**
 * The messages of the language that is set, or of the first wanted one that there is, else English; and the locale for
 * dates and numbers: the user's own form of that language. `wanted` holds BCP 47 tags, most wanted first.
 */
export function chooseLanguage(
  setting: Settings['language'],
  wanted: readonly string[],
): { messages: Messages; locale: string } {
  const names: string[] = setting === 'system' ? Object.keys(MESSAGES) : [setting];
  const locale = wanted.find((tag) => names.includes(languageOf(tag)));
  const name = locale === undefined ? (setting === 'system' ? 'en' : setting) : (languageOf(locale) as Name);
  return { messages: MESSAGES[name], locale: locale ?? name };
}

function rules(setting: Settings['language']) {
  const { messages, locale } = chooseLanguage(setting, navigator.languages);
  const { compare } = new Intl.Collator(locale, { sensitivity: 'base', numeric: true });
  return { messages, format: formatsOf(locale), compare };
}

let chosen: Settings['language'] = 'system';
let inUse = $state.raw(rules(chosen));

/** Changes the language of the whole window. */
export function useLanguage(setting: Settings['language']): void {
  if (setting === chosen) return;
  chosen = setting;
  inUse = rules(setting);
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
