/** German words of notifications. */
import { countIn, type Words } from './words-shape.ts';

const count = countIn('de');

export const de: Words = {
  change(change) {
    switch (change.kind) {
      case 'groupAdded':
        return `Die Gruppe ${change.groupName} wurde angelegt.`;
      case 'groupDeleted':
        return `Die Gruppe ${change.groupName} wurde gelöscht.`;
      case 'groupRenamed':
        return `Die Gruppe ${change.from} heißt jetzt ${change.groupName}.`;
      case 'contactAdded':
        return `${change.contactName} wurde zu ${change.groupName} hinzugefügt.`;
      case 'contactRemoved':
        return `${change.contactName} wurde aus ${change.groupName} entfernt.`;
      case 'contactMoved':
        return `${change.contactName} wurde von ${change.from} nach ${change.groupName} verschoben.`;
      default:
        return change satisfies never;
    }
  },
  burst: (people, group) => `${count(people, 'Kontakt', 'Kontakte')} in ${group} geändert.`,
  groupsTitle: 'Kontaktgruppen geändert',
  groups: (changes, groups) => `${count(changes, 'Änderung', 'Änderungen')} in ${count(groups, 'Gruppe', 'Gruppen')}.`,
  available: (name) => `${name} ist verfügbar.`,
  manyAvailableTitle: (people) => `${count(people, 'Person ist', 'Personen sind')} verfügbar`,
};
