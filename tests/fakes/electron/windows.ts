/** The fake of BrowserWindow and WebContents. Listeners run in the documented order; arguments are cloned. */
import { EventEmitter } from 'node:events';
import { app } from './app.ts';
import { needsReady, preventable } from './lifecycle.ts';
import { session } from './session.ts';
import type { FakeSession } from './session.ts';

type FakedContents = Pick<
  Electron.WebContents,
  'getURL' | 'getZoomFactor' | 'isDestroyed' | 'send' | 'setWindowOpenHandler' | 'setZoomFactor' | 'id' | 'isCrashed'
>;

export interface FakeFrame {
  url: string;
  parent: FakeFrame | null;
}

let nextId = 1;

export class FakeWebContents extends EventEmitter implements FakedContents {
  id = nextId++;
  session: FakeSession;
  sent: { channel: string; args: unknown[] }[] = [];
  windowOpen: Parameters<Electron.WebContents['setWindowOpenHandler']>[0] | null = null;
  mainFrame: FakeFrame = { url: '', parent: null };
  crashed = false;
  #defaultZoom: number;
  #destroyed = false;

  constructor(preferences: Electron.WebPreferences = {}) {
    super();
    const { session: given, partition, zoomFactor } = preferences;
    this.#defaultZoom = zoomFactor ?? 1;
    this.session =
      (given as FakeSession | undefined) ??
      (partition === undefined ? session.defaultSession : session.fromPartition(partition));
  }

