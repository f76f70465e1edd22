/** French words for people, their presence, and the own one. */
import { activityWords, type Activity } from '../activity.ts';
import type { Messages } from '../en/index.ts';
import { pluralOf } from '../plural.ts';

const plural = pluralOf('fr');

export const people = (n: number) =>
  plural(n, { one: (x) => `${x} personne`, many: (x) => `${x} de personnes`, other: (x) => `${x} personnes` });

export const availability: Messages['availability'] = {
  Online: 'Disponible',
  Busy: 'Occupé(e)',
  DoNotDisturb: 'Ne pas déranger',
  BeRightBack: 'De retour bientôt',
  Away: 'Absent(e)',
  IdleOnline: 'Inactif(-ve)',
  IdleBusy: 'Occupé(e), inactif(-ve)',
  Offline: 'Hors connexion',
  Unknown: 'Statut inconnu',
};

export const preferred: Messages['preferred'] = {
  Online: 'Disponible',
  Busy: 'Occupé(e)',
  DoNotDisturb: 'Ne pas déranger',
  BeRightBack: 'De retour bientôt',
  Away: 'Absent(e)',
  Offwork: 'Absent(e) du bureau',
};

const activities: Record<Activity, string> = {
  'in-a-meeting': 'En réunion',
  'urgent-interruptions-only': 'Urgences uniquement',
  'on-the-phone': 'Au téléphone',
  'in-a-call': 'En communication',
  'in-a-conference': 'En conférence',
  'off-work': 'Absent(e) du bureau',
  presenting: 'En présentation',
};

export const activity = (token: string) => activityWords(activities, token);

export const groupKinds: Messages['groupKinds'] = {
  group: 'Groupe',
  defaultGroup: 'Autres contacts',
  pinnedGroup: 'Favoris',
  delegatesGroup: 'Délégués',
  delegatorsGroup: 'Personnes dont je gère les appels',
  distributionGroup: 'Liste de distribution',
  myOrganizationGroup: 'Mon organisation',
};

export const me: Messages['me'] = {
  statusMenu: (name, status) => `${name}, mon statut : ${status}`,
  status: 'Mon statut',
  reset: 'Statut automatique',
  note: 'Note',
  editNote: 'Modifier la note…',
  noteTitle: 'Ma note',
  noteHint: 'Vos collègues la voient à côté de votre nom. Laissez le champ vide pour l’effacer.',
  cannotSet: 'Votre statut provient de vos autres appareils.',
};
