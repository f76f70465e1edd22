/** French words of notifications. */
import { countIn, type Words } from './words-shape.ts';

const count = countIn('fr');

export const fr: Words = {
  change(change) {
    switch (change.kind) {
      case 'groupAdded':
        return `Le groupe ${change.groupName} a été créé.`;
      case 'groupDeleted':
        return `Le groupe ${change.groupName} a été supprimé.`;
      case 'groupRenamed':
        return `Le groupe ${change.from} s’appelle maintenant ${change.groupName}.`;
      case 'contactAdded':
        return `Ajout dans ${change.groupName} : ${change.contactName}.`;
      case 'contactRemoved':
        return `Retrait de ${change.groupName} : ${change.contactName}.`;
      case 'contactMoved':
        return `De ${change.from} vers ${change.groupName} : ${change.contactName}.`;
      default:
        return change satisfies never;
    }
  },
  burst: (people, group) => `${count(people, 'contact modifié', 'contacts modifiés')} dans ${group}.`,
  groupsTitle: 'Groupes de contacts modifiés',
  groups: (changes, groups) =>
    `${count(changes, 'modification', 'modifications')} dans ${count(groups, 'groupe', 'groupes')}.`,
  available: (name) => `${name} est disponible.`,
  manyAvailableTitle: (people) => count(people, 'personne est disponible', 'personnes sont disponibles'),
};
