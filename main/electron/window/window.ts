/**
 * The one window: made when first wanted, hidden on close, destroyed some time later; its state lives in the store.
 * Where no tray icon is shown it is an ordinary window, whose close ends the app.
 */
import { BrowserWindow, nativeTheme } from 'electron';
import type { Cancel, Clock, Logger } from '../../core/ports.ts';
import type { ZoomStep } from '../../core/settings/zoom.ts';
import type { Events } from '../../../preload/contract/commands.ts';
import { APP_URL } from '../security/protocol-path.ts';
import { whenShowable } from './showable.ts';
import type { WindowSeat } from './window-seat.ts';
import { windowOptions } from './window-options.ts';

/** A hidden window is kept this long for a quick return, then its processes are given back. */
export const DESTROY_AFTER_MS = 5 * 60_000;
/** A page that crashes again within this time is not built anew by itself. */
export const CRASH_PAUSE_MS = 30_000;

export interface WindowManagerOptions {
  clock: Clock;
  logger: Logger;
  platform: NodeJS.Platform;
  packaged: boolean;
  /** Files of the preload script and of the window's icon. */
  preload: string;
  icon: string;
  /** Where the window stands. */
  seat: WindowSeat;
  /** How large the page is shown. */
  zoom(): number;
  /** The user asks for another zoom with the mouse wheel. */
  stepZoom(step: ZoomStep): void;
  /** Connects a new page with what main publishes; the answer disconnects it. */
  attach(contents: Electron.WebContents): Cancel;
  /** Tells a loaded page to show a view. */
  navigate(contents: Electron.WebContents, to: Events['navigate']): void;
  /** The window was closed where there is no tray icon to bring it back. */
  quit(): void;
}

export class WindowManager {
  readonly #options: WindowManagerOptions;
  #window: BrowserWindow | null = null;
  #loaded = false;
  #startsMinimised = false;
  #pending: Events['navigate'] | null = null;
  #cancelDestroy: Cancel | null = null;
  #lastCrash = -Infinity;
  #hasTray = true;
  #quitting = false;

  constructor(options: WindowManagerOptions) {
    this.#options = options;
  }

  /** Brings the window up and gives it the focus; the user has asked for it. `to`: the view to show. */
  open(to: Events['navigate'] | null = null): void {
    if (this.#quitting) return;
    this.#cancelDestroy?.();
    this.#cancelDestroy = null;
    this.#startsMinimised = false;
    this.#pending = to ?? this.#pending;
    if (this.#window === null) this.#create();
    else if (this.#loaded) this.#present(this.#window);
  }

  /** Whether a tray icon is shown that brings the window back. Without one the window is at least in the taskbar. */
  setTray(isShown: boolean): void {
    this.#hasTray = isShown;
    if (isShown || this.#quitting) return;
    this.#cancelDestroy?.();
    this.#cancelDestroy = null;
    if (this.#window === null) {
      this.#startsMinimised = true;
      this.#create();
    } else if (this.#loaded && !this.#window.isVisible()) {
      this.#window.minimize();
    }
  }

  /** The zoom has changed. */
  rezoom(): void {
    if (this.#window === null) return;
    this.#zoom(this.#window);
    this.#options.seat.rescale(this.#window);
  }

  /** The app quits: from now on a close is a close. The window is out of sight at once, whatever the end takes. */
  letGo(): void {
    this.#quitting = true;
    this.#window?.hide();
  }

  #create(): void {
    const { seat, platform, packaged, preload, icon } = this.#options;
    const bounds = seat.bounds();
    const dark = nativeTheme.shouldUseDarkColors;
    const window = new BrowserWindow(
      windowOptions({ preload, icon, bounds, zoom: this.#options.zoom(), packaged, dark }),
    );
    this.#window = window;
    this.#loaded = false;
    window.removeMenu();
    const leaveSeat = seat.take(window, bounds);
    const detach = this.#options.attach(window.webContents);
    // Chromium keeps a zoom of its own for each origin, and comes back to it with each load.
    window.webContents.on('did-finish-load', () => this.#zoom(window));
    window.webContents.on('zoom-changed', (_event, direction) => this.#options.stepZoom(direction));
    whenShowable(window, platform, () => {
      this.#loaded = true;
      // Nobody asked for it: it goes to the taskbar and takes no focus.
      if (this.#startsMinimised) window.minimize();
      else this.#present(window);
    });
    window.on('close', (event) => {
      if (this.#quitting) return;
      event.preventDefault();
      if (this.#hasTray) return window.hide();
      this.letGo();
      this.#options.quit();
    });
    window.on('hide', () => this.#startDestroyTimer(window));
    window.webContents.on('render-process-gone', (_event, details) => this.#onGone(window, details.reason));
    window.once('closed', () => {
      detach();
      leaveSeat();
      if (this.#window === window) this.#window = null;
    });
    window.loadURL(APP_URL).catch((error: unknown) => {
      this.#options.logger.log('error', 'The window could not be loaded', { reason: String(error) });
    });
  }

  #zoom(window: BrowserWindow): void {
    window.webContents.setZoomFactor(this.#options.zoom());
  }

  #present(window: BrowserWindow): void {
    if (window.isMinimized()) window.restore();
    else if (!window.isVisible()) this.#options.seat.put(window);
    window.show();
    window.focus();
    if (this.#pending !== null) this.#options.navigate(window.webContents, this.#pending);
    this.#pending = null;
  }

  #startDestroyTimer(window: BrowserWindow): void {
    this.#cancelDestroy?.();
    this.#cancelDestroy = this.#options.clock.setTimer(DESTROY_AFTER_MS, () => {
      // Its page may have crashed meanwhile, and the window gone with it.
      if (window.isDestroyed()) return;
      // macOS also says `hide` of a window that was minimised: that one waits in the Dock.
      if (!window.isVisible() && !window.isMinimized()) window.destroy();
    });
  }

  #onGone(window: BrowserWindow, reason: string): void {
    this.#options.logger.log('error', 'The window’s process ended', { reason });
    // Systems call a minimised window visible. One that is still being made for the user is wanted, too.
    const isWanted = this.#loaded ? window.isVisible() && !window.isMinimized() : !this.#startsMinimised;
    const now = this.#options.clock.now();
    const again = isWanted && now - this.#lastCrash > CRASH_PAUSE_MS && reason !== 'clean-exit';
    this.#lastCrash = now;
    window.destroy();
    if (again) return this.open();
    // Without a tray icon the window is the only way to the app.
    if (!this.#hasTray)
      this.#cancelDestroy = this.#options.clock.setTimer(CRASH_PAUSE_MS, () => this.setTray(this.#hasTray));
  }
}
