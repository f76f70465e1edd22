import { describe, expect, test } from 'vitest';
import { appError, type Remedy } from '../result.ts';
import { noAnswer, refusal } from '../testing/client.ts';
import { endsSession, isLasting, mayPass, PASSES, pauseAfter } from './passing.ts';

const error = (remedy: Remedy) => appError('ucwa.unexpected', 'In words.', { remedy });

describe('what passes', () => {
  test.each(Object.entries(PASSES) as [Remedy, boolean][])('%s: %s', (remedy, passes) => {
    expect(mayPass(error(remedy))).toBe(passes);
    // The word for the user says nothing about what the app does.
    expect(mayPass({ ...error(remedy), retryable: !passes })).toBe(passes);
  });

  test('as the catalogue has it', () => {
    const passing = [noAnswer(), noAnswer('tls'), noAnswer('aborted'), refusal(502), refusal(503), refusal(500)];
    const lasting = [
      refusal(403),
      refusal(404),
      refusal(409),
      refusal(412),
      refusal(400),
      refusal(409, 'AlreadyExists'),
    ];
    expect(passing.map(mayPass)).toEqual(passing.map(() => true));
    expect(lasting.map(mayPass)).toEqual(lasting.map(() => false));
    expect([refusal(401), refusal(410), refusal(404, 'ApplicationNotFound')].map(mayPass)).toEqual([true, true, true]);
  });

  test.each(['auth.denied', 'auth.unsupported', 'auth.hostNotTrusted'] as const)(
    '%s is never repeated unasked, whatever remedy comes with it',
    (code) => {
      const remedies = Object.keys(PASSES) as Remedy[];
      expect(remedies.filter((remedy) => mayPass(appError(code, 'No.', { remedy })))).toEqual([]);
      const lasting = remedies.filter((remedy) => isLasting(appError(code, 'No.', { remedy })));
      expect(lasting).toEqual(code === 'auth.hostNotTrusted' ? remedies : []);
    },
  );
});

test('what should have ended the session', () => {
  const remedies = Object.keys(PASSES) as Remedy[];
  expect(remedies.filter((remedy) => endsSession(error(remedy)))).toEqual(['yield', 'stop']);
  const lasting = remedies.filter((remedy) => isLasting(error(remedy)));
  expect(lasting).toEqual(['mergeAndRepeat', 'reread', 'takeAsDone', 'hide', 'drop', 'tell']);
});

describe('the pause', () => {
  test('grows from a second, and is at least what the server asked for', () => {
    expect([1, 2, 3, 9].map((attempt) => pauseAfter(noAnswer(), attempt, 0))).toEqual([1_000, 2_000, 4_000, 60_000]);
    expect(pauseAfter(refusal(429, undefined, 90), 1, 0)).toBe(90_000);
  });

  test('is long from the first where something is in between', () => {
    expect([1, 2, 3].map((attempt) => pauseAfter(error('waitOut'), attempt, 0))).toEqual([16_000, 32_000, 60_000]);
  });
});
