/** What can be done in the groups view, and which dialog, menu or field is open for it. */
import BellMinus from '@lucide/svelte/icons/bell-minus';
import BellOff from '@lucide/svelte/icons/bell-off';
import Bell from '@lucide/svelte/icons/bell';
import ClipboardPaste from '@lucide/svelte/icons/clipboard-paste';
import Copy from '@lucide/svelte/icons/copy';
import FileDown from '@lucide/svelte/icons/file-down';
import FileUp from '@lucide/svelte/icons/file-up';
import FolderInput from '@lucide/svelte/icons/folder-input';
import FolderPlus from '@lucide/svelte/icons/folder-plus';
import IdCard from '@lucide/svelte/icons/id-card';
import ListChecks from '@lucide/svelte/icons/list-checks';
import PencilLine from '@lucide/svelte/icons/pencil-line';
import Scissors from '@lucide/svelte/icons/scissors';
import Trash from '@lucide/svelte/icons/trash-2';
import UserMinus from '@lucide/svelte/icons/user-minus';
import UserPlus from '@lucide/svelte/icons/user-plus';
import type { Envelope } from '../../../preload/contract/errors.ts';
import type { Group, MutedGroup, Person } from '../../../preload/contract/state.ts';
import type { MenuItem } from '../../components/menu-item.ts';
import { t } from '../../i18n/index.ts';
import type { AppState } from '../../state/app.svelte.ts';
import type { Order } from '../../state/group-index.svelte.ts';
import { muteOf, withMute, withoutMute } from '../../state/mutes.ts';
import { inOneHour, untilTomorrow } from '../pause.ts';
import { Carrying } from './carrying.svelte.ts';
import { Selection } from './selection.svelte.ts';

/** Characters of a group's name, as the contract's schema has it. */
const NAME_MAX = 256;
/** Something to see: blanks and marks without a width make a name that nobody could find. */
const TO_SEE = /[\p{L}\p{N}\p{P}\p{S}\p{Co}]/u;

export type OpenDialog =
  | { kind: 'card'; address: string; groupId: string | null }
  | { kind: 'move'; address: string; from: string }
  | { kind: 'moveMany'; addresses: readonly string[]; from: string }
  | { kind: 'addTo'; address: string }
  | { kind: 'removeAll'; address: string }
  | { kind: 'deleteGroup'; groupId: string }
  | { kind: 'addContact'; groupId: string | null }
  /** `groups`: those that are chosen at first; null: everything. */
  | { kind: 'export'; groups: string[] | null }
  /** `file`: one that was dropped on the window. */
  | { kind: 'import'; file: File | null };

/** What is in it is made when it is drawn, so that it speaks the language of the moment and tells what is so. */
export interface OpenMenu {
  label: () => string;
  items: () => MenuItem[];
  anchor: HTMLElement;
  /** Where the pointer asked for it; see `Menu.svelte`. */
  at?: { x: number; y: number };
}

export class GroupActions {
  dialog = $state.raw<OpenDialog | null>(null);
  menu = $state.raw<OpenMenu | null>(null);
  /** The group whose name is being edited in its row. */
  renaming = $state<string | null>(null);

  readonly selection = new Selection();
  readonly carrying: Carrying;
  readonly #app: AppState;

  constructor(app: AppState) {
    this.#app = app;
    this.carrying = new Carrying(app, this);
  }

  /** Why a group cannot have this name, or null. `groupId`: the group itself, null for a new one. */
  nameTrouble(name: string, groupId: string | null): string | null {
    const wanted = name.trim().toLowerCase();
    if (!TO_SEE.test(wanted)) return t.groups.nameNeeded;
    if (name.trim().length > NAME_MAX) return t.groups.nameLong(NAME_MAX);
    const taken = [...this.#app.mirror.groups.values()].find(
      (group) => group.id !== groupId && group.name.trim().toLowerCase() === wanted,
    );
    return taken === undefined ? null : t.groups.nameTaken(taken.name);
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

  /** Makes a group; false where main refused at once. */
  async create(name: string): Promise<boolean> {
    const answer = await this.#app.commands.run('groups.create', { name });
    if (answer.ok) this.#app.undo.did(answer.value, () => t.undo.created(name), false);
    return answer.ok;
  }

  /** Gives a group another name; false where main refused at once. */
  async saveName(group: Group, name: string): Promise<boolean> {
    const before = group.name;
    const answer = await this.#app.commands.run('groups.rename', { groupId: group.id, name });
    if (answer.ok) this.#app.undo.did(answer.value, () => t.undo.renamed(before, name), false);
    return answer.ok;
  }

  /** Deletes a group and offers to bring it back. */
  delete(groupId: string): void {
    const name = this.#groupName(groupId);
    this.#offering(() => t.undo.deleted(name), this.#app.commands.run('groups.delete', { groupId }));
  }

  /** Takes a person out of a group and offers to put them back. */
  remove(address: string, groupId: string): void {
    if (this.memberLock(groupId) !== null) return;
    const [name, group] = [this.#nameOf(address), this.#groupName(groupId)];
    this.#offering(
      () => t.groups.removed(name, group),
      this.#app.commands.run('contacts.remove', { address, groupId }),
    );
  }

  removeFromAll(address: string): void {
    const name = this.#nameOf(address);
    this.#offering(() => t.undo.removedAll(name), this.#app.commands.run('contacts.removeFromAll', { address }));
  }

  move(address: string, from: string, to: string): void {
    const [name, group] = [this.#nameOf(address), this.#groupName(to)];
    this.#offering(() => t.undo.moved(name, group), this.#app.commands.run('contacts.move', { address, from, to }));
  }

  /** Takes many people out of a group and offers to put them back. */
  removeMany(addresses: readonly string[], groupId: string): void {
    if (this.memberLock(groupId) !== null) return;
    const group = this.#groupName(groupId);
    const people = this.#people(addresses);
    this.#offering(
      () => t.undo.removedMany(people.length, group),
      this.#app.commands.run('contacts.removeMany', { people, groupId }),
    );
  }

  moveMany(addresses: readonly string[], from: string, to: string): void {
    const group = this.#groupName(to);
    const people = this.#people(addresses);
    this.#offering(
      () => t.undo.movedMany(people.length, group),
      this.#app.commands.run('contacts.moveMany', { people, from, to }),
    );
  }

