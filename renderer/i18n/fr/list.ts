/** French words for what is done to the list as a whole: taking back, moving by hand, files, long work. */
import type { Job } from '../../../preload/contract/jobs.ts';
import type { Messages } from '../en/index.ts';
import { pluralOf } from '../plural.ts';
import { people } from './people.ts';

const plural = pluralOf('fr');

export const undo: Messages['undo'] = {
  nothing: 'Rien à annuler',
  undone: (words) => `Annulé : ${words}`,
  soon: 'L’annulation se fera dès que le serveur aura confirmé la modification.',
  why: {
    underWay: 'L’annulation est en cours.',
    done: 'C’est déjà annulé.',
    changed: 'Annulation impossible : il y a eu un changement depuis.',
    groupGone: 'Annulation impossible : le groupe n’existe plus.',
    nameTaken: 'Annulation impossible : un autre groupe porte ce nom à présent.',
    readOnly: 'Annulation impossible : la liste ne peut pas être modifiée.',
    unknown: 'Annulation impossible : il reste trop peu d’informations.',
  },
  created: (name) => `« ${name} » créé`,
  renamed: (from, to) => `« ${from} » renommé en « ${to} »`,
  deleted: (name) => `« ${name} » supprimé`,
  added: (name, group) => `${name} : ajout à ${group}`,
  moved: (name, group) => `${name} : déplacement vers ${group}`,
  removedAll: (name) => `${name} : retrait de tous les groupes`,
  movedMany: (n, group) => `${people(n)} : déplacement vers ${group}`,
  removedMany: (n, group) => `${people(n)} : retrait de ${group}`,
};

export const selection: Messages['selection'] = {
  count: (n) => plural(n, { one: (x) => `${x} sélection`, other: (x) => `${x} sélections` }),
  select: 'Sélectionner',
  deselect: 'Désélectionner',
  move: 'Déplacer la sélection…',
  follow: 'Suivre la sélection',
  remove: 'Retirer la sélection de ce groupe',
  clear: 'Annuler la sélection',
};

export const moving: Messages['moving'] = {
  cut: (name) => `Coupé : ${name}`,
  copied: (name) => `Copié : ${name}`,
  hint: (keys) => `Accédez à un groupe et appuyez sur ${keys}.`,
  letGo: 'Abandonner',
  over: (name) => `${name} reste à sa place`,
  moveHere: 'Déplacer ici',
  addHere: 'Ajouter ici',
  pasteMove: (name) => `Déplacer ${name} ici`,
  pasteAdd: (name) => `Ajouter ${name} ici`,
  cutOut: 'Couper',
  copy: 'Copier',
  sameGroup: 'déjà ici',
  already: 'déjà dans ce groupe',
  refused: (name, group, reason) => `${name} ne peut pas aller dans ${group} : ${reason}`,
};

export const transfer: Messages['transfer'] = {
  export: 'Exporter vers un fichier…',
  exportTitle: 'Exporter les contacts',
  format: 'Format',
  json: 'JSON',
  jsonHint: 'Pour Rollcall sur un autre ordinateur, ou comme sauvegarde',
  csv: 'CSV',
  csvHint: 'Pour un tableur ; Rollcall sait aussi le relire',
  groups: 'Groupes',
  all: 'Tous les groupes et les personnes suivies',
  noneChosen: 'Choisissez au moins un groupe.',
  save: 'Enregistrer…',
  saved: 'Le fichier est enregistré.',
  import: 'Importer depuis un fichier…',
  importTitle: 'Importer des contacts',
  importLead:
    'Un fichier JSON ou CSV de 50 000 personnes au plus. Rien ne change avant que vous ayez vu ce qui changerait.',
  drop: 'Déposez un fichier ici',
  choose: 'Choisir un fichier…',
  other: 'Autre fichier…',
  reading: 'Lecture du fichier…',
  would: (file) => `${file} apporterait :`,
  nothing: 'Tout ce fichier est déjà dans votre liste.',
  nothingUsable: 'Ce fichier ne contient rien qui puisse être importé.',
  create: (n) => plural(n, { one: (x) => `${x} nouveau groupe`, other: (x) => `${x} nouveaux groupes` }),
  add: (n) => plural(n, { one: (x) => `${x} personne à ajouter`, other: (x) => `${x} personnes à ajouter` }),
  follows: (n) => plural(n, { other: (x) => `${x} à suivre` }),
  there: (n) => plural(n, { one: (x) => `${x} déjà présente`, other: (x) => `${x} déjà présentes` }),
  cannot: (n) =>
    plural(n, { one: (x) => `${x} ne peut pas être ajoutée`, other: (x) => `${x} ne peuvent pas être ajoutées` }),
  unreadable: (n) => plural(n, { one: (x) => `${x} ligne illisible`, other: (x) => `${x} lignes illisibles` }),
  newGroup: 'nouveau groupe',
  reason: {
    readOnlyList: 'votre liste de contacts ne peut pas être modifiée pour l’instant',
    fixedGroup: 'les membres de ce groupe sont définis par votre organisation',
  },
  unreadableWhy: {
    address: 'aucune adresse',
    group: 'aucun nom de groupe utilisable',
    quotes: 'un guillemet n’est jamais fermé ; le reste du fichier s’y perd',
  },
  line: (n) => (n === null ? 'Dans le fichier' : `Ligne ${n}`),
  follow: 'Personnes et groupes à suivre',
  andMore: (n) => plural(n, { one: (x) => `et ${x} autre`, other: (x) => `et ${x} autres` }),
  apply: 'Importer',
  nothingLeft: 'Il ne restait rien à importer.',
};

function jobTitle({ kind, title }: Job): string {
  if (kind === 'import') return `Import de ${title}`;
  return kind === 'addMany' ? `Ajout de personnes à « ${title} »` : 'Suivi de personnes';
}

function jobState({ status, total, done, failed }: Job): string {
  const parts = [plural(total, { other: (x) => `${done} sur ${x}` })];
  if (failed > 0) parts.push(plural(failed, { one: (x) => `${x} échec`, other: (x) => `${x} échecs` }));
  if (status === 'waiting') parts.push('en attente');
  if (status === 'done') parts.push('terminé');
  if (status === 'cancelled') parts.push('annulé');
  return parts.join(', ');
}

export const jobs: Messages['jobs'] = {
  label: 'Travaux en cours',
  title: jobTitle,
  state: jobState,
  told: (job) =>
    `${jobTitle(job)} : ${job.status === 'running' || job.status === 'waiting' ? 'commencé' : jobState(job)}`,
  cancel: (job) => `Annuler : ${jobTitle(job)}`,
  dismiss: (job) => `Masquer : ${jobTitle(job)}`,
  errors: (n) => plural(n, { one: (x) => `Échec (${x})`, other: (x) => `Échecs (${x})` }),
  more: (n) => plural(n, { one: (x) => `et ${x} autre`, other: (x) => `et ${x} autres` }),
};
