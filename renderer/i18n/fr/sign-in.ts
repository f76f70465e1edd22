/** French words for signing in, its trace, and the state of the session. */
import type { Messages } from '../en/index.ts';
import { pluralOf } from '../plural.ts';

const plural = pluralOf('fr');

export const signIn: Messages['signIn'] = {
  lead: 'Qui est dans vos groupes, ce qui a changé et lesquels de vos numéros vos collègues voient.',
  address: 'Adresse',
  addressHint: 'nom@example.org',
  password: 'Mot de passe',
  byHand: 'Saisir un serveur',
  /** The organisation's server, where it is no matter of choice. */
  setServer: (server: string) => `Serveur : ${server}`,
  setFound: 'Le serveur est trouvé grâce à votre adresse.',
  server: 'Serveur',
  serverHint: 'Vide : trouvé par votre adresse',
  continue: 'Continuer',
  others: 'Ou continuer avec',
  change: 'Modifier',
  or: 'ou',
  kinds: {
    windows: 'Utiliser mon compte de cet ordinateur',
    passive: 'Utiliser la page de mon organisation',
    microsoft: 'Se connecter avec Microsoft',
  },
  remember: 'Rester connecté(e)',
  rememberHint: 'Conserve le nécessaire dans le trousseau de cet ordinateur.',
  submit: 'Se connecter',
  onPage: (host) => `Continuez dans la fenêtre de connexion de ${host}.`,
  inBrowser: (host) => `Continuez dans votre navigateur, sur ${host}.`,
  back: 'Retour à la liste',
  trust: (host) => `Approuver ${host} et se connecter`,
  needAddress: 'Saisissez votre adresse, par exemple nom@example.org.',
  needPassword: 'Saisissez votre mot de passe.',
  discovering: (host) => (host === null ? 'Recherche de votre serveur…' : `Recherche de votre serveur sur ${host}…`),
  signingIn: (host) => (host === null ? 'Connexion en cours…' : `Connexion à ${host}…`),
  connecting: 'Connexion en cours…',
};

export const trace: Messages['trace'] = {
  show: (n) =>
    plural(n, { one: (x) => `Ce qui a été essayé (${x} étape)`, other: (x) => `Ce qui a été essayé (${x} étapes)` }),
  noAnswer: 'Pas encore de réponse',
  took: (ms) => `${ms} ms`,
  copy: 'Copier',
  save: 'Enregistrer dans un fichier…',
};

export const session: Messages['session'] = {
  signOut: 'Se déconnecter',
  leaveTitle: 'Se déconnecter ?',
  unsent: (n) =>
    plural(n, {
      one: (x) =>
        `${x} modification n’est pas parvenue au serveur. Elle est conservée pour ce compte et envoyée à la prochaine connexion.`,
      other: (x) =>
        `${x} modifications ne sont pas parvenues au serveur. Elles sont conservées pour ce compte et envoyées à la prochaine connexion.`,
    }),
  allSent: 'Toutes les modifications sont maintenant parvenues au serveur.',
  degraded: 'Connexion perdue',
  nextTry: (time) => `Prochaine tentative ${time}.`,
  tryingNow: 'Tentative en cours…',
  tryNow: 'Essayer maintenant',
  replaced: 'Rollcall est ouvert ailleurs',
  replacedLead: 'Un autre Rollcall a repris la connexion. Cette liste n’est plus tenue à jour.',
  useHere: 'Utiliser ici',
  ended: 'Session terminée',
  retry: 'Réessayer',
  signInAgain: 'Se reconnecter',
  cached: (time) => `Liste actualisée : ${time}`,
  live: 'De nouveau connecté',
  lost: 'Connexion perdue',
};
