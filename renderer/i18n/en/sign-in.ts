/** English words for signing in, its trace, and the state of the session. */
import { pluralOf } from '../plural.ts';

const plural = pluralOf('en');

export const signIn = {
  lead: 'Who is in your groups, what changed, and which of your numbers colleagues see.',
  address: 'Address',
  addressHint: 'name@example.org',
  password: 'Password',
  byHand: 'Enter a server',
  /** The organisation's server, where it is no matter of choice. */
  setServer: (server: string) => `Server: ${server}`,
  setFound: 'The server is found by your address.',
  server: 'Server',
  serverHint: 'Found by your address if left empty',
  continue: 'Continue',
  others: 'Or go on as',
  change: 'Change',
  or: 'or',
  kinds: {
    windows: 'Use my account of this computer',
    passive: 'Use my organisation’s sign-in page',
    microsoft: 'Sign in with Microsoft',
  },
  remember: 'Remember me',
  rememberHint: 'Keeps what signing in needs in this computer’s keychain.',
  submit: 'Sign in',
  onPage: (host: string) => `Go on in the sign-in window of ${host}.`,
  inBrowser: (host: string) => `Go on in your browser, at ${host}.`,
  back: 'Back to the list',
  trust: (host: string) => `Trust ${host} and sign in`,
  needAddress: 'Enter your address, for example name@example.org.',
  needPassword: 'Enter your password.',
  discovering: (host: string | null) =>
    host === null ? 'Looking for your server…' : `Looking for your server at ${host}…`,
  signingIn: (host: string | null) => (host === null ? 'Signing in…' : `Signing in at ${host}…`),
  connecting: 'Connecting…',
};

export const trace = {
  show: (n: number) =>
    plural(n, { one: (x) => `What was tried (${x} step)`, other: (x) => `What was tried (${x} steps)` }),
  noAnswer: 'No answer yet',
  took: (ms: number) => `${ms} ms`,
  copy: 'Copy',
  save: 'Save as file…',
};

export const session = {
  signOut: 'Sign out',
  leaveTitle: 'Sign out?',
  unsent: (n: number) =>
    plural(n, {
      one: (x) => `${x} change has not reached the server. It is kept for this account and sent at the next sign-in.`,
      other: (x) =>
        `${x} changes have not reached the server. They are kept for this account and sent at the next sign-in.`,
    }),
  allSent: 'All changes have reached the server by now.',
  degraded: 'Connection lost',
  nextTry: (time: string) => `Next attempt ${time}.`,
  tryingNow: 'Trying now…',
  tryNow: 'Try now',
  replaced: 'Rollcall is open elsewhere',
  replacedLead: 'Another Rollcall has taken the connection. This list is no longer kept up to date.',
  useHere: 'Use it here',
  ended: 'Session ended',
  retry: 'Retry',
  signInAgain: 'Sign in again',
  cached: (time: string) => `List as of ${time}`,
  live: 'Connected again',
  lost: 'Connection lost',
};
