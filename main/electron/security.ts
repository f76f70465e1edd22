/** Takes from pages what they could misuse: navigation, windows, webviews, permissions, devices, downloads. */
import { app, session } from 'electron';
import { isAppUrl } from './protocol-path.ts';
import { isSignInUrl, signInSession } from './sign-in-session.ts';

/** What of Electron's session is locked; the type lets a test see that nothing else is needed. */
type Session = Electron.Session;

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

/** Refuses every permission, device and download in a session. Call it after `ready`. */
export function hardenSession(target: Session = session.defaultSession): void {
  target.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  target.setPermissionCheckHandler(() => false);
  target.setDevicePermissionHandler(() => false);
  target.setDisplayMediaRequestHandler((_request, callback) => callback(null));
  target.setBluetoothPairingHandler((_details, callback) => callback({ confirmed: false }));
  target.on('will-download', (event) => event.preventDefault());
}
