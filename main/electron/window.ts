/** The one window: made when first wanted, hidden on close, destroyed some time later; its state lives in the store. */
import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { Cancel, Clock, Logger } from '../core/ports.ts';
import type { Events } from '../../preload/contract/commands.ts';
import { APP_URL } from './protocol-path.ts';
import { placeWindow, WINDOW_SIZE, windowOptions } from './window-options.ts';

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
  /** Where the tray icon is, or null. */
  trayBounds(): Electron.Rectangle | null;
  /** Connects a new page with what main publishes; the answer disconnects it. */
  attach(contents: Electron.WebContents): Cancel;
  /** Tells a loaded page to show a view. */
  navigate(contents: Electron.WebContents, to: Events['navigate']): void;
}

export class WindowManager {
  readonly #options: WindowManagerOptions;
  #window: BrowserWindow | null = null;
  #loaded = false;
  #pending: Events['navigate'] | null = null;
  #cancelDestroy: Cancel | null = null;
  #lastCrash = -Infinity;
  #quitting = false;

  constructor(options: WindowManagerOptions) {
    this.#options = options;
  }

  /** Brings the window up and gives it the focus; the user has asked for it. `to`: the view to show. */
  open(to: Events['navigate'] | null = null): void {
    this.#cancelDestroy?.();
    this.#cancelDestroy = null;
    this.#pending = to ?? this.#pending;
    if (this.#window === null) {
      this.#create();
      return;
    }
    if (this.#loaded) this.#present(this.#window);
  }

  /** From now on a close is a close: the app quits. */
  letGo(): void {
    this.#quitting = true;
  }

  #create(): void {
    const { platform, packaged, preload, icon } = this.#options;
    const bounds = placeWindow({
      tray: this.#options.trayBounds(),
      displays: screen.getAllDisplays(),
      cursor: screen.getCursorScreenPoint(),
      size: WINDOW_SIZE,
      platform,
    });
    const window = new BrowserWindow(
      windowOptions({ preload, icon, bounds, packaged, dark: nativeTheme.shouldUseDarkColors }),
    );
    this.#window = window;
    this.#loaded = false;
    window.removeMenu();
    const detach = this.#options.attach(window.webContents);
    window.once('ready-to-show', () => {
      this.#loaded = true;
      this.#present(window);
    });
    window.on('close', (event) => {
      if (this.#quitting) return;
      event.preventDefault();
      window.hide();
    });
    window.on('hide', () => this.#startDestroyTimer(window));
    window.webContents.on('render-process-gone', (_event, details) => this.#onGone(window, details.reason));
    window.once('closed', () => {
      detach();
      if (this.#window === window) this.#window = null;
    });
    window.loadURL(APP_URL).catch((error: unknown) => {
      this.#options.logger.log('error', 'The window could not be loaded', { reason: String(error) });
    });
  }

  #present(window: BrowserWindow): void {
    if (window.isMinimized()) window.restore();
    if (!window.isVisible()) this.#keepOnScreen(window);
    window.show();
    window.focus();
    if (this.#pending !== null) this.#options.navigate(window.webContents, this.#pending);
    this.#pending = null;
  }

  /** A display may have gone while the window was hidden. */
  #keepOnScreen(window: BrowserWindow): void {
    const { x, y, width, height } = window.getBounds();
    const seen = screen.getAllDisplays().some(({ workArea: area }) => {
      return x < area.x + area.width && x + width > area.x && y < area.y + area.height && y >= area.y;
    });
    if (seen) return;
    window.setBounds(
      placeWindow({
        tray: this.#options.trayBounds(),
        displays: screen.getAllDisplays(),
        cursor: screen.getCursorScreenPoint(),
        size: { width, height },
        platform: this.#options.platform,
      }),
    );
  }

  #startDestroyTimer(window: BrowserWindow): void {
    this.#cancelDestroy?.();
    this.#cancelDestroy = this.#options.clock.setTimer(DESTROY_AFTER_MS, () => window.destroy());
  }

  #onGone(window: BrowserWindow, reason: string): void {
    this.#options.logger.log('error', 'The window’s process ended', { reason });
    const wasVisible = window.isVisible();
    const now = this.#options.clock.now();
    const again = wasVisible && now - this.#lastCrash > CRASH_PAUSE_MS && reason !== 'clean-exit';
    this.#lastCrash = now;
    window.destroy();
    if (again) this.open();
  }
}
