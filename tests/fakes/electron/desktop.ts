/** The fakes of what stands on the user's desktop: tray, menus, images, notifications, screens, power, shell. */
import { EventEmitter } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { needsReady, preventable } from './lifecycle.ts';

export class FakeImage implements Pick<Electron.NativeImage, 'isEmpty' | 'isTemplateImage' | 'setTemplateImage'> {
  /** Where it was read from; null: from a buffer. */
  path: string | null;
  bytes: number;
  scaleFactor: number;
  #template: boolean;

  constructor(path: string | null, bytes: number, scaleFactor: number) {
    this.path = path;
    this.bytes = bytes;
    this.scaleFactor = scaleFactor;
    this.#template = path !== null && /Template(@[\d.]+x)?\.png$/.test(path);
  }
  isEmpty(): boolean {
    return this.bytes === 0;
  }
  isTemplateImage(): boolean {
    return this.#template;
  }
  setTemplateImage(option: boolean): void {
    this.#template = option;
  }
}

export const nativeImage = {
  /** As documented: a file that is not there gives an empty image. */
  createFromPath: (path: string): FakeImage => new FakeImage(path, existsSync(path) ? readFileSync(path).length : 0, 1),
  createFromBuffer: (buffer: Buffer, options?: Electron.CreateFromBufferOptions): FakeImage =>
    new FakeImage(null, buffer.length, options?.scaleFactor ?? 1),
};

class FakeNativeTheme
  extends EventEmitter
  implements Pick<Electron.NativeTheme, 'shouldUseDarkColors' | 'shouldUseDarkColorsForSystemIntegratedUI'>
{
  shouldUseDarkColors = false;
  shouldUseDarkColorsForSystemIntegratedUI = false;
  themeSource: Electron.NativeTheme['themeSource'] = 'system';

  /** The user changes the system's colours. */
  setDark(dark: boolean): void {
    this.shouldUseDarkColors = dark;
    this.shouldUseDarkColorsForSystemIntegratedUI = dark;
    this.emit('updated');
  }
}
export const nativeTheme = new FakeNativeTheme();

export class Menu {
  static applicationMenu: Menu | null | undefined = undefined;
  static setApplicationMenu(menu: Menu | null): void {
    Menu.applicationMenu = menu;
  }
  static buildFromTemplate(template: Electron.MenuItemConstructorOptions[]): Menu {
    const ids = new Set<string>();
    const check = (items: Electron.MenuItemConstructorOptions[]): void => {
      for (const item of items) {
        if (item.type === undefined && item.label === undefined && item.role === undefined) {
          throw new TypeError('Invalid template for MenuItem: must have label, role or type');
        }
        if (item.id !== undefined && ids.has(item.id)) throw new Error(`Two items have the id ${item.id}`);
        if (item.id !== undefined) ids.add(item.id);
        if (Array.isArray(item.submenu)) check(item.submenu);
      }
    };
    check(template);
    return new Menu(template);
  }

  template: Electron.MenuItemConstructorOptions[];
  constructor(template: Electron.MenuItemConstructorOptions[] = []) {
    this.template = template;
  }

  /** Finds an item in the menu or a menu below. */
  find(id: string, items = this.template): Electron.MenuItemConstructorOptions | null {
    for (const item of items) {
      if (item.id === id) return item;
      const below = Array.isArray(item.submenu) ? this.find(id, item.submenu) : null;
      if (below !== null) return below;
    }
    return null;
  }

  /** The user clicks; a disabled item does nothing. */
  click(id: string): void {
    const item = this.find(id);
    if (item === null) throw new Error(`The menu has no item ${id}`);
    if (item.enabled === false || item.click === undefined) return;
    item.click(undefined as never, undefined, undefined as never);
  }
}

export class Tray
  extends EventEmitter
  implements Pick<Electron.Tray, 'destroy' | 'getBounds' | 'isDestroyed' | 'setToolTip'>
{
  static all: Tray[] = [];
  image: FakeImage;
  images = 0;
  toolTip = '';
  contextMenu: Menu | null = null;
  popped: Menu | null = null;
  bounds: Electron.Rectangle = { x: 0, y: 0, width: 0, height: 0 };
  ignoresDoubleClick = false;
  #destroyed = false;

  constructor(image: FakeImage) {
    needsReady('Tray');
    super();
    if (image.isEmpty()) throw new TypeError('Error processing argument at index 0: the image is empty');
    this.image = image;
    Tray.all.push(this);
  }
  #alive(): void {
    if (this.#destroyed) throw new Error('Tray is destroyed');
  }
  setImage(image: FakeImage): void {
    this.#alive();
    this.images += 1;
    this.image = image;
  }
  setToolTip(toolTip: string): void {
    this.#alive();
    this.toolTip = toolTip;
  }
  setContextMenu(menu: Menu | null): void {
    this.#alive();
    this.contextMenu = menu;
  }
  popUpContextMenu(menu?: Menu): void {
    this.#alive();
    this.popped = menu ?? this.contextMenu;
  }
  setIgnoreDoubleClickEvents(ignore: boolean): void {
    this.ignoresDoubleClick = ignore;
  }
  getBounds(): Electron.Rectangle {
    this.#alive();
    return this.bounds;
  }
  isDestroyed(): boolean {
    return this.#destroyed;
  }
  destroy(): void {
    this.#destroyed = true;
  }
  /** The user clicks the icon. */
  press(event: 'click' | 'right-click'): void {
    this.emit(event, preventable({}), this.bounds, { x: this.bounds.x, y: this.bounds.y });
  }
}

