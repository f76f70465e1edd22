/** German: every text of the tray, its menu and its questions. */
import type { ErrorCode } from '../../core/result.ts';
import type { HostWords } from './en.ts';

/** Why there is no session, for what happens most; the window says the rest. */
const REASONS: Partial<Record<ErrorCode, string>> = {
  'network.offline': 'kein Netzwerk',
  'network.timeout': 'Server antwortet nicht',
  'network.unreachable': 'Server nicht erreichbar',
  'tls.untrusted': 'Zertifikat nicht vertrauenswürdig',
  'discovery.notFound': 'kein Server gefunden',
  'auth.required': 'Anmeldung erforderlich',
  'auth.denied': 'Adresse oder Kennwort falsch',
  'auth.hostNotTrusted': 'Server nicht vertrauenswürdig',
  'session.ended': 'Sitzung beendet',
  'ucwa.unavailable': 'Server nicht verfügbar',
};

export const de: HostWords = {
  tray: {
    app: 'Rollcall',
    cannotStart: 'Rollcall kann nicht starten',
    cannotStartHelp: 'Mehr steht in den Protokolldateien; zeigen Sie sie Ihrer Administration. Der Grund:',
    open: 'Rollcall öffnen',
    settings: 'Einstellungen…',
    diagnostics: 'Diagnose',
    signIn: 'Anmelden…',
    signOut: 'Abmelden',
    unsent: (n) =>
      n === 1 ? '1 Änderung hat den Server nicht erreicht' : `${n} Änderungen haben den Server nicht erreicht`,
    unsentKept: 'Für dieses Konto aufgehoben, bei der nächsten Anmeldung gesendet',
    tryAgain: 'Jetzt erneut versuchen',
    quit: 'Rollcall beenden',
    myStatus: 'Mein Status',
    resetStatus: 'Automatisch festlegen',
    sharedNumbers: 'Für andere sichtbare Nummern',
    pause: 'Benachrichtigungen pausieren',
    pauseHour: 'Für 1 Stunde',
    pauseTomorrow: 'Bis morgen',
    resume: 'Benachrichtigungen fortsetzen',
    pausedUntil: (time) => `Benachrichtigungen pausiert bis ${time}`,
    signedOut: 'Nicht angemeldet',
    signingIn: 'Anmeldung läuft…',
    connecting: 'Verbindung wird hergestellt…',
    connected: 'Verbunden',
    offline: 'Kein Netzwerk',
    reconnecting: 'Verbindung unterbrochen, neuer Versuch läuft',
    retryAt: (time) => `Verbindung unterbrochen, neuer Versuch um ${time}`,
    replaced: 'An anderer Stelle angemeldet',
    saving: 'wird gespeichert…',
    phoneLocks: {
      directory: 'im Verzeichnis Ihrer Organisation festgelegt',
      server: 'der Server bietet keine Änderung an',
    },
    shareTitle: (phone) =>
      `Ihre ${{ work: 'Geschäftsnummer', mobile: 'Mobilnummer', home: 'Privatnummer', other: 'weitere Nummer' }[phone]} freigeben?`,
    shareDetail:
      'Alle in Ihrer Organisation sehen sie dann auf Ihrer Visitenkarte. Sie können sie jederzeit wieder ausblenden.',
    share: 'Nummer freigeben',
    cancel: 'Abbrechen',
    noTrayTitle: 'Dieser Desktop zeigt keine Symbole im Infobereich',
    noTray:
      'Rollcall bleibt stattdessen in der Taskleiste. Minimieren Sie das Fenster, um es weiterlaufen zu lassen; Schließen beendet es. Unter GNOME bringt die Erweiterung AppIndicator das Symbol.',
    crashed: 'In Rollcall ist ein Fehler aufgetreten.',
    crashedOnce: 'Rollcall muss neu gestartet werden. Ihre Änderungen bleiben erhalten.',
    crashedOften:
      'Ein Neustart hat nicht geholfen. Die Protokolldateien sagen mehr; zeigen Sie sie Ihrer Administration.',
    restart: 'Rollcall neu starten',
    signInAt: (host) => `${host} – Rollcall-Anmeldung`,
    certificateTitle: (host) => `${host} fragt, wer Sie sind. Welches Zertifikat darf er sehen?`,
    certificateDetail:
      'Er kennt dann den Namen darin. Bis zum nächsten Start fragt Rollcall zu diesem Server nicht noch einmal.',
    noCertificate: 'Keines',
    reason: ({ code }) => REASONS[code] ?? 'mehr dazu im Fenster',
  },
  menu: { view: 'Darstellung', actualSize: 'Originalgröße', zoomIn: 'Vergrößern', zoomOut: 'Verkleinern' },
  availability: {
    Online: 'Verfügbar',
    Busy: 'Beschäftigt',
    DoNotDisturb: 'Nicht stören',
    BeRightBack: 'Bin gleich zurück',
    Away: 'Abwesend',
    IdleOnline: 'Inaktiv',
    IdleBusy: 'Beschäftigt, inaktiv',
    Offline: 'Offline',
    Unknown: 'Status unbekannt',
  },
  preferred: {
    Online: 'Verfügbar',
    Busy: 'Beschäftigt',
    DoNotDisturb: 'Nicht stören',
    BeRightBack: 'Bin gleich zurück',
    Away: 'Abwesend',
    Offwork: 'Nicht bei der Arbeit',
  },
  phones: { work: 'Geschäftlich', mobile: 'Mobil', home: 'Privat', other: 'Weitere' },
};
