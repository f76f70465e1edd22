/** The Notifier port over the Web Notification API of open tabs. */
import type { Logger, NotificationSpec, Notifier } from '../core/ports.ts';
import type { Tab } from './server.ts';

/** Notifications that may still be clicked. */
const KEPT = 100;

export interface BrowserNotifier extends Notifier {
  /** A tab may show notifications from now on, or no longer. */
  setTab(tab: Tab, granted: boolean): void;
  /** Answers what was clicked, null for what is long gone. */
  clicked(tag: string): NotificationSpec | null;
}

/** Shows notifications through the tab that was last opened and is allowed to; without one nothing is shown. */
export function createNotifier(logger: Logger): BrowserNotifier {
  const tabs = new Set<Tab>();
  const shown = new Map<string, NotificationSpec>();
  const listeners = new Set<(spec: NotificationSpec) => void>();
  return {
    show(spec) {
      const tab = [...tabs].at(-1);
      if (tab === undefined) {
        logger.log('debug', 'no tab may show a notification');
        return;
      }
      shown.delete(spec.tag);
      shown.set(spec.tag, spec);
      for (const tag of [...shown.keys()].slice(0, -KEPT)) shown.delete(tag);
      tab.send({ type: 'shell.notify', tag: spec.tag, title: spec.title, body: spec.body });
    },
    withdraw(tag) {
      if (!shown.delete(tag)) return;
      for (const tab of tabs) tab.send({ type: 'shell.withdraw', tag });
    },
    // A page that may show notifications is not told when the system drops one.
    onRefused: () => () => undefined,
    onClick(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    setTab(tab, granted) {
      if (granted) tabs.add(tab);
      else tabs.delete(tab);
    },
    clicked(tag) {
      const spec = shown.get(tag) ?? null;
      if (spec !== null) for (const listener of [...listeners]) listener(spec);
      return spec;
    },
  };
}
