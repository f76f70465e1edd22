/** The words and formats of the language in use. One more language: a file like en.ts, and its line in `languages`. */
import { en, type Messages } from './en/index.ts';
import { formatsOf } from './format.ts';

const languages: Record<string, Messages> = { en };

/** The first wanted language that there is, else English. `wanted` holds BCP 47 tags, most wanted first. */
export function chooseLanguage(wanted: readonly string[]): { messages: Messages; locale: string } {
  for (const tag of wanted) {
    const messages = languages[tag.split('-')[0]?.toLowerCase() ?? ''];
    if (messages !== undefined) return { messages, locale: tag };
  }
  return { messages: en, locale: en.language };
}

const chosen = chooseLanguage(navigator.languages);

/** All words. */
export const t = chosen.messages;
/** Dates and times, in the user's own form of the language. */
export const format = formatsOf(chosen.locale);
/** Compares names as the language sorts them, numbers by value. */
export const compareNames = new Intl.Collator(chosen.locale, { sensitivity: 'base', numeric: true }).compare;
