/** Every refusal of the catalogue, and every one the specification pages document, ends in words that a person can act on. */
import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../main/core/ucwa/errors/catalogue.ts';
import * as de from '../../renderer/i18n/de/errors.ts';
import * as en from '../../renderer/i18n/en/errors.ts';
import * as fr from '../../renderer/i18n/fr/errors.ts';
import type { ErrorWords } from '../../renderer/i18n/en/errors.ts';

const LANGUAGES = { en, de, fr };

/** Whose code says something else: these need words of their own, for what the code advises would not help. */
const PARTICULAR = [
  [409, 'LimitExceeded'],
  [403, 'TooManyContacts'],
  [409, 'MakeMeAvailableRequired'],
  [409, 'AnotherOperationPending'],
  [404, 'APIVersionNotSupported'],
  [404, 'DestinationNotFound'],
  [403, 'NoDelegatesConfigured'],
  [409, 'NoTeamMembersConfigured'],
  [403, 'AnonymousNotAllowed'],
  [500, 'ExchangeServiceFailure'],
  // Phones and memberships may answer so too: the code speaks of the contact list.
  [500, 'InvalidExchangeServerVersion'],
] as const;

function own(language: keyof typeof LANGUAGES, status: number, subcode: string): ErrorWords | undefined {
  const words: Readonly<Record<string, ErrorWords>> = LANGUAGES[language].refusals;
  return words[`${status} ${subcode}`] ?? words[subcode];
}

describe.each(Object.keys(LANGUAGES) as (keyof typeof LANGUAGES)[])('in %s', (language) => {
  it.each(CATALOGUE)('$when.status $when.subcode $when.diagnostics says what happened and what to do', (row) => {
    const { status = 0, subcode } = row.when;
    const { title, advice } =
      (subcode === undefined ? undefined : own(language, status, subcode)) ?? LANGUAGES[language].errors[row.error];
    expect(title).toMatch(/^\p{Lu}.{10,}\.$/u);
    expect(advice).toMatch(/^\p{Lu}.{10,}\.$/u);
  });

  it.each(PARTICULAR)('%i %s has words of its own', (status, subcode) => {
    expect(own(language, status, subcode)).not.toBeUndefined();
  });
});
