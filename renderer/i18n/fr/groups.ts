/** French words for the groups, and for adding, moving and removing people. */
import type { Messages } from '../en/index.ts';
import { pluralOf } from '../plural.ts';
import { people } from './people.ts';

const plural = pluralOf('fr');
const found = (n: number) =>
  plural(n, { one: (x) => `${x} personne trouvée`, other: (x) => `${x} personnes trouvées` });

export const groups: Messages['groups'] = {
  tree: 'Groupes de contacts',
  filter: 'Filtrer personnes et groupes',
  clearFilter: 'Effacer le filtre',
  newGroup: 'Nouveau groupe',
  newGroupName: 'Nom du nouveau groupe',
  rename: 'Renommer',
  renameLabel: (name) => `Nouveau nom de ${name}`,
  nameNeeded: 'Un groupe doit avoir un nom.',
  nameTaken: (name) => `Un groupe « ${name} » existe déjà.`,
  nameLong: (most) => `Un nom a ${most} caractères au plus.`,
  options: 'Options de la liste',
  sortByName: 'Trier par nom',
  sortByAvailability: 'Trier par disponibilité',
  deleteGroup: 'Supprimer le groupe…',
  follow: (name) => `Suivre ${name}`,
  mute: 'Toujours désactiver les notifications',
  muteHour: 'Désactiver les notifications pendant 1 heure',
  muteTomorrow: 'Désactiver les notifications jusqu’à demain',
  unmute: 'Réactiver les notifications',
  muted: 'notifications désactivées',
  mutedUntil: (time: string) => `notifications désactivées jusqu’à ${time}`,
  addContact: 'Ajouter un contact',
  addContactHere: 'Ajouter un contact…',
  showCard: 'Afficher les détails',
  move: 'Déplacer vers un groupe…',
  addTo: 'Ajouter à un autre groupe…',
  remove: 'Retirer de ce groupe',
  removeAll: 'Retirer de tous les groupes…',
  summary: (total, available) =>
    available === null
      ? people(total)
      : `${people(total)}, ${plural(available, { one: (x) => `${x} disponible`, other: (x) => `${x} disponibles` })}`,
  short: (total, available) => (available === null ? `${total}` : `${available}/${total}`),
  emptyGroup: 'Personne dans ce groupe pour l’instant',
  emptyList: 'Aucun groupe pour l’instant',
  emptyListLead: 'Créez un groupe, puis ajoutez-y les personnes avec qui vous travaillez.',
  noMatch: (text) => `Aucun résultat pour « ${text} »`,
  noMatchLead: 'Recherchez une personne dans l’annuaire avec « Ajouter un contact ».',
  matches: found,
  asOf: (time) => `(à ${time})`,
  readOnly: 'Votre liste de contacts est en lecture seule',
  unread: 'Une partie de votre liste de contacts est illisible',
  locked: 'Défini par votre organisation',
  creating: 'création en cours',
  deleting: 'suppression en cours',
  adding: 'ajout en cours',
  removing: 'retrait en cours',
  removed: (name, group) => `${name} : retrait de ${group}`,
  troubles: 'Modifications non appliquées',
};

export const deleteGroup: Messages['deleteGroup'] = {
  title: (name) => `Supprimer « ${name} » ?`,
  empty: 'Le groupe est vide.',
  stay: (n) =>
    plural(n, {
      one: () => 'Une personne reste dans vos autres groupes.',
      other: (x) => `${x} personnes restent dans vos autres groupes.`,
    }),
  go: (n) =>
    plural(n, {
      one: () => 'Cette personne n’est dans aucun autre groupe. Elle passe aux autres contacts ou quitte votre liste :',
      other: (x) =>
        `Ces ${x} personnes ne sont dans aucun autre groupe. Elles passent aux autres contacts ou quittent votre liste :`,
    }),
  confirm: 'Supprimer le groupe',
};

export const removeAll: Messages['removeAll'] = {
  title: (name) => `Retirer ${name} de tous les groupes ?`,
  lead: (names) => `Cette personne quitte ${names} et votre liste de contacts.`,
  confirm: 'Retirer de tous',
};

export const chooseGroup: Messages['chooseGroup'] = {
  moveTitle: (name) => `Déplacer ${name}`,
  addTitle: (name) => `Ajouter ${name} à un groupe`,
  none: 'Aucun autre groupe ne peut être modifié.',
};

export const addContact: Messages['addContact'] = {
  title: 'Ajouter un contact',
  group: 'Groupe',
  chooseGroup: 'Choisir un groupe',
  groupGone: (name) =>
    `Personne ne peut plus être ajouté ${name === null ? 'à ce groupe' : `au groupe « ${name} »`}. Choisissez un autre groupe.`,
  query: 'Rechercher dans l’annuaire',
  search: 'Rechercher',
  searching: 'Recherche en cours…',
  add: (name) => `Ajouter ${name}`,
  added: 'Ajout effectué',
  already: 'Déjà dans ce groupe',
  none: (text) => `Personne trouvé pour « ${text} ».`,
  found,
  more: 'D’autres personnes correspondent. Précisez la recherche pour les voir.',
  showMore: 'Afficher plus',
  noGroup: 'Créez d’abord un groupe.',
  byAddress: 'Absent de l’annuaire : ajouté tel que saisi',
  hint: 'Nom, adresse ou numéro, à partir de 2 caractères',
  choose: (name) => `Choisir ${name}`,
  addChosen: (n) => plural(n, { one: (x) => `Ajouter ${x} personne`, other: (x) => `Ajouter ${x} personnes` }),
  about: (name) => `Détails sur ${name}`,
};

export const card: Messages['card'] = {
  presence: 'Statut',
  note: 'Note',
  location: 'Lieu',
  lastActive: 'Dernière activité',
  title: 'Fonction',
  department: 'Service',
  company: 'Société',
  office: 'Bureau',
  mail: 'E-mail',
  address: 'Adresse',
  phones: { work: 'Tél. bureau', mobile: 'Mobile', home: 'Domicile', other: 'Autre tél.' },
  groups: 'Groupes',
  follow: 'Suivre',
  refresh: 'Actualiser le statut',
};
