/**
 * What stands in for Electron in a browser tab. The server sends the source of `bridgePage` to the tab, around the real
 * preload script: so it must not use anything from outside its own body.
 */
import type { HostMessage, TabMessage } from './messages.ts';

type Listener = (event: object, payload: unknown) => void;
interface PageNotification {
  onclick: (() => void) | null;
  onclose: (() => void) | null;
  close(): void;
}
/** The part of a browser's window that is used; the project's types here are Node's. */
interface Page {
  location: { href: string };
  document: {
    title: string;
    documentElement: { lang: string };
    querySelector(selector: string): { href: string } | null;
    createElement(name: 'a'): { href: string; download: string; click(): void };
  };
  Notification?: {
    new (title: string, options: { body: string; tag: string }): PageNotification;
    permission: string;
    requestPermission(): Promise<string>;
  };
  addEventListener(type: string, listener: () => void, options: { capture: boolean; passive: boolean }): void;
  focus(): void;
}

/** The preload script as CommonJS wraps it. */
export type Preload = (require: (name: string) => unknown, module: { exports: unknown }, exports: unknown) => void;

/** Runs the preload script over a WebSocket beside the page's address, which it opens again whenever it is cut. */
export function bridgePage(preload: Preload): void {
  const page = globalThis as unknown as Page;
  const LONGEST_WAIT_MS = 5_000;
  const UNSENT_MS = 10_000;
  const BLOB_MS = 60_000;
  const INPUT_EVERY_MS = 30_000;
  const listeners = new Map<string, Set<Listener>>();
  const asked = new Map<number, (answer: { value: unknown } | null) => void>();
  const unsent = new Map<number, TabMessage>();
  const notifications = new Map<string, PageNotification>();
  let socket: WebSocket | null = null;
  let opened = 0;
  let failures = 0;
  let lastId = 0;
  let lastInput = 0;
  /** What the page called itself before the host was gone, and what it is called meanwhile. */
  let renamed: { from: string; to: string } | null = null;

  function tell(message: TabMessage): boolean {
    if (socket === null || socket.readyState !== socket.OPEN) return false;
    socket.send(JSON.stringify(message));
    return true;
  }

  function settle(id: number, answer: { value: unknown } | null): void {
    const resolve = asked.get(id);
    asked.delete(id);
    unsent.delete(id);
    resolve?.(answer);
  }

  function invoke(channel: string, argument: unknown): Promise<unknown> {
    const id = ++lastId;
    const message: TabMessage = { type: 'invoke', id, channel, argument };
    return new Promise((resolve, reject) => {
      asked.set(id, (answer) => {
        if (answer === null) reject(new Error('the host did not answer'));
        else resolve(answer.value);
      });
      if (tell(message)) return;
      unsent.set(id, message);
      setTimeout(() => {
        if (unsent.has(id)) settle(id, null);
      }, UNSENT_MS);
    });
  }

  function showIcon(icon: string): void {
    const link = page.document.querySelector('link[rel="icon"]');
    if (link !== null) link.href = icon;
  }

  /** The page names itself; only that its host is gone it cannot know. */
  function tellGone(): void {
    if (renamed !== null) return;
    const words = { de: 'wird nicht ausgeführt', fr: 'arrêté' }[page.document.documentElement.lang] ?? 'not running';
    renamed = { from: page.document.title, to: `Rollcall – ${words}` };
    page.document.title = renamed.to;
  }

  function tellBack(): void {
    if (renamed !== null && page.document.title === renamed.to) page.document.title = renamed.from;
    renamed = null;
  }

  function notify(tag: string, title: string, body: string): void {
    if (page.Notification?.permission !== 'granted') return;
    const shown = new page.Notification(title, { body, tag });
    notifications.set(tag, shown);
    shown.onclose = () => {
      if (notifications.get(tag) === shown) notifications.delete(tag);
    };
    shown.onclick = () => {
      page.focus();
      tell({ type: 'shell.clicked', tag });
    };
  }

  function save(name: string, text: string): void {
    const link = page.document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
    link.download = name;
    link.click();
    // The browser reads it after the click; how long that takes nobody says.
    setTimeout(() => URL.revokeObjectURL(link.href), BLOB_MS);
  }

  function tellPermission(): void {
    tell({ type: 'shell.permission', granted: page.Notification?.permission === 'granted' });
  }

  function receive(message: HostMessage): void {
    switch (message.type) {
      case 'answer':
        return settle(message.id, { value: message.value });
      case 'event':
        for (const listener of [...(listeners.get(message.channel) ?? [])]) listener({}, message.payload);
        return;
      case 'shell.status':
        return showIcon(message.icon);
      case 'shell.save':
        return save(message.name, message.text);
      case 'shell.notify':
        return notify(message.tag, message.title, message.body);
      case 'shell.withdraw':
        return notifications.get(message.tag)?.close();
    }
  }

  function connect(): void {
    const url = new URL('socket', page.location.href);
    url.protocol = 'ws:';
    // Tells the host that this tab may have missed something.
    url.search = opened > 0 ? '?again' : '';
    url.hash = '';
    const opening = new WebSocket(url);
    socket = opening;
    opening.onopen = () => {
      opened += 1;
      failures = 0;
      tellBack();
      tellPermission();
      for (const message of unsent.values()) tell(message);
      unsent.clear();
    };
    opening.onmessage = (event: { data: unknown }) => receive(JSON.parse(String(event.data)) as HostMessage);
    opening.onclose = () => {
      // What was sent and not answered may or may not have been done.
      for (const id of [...asked.keys()]) if (!unsent.has(id)) settle(id, null);
      if (opened > 0) tellGone();
      setTimeout(connect, Math.min(LONGEST_WAIT_MS, 250 * 2 ** failures));
      failures += 1;
    };
  }

  function onInput(): void {
    if (page.Notification?.permission === 'default') void page.Notification.requestPermission().then(tellPermission);
    const now = Date.now();
    if (now - lastInput < INPUT_EVERY_MS) return;
    if (tell({ type: 'shell.input' })) lastInput = now;
  }

  for (const type of ['pointerdown', 'keydown', 'wheel', 'pointermove']) {
    page.addEventListener(type, onInput, { capture: true, passive: true });
  }
  connect();

  const electron = {
    contextBridge: { exposeInMainWorld: (name: string, api: unknown) => Object.assign(globalThis, { [name]: api }) },
    ipcRenderer: {
      invoke,
      on(channel: string, listener: Listener) {
        listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener));
      },
      off: (channel: string, listener: Listener) => void listeners.get(channel)?.delete(listener),
    },
  };
  const module = { exports: {} };
  preload(
    (name) => {
      if (name !== 'electron') throw new Error(`the preload script may not require ${name}`);
      return electron;
    },
    module,
    module.exports,
  );
}
