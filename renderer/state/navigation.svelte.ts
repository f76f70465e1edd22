/**
 * Where the user is in the window. Nothing here is the server's; groups left open, and how people are ordered, are noted
 * for the next window.
 */
import { SvelteSet } from 'svelte/reactivity';
import type { Events, View } from '../../preload/contract/commands.ts';
import type { Order } from './group-index.svelte.ts';
import type { LocalNotes } from './local-notes.ts';
import type { Screen } from './screen.ts';

/** What the entries of the history may be about: people in groups, groups themselves, what happened meanwhile. */
export type HistoryTopic = 'all' | 'people' | 'groups' | 'away';

/** A view with a tab. */
export type Tab = Exclude<View, 'diagnostics'>;
export const TABS: Tab[] = ['groups', 'phones', 'subscriptions', 'history', 'settings'];

/** The tab that is lit while a view is shown. */
export function tabOf(view: View): Tab {
  return view === 'diagnostics' ? 'settings' : view;
}

export class Navigation {
  view = $state<View>('groups');
  screen = $state<Screen | null>(null);
  /** The user asked for the sign-in form although there is a session to look at: for the same account or another one. */
  wantsSignIn = $state<'again' | 'another' | null>(null);
  /** The sign-in under way was started in the form. */
  fromForm = $state(false);
  filter = $state('');
  /** How people are ordered within a group. */
  order = $state<Order>('name');
  /** Ids of the groups whose people are shown. */
  readonly open: SvelteSet<string>;
  /** A group to bring into view and focus, once; the tree takes it away. */
  target = $state.raw<string | null>(null);
  /** A person whose card is to be shown, once; the groups view takes it away. */
  card = $state.raw<string | null>(null);
  /** Filter of the history: a group's id, or empty for all. */
  historyGroup = $state('');
  /** Filter of the history: what it is about. */
  historyTopic = $state<HistoryTopic>('all');

  readonly #notes: LocalNotes;
  #firstOpened: boolean;

  constructor(notes: LocalNotes) {
    this.#notes = notes;
    this.open = new SvelteSet(notes.read('open'));
    this.#firstOpened = this.open.size > 0;
    if (notes.read('order')[0] === 'availability') this.order = 'availability';
  }

  /** Follows main: a notification or the tray was clicked. */
  go({ view, groupId, address }: Events['navigate']): void {
    this.view = view;
    this.card = address ?? null;
    if (groupId !== null) {
      this.filter = '';
      this.setOpen(groupId, true);
      this.target = groupId;
    }
  }

  setOpen(groupId: string, open: boolean): void {
    if (open) this.open.add(groupId);
    else this.open.delete(groupId);
    this.#noteOpen();
  }

  openAll(groupIds: Iterable<string>): void {
    for (const groupId of groupIds) this.open.add(groupId);
    this.#noteOpen();
  }

  #noteOpen(): void {
    this.#firstOpened = true;
    this.#notes.write('open', [...this.open]);
  }

  setOrder(order: Order): void {
    this.order = order;
    this.#notes.write('order', [order]);
  }

  /** Opens the first group of the first list ever shown, so that a new user sees people at once. */
  openFirst(groupId: string): void {
    if (this.#firstOpened) return;
    this.#firstOpened = true;
    this.open.add(groupId);
  }
}
