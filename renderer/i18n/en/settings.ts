/** English words for the settings and the accounts. */
import { pluralOf } from '../plural.ts';

const plural = pluralOf('en');

export const settings = {
  title: 'Settings',
  appearance: 'Appearance',
  theme: 'Theme',
  themes: { system: 'System', light: 'Light', dark: 'Dark' },
  zoom: 'Size',
  language: 'Language',
  /** Each language in its own words, so that it is found by whoever reads it. */
  languages: { system: 'As the system', en: 'English', de: 'Deutsch', fr: 'Français' },
  notifications: 'Notifications',
  notifyGroupChanges: 'Changes in groups',
  notifyGroupChangesLead: 'When people join or leave, and when groups are created, renamed or deleted.',
  notifyPresence: 'Presence',
  notifyPresenceLead: 'When somebody you follow becomes available.',
  pause: 'Pause',
  pauseHour: 'For 1 hour',
  pauseTomorrow: 'Until tomorrow',
  resume: 'Resume',
  pausedUntil: (time: string) => `Paused until ${time}`,
  notPaused: 'Notifications are shown.',
  mutedGroups: 'Muted groups',
  mutedNone: 'No group is muted.',
  mutedAlways: 'Always',
  mutedUntil: (time: string) => `Until ${time}`,
  unmute: (name: string) => `Unmute ${name}`,
  unmuteShort: 'Unmute',
  goneGroup: 'A group that is gone',
  system: 'This computer',
  startAtLogin: 'Start at login',
  startAtLoginLead: 'Rollcall starts in the tray, without a window.',
  publishPresence: 'Show me as available',
  publishPresenceLead: 'While you are at the keyboard. Messages still go to your other devices only.',
  openSipLinks: 'Open sip: links in Rollcall',
  openSipLinksLead:
    'A link to a colleague’s address, on a page or in a mail, opens their card here. Your system may ask which app to use.',
  /** Under a setting that is locked. */
  managed: 'Set by your organisation',
  server: (server: string) => `Server: ${server}`,
  serverFound: 'Server found by your address',
  accounts: (n: number) => plural(n, { one: () => 'Account', other: () => 'Accounts' }),
  signsIn: {
    windows: 'Account of this computer',
    password: 'Password',
    passive: 'Organisation’s sign-in page',
    microsoft: 'Microsoft',
  },
  inUse: 'In use',
  use: 'Use',
  useAccount: (address: string) => `Use ${address}`,
  another: 'Add account…',
  anotherLead: 'One account is in use at a time; the others are kept.',
  forget: 'Forget…',
  forgetAccount: (address: string) => `Forget ${address}…`,
  forgetTitle: (address: string) => `Forget ${address}?`,
  forgetLead:
    'You are signed out. What was saved for signing in, the saved list and waiting changes are removed from this computer.',
  forgetOtherLead:
    'What was saved for signing in, the saved list and waiting changes of this account are removed from this computer.',
  forgetConfirm: 'Forget account',
};
