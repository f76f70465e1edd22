/** Keys that mean the same on every system, but for the one that is held with them. */
import type { Commands } from '../../preload/contract/commands.ts';

export const MAC = navigator.userAgent.includes('Mac');

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/**
 * The step of the zoom that a key asks for, or null: Ctrl, on macOS Cmd, with plus, minus or zero, as in browsers. Plus
 * needs no Shift where it shares its key with the equals sign, zero none where letters come first on the digits.
 */
export function zoomStepOf(pressed: Pressed, isMac = MAC): Commands['settings.zoom']['input']['step'] | null {
  const { key, code, ctrlKey, metaKey, altKey, shiftKey } = pressed;
  if (altKey || ctrlKey === isMac || metaKey !== isMac) return null;
  if (key === '+' || (key === '=' && !shiftKey)) return 'in';
  if (key === '-') return 'out';
  return key === '0' || (code === 'Digit0' && !shiftKey) ? 'reset' : null;
}
