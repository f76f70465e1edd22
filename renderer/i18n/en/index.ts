/** English: every word the window shows. `Messages` is its shape, which each other language must fill. */
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

const plural = pluralOf('en');

export const en = {
  language: 'en',
  direction: 'ltr' as 'ltr' | 'rtl',
  appName: 'Rollcall',
  noBridge: 'Rollcall’s window works only inside the app. Open it from the Rollcall icon.',
  loading: 'Loading…',
  failedToLoad: 'Rollcall could not read its own state.',

  views: {
    groups: 'Groups',
    phones: 'Phones',
    subscriptions: 'Subscriptions',
    history: 'History',
    settings: 'Settings',
  },
  viewsLabel: 'Views',
  notices: 'Messages',

  common: {
    save: 'Save',
    cancel: 'Cancel',
    close: 'Close',
    retry: 'Retry',
    dismiss: 'Dismiss',
    undo: 'Undo',
    copy: 'Copy',
    copied: 'Copied',
    pending: 'Saving…',
    waiting: 'Waits for a connection',
    /** The server is there, but would not take it for now. */
    retrying: 'Not saved yet, tried again by itself',
    failed: 'Not applied',
    more: (name: string) => `More for ${name}`,
    copyOf: (what: string) => `Copy ${what}`,
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
    changes: (n: number) =>
      plural(n, { one: (x) => `${x} change in your groups`, other: (x) => `${x} changes in your groups` }),
  },
};

/** What a language must bring; the compiler refuses a missing or a surplus word. */
export type Messages = typeof en;
