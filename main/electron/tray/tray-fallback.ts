/** Linux desktops without tray icons: the window takes the tray's part, and the user is told so once. */
import type { Cancel, Clock, Notifier } from '../../core/ports.ts';
import type { Remembered } from '../remembered.ts';
import { watchTrayHost } from './tray-host.ts';
import type { TrayMemory } from './tray-memory.ts';
import { WORDS } from '../words/words.ts';

export interface FallbackParts {
  clock: Clock;
  environment: NodeJS.ProcessEnv;
  notifier: Pick<Notifier, 'show'>;
  /** Says it in the window, too: where there is no tray there may be no notifications. */
  tellInWindow(): void;
  memory: Remembered<TrayMemory>;
  /** Makes the icon anew. */
  renewTray(): void;
  /** Whether a tray icon brings the window back. */
  setTray(isShown: boolean): void;
}

/** Follows the desktop's tray from now on; the returned function stops. */
export function followTrayHost(parts: FallbackParts): Cancel {
  const { memory, notifier } = parts;
  return watchTrayHost(parts, (news) => {
    // An icon that was made while nobody showed any is not registered later by itself.
    if (news === 'came') parts.renewTray();
    parts.setTray(news !== 'missing');
    if (news !== 'missing' || memory.value.toldOfNoTray) return;
    memory.keep({ toldOfNoTray: true });
    notifier.show({ tag: 'tray', title: WORDS.noTrayTitle, body: WORDS.noTray, groupId: null });
    parts.tellInWindow();
  });
}
