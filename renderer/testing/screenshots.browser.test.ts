/**
 * Every shot against its reference in tests/screenshots, which somebody has looked at. `npm run screenshots` runs these
 * alone and renews the references.
 */
import { page } from 'vitest/browser';
import { afterEach, expect, test } from 'vitest';
import { notComparable, pose, putAway } from './photograph.ts';
import { SHOTS } from './shots.ts';

const references = Object.keys(import.meta.glob('../../tests/screenshots/*.png')).map((path) =>
  path.replace(/^.*\/|\.png$/g, ''),
);

afterEach(putAway);

test('every reference is of a shot that there is', () => {
  const names = SHOTS.map(({ name }) => name);
  expect(references.filter((name) => !names.includes(name))).toEqual([]);
});

if (notComparable === null) {
  test.each(SHOTS)('$name looks as reviewed', async (shot) => {
    await pose(shot);
    await expect(page).toMatchScreenshot(shot.name);
  });
} else {
  test.skip(`${SHOTS.length} screenshots, not compared: ${notComparable}`);
}