  followMany(addresses: readonly string[]): void {
    const follows = addresses.map((target) => ({ kind: 'contact' as const, target }));
    void this.#app.commands.run('follows.addMany', { follows });
  }

  #people(addresses: readonly string[]): Person[] {
    return addresses.map((address) => ({ address, name: this.#nameOf(address) }));
  }

  add(address: string, groupId: string): void {
    const name = this.#nameOf(address);
    const group = this.#groupName(groupId);
    this.#offering(() => t.undo.added(name, group), this.#app.commands.run('contacts.add', { address, name, groupId }));
  }

  #nameOf(address: string): string {
    return this.#app.mirror.contacts.get(address)?.name ?? address;
  }

  #groupName(groupId: string): string {
    return this.#app.mirror.groups.get(groupId)?.name ?? '';
  }

  #offering(words: () => string, running: Promise<Envelope<string>>): void {
    void running.then((answer) => answer.ok && this.#app.undo.did(answer.value, words, true));
  }

  /** What the pointerless do with somebody who is cut or copied. */
  #pasteItems(groupId: string) {
    const { carried } = this.carrying;
    const verdict = this.carrying.verdict(groupId);
    if (carried === null || verdict === null) return [];
    const refused = 'refused' in verdict;
    const moves = refused ? !carried.copy : verdict.does === 'move';
    const label = moves ? t.moving.pasteMove(carried.name) : t.moving.pasteAdd(carried.name);
    const run = () => this.carrying.drop(groupId);
    return [{ label, icon: ClipboardPaste, locked: refused ? verdict.refused : null, run }];
  }

  /** What concerns the list as a whole. */
  openListMenu(anchor: HTMLElement): void {
    const { nav } = this.#app;
    const sort = (order: Order, label: string) => ({
      label,
      checked: nav.order === order,
      run: () => nav.setOrder(order),
    });
    this.menu = {
      label: () => t.groups.options,
      anchor,
      items: () => [
        sort('name', t.groups.sortByName),
        sort('availability', t.groups.sortByAvailability),
        { label: t.transfer.export, icon: FileDown, run: () => (this.dialog = { kind: 'export', groups: null }) },
        { label: t.transfer.import, icon: FileUp, run: () => (this.dialog = { kind: 'import', file: null }) },
      ],
    };
  }

  openGroupMenu(group: Group, anchor: HTMLElement): void {
    this.menu = { label: () => t.common.more(group.name), anchor, items: () => this.#groupItems(group) };
  }

  #groupItems(group: Group): MenuItem[] {
    const lock = this.editLock(group);
    return [
      {
        label: t.groups.addContactHere,
        icon: UserPlus,
        locked: this.memberLock(group.id),
        run: () => (this.dialog = { kind: 'addContact', groupId: group.id }),
      },
      { label: t.groups.rename, icon: PencilLine, locked: lock, run: () => this.rename(group) },
      ...this.#pasteItems(group.id),
      ...this.#muteItems(group),
      { label: t.transfer.export, icon: FileDown, run: () => (this.dialog = { kind: 'export', groups: [group.id] }) },
      {
        label: t.groups.deleteGroup,
        icon: Trash,
        danger: lock === null,
        locked: lock,
        run: () => this.askDelete(group),
      },
    ];
  }

  openContactMenu(address: string, groupId: string, anchor: HTMLElement): void {
    const label = () => t.common.more(this.#nameOf(address));
    this.menu = { label, anchor, items: () => this.#contactItems(address, groupId) };
  }

  #contactItems(address: string, groupId: string): MenuItem[] {
    const lock = this.memberLock(groupId);
    const listLock = this.#app.mirror.list.readOnly === null ? null : t.groups.readOnly;
    return [
      { label: t.groups.showCard, icon: IdCard, run: () => (this.dialog = { kind: 'card', address, groupId }) },
      {
        label: this.selection.has({ address, groupId }) ? t.selection.deselect : t.selection.select,
        icon: ListChecks,
        run: () => this.selection.toggle({ address, groupId }),
      },
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
      {
        label: t.moving.cutOut,
        icon: Scissors,
        locked: lock,
        run: () => this.carrying.pick(address, groupId, 'keys', false),
      },
      {
        label: t.moving.copy,
        icon: Copy,
        locked: listLock,
        run: () => this.carrying.pick(address, groupId, 'keys', true),
      },
      { label: t.groups.remove, icon: UserMinus, locked: lock, run: () => this.remove(address, groupId) },
      {
        label: t.groups.removeAll,
        icon: Trash,
        danger: listLock === null,
        locked: listLock,
        run: () => (this.dialog = { kind: 'removeAll', address }),
      },
    ];
  }
}
