/** A phone number as people write it. Pure. */
import { t } from '../i18n/index.ts';

/** `tel:+14255551234;ext=12` -> `+14255551234 ext. 12`; anything else stays as it is. */
export function displayNumber(raw: string): string {
  const [number = '', ...parameters] = raw.trim().replace(/^tel:/i, '').split(';');
  const extension = parameters.map((one) => /^ext=(.+)$/i.exec(one)?.[1]).find((one) => one !== undefined);
  return number.trim() + (extension === undefined ? '' : t.phones.extension(extension));
}
