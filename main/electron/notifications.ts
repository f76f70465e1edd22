/**
 * The Notifier port over the system's notifications.
 *
 * Do not disturb (Windows' focus assist, macOS' Focus, the Linux desktops' own) is the system's: it holds banners back
 * itself and keeps them in its notification centre. Electron offers no way to ask whether it is on, so nothing here
 * asks, and nothing is marked urgent, which would break through it.
 */
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
  const refusals = new Set<() => void>();
  /** By tag. A collected Notification would lose its click. */
  const shown = new Map<string, Notification>();

  const forget = (tag: string, notification: Notification): void => {
    if (shown.get(tag) === notification) shown.delete(tag);
  };

  const refused = (words: string, error: string | null): void => {
    logger.log('warn', words, { error });
    for (const listener of refusals) listener();
  };

  return {
    show(spec) {
      if (!Notification.isSupported()) {
        refused('The system shows no notifications', null);
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
      notification.on('close', ({ reason }) => {
        // Windows has put it into its notification centre, where it can still be clicked and taken away.
        if (reason !== 'timedOut') forget(spec.tag, notification);
      });
      notification.on('failed', (_event, error) => {
        forget(spec.tag, notification);
        refused('A notification could not be shown', error);
      });
      shown.delete(spec.tag);
      shown.set(spec.tag, notification);
      const [oldest] = shown.keys();
      if (shown.size > KEPT && oldest !== undefined) shown.delete(oldest);
      notification.show();
    },
    withdraw(tag) {
      const notification = shown.get(tag);
      shown.delete(tag);
      notification?.removeAllListeners();
      notification?.close();
    },
    onRefused(listener) {
      refusals.add(listener);
      return () => refusals.delete(listener);
    },
    onClick(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
