/** Takes from pages what they could misuse: navigation, windows, webviews, permissions, devices, downloads, network. */
import { app, session } from 'electron';
import { isAppUrl } from './protocol-path.ts';
import { isSignInUrl, signInSession } from '../sign-in/sign-in-session.ts';

type Session = Electron.Session;

const CSP = 'content-security-policy';
/** Images and files that a page made itself; developer tools, which only a development build opens. */
const OF_THE_PAGE_ITSELF = /^(data|blob|devtools):/;
const OVER_TLS_OR_OF_THE_PAGE_ITSELF = /^(wss|data|blob):/;
const SIGN_IN_POLICY = [
  "default-src https: wss: data: blob: 'unsafe-inline' 'unsafe-eval'",
  "object-src 'none'",
  'base-uri https:',
  'form-action https:',
].join('; ');

/**
 * Hooks every page that is ever made. Call it before the first window. The app's page stays where it is; a sign-in
 * page, known by its session, goes wherever its organisation sends it by https. `openLink`: where links of the app's
 * page go that would have opened a window; those of a sign-in page go nowhere.
 */
export function hardenPages(openLink: (url: string) => void): void {
  app.on('web-contents-created', (_event, contents) => {
    const isSignInPage = contents.session === signInSession();
    const mayVisit = isSignInPage ? isSignInUrl : isAppUrl;
    const stay = (details: Electron.Event<{ url: string }>): void => {
      if (!mayVisit(details.url)) details.preventDefault();
    };
    contents.on('will-navigate', stay);
    contents.on('will-frame-navigate', stay);
    contents.on('will-redirect', stay);
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      if (!isSignInPage) openLink(url);
      return { action: 'deny' };
    });
  });
}

/** Refuses the permissions, devices and downloads that a page of this session may ask for. */
function lockSession(target: Session): void {
  target.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  target.setPermissionCheckHandler(() => false);
  target.setDevicePermissionHandler(() => false);
  target.setDisplayMediaRequestHandler((_request, callback) => callback(null));
  target.setBluetoothPairingHandler((_details, callback) => callback({ confirmed: false }));
  target.on('will-download', (event) => event.preventDefault());
}

/** Lets a session load nothing but what `mayLoad` says, whatever asks for it. */
function limitLoads(target: Session, mayLoad: (url: string) => boolean): void {
  target.webRequest.onBeforeRequest(({ url }, callback) => callback({ cancel: !mayLoad(url) }));
}

/** Locks the app's own pages in: nothing but the app's files, and no network at all. Call it after `ready`. */
export function hardenAppSession(): void {
  lockSession(session.defaultSession);
  limitLoads(session.defaultSession, (url) => isAppUrl(url) || OF_THE_PAGE_ITSELF.test(url));
}

/**
 * Locks sign-in pages in: they are an organisation's own, so they may load what they like, but over TLS only, and have
 * no plug-ins. Call it after `ready`.
 */
export function hardenSignInSession(): void {
  const target = signInSession();
  lockSession(target);
  limitLoads(target, (url) => isSignInUrl(url) || OVER_TLS_OR_OF_THE_PAGE_ITSELF.test(url));
  target.webRequest.onHeadersReceived(({ responseHeaders = {} }, callback) => {
    const field = Object.keys(responseHeaders).find((name) => name.toLowerCase() === CSP) ?? CSP;
    // One policy more: a page has to satisfy all of them, so its own stays as strict as it was.
    const policies = [...(responseHeaders[field] ?? []), SIGN_IN_POLICY];
    callback({ responseHeaders: { ...responseHeaders, [field]: policies } });
  });
}
