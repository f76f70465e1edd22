/** The real window on the fake API, for screenshots and for looking at it: `stage.html?scene=groups&theme=dark`. */
import '../styles/tokens.css';
import '../styles/base.css';
import { mount } from 'svelte';
import type { Settings } from '../../preload/contract/state.ts';
import App from '../App.svelte';
import { useLanguage } from '../i18n/index.ts';
import { AppState } from '../state/app.svelte.ts';
import { storedNotes } from '../state/local-notes.ts';
import { FakeApi } from './fake-api.ts';
import { NOW } from './fixture.ts';
import { measuresOf, type Measures } from './measures.ts';
import { SCENES } from './scenes.ts';

declare global {
  interface Window {
    /** Changes the language of the window that is staged; answers when it is shown. */
    speak: (language: Settings['language']) => Promise<void>;
    measures: Measures;
  }
}

const query = new URLSearchParams(location.search);
const scene = SCENES[query.get('scene') ?? 'groups'];
if (scene === undefined) throw new Error(`No such scene. There are: ${Object.keys(SCENES).join(', ')}`);
const theme = query.get('theme') === 'dark' ? 'dark' : 'light';

const fake = new FakeApi(scene.snapshot());
fake.snapshot.settings.theme = theme;
scene.arrange?.(fake);
const time = { now: () => NOW, every: () => () => {}, after: () => () => {} };
const app = new AppState(fake.api, time, storedNotes({ getItem: () => null, setItem: () => {}, removeItem: () => {} }));
app.nav.view = scene.view ?? 'groups';
for (const id of scene.open ?? []) app.nav.setOpen(id, true);
app.nav.filter = scene.filter ?? '';
app.start();
window.speak = async (language) => {
  fake.push(['set', 'settings', { ...fake.snapshot.settings, language }]);
  await useLanguage(language);
};
// Not through the fake's truth, of which it would make a copy for each patch.
window.measures = measuresOf((ops) =>
  fake.emit('state.patch', { from: app.mirror.revision, to: app.mirror.revision + 1, ops }),
);
mount(App, { target: document.getElementById('app') ?? document.body, props: { app } });
