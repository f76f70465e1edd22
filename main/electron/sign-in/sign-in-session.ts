/** The session of sign-in pages, apart from the window's and from all of ours. */
import { session } from 'electron';

/**
 * In memory only: its cookies are as good as a password for as long as the organisation lets them live, and a restart
 * is served by the kept tickets, which are encrypted. Call it after `ready`.
 */
export function signInSession(): Electron.Session {
  return session.fromPartition('passive', { cache: false });
}

/** Where a sign-in page may go: to https, without a name that stands before the host to look like one. */
export function isSignInUrl(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed?.protocol === 'https:' && parsed.username === '' && parsed.password === '';
}
