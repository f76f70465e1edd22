/** English: every text of the tray, its menu and its questions. `HostWords` is the shape that each language fills. */
import type { AppError } from '../../core/result.ts';
import type { Availability, PhoneKind, PhoneLock, PreferredAvailability } from '../../core/store/state.ts';

export const en = {
  tray: {
    app: 'Rollcall',
    cannotStart: 'Rollcall cannot start',
    cannotStartHelp: 'The log files say more; show them to your administrator. The reason:',
    open: 'Open Rollcall',
    settings: 'Settings…',
    diagnostics: 'Diagnostics',
    signIn: 'Sign in…',
    signOut: 'Sign out',
    unsent: (n: number) => `${n} ${n === 1 ? 'change has' : 'changes have'} not reached the server`,
    unsentKept: 'Kept for this account and sent at the next sign-in',
    tryAgain: 'Try again now',
    quit: 'Quit Rollcall',
    myStatus: 'My status',
    resetStatus: 'Reset to automatic',
    sharedNumbers: 'Numbers colleagues see',
    pause: 'Pause notifications',
    pauseHour: 'For 1 hour',
    pauseTomorrow: 'Until tomorrow',
    resume: 'Resume notifications',
    pausedUntil: (time: string) => `Notifications paused until ${time}`,
    signedOut: 'Not signed in',
    signingIn: 'Signing in…',
    connecting: 'Connecting…',
    connected: 'Connected',
    offline: 'No network',
    reconnecting: 'Connection lost, trying again',
    retryAt: (time: string) => `Connection lost, trying again at ${time}`,
    replaced: 'Signed in elsewhere',
    saving: 'saving…',
    phoneLocks: {
      directory: 'set in your organisation’s directory',
      server: 'the server offers no change',
    } as Record<PhoneLock, string>,
    shareTitle: (phone: PhoneKind) => `Share your ${phone} number?`,
    shareDetail: 'Everyone in your organisation will see it in your contact card. You can hide it again at any time.',
    share: 'Share number',
    cancel: 'Cancel',
    noTrayTitle: 'This desktop shows no tray icons',
    noTray:
      'Rollcall stays in the taskbar instead. Minimise its window to keep it running; closing the window quits it. On GNOME, the extension AppIndicator brings the icon.',
    crashed: 'Something went wrong inside Rollcall.',
    crashedOnce: 'It has to be restarted. What you changed is kept.',
    crashedOften: 'Restarting did not help. The log files say more; show them to your administrator.',
    restart: 'Restart Rollcall',
    signInAt: (host: string) => `${host} – Rollcall sign-in`,
    certificateTitle: (host: string) => `${host} asks who you are. Which certificate may it see?`,
    certificateDetail:
      'It then knows the name in it. Rollcall does not ask about this server again until it is started anew.',
    noCertificate: 'None',
    /** Why there is no session: in English, the error says so itself. */
    reason: ({ message }: Pick<AppError, 'code' | 'message'>) => message,
  },
  menu: { view: 'View', actualSize: 'Actual Size', zoomIn: 'Zoom In', zoomOut: 'Zoom Out' },
  availability: {
    Online: 'Available',
    Busy: 'Busy',
    DoNotDisturb: 'Do not disturb',
    BeRightBack: 'Be right back',
    Away: 'Away',
    IdleOnline: 'Inactive',
    IdleBusy: 'Busy, inactive',
    Offline: 'Offline',
    Unknown: 'Presence unknown',
  } as Record<Availability, string>,
  preferred: {
    Online: 'Available',
    Busy: 'Busy',
    DoNotDisturb: 'Do not disturb',
    BeRightBack: 'Be right back',
    Away: 'Away',
    Offwork: 'Off work',
  } as Record<PreferredAvailability, string>,
  phones: {
    work: 'Work',
    mobile: 'Mobile',
    home: 'Home',
    other: 'Other',
  } as Record<PhoneKind, string>,
};

/** What a language must bring; the compiler refuses a missing or a surplus word. */
export type HostWords = typeof en;
