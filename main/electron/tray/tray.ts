/** The tray icon: setters that may be called as often as one likes, and one render that does what differs. */
import { Menu, nativeImage, Tray } from 'electron';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cancel, Clock } from '../../core/ports.ts';
import { trayIconFile } from './tray-icon.ts';
import type { TrayIcon } from './tray-icon.ts';
import type { MenuCommand, MenuEntry } from './tray-menu.ts';

/** At most one render in this time: some desktops flicker or lose updates when an icon changes quickly. */
export const RENDER_MS = 200;

export interface TrayOptions {
  clock: Clock;
  platform: NodeJS.Platform;
  /** The folder of the rendered tray icons. */
  icons: string;
  /** The icon was clicked, where a click does not open the menu. */
  onOpen(): void;
  onCommand(command: MenuCommand): void;
}

interface Shown {
  file: string;
  toolTip: string;
  /** The menu as text, for comparison. */
  menu: string;
}

const NOTHING_SHOWN: Shown = { file: '', toolTip: '', menu: '[]' };

export class TrayController {
  readonly #options: TrayOptions;
  #icon: TrayIcon = 'offline';
  #place = { dark: false, scaleFactor: 1 };
  #toolTip = '';
  #menu: MenuEntry[] = [];
  #tray: Tray | null = null;
  #built: ReturnType<typeof Menu.buildFromTemplate> | null = null;
  #shown = NOTHING_SHOWN;
  #lastRender = -Infinity;
  #cancelTimer: Cancel | null = null;
  #gone = false;

  constructor(options: TrayOptions) {
    this.#options = options;
  }

  setIcon(icon: TrayIcon): void {
    this.#icon = icon;
    this.#schedule();
  }
  /** `dark`: the bar the icon stands in is dark; `scaleFactor`: of its display. */
  setPlace(place: { dark: boolean; scaleFactor: number }): void {
    this.#place = place;
    this.#schedule();
  }
  setToolTip(toolTip: string): void {
    this.#toolTip = toolTip;
    this.#schedule();
  }
  setMenu(menu: MenuEntry[]): void {
    this.#menu = menu;
    this.#schedule();
  }

  /** Where the icon is on the screen; null where the system does not say (Wayland, some Linux trays). */
  bounds(): Electron.Rectangle | null {
    const bounds = this.#tray?.getBounds();
    return bounds === undefined || bounds.width === 0 || bounds.height === 0 ? null : bounds;
  }

  /** Makes the icon anew, for a desktop that did not take the one there is. */
  renew(): void {
    this.#tray?.destroy();
    this.#tray = null;
    this.#shown = NOTHING_SHOWN;
    this.#schedule();
  }

  /** Takes the icon away; nothing is rendered afterwards. */
  destroy(): void {
    this.#gone = true;
    this.#cancelTimer?.();
    this.#tray?.destroy();
    this.#tray = null;
  }

  #schedule(): void {
    if (this.#gone || this.#cancelTimer !== null) return;
    const since = this.#options.clock.now() - this.#lastRender;
    // The setters of one update come together, so even the first render waits for the end of the turn.
    const wait = since >= RENDER_MS || since < 0 ? 0 : RENDER_MS - since;
    this.#cancelTimer = this.#options.clock.setTimer(wait, () => {
      this.#cancelTimer = null;
      this.#lastRender = this.#options.clock.now();
      this.#render();
    });
  }

  #render(): void {
    const { platform } = this.#options;
    const file = trayIconFile(this.#icon, { platform, ...this.#place });
    if (this.#tray === null) this.#tray = this.#create(file);
    else if (file !== this.#shown.file) this.#tray.setImage(this.#image(file));
    // An Explorer that starts anew gets the icon back from Electron, but not its words.
    if (this.#toolTip !== this.#shown.toolTip || platform === 'win32') this.#tray.setToolTip(this.#toolTip);
    const menu = JSON.stringify(this.#menu);
    if (menu !== this.#shown.menu) {
      this.#built = Menu.buildFromTemplate(this.#menu.map((entry) => this.#item(entry)));
      // Linux trays know no right click: the menu must be theirs. Elsewhere it would take the left click away.
      if (platform === 'linux') this.#tray.setContextMenu(this.#built);
    }
    this.#shown = { file, toolTip: this.#toolTip, menu };
  }

  #create(file: string): Tray {
    const tray = new Tray(this.#image(file));
    tray.setIgnoreDoubleClickEvents(true);
    tray.on('click', () => this.#options.onOpen());
    if (this.#options.platform !== 'linux') {
      tray.on('right-click', () => {
        if (this.#built !== null) tray.popUpContextMenu(this.#built);
      });
    }
    return tray;
  }

  #image(file: string): Electron.NativeImage {
    const path = join(this.#options.icons, file);
    // Linux trays show the bitmap of scale factor 1, whatever its size: it must be the whole image.
    if (this.#options.platform === 'linux') return nativeImage.createFromBuffer(readFileSync(path), { scaleFactor: 1 });
    return nativeImage.createFromPath(path);
  }

  #item(entry: MenuEntry): Electron.MenuItemConstructorOptions {
    const { id, type, command } = entry;
    if (type === 'separator') return { id, type };
    if (type === 'submenu') {
      return {
        id,
        type,
        label: entry.label,
        enabled: entry.enabled,
        submenu: entry.submenu.map((one) => this.#item(one)),
      };
    }
    return {
      id,
      type,
      label: entry.label,
      enabled: entry.enabled,
      ...(type === 'normal' ? {} : { checked: entry.checked }),
      ...(command === null ? {} : { click: () => this.#click(command) }),
    };
  }

  #click(command: MenuCommand): void {
    // Electron has ticked the clicked item by itself. The state decides, so the menu is built anew even if the
    // state stays as it was.
    this.#shown.menu = '';
    this.#schedule();
    this.#options.onCommand(command);
  }
}
