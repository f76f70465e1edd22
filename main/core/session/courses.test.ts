import { describe, expect, test } from 'vitest';
import { appError, type Remedy } from '../result.ts';
import { COURSES, courseOf, type Stage } from './courses.ts';

const REMEDIES = Object.keys(COURSES) as Remedy[];
const STAGES: readonly Stage[] = ['signIn', 'create', 'poll', 'check', 'attach'];
const NEW = { settled: false, rediscovered: false };
const SETTLED = { settled: true, rediscovered: false };
const error = (remedy: Remedy) => appError('ucwa.unexpected', 'In words.', { remedy });

describe('courses that depend on what was seen', () => {
  test.each([
    // Ends the first sign-in, not a session that has been live.
    ['signIn', 'waitOut', NEW, 'endForNow'],
    ['signIn', 'waitOut', SETTLED, 'slowly'],
    ['signIn', 'tell', NEW, 'endForNow'],
    ['signIn', 'tell', SETTLED, 'slowly'],
    ['create', 'tell', NEW, 'endForNow'],
    ['create', 'tell', SETTLED, 'slowly'],
    // A refused application: discovers once more, and a second refusal is final.
    ['create', 'hide', NEW, 'elsewhere'],
    ['create', 'hide', SETTLED, 'elsewhere'],
    ['create', 'hide', { settled: false, rediscovered: true }, 'endForNow'],
    ['create', 'hide', { settled: true, rediscovered: true }, 'endForNow'],
    ['create', 'drop', { settled: true, rediscovered: true }, 'endForNow'],
    // Somebody in between, who is never final for a session that has been live.
    ['create', 'waitOut', NEW, 'elsewhere'],
    ['create', 'waitOut', SETTLED, 'elsewhere'],
    ['create', 'waitOut', { settled: false, rediscovered: true }, 'endForNow'],
    ['create', 'waitOut', { settled: true, rediscovered: true }, 'slowly'],
  ] as const)('%s, %s, %o: %s', (stage, remedy, experience, course) => {
    expect(courseOf(stage, error(remedy), experience)).toBe(course);
  });
});

test('events that are too many for one answer are not asked for again', () => {
  const tooLarge = appError('ucwa.tooLarge', 'In words.');
  expect(courseOf('poll', tooLarge, SETTLED)).toBe('recreate');
  expect(courseOf('attach', tooLarge, SETTLED)).toBe('again');
});

describe.each(STAGES)('%s', (stage) => {
  test('what only the user can mend ends it, and what passes does not', () => {
    for (const remedy of ['stop', 'renewTicket'] as const) {
      expect(courseOf(stage, error(remedy), SETTLED)).toBe('endForUser');
    }
    for (const remedy of ['repeatLater', 'slowDown'] as const) {
      expect(courseOf(stage, error(remedy), NEW)).toBe('again');
    }
  });

  test.each(['auth.denied', 'auth.unsupported', 'auth.hostNotTrusted'] as const)(
    '%s is never repeated unasked, whatever remedy comes with it',
    (code) => {
      for (const remedy of REMEDIES) {
        expect(courseOf(stage, appError(code, 'No.', { remedy }), SETTLED), remedy).toBe('endForUser');
      }
    },
  );
});

test('a session that has been live ends only where a server or the user has the last word', () => {
  const ends = REMEDIES.filter((remedy) =>
    STAGES.some((stage) => courseOf(stage, error(remedy), SETTLED).startsWith('end')),
  );
  expect(ends.sort()).toEqual(['hide', 'renewTicket', 'reread', 'stop', 'takeAsDone', 'tell', 'verify']);
});