  send(channel: string, ...args: unknown[]): void {
    if (this.#destroyed) throw new TypeError('Object has been destroyed');
    this.sent.push({ channel, args: structuredClone(args) });
  }
  getURL(): string {
    if (this.#destroyed) throw new TypeError('Object has been destroyed');
    return this.mainFrame.url;
  }
  isDestroyed(): boolean {
    return this.#destroyed;
  }
  isCrashed(): boolean {
    return this.crashed;
  }
  /** As documented: of the origin, in this session. Without a document it is dropped (electron/electron#53225). */
  setZoomFactor(factor: number): void {
    if (this.#destroyed) throw new TypeError('Object has been destroyed');
    if (!(factor > 0)) throw new Error("'zoomFactor' must be a double greater than 0.0");
    if (this.mainFrame.url === '') return;
    this.session.zooms.set(new URL(this.mainFrame.url).host, Math.min(5, Math.max(0.25, factor)));
  }
  getZoomFactor(): number {
    if (this.#destroyed) throw new TypeError('Object has been destroyed');
    const kept = this.mainFrame.url === '' ? undefined : this.session.zooms.get(new URL(this.mainFrame.url).host);
    return kept ?? this.#defaultZoom;
  }
  /** The user turns the wheel with Ctrl held; nothing is zoomed by that. */
  turnWheel(direction: 'in' | 'out'): void {
    this.emit('zoom-changed', preventable({}), direction);
  }
  setWindowOpenHandler(handler: NonNullable<FakeWebContents['windowOpen']>): void {
    this.windowOpen = handler;
  }

  /** A page's window.open: what the handler decides; Electron's default is to allow. */
  openWindow(url: string): 'allow' | 'deny' {
    const details = { url, frameName: '', features: '', disposition: 'new-window' } as Electron.HandlerDetails;
    return this.windowOpen?.(details).action ?? 'allow';
  }

  /** A page's or user's navigation: true when nobody prevented it. */
  navigate(event: 'will-navigate' | 'will-frame-navigate' | 'will-redirect', url: string): boolean {
    const isMainFrame = event !== 'will-frame-navigate';
    const details = preventable({ url, isSameDocument: false, isMainFrame, frame: null });
    this.emit(event, details, url);
    return !details.defaultPrevented;
  }

  /** A navigation of the main frame begins. */
  startNavigation(url: string): void {
    this.emit('did-start-navigation', preventable({ url, isSameDocument: false, isMainFrame: true, frame: null }));
  }

  /** A navigation of the main frame has arrived at a document with this status. */
  arrive(url: string, status = 200): void {
    this.startNavigation(url);
    this.mainFrame = { url, parent: null };
    this.emit('did-navigate', preventable({}), url, status, '');
  }

  /** A navigation fails: of the main frame, or of a frame in it. */
  failLoad(code: number, description: string, url: string, isMainFrame = true): void {
    this.emit('did-fail-load', preventable({}), code, description, url, isMainFrame, 1, 1);
  }

  /** The renderer process dies. */
  crash(reason: Electron.RenderProcessGoneDetails['reason'] = 'crashed'): void {
    this.crashed = true;
    this.emit('render-process-gone', preventable({}), { reason, exitCode: 1 });
  }

  /** Called by the window. */
  destroyed(): void {
    this.#destroyed = true;
    this.emit('destroyed');
  }
}

/** A window without a page: events, and an end. */
export class BaseWindow extends EventEmitter implements Pick<Electron.BaseWindow, 'close' | 'destroy' | 'isDestroyed'> {
  options: Electron.BaseWindowConstructorOptions;
  #destroyed = false;

  constructor(options: Electron.BaseWindowConstructorOptions = {}) {
    needsReady('BaseWindow');
    super();
    this.options = options;
    app.control.windows.add(this);
  }
  close(): void {
    const event = preventable({});
    this.emit('close', event);
    if (!event.defaultPrevented) this.destroy();
  }
  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.emit('closed');
    app.windowGone(this);
  }
  isDestroyed(): boolean {
    return this.#destroyed;
  }
}

type FakedWindow = Pick<
  Electron.BrowserWindow,
  | 'close'
  | 'destroy'
  | 'focus'
  | 'getBounds'
  | 'getMinimumSize'
  | 'hide'
  | 'isDestroyed'
  | 'isFocused'
  | 'isMaximized'
  | 'isMinimized'
  | 'isVisible'
  | 'loadURL'
  | 'removeMenu'
  | 'restore'
  | 'setBounds'
  | 'setMinimumSize'
  | 'setTitle'
  | 'getTitle'
  | 'show'
  | 'showInactive'
  | 'unmaximize'
>;

export class BrowserWindow extends EventEmitter implements FakedWindow {
  static all: BrowserWindow[] = [];
  /** False: hidden windows are not painted, as on Wayland, so `ready-to-show` comes only after `show`. */
  static paintsHidden = true;
  static getAllWindows(): BrowserWindow[] {
    return BrowserWindow.all.filter((window) => !window.isDestroyed());
  }

  /** As documented: the app's window that has the focus, or null. */
  static getFocusedWindow(): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((window) => window.isFocused()) ?? null;
  }

  webContents: FakeWebContents;
  options: Electron.BrowserWindowConstructorOptions;
  #bounds: Electron.Rectangle;
  #least: [width: number, height: number];
  #title: string;
  #visible: boolean;
  #focused = false;
  #minimized = false;
  maximized = false;
  #destroyed = false;

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    needsReady('BrowserWindow');
    super();
    this.options = options;
    this.#title = options.title ?? '';
    this.webContents = new FakeWebContents(options.webPreferences);
    this.#bounds = {
      x: options.x ?? 0,
      y: options.y ?? 0,
      width: options.width ?? 800,
      height: options.height ?? 600,
    };
    this.#least = [options.minWidth ?? 0, options.minHeight ?? 0];
    this.#visible = options.show ?? true;
    BrowserWindow.all.push(this);
    app.control.windows.add(this);
    app.emit('web-contents-created', preventable({}), this.webContents);
    app.emit('browser-window-created', preventable({}), this);
  }

  #alive(): void {
    if (this.#destroyed) throw new TypeError('Object has been destroyed');
  }

  #painted(): void {
    queueMicrotask(() => {
      if (!this.#destroyed) this.emit('ready-to-show');
    });
  }

