/** French words for the own numbers. */
import type { PhoneKind } from '../../../preload/contract/state.ts';
import type { Messages } from '../en/index.ts';

/** The number of each kind within a sentence, after "votre". */
export const phoneObjects: Record<PhoneKind, string> = {
  work: 'numéro professionnel',
  mobile: 'numéro mobile',
  home: 'numéro de domicile',
  other: 'autre numéro',
};

const FIELDS: Record<PhoneKind, string> = {
  work: 'Numéro professionnel',
  mobile: 'Numéro mobile',
  home: 'Numéro de domicile',
  other: 'Autre numéro',
};

export const phones: Messages['phones'] = {
  title: 'Mes numéros',
  lead: 'Choisissez les numéros que vos collègues voient sur votre fiche de contact.',
  kinds: { work: 'Bureau', mobile: 'Mobile', home: 'Domicile', other: 'Autre' },
  none: 'Aucun numéro',
  extension: (digits) => ` poste ${digits}`,
  shared: 'Visible par vos collègues',
  hidden: 'Visible par vous seul(e)',
  sharedEmpty: 'Rien à voir pour l’instant',
  lockedVisibility: 'Le serveur ne permet pas d’en modifier la visibilité',
  locks: {
    directory: {
      both: 'Défini par votre organisation, dans son annuaire',
      number: 'Le numéro est défini dans l’annuaire de votre organisation',
    },
    server: {
      both: 'Le serveur ne permet pas de le modifier',
      number: 'Le serveur ne permet pas de modifier le numéro',
    },
  },
  edit: (kind) => `Modifier votre ${phoneObjects[kind]}`,
  field: (kind) => FIELDS[kind],
  fieldHint: 'Avec l’indicatif du pays, par exemple +33 1 70 18 99 00. Laissez vide pour supprimer le numéro.',
  checks: {
    tooLong: 'Trop long : un numéro a 80 caractères au plus.',
    removes: 'L’enregistrement supprime le numéro.',
    noDigits: 'Un numéro comporte des chiffres : le serveur ne l’acceptera guère.',
    noCountry: 'Sans + ni indicatif du pays, il ne sert peut-être que dans votre organisation.',
  },
  savedAs: (number) => `Enregistré : ${number}`,
  removed: 'Numéro supprimé',
  discard: 'Abandonner',
  discardEdit: (edit) => `Abandonner : ${edit}`,
  notChanged: 'Le serveur a accepté la modification, mais ne l’a pas appliquée.',
  refresh: 'Actualiser',
  asOf: (time) => `Lu : ${time}`,
  notAllowed: 'Les numéros de téléphone ne peuvent pas être modifiés ici',
  notAllowedLead:
    'La téléphonie n’est pas activée pour votre compte sur ce serveur. Renseignez-vous auprès de votre administrateur.',
  failed: 'Vos numéros n’ont pas pu être lus',
  unread: 'Vos numéros ne sont pas encore connus',
  unreadLead: 'Ils sont lus dès qu’il y a une connexion.',
  preview: 'Ce que voient vos collègues',
  previewNone: 'Aucun numéro de téléphone',
  askTitle: (kind) => `Partager votre ${phoneObjects[kind]} ?`,
  askLead: (number) =>
    `Toute votre organisation verra ${number} sur votre fiche de contact. Vous pourrez le masquer à tout moment.`,
  askLeadEmpty: 'Toute votre organisation verra ce numéro sur votre fiche de contact dès que vous en saisirez un.',
  askConfirm: 'Partager le numéro',
};
