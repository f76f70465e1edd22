/**
 * The SignInPages port: the organisation's own sign-in page (ADFS; PROTOCOL 3.4) in a window of its own. Nothing of the
 * app is in it; its title says which host it shows, since there is no address bar.
 */
import { BrowserWindow } from 'electron';
import type { Cancel, Clock, Logger, SignInPages } from '../../core/ports.ts';
import { hardenSignInSession } from '../security/security.ts';
import { whenShowable } from '../window/showable.ts';
import { isSignInUrl, signInSession } from './sign-in-session.ts';
import { LOCKED_PREFERENCES } from '../window/window-options.ts';
import { WORDS } from '../words/words.ts';

/** A page that answers well and never left its host may be about to leave by itself; after this it has not. */
export const SETTLE_MS = 2_000;
/** Longer hosts lose their beginning: the end says whose they are. */
const TITLE_HOST = 60;
/** Chromium's number for a navigation that another one, or we, stopped. */
const ERR_ABORTED = -3;

type Ending = 'returned' | 'closed' | 'failed';

/** Builds the port and locks the pages' session. Call it after `ready`. */
export function createSignInPages(clock: Clock, logger: Logger, platform: NodeJS.Platform, icon: string): SignInPages {
  hardenSignInSession();
  let closeOpen: Cancel = () => {};
  return {
    show(page, signal) {
      // Two pages at once would be one too many to know what one signs in to.
      closeOpen();
      return new Promise((resolve) => {
        closeOpen = showPage(page, { clock, logger, platform, icon, signal, resolve });
      });
    },
    async forget() {
      closeOpen();
      try {
        await signInSession().clearStorageData();
        await signInSession().clearAuthCache();
      } catch (error) {
        logger.log('warn', 'The cookies of sign-in pages could not be cleared', { reason: String(error) });
      }
    },
  };
}

/** What stands in the title for the host of `url`; punycode, so that no letter looks like another. */
export function titleFor(url: string): string {
  const host = URL.parse(url)?.host ?? '';
  return WORDS.signInAt(host.length > TITLE_HOST ? `…${host.slice(-TITLE_HOST)}` : host);
}

interface Showing {
  clock: Clock;
  logger: Logger;
  platform: NodeJS.Platform;
  icon: string;
  signal: AbortSignal;
  resolve: (ending: Ending) => void;
}

/** Opens the window; the answer closes it. */
function showPage(page: { url: string; returnsTo: string }, showing: Showing): Cancel {
  const { clock, logger, platform, icon, signal, resolve } = showing;
  if (signal.aborted || !isSignInUrl(page.url)) {
    resolve(signal.aborted ? 'closed' : 'failed');
    return () => {};
  }
  const window = new BrowserWindow({
    width: 520,
    height: 720,
    minWidth: 340,
    minHeight: 400,
    title: titleFor(page.url),
    icon,
    show: false,
    center: true,
    fullscreenable: false,
    autoHideMenuBar: true,
    webPreferences: { ...LOCKED_PREFERENCES, session: signInSession(), devTools: false },
  });
  const { webContents: contents } = window;
  let hasLeft = false;
  let ended = false;
  let stopSettling: Cancel = () => {};

  const end = (ending: Ending): void => {
    if (ended) return;
    ended = true;
    stopSettling();
    signal.removeEventListener('abort', onAbort);
    resolve(ending);
    // Not from within an event of the window itself.
    clock.setTimer(0, () => {
      if (!window.isDestroyed()) window.destroy();
    });
  };
  const onAbort = (): void => end('closed');
  const fail = (url: string, reason: string): void => {
    logger.log('warn', 'A sign-in page could not be shown', { host: URL.parse(url)?.host ?? '', reason });
    end('failed');
  };
  signal.addEventListener('abort', onAbort);

  window.removeMenu();
  whenShowable(window, platform, () => window.show());
  window.once('closed', () => end('closed'));
  // A page's own title could claim to be anybody's.
  window.on('page-title-updated', (event) => event.preventDefault());
  contents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) stopSettling();
  });
  contents.on('did-navigate', (_event, url, status) => {
    window.setTitle(titleFor(url));
    if (URL.parse(url)?.origin !== page.returnsTo) hasLeft = true;
    else if (status >= 200 && status < 300) {
      if (hasLeft) end('returned');
      else stopSettling = clock.setTimer(SETTLE_MS, () => end('returned'));
    }
  });
  contents.on('will-redirect', ({ isMainFrame, url }) => {
    // It is stopped (security.ts), and what a server has led into nothing does not go on by itself.
    if (isMainFrame && !isSignInUrl(url)) fail(url, 'a redirect away from https');
  });
  contents.on('did-fail-load', (_event, code, description, url, isMainFrame) => {
    if (isMainFrame && code !== ERR_ABORTED) fail(url, description);
  });
  contents.on('render-process-gone', (_event, { reason }) => fail(page.url, reason));
  // What went wrong has been told by did-fail-load.
  window.loadURL(page.url).catch(() => {});
  return () => end('closed');
}
