/** The user's changes of groups and memberships, carried out (PROTOCOL 11.1, 11.2, 12). Each ends with a re-read. */
import { AT_ONCE, type Attempt } from '../edits/attempt.ts';
import type { AppError, Result } from '../result.ts';
import type { Application } from '../session/application.ts';
import type { EditWish } from '../store/state.ts';
import type { Store } from '../store/store.ts';
import { addMany, moveMany, removeMany } from './bulk-edits.ts';
import type { Editing } from './editing.ts';
import { createNewGroup, deleteOldGroup, renameGroup } from './group-edits.ts';
import type { ListLock } from './list-lock.ts';
import { add, move, remove, removeFromAll } from './member-edits.ts';
import type { People } from './people.ts';
import type { Stale } from './stale.ts';

/** Wishes this feature carries out. */
export type PeopleWish = Extract<
  EditWish,
  {
    kind:
      | 'groupCreate'
      | 'groupRename'
      | 'groupDelete'
      | 'memberAdd'
      | 'memberRemove'
      | 'memberMove'
      | 'memberRemoveAll'
      | 'membersAdd'
      | 'membersRemove'
      | 'membersMove';
  }
>;

/** Who else takes part in carrying a wish out. */
export type EditingHelp = Pick<ListLock, 'saw'> & Pick<Editing, 'refused' | 'pause'>;

/**
 * Carries a wish out and reads again what it touched. A thing already as wished is a success. A late attempt looks before
 * it writes: it may have been carried out by an earlier one whose answer was lost, and what others did since then is told
 * rather than overwritten.
 */
export async function executePeopleEdit(
  wish: PeopleWish,
  application: Application,
  people: People,
  store: Store,
  attempt: Attempt = AT_ONCE,
  help: Partial<EditingHelp> = {},
): Promise<Result<null>> {
  const editing: Editing = {
    application,
    people,
    store,
    attempt,
    wrote(outcome) {
      help.saw?.(outcome);
      return outcome;
    },
    refused: help.refused ?? (() => undefined),
    pause: help.pause ?? (() => Promise.resolve()),
  };
  switch (wish.kind) {
    case 'groupCreate':
      return createNewGroup(wish.name, editing);
    case 'groupRename':
      return renameGroup(wish.groupId, wish.name, editing);
    case 'groupDelete':
      return deleteOldGroup(wish.groupId, editing);
    case 'memberAdd':
      return add(wish.address, wish.groupId, editing);
    case 'memberRemove':
      return remove(wish.address, wish.groupId, editing);
    case 'memberMove':
      return move(wish.address, wish.from, wish.to, editing);
    case 'memberRemoveAll':
      return removeFromAll(wish.address, editing);
    case 'membersAdd':
      return addMany(wish, editing);
    case 'membersRemove':
      return removeMany(wish, editing);
    case 'membersMove':
      return moveMany(wish, editing);
    default:
      return wish satisfies never;
  }
}

/** What is to be read again after a wish was refused: things are not as they are shown. */
export function touchedBy(wish: PeopleWish, error: AppError, store: Store): Partial<Stale> {
  const hub = error.remedy === 'hide';
  switch (wish.kind) {
    case 'groupCreate':
    case 'groupRename':
    case 'groupDelete':
      return { hub, groups: true };
    case 'memberAdd':
    case 'memberRemove':
    case 'membersRemove':
      return { hub, members: new Set([wish.groupId]) };
    case 'membersAdd': {
      const left = wish.leaving ? [wish.leaving.groupId] : [];
      if (wish.groupId === null) return { hub, groups: true, members: new Set(left) };
      return { hub, members: new Set([wish.groupId, ...left]) };
    }
    case 'memberMove':
    case 'membersMove':
      return { hub, members: new Set([wish.from, wish.to]) };
    case 'memberRemoveAll':
      return { hub, members: new Set(store.state.contacts.get(wish.address)?.groups) };
    default:
      return wish satisfies never;
  }
}
