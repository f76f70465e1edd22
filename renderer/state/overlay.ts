/** The user's unsettled edits, arranged by what they change, to be laid over the server's truth. Pure. */
import type { Edit, EditWish, Person, PhoneKind } from '../../preload/contract/state.ts';

type WishKind = EditWish['kind'];
/** An edit of one kind. */
export type EditOf<K extends WishKind> = Edit & { wish: Extract<EditWish, { kind: K }> };

/** What is to happen to a group's people. */
export interface MemberEdits {
  /** By address: the edit that brings this person in. */
  coming: Map<string, { edit: Edit; name: string }>;
  /** By address: the edit that takes this person out. */
  going: Map<string, Edit>;
}

export interface Overlay {
  /** The last unsettled (pending or waiting) edit of each phone. */
  visibility: Map<PhoneKind, EditOf<'phoneVisibility'>>;
  number: Map<PhoneKind, EditOf<'phoneNumber'>>;
  /** Failed edits of each phone, oldest first. */
  phoneTroubles: Map<PhoneKind, Edit[]>;
  created: EditOf<'groupCreate'>[];
  renamed: Map<string, EditOf<'groupRename'>>;
  deleted: Map<string, EditOf<'groupDelete'>>;
  members: Map<string, MemberEdits>;
  /** Addresses that leave all groups. */
  leaving: Map<string, Edit>;
  availability: EditOf<'availability'> | null;
  note: EditOf<'note'> | null;
  /** Failed edits of groups and their people, oldest first. */
  groupTroubles: Edit[];
  /** Failed edits of the own status and note, oldest first. */
  ownTroubles: Edit[];
}

const is = <K extends WishKind>(edit: Edit, kind: K): edit is EditOf<K> => edit.wish.kind === kind;

/** Arranges edits; the latest of those that change the same thing wins. */
export function overlayOf(edits: Iterable<Edit>): Overlay {
  const overlay: Overlay = {
    visibility: new Map(),
    number: new Map(),
    phoneTroubles: new Map(),
    created: [],
    renamed: new Map(),
    deleted: new Map(),
    members: new Map(),
    leaving: new Map(),
    availability: null,
    note: null,
    groupTroubles: [],
    ownTroubles: [],
  };
  for (const edit of [...edits].sort((a, b) => a.at - b.at)) {
    if (edit.status === 'failed') addTrouble(overlay, edit);
    else addWish(overlay, edit);
  }
  return overlay;
}

function addTrouble(overlay: Overlay, edit: Edit): void {
  if (is(edit, 'phoneVisibility') || is(edit, 'phoneNumber')) {
    const list = overlay.phoneTroubles.get(edit.wish.phone) ?? [];
    overlay.phoneTroubles.set(edit.wish.phone, [...list, edit]);
  } else if (is(edit, 'availability') || is(edit, 'note')) {
    overlay.ownTroubles.push(edit);
  } else {
    overlay.groupTroubles.push(edit);
  }
}

function addWish(overlay: Overlay, edit: Edit): void {
  if (is(edit, 'phoneVisibility')) overlay.visibility.set(edit.wish.phone, edit);
  else if (is(edit, 'phoneNumber')) overlay.number.set(edit.wish.phone, edit);
  else if (is(edit, 'groupCreate')) overlay.created.push(edit);
  else if (is(edit, 'groupRename')) overlay.renamed.set(edit.wish.groupId, edit);
  else if (is(edit, 'groupDelete')) overlay.deleted.set(edit.wish.groupId, edit);
  else if (is(edit, 'memberAdd')) addComing(overlay, edit.wish.groupId, edit.wish, edit);
  else if (is(edit, 'memberRemove')) membersOf(overlay, edit.wish.groupId).going.set(edit.wish.address, edit);
  else if (is(edit, 'memberMove')) {
    addComing(overlay, edit.wish.to, edit.wish, edit);
    membersOf(overlay, edit.wish.from).going.set(edit.wish.address, edit);
  } else if (is(edit, 'membersRemove')) {
    for (const { address } of edit.wish.people) membersOf(overlay, edit.wish.groupId).going.set(address, edit);
  } else if (is(edit, 'membersMove')) {
    for (const person of edit.wish.people) {
      addComing(overlay, edit.wish.to, person, edit);
      membersOf(overlay, edit.wish.from).going.set(person.address, edit);
    }
  } else if (is(edit, 'memberRemoveAll')) overlay.leaving.set(edit.wish.address, edit);
  else if (is(edit, 'availability')) overlay.availability = edit;
  else if (is(edit, 'note')) overlay.note = edit;
}

function addComing(overlay: Overlay, groupId: string, { address, name }: Person, edit: Edit): void {
  membersOf(overlay, groupId).coming.set(address, { edit, name });
}

function membersOf(overlay: Overlay, groupId: string): MemberEdits {
  let members = overlay.members.get(groupId);
  if (members === undefined) overlay.members.set(groupId, (members = { coming: new Map(), going: new Map() }));
  return members;
}
