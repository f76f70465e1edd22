/** What the window is called, in the system's lists of windows and on a browser's tab: where the user is, and what keeps it from being live. */
import type { Connection } from '../../preload/contract/state.ts';
import { t } from '../i18n/index.ts';
import type { AppState } from './app.svelte.ts';

/** What of the window its name is made of. */
type Named = Pick<AppState, 'mirror' | 'nav' | 'sync'>;

/** The name in the language of the moment. Reactive. */
export function titleOf(app: Named): string {
  return [...partsOf(app), t.appName].join(' – ');
}

function partsOf({ mirror, nav, sync }: Named): string[] {
  if (!mirror.ready) return sync.error === null ? [t.loading] : [];
  const place = nav.view === 'diagnostics' ? t.diagnostics.title : t.views[nav.view];
  if (nav.screen === 'main' && nav.wantsSignIn === null) return [...troubleOf(mirror.connection), place];
  return [nav.view === 'diagnostics' ? place : t.signIn.submit];
}

function troubleOf({ phase }: Connection): string[] {
  switch (phase) {
    case 'live':
    case 'signedOut':
      return [];
    case 'discovering':
    case 'signingIn':
    case 'connecting':
      return [t.signIn.connecting];
    case 'degraded':
    case 'replaced':
    case 'ended':
      return [t.session[phase]];
  }
}
