/** German words for signing in, its trace, and the state of the session. */
import type { Messages } from '../en/index.ts';
import { pluralOf } from '../plural.ts';

const plural = pluralOf('de');

export const signIn: Messages['signIn'] = {
  lead: 'Wer in Ihren Gruppen ist, was sich ändert und welche Ihrer Nummern andere sehen.',
  address: 'Adresse',
  addressHint: 'name@example.org',
  password: 'Kennwort',
  byHand: 'Server eingeben',
  /** The organisation's server, where it is no matter of choice. */
  setServer: (server: string) => `Server: ${server}`,
  setFound: 'Der Server wird über Ihre Adresse gefunden.',
  server: 'Server',
  serverHint: 'Leer: wird über Ihre Adresse gefunden',
  continue: 'Weiter',
  others: 'Oder weiter als',
  change: 'Ändern',
  or: 'oder',
  kinds: {
    windows: 'Mit dem Konto dieses Computers',
    passive: 'Über die Seite Ihrer Organisation',
    microsoft: 'Mit Microsoft anmelden',
  },
  remember: 'Angemeldet bleiben',
  rememberHint: 'Bewahrt das zur Anmeldung Nötige im Schlüsselbund dieses Computers auf.',
  submit: 'Anmelden',
  onPage: (host) => `Fahren Sie im Anmeldefenster von ${host} fort.`,
  inBrowser: (host) => `Fahren Sie in Ihrem Browser bei ${host} fort.`,
  back: 'Zurück zur Liste',
  trust: (host) => `${host} vertrauen und anmelden`,
  needAddress: 'Geben Sie Ihre Adresse ein, zum Beispiel name@example.org.',
  needPassword: 'Geben Sie Ihr Kennwort ein.',
  discovering: (host) => (host === null ? 'Ihr Server wird gesucht…' : `Ihr Server wird bei ${host} gesucht…`),
  signingIn: (host) => (host === null ? 'Anmeldung läuft…' : `Anmeldung bei ${host} läuft…`),
  connecting: 'Verbindung wird hergestellt…',
};

export const trace: Messages['trace'] = {
  show: (n) =>
    plural(n, { one: (x) => `Was versucht wurde (${x} Schritt)`, other: (x) => `Was versucht wurde (${x} Schritte)` }),
  noAnswer: 'Noch keine Antwort',
  took: (ms) => `${ms} ms`,
  copy: 'Kopieren',
  save: 'Als Datei speichern…',
};

export const session: Messages['session'] = {
  signOut: 'Abmelden',
  leaveTitle: 'Abmelden?',
  unsent: (n) =>
    plural(n, {
      one: (x) =>
        `${x} Änderung hat den Server nicht erreicht. Sie wird für dieses Konto aufgehoben und bei der nächsten Anmeldung gesendet.`,
      other: (x) =>
        `${x} Änderungen haben den Server nicht erreicht. Sie werden für dieses Konto aufgehoben und bei der nächsten Anmeldung gesendet.`,
    }),
  allSent: 'Inzwischen haben alle Änderungen den Server erreicht.',
  degraded: 'Verbindung unterbrochen',
  nextTry: (time) => `Nächster Versuch ${time}.`,
  tryingNow: 'Neuer Versuch läuft…',
  tryNow: 'Jetzt versuchen',
  replaced: 'Rollcall ist an anderer Stelle geöffnet',
  replacedLead: 'Ein anderes Rollcall hat die Verbindung übernommen. Diese Liste wird nicht mehr aktualisiert.',
  useHere: 'Hier verwenden',
  ended: 'Sitzung beendet',
  retry: 'Wiederholen',
  signInAgain: 'Neu anmelden',
  cached: (time) => `Stand der Liste: ${time}`,
  live: 'Wieder verbunden',
  lost: 'Verbindung unterbrochen',
};
