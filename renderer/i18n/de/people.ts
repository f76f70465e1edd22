/** German words for people, their presence, and the own one. */
import { activityWords, type Activity } from '../activity.ts';
import type { Messages } from '../en/index.ts';
import { pluralOf } from '../plural.ts';

const plural = pluralOf('de');

export const people = (n: number) => plural(n, { one: (x) => `${x} Person`, other: (x) => `${x} Personen` });

export const availability: Messages['availability'] = {
  Online: 'Verfügbar',
  Busy: 'Beschäftigt',
  DoNotDisturb: 'Nicht stören',
  BeRightBack: 'Bin gleich zurück',
  Away: 'Abwesend',
  IdleOnline: 'Inaktiv',
  IdleBusy: 'Beschäftigt, inaktiv',
  Offline: 'Offline',
  Unknown: 'Status unbekannt',
};

export const preferred: Messages['preferred'] = {
  Online: 'Verfügbar',
  Busy: 'Beschäftigt',
  DoNotDisturb: 'Nicht stören',
  BeRightBack: 'Bin gleich zurück',
  Away: 'Abwesend',
  Offwork: 'Nicht bei der Arbeit',
};

const activities: Record<Activity, string> = {
  'in-a-meeting': 'In einer Besprechung',
  'urgent-interruptions-only': 'Nur in dringenden Fällen',
  'on-the-phone': 'Am Telefon',
  'in-a-call': 'In einem Anruf',
  'in-a-conference': 'In einer Konferenz',
  'off-work': 'Nicht bei der Arbeit',
  presenting: 'Präsentiert gerade',
};

export const activity = (token: string) => activityWords(activities, token);

export const groupKinds: Messages['groupKinds'] = {
  group: 'Gruppe',
  defaultGroup: 'Andere Kontakte',
  pinnedGroup: 'Favoriten',
  delegatesGroup: 'Stellvertretungen',
  delegatorsGroup: 'Personen, deren Anrufe ich verwalte',
  distributionGroup: 'Verteilerliste',
  myOrganizationGroup: 'Meine Organisation',
};

export const me: Messages['me'] = {
  statusMenu: (name, status) => `${name}, mein Status: ${status}`,
  status: 'Mein Status',
  reset: 'Automatisch festlegen',
  note: 'Notiz',
  editNote: 'Notiz bearbeiten…',
  noteTitle: 'Meine Notiz',
  noteHint: 'Für Kolleginnen und Kollegen neben Ihrem Namen sichtbar. Leer lassen, um sie zu löschen.',
  cannotSet: 'Ihr Status kommt von Ihren anderen Geräten.',
};
