/** German words for what changed, by others and by the user, and for what is followed. */
import type { Edit } from '../../../preload/contract/state.ts';
import type { Messages } from '../en/index.ts';
import { pluralOf } from '../plural.ts';
import type { Told } from '../told.ts';
import { preferred } from './people.ts';
import { phoneObjects } from './phones.ts';

const plural = pluralOf('de');

const quoted = (name: string | null) => `„${name ?? '?'}“`;

/** What a history entry says, in one sentence. */
function historyWords(entry: Told): string {
  const mine = entry.by === 'me';
  const who = entry.contactName ?? entry.address ?? 'Jemand';
  const group = quoted(entry.groupName);
  switch (entry.kind) {
    case 'groupAdded':
      return mine ? `Sie haben ${group} angelegt` : `Gruppe ${group} wurde angelegt`;
    case 'groupRenamed':
      return mine
        ? `Sie haben ${quoted(entry.from)} in ${group} umbenannt`
        : `Gruppe ${quoted(entry.from)} heißt jetzt ${group}`;
    case 'groupDeleted':
      return mine ? `Sie haben ${group} gelöscht` : `Gruppe ${group} wurde gelöscht`;
    case 'contactAdded':
      return mine ? `Sie haben ${who} zu ${group} hinzugefügt` : `${who} ist jetzt in ${group}`;
    case 'contactRemoved':
      return mine ? `Sie haben ${who} aus ${group} entfernt` : `${who} ist nicht mehr in ${group}`;
    case 'contactMoved':
      return mine
        ? `Sie haben ${who} von ${quoted(entry.from)} nach ${group} verschoben`
        : `${who} ist von ${quoted(entry.from)} zu ${group} gewechselt`;
    case 'contactsAdded':
      return plural(entry.count, {
        one: (x) => `Sie haben ${x} Person zu ${group} hinzugefügt`,
        other: (x) => `Sie haben ${x} Personen zu ${group} hinzugefügt`,
      });
    case 'contactsRemoved':
      return plural(entry.count, {
        one: (x) => `Sie haben ${x} Person aus ${group} entfernt`,
        other: (x) => `Sie haben ${x} Personen aus ${group} entfernt`,
      });
    case 'whileAway':
      return plural(entry.count, {
        one: (x) => `${x} Änderung, während Rollcall nicht lief`,
        other: (x) => `${x} Änderungen, während Rollcall nicht lief`,
      });
  }
}

/** What an edit wants, as the beginning of a sentence about its trouble. `group` names a group by its id. */
export function editWords(wish: Edit['wish'], group: (id: string) => string): string {
  switch (wish.kind) {
    case 'phoneVisibility':
      return `Ihre ${phoneObjects[wish.phone]} ${wish.visible ? 'freigeben' : 'ausblenden'}`;
    case 'phoneNumber':
      return wish.number === ''
        ? `Ihre ${phoneObjects[wish.phone]} entfernen`
        : `Ihre ${phoneObjects[wish.phone]} in ${wish.number} ändern`;
    case 'groupCreate':
      return `Gruppe ${quoted(wish.name)} anlegen`;
    case 'groupRename':
      return `${quoted(group(wish.groupId))} in ${quoted(wish.name)} umbenennen`;
    case 'groupDelete':
      return `Gruppe ${quoted(wish.name)} löschen`;
    case 'memberAdd':
      return `${wish.name} zu ${quoted(group(wish.groupId))} hinzufügen`;
    case 'memberRemove':
      return `${wish.name} aus ${quoted(group(wish.groupId))} entfernen`;
    case 'memberMove':
      return `${wish.name} von ${quoted(group(wish.from))} nach ${quoted(group(wish.to))} verschieben`;
    case 'memberRemoveAll':
      return `${wish.name} aus allen Gruppen entfernen`;
    case 'membersAdd':
      return plural(wish.people.length, {
        one: (x) => `${x} Person zu ${quoted(wish.groupName)} hinzufügen`,
        other: (x) => `${x} Personen zu ${quoted(wish.groupName)} hinzufügen`,
      });
    case 'membersRemove':
      return plural(wish.people.length, {
        one: (x) => `${x} Person aus ${quoted(wish.groupName)} entfernen`,
        other: (x) => `${x} Personen aus ${quoted(wish.groupName)} entfernen`,
      });
    case 'membersMove': {
      const to = quoted(group(wish.to));
      return plural(wish.people.length, {
        one: (x) => `${x} Person nach ${to} verschieben`,
        other: (x) => `${x} Personen nach ${to} verschieben`,
      });
    }
    case 'availability':
      return wish.availability === null
        ? 'Meinen Status zurücksetzen'
        : `Meinen Status auf „${preferred[wish.availability]}“ setzen`;
    case 'note':
      return wish.message === '' ? 'Meine Notiz löschen' : 'Meine Notiz ändern';
  }
}

