/** Everything a component may need, built once and handed down by context. */
import { createContext } from 'svelte';
import type { RollcallApi } from '../../preload/contract/channels.ts';
import { compareNames } from '../i18n/index.ts';
import { Announcer } from './announcer.svelte.ts';
import { Attention } from './attention.ts';
import { CommandRunner } from './commands.svelte.ts';
import { storedNotes, type LocalNotes } from './local-notes.ts';
import { Mirror } from './mirror.svelte.ts';
import { Navigation } from './navigation.svelte.ts';
import { overlayOf } from './overlay.ts';
import { Sync } from './sync.svelte.ts';
import { Ticker, systemTime, type TimeSource } from './time.svelte.ts';
import { Undo } from './undo.svelte.ts';

export class AppState {
  readonly mirror = new Mirror(compareNames);
  readonly announcer: Announcer;
  readonly notes: LocalNotes;
  readonly nav: Navigation;
  readonly commands: CommandRunner;
  readonly sync: Sync;
  readonly now: Ticker;
  readonly attention: Attention;
  readonly undo: Undo;
  readonly time: TimeSource;
  readonly #api: RollcallApi;

  /** The user's unsettled edits, arranged; changes only when an edit does. */
  readonly overlay = $derived(overlayOf(this.mirror.edits.values()));
  /** The list, presence included, is what the server says right now. */
  readonly live = $derived(this.mirror.connection.phase === 'live');

  constructor(api: RollcallApi, time: TimeSource = systemTime, notes: LocalNotes = storedNotes(localStorage)) {
    this.#api = api;
    this.notes = notes;
    this.nav = new Navigation(notes);
    this.commands = new CommandRunner(api, time);
    this.time = time;
    this.announcer = new Announcer(time);
    this.undo = new Undo(this.mirror, this.commands, this.announcer);
    this.sync = new Sync(api, this.mirror, (patch) => {
      this.announcer.hear(patch);
      this.undo.look();
    });
    this.now = new Ticker(time);
    this.attention = new Attention(api, time);
  }

  /** Starts listening to main. Returns a function that stops. */
  start(): () => void {
    const stopSync = this.sync.start();
    const stopNavigation = this.#api.on.navigate((where) => this.nav.go(where));
    const stopAttention = this.attention.start();
    return () => {
      stopAttention();
      stopNavigation();
      stopSync();
    };
  }
}

export const [useApp, provideApp] = createContext<AppState>();
