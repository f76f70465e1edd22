/** What was said and asked at the tray: the document `tray`. Pure. */
import type { PhoneKind } from '../core/store/state.ts';
import { PHONE_WORDS } from './words.ts';

export interface TrayMemory {
  /** The user was told that this desktop shows no tray icons. */
  readonly toldOfNoTray: boolean;
  /** Private numbers that the user agreed to share from the tray's menu; nobody is asked twice. */
  readonly shared: readonly PhoneKind[];
}

/** Reads the document; what is missing or makes no sense counts as not said and not asked. */
export function readTrayMemory(stored: unknown): TrayMemory {
  const { toldOfNoTray, shared } = (stored ?? {}) as Partial<Record<keyof TrayMemory, unknown>>;
  const kinds: unknown[] = Array.isArray(shared) ? shared : [];
  return { toldOfNoTray: toldOfNoTray === true, shared: kinds.filter(isPhoneKind) };
}

function isPhoneKind(value: unknown): value is PhoneKind {
  return typeof value === 'string' && Object.hasOwn(PHONE_WORDS, value);
}
