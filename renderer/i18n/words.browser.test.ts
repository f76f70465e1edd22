import { expect, test } from 'vitest';
import type { ErrorCode } from '../../preload/contract/errors.ts';
import type { HistoryEntry } from '../../preload/contract/history.ts';
import { wordsOf } from '../components/error-words.ts';
import { hueOf, initialsOf } from '../components/initials.ts';
import { displayNumber } from '../components/phone-number.ts';
import { sampleSnapshot, userError } from '../testing/fixture.ts';
import { historyDays, nearDay } from '../views/history/history-days.ts';
import { inOneHour, untilTomorrow } from '../views/pause.ts';
import { en } from './en/index.ts';
import { dayKey, formatsOf } from './format.ts';
import { chooseLanguage } from './index.ts';
import { pluralOf } from './plural.ts';

const at = (day: number, hour: number, minute = 0) => new Date(2026, 10, day, hour, minute).getTime();

test('plurals follow the language, with its numbers', () => {
  expect([0, 1, 2, 12_000].map(en.people)).toEqual(['0 people', '1 person', '2 people', '12,000 people']);
  const polish = pluralOf('pl');
  const forms = { one: () => 'osoba', few: () => 'osoby', other: () => 'osób' };
  expect([1, 3, 5].map((n) => polish(n, forms))).toEqual(['osoba', 'osoby', 'osób']);
});

test('the first wanted language that exists is used, English otherwise', () => {
  expect(chooseLanguage('system', ['xx', 'de-AT', 'en-GB'])).toEqual({ name: 'de', locale: 'de-AT' });
  expect(chooseLanguage('system', ['xx'])).toEqual({ name: 'en', locale: 'en' });
});

test('the language that is set is used whatever the system speaks, in the user’s own form of it', () => {
  expect(chooseLanguage('fr', ['de', 'en'])).toEqual({ name: 'fr', locale: 'fr' });
  expect(chooseLanguage('fr', ['de', 'fr-CA']).locale).toBe('fr-CA');
});

test('times say the day only when it is another', () => {
  const { time, relative } = formatsOf('en-GB');
  expect(time(at(20, 9, 5), at(20, 14))).toBe('09:05');
  expect(time(at(19, 9, 5), at(20, 14))).toContain('Thu');
  expect(relative(at(20, 14) + 12_000, at(20, 14))).toBe('in 12 seconds');
  expect(relative(at(20, 13), at(20, 14))).toBe('1 hour ago');
});

test('every kind of history entry has words that name who and where', () => {
  const base: HistoryEntry = { ...sampleSnapshot().history['h5']!, from: 'Old' };
  for (const by of ['me', 'other'] as const) {
    for (const kind of [
      'groupAdded',
      'groupDeleted',
      'groupRenamed',
      'contactAdded',
      'contactRemoved',
      'contactMoved',
    ] as const) {
      const words = en.history.words({ ...base, by, kind });
      expect(words).toContain('Spring launch');
      if (kind.startsWith('contact')) expect(words).toContain('Priya Raman');
    }
  }
  expect(en.history.words({ ...base, kind: 'whileAway', count: 1 })).toBe('1 change while Rollcall was off');
});

test('history is grouped by day, newest first, and filtered by group', () => {
  const days = historyDays(Object.values(sampleSnapshot().history), null);
  expect(days.map((day) => day.entries.map((entry) => entry.id))).toEqual([['h5', 'h4', 'h3'], ['h2', 'h1'], ['h0']]);
  const ofSales = historyDays(Object.values(sampleSnapshot().history), ['sales']);
  expect(ofSales.flatMap((day) => day.entries)).toHaveLength(1);
});

test('yesterday is the day before, over the change of a month too', () => {
  const first = new Date(2026, 11, 1, 0, 30).getTime();
  expect(nearDay(dayKey(at(30, 23, 50)), first)).toBe('yesterday');
  expect(nearDay(dayKey(first), first)).toBe('today');
  expect(nearDay(dayKey(at(29, 12)), first)).toBeNull();
});

test('pauses end in an hour or in the morning', () => {
  expect(inOneHour(at(20, 14))).toBe(at(20, 15));
  expect(untilTomorrow(at(30, 23))).toBe(new Date(2026, 11, 1, 8).getTime());
});

test('numbers are shown without their scheme and with their extension', () => {
  expect(displayNumber(' tel:+14255554321;ext=54321')).toBe('+14255554321 ext. 54321');
  expect(displayNumber('4255551212')).toBe('4255551212');
  expect(displayNumber('')).toBe('');
});

test('people have initials and a steady colour', () => {
  expect(initialsOf('Amara Okafor')).toBe('AO');
  expect(initialsOf('Noor van Dijk (guest)')).toBe('ND');
  expect(initialsOf('élise')).toBe('É');
  expect(initialsOf('42')).toBe('?');
  expect(hueOf('a@b.example')).toBe(hueOf('a@b.example'));
});

test('sizes are counted in thousands', () => {
  const { bytes } = formatsOf('en-GB');
  expect([0, 999, 1_000, 48_950, 5e6, 7e12].map(bytes)).toEqual([
    '0 byte',
    '999 byte',
    '1 kB',
    '49 kB',
    '5 MB',
    '7,000 GB',
  ]);
});

test('an error is told by what the server named in particular, else by its code', () => {
  const title = (code: ErrorCode, status: number, subcode: string | null) =>
    wordsOf(userError(code, { status, subcode })).title;
  expect(title('ucwa.limitExceeded', 409, 'LimitExceeded')).toBe('Your contact list is full.');
  expect(title('ucwa.limitExceeded', 403, 'LimitExceeded')).toBe(en.errors['ucwa.limitExceeded'].title);
  expect(title('ucwa.notFound', 404, 'APIVersionNotSupported')).toBe('Your server is too old for this.');
  expect(title('ucwa.conflict', 409, 'SomethingNew')).toBe(en.errors['ucwa.conflict'].title);
  // A code of our own says more than what the server said on the way to it.
  expect(title('edit.noLongerPossible', 409, 'MakeMeAvailableRequired')).toBe(en.errors['edit.noLongerPossible'].title);
});
