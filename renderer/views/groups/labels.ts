/** What a row of the tree says, to the eye and to a screen reader. */
import type { MutedGroup } from '../../../preload/contract/state.ts';
import type { AppState } from '../../state/app.svelte.ts';
import { format, t } from '../../i18n/index.ts';
import { muteOf } from '../../state/mutes.ts';
import { presenceView, type PresenceView } from './presence-words.ts';
import type { ContactRow, Row } from './rows.ts';

export interface ContactView {
  name: string;
  presence: PresenceView | null;
  note: string | null;
  /** Title and department, for somebody whose presence is not known. */
  job: string;
  /** What is happening to the membership, or null. */
  mark: string | null;
}

/** Everything a contact's row shows. Reactive: reads this person's rows only. */
export function contactView(app: AppState, row: ContactRow): ContactView {
  const contact = app.mirror.contacts.get(row.address);
  const presence = app.mirror.presence.get(row.address);
  const stale = presence !== undefined && !(presence.live && app.live);
  return {
    name: contact?.name || row.nameInEdit || row.address,
    presence: presenceView(presence, app.live, stale ? app.now.minute : 0),
    note: presence?.note ?? null,
    job: [contact?.title, contact?.department].filter(Boolean).join(' · ') || row.address,
    mark: markWords(row),
  };
}

function markWords(row: ContactRow): string | null {
  if (row.edit === null) return null;
  if (row.edit.status === 'waiting') return t.common.waiting;
  return row.mark === 'going' ? t.groups.removing : t.groups.adding;
}

/** `muted until 14:02`. */
export function muteWords(app: AppState, { until }: MutedGroup): string {
  return until === null ? t.groups.muted : t.groups.mutedUntil(format.time(until, app.now.minute));
}

/** The accessible name of a row: name first, then everything the row shows. */
export function labelOf(app: AppState, row: Row): string {
  switch (row.type) {
    case 'group': {
      const tally = app.mirror.index.tally(row.group.id);
      const parts = [row.name, t.groups.summary(tally.total, tally.known === 0 ? null : tally.available)];
      const mute = muteOf(app.mirror.settings.mutedGroups, row.group.id, () => app.now.minute);
      if (mute !== null) parts.push(muteWords(app, mute));
      if (row.edit?.status === 'waiting') parts.push(t.common.waiting);
      else if (row.edit?.wish.kind === 'groupDelete') parts.push(t.groups.deleting);
      else if (row.edit !== null) parts.push(t.common.pending);
      return parts.join(', ');
    }
    case 'newGroup':
      return `${row.name}, ${row.edit.status === 'waiting' ? t.common.waiting : t.groups.creating}`;
    case 'contact': {
      const view = contactView(app, row);
      const state = view.mark ?? view.presence?.words ?? t.availability.Unknown;
      return [view.name, state, view.note].filter(Boolean).join(', ');
    }
    case 'empty':
      return t.groups.emptyGroup;
  }
}
