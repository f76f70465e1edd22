/** The rows of the groups tree, flat and in order, from the list, what is open, the filter and unsettled edits. Pure. */
import type { Edit, Group, GroupKind } from '../../../preload/contract/state.ts';
import type { MemberEdits, Overlay } from '../../state/overlay.ts';
import { plain } from '../../state/plain.ts';

export interface GroupRow {
  type: 'group';
  key: string;
  group: Group;
  /** As shown: the wished name while a rename is on its way. */
  name: string;
  open: boolean;
  /** The unsettled rename or deletion. */
  edit: Edit | null;
  position: number;
  size: number;
}

/** A group that is being created; nothing can be done with it yet. */
export interface NewGroupRow {
  type: 'newGroup';
  key: string;
  name: string;
  edit: Edit;
  position: number;
  size: number;
}

export interface ContactRow {
  type: 'contact';
  key: string;
  groupId: string;
  address: string;
  /** The name from the edit, for somebody who is not in the list yet. */
  nameInEdit: string | null;
  mark: 'coming' | 'going' | null;
  edit: Edit | null;
  position: number;
  size: number;
}

/** Says that an open group has nobody in it; no item of the tree, the group's own label says it too. */
export interface EmptyRow {
  type: 'empty';
  key: string;
  groupId: string;
}

export type Row = GroupRow | NewGroupRow | ContactRow | EmptyRow;

/** Every word must occur in the group's name or in what is known of the person. */
export interface Filter {
  /** Plain words, at least one. */
  words: readonly string[];
  /** Who has all of these words. */
  search: (words: readonly string[]) => ReadonlySet<string>;
}

export interface RowSource {
  groups: Iterable<Group>;
  members: (groupId: string) => readonly string[];
  isOpen: (groupId: string) => boolean;
  overlay: Overlay;
  /** Null without a filter. */
  filter: Filter | null;
  compare: (a: string, b: string) => number;
}

const ORDER: Record<GroupKind, number> = {
  pinnedGroup: 0,
  group: 1,
  defaultGroup: 2,
  distributionGroup: 3,
  delegatesGroup: 4,
  delegatorsGroup: 5,
  myOrganizationGroup: 6,
};

/** Favourites first, then own groups by name, then what the server adds. */
export function sortGroups(groups: Iterable<Group>, compare: RowSource['compare']): Group[] {
  return [...groups].sort((a, b) => ORDER[a.kind] - ORDER[b.kind] || compare(a.name, b.name) || (a.id < b.id ? -1 : 1));
}

/** All rows in the order shown. With a filter, groups open by themselves as far as something in them matches. */
export function buildRows(source: RowSource): Row[] {
  const { overlay, filter } = source;
  const shown = sortGroups(source.groups, source.compare).flatMap((group) => {
    const rename = overlay.renamed.get(group.id) ?? null;
    const name = rename?.wish.name ?? group.name;
    const left = filter === null ? [] : wordsLeft(name, filter.words);
    const whole = left.length === 0;
    const open = filter === null ? source.isOpen(group.id) : true;
    const people = open ? peopleOf(source, group.id, whole || filter === null ? null : filter.search(left)) : [];
    if (!whole && people.length === 0) return [];
    return [{ group, name, open, people, edit: overlay.deleted.get(group.id) ?? rename }];
  });
  const created = filter === null ? overlay.created.filter((edit) => !isThere(shown, edit.wish.name)) : [];
  const size = created.length + shown.length;
  const rows: Row[] = created.map((edit, i) => ({
    type: 'newGroup',
    key: `edit ${edit.id}`,
    name: edit.wish.name,
    edit,
    position: i + 1,
    size,
  }));
  shown.forEach(({ group, name, open, people, edit }, i) => {
    const position = created.length + i + 1;
    rows.push({ type: 'group', key: `group ${group.id}`, group, name, open, edit, position, size });
    if (open && people.length === 0) rows.push({ type: 'empty', key: `empty ${group.id}`, groupId: group.id });
    rows.push(...people);
  });
  return rows;
}

/** The words that a group's name does not have. */
function wordsLeft(name: string, words: readonly string[]): readonly string[] {
  const text = plain(name);
  return words.filter((word) => !text.includes(word));
}

/** A new group that the server tells of already is shown as the group it is, while its edit is still being settled. */
function isThere(shown: readonly { group: Group }[], name: string): boolean {
  const wanted = name.trim().toLowerCase();
  return shown.some(({ group }) => group.name.trim().toLowerCase() === wanted);
}

function peopleOf(source: RowSource, groupId: string, wanted: ReadonlySet<string> | null): ContactRow[] {
  const members = source.members(groupId);
  const edits = source.overlay.members.get(groupId);
  const coming = [...(edits?.coming.keys() ?? [])].filter((address) => !members.includes(address));
  const all = coming.length === 0 ? members : [...coming, ...members];
  const addresses = wanted === null ? all : all.filter((address) => wanted.has(address));
  // Nearly always nothing is on its way, and there may be thousands of people.
  const settled = edits === undefined && source.overlay.leaving.size === 0;
  return addresses.map((address, i) => ({
    type: 'contact',
    key: `contact ${groupId} ${address}`,
    groupId,
    address,
    position: i + 1,
    size: addresses.length,
    ...(settled ? SETTLED : markOf(source.overlay, edits, address)),
  }));
}

type Mark = Pick<ContactRow, 'mark' | 'edit' | 'nameInEdit'>;
const SETTLED: Mark = { mark: null, edit: null, nameInEdit: null };

function markOf(overlay: Overlay, edits: MemberEdits | undefined, address: string): Mark {
  const going = edits?.going.get(address) ?? overlay.leaving.get(address);
  if (going !== undefined) return { mark: 'going', edit: going, nameInEdit: null };
  const coming = edits?.coming.get(address);
  if (coming !== undefined) return { mark: 'coming', edit: coming.edit, nameInEdit: coming.name };
  return SETTLED;
}
