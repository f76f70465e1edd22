/**
 * Gives the window `window.rollcall`, and nothing else. Runs sandboxed before the page; knows names only: the main
 * process checks what is sent.
 */
import { contextBridge, ipcRenderer } from 'electron';
import type { IpcRendererEvent } from 'electron';
import { CHANNEL_PREFIX, COMMANDS, EVENTS } from './contract/channels.ts';
import type { RollcallApi } from './contract/channels.ts';
import { ownError, type Envelope } from './contract/errors.ts';

/** What the window sees when the message itself was lost: no handler, or the host is gone. */
function lost(): Envelope<never> {
  return { ok: false, error: ownError('internal', 'the app did not answer', true) };
}

function command(name: string) {
  return async (input: unknown): Promise<unknown> => {
    try {
      return await ipcRenderer.invoke(CHANNEL_PREFIX + name, input);
    } catch {
      return lost();
    }
  };
}

function event(name: string) {
  return (listener: (payload: unknown) => void): (() => void) => {
    // The event object leads to ipcRenderer; the page gets the payload alone.
    const forward = (_event: IpcRendererEvent, payload: unknown): void => listener(payload);
    ipcRenderer.on(CHANNEL_PREFIX + name, forward);
    return () => {
      ipcRenderer.off(CHANNEL_PREFIX + name, forward);
    };
  };
}

contextBridge.exposeInMainWorld('rollcall', {
  invoke: Object.fromEntries(COMMANDS.map((name) => [name, command(name)])) as RollcallApi['invoke'],
  on: Object.fromEntries(EVENTS.map((name) => [name, event(name)])) as RollcallApi['on'],
} satisfies RollcallApi);
