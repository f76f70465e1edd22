/** What a phone row shows: the server's truth with the user's unsettled wishes laid over it. Pure. */
import type { UserError } from '../../../preload/contract/errors.ts';
import type { Connection, Edit, Phone, PhoneKind } from '../../../preload/contract/state.ts';
import { displayNumber } from '../../components/phone-number.ts';
import { t } from '../../i18n/index.ts';
import type { Overlay } from '../../state/overlay.ts';

export const KINDS: PhoneKind[] = ['work', 'mobile', 'home', 'other'];

export interface PhoneView {
  kind: PhoneKind;
  /** As shown, or empty. */
  number: string;
  visible: boolean;
  /** The visibility shown is a wish, not yet the server's truth. */
  switching: 'pending' | 'waiting' | null;
  /** The number shown is a wish. */
  numbering: 'pending' | 'waiting' | null;
  canChangeNumber: boolean;
  canChangeVisibility: boolean;
  /** Why something cannot be changed, or null. */
  lock: string | null;
  notChanged: boolean;
  /** Edits that wait for a connection and can be given up. */
  waiting: readonly Edit[];
  troubles: readonly Edit[];
}

/** Lays the wishes over the row. Failed wishes are not laid over: the row is back at the truth. */
export function phoneView(phone: Phone, overlay: Overlay): PhoneView {
  const visibility = overlay.visibility.get(phone.kind);
  const number = overlay.number.get(phone.kind);
  const settling = (edit: Edit | undefined) => (edit === undefined || edit.status === 'failed' ? null : edit.status);
  return {
    kind: phone.kind,
    number: displayNumber(number?.wish.number ?? phone.number),
    visible: visibility?.wish.visible ?? phone.visible,
    switching: settling(visibility),
    numbering: settling(number),
    canChangeNumber: phone.canChangeNumber,
    canChangeVisibility: phone.canChangeVisibility,
    lock: lockOf(phone),
    notChanged: phone.notChanged && visibility === undefined && number === undefined,
    waiting: [visibility ?? [], number ?? []].flat().filter((edit) => edit.status === 'waiting'),
    troubles: overlay.phoneTroubles.get(phone.kind) ?? [],
  };
}

/** Who decides, and about what: never a policy of this app, which says so in its own words (`Managed.svelte`). */
function lockOf({ lock, canChangeNumber, canChangeVisibility }: Phone): string | null {
  if (lock === null) return null;
  if (canChangeNumber) return t.phones.lockedVisibility;
  return t.phones.locks[lock][canChangeVisibility ? 'number' : 'both'];
}

/** Whether showing a number of this kind to everyone deserves a question: a private one, not agreed to before. */
export function asksBeforeSharing(kind: PhoneKind, agreed: readonly PhoneKind[]): boolean {
  return kind !== 'work' && !agreed.includes(kind);
}

/** Whether a number that is entered in this row is seen by everyone at once, where there was none to see. */
export function showsAtOnce({ visible, number }: PhoneView, entered: string): boolean {
  return visible && number === '' && entered !== '';
}

/** Whether why the numbers could not be read is news to somebody who is told already how the connection stands. */
export function tellsMore({ code }: UserError, connection: Connection): boolean {
  if (connection.phase === 'live') return true;
  const told = connection.phase === 'degraded' || connection.phase === 'ended' ? connection.reason.code : null;
  return code !== told && !code.startsWith('network.') && !code.startsWith('session.');
}
