/** The words of notifications and of the summary of what happened while the app was off. Nothing is decided here. */
import type { Availability } from '../store/state.ts';
import type { GroupChange } from './group-changes.ts';

const plural = new Intl.PluralRules('en');

function count(n: number, one: string, other: string): string {
  return `${n} ${plural.select(n) === 'one' ? one : other}`;
}

/** One change in one sentence. */
export function sentence(change: GroupChange): string {
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
}

/** Many changes of one group in one sentence: "12 contacts changed in Sales." */
export function burstSentence(n: number, groupName: string): string {
  return `${count(n, 'contact', 'contacts')} changed in ${groupName}.`;
}

/** Many changes of many groups. */
export function manySentence(changes: number, groups: number): string {
  return `${count(changes, 'change', 'changes')} in ${count(groups, 'group', 'groups')}.`;
}

const AVAILABILITY: Readonly<Record<Availability, string>> = {
  Online: 'available',
  Busy: 'busy',
  DoNotDisturb: 'not to be disturbed',
  BeRightBack: 'back soon',
  Away: 'away',
  IdleOnline: 'available, but idle',
  IdleBusy: 'busy, but idle',
  Offline: 'offline',
  Unknown: 'of unknown status',
};

export function presenceSentence(name: string, availability: Availability): string {
  return `${name} is ${AVAILABILITY[availability]}.`;
}
