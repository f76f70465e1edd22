/** German: every word the window shows. */
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

const plural = pluralOf('de');

export const de: Messages = {
  language: 'de',
  direction: 'ltr',
  appName: 'Rollcall',
  noBridge: 'Das Fenster von Rollcall arbeitet nur in der App. Öffnen Sie es über das Rollcall-Symbol.',
  loading: 'Wird geladen…',
  failedToLoad: 'Rollcall konnte seinen eigenen Zustand nicht lesen.',

  views: {
    groups: 'Gruppen',
    phones: 'Telefon',
    subscriptions: 'Abos',
    history: 'Verlauf',
    settings: 'Einstellungen',
  },
  viewsLabel: 'Ansichten',
  notices: 'Meldungen',

  common: {
    save: 'Speichern',
    cancel: 'Abbrechen',
    close: 'Schließen',
    retry: 'Wiederholen',
    dismiss: 'Ausblenden',
    undo: 'Rückgängig',
    copy: 'Kopieren',
    copied: 'Kopiert',
    pending: 'Wird gespeichert…',
    waiting: 'Wartet auf eine Verbindung',
    retrying: 'Noch nicht gespeichert, wird von selbst wiederholt',
    failed: 'Nicht übernommen',
    more: (name) => `Mehr zu ${name}`,
    copyOf: (what) => `${what} kopieren`,
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
      plural(n, { one: (x) => `${x} Änderung in Ihren Gruppen`, other: (x) => `${x} Änderungen in Ihren Gruppen` }),
  },
};
