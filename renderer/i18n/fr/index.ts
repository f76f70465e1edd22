/** French: every word the window shows. */
import type { Messages } from '../en/index.ts';
import { pluralOf } from '../plural.ts';
import { editWords, history, subscriptions } from './changes.ts';
import { diagnostics, update } from './diagnostics.ts';
import { errorDetails, errors, refusals } from './errors.ts';
import { addContact, card, chooseGroup, deleteGroup, groups, removeAll } from './groups.ts';
import { jobs, moving, selection, transfer, undo } from './list.ts';
import { activity, availability, groupKinds, me, people, preferred } from './people.ts';
import { phones } from './phones.ts';
import { settings } from './settings.ts';
import { session, signIn, trace } from './sign-in.ts';
import { typeset } from './typography.ts';

const plural = pluralOf('fr');

export const fr = typeset<Messages>({
  language: 'fr',
  direction: 'ltr',
  appName: 'Rollcall',
  noBridge: 'La fenêtre de Rollcall ne fonctionne que dans l’application. Ouvrez-la depuis l’icône de Rollcall.',
  loading: 'Chargement…',
  failedToLoad: 'Rollcall n’a pas pu lire son propre état.',

  views: {
    groups: 'Groupes',
    phones: 'Téléphone',
    subscriptions: 'Suivis',
    history: 'Historique',
    settings: 'Paramètres',
  },
  viewsLabel: 'Vues',
  notices: 'Messages',

  common: {
    save: 'Enregistrer',
    cancel: 'Annuler',
    close: 'Fermer',
    retry: 'Réessayer',
    dismiss: 'Masquer',
    undo: 'Annuler',
    copy: 'Copier',
    copied: 'Copié',
    pending: 'Enregistrement…',
    waiting: 'En attente de connexion',
    retrying: 'Pas encore enregistré, nouvel essai automatique',
    failed: 'Non appliqué',
    more: (name) => `Plus pour ${name}`,
    copyOf: (what) => `Copier ${what}`,
  },

  errors,
  refusals,
  errorDetails,
  signIn,
  trace,
  session,
  availability,
  preferred,
  activity,
  groupKinds,
  people,
  me,
  groups,
  deleteGroup,
  removeAll,
  chooseGroup,
  addContact,
  card,
  phones,
  subscriptions,
  history,
  settings,
  diagnostics,
  update,
  undo,
  moving,
  selection,
  transfer,
  jobs,
  edit: editWords,

  announce: {
    changes: (n) =>
      plural(n, { one: (x) => `${x} changement dans vos groupes`, other: (x) => `${x} changements dans vos groupes` }),
  },
});
