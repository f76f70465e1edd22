/** French words for what changed, by others and by the user, and for what is followed. */
import type { Edit } from '../../../preload/contract/state.ts';
import type { Messages } from '../en/index.ts';
import { pluralOf } from '../plural.ts';
import type { Told } from '../told.ts';
import { preferred } from './people.ts';
import { phoneObjects } from './phones.ts';

const plural = pluralOf('fr');

const quoted = (name: string | null) => `« ${name ?? '?'} »`;

/** What a history entry says, in one sentence. */
function historyWords(entry: Told): string {
  const mine = entry.by === 'me';
  const who = entry.contactName ?? entry.address ?? 'Quelqu’un';
  const group = quoted(entry.groupName);
  switch (entry.kind) {
    case 'groupAdded':
      return mine ? `Vous avez créé ${group}` : `Le groupe ${group} a été créé`;
    case 'groupRenamed':
      return mine
        ? `Vous avez renommé ${quoted(entry.from)} en ${group}`
        : `Le groupe ${quoted(entry.from)} s’appelle maintenant ${group}`;
    case 'groupDeleted':
      return mine ? `Vous avez supprimé ${group}` : `Le groupe ${group} a été supprimé`;
    case 'contactAdded':
      return mine ? `Vous avez ajouté ${who} à ${group}` : `${who} a rejoint ${group}`;
    case 'contactRemoved':
      return mine ? `Vous avez retiré ${who} de ${group}` : `${who} a quitté ${group}`;
    case 'contactMoved':
      return mine
        ? `Vous avez déplacé ${who} de ${quoted(entry.from)} vers ${group}`
        : `${who} est passé(e) de ${quoted(entry.from)} à ${group}`;
    case 'contactsAdded':
      return plural(entry.count, {
        one: (x) => `Vous avez ajouté ${x} personne à ${group}`,
        other: (x) => `Vous avez ajouté ${x} personnes à ${group}`,
      });
    case 'contactsRemoved':
      return plural(entry.count, {
        one: (x) => `Vous avez retiré ${x} personne de ${group}`,
        other: (x) => `Vous avez retiré ${x} personnes de ${group}`,
      });
    case 'whileAway':
      return plural(entry.count, {
        one: (x) => `${x} changement pendant l’arrêt de Rollcall`,
        other: (x) => `${x} changements pendant l’arrêt de Rollcall`,
      });
  }
}

/** What an edit wants, as the beginning of a sentence about its trouble. `group` names a group by its id. */
export function editWords(wish: Edit['wish'], group: (id: string) => string): string {
  switch (wish.kind) {
    case 'phoneVisibility':
      return `${wish.visible ? 'Partager' : 'Masquer'} votre ${phoneObjects[wish.phone]}`;
    case 'phoneNumber':
      return wish.number === ''
        ? `Supprimer votre ${phoneObjects[wish.phone]}`
        : `Remplacer votre ${phoneObjects[wish.phone]} par ${wish.number}`;
    case 'groupCreate':
      return `Créer le groupe ${quoted(wish.name)}`;
    case 'groupRename':
      return `Renommer ${quoted(group(wish.groupId))} en ${quoted(wish.name)}`;
    case 'groupDelete':
      return `Supprimer le groupe ${quoted(wish.name)}`;
    case 'memberAdd':
      return `Ajouter ${wish.name} à ${quoted(group(wish.groupId))}`;
    case 'memberRemove':
      return `Retirer ${wish.name} de ${quoted(group(wish.groupId))}`;
    case 'memberMove':
      return `Déplacer ${wish.name} de ${quoted(group(wish.from))} vers ${quoted(group(wish.to))}`;
    case 'memberRemoveAll':
      return `Retirer ${wish.name} de tous les groupes`;
    case 'membersAdd':
      return plural(wish.people.length, {
        one: (x) => `Ajouter ${x} personne à ${quoted(wish.groupName)}`,
        other: (x) => `Ajouter ${x} personnes à ${quoted(wish.groupName)}`,
      });
    case 'membersRemove':
      return plural(wish.people.length, {
        one: (x) => `Retirer ${x} personne de ${quoted(wish.groupName)}`,
        other: (x) => `Retirer ${x} personnes de ${quoted(wish.groupName)}`,
      });
    case 'membersMove': {
      const to = quoted(group(wish.to));
      return plural(wish.people.length, {
        one: (x) => `Déplacer ${x} personne vers ${to}`,
        other: (x) => `Déplacer ${x} personnes vers ${to}`,
      });
    }
    case 'availability':
      return wish.availability === null
        ? 'Réinitialiser mon statut'
        : `Définir mon statut sur « ${preferred[wish.availability]} »`;
    case 'note':
      return wish.message === '' ? 'Effacer ma note' : 'Modifier ma note';
  }
}

