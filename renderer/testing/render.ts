/** Renders the whole window on the fake API, as a test of a view starts. */
import '../styles/tokens.css';
import '../styles/base.css';
import { render } from 'vitest-browser-svelte';
import { onTestFinished } from 'vitest';
import type { Snapshot } from '../../preload/contract/state.ts';
import App from '../App.svelte';
import { AppState } from '../state/app.svelte.ts';
import { storedNotes } from '../state/local-notes.ts';
import { FakeApi } from './fake-api.ts';
import { NOW } from './fixture.ts';
import { ManualTime } from './manual-time.ts';
import type { Scene } from './scene.ts';

/** Storage that forgets. */
export const noStorage = { getItem: () => null, setItem: () => {}, removeItem: () => {} };

/** The window in a scene (a snapshot, a view, open groups); `arrange` may prepare answers before it starts. */
export async function renderApp(scene: Scene, prepare: (fake: FakeApi) => void = () => {}) {
  const fake = new FakeApi(scene.snapshot());
  prepare(fake);
  scene.arrange?.(fake);
  const time = new ManualTime(NOW);
  const app = new AppState(fake.api, time, storedNotes(noStorage));
  app.nav.view = scene.view ?? 'groups';
  for (const id of scene.open ?? []) app.nav.setOpen(id, true);
  app.nav.filter = scene.filter ?? '';
  onTestFinished(app.start());
  const target = document.createElement('div');
  target.id = 'app';
  document.body.append(target);
  const screen = await render(App, { target, props: { app } });
  onTestFinished(async () => {
    await screen.unmount();
    target.remove();
  });
  return { screen, fake, app, time };
}

/** The window on a snapshot. */
export function renderSnapshot(snapshot: Snapshot, more: Omit<Scene, 'snapshot'> = {}) {
  return renderApp({ snapshot: () => snapshot, ...more });
}
