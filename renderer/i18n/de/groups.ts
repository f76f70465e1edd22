/** German words for the groups, and for adding, moving and removing people. */
import type { Messages } from '../en/index.ts';
import { pluralOf } from '../plural.ts';
import { people } from './people.ts';

const plural = pluralOf('de');
const found = (n: number) => plural(n, { one: (x) => `${x} Person gefunden`, other: (x) => `${x} Personen gefunden` });

export const groups: Messages['groups'] = {
  tree: 'Kontaktgruppen',
  filter: 'Personen und Gruppen filtern',
  clearFilter: 'Filter löschen',
  newGroup: 'Neue Gruppe',
  newGroupName: 'Name der neuen Gruppe',
  rename: 'Umbenennen',
  renameLabel: (name) => `Neuer Name für ${name}`,
  nameNeeded: 'Eine Gruppe braucht einen Namen.',
  nameTaken: (name) => `Eine Gruppe „${name}“ gibt es schon.`,
  nameLong: (most) => `Ein Name hat höchstens ${most} Zeichen.`,
  options: 'Optionen der Liste',
  sortByName: 'Nach Namen sortieren',
  sortByAvailability: 'Nach Verfügbarkeit sortieren',
  deleteGroup: 'Gruppe löschen…',
  follow: (name) => `${name} abonnieren`,
  mute: 'Immer stummschalten',
  muteHour: '1 Stunde stummschalten',
  muteTomorrow: 'Bis morgen stummschalten',
  unmute: 'Stummschaltung aufheben',
  muted: 'stummgeschaltet',
  mutedUntil: (time: string) => `stumm bis ${time}`,
  addContact: 'Kontakt hinzufügen',
  addContactHere: 'Kontakt hinzufügen…',
  showCard: 'Details anzeigen',
  move: 'In Gruppe verschieben…',
  addTo: 'Zu weiterer Gruppe hinzufügen…',
  remove: 'Aus dieser Gruppe entfernen',
  removeAll: 'Aus allen Gruppen entfernen…',
  summary: (total, available) =>
    available === null ? people(total) : `${people(total)}, ${plural(available, { other: (x) => `${x} verfügbar` })}`,
  short: (total, available) => (available === null ? `${total}` : `${available}/${total}`),
  emptyGroup: 'Noch niemand in dieser Gruppe',
  emptyList: 'Noch keine Gruppen',
  emptyListLead: 'Legen Sie eine Gruppe an und fügen Sie die Personen hinzu, mit denen Sie arbeiten.',
  noMatch: (text) => `Keine Treffer für „${text}“`,
  noMatchLead: 'Über „Kontakt hinzufügen“ finden Sie weitere Personen im Verzeichnis.',
  matches: found,
  asOf: (time) => `(Stand: ${time})`,
  readOnly: 'Ihre Kontaktliste ist schreibgeschützt',
  unread: 'Ein Teil Ihrer Kontaktliste ist nicht lesbar',
  locked: 'Von Ihrer Organisation festgelegt',
  creating: 'wird angelegt',
  deleting: 'wird gelöscht',
  adding: 'wird hinzugefügt',
  removing: 'wird entfernt',
  removed: (name, group) => `${name} aus ${group} entfernt`,
  troubles: 'Nicht übernommene Änderungen',
};

export const deleteGroup: Messages['deleteGroup'] = {
  title: (name) => `„${name}“ löschen?`,
  empty: 'Die Gruppe ist leer.',
  stay: (n) =>
    plural(n, {
      one: () => 'Eine Person bleibt in Ihren anderen Gruppen.',
      other: (x) => `${x} Personen bleiben in Ihren anderen Gruppen.`,
    }),
  go: (n) =>
    plural(n, {
      one: () =>
        'Diese Person ist in keiner anderen Gruppe. Sie kommt zu den anderen Kontakten oder verlässt Ihre Liste:',
      other: (x) =>
        `Diese ${x} Personen sind in keiner anderen Gruppe. Sie kommen zu den anderen Kontakten oder verlassen Ihre Liste:`,
    }),
  confirm: 'Gruppe löschen',
};

export const removeAll: Messages['removeAll'] = {
  title: (name) => `${name} aus allen Gruppen entfernen?`,
  lead: (names) => `Die Person wird aus ${names} und aus Ihrer Kontaktliste entfernt.`,
  confirm: 'Aus allen entfernen',
};

export const chooseGroup: Messages['chooseGroup'] = {
  moveTitle: (name) => `${name} verschieben`,
  addTitle: (name) => `${name} zu einer Gruppe hinzufügen`,
  none: 'Es gibt keine weitere Gruppe, die geändert werden kann.',
};

export const addContact: Messages['addContact'] = {
  title: 'Kontakt hinzufügen',
  group: 'Gruppe',
  chooseGroup: 'Gruppe wählen',
  groupGone: (name) =>
    `${name === null ? 'Dieser Gruppe' : `Der Gruppe „${name}“`} kann niemand mehr hinzugefügt werden. Wählen Sie eine andere Gruppe.`,
  query: 'Im Verzeichnis suchen',
  search: 'Suchen',
  searching: 'Suche läuft…',
  add: (name) => `${name} hinzufügen`,
  added: 'Hinzugefügt',
  already: 'Bereits in der Gruppe',
  none: (text) => `Niemand gefunden für „${text}“.`,
  found,
  more: 'Es gibt weitere Treffer. Verfeinern Sie die Suche, um sie zu sehen.',
  showMore: 'Mehr anzeigen',
  noGroup: 'Legen Sie zuerst eine Gruppe an.',
  byAddress: 'Nicht im Verzeichnis: wird wie eingegeben hinzugefügt',
  hint: 'Name, E-Mail-Adresse oder Nummer, ab 2 Zeichen',
  choose: (name) => `${name} auswählen`,
  addChosen: (n) => plural(n, { one: (x) => `${x} Person hinzufügen`, other: (x) => `${x} Personen hinzufügen` }),
  about: (name) => `Details zu ${name}`,
};

export const card: Messages['card'] = {
  presence: 'Status',
  note: 'Notiz',
  location: 'Ort',
  lastActive: 'Zuletzt aktiv',
  title: 'Position',
  department: 'Abteilung',
  company: 'Firma',
  office: 'Büro',
  mail: 'E-Mail',
  address: 'Adresse',
  phones: { work: 'Geschäftlich', mobile: 'Mobil', home: 'Privat', other: 'Weitere' },
  groups: 'Gruppen',
  follow: 'Abonnieren',
  refresh: 'Status abrufen',
};
