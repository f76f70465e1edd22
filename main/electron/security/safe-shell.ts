/** Opens links outside the app, by an allow-list of schemes. */
import { shell } from 'electron';
import type { Clock, Logger } from '../../core/ports.ts';
import { createRate } from '../../ipc/rate.ts';

const MAX_LENGTH = 2048;
/** A user clicks on one link at a time; a page run wild would fill the screen. */
const LINKS_PER_SECOND = 3;
/** Nothing that separates, comments, encodes or adds: one plain address. */
const ADDRESS = /^[^\s@<>"'&?/\\#%,;:()[\]]+@[^\s@<>"'&?/\\#%,;:()[\]]+$/;
const NUMBER = /^[+*#0-9(). -]+(;[a-z0-9-]+=[a-z0-9.-]+)*$/i;

/**
 * Whether a link may be handed to the system: https with a host and without credentials; mailto and sip with one
 * address and nothing else, so that no text or attachment is filled in; tel with a number.
 */
export function isSafeLink(link: string): boolean {
  // eslint-disable-next-line no-control-regex -- control characters are exactly what must not pass
  if (link.length > MAX_LENGTH || /[\u0000-\u0020\u007f-\u009f\u2028\u2029\\]/.test(link)) return false;
  const url = URL.parse(link);
  if (url === null) return false;
  switch (url.protocol) {
    case 'https:':
      return /^https:\/\/[^/]/i.test(link) && url.hostname !== '' && url.username === '' && url.password === '';
    case 'mailto:':
    case 'sip:':
      return ADDRESS.test(link.slice(url.protocol.length));
    case 'tel:':
      return NUMBER.test(link.slice(url.protocol.length));
    default:
      return false;
  }
}

export interface SafeShell {
  /** Opens a safe link with the system's program for it; false when it did not. */
  open(link: string): Promise<boolean>;
}

/** Anything but a safe link is refused and logged by scheme only, and so are links that come too fast. */
export function createSafeShell(logger: Logger, clock: Pick<Clock, 'now'>): SafeShell {
  const inTime = createRate(clock, LINKS_PER_SECOND);
  return {
    async open(link) {
      if (!inTime()) return false;
      if (!isSafeLink(link)) {
        logger.log('warn', 'A link was refused', { scheme: /^[a-z][a-z0-9+.-]{0,20}:/i.exec(link)?.[0] ?? 'none' });
        return false;
      }
      try {
        await shell.openExternal(link);
        return true;
      } catch {
        logger.log('warn', 'The system could not open a link');
        return false;
      }
    },
  };
}
