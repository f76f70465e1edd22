/** German words for what is done to the list as a whole: taking back, moving by hand, files, long work. */
import type { Job } from '../../../preload/contract/jobs.ts';
import type { Messages } from '../en/index.ts';
import { pluralOf } from '../plural.ts';
import { people } from './people.ts';

const plural = pluralOf('de');

export const undo: Messages['undo'] = {
  nothing: 'Nichts rückgängig zu machen',
  undone: (words) => `Rückgängig gemacht: ${words}`,
  soon: 'Wird rückgängig gemacht, sobald der Server die Änderung bestätigt hat.',
  why: {
    underWay: 'Es wird gerade rückgängig gemacht.',
    done: 'Es wurde schon rückgängig gemacht.',
    changed: 'Nicht mehr rückgängig zu machen: Es wurde seither geändert.',
    groupGone: 'Nicht mehr rückgängig zu machen: Die Gruppe gibt es nicht mehr.',
    nameTaken: 'Nicht rückgängig zu machen: Eine andere Gruppe heißt inzwischen so.',
    readOnly: 'Nicht rückgängig zu machen: Die Liste lässt sich nicht ändern.',
    unknown: 'Nicht rückgängig zu machen: Es ist zu wenig darüber bekannt.',
  },
  created: (name) => `„${name}“ angelegt`,
  renamed: (from, to) => `„${from}“ in „${to}“ umbenannt`,
  deleted: (name) => `„${name}“ gelöscht`,
  added: (name, group) => `${name} zu ${group} hinzugefügt`,
  moved: (name, group) => `${name} nach ${group} verschoben`,
  removedAll: (name) => `${name} aus allen Gruppen entfernt`,
  movedMany: (n, group) => `${people(n)} nach ${group} verschoben`,
  removedMany: (n, group) => `${people(n)} aus ${group} entfernt`,
};

export const selection: Messages['selection'] = {
  count: (n) => plural(n, { other: (x) => `${x} ausgewählt` }),
  select: 'Auswählen',
  deselect: 'Nicht mehr auswählen',
  move: 'Ausgewählte verschieben…',
  follow: 'Ausgewählte abonnieren',
  remove: 'Ausgewählte aus dieser Gruppe entfernen',
  clear: 'Auswahl aufheben',
};

export const moving: Messages['moving'] = {
  cut: (name) => `${name} ist ausgeschnitten`,
  copied: (name) => `${name} ist kopiert`,
  hint: (keys) => `Gehen Sie zu einer Gruppe und drücken Sie ${keys.replace('Ctrl', 'Strg')}.`,
  letGo: 'Abbrechen',
  over: (name) => `${name} bleibt in der bisherigen Gruppe`,
  moveHere: 'Hierher verschieben',
  addHere: 'Hier hinzufügen',
  pasteMove: (name) => `${name} hierher verschieben`,
  pasteAdd: (name) => `${name} hier hinzufügen`,
  cutOut: 'Ausschneiden',
  copy: 'Kopieren',
  sameGroup: 'schon hier',
  already: 'schon in dieser Gruppe',
  refused: (name, group, reason) => `${name} kann nicht nach ${group}: ${reason}`,
};

export const transfer: Messages['transfer'] = {
  export: 'In eine Datei exportieren…',
  exportTitle: 'Kontakte exportieren',
  format: 'Format',
  json: 'JSON',
  jsonHint: 'Für Rollcall auf einem anderen Computer oder als Sicherung',
  csv: 'CSV',
  csvHint: 'Für die Tabellenkalkulation; auch Rollcall liest sie wieder ein',
  groups: 'Gruppen',
  all: 'Alle Gruppen und alle abonnierten Personen',
  noneChosen: 'Wählen Sie mindestens eine Gruppe.',
  save: 'Datei speichern…',
  saved: 'Die Datei wurde gespeichert.',
  import: 'Aus einer Datei importieren…',
  importTitle: 'Kontakte importieren',
  importLead:
    'Eine JSON- oder CSV-Datei mit höchstens 50.000 Personen. Nichts ändert sich, bevor Sie gesehen haben, was.',
  drop: 'Datei hier ablegen',
  choose: 'Datei auswählen…',
  other: 'Andere Datei…',
  reading: 'Datei wird gelesen…',
  would: (file) => `${file} würde bringen:`,
  nothing: 'Alles in dieser Datei steht schon auf Ihrer Liste.',
  nothingUsable: 'In dieser Datei ist nichts, was importiert werden könnte.',
  create: (n) => plural(n, { one: (x) => `${x} neue Gruppe`, other: (x) => `${x} neue Gruppen` }),
  add: (n) => plural(n, { one: (x) => `${x} Person neu`, other: (x) => `${x} Personen neu` }),
  follows: (n) => plural(n, { other: (x) => `${x} zu abonnieren` }),
  there: (n) => plural(n, { other: (x) => `${x} schon da` }),
  cannot: (n) =>
    plural(n, {
      one: (x) => `${x} kann nicht hinzugefügt werden`,
      other: (x) => `${x} können nicht hinzugefügt werden`,
    }),
  unreadable: (n) => plural(n, { one: (x) => `${x} Zeile ist unlesbar`, other: (x) => `${x} Zeilen sind unlesbar` }),
  newGroup: 'neue Gruppe',
  reason: {
    readOnlyList: 'Ihre Kontaktliste lässt sich zurzeit nicht ändern',
    fixedGroup: 'die Mitglieder dieser Gruppe legt Ihre Organisation fest',
  },
  unreadableWhy: {
    address: 'keine Adresse darin',
    group: 'kein brauchbarer Gruppenname',
    quotes: 'ein Anführungszeichen wird nie geschlossen; der Rest der Datei geht darin verloren',
  },
  line: (n) => (n === null ? 'In der Datei' : `Zeile ${n}`),
  follow: 'Personen und Gruppen, die abonniert werden',
  andMore: (n) => plural(n, { other: (x) => `und ${x} weitere` }),
  apply: 'Importieren',
  nothingLeft: 'Es war nichts mehr zu importieren.',
};

function jobTitle({ kind, title }: Job): string {
  if (kind === 'import') return `Import von ${title}`;
  return kind === 'addMany' ? `Personen werden zu „${title}“ hinzugefügt` : 'Personen werden abonniert';
}

function jobState({ status, total, done, failed }: Job): string {
  const parts = [plural(total, { other: (x) => `${done} von ${x}` })];
  if (failed > 0) parts.push(plural(failed, { other: (x) => `${x} fehlgeschlagen` }));
  if (status === 'waiting') parts.push('wartet');
  if (status === 'done') parts.push('fertig');
  if (status === 'cancelled') parts.push('abgebrochen');
  return parts.join(', ');
}

export const jobs: Messages['jobs'] = {
  label: 'Laufende Vorgänge',
  title: jobTitle,
  state: jobState,
  told: (job) =>
    `${jobTitle(job)}: ${job.status === 'running' || job.status === 'waiting' ? 'begonnen' : jobState(job)}`,
  cancel: (job) => `Abbrechen: ${jobTitle(job)}`,
  dismiss: (job) => `Ausblenden: ${jobTitle(job)}`,
  errors: (n) => plural(n, { other: (x) => `Fehlgeschlagen (${x})` }),
  more: (n) => plural(n, { other: (x) => `und ${x} weitere` }),
};
