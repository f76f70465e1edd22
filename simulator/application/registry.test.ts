import { expect, test } from 'vitest';
import { createDrivenClock } from '../clock.ts';
import { KNOB_DEFAULTS } from '../knobs.ts';
import { Strictness } from '../strictness.ts';
import { Applications } from './registry.ts';

const DAY = 24 * 3_600_000;

test('what ended long ago is forgotten only when much ended after it', () => {
  const clock = createDrivenClock(0);
  const knobs = { ...KNOB_DEFAULTS };
  const applications = new Applications({ clock, wall: () => clock.now(), knobs, strictness: new Strictness() });
  const endOne = (): string => {
    const identity = { culture: 'en-US', endpointId: 'e', userAgent: 'u', type: null, instanceId: null };
    const { application } = applications.open(identity, 'https://pool');
    applications.end(application, '410', 'InactiveApplicationExpired');
    return application.id;
  };
  const first = endOne();
  expect(applications.refusalFor(first).status).toBe(410);
  clock.advance(30 * DAY);
  const next = Array.from({ length: 50 }, endOne);
  expect(applications.isKnown(first)).toBe(true);
  next.push(endOne());
  expect(applications.isKnown(first)).toBe(false);
  // However many they are, what ended today is remembered.
  next.push(...Array.from({ length: 50 }, endOne));
  expect(next.every((id) => applications.isKnown(id))).toBe(true);
});
