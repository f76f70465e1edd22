/** French words for every error code: what happened, and what the user can do about it. */
import type { Messages } from '../en/index.ts';

export const errors: Messages['errors'] = {
  'network.offline': {
    title: 'Cet ordinateur est hors ligne.',
    advice: 'Rollcall reprendra de lui-même dès que le réseau sera disponible.',
  },
  'network.timeout': {
    title: 'Le serveur n’a pas répondu à temps.',
    advice: 'Il est peut-être surchargé, ou un pare-feu bloque la connexion. Réessayez dans un instant.',
  },
  'network.unreachable': {
    title: 'Le serveur est injoignable.',
    advice: 'Vérifiez le réseau ou le VPN, et le nom du serveur si vous en avez saisi un.',
  },
  'tls.untrusted': {
    title: 'Le certificat du serveur n’est pas approuvé.',
    advice: 'Demandez à votre administrateur d’installer l’autorité de certification de l’organisation.',
  },
  'discovery.notFound': {
    title: 'Aucun serveur trouvé pour cette adresse.',
    advice: 'Vérifiez l’adresse, ou saisissez le serveur indiqué par votre administrateur.',
  },
  'discovery.loop': {
    title: 'Les serveurs se renvoient sans cesse l’un à l’autre.',
    advice: 'Saisissez le serveur vous-même, ou montrez les détails à votre administrateur.',
  },
  'auth.required': {
    title: 'Veuillez vous reconnecter.',
    advice: 'Les informations enregistrées ne suffisent plus.',
  },
  'auth.denied': {
    title: 'L’adresse ou le mot de passe est incorrect.',
    advice: 'Saisissez à nouveau le mot de passe. Après plusieurs échecs, le compte peut être bloqué un moment.',
  },
  'auth.unsupported': {
    title: 'Ce serveur ne propose aucun mode de connexion utilisable par Rollcall.',
    advice: 'Montrez les détails à votre administrateur.',
  },
  'auth.hostNotTrusted': {
    title: 'La connexion mène à un serveur hors du domaine de votre organisation.',
    advice: 'Ne continuez que si vous savez que ce serveur appartient à votre organisation.',
  },
  'session.replaced': {
    title: 'Rollcall est utilisé ailleurs avec ce compte.',
    advice: 'Choisissez « Utiliser ici » pour reprendre la connexion.',
  },
  'session.ended': { title: 'La session est terminée.', advice: 'Réessayez ou reconnectez-vous.' },
  'ucwa.badRequest': {
    title: 'Le serveur n’a pas compris la demande.',
    advice: 'Vérifiez votre saisie. Si elle est correcte, montrez les détails à votre administrateur.',
  },
  'ucwa.forbidden': {
    title: 'Le serveur ne l’autorise pas.',
    advice: 'C’est votre organisation qui en décide ; votre administrateur peut vous en dire plus.',
  },
  'ucwa.limitExceeded': {
    title: 'La limite du serveur est atteinte.',
    advice: 'Supprimez d’abord quelque chose, par exemple en suivant moins de personnes.',
  },
  'ucwa.tooManyGroups': {
    title: 'Vous avez autant de groupes que le serveur le permet.',
    advice: 'Supprimez un groupe dont vous n’avez plus besoin, puis réessayez.',
  },
  'ucwa.tooManyApplications': {
    title: 'Trop d’applications sont connectées avec ce compte.',
    advice: 'Déconnectez-vous sur un autre appareil, ou patientez quelques minutes.',
  },
  'ucwa.userAgentNotAllowed': {
    title: 'Votre organisation n’autorise pas cette version de Rollcall.',
    advice: 'Demandez une version autorisée à votre administrateur.',
  },
  'ucwa.alreadyExists': { title: 'Il en existe déjà un.', advice: 'Choisissez un autre nom.' },
  'ucwa.conflict': {
    title: 'Une autre modification a eu lieu au même moment.',
    advice: 'Regardez l’état actuel, puis réessayez.',
  },
  'ucwa.readOnly': {
    title: 'Votre liste de contacts ne peut pas être modifiée pour le moment.',
    advice: 'Elle se trouve dans Exchange ou est en cours de déplacement. Vous pouvez toujours la consulter.',
  },
  'ucwa.notEditable': {
    title: 'Cela ne peut pas être modifié ici.',
    advice: 'Votre organisation ou le serveur le détermine ; votre administrateur peut vous en dire plus.',
  },
  'ucwa.notFound': {
    title: 'Cet élément n’est plus sur le serveur.',
    advice: 'Quelqu’un l’a peut-être supprimé entre-temps.',
  },
  'ucwa.normalizationFailed': {
    title: 'Le serveur n’y reconnaît pas de numéro de téléphone.',
    advice: 'Écrivez-le avec l’indicatif du pays, par exemple +33 1 70 18 99 00.',
  },
  'ucwa.preconditionFailed': {
    title: 'Cet élément a été modifié ailleurs entre-temps.',
    advice: 'Regardez l’état actuel, puis réessayez.',
  },
  'ucwa.tooManyRequests': {
    title: 'Le serveur demande une pause.',
    advice: 'Rollcall patiente et reprendra de lui-même.',
  },
  'ucwa.unavailable': {
    title: 'Le serveur n’est pas disponible pour le moment.',
    advice: 'Rollcall réessaie de lui-même.',
  },
  'ucwa.serviceFailure': {
    title: 'Le serveur a échoué sur cette demande.',
    advice: 'Réessayez plus tard. Si cela persiste, montrez les détails à votre administrateur.',
  },
  'ucwa.tooLarge': {
    title: 'La réponse du serveur est trop volumineuse.',
    advice:
      'Elle dépasse ce que Rollcall accepte en une fois. Des groupes plus petits aident, si vous pouvez les modifier.',
  },
  'ucwa.unexpected': {
    title: 'Rollcall ne connaît pas cette réponse du serveur.',
    advice: 'Réessayez. Si cela persiste, montrez les détails à votre administrateur.',
  },
  'edit.notChanged': {
    title: 'Le serveur a accepté la modification, mais ne l’a pas appliquée.',
    advice: 'Une règle de votre organisation s’y oppose peut-être.',
  },
  'edit.noLongerPossible': {
    title: 'Cette modification n’est plus possible.',
    advice: 'L’élément concerné a changé ou n’existe plus.',
  },
  'import.tooLarge': {
    title: 'Ce fichier est trop volumineux.',
    advice: 'Rollcall lit des fichiers de huit millions de caractères et 50 000 personnes au plus. Divisez-le.',
  },
  'import.unreadable': {
    title: 'Ce fichier ne peut pas être lu comme une liste de contacts.',
    advice: 'Choisissez un fichier exporté par Rollcall, ou un fichier CSV avec une colonne d’adresses.',
  },
  'keychain.unavailable': {
    title: 'Le mot de passe n’a pas pu être enregistré.',
    advice:
      'Le trousseau de cet ordinateur n’est pas disponible. Rollcall demandera donc le mot de passe à chaque démarrage.',
  },
  'update.unreachable': {
    title: 'Le serveur de mises à jour est injoignable.',
    advice: 'Rollcall réessaie de lui-même.',
  },
  'update.refused': {
    title: 'La mise à jour n’a pas été installée.',
    advice:
      'Le fichier téléchargé ne correspond pas à ce que son éditeur a annoncé. Si cela persiste, montrez les détails à votre administrateur.',
  },
  'settings.reset': {
    title: 'Les paramètres étaient illisibles et ont été réinitialisés.',
    advice: 'Le fichier illisible a été conservé. Reconnectez-vous : vos suivis et votre historique sont toujours là.',
  },
  'settings.newer': {
    title: 'Une version plus récente de Rollcall a été utilisée ici.',
    advice: 'Ce que cette version ne connaît pas de ses données a été mis de côté et n’est pas perdu.',
  },
  'data.reset': {
    title: 'Une partie des données enregistrées sur cet ordinateur est illisible.',
    advice:
      'Des modifications non envoyées, vos suivis ou votre historique peuvent manquer. Le fichier a été conservé.',
  },
  'notifications.refused': {
    title: 'Les notifications ne peuvent pas s’afficher.',
    advice:
      'Autorisez Rollcall dans les réglages de notifications du système. Sous macOS, Rollcall doit aussi être installé et signé.',
  },
  'tray.missing': {
    title: 'Ce bureau n’affiche pas d’icônes de notification.',
    advice:
      'Rollcall reste dans la barre des tâches. Réduisez cette fenêtre pour le laisser tourner ; la fermer le quitte. Sous GNOME, l’extension AppIndicator affiche l’icône.',
  },
  'policy.refused': {
    title: 'Votre organisation ne le permet pas.',
    advice: 'Une stratégie s’y oppose ; votre administrateur peut vous en dire plus.',
  },
  'policy.unreadable': {
    title: 'Les stratégies de votre organisation sont illisibles.',
    advice: 'La connexion est impossible en attendant. Montrez le diagnostic à votre administrateur.',
  },
  busy: { title: 'Trop de demandes à la fois.', advice: 'Patientez un instant, puis réessayez.' },
  validation: { title: 'Une saisie n’est pas valide.', advice: 'Corrigez-la, puis réessayez.' },
  internal: {
    title: 'Une erreur est survenue dans Rollcall.',
    advice: 'Réessayez. Si cela persiste, redémarrez Rollcall et montrez les détails à votre administrateur.',
  },
};

