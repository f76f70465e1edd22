/** The fake of ipcMain, and of the way from a page to it. */
import { EventEmitter } from 'node:events';
import { preventable } from './lifecycle.ts';
import type { FakeFrame, FakeWebContents } from './windows.ts';

class FakeIpcMain extends EventEmitter implements Pick<Electron.IpcMain, 'handle' | 'removeHandler'> {
  handlers = new Map<string, Parameters<Electron.IpcMain['handle']>[1]>();

  handle(channel: string, listener: Parameters<Electron.IpcMain['handle']>[1]): void {
    if (this.handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.handlers.set(channel, listener);
  }
  removeHandler(channel: string): void {
    this.handlers.delete(channel);
  }

  /**
   * What ipcRenderer.invoke does (api/ipc-renderer, api/ipc-main): arguments and answer are cloned; of an error, also of
   * a channel that nobody handles, only the words arrive.
   */
  async invoke(
    sender: FakeWebContents,
    senderFrame: FakeFrame | null,
    channel: string,
    ...args: unknown[]
  ): Promise<unknown> {
    // What cannot be cloned fails in the page, before anything is sent.
    const sent = structuredClone(args);
    try {
      const listener = this.handlers.get(channel);
      if (listener === undefined) throw new Error(`No handler registered for '${channel}'`);
      const event = preventable({ sender, senderFrame, frameId: 1, processId: 1, type: 'frame' });
      return structuredClone((await listener(event as unknown as Electron.IpcMainInvokeEvent, ...sent)) as unknown);
    } catch (error) {
      // eslint-disable-next-line preserve-caught-error -- the error itself stays on the other side
      throw new Error(`Error invoking remote method '${channel}': ${String(error)}`);
    }
  }
}

export const ipcMain = new FakeIpcMain();

/** Forgets all handlers. */
export function resetIpc(): void {
  ipcMain.handlers.clear();
  ipcMain.removeAllListeners();
}
