/** Electron's side of the border: each command's channel leads to the router, each page gets what main publishes. */
import { ipcMain } from 'electron';
import type { Cancel } from '../core/ports.ts';
import { CHANNEL_PREFIX, COMMANDS } from '../../preload/contract/channels.ts';
import type { Events } from '../../preload/contract/commands.ts';
import type { Publisher } from '../ipc/publisher.ts';
import type { Router, Sender } from '../ipc/router.ts';

/** Registers every command's channel; nothing else in main listens to a page. */
export function registerCommands(router: Router): void {
  for (const command of COMMANDS) {
    ipcMain.handle(CHANNEL_PREFIX + command, (event, argument: unknown) =>
      router.handle(senderOf(event), command, argument),
    );
  }
}

/**
 * Who sent a message. A frame that is gone has no URL, which no check lets pass. Electron says null for one, or throws
 * where its document went while the message was under way.
 */
export function senderOf({ sender, senderFrame }: Pick<Electron.IpcMainInvokeEvent, 'sender' | 'senderFrame'>): Sender {
  const gone = { url: '', isMainFrame: false, window: sender };
  if (senderFrame === null) return gone;
  try {
    return { url: senderFrame.url, isMainFrame: senderFrame.parent === null, window: sender };
  } catch {
    return gone;
  }
}

/** Sends a page what the publisher says until the answer is called; a page that is gone gets nothing. */
export function attachPage(publisher: Pick<Publisher, 'attach'>, contents: Electron.WebContents): Cancel {
  return publisher.attach((event, payload) => {
    if (!contents.isDestroyed()) contents.send(CHANNEL_PREFIX + event, payload);
  });
}

/** Tells a page to show a view. */
export function sendNavigate(contents: Electron.WebContents, to: Events['navigate']): void {
  if (!contents.isDestroyed()) contents.send(`${CHANNEL_PREFIX}navigate`, to);
}
