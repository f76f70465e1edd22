import { expect, test } from 'vitest';
import { appError, type Remedy } from '../result.ts';
import { noAnswer, refusal } from '../testing/client.ts';
import { courseOf, EDIT_COURSES } from './courses.ts';

const error = (remedy: Remedy) => appError('ucwa.unexpected', 'In words.', { remedy });

test.each([
  ['takeAsDone', 'done'],
  ['repeatLater', 'retry'],
  ['slowDown', 'pause'],
  ['waitOut', 'pause'],
  ['rediscover', 'pause'],
  ['renewTicket', 'pause'],
  ['recreate', 'pause'],
  ['verify', 'pause'],
  ['leavePool', 'pause'],
  ['stop', 'rest'],
  ['yield', 'rest'],
  ['mergeAndRepeat', 'fail'],
  ['reread', 'fail'],
  ['drop', 'fail'],
  ['hide', 'fail'],
  ['tell', 'fail'],
] as const)('%s: %s', (remedy, course) => {
  expect(courseOf(error(remedy))).toBe(course);
});

test('that is every remedy', () => {
  expect(Object.keys(EDIT_COURSES)).toHaveLength(16);
});

test('without a session nobody was asked, whatever the error says besides', () => {
  for (const remedy of Object.keys(EDIT_COURSES) as Remedy[]) {
    expect(courseOf(appError('session.ended', 'No.', { remedy })), remedy).toBe('pause');
    expect(courseOf(appError('session.replaced', 'No.', { remedy })), remedy).toBe('pause');
  }
});

test.each([
  ['auth.denied', 'rest'],
  ['auth.unsupported', 'rest'],
  ['auth.hostNotTrusted', 'fail'],
] as const)('%s is never repeated soon, whatever remedy comes with it: %s', (code, course) => {
  for (const remedy of Object.keys(EDIT_COURSES) as Remedy[]) {
    if (remedy !== 'takeAsDone') expect(courseOf(appError(code, 'No.', { remedy })), remedy).toBe(course);
  }
});

test('as the catalogue has it', () => {
  const courses = [
    [noAnswer(), 'pause'],
    [noAnswer('tls'), 'pause'],
    [refusal(408), 'pause'],
    [refusal(429, undefined, 9), 'pause'],
    [refusal(502), 'pause'],
    [refusal(503), 'retry'],
    [refusal(500), 'retry'],
    [refusal(500, 'MigrationInProgress'), 'retry'],
    [refusal(500, 'InvalidExchangeServerVersion'), 'fail'],
    [refusal(409, 'AlreadyExists'), 'done'],
    [refusal(409), 'fail'],
    [refusal(404), 'fail'],
    [refusal(404, 'ApplicationNotFound'), 'pause'],
    [refusal(401), 'pause'],
    [refusal(403), 'fail'],
    [refusal(403, 'LimitExceeded'), 'fail'],
    [refusal(410), 'pause'],
    [refusal(410, 'TooManyApplications'), 'rest'],
    [refusal(412), 'fail'],
  ] as const;
  expect(courses.map(([refused]) => courseOf(refused))).toEqual(courses.map(([, course]) => course));
});
