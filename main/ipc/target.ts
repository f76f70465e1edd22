/** Where a click on a notification leads, or a link to a person. */
import type { NotificationSpec } from '../core/ports.ts';
import type { Events } from '../../preload/contract/commands.ts';

/** The groups, at the named group and with the named person's card, where there are such. */
export function targetOf({ groupId, address }: Pick<NotificationSpec, 'groupId' | 'address'>): Events['navigate'] {
  return { view: 'groups', groupId, ...(address === undefined ? {} : { address }) };
}
