/** French words for the diagnostics and the updates. */
import type { Messages } from '../en/index.ts';
import { pluralOf } from '../plural.ts';

const plural = pluralOf('fr');

export const diagnostics: Messages['diagnostics'] = {
  title: 'Diagnostic',
  lead: 'Pour vous et votre assistance, quand quelque chose ne fonctionne pas.',
  back: 'Retour',
  open: 'Diagnostic',
  openLead: 'Versions, connexion, erreurs et un rapport pour votre assistance.',
  about: 'À propos de Rollcall',
  version: 'Version',
  runsOn: 'Fonctionne avec',
  licences: 'Licences',
  noLicences: 'Cette copie ne contient pas le texte des licences.',
  session: 'Session',
  state: 'État',
  phases: {
    signedOut: 'Non connecté',
    discovering: 'Recherche du serveur',
    signingIn: 'Authentification en cours',
    connecting: 'Connexion en cours',
    live: 'Connecté',
    degraded: 'Connexion perdue',
    replaced: 'Connecté ailleurs',
    ended: 'Session terminée',
  },
  since: (phase, time) => `${phase} depuis ${time}`,
  server: 'Serveur',
  frontEnd: 'Serveur frontal',
  notKnown: 'Inconnu',
  kept: 'Contenu',
  groups: 'Groupes',
  contacts: 'Contacts',
  follows: 'Suivis',
  held: (held, wanted) => `${held} sur ${wanted} tenus par le serveur`,
  edits: 'Modifications en attente',
  onDisk: 'Sur cet ordinateur',
  files: (n, size) =>
    plural(n, { one: (x) => `${size} dans ${x} fichier`, other: (x) => `${size} dans ${x} fichiers` }),
  errors: 'Dernières erreurs',
  noErrors: 'Il n’y en a pas eu.',
  times: (n) => plural(n, { one: (x) => `${x} fois`, other: (x) => `${x} fois` }),
  policies: 'Stratégies en vigueur',
  log: 'Journal',
  level: 'Niveau de détail',
  levels: { error: 'Erreurs seulement', warn: 'Avertissements aussi', info: 'Normal', debug: 'Tout' },
  openLogs: 'Ouvrir le dossier du journal',
  report: 'Rapport',
  reportLead: 'Il ne contient aucun secret et ne nomme personne. Lisez-le avant de le transmettre.',
  make: 'Créer un rapport',
  copy: 'Copier',
  save: 'Enregistrer…',
};

export const update: Messages['update'] = {
  title: 'Mises à jour',
  ready: (version) => `La version ${version} est prête. Elle sera installée quand vous quitterez.`,
  restart: 'Redémarrer maintenant',
  newest: (time) => `À jour (vérification : ${time})`,
  notChecked: 'Pas encore vérifié',
  checking: 'Vérification…',
  downloading: (version, percent) => `Téléchargement de la version ${version} : ${percent} %`,
  failed: (time) => `La dernière vérification a échoué (${time})`,
  check: 'Vérifier maintenant',
};
