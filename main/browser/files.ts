/** The Files port over open tabs: the browser offers the text as a download. */
import type { Files, Logger } from '../core/ports.ts';
import type { Tab } from './server.ts';

export interface BrowserFiles extends Files {
  /** The user does something in a tab: what is saved next is offered there. */
  used(tab: Tab): void;
  closed(tab: Tab): void;
}

/**
 * Offers files in the tab that was used last. What becomes of a download is the browser's and the user's affair, so an
 * offer counts as saved; without a tab it fails.
 */
export function createFiles(logger: Logger): BrowserFiles {
  /** In the order of their last use. */
  const tabs = new Set<Tab>();
  return {
    save(name, text) {
      const tab = [...tabs].at(-1);
      if (tab === undefined) {
        logger.log('warn', 'no tab is open to save a file in');
        return Promise.resolve('failed');
      }
      tab.send({ type: 'shell.save', name, text });
      return Promise.resolve('saved');
    },
    used(tab) {
      tabs.delete(tab);
      tabs.add(tab);
    },
    closed: (tab) => void tabs.delete(tab),
  };
}
