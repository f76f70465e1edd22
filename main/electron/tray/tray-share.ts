/** The question before a private number is shared from the tray's menu for the first time (PRODUCT, phones). */
import { dialog } from 'electron';
import type { CoreCommands, ReadableStore } from '../../core/core.ts';
import type { PhoneKind } from '../../core/store/state.ts';
import { WORDS } from '../words/words.ts';

export interface ShareParts {
  store: ReadableStore;
  commands: Pick<CoreCommands, 'phones.confirmSharing'>;
}

/** Whether the number of this kind may be shared; asks where it is private and neither tray nor window asked before. */
export async function maySharePhone(phone: PhoneKind, { store, commands }: ShareParts): Promise<boolean> {
  if (phone === 'work' || store.state.sharingConfirmed.includes(phone)) return true;
  const asked = store.state.account?.address;
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
  // An answer that comes after another account came in is not about that one's number.
  if (response !== 0 || store.state.account?.address !== asked) return false;
  return (await commands['phones.confirmSharing']({ phone })).ok;
}
