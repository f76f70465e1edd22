/** The fake of what a preload script gets of Electron: `contextBridge` and `ipcRenderer`. */
import { EventEmitter } from 'node:events';
import { ipcMain } from './ipc.ts';
import type { FakeWebContents } from './windows.ts';

/** What preload scripts put into the page's world so far, by name. */
export const world = new Map<string, unknown>();

export const contextBridge = {
  /** As documented (api/context-bridge), a name can be given once only. */
  exposeInMainWorld(name: string, api: unknown): void {
    if (world.has(name)) throw new Error('Cannot bind an API on top of an existing property on the window object');
    world.set(name, api);
  },
} satisfies Pick<Electron.ContextBridge, 'exposeInMainWorld'>;

class FakeIpcRenderer extends EventEmitter implements Pick<Electron.IpcRenderer, 'invoke'> {
  /** The page that the preload script runs in. */
  page: FakeWebContents | null = null;

  async invoke(channel: string, ...args: unknown[]): Promise<unknown> {
    if (this.page === null) throw new Error('The preload script runs in no page');
    return ipcMain.invoke(this.page, this.page.mainFrame, channel, ...args);
  }
}
export const ipcRenderer = new FakeIpcRenderer();

/** No preload script has run. */
export function resetRenderer(): void {
  world.clear();
  ipcRenderer.removeAllListeners();
  ipcRenderer.page = null;
}
