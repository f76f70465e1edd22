import axe from 'axe-core';
import { userEvent } from 'vitest/browser';
import { afterEach, expect, test } from 'vitest';
import { renderApp } from './render.ts';
import { SCENES, type Scene } from './scenes.ts';

afterEach(() => {
  delete document.documentElement.dataset['theme'];
});

async function take(screen: Awaited<ReturnType<typeof renderApp>>['screen'], step: string) {
  const [how, what] = step.includes(':') && !step.includes(': ') ? step.split(':', 2) : ['button', step];
  const name = what ?? '';
  if (how === 'type') await userEvent.keyboard(name);
  else if (how === 'key') await userEvent.keyboard(`{${name}}`);
  else if (how === 'item') await screen.getByRole('treeitem', { name, exact: false }).first().click();
  else if (how === 'menu') await screen.getByRole('menuitem', { name }).click();
  else if (how === 'fold') await screen.getByText(name, { exact: true }).click();
  else if (how === 'switch') await screen.getByRole('switch', { name, exact: true }).click();
  else await screen.getByRole('button', { name, exact: true }).first().click();
}

/** Animations and transitions under way that will end. */
function passing(): Animation[] {
  return document.getAnimations().filter((animation) => animation.effect?.getComputedTiming().iterations !== Infinity);
}

async function violationsOf(scene: Scene, theme: 'light' | 'dark') {
  // From the start, or colours would still be on their way from the other theme.
  document.documentElement.dataset['theme'] = theme;
  const { screen } = await renderApp({
    ...scene,
    snapshot: () => {
      const snapshot = scene.snapshot();
      return { ...snapshot, settings: { ...snapshot.settings, theme } };
    },
  });
  await expect.poll(() => document.documentElement.dataset['theme']).toBe(theme);
  for (const step of scene.press ?? []) await take(screen, step);
  // Settled, not fulfilled: one that is cancelled is over as well, but another may have taken its place.
  for (let under = passing(); under.length > 0; under = passing()) {
    await Promise.allSettled(under.map((animation) => animation.finished));
  }
  document.title = 'Rollcall';
  document.documentElement.lang = 'en';
  const { violations } = await axe.run(document.body);
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html} ${node.failureSummary}`).join('\n')}`,
  );
}

for (const [name, scene] of Object.entries(SCENES)) {
  test.each(['light', 'dark'] as const)(`${name} is accessible in %s`, async (theme) => {
    expect(await violationsOf(scene, theme)).toEqual([]);
  });
}
