/** What surrounds the window in this host: each tab is a window of its own, its icon is the tray's. */
import type { ReadableStore } from '../core/core.ts';
import type { Publisher } from '../ipc/publisher.ts';
import type { Router } from '../ipc/router.ts';
import { targetOf } from '../ipc/target.ts';
import { CHANNEL_PREFIX } from '../../preload/contract/channels.ts';
import type { Send } from '../ipc/publisher.ts';
import type { BrowserFiles } from './files.ts';
import type { BrowserNotifier } from './notifier.ts';
import type { Tab, TabHandlers } from './server.ts';
import { iconOf, iconUrl } from './status.ts';

export interface ShellParts {
  store: ReadableStore;
  router: Router;
  publisher: Publisher;
  notifier: BrowserNotifier;
  files: BrowserFiles;
  /** A tab that may have had the focus is gone. */
  nobodyLooks: () => void;
  /** A key or the mouse was used in a tab. */
  inputSeen: () => void;
}

export interface Shell {
  connect(tab: Tab): TabHandlers;
  stop(): void;
}

/** Joins tabs with the app. */
export function createShell(parts: ShellParts): Shell {
  const { store, router, publisher, notifier, files } = parts;
  const tabs = new Set<Tab>();
  let icon = iconOf(store.state);
  let queued = false;

  function sendStatus(tab: Tab): void {
    tab.send({ type: 'shell.status', icon: iconUrl(icon) });
  }

  function refresh(): void {
    queued = false;
    const next = iconOf(store.state);
    if (next === icon) return;
    icon = next;
    for (const tab of tabs) sendStatus(tab);
  }

  const unsubscribe = store.subscribe(() => {
    if (queued) return;
    queued = true;
    queueMicrotask(refresh);
  });

  return {
    connect(tab) {
      const send: Send = (event, payload) => tab.send({ type: 'event', channel: CHANNEL_PREFIX + event, payload });
      const detach = publisher.attach(send);
      tabs.add(tab);
      files.used(tab);
      sendStatus(tab);
      if (tab.again) publisher.resync(send);
      // Nothing frames our page (frame-ancestors), so whatever speaks for it is a main frame.
      const sender = { url: `${tab.origin}/`, isMainFrame: true, window: tab };
      return {
        receive(message) {
          switch (message.type) {
            case 'invoke': {
              files.used(tab);
              const known = message.channel.startsWith(CHANNEL_PREFIX);
              const command = known ? message.channel.slice(CHANNEL_PREFIX.length) : '';
              void router
                .handle(sender, command, message.argument)
                .then((value) => tab.send({ type: 'answer', id: message.id, value }));
              return;
            }
            case 'shell.permission':
              return notifier.setTab(tab, message.granted);
            case 'shell.clicked': {
              const spec = notifier.clicked(message.tag);
              if (spec !== null) send('navigate', targetOf(spec));
              return;
            }
            case 'shell.input':
              return parts.inputSeen();
          }
        },
        closed() {
          detach();
          tabs.delete(tab);
          files.closed(tab);
          notifier.setTab(tab, false);
          parts.nobodyLooks();
        },
      };
    },
    stop: unsubscribe,
  };
}