export class Notification extends EventEmitter implements Pick<Electron.Notification, 'close' | 'show'> {
  static all: Notification[] = [];
  static supported = true;
  /** Set: showing fails with these words, as on macOS without a signature. */
  static failure: string | null = null;
  static isSupported(): boolean {
    return Notification.supported;
  }
  options: Electron.NotificationConstructorOptions;
  state: 'new' | 'shown' | 'closed' | 'failed' = 'new';

  constructor(options: Electron.NotificationConstructorOptions = {}) {
    needsReady('Notification');
    super();
    this.options = options;
    Notification.all.push(this);
  }
  show(): void {
    if (Notification.failure !== null) {
      this.state = 'failed';
      this.emit('failed', preventable({}), Notification.failure);
      return;
    }
    this.state = 'shown';
    this.emit('show', preventable({}));
  }
  close(): void {
    if (this.state !== 'shown') return;
    this.state = 'closed';
    this.emit('close', preventable({ reason: 'applicationHidden' }));
  }
  /** It leaves the screen by itself: on Windows into the notification centre, out of which `close` still takes it. */
  timeOut(): void {
    this.emit('close', preventable({ reason: 'timedOut' }));
  }
  /** The user clicks it; the system takes it away. */
  click(): void {
    this.emit('click', preventable({}));
    this.close();
  }
}

class FakePowerMonitor
  extends EventEmitter
  implements Pick<Electron.PowerMonitor, 'getSystemIdleTime' | 'getSystemIdleState'>
{
  idle = 0;
  locked = false;
  getSystemIdleState(idleThreshold: number): ReturnType<Electron.PowerMonitor['getSystemIdleState']> {
    needsReady('powerMonitor');
    if (this.locked) return 'locked';
    return this.idle < idleThreshold ? 'active' : 'idle';
  }
  getSystemIdleTime(): number {
    needsReady('powerMonitor');
    return this.idle;
  }
}
export const powerMonitor = new FakePowerMonitor();

class FakeScreen
  extends EventEmitter
  implements Pick<Electron.Screen, 'getAllDisplays' | 'getCursorScreenPoint' | 'getPrimaryDisplay'>
{
  displays = [display({ x: 0, y: 0, width: 1920, height: 1080 }, { x: 0, y: 0, width: 1920, height: 1040 })];
  cursor: Electron.Point = { x: 0, y: 0 };
  getAllDisplays(): Electron.Display[] {
    needsReady('screen');
    return this.displays;
  }
  getPrimaryDisplay(): Electron.Display {
    needsReady('screen');
    return this.displays[0] as Electron.Display;
  }
  getCursorScreenPoint(): Electron.Point {
    needsReady('screen');
    return this.cursor;
  }
}

/** A display with these bounds. */
export function display(bounds: Electron.Rectangle, workArea = bounds, scaleFactor = 1): Electron.Display {
  return { id: 1, bounds, workArea, scaleFactor } as Electron.Display;
}
export const screen = new FakeScreen();

/** The system's own updater; electron-updater tells of its doings here, too. */
export const autoUpdater = new EventEmitter();

/** What was opened with the system's programs. */
export const shell = {
  opened: [] as string[],
  async openExternal(url: string): Promise<void> {
    shell.opened.push(url);
  },
  /** Folders that were shown, and what the system answers: words of trouble, or nothing. */
  folders: [] as string[],
  trouble: '',
  async openPath(path: string): Promise<string> {
    shell.folders.push(path);
    return shell.trouble;
  },
};

/** What was said in error boxes, and what the user answers when asked where to save. */
export const dialog = {
  errors: [] as { title: string; content: string }[],
  showErrorBox(title: string, content: string): void {
    dialog.errors.push({ title, content });
  },
  /** What was asked in message boxes, and the buttons that the user will press. */
  asked: [] as Electron.MessageBoxOptions[],
  answers: [] as number[],
  async showMessageBox(options: Electron.MessageBoxOptions): Promise<Electron.MessageBoxReturnValue> {
    needsReady('dialog.showMessageBox');
    dialog.asked.push(options);
    return { response: dialog.answers.shift() ?? options.cancelId ?? 0, checkboxChecked: false };
  },
  /** The file that the user picks; null: cancels. */
  saveTo: null as string | null,
  saves: [] as { parent: unknown; options: Electron.SaveDialogOptions }[],
  async showSaveDialog(
    ...args: [Electron.SaveDialogOptions] | [parent: object, Electron.SaveDialogOptions]
  ): Promise<Electron.SaveDialogReturnValue> {
    needsReady('dialog.showSaveDialog');
    const [parent, options] = args.length === 2 ? args : [null, args[0]];
    dialog.saves.push({ parent, options });
    return { canceled: dialog.saveTo === null, filePath: dialog.saveTo ?? '' };
  },
};

/** Forgets everything on the desktop. */
export function resetDesktop(): void {
  nativeTheme.removeAllListeners();
  nativeTheme.themeSource = 'system';
  nativeTheme.shouldUseDarkColors = false;
  nativeTheme.shouldUseDarkColorsForSystemIntegratedUI = false;
  Menu.applicationMenu = undefined;
  Tray.all = [];
  Notification.all = [];
  Notification.supported = true;
  Notification.failure = null;
  powerMonitor.removeAllListeners();
  powerMonitor.idle = 0;
  powerMonitor.locked = false;
  screen.removeAllListeners();
  screen.displays = [display({ x: 0, y: 0, width: 1920, height: 1080 }, { x: 0, y: 0, width: 1920, height: 1040 })];
  autoUpdater.removeAllListeners();
  shell.opened = [];
  shell.folders = [];
  shell.trouble = '';
  dialog.errors = [];
  dialog.asked = [];
  dialog.answers = [];
  dialog.saves = [];
  dialog.saveTo = null;
}
