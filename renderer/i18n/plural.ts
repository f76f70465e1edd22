/** Word forms of one language for a number; `other` is the fall-back and always there. */
export type Forms = { other: (n: string) => string } & Partial<
  Record<Exclude<Intl.LDMLPluralRule, 'other'>, (n: string) => string>
>;

/** Makes the function that picks a word form by the language's plural rules and writes the number its way. */
export function pluralOf(language: string): (n: number, forms: Forms) => string {
  const rules = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  return (n, forms) => (forms[rules.select(n)] ?? forms.other)(numbers.format(n));
}
