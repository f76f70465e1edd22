/** English words of notifications. */
import { countIn, type Words } from './words-shape.ts';

const count = countIn('en');

export const en: Words = {
  change(change) {
    switch (change.kind) {
      case 'groupAdded':
        return `The group ${change.groupName} was created.`;
      case 'groupDeleted':
        return `The group ${change.groupName} was deleted.`;
      case 'groupRenamed':
        return `The group ${change.from} is now called ${change.groupName}.`;
      case 'contactAdded':
        return `${change.contactName} was added to ${change.groupName}.`;
      case 'contactRemoved':
        return `${change.contactName} was removed from ${change.groupName}.`;
      case 'contactMoved':
        return `${change.contactName} was moved from ${change.from} to ${change.groupName}.`;
      default:
        return change satisfies never;
    }
  },
  burst: (people, group) => `${count(people, 'contact', 'contacts')} changed in ${group}.`,
  groupsTitle: 'Contact groups changed',
  groups: (changes, groups) => `${count(changes, 'change', 'changes')} in ${count(groups, 'group', 'groups')}.`,
  available: (name) => `${name} is available.`,
  manyAvailableTitle: (people) => `${count(people, 'person is', 'people are')} available`,
};