export const refusals: Messages['refusals'] = {
  '409 LimitExceeded': {
    title: 'Votre liste de contacts est pleine.',
    advice: 'Retirez-en quelqu’un dont vous n’avez plus besoin, puis réessayez.',
  },
  TooManyContacts: {
    title: 'Il y a là plus de personnes que le serveur n’en accepte ou n’en affiche à la fois.',
    advice: 'Procédez avec moins de personnes ou un groupe plus petit.',
  },
  MakeMeAvailableRequired: {
    title: 'Votre propre statut doit d’abord être publié.',
    advice: 'Définissez votre statut, puis réessayez.',
  },
  AnotherOperationPending: {
    title: 'Le serveur traite encore une modification précédente.',
    advice: 'Attendez un instant, puis réessayez.',
  },
  APIVersionNotSupported: {
    title: 'Votre serveur est trop ancien pour cela.',
    advice: 'Votre administrateur peut vous dire s’il sera mis à jour.',
  },
  DestinationNotFound: {
    title: 'Le serveur ne connaît pas cette personne ou ce numéro.',
    advice: 'Vérifiez que l’adresse ou le numéro ne contient pas de faute de frappe.',
  },
  NoDelegatesConfigured: {
    title: 'Vous n’avez aucun délégué.',
    advice: 'Ajoutez-en un dans Skype Entreprise, puis réessayez.',
  },
  NoTeamMembersConfigured: {
    title: 'Vous n’avez pas d’équipe.',
    advice: 'Ajoutez-y quelqu’un dans Skype Entreprise, puis réessayez.',
  },
  AnonymousNotAllowed: {
    title: 'Le serveur ne l’autorise qu’aux personnes connectées avec un compte.',
    advice: 'Connectez-vous avec votre propre compte.',
  },
  InvalidExchangeServerVersion: {
    title: 'Votre boîte aux lettres se trouve sur une version d’Exchange que le serveur ne prend pas en charge.',
    advice: 'Ce qui est affiché reste en l’état pour le moment. Montrez les détails à votre administrateur.',
  },
  ExchangeServiceFailure: {
    title: 'Votre serveur ne parvient pas à joindre Exchange pour le moment.',
    advice: 'Réessayez plus tard. Si cela persiste, montrez les détails à votre administrateur.',
  },
};

export const errorDetails: Messages['errorDetails'] = {
  show: 'Détails',
  copy: 'Copier les détails',
  code: 'Code',
  message: 'Message',
  serverMessage: 'Le serveur indique',
  status: 'Statut HTTP',
  subcode: 'Sous-code',
  diagnostics: 'Diagnostic',
  host: 'Serveur',
  frontEnd: 'Serveur frontal',
  correlationId: 'ID de corrélation',
};
