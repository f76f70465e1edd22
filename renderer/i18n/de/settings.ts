/** German words for the settings and the accounts. */
import type { Messages } from '../en/index.ts';
import { pluralOf } from '../plural.ts';

const plural = pluralOf('de');

export const settings: Messages['settings'] = {
  title: 'Einstellungen',
  appearance: 'Darstellung',
  theme: 'Design',
  themes: { system: 'System', light: 'Hell', dark: 'Dunkel' },
  zoom: 'Größe',
  language: 'Sprache',
  languages: { system: 'Wie das System', en: 'English', de: 'Deutsch', fr: 'Français' },
  notifications: 'Benachrichtigungen',
  notifyGroupChanges: 'Änderungen in Gruppen',
  notifyGroupChangesLead:
    'Wenn Personen hinzukommen oder gehen und wenn Gruppen angelegt, umbenannt oder gelöscht werden.',
  notifyPresence: 'Status',
  notifyPresenceLead: 'Wenn eine abonnierte Person verfügbar wird.',
  pause: 'Pause',
  pauseHour: 'Für 1 Stunde',
  pauseTomorrow: 'Bis morgen',
  resume: 'Fortsetzen',
  pausedUntil: (time) => `Pausiert bis ${time}`,
  notPaused: 'Benachrichtigungen werden angezeigt.',
  mutedGroups: 'Stummgeschaltete Gruppen',
  mutedNone: 'Keine Gruppe ist stummgeschaltet.',
  mutedAlways: 'Immer',
  mutedUntil: (time: string) => `Bis ${time}`,
  unmute: (name) => `Stummschaltung von ${name} aufheben`,
  unmuteShort: 'Aufheben',
  goneGroup: 'Eine gelöschte Gruppe',
  system: 'Dieser Computer',
  startAtLogin: 'Bei der Anmeldung starten',
  startAtLoginLead: 'Rollcall startet im Infobereich, ohne Fenster.',
  publishPresence: 'Mich als verfügbar anzeigen',
  publishPresenceLead: 'Solange Sie an der Tastatur sind. Nachrichten erhalten weiterhin nur Ihre anderen Geräte.',
  openSipLinks: 'sip:-Links in Rollcall öffnen',
  openSipLinksLead:
    'Ein Link auf die Adresse eines Kollegen, auf einer Seite oder in einer E-Mail, öffnet hier dessen Karte. Das System fragt eventuell, mit welcher App.',
  /** Under a setting that is locked. */
  managed: 'Von Ihrer Organisation festgelegt',
  server: (server) => `Server: ${server}`,
  serverFound: 'Server über Ihre Adresse gefunden',
  accounts: (n) => plural(n, { one: () => 'Konto', other: () => 'Konten' }),
  signsIn: {
    windows: 'Konto dieses Computers',
    password: 'Kennwort',
    passive: 'Anmeldeseite der Organisation',
    microsoft: 'Microsoft',
  },
  inUse: 'Aktiv',
  use: 'Verwenden',
  useAccount: (address) => `${address} verwenden`,
  another: 'Konto hinzufügen…',
  anotherLead: 'Ein Konto ist aktiv; die anderen bleiben gespeichert.',
  forget: 'Entfernen…',
  forgetAccount: (address) => `${address} entfernen…`,
  forgetTitle: (address) => `${address} entfernen?`,
  forgetLead:
    'Sie werden abgemeldet. Anmeldedaten, gespeicherte Liste und wartende Änderungen werden von diesem Computer gelöscht.',
  forgetOtherLead:
    'Anmeldedaten, gespeicherte Liste und wartende Änderungen dieses Kontos werden von diesem Computer gelöscht.',
  forgetConfirm: 'Konto entfernen',
};
