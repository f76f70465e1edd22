/** English words for the own numbers. */
import type { PhoneKind, PhoneLock } from '../../../preload/contract/state.ts';

export const phoneKinds: Record<PhoneKind, string> = { work: 'Work', mobile: 'Mobile', home: 'Home', other: 'Other' };

export const phones = {
  title: 'My numbers',
  lead: 'Choose which numbers colleagues see in your contact card.',
  kinds: phoneKinds,
  none: 'No number',
  extension: (digits: string) => ` ext. ${digits}`,
  shared: 'Colleagues see it',
  hidden: 'Only you see it',
  sharedEmpty: 'Nothing to see yet',
  lockedVisibility: 'The server does not offer to change who sees it',
  locks: {
    directory: {
      both: 'Set by your organisation, in its directory',
      number: 'The number is set by your organisation, in its directory',
    },
    server: {
      both: 'The server does not offer to change it',
      number: 'The server does not offer to change the number',
    },
  } satisfies Record<PhoneLock, unknown>,
  edit: (kind: PhoneKind) => `Edit ${kind} number`,
  field: (kind: PhoneKind) => `${phoneKinds[kind]} number`,
  fieldHint: 'With country code, for example +44 20 7946 0123. Leave it empty to remove the number.',
  checks: {
    tooLong: 'Too long: a number has at most 80 characters.',
    removes: 'Saving removes the number.',
    noDigits: 'A number needs digits: the server will hardly accept this.',
    noCountry: 'Without + and country code it may be of use within your organisation only.',
  },
  savedAs: (number: string) => `Saved as ${number}`,
  removed: 'Number removed',
  discard: 'Discard',
  discardEdit: (edit: string) => `Discard: ${edit}`,
  notChanged: 'The server accepted the change but did not apply it.',
  refresh: 'Read again',
  asOf: (time: string) => `Read ${time}`,
  notAllowed: 'Your organisation does not let you change phone numbers here',
  notAllowedLead: 'Your account is not enabled for telephony on this server. Your administrator can tell you more.',
  failed: 'Your numbers could not be read',
  unread: 'Your numbers are not known yet',
  unreadLead: 'They are read as soon as there is a connection.',
  preview: 'What colleagues see',
  previewNone: 'No phone number',
  askTitle: (kind: PhoneKind) => `Share your ${kind} number?`,
  askLead: (number: string) =>
    `Everyone in your organisation will see ${number} in your contact card. You can hide it again at any time.`,
  askLeadEmpty: 'Everyone in your organisation will see this number in your contact card as soon as you enter one.',
  askConfirm: 'Share number',
};
