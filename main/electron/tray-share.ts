/** The question before a private number is shared from the tray's menu for the first time (PRODUCT, phones). */
import { dialog } from 'electron';
import type { PhoneKind } from '../core/store/state.ts';
import type { Remembered } from './remembered.ts';
import type { TrayMemory } from './tray-memory.ts';
import { WORDS } from './words.ts';

/** Whether the number of this kind may be shared; asks where it is private and was never asked for. */
export async function maySharePhone(phone: PhoneKind, memory: Remembered<TrayMemory>): Promise<boolean> {
  if (phone === 'work' || memory.value.shared.includes(phone)) return true;
  const { response } = await dialog.showMessageBox({
    type: 'question',
    title: WORDS.app,
    message: WORDS.shareTitle(phone),
    detail: WORDS.shareDetail,
    buttons: [WORDS.share, WORDS.cancel],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  });
  if (response !== 0) return false;
  memory.keep({ shared: [...memory.value.shared, phone] });
  return true;
}
