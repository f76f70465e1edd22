/** The Notifier port over the system's notifications. */
import { Notification } from 'electron';
import { createHash } from 'node:crypto';
import type { Logger, NotificationSpec, Notifier } from '../core/ports.ts';

/** How many stay referenced so that a click still finds its listener. */
const KEPT = 50;

/** A tag as the system may take it: Windows allows 64 characters, tags may hold a group's id of 256. */
export function notificationId(tag: string): string {
  return createHash('sha256').update(tag).digest('hex').slice(0, 32);
}

/** Call it after `ready`. */
export function createNotifier(logger: Logger, platform: NodeJS.Platform): Notifier {
  const listeners = new Set<(spec: NotificationSpec) => void>();
  /** By tag. A collected Notification would lose its click. */
  const shown = new Map<string, Notification>();

  const forget = (tag: string, notification: Notification): void => {
    if (shown.get(tag) === notification) shown.delete(tag);
  };

  return {
    show(spec) {
      if (!Notification.isSupported()) {
        logger.log('warn', 'The system shows no notifications');
        return;
      }
      const previous = shown.get(spec.tag);
      previous?.removeAllListeners();
      // Windows and macOS replace by id; Linux knows none.
      if (platform === 'linux') previous?.close();
      const notification = new Notification({
        id: notificationId(spec.tag),
        title: spec.title,
        body: spec.body,
        ...(spec.groupId === null ? {} : { groupId: notificationId(spec.groupId) }),
      });
      notification.on('click', () => {
        forget(spec.tag, notification);
        for (const listener of listeners) listener(spec);
      });
      notification.on('close', () => forget(spec.tag, notification));
      notification.on('failed', (_event, error) => {
        forget(spec.tag, notification);
        logger.log('warn', 'A notification could not be shown', { error });
      });
      shown.delete(spec.tag);
      shown.set(spec.tag, notification);
      const [oldest] = shown.keys();
      if (shown.size > KEPT && oldest !== undefined) shown.delete(oldest);
      notification.show();
    },
    onClick(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
