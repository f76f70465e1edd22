import { describe, expect, test } from 'vitest';
import { resource } from '../testing/client.ts';
import { readPresence } from '../ucwa/index.ts';
import type { Resource } from '../ucwa/index.ts';
import { availabilityFrom, partOf, readPart } from './read.ts';

const readAvailability = (presence: Resource) => availabilityFrom(readPresence(presence));

describe('availabilityFrom', () => {
  test.each(['Online', 'Busy', 'DoNotDisturb', 'BeRightBack', 'Away', 'IdleOnline', 'IdleBusy', 'Offline'] as const)(
    '%s',
    (availability) => {
      expect(readAvailability(resource('p', '/p', { properties: { availability } }))).toBe(availability);
    },
  );

  test.each(['Inactive', 'None', 'online', '', 5])('%j is a neutral state, no error', (availability) => {
    expect(readAvailability(resource('p', '/p', { properties: { availability } }))).toBe('Unknown');
  });

  test('missing', () => {
    expect(readAvailability(resource('p', '/p'))).toBe('Unknown');
    expect(availabilityFrom(null)).toBe('Unknown');
  });
});

describe('readPart', () => {
  test('presence', () => {
    const properties = { availability: 'Busy', activity: 'in-a-meeting', lastActive: '/Date(1358827096000)/' };
    expect(readPart('presence', resource('contactPresence', '/p', { properties }))).toEqual({
      availability: 'Busy',
      activity: 'in-a-meeting',
      lastActive: 1_358_827_096_000,
    });
    expect(readPart('presence', resource('contactPresence', '/p', { properties: { availability: 'Busy' } }))).toEqual({
      availability: 'Busy',
      activity: null,
      lastActive: null,
    });
  });

  test('note and location, also when blank', () => {
    expect(readPart('note', resource('n', '/n', { properties: { message: ' Hello ' } }))).toEqual({ note: 'Hello' });
    expect(readPart('note', resource('n', '/n', { properties: { message: '' } }))).toEqual({ note: null });
    expect(readPart('location', resource('l', '/l', { properties: { location: 'Home' } }))).toEqual({
      location: 'Home',
    });
  });

  test('nothing there: nothing is set', () => {
    expect(readPart('presence', null)).toEqual({ availability: 'Unknown', activity: null, lastActive: null });
    expect(readPart('note', null)).toEqual({ note: null });
    expect(readPart('location', null)).toEqual({ location: null });
  });
});

test('partOf', () => {
  expect(['contactPresence', 'contactNote', 'contactLocation'].map(partOf)).toEqual(['presence', 'note', 'location']);
  expect(['contact', 'presence', 'toString', ''].map(partOf)).toEqual([null, null, null, null]);
});
