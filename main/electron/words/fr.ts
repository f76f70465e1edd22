/** French: every text of the tray, its menu and its questions. */
import type { ErrorCode } from '../../core/result.ts';
import type { HostWords } from './en.ts';

/** Why there is no session, for what happens most; the window says the rest. */
const REASONS: Partial<Record<ErrorCode, string>> = {
  'network.offline': 'pas de réseau',
  'network.timeout': 'le serveur ne répond pas',
  'network.unreachable': 'serveur injoignable',
  'tls.untrusted': 'certificat non approuvé',
  'discovery.notFound': 'aucun serveur trouvé',
  'auth.required': 'connexion requise',
  'auth.denied': 'adresse ou mot de passe incorrect',
  'auth.hostNotTrusted': 'serveur non approuvé',
  'session.ended': 'session terminée',
  'ucwa.unavailable': 'serveur indisponible',
};

export const fr: HostWords = {
  tray: {
    app: 'Rollcall',
    cannotStart: 'Rollcall ne peut pas démarrer',
    cannotStartHelp: 'Les fichiers journaux en disent plus ; montrez-les à votre administrateur. La raison :',
    open: 'Ouvrir Rollcall',
    settings: 'Paramètres…',
    diagnostics: 'Diagnostic',
    signIn: 'Se connecter…',
    signOut: 'Se déconnecter',
    unsent: (n) =>
      n === 1 ? '1 modification n’est pas parvenue au serveur' : `${n} modifications ne sont pas parvenues au serveur`,
    unsentKept: 'Conservé pour ce compte, envoyé à la prochaine connexion',
    tryAgain: 'Réessayer maintenant',
    quit: 'Quitter Rollcall',
    myStatus: 'Mon statut',
    resetStatus: 'Statut automatique',
    sharedNumbers: 'Numéros visibles par les collègues',
    pause: 'Suspendre les notifications',
    pauseHour: 'Pendant 1 heure',
    pauseTomorrow: 'Jusqu’à demain',
    resume: 'Reprendre les notifications',
    pausedUntil: (time) => `Notifications suspendues jusqu’à ${time}`,
    signedOut: 'Non connecté',
    signingIn: 'Connexion en cours…',
    connecting: 'Connexion en cours…',
    connected: 'Connecté',
    offline: 'Pas de réseau',
    reconnecting: 'Connexion perdue, nouvelle tentative en cours',
    retryAt: (time) => `Connexion perdue, nouvelle tentative à ${time}`,
    replaced: 'Connecté ailleurs',
    saving: 'enregistrement…',
    phoneLocks: {
      directory: 'défini dans l’annuaire de votre organisation',
      server: 'modification non proposée par le serveur',
    },
    shareTitle: (phone) =>
      `Partager votre ${{ work: 'numéro professionnel', mobile: 'numéro mobile', home: 'numéro de domicile', other: 'autre numéro' }[phone]} ?`,
    shareDetail: 'Toute votre organisation le verra sur votre fiche de contact. Vous pourrez le masquer à tout moment.',
    share: 'Partager le numéro',
    cancel: 'Annuler',
    noTrayTitle: 'Ce bureau n’affiche pas d’icônes de notification',
    noTray:
      'Rollcall reste dans la barre des tâches. Réduisez sa fenêtre pour le laisser tourner ; la fermer le quitte. Sous GNOME, l’extension AppIndicator affiche l’icône.',
    crashed: 'Une erreur est survenue dans Rollcall.',
    crashedOnce: 'Rollcall doit redémarrer. Vos modifications sont conservées.',
    crashedOften:
      'Redémarrer n’a pas suffi. Les fichiers journaux en disent plus ; montrez-les à votre administrateur.',
    restart: 'Redémarrer Rollcall',
    signInAt: (host) => `${host} – connexion à Rollcall`,
    certificateTitle: (host) => `${host} demande qui vous êtes. Quel certificat peut-il voir ?`,
    certificateDetail:
      'Il connaîtra alors le nom qui y figure. Rollcall ne posera plus la question pour ce serveur avant d’être redémarré.',
    noCertificate: 'Aucun',
    reason: ({ code }) => REASONS[code] ?? 'détails dans la fenêtre',
  },
  menu: { view: 'Présentation', actualSize: 'Taille réelle', zoomIn: 'Agrandir', zoomOut: 'Réduire' },
  availability: {
    Online: 'Disponible',
    Busy: 'Occupé(e)',
    DoNotDisturb: 'Ne pas déranger',
    BeRightBack: 'De retour bientôt',
    Away: 'Absent(e)',
    IdleOnline: 'Inactif(-ve)',
    IdleBusy: 'Occupé(e), inactif(-ve)',
    Offline: 'Hors connexion',
    Unknown: 'Statut inconnu',
  },
  preferred: {
    Online: 'Disponible',
    Busy: 'Occupé(e)',
    DoNotDisturb: 'Ne pas déranger',
    BeRightBack: 'De retour bientôt',
    Away: 'Absent(e)',
    Offwork: 'Absent(e) du bureau',
  },
  phones: { work: 'Bureau', mobile: 'Mobile', home: 'Domicile', other: 'Autre' },
};
