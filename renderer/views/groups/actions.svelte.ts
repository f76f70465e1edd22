/** What can be done in the groups view, and which dialog, menu or field is open for it. */
import BellMinus from '@lucide/svelte/icons/bell-minus';
import BellOff from '@lucide/svelte/icons/bell-off';
import Bell from '@lucide/svelte/icons/bell';
import FolderInput from '@lucide/svelte/icons/folder-input';
import FolderPlus from '@lucide/svelte/icons/folder-plus';
import IdCard from '@lucide/svelte/icons/id-card';
import PencilLine from '@lucide/svelte/icons/pencil-line';
import Trash from '@lucide/svelte/icons/trash-2';
import UserMinus from '@lucide/svelte/icons/user-minus';
import UserPlus from '@lucide/svelte/icons/user-plus';
import type { Group, MutedGroup } from '../../../preload/contract/state.ts';
import type { MenuItem } from '../../components/Menu.svelte';
import { t } from '../../i18n/index.ts';
import type { AppState } from '../../state/app.svelte.ts';
import { muteOf, withMute, withoutMute } from '../../state/mutes.ts';
import { inOneHour, untilTomorrow } from '../pause.ts';

export type OpenDialog =
  | { kind: 'card'; address: string; groupId: string | null }
  | { kind: 'move'; address: string; from: string }
  | { kind: 'addTo'; address: string }
  | { kind: 'removeAll'; address: string }
  | { kind: 'deleteGroup'; groupId: string }
  | { kind: 'addContact'; groupId: string | null };

export interface OpenMenu {
  label: string;
  items: MenuItem[];
  anchor: HTMLElement;
  /** Where the pointer asked for it; see `Menu.svelte`. */
  at?: { x: number; y: number };
}

export class GroupActions {
  dialog = $state.raw<OpenDialog | null>(null);
  menu = $state.raw<OpenMenu | null>(null);
  /** The group whose name is being edited in its row. */
  renaming = $state<string | null>(null);

  readonly #app: AppState;

  constructor(app: AppState) {
    this.#app = app;
  }

  /** Why this group cannot be renamed or deleted, or null. */
  editLock(group: Group): string | null {
    if (this.#app.mirror.list.readOnly !== null) return t.groups.readOnly;
    return group.canEdit ? null : t.groups.locked;
  }

  /** Why people cannot be added to or removed from this group, or null. */
  memberLock(groupId: string): string | null {
    if (this.#app.mirror.list.readOnly !== null) return t.groups.readOnly;
    return this.#app.mirror.groups.get(groupId)?.canChangeMembers ? null : t.groups.locked;
  }

  isFollowed(kind: 'contact' | 'group', target: string): boolean {
    return this.#app.mirror.follows.has(`${kind}:${target}`);
  }

  toggleFollow(kind: 'contact' | 'group', target: string): void {
    const command = this.isFollowed(kind, target) ? 'follows.remove' : 'follows.add';
    void this.#app.commands.run(command, { kind, target });
  }

  /** How this group is muted now, or null. */
  muteOf(groupId: string): MutedGroup | null {
    return muteOf(this.#app.mirror.settings.mutedGroups, groupId, () => this.#app.now.minute);
  }

  /** `until`: null for ever. */
  mute(groupId: string, until: number | null): void {
    const mutedGroups = withMute(this.#app.mirror.settings.mutedGroups, { id: groupId, until });
    void this.#app.commands.run('settings.update', { mutedGroups });
  }

  unmute(groupId: string): void {
    const mutedGroups = withoutMute(this.#app.mirror.settings.mutedGroups, groupId);
    void this.#app.commands.run('settings.update', { mutedGroups });
  }

  #muteItems({ id }: Group) {
    if (this.muteOf(id) !== null) return [{ label: t.groups.unmute, icon: Bell, run: () => this.unmute(id) }];
    const { now } = this.#app;
    return [
      { label: t.groups.muteHour, icon: BellMinus, run: () => this.mute(id, inOneHour(now.minute)) },
      { label: t.groups.muteTomorrow, icon: BellMinus, run: () => this.mute(id, untilTomorrow(now.minute)) },
      { label: t.groups.mute, icon: BellOff, run: () => this.mute(id, null) },
    ];
  }

  rename(group: Group): void {
    if (this.editLock(group) === null) this.renaming = group.id;
  }

  askDelete(group: Group): void {
    if (this.editLock(group) === null) this.dialog = { kind: 'deleteGroup', groupId: group.id };
  }

  /** Takes a person out of a group and offers to put them back. */
  remove(address: string, groupId: string): void {
    if (this.memberLock(groupId) !== null) return;
    const { commands, mirror } = this.#app;
    const name = mirror.contacts.get(address)?.name ?? address;
    const group = mirror.groups.get(groupId)?.name ?? '';
    void commands.run('contacts.remove', { address, groupId }).then((answer) => {
      if (!answer.ok) return;
      commands.offerUndo(t.groups.removed(name, group), () => {
        const waiting = mirror.edits.get(answer.value)?.status === 'waiting';
        if (waiting) void commands.run('edits.discard', { id: answer.value });
        else void commands.run('contacts.add', { address, name, groupId });
      });
    });
  }

  openGroupMenu(group: Group, anchor: HTMLElement): void {
    const lock = this.editLock(group);
    this.menu = {
      label: t.common.more(group.name),
      anchor,
      items: [
        {
          label: t.groups.addContactHere,
          icon: UserPlus,
          locked: this.memberLock(group.id),
          run: () => (this.dialog = { kind: 'addContact', groupId: group.id }),
        },
        { label: t.groups.rename, icon: PencilLine, locked: lock, run: () => this.rename(group) },
        ...this.#muteItems(group),
        {
          label: t.groups.deleteGroup,
          icon: Trash,
          danger: lock === null,
          locked: lock,
          run: () => this.askDelete(group),
        },
      ],
    };
  }

  openContactMenu(address: string, groupId: string, anchor: HTMLElement): void {
    const lock = this.memberLock(groupId);
    const listLock = this.#app.mirror.list.readOnly === null ? null : t.groups.readOnly;
    this.menu = {
      label: t.common.more(this.#app.mirror.contacts.get(address)?.name ?? address),
      anchor,
      items: [
        { label: t.groups.showCard, icon: IdCard, run: () => (this.dialog = { kind: 'card', address, groupId }) },
        {
          label: t.groups.move,
          icon: FolderInput,
          locked: lock,
          run: () => (this.dialog = { kind: 'move', address, from: groupId }),
        },
        {
          label: t.groups.addTo,
          icon: FolderPlus,
          locked: listLock,
          run: () => (this.dialog = { kind: 'addTo', address }),
        },
        { label: t.groups.remove, icon: UserMinus, locked: lock, run: () => this.remove(address, groupId) },
        {
          label: t.groups.removeAll,
          icon: Trash,
          danger: listLock === null,
          locked: listLock,
          run: () => (this.dialog = { kind: 'removeAll', address }),
        },
      ],
    };
  }
}
