/** Sets a scene up in a test: the window on its snapshot, its steps taken, every animation over. */
import { cdp, userEvent } from 'vitest/browser';
import { expect } from 'vitest';
import type { Settings } from '../../preload/contract/state.ts';
import { renderApp } from './render.ts';
import type { Scene } from './scene.ts';

type Rendered = Awaited<ReturnType<typeof renderApp>>;

async function take(screen: Rendered['screen'], step: string) {
  const [how, what] = step.includes(':') && !step.includes(': ') ? step.split(':', 2) : ['button', step];
  const name = what ?? '';
  if (how === 'type') await userEvent.keyboard(name);
  else if (how === 'key') await userEvent.keyboard(`{${name}}`);
  else if (how === 'item') await screen.getByRole('treeitem', { name, exact: false }).first().click();
  else if (how === 'menu') await screen.getByRole('menuitem', { name }).click();
  else if (how === 'fold') await screen.getByText(name, { exact: true }).click();
  else if (how === 'check') await screen.getByRole('checkbox', { name, exact: true }).click();
  else if (how === 'file') await userEvent.upload(screen.getByTestId('file'), new File(['x'], name));
  else if (how === 'switch') await screen.getByRole('switch', { name, exact: true }).click();
  else await screen.getByRole('button', { name, exact: true }).first().click();
}

/** Animations and transitions under way that will end. */
function passing(): Animation[] {
  return document.getAnimations().filter((animation) => animation.effect?.getComputedTiming().iterations !== Infinity);
}

/** All that will end has ended: colours and places are the ones to be judged. */
export async function settled(): Promise<void> {
  // Settled, not fulfilled: one that is cancelled is over as well, but another may have taken its place.
  for (let under = passing(); under.length > 0; under = passing()) {
    await Promise.allSettled(under.map((animation) => animation.finished));
  }
}

/** The scene as a user would see it, its steps taken. */
export async function stage(scene: Scene, theme: 'light' | 'dark' = 'light'): Promise<Rendered> {
  // From the start, or colours would still be on their way from the other theme.
  document.documentElement.dataset['theme'] = theme;
  const rendered = await renderApp({
    ...scene,
    snapshot: () => {
      const snapshot = scene.snapshot();
      return { ...snapshot, settings: { ...snapshot.settings, theme } };
    },
  });
  if (scene.stateless !== true) await expect.poll(() => document.documentElement.dataset['theme']).toBe(theme);
  for (const step of scene.press ?? []) await take(rendered.screen, step);
  await settled();
  return rendered;
}

/** Lets the window speak another language, whatever it shows. */
export async function speak({ fake, app }: Rendered, language: Exclude<Settings['language'], 'system'>): Promise<void> {
  if (!app.mirror.ready) return;
  fake.push(['set', 'settings', { ...fake.snapshot.settings, language }]);
  await expect.poll(() => document.documentElement.lang).toBe(language);
}

/** Lets the system's colours take the place of ours, or takes that back. */
export async function forceColours(value: 'active' | 'none'): Promise<void> {
  await cdp().send('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value }] });
}
