/** Where a click on a notification leads. */
import type { NotificationSpec } from '../core/ports.ts';
import type { Events } from '../../preload/contract/commands.ts';

/** The groups, at the notification's group and with its person's card, where it has them. */
export function targetOf({ groupId, address }: NotificationSpec): Events['navigate'] {
  return { view: 'groups', groupId, ...(address === undefined ? {} : { address }) };
}
