/** Sets a scene up in a test: the window on its snapshot, its steps taken, every animation over. */
import { cdp, type Locator, userEvent } from 'vitest/browser';
import { expect } from 'vitest';
import type { Settings } from '../../preload/contract/state.ts';
import { renderApp } from './render.ts';
import type { Scene } from './scene.ts';

type Rendered = Awaited<ReturnType<typeof renderApp>>;

type Language = Exclude<Settings['language'], 'system'>;

/** A step's kind and what it names: `menu:Rename`; a button when it says no kind. */
function read(step: string): { how: string; name: string } {
  const [how = '', name = ''] = step.includes(':') && !step.includes(': ') ? step.split(':', 2) : ['button', step];
  return { how, name };
}

/** What a step is done to, or null when it goes to whatever has the focus. Steps name things in English. */
async function targetOf(screen: Rendered['screen'], step: string): Promise<Element | null> {
  const { how, name } = read(step);
  if (how === 'type' || how === 'key') return null;
  const exact = { name, exact: true };
  const kinds: Record<string, () => Locator> = {
    item: () => screen.getByRole('treeitem', { name, exact: false }),
    menu: () => screen.getByRole('menuitem', { name }),
    fold: () => screen.getByText(name, { exact: true }),
    file: () => screen.getByTestId('file'),
    check: () => screen.getByRole('checkbox', exact),
    switch: () => screen.getByRole('switch', exact),
    button: () => screen.getByRole('button', exact),
  };
  const found = kinds[how]?.().first();
  if (found === undefined) throw new Error(`There is no such step: ${step}`);
  await expect.element(found).toBeInTheDocument();
  return found.element();
}

async function take(step: string, target: Element | null): Promise<void> {
  const { how, name } = read(step);
  if (how === 'type') await userEvent.keyboard(name);
  else if (target === null) await userEvent.keyboard(`{${name}}`);
  else if (how === 'file') await userEvent.upload(target, new File(['x'], name));
  else await userEvent.click(target);
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

/**
 * The scene as a user would see it, its steps taken. The last step is taken in the user's language, so that what it
 * opens speaks it; those before find what they name in English.
 */
export async function stage(
  scene: Scene,
  { theme = 'light', language = 'en' }: { theme?: 'light' | 'dark'; language?: Language } = {},
): Promise<void> {
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
  const steps = [...(scene.press ?? [])];
  const last = steps.pop();
  for (const step of steps) await take(step, await targetOf(rendered.screen, step));
  const target = last === undefined ? null : await targetOf(rendered.screen, last);
  if (scene.stateless !== true) await speak(rendered.fake, language);
  if (last !== undefined) await take(last, target);
  await settled();
}

async function speak(fake: Rendered['fake'], language: Language): Promise<void> {
  fake.push(['set', 'settings', { ...fake.snapshot.settings, language }]);
  await expect.poll(() => document.documentElement.lang).toBe(language);
}

/** Lets the system's colours take the place of ours, or takes that back. */
export async function forceColours(value: 'active' | 'none'): Promise<void> {
  await cdp().send('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value }] });
}
