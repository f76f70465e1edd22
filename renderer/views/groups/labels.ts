/** What a row of the tree says, to the eye and to a screen reader. */
import type { GroupKind, MutedGroup } from '../../../preload/contract/state.ts';
import type { AppState } from '../../state/app.svelte.ts';
import { waitingWords } from '../../components/error-words.ts';
import { format, t } from '../../i18n/index.ts';
import { muteOf } from '../../state/mutes.ts';
import { plain } from '../../state/plain.ts';
import { presenceView, type PresenceView } from './presence-words.ts';
import type { ContactRow, Row } from './rows.ts';

export interface ContactView {
  name: string;
  presence: PresenceView | null;
  note: string | null;
  /** The second line: presence and note; title and department for somebody whose presence is not known. */
  line: string;
  /** The line is what was searched for, instead of the presence. */
  told: boolean;
  /** What is happening to the membership, or null. */
  mark: string | null;
}

/**
 * Everything a contact's row shows. Reactive: reads this person's rows only. `words`: what is searched for, plain; what
 * was found and would not be seen takes the place of the presence.
 */
export function contactView(app: AppState, row: ContactRow, words: readonly string[] = []): ContactView {
  const contact = app.mirror.contacts.get(row.address);
  const presence = app.mirror.presence.get(row.address);
  const stale = presence !== undefined && !(presence.live && app.live);
  const name = contact?.name || row.nameInEdit || row.address;
  const view = presenceView(presence, app.live, stale ? app.now.minute : 0);
  const note = presence?.note ?? null;
  const job = [contact?.title, contact?.department].filter(Boolean).join(' · ');
  const usual = view === null ? job || row.address : [view.words, note].filter(Boolean).join(' · ');
  const line = telling(words, name, [usual, job, row.address]);
  const mark = markWords(row);
  return { name, presence: view, note, line, told: mark === null && line !== usual, mark };
}

/** The first text that has a word which the name lacks; else the first. */
function telling(words: readonly string[], name: string, texts: [string, ...string[]]): string {
  const sought = words.filter((word) => !plain(name).includes(word));
  return texts.find((text) => sought.some((word) => plain(text).includes(word))) ?? texts[0];
}

function markWords(row: ContactRow): string | null {
  if (row.edit === null) return null;
  if (row.edit.status === 'waiting') return waitingWords(row.edit);
  return row.mark === 'going' ? t.groups.removing : t.groups.adding;
}

/** `muted until 14:02`. */
export function muteWords(app: AppState, { until }: MutedGroup): string {
  return until === null ? t.groups.muted : t.groups.mutedUntil(format.time(until, app.now.minute));
}

/** Kinds that a group's name does not tell; the window shows them by an icon. */
const UNLIKE_OWN = new Set<GroupKind>([
  'distributionGroup',
  'delegatesGroup',
  'delegatorsGroup',
  'myOrganizationGroup',
]);

/** The accessible name of a row: name first, then everything the row shows, in that order, then what it only hints at. */
export function labelOf(app: AppState, row: Row, words: readonly string[] = []): string {
  switch (row.type) {
    case 'group': {
      const tally = app.mirror.index.tally(row.group.id);
      const parts = [row.name, t.groups.summary(tally.total, tally.known === 0 ? null : tally.available)];
      if (UNLIKE_OWN.has(row.group.kind)) parts.push(t.groupKinds[row.group.kind]);
      const mute = muteOf(app.mirror.settings.mutedGroups, row.group.id, () => app.now.minute);
      if (mute !== null) parts.push(muteWords(app, mute));
      if (row.edit?.status === 'waiting') parts.push(waitingWords(row.edit));
      else if (row.edit?.wish.kind === 'groupDelete') parts.push(t.groups.deleting);
      else if (row.edit !== null) parts.push(t.common.pending);
      return parts.join(', ');
    }
    case 'newGroup':
      return `${row.name}, ${row.edit.status === 'waiting' ? waitingWords(row.edit) : t.groups.creating}`;
    case 'contact': {
      const view = contactView(app, row, words);
      const state = view.mark ?? view.presence?.words ?? t.availability.Unknown;
      const shown = view.told ? [view.line, state] : [state, view.note];
      return [view.name, ...shown].filter(Boolean).join(', ');
    }
    case 'empty':
      return t.groups.emptyGroup;
  }
}