export const history: Messages['history'] = {
  title: 'Verlauf',
  words: historyWords,
  by: { me: 'von Ihnen', other: 'von jemand anderem' },
  filter: 'Gruppe',
  topic: 'Art',
  topics: { all: 'Alles', people: 'Personen', groups: 'Gruppen', away: 'Während Rollcall aus war' },
  showAll: 'Alles anzeigen',
  list: 'Änderungen',
  undo: (words) => `Rückgängig: ${words}`,
  readOnly: 'Nichts kann rückgängig gemacht werden: Ihre Kontaktliste ist schreibgeschützt.',
  all: 'Alle Gruppen',
  clear: 'Leeren',
  clearTitle: 'Verlauf leeren?',
  clearLead: 'Die Liste der Änderungen auf diesem Computer wird geleert. Ihre Gruppen bleiben, wie sie sind.',
  clearConfirm: 'Verlauf leeren',
  empty: 'Noch keine Änderungen',
  emptyLead: 'Wenn jemand zu einer Ihrer Gruppen kommt oder sie verlässt, lesen Sie es hier.',
  emptyFiltered: 'Keine Änderungen dieser Art',
  today: 'Heute',
  yesterday: 'Gestern',
  moreDetails: (n) => plural(n, { other: (x) => `und ${x} weitere` }),
};

export const subscriptions: Messages['subscriptions'] = {
  title: 'Abos',
  lead: 'Rollcall hält den Status dieser Personen und Gruppen aktuell.',
  counts: (wanted, held) =>
    `${plural(wanted, { other: (x) => `${x} abonniert` })}, ${plural(held, { other: (x) => `${x} davon aktuell` })}`,
  people: 'Personen',
  groups: 'Gruppen',
  held: (time, left) => `Aktuell, wird vor ${time} erneuert${left === null ? '' : ` (${left})`}`,
  asGroup: (people) => `${people}, als ganze Gruppe`,
  heldNoTime: 'Aktuell',
  pending: 'Anfrage läuft…',
  waiting: 'Wartet auf eine Verbindung',
  refused: 'Nicht aktuell',
  groupGone: 'Diese Gruppe gibt es nicht mehr.',
  personGone: 'Der Server kennt diese Person nicht mehr.',
  notOffered: 'Der Server bietet für diese Gruppe kein Abo an.',
  unfollowGone: 'Nicht mehr abonnieren',
  unfollow: (name) => `${name} nicht mehr abonnieren`,
  unfollowed: (name) => `${name} ist nicht mehr abonniert`,
  unfollowedMany: (n) => plural(n, { other: (x) => `${x} Abos beendet` }),
  followMany: 'Mehrere abonnieren',
  unfollowMany: 'Mehrere beenden',
  followSo: (n) => (n === 0 ? 'Abonnieren' : plural(n, { other: (x) => `${x} abonnieren` })),
  unfollowSo: (n) => (n === 0 ? 'Beenden' : plural(n, { other: (x) => `${x} beenden` })),
  filter: 'Nach Namen filtern',
  all: (n) => plural(n, { other: (x) => `Alle angezeigten (${x})` }),
  chosen: (n) => plural(n, { other: (x) => `${x} ausgewählt` }),
  tooMany: (most) => plural(most, { other: (x) => `Höchstens ${x} auswählen` }),
  notDrawn: (n) => plural(n, { other: (x) => `${x} weitere: zum Anzeigen filtern.` }),
  nobodyLeft: 'Sie haben alle auf Ihrer Liste abonniert.',
  limitPeople: (n) =>
    plural(n, {
      one: (x) => `Der Server hält höchstens ${x} Person zugleich aktuell.`,
      other: (x) => `Der Server hält höchstens ${x} Personen zugleich aktuell.`,
    }),
  limitGroups: (n) =>
    plural(n, {
      one: (x) => `Der Server hält höchstens ${x} Gruppe zugleich aktuell.`,
      other: (x) => `Der Server hält höchstens ${x} Gruppen zugleich aktuell.`,
    }),
  didNotFit: (n) => plural(n, { other: (x) => `${x} fanden keinen Platz.`, one: (x) => `${x} fand keinen Platz.` }),
  limitAdvice: 'Beenden Sie ein Abo oder abonnieren Sie eine ganze Gruppe: deren Personen zählen nicht einzeln.',
  empty: 'Noch keine Abos',
  emptyLead: 'Mit dem Stern neben einer Person oder Gruppe abonnieren Sie deren Status.',
  goGroups: 'Zu den Gruppen',
};
