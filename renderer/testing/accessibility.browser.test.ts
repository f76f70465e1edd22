/** Every scene by axe, in every way its colours can be: none may break a rule of WCAG 2.2 AA or of good practice. */
import axe from 'axe-core';
import { afterEach, expect, test } from 'vitest';
import type { Scene } from './scene.ts';
import { SCENES } from './scenes.ts';
import { forceColours, stage } from './steps.ts';

type Colours = 'light' | 'dark' | 'forced';

afterEach(async () => {
  delete document.documentElement.dataset['theme'];
  await forceColours('none');
});

async function violationsOf(scene: Scene, colours: Colours): Promise<string[]> {
  if (colours === 'forced') await forceColours('active');
  await stage(scene, { theme: colours === 'dark' ? 'dark' : 'light' });
  expect(matchMedia('(forced-colors: active)').matches).toBe(colours === 'forced');
  document.title = 'Rollcall';
  const { violations } = await axe.run(document.body, { rules: { 'target-size': { enabled: true } } });
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html} ${node.failureSummary}`).join('\n')}`,
  );
}

for (const [name, scene] of Object.entries(SCENES)) {
  test.each(['light', 'dark', 'forced'] as const)(`${name} is accessible in %s`, async (colours) => {
    expect(await violationsOf(scene, colours)).toEqual([]);
  });
}
