/** Mounts the window on the API that the preload script left at `window.rollcall`. */
import './styles/tokens.css';
import './styles/base.css';
import { mount } from 'svelte';
import type { RollcallApi } from '../preload/contract/channels.ts';
import App from './App.svelte';
import { t, useLanguage } from './i18n/index.ts';
import { AppState } from './state/app.svelte.ts';

declare global {
  interface Window {
    rollcall?: RollcallApi;
  }
}

const target = document.getElementById('app') ?? document.body;

if (window.rollcall === undefined) {
  await useLanguage('system');
  document.documentElement.lang = t.language;
  const words = document.createElement('p');
  words.className = 'page';
  words.setAttribute('role', 'alert');
  words.textContent = t.noBridge;
  target.append(words);
} else {
  const app = new AppState(window.rollcall);
  app.start();
  mount(App, { target, props: { app } });
}
