/** German words for the own numbers. */
import type { PhoneKind } from '../../../preload/contract/state.ts';
import type { Messages } from '../en/index.ts';

/** The number of each kind as the object of a sentence; its article is in the accusative. */
export const phoneObjects: Record<PhoneKind, string> = {
  work: 'Geschäftsnummer',
  mobile: 'Mobilnummer',
  home: 'Privatnummer',
  other: 'weitere Nummer',
};

export const phones: Messages['phones'] = {
  title: 'Meine Nummern',
  lead: 'Wählen Sie, welche Nummern auf Ihrer Visitenkarte für andere sichtbar sind.',
  kinds: { work: 'Geschäftlich', mobile: 'Mobil', home: 'Privat', other: 'Weitere' },
  none: 'Keine Nummer',
  extension: (digits) => ` Durchwahl ${digits}`,
  shared: 'Für alle sichtbar',
  hidden: 'Nur für Sie sichtbar',
  sharedEmpty: 'Noch nichts zu sehen',
  lockedVisibility: 'Der Server bietet nicht an, die Sichtbarkeit zu ändern',
  locks: {
    directory: {
      both: 'Von Ihrer Organisation im Verzeichnis festgelegt',
      number: 'Die Nummer ist im Verzeichnis Ihrer Organisation festgelegt',
    },
    server: {
      both: 'Der Server bietet hier keine Änderung an',
      number: 'Der Server bietet nicht an, die Nummer zu ändern',
    },
  },
  edit: (kind) => `${phoneObjects[kind]} bearbeiten`,
  field: (kind) => (kind === 'other' ? 'Weitere Nummer' : phoneObjects[kind]),
  fieldHint: 'Mit Ländervorwahl, zum Beispiel +49 30 2345 6789. Leer lassen, um die Nummer zu entfernen.',
  checks: {
    tooLong: 'Zu lang: Eine Nummer hat höchstens 80 Zeichen.',
    removes: 'Mit dem Speichern wird die Nummer entfernt.',
    noDigits: 'Eine Nummer braucht Ziffern: Der Server wird dies kaum annehmen.',
    noCountry: 'Ohne + und Ländervorwahl ist sie vielleicht nur in Ihrer Organisation erreichbar.',
  },
  savedAs: (number) => `Gespeichert als ${number}`,
  removed: 'Nummer entfernt',
  discard: 'Verwerfen',
  discardEdit: (edit) => `Verwerfen: ${edit}`,
  notChanged: 'Der Server hat die Änderung angenommen, aber nicht übernommen.',
  refresh: 'Neu laden',
  asOf: (time) => `Stand: ${time}`,
  notAllowed: 'Telefonnummern können hier nicht geändert werden',
  notAllowedLead: 'Ihr Konto ist auf diesem Server nicht für Telefonie freigeschaltet. Fragen Sie Ihre Administration.',
  failed: 'Ihre Nummern konnten nicht geladen werden',
  unread: 'Ihre Nummern sind noch nicht bekannt',
  unreadLead: 'Sie werden geladen, sobald eine Verbindung besteht.',
  preview: 'Das sehen andere',
  previewNone: 'Keine Telefonnummer',
  askTitle: (kind) => `Ihre ${phoneObjects[kind]} freigeben?`,
  askLead: (number) =>
    `Alle in Ihrer Organisation sehen dann ${number} auf Ihrer Visitenkarte. Sie können die Nummer jederzeit wieder ausblenden.`,
  askLeadEmpty: 'Alle in Ihrer Organisation sehen diese Nummer auf Ihrer Visitenkarte, sobald Sie eine eingeben.',
  askConfirm: 'Nummer freigeben',
};