export const history: Messages['history'] = {
  title: 'Historique',
  words: historyWords,
  by: { me: 'par vous', other: 'par quelqu’un d’autre' },
  filter: 'Groupe',
  topic: 'Type',
  topics: { all: 'Tout', people: 'Personnes', groups: 'Groupes', away: 'Pendant l’arrêt de Rollcall' },
  showAll: 'Tout afficher',
  list: 'Changements',
  undo: (words) => `Annuler : ${words}`,
  readOnly: 'Rien ne peut être annulé : votre liste de contacts est en lecture seule.',
  all: 'Tous les groupes',
  clear: 'Effacer',
  clearTitle: 'Effacer l’historique ?',
  clearLead: 'La liste des changements sur cet ordinateur est vidée. Vos groupes restent tels quels.',
  clearConfirm: 'Effacer l’historique',
  empty: 'Aucun changement pour l’instant',
  emptyLead: 'Quand quelqu’un rejoint ou quitte l’un de vos groupes, vous le lisez ici.',
  emptyFiltered: 'Aucun changement de ce type',
  today: 'Aujourd’hui',
  yesterday: 'Hier',
  moreDetails: (n) => plural(n, { one: (x) => `et ${x} autre`, other: (x) => `et ${x} autres` }),
};

export const subscriptions: Messages['subscriptions'] = {
  title: 'Suivis',
  lead: 'Rollcall tient à jour le statut de ces personnes et groupes.',
  counts: (wanted, held) =>
    `${plural(wanted, { one: (x) => `${x} suivi`, other: (x) => `${x} suivis` })}, ${plural(held, { one: (x) => `${x} à jour`, other: (x) => `${x} à jour` })}`,
  people: 'Personnes',
  groups: 'Groupes',
  held: (time, left) => `À jour, renouvelé avant ${time}${left === null ? '' : ` (${left})`}`,
  asGroup: (people) => `${people}, suivi en tant que groupe`,
  heldNoTime: 'À jour',
  pending: 'Demande en cours…',
  waiting: 'En attente de connexion',
  refused: 'Non tenu à jour',
  groupGone: 'Ce groupe n’existe plus.',
  personGone: 'Le serveur ne connaît plus cette personne.',
  notOffered: 'Le serveur ne permet pas de suivre ce groupe.',
  unfollowGone: 'Ne plus suivre',
  unfollow: (name) => `Ne plus suivre ${name}`,
  unfollowed: (name) => `Vous ne suivez plus ${name}`,
  unfollowedMany: (n) => plural(n, { other: (x) => `${x} suivis arrêtés` }),
  followMany: 'Suivre plusieurs',
  unfollowMany: 'Ne plus suivre',
  followSo: (n) => (n === 0 ? 'Suivre' : plural(n, { other: (x) => `Suivre (${x})` })),
  unfollowSo: (n) => (n === 0 ? 'Ne plus suivre' : plural(n, { other: (x) => `Ne plus suivre (${x})` })),
  filter: 'Filtrer par nom',
  all: (n) => plural(n, { other: (x) => `Tous les affichés (${x})` }),
  chosen: (n) => plural(n, { one: (x) => `${x} choisi`, other: (x) => `${x} choisis` }),
  tooMany: (most) => plural(most, { other: (x) => `${x} au plus` }),
  notDrawn: (n) =>
    plural(n, {
      one: (x) => `${x} autre : filtrez pour le voir.`,
      other: (x) => `${x} autres : filtrez pour les voir.`,
    }),
  nobodyLeft: 'Vous suivez toutes les personnes de votre liste.',
  limitPeople: (n) =>
    plural(n, {
      one: (x) => `Le serveur ne tient à jour que ${x} personne à la fois.`,
      other: (x) => `Le serveur ne tient à jour que ${x} personnes à la fois.`,
    }),
  limitGroups: (n) =>
    plural(n, {
      one: (x) => `Le serveur ne tient à jour que ${x} groupe à la fois.`,
      other: (x) => `Le serveur ne tient à jour que ${x} groupes à la fois.`,
    }),
  didNotFit: (n) =>
    plural(n, { one: (x) => `${x} n’a pas trouvé place.`, other: (x) => `${x} n’ont pas trouvé place.` }),
  limitAdvice: 'Cessez de suivre quelqu’un, ou suivez un groupe entier : ses membres ne comptent pas un par un.',
  empty: 'Vous ne suivez encore personne',
  emptyLead: 'L’étoile à côté d’une personne ou d’un groupe permet de suivre son statut.',
  goGroups: 'Voir les groupes',
};
