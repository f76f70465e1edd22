/**
 * Where the window stands: at the tray icon until the user moves it, then where the user left it; always on a display
 * that is there, and as large as its zoom needs. The only one that moves and resizes the window, and that remembers what
 * the user did to it.
 */
import { screen } from 'electron';
import type { BrowserWindow } from 'electron';
import type { Cancel, Clock } from '../../core/ports.ts';
import type { Remembered } from '../remembered.ts';
import { changedByUser } from './window-memory.ts';
import type { WindowMemory } from './window-memory.ts';
import { keepWindow, placeWindow, WINDOW_SIZE } from './window-place.ts';
import { leastSize, sizeAt } from './window-size.ts';

/** After the last move or resize, before it is remembered. */
export const REMEMBER_MS = 500;
/** How long systems move windows by themselves after displays came, went or changed. */
export const SETTLE_MS = 1_000;

export interface WindowSeatOptions {
  clock: Clock;
  platform: NodeJS.Platform;
  memory: Remembered<WindowMemory>;
  /** The system tells where windows are and lets them be placed; Wayland does not. */
  knowsPlace: boolean;
  /** How large the page is shown. */
  zoom(): number;
  /** Where the tray icon is, or null. */
  trayBounds(): Electron.Rectangle | null;
}

export class WindowSeat {
  readonly #options: WindowSeatOptions;
  /** Where the app put the window; what differs from it later was the user. */
  #put: Electron.Rectangle | null = null;
  #cancelRemember: Cancel | null = null;
  #cancelSettle: Cancel | null = null;

  constructor(options: WindowSeatOptions) {
    this.#options = options;
  }

  /** Where the window belongs now. */
  bounds(): Electron.Rectangle {
    const { memory, platform } = this.#options;
    const { place } = memory.value;
    const size = sizeAt(memory.value.size ?? WINDOW_SIZE, this.#options.zoom());
    const displays = screen.getAllDisplays();
    const kept = place === null ? null : keepWindow({ ...place, ...size }, displays);
    const tray = this.#options.trayBounds();
    const cursor = screen.getCursorScreenPoint();
    return kept ?? placeWindow({ tray, displays, cursor, size, platform });
  }

  /** Looks after a new window, made with these bounds, until the returned function is called. */
  take(window: BrowserWindow, bounds: Electron.Rectangle): Cancel {
    this.#move(window, bounds);
    const changed = (): void => this.#onChanged(window);
    const displays = (): void => this.#settle(window);
    const remember = (): void => this.#remember(window);
    window.on('move', changed);
    window.on('resize', changed);
    window.on('hide', remember);
    window.on('restore', displays);
    window.on('unmaximize', displays);
    screen.on('display-added', displays);
    screen.on('display-removed', displays);
    screen.on('display-metrics-changed', displays);
    return () => {
      this.#cancelRemember?.();
      this.#cancelSettle?.();
      this.#cancelRemember = this.#cancelSettle = null;
      screen.off('display-added', displays);
      screen.off('display-removed', displays);
      screen.off('display-metrics-changed', displays);
    };
  }

  /** Puts a hidden window where it belongs: the tray icon may have moved, a display may have gone. */
  put(window: BrowserWindow): void {
    this.#move(window, this.bounds());
    // Window managers of Linux place a window once more when it is mapped.
    if (this.#options.platform === 'linux') this.#settle(window);
  }

  /**
   * The zoom has changed: the page gets the room it needs, and a window that had grown for that gets back the size that
   * the user last gave it.
   */
  rescale(window: BrowserWindow): void {
    this.#remember(window);
    const bounds = this.bounds();
    if (window.isMinimized() || window.isMaximized()) return this.#limit(window, bounds);
    this.#move(window, bounds);
    // What a window manager makes of it, the window tells later there.
    if (this.#options.platform === 'linux') this.#settle(window);
  }

  #limit(window: BrowserWindow, bounds: Electron.Rectangle): void {
    const { width, height } = leastSize(bounds, this.#options.zoom());
    window.setMinimumSize(width, height);
  }

  #move(window: BrowserWindow, bounds: Electron.Rectangle): void {
    this.#limit(window, bounds);
    window.setBounds(bounds);
    // On the way to a display of another scale, Windows takes the size for that of the display it comes from.
    const { width, height } = window.getBounds();
    if (width !== bounds.width || height !== bounds.height) window.setBounds(bounds);
    this.#put = window.getBounds();
  }

  #onChanged(window: BrowserWindow): void {
    this.#cancelRemember?.();
    this.#cancelRemember = this.#options.clock.setTimer(REMEMBER_MS, () => this.#remember(window));
  }

  #remember(window: BrowserWindow): void {
    this.#cancelRemember?.();
    this.#cancelRemember = null;
    if (this.#put === null || this.#cancelSettle !== null || window.isMinimized() || window.isMaximized()) return;
    const now = window.getBounds();
    const changed = changedByUser(this.#put, now, this.#options.knowsPlace);
    if (changed === null) return;
    this.#put = now;
    this.#options.memory.keep(changed);
  }

  /** Lets the system finish with its windows, then sees that this one can be reached. */
  #settle(window: BrowserWindow): void {
    this.#cancelRemember?.();
    this.#cancelRemember = null;
    this.#cancelSettle?.();
    this.#cancelSettle = this.#options.clock.setTimer(SETTLE_MS, () => {
      this.#cancelSettle = null;
      if (window.isMinimized() || window.isMaximized() || !window.isVisible()) return;
      const displays = screen.getAllDisplays();
      if (displays.length === 0) return;
      const now = window.getBounds();
      const needed = { ...now, ...sizeAt(now, this.#options.zoom()) };
      const wanted = keepWindow(needed, displays) ?? this.bounds();
      if (same(wanted, now)) this.#put = now;
      else this.#move(window, wanted);
    });
  }
}

function same(a: Electron.Rectangle, b: Electron.Rectangle): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}
