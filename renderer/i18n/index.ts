/**
 * The words and formats of the language in use. One more language: a folder like `en/`, its line in
 * `language.svelte.ts`, its name in `Settings` and in each language's settings.
 */
export { LANGUAGES, chooseLanguage, compareNames, format, t, useLanguage } from './language.svelte.ts';