  /** The page counts as loaded a turn later: did-finish-load, then the promise, then ready-to-show. */
  async loadURL(url: string): Promise<void> {
    this.#alive();
    await Promise.resolve();
    if (this.#destroyed) throw new Error(`ERR_ABORTED (-3) loading '${url}'`);
    this.webContents.mainFrame = { url, parent: null };
    this.webContents.emit('did-finish-load');
    if (BrowserWindow.paintsHidden || this.#visible) this.#painted();
    else this.once('show', () => this.#painted());
  }

  #focus(focused: boolean): void {
    if (this.#focused === focused) return;
    this.#focused = focused;
    this.emit(focused ? 'focus' : 'blur');
  }

  show(): void {
    this.showInactive();
    this.#focus(true);
  }
  showInactive(): void {
    this.#alive();
    if (!this.#visible) {
      this.#visible = true;
      this.emit('show');
    }
  }
  hide(): void {
    this.#alive();
    this.#focus(false);
    if (this.#visible) {
      this.#visible = false;
      this.emit('hide');
    }
  }
  focus(): void {
    this.#alive();
    this.#focus(true);
  }
  /** Also a window that was never shown: it goes to the taskbar. */
  minimize(): void {
    this.#alive();
    this.#visible = true;
    this.#focus(false);
    if (this.#minimized) return;
    this.#minimized = true;
    this.emit('minimize');
  }
  restore(): void {
    this.#alive();
    if (!this.#minimized) return;
    this.#minimized = false;
    this.emit('restore');
  }
  unmaximize(): void {
    this.#alive();
    if (!this.maximized) return;
    this.maximized = false;
    this.emit('unmaximize');
  }
  isMaximized(): boolean {
    this.#alive();
    return this.maximized;
  }
  isMinimized(): boolean {
    this.#alive();
    return this.#minimized;
  }
  isVisible(): boolean {
    this.#alive();
    return this.#visible;
  }
  isFocused(): boolean {
    this.#alive();
    return this.#focused;
  }
  isDestroyed(): boolean {
    return this.#destroyed;
  }
  getBounds(): Electron.Rectangle {
    this.#alive();
    return { ...this.#bounds };
  }
  setBounds(bounds: Partial<Electron.Rectangle>): void {
    this.#alive();
    this.#bounds = { ...this.#bounds, ...bounds };
  }
  setMinimumSize(width: number, height: number): void {
    this.#alive();
    this.#least = [width, height];
  }
  getMinimumSize(): number[] {
    this.#alive();
    return [...this.#least];
  }
  getTitle(): string {
    this.#alive();
    return this.#title;
  }
  setTitle(title: string): void {
    this.#alive();
    this.#title = title;
  }
  /** The page names itself: the window takes the name over unless somebody prevents it. */
  pageNamesItself(title: string): void {
    const event = preventable({});
    this.emit('page-title-updated', event, title, true);
    if (!event.defaultPrevented) this.#title = title;
  }
  /** The user drags the window or an edge of it, as far as its minimum size allows, or the system moves it. */
  drag(bounds: Partial<Electron.Rectangle>): void {
    const { width, height } = { ...this.#bounds, ...bounds };
    const [leastWidth, leastHeight] = this.#least;
    this.setBounds({ ...bounds, width: Math.max(width, leastWidth), height: Math.max(height, leastHeight) });
    if (bounds.x !== undefined || bounds.y !== undefined) this.emit('move');
    if (bounds.width !== undefined || bounds.height !== undefined) this.emit('resize');
  }
  removeMenu(): void {
    this.#alive();
  }

  /** The user's or program's close: `close` may be prevented. */
  close(): void {
    this.#alive();
    const event = preventable({});
    this.emit('close', event);
    if (!event.defaultPrevented) this.destroy();
  }

  /** Goes at once, without `close`; `closed` is emitted. */
  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.webContents.destroyed();
    this.emit('closed');
    app.windowGone(this);
  }
}

/** Forgets all windows. */
export function resetWindows(): void {
  BrowserWindow.all = [];
  BrowserWindow.paintsHidden = true;
}
