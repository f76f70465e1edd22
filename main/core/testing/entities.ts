/** Entities of the state with every field set, and a store to put them in. */
import type { ContactData } from '../store/actions.ts';
import type {
  Contact,
  Edit,
  EditWish,
  Follow,
  Group,
  HistoryEntry,
  Phone,
  PhoneKind,
  Presence,
  Settings,
} from '../store/state.ts';
import { createStore, emptyState, type Store } from '../store/store.ts';
import { DEFAULT_SETTINGS } from '../settings/settings.ts';
import { fakeLogger } from '../ucwa/testing.ts';

export function testStore(settings: Partial<Settings> = {}): Store {
  return createStore(emptyState({ ...DEFAULT_SETTINGS, ...settings }), fakeLogger());
}

export function group(id: string, more: Partial<Group> = {}): Group {
  return { id, name: `Group ${id}`, kind: 'group', canEdit: true, canChangeMembers: true, canFollow: true, ...more };
}

export function contactData(address: string, more: Partial<ContactData> = {}): ContactData {
  return {
    address,
    name: address.split('@')[0] ?? address,
    title: null,
    department: null,
    company: null,
    office: null,
    emails: [],
    workPhone: null,
    mobilePhone: null,
    homePhone: null,
    otherPhone: null,
    ...more,
  };
}

export function contact(address: string, groups: readonly string[], more: Partial<ContactData> = {}): Contact {
  return { ...contactData(address, more), groups };
}

export function presence(more: Partial<Presence> = {}): Presence {
  return {
    availability: 'Online',
    activity: null,
    note: null,
    location: null,
    lastActive: null,
    asOf: 1,
    live: false,
    ...more,
  };
}

export function phone(kind: PhoneKind, more: Partial<Phone> = {}): Phone {
  return {
    kind,
    number: '+14255550100',
    visible: false,
    canChangeNumber: true,
    canChangeVisibility: true,
    lock: null,
    notChanged: false,
    ...more,
  };
}

export function follow(kind: Follow['kind'], target: string, more: Partial<Follow> = {}): Follow {
  return { kind, target, name: target, status: 'waiting', until: null, error: null, ...more };
}

export function edit(id: string, wish: EditWish, more: Partial<Edit> = {}): Edit {
  return { id, at: 1, wish, status: 'pending', error: null, ...more };
}

export function historyEntry(id: string, more: Partial<HistoryEntry> = {}): HistoryEntry {
  return {
    id,
    at: 1,
    kind: 'whileAway',
    by: 'other',
    editId: null,
    groupId: null,
    groupName: null,
    from: null,
    address: null,
    contactName: null,
    count: 1,
    details: [],
    changes: [],
    undo: 'unknown',
    kept: null,
    ...more,
  };
}
