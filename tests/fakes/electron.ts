/**
 * The one fake of `electron` for all tests: typed against electron.d.ts and behaving as documented where the app
 * depends on it (what must come before `ready`, order of events, prevented defaults, destroyed objects, cloned IPC).
 * The vitest project `electron` puts it in electron's place; a test drives it through `fake`.
 */
import { app, resetApp } from './electron/app.ts';
import {
  autoUpdater,
  dialog,
  Menu,
  nativeImage,
  nativeTheme,
  Notification,
  powerMonitor,
  resetDesktop,
} from './electron/desktop.ts';
import { screen, shell, Tray } from './electron/desktop.ts';
import { ipcMain, resetIpc } from './electron/ipc.ts';
import { net, resetNet } from './electron/net.ts';
import { contextBridge, ipcRenderer, resetRenderer, world } from './electron/renderer.ts';
import { resetSafeStorage, safeStorage } from './electron/safe-storage.ts';
import { protocol, registeredSchemes, resetSessions, session } from './electron/session.ts';
import { BaseWindow, BrowserWindow, resetWindows } from './electron/windows.ts';

export {
  app,
  autoUpdater,
  BaseWindow,
  BrowserWindow,
  contextBridge,
  dialog,
  ipcMain,
  ipcRenderer,
  Menu,
  nativeImage,
  nativeTheme,
  net,
  Notification,
  powerMonitor,
  protocol,
};
export { safeStorage, screen, session, shell, Tray };

/** The test's hand on the fake. */
export const fake = {
  /** A fresh Electron before `ready`. */
  reset(): void {
    resetSessions();
    resetApp();
    resetWindows();
    resetIpc();
    resetNet();
    resetDesktop();
    resetSafeStorage();
    resetRenderer();
  },
  /** Electron becomes ready. */
  ready(): void {
    app.becomeReady();
  },
  get app() {
    return app;
  },
  /** The newest window; throws when there is none. */
  get window(): BrowserWindow {
    const window = BrowserWindow.getAllWindows().at(-1);
    if (window === undefined) throw new Error('There is no window');
    return window;
  },
  get windows(): BrowserWindow[] {
    return BrowserWindow.getAllWindows();
  },
  get tray(): Tray {
    const tray = Tray.all.at(-1);
    if (tray === undefined) throw new Error('There is no tray icon');
    return tray;
  },
  get notifications(): Notification[] {
    return Notification.all;
  },
  get schemes(): Electron.CustomScheme[] {
    return registeredSchemes();
  },
  /** What preload scripts gave the page. */
  world,
  net,
  dialog,
  ipc: ipcMain,
  safeStorage,
  screen,
  shell,
  theme: nativeTheme,
  power: powerMonitor,
  session,
};

/** For modules that import electron as a default, as electron-store does. */
export default {
  get app() {
    return app;
  },
  ipcMain,
  shell,
};
