/** French words for the settings and the accounts. */
import type { Messages } from '../en/index.ts';
import { pluralOf } from '../plural.ts';

const plural = pluralOf('fr');

export const settings: Messages['settings'] = {
  title: 'Paramètres',
  appearance: 'Apparence',
  theme: 'Thème',
  themes: { system: 'Système', light: 'Clair', dark: 'Sombre' },
  zoom: 'Taille',
  language: 'Langue',
  languages: { system: 'Comme le système', en: 'English', de: 'Deutsch', fr: 'Français' },
  notifications: 'Notifications',
  notifyGroupChanges: 'Changements dans les groupes',
  notifyGroupChangesLead:
    'Quand des personnes arrivent ou partent, et quand des groupes sont créés, renommés ou supprimés.',
  notifyPresence: 'Statut',
  notifyPresenceLead: 'Quand une personne que vous suivez devient disponible.',
  pause: 'Suspendre',
  pauseHour: 'Pendant 1 heure',
  pauseTomorrow: 'Jusqu’à demain',
  resume: 'Reprendre',
  pausedUntil: (time) => `Suspendues jusqu’à ${time}`,
  notPaused: 'Les notifications sont affichées.',
  mutedGroups: 'Groupes sans notifications',
  mutedNone: 'Tous les groupes notifient.',
  mutedAlways: 'Toujours',
  mutedUntil: (time: string) => `Jusqu’à ${time}`,
  unmute: (name) => `Réactiver les notifications de ${name}`,
  unmuteShort: 'Réactiver',
  goneGroup: 'Un groupe supprimé',
  system: 'Cet ordinateur',
  startAtLogin: 'Démarrer à l’ouverture de session',
  startAtLoginLead: 'Rollcall démarre dans la zone de notification, sans fenêtre.',
  publishPresence: 'M’afficher comme disponible',
  publishPresenceLead: 'Tant que vous êtes au clavier. Les messages vont toujours à vos seuls autres appareils.',
  openSipLinks: 'Ouvrir les liens sip: dans Rollcall',
  openSipLinksLead:
    'Un lien vers l’adresse d’un collègue, sur une page ou dans un e-mail, ouvre sa fiche ici. Le système peut demander quelle application utiliser.',
  /** Under a setting that is locked. */
  managed: 'Défini par votre organisation',
  server: (server) => `Serveur : ${server}`,
  serverFound: 'Serveur trouvé par votre adresse',
  accounts: (n) => plural(n, { one: () => 'Compte', other: () => 'Comptes' }),
  signsIn: {
    windows: 'Compte de cet ordinateur',
    password: 'Mot de passe',
    passive: 'Page de connexion de l’organisation',
    microsoft: 'Microsoft',
  },
  inUse: 'Utilisé',
  use: 'Utiliser',
  useAccount: (address) => `Utiliser ${address}`,
  another: 'Ajouter un compte…',
  anotherLead: 'Un seul compte est utilisé à la fois ; les autres sont conservés.',
  forget: 'Oublier…',
  forgetAccount: (address) => `Oublier ${address}…`,
  forgetTitle: (address) => `Oublier ${address} ?`,
  forgetLead:
    'Vous êtes déconnecté(e). Les informations de connexion, la liste enregistrée et les modifications en attente sont supprimées de cet ordinateur.',
  forgetOtherLead:
    'Les informations de connexion, la liste enregistrée et les modifications en attente de ce compte sont supprimées de cet ordinateur.',
  forgetConfirm: 'Oublier le compte',
};
